"""What the command palette offers, and which of it answers a query. Values and order; no painting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QKeySequence

from editor_app.stories.catalogue import StoryEntry
from editor_app.ui.actions import Actions
from editor_app.ui.fuzzy import match

COMMANDS, STORIES, GO_TO = "Commands", "Stories", "Go to"
_PREFIXES = {">": COMMANDS, "#": GO_TO}
_ORDER = (COMMANDS, STORIES, GO_TO)
_LONGEST_WORDS = 40
_MOST = {COMMANDS: 8, STORIES: 8, GO_TO: 4}


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One thing that can be chosen. `reason`: why it cannot be used now (it is shown, and does nothing).

    `identity` is stable, for what was used recently; `also` are further words it is found by. One that `leads` comes first
    whenever it answers.
    """

    group: str
    identity: str
    text: str
    run: Callable[[], object]
    icon: str = ""
    detail: str = ""
    keys: tuple[str, ...] = ()
    state: str = ""
    right: str = ""
    reason: str = ""
    also: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry that answers the query, and which letters of its text were meant."""

    entry: PaletteEntry
    spans: tuple[tuple[int, int], ...] = field(default=())


def answers(entries: Iterable[PaletteEntry], query: str, recent: Sequence[str] = ()) -> list[Answer]:
    """What answers a query, group by group, best first; `recent` are identities used lately, newest first."""
    only = _PREFIXES.get(query[:1], "")
    words = query[1:].strip() if only else query.strip()
    ranked: dict[str, list[tuple[tuple[int, int, str], Answer]]] = {}
    for entry in entries:
        if only and entry.group != only:
            continue
        found = match(words, entry.text)
        score, spans = (found.score, found.spans) if found else (0, ())
        if found is None:
            other = match(words, entry.also) if entry.also else None
            if other is None or other.score < 60:
                continue
            score = other.score // 2
        freshness = len(recent) - recent.index(entry.identity) if entry.identity in recent else 0
        exact = entry.text.rstrip("…").casefold() == words.casefold()
        key = (
            -20_000 if entry.leads else -(10_000 if exact else score + 40 * freshness),
            1 if entry.reason else 0,
            "" if words else entry.group,
        )
        ranked.setdefault(entry.group, []).append((key, Answer(entry, spans)))
    result: list[Answer] = []
    for group in _ORDER:
        rows = sorted(ranked.get(group, ()), key=lambda row: row[0])
        result += [answer for _key, answer in rows[: 24 if only else _MOST[group]]]
    return result


def command_entries(
    actions: Actions, leave_out: frozenset[str] = frozenset({"go.palette"})
) -> list[PaletteEntry]:
    """Every action that works, with its keys, and why it is disabled if it is."""
    rows = []
    for action in actions:
        if not action.is_handled or action.spec.id in leave_out:
            continue
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        path = action.spec.menu.rpartition("/")[2]
        prefixed = path if "/" in action.spec.menu and action.spec.group else ""
        rows.append(
            PaletteEntry(
                COMMANDS,
                action.spec.id,
                action.text().replace("&", ""),
                action.trigger,
                icon=action.spec.icon or "caret-right",
                detail=prefixed,
                keys=tuple(_split_keys(keys)),
                reason="" if action.isEnabled() else (action.reason or "Not possible here."),
                also=f"{path} {action.spec.tip}",
            )
        )
    return rows


def story_entries(
    entries: Iterable[StoryEntry], open_story: Callable[[StoryEntry], object]
) -> list[PaletteEntry]:
    """Every story, newest change first."""
    ordered = sorted(entries, key=lambda entry: entry.changed, reverse=True)
    return [
        PaletteEntry(
            STORIES,
            f"story:{entry.path}",
            entry.title,
            lambda chosen=entry: open_story(chosen),
            icon="article",
            state=str(entry.status),
            also=" ".join((entry.slug, entry.section, str(entry.status), *entry.authors, *entry.tags)),
        )
        for entry in ordered
    ]


def link_entry(words: str, run: Callable[[], object]) -> list[PaletteEntry]:
    """What can be done with selected words of the text: nothing without any."""
    if not words:
        return []
    shown = words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1].rstrip()}…"
    return [PaletteEntry(COMMANDS, "link.selection", f"Link ‘{shown}’…", run, icon="link-simple", leads=True)]


def place_entries(places: Iterable[tuple[str, str, str, Callable[[], object]]]) -> list[PaletteEntry]:
    """Desks and sections, as (title, icon, count, what shows it)."""
    return [
        PaletteEntry(GO_TO, f"place:{title}", title, show, icon=icon or "folder-simple", right=count)
        for title, icon, count, show in places
    ]


def _split_keys(keys: str) -> list[str]:
    """ "Ctrl+Shift+P" as its keys; a plus as the last key stays one."""
    if not keys:
        return []
    parts = keys.split("+")
    if keys.endswith("++"):
        parts = [part for part in keys[:-2].split("+") if part] + ["+"]
    return [part for part in parts if part]
