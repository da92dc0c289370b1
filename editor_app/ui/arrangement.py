"""Which columns a window shows at a given width. Pure rules; `workspace` carries them out."""

from __future__ import annotations

from dataclasses import dataclass

ALL_COLUMNS_WITH_WIDE_PANEL = 1680
ALL_COLUMNS = 1280
LIST_BESIDE_EDITOR = 1000

SIDEBAR_LEAST, LIST_LEAST, EDITOR_LEAST, PANEL_LEAST = 160, 240, 420, 280
RAIL, BARE_RAIL = 60, 44
_HANDLES = 3

_LIST, _SHORT_LIST = 304, 264
NARROW_PANEL, BREAKING_PANEL, PREVIEW_PANEL, SHARE_PANEL = 312, 340, 456, 572
PANEL_WIDTHS = {"breaking": BREAKING_PANEL, "preview": PREVIEW_PANEL, "share": SHARE_PANEL}
PANEL_MINIMUMS = {"breaking": 320, "preview": 400, "share": 480}
WIDE_PANELS = frozenset({"preview", "share"})


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is shown beside the editor.

    Attributes:
        sidebar: the column of desks and sections; without it the list's title is a menu.
        story_list: the column of stories; where it is away, a button and F9 bring it.
        compact_rows: one-line rows in the list.
        panel_over_editor: the open panel takes the editor's place instead of standing beside it.
        rail_labels: words under the rail's icons.
    """

    sidebar: bool
    story_list: bool
    compact_rows: bool
    panel_over_editor: bool
    rail_labels: bool


def arrange(
    width: int, panel: str, sidebar_wanted: bool = True, called: frozenset[str] = frozenset()
) -> Arrangement:
    """The columns for a window `width` logical pixels wide with `panel` open (its id; empty: none).

    `called` are columns ("sidebar", "list") a person asked for where the width alone would not show them: they come
    when there is room for the least width of everything. Nothing is ever narrower than it can bear: the list leaves
    first, then the panel takes the editor's place.
    """
    has_labels = width >= LIST_BESIDE_EDITOR
    room = width - (RAIL if has_labels else BARE_RAIL) - _HANDLES - EDITOR_LEAST
    side = PANEL_MINIMUMS.get(panel, PANEL_LEAST) if panel else 0
    left = room - side
    story_list = left >= LIST_LEAST and (has_labels or "list" in called)
    sidebar_from = ALL_COLUMNS_WITH_WIDE_PANEL if panel in WIDE_PANELS else ALL_COLUMNS
    return Arrangement(
        sidebar=sidebar_wanted
        and story_list
        and left >= LIST_LEAST + SIDEBAR_LEAST
        and (width >= sidebar_from or "sidebar" in called),
        story_list=story_list,
        compact_rows=width < ALL_COLUMNS,
        panel_over_editor=left < 0,
        rail_labels=has_labels,
    )


def panel_width(panel: str, remembered: dict[str, int]) -> int:
    """The width a panel opens with: what the person last gave it, else the design's."""
    least = PANEL_MINIMUMS.get(panel, PANEL_LEAST)
    return max(least, remembered.get(panel, PANEL_WIDTHS.get(panel, NARROW_PANEL)))


def list_width(width: int, panel: str) -> int:
    """The width the story list opens with in a window `width` wide: less where the editor would be short of room."""
    return _LIST if width >= ALL_COLUMNS and panel != "share" else _SHORT_LIST
