"""Which columns a window shows at a given width. Pure rules; `workspace` carries them out."""

from __future__ import annotations

from dataclasses import dataclass

ALL_COLUMNS_WITH_WIDE_PANEL = 1680
ALL_COLUMNS = 1280
LIST_BESIDE_EDITOR = 1000
PANEL_BESIDE_EDITOR = 760

NARROW_PANEL, BREAKING_PANEL, PREVIEW_PANEL, SHARE_PANEL = 312, 340, 456, 572
PANEL_WIDTHS = {"breaking": BREAKING_PANEL, "preview": PREVIEW_PANEL, "share": SHARE_PANEL}
PANEL_MINIMUMS = {"breaking": 320, "preview": 400, "share": 480}
WIDE_PANELS = frozenset({"preview", "share"})


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is shown beside the editor.

    Attributes:
        sidebar: the column of desks and sections; without it the list's title is a menu.
        story_list: the list as a column of its own; otherwise it comes as a drawer.
        compact_rows: one-line rows in the list.
        panel_over_editor: the open panel takes the editor's place instead of standing beside it.
        rail_labels: words under the rail's icons.
    """

    sidebar: bool
    story_list: bool
    compact_rows: bool
    panel_over_editor: bool
    rail_labels: bool


def arrange(width: int, panel: str, sidebar_wanted: bool = True) -> Arrangement:
    """The columns for a window `width` logical pixels wide with `panel` open (its id; empty: none)."""
    sidebar_from = ALL_COLUMNS_WITH_WIDE_PANEL if panel in WIDE_PANELS else ALL_COLUMNS
    return Arrangement(
        sidebar=sidebar_wanted and width >= sidebar_from,
        story_list=width >= LIST_BESIDE_EDITOR,
        compact_rows=width < ALL_COLUMNS,
        panel_over_editor=width < LIST_BESIDE_EDITOR,
        rail_labels=width >= LIST_BESIDE_EDITOR,
    )


def panel_width(panel: str, remembered: dict[str, int]) -> int:
    """The width a panel opens with: what the person last gave it, else the design's."""
    least = PANEL_MINIMUMS.get(panel, 280)
    return max(least, remembered.get(panel, PANEL_WIDTHS.get(panel, NARROW_PANEL)))
