"""What the last export to a folder read and wrote, so that the next one does only what has to be done again.

A cache and nothing more: it lies in the user's cache folder, readable by nobody else, may be lost at any time, and one that
is damaged or from another Stet counts as none. Which files of the site are ours is not its business (`manifest`), nor how
it lies on the disk (`ledger_file`). A ledger is what one export left, whole: it is replaced, never changed.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from editor_app.publish import ledger_file
from editor_app.publish.addresses import key_of
from editor_app.publish.at_rest import Seen, Stamp, file_stamp, stamp_of
from editor_app.publish.ledger_file import Found, Place, State
from editor_app.publish.story_facts import StoryFacts, facts_from

__all__ = ["Ledger", "Output", "PageRecord", "PageRecords", "Stamp", "file_stamp", "stamp_of"]

ITEM_MARK = "item:"
"""Begins the name that the record of a feed item has among those of files."""

_MOST_DIFFERENCES = 2_000  # beyond that it is written whole

Output = tuple[bytes, int, int]
"""A file of the site: its digest, its size, the time of its last change in nanoseconds."""


class PageRecord(NamedTuple):
    """How one file of the site came about.

    Attributes:
        inputs: a digest of everything it was made from, but for what follows.
        targets: links to stories as (as written, what they led to).
        pictures: pictures as (story's file, `src` as written, file found, its stamp).
        used: the picture files it names, as (name, width, height, where its data is kept).
        kept: what else is worth keeping of it: for a feed item its words.
    """

    inputs: bytes
    targets: tuple[tuple[str, Any], ...] = ()
    pictures: tuple[tuple[str, str, str, Any], ...] = ()
    used: tuple[tuple[str, int, int, str], ...] = ()
    kept: tuple[str, ...] = ()


class PageRecords:
    """The records of each file of a site, and of each feed item; most are never looked into, and stay as they lie on the disk."""

    __slots__ = ("_naming", "_packed", "_read")

    def __init__(self, packed: dict[str, bytes] | None = None) -> None:
        self._packed = {} if packed is None else packed
        self._read: dict[str, PageRecord] = {}
        self._naming: dict[str, set[str]] | None = None

    def __bool__(self) -> bool:
        return bool(self._packed)

    def __contains__(self, name: object) -> bool:
        return name in self._packed

    @property
    def packed(self) -> Mapping[str, bytes]:
        """Each record as it is kept."""
        return self._packed

    def get(self, name: str) -> PageRecord | None:
        """How the file came about, or None."""
        record = self._read.get(name)
        if record is None and (packed := self._packed.get(name)) is not None:
            record = self._read[name] = PageRecord._make(marshal.loads(packed))
        return record

    def put(self, name: str, record: PageRecord) -> None:
        """Note how a file came about."""
        self._packed[name] = marshal.dumps(tuple(record))
        self._read[name] = record
        if self._naming is not None:
            self._index(name, record)

    def keep(self, name: str, before: PageRecords) -> None:
        """A file is as it was."""
        self._packed[name] = before._packed[name]

    def drop(self, name: str) -> None:
        """A file is no more."""
        self._packed.pop(name, None)
        self._read.pop(name, None)

    def copy(self) -> PageRecords:
        """Another one with the same records. They share the index, which may name too many, never too few."""
        other = PageRecords(dict(self._packed))
        other._read, other._naming = dict(self._read), self._naming
        return other

    def all(self) -> Iterator[tuple[str, PageRecord]]:
        """Every record, by name; they are not kept in memory for that."""
        for name, packed in self._packed.items():
            yield name, self._read.get(name) or PageRecord._make(marshal.loads(packed))

    def naming(self, keys: Iterable[str]) -> set[str]:
        """The files that may name a story by one of these keys, see `addresses.key_of`."""
        if self._naming is None:
            self._naming = {}
            for name, record in self.all():
                self._index(name, record)
        found: set[str] = set()
        for key in keys:
            found |= self._naming.get(key, set())
        return found

    def _index(self, name: str, record: PageRecord) -> None:
        naming = self._naming
        if naming is not None and record.targets:
            for target, _answer in record.targets:
                naming.setdefault(key_of(target), set()).add(name)


class Ledger:
    """One site's ledger.

    Args:
        about: single values by name: `ground` (a digest of what everything depends on), `read_at` (when the stories were
            looked at, in nanoseconds since 1970), `made_at` and `quiet_until` (the moment of the site, and until when the
            passing of time alone changes nothing; seconds since 1970), and what `at_rest` asks for.
        stamps: each story's file -> its stamp.
        facts: each story's file -> what lists and links need to know of it.
        pages: how each file of the site, and each feed item, was made.
        outputs: each file of the site as it was left.
        pictures: each picture file that pages show -> its stamp.
    """

    def __init__(
        self,
        about: State | None = None,
        stamps: dict[str, Stamp] | None = None,
        facts: dict[str, StoryFacts] | None = None,
        pages: PageRecords | None = None,
        outputs: dict[str, Output] | None = None,
        pictures: dict[str, Stamp] | None = None,
    ) -> None:
        self.about = about or {}
        self.stamps = stamps or {}
        self.outputs = outputs or {}
        self.pictures = pictures or {}
        self.pages = pages or PageRecords()
        self._facts = facts
        self._found: Found | None = None
        self._place: Place | None = None

    @property
    def ground(self) -> bytes:
        return self.about.get("ground", b"")

    @property
    def read_at(self) -> int:
        return self.about.get("read_at", 0)

    @property
    def made_at(self) -> float:
        return self.about.get("made_at", 0.0)

    @property
    def quiet_until(self) -> float:
        return self.about.get("quiet_until", 0.0)

    @property
    def facts(self) -> dict[str, StoryFacts]:
        """What is known of each story, by its file; unpacked when it is first asked for."""
        if self._facts is None:
            rows: dict[str, Any] = {}
            if self._found is not None:
                rows = marshal.loads(self._found.parts[0])
                for change in self._found.changes:
                    _apply(rows, marshal.loads(change)[0])
            self._facts = {path: facts_from(row) for path, row in rows.items()}
            self._found = None
        return self._facts

    @classmethod
    def load(cls, path: Path | str) -> Ledger:
        """The ledger in this file; an empty one when there is none that can be trusted."""
        found = ledger_file.read(str(path))
        return cls() if found is None else cls.of(found)

    @classmethod
    def seen(cls, seen: Seen) -> Ledger | None:
        """The ledger beside which somebody looked at the files; None when it is not there any more."""
        return cls.of(seen.found) if ledger_file.complete(seen.path, seen.found) else None

    @classmethod
    def of(cls, found: Found) -> Ledger:
        """The ledger that was found; an empty one when it cannot be trusted."""
        try:
            packed: dict[str, bytes] = marshal.loads(found.parts[1])
            for change in found.changes:
                _apply(packed, marshal.loads(change)[1])
        except (ValueError, EOFError, TypeError, IndexError):
            return cls()
        about = found.state
        stamps, outputs, pictures = (about.pop(name) for name in ledger_file.TABLES)
        about.pop("made_by")
        ledger = cls(about, stamps, None, PageRecords(packed), outputs, pictures)
        ledger._found, ledger._place = found, found.place
        return ledger

    def save(self, path: Path | str, before: Ledger) -> None:
        """Keep it, as what is other than in `before` where that lies there. That it cannot be kept costs time alone."""
        self._place = self._appended(str(path), before) if before._place is not None else None
        if self._place is None:
            tables = dict(zip(ledger_file.TABLES, (self.stamps, self.outputs, self.pictures), strict=True))
            rows = {file: facts.plain() for file, facts in self.facts.items()}
            parts = marshal.dumps(rows), marshal.dumps(dict(self.pages.packed))
            self._place = ledger_file.write_whole(str(path), {**self.about, **tables}, parts)

    def lies_in(self, path: Path | str) -> bool:
        """Whether this very ledger is what the file holds: no other process has been here since."""
        stamp = file_stamp(str(path))
        place = self._place
        return (
            stamp is not None and place is not None and (stamp[3], stamp[2]) == (place.number, place.length)
        )

    def _appended(self, path: str, before: Ledger) -> Place | None:
        facts = self.facts
        changed = _differences(facts, before.facts) if facts is not before.facts else {}
        rows = {file: None if entry is None else entry.plain() for file, entry in changed.items()}
        pages = _differences(self.pages.packed, before.pages.packed)
        state: State = {key: value for key, value in self.about.items() if before.about.get(key) != value}
        tables = zip(
            ledger_file.TABLES,
            (self.stamps, self.outputs, self.pictures),
            (before.stamps, before.outputs, before.pictures),
            strict=True,
        )
        state.update((name, _differences(now, then)) for name, now, then in tables if now is not then)
        if len(rows) + len(pages) > _MOST_DIFFERENCES or before._place is None:
            return None
        return ledger_file.append(path, before._place, state, marshal.dumps((rows, pages)))


def pictures_of(pages: PageRecords, before: Ledger) -> tuple[dict[str, Stamp], tuple[tuple[str, str], ...]]:
    """Every picture file that pages show with its stamp, and those they look for in vain as (story's file, `src`).

    `before` is a ledger whose pictures count too, but for pages that are not as they were.
    """
    shown, missed = dict(before.pictures), set(before.about.get("missed", ()))
    for name, packed in pages.packed.items():
        if before.pages.packed.get(name) is packed:
            continue
        record = pages.get(name)
        for story, source, found, stamp in record.pictures if record else ():
            if found and stamp:
                shown[found] = stamp
            else:
                missed.add((story, source))
    return shown, tuple(sorted(missed))


def _differences(now: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
    """What is other than it was; None for what is no more."""
    was = then.get
    found = {key: entry for key, entry in now.items() if was(key) is not entry and was(key) != entry}
    if len(now) - len(then) != sum(key not in then for key in found):
        found.update((key, None) for key in then if key not in now)
    return found


def _apply(table: dict[str, Any], change: Mapping[str, Any]) -> None:
    for key, entry in change.items():
        if entry is None:
            table.pop(key, None)
        else:
            table[key] = entry
