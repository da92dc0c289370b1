"""What was last seen of every run of a body, so that an edit costs the length of its run and not that of the body.

Plain bookkeeping over a QTextDocument; `BodyDocument` asks it after each edit and tells the rest of the app.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextDocument

from editor_app.markup.blocks import references_in
from editor_app.richtext.runs import (
    BodyChange,
    Extent,
    Run,
    Slice,
    all_extents,
    blocks_of,
    extent_at,
    finished,
    source_of,
)


@dataclass(slots=True)
class _Known:
    """What was last seen of a run. `written` is its Markdown before its place in the body is considered."""

    first: int
    count: int
    written: str
    source: str


class RunLedger:
    """The runs of one document.

    Attributes:
        newline: the line end of what is written anew.
        ending: what the body ends with when its last run is not the one it was loaded with.
        references: all definitions of the body.
    """

    def __init__(self, document: QTextDocument, origins: Mapping[str, Slice]) -> None:
        self._document, self._origins = document, origins
        self.newline, self.ending, self.references = "\n", "\n", ""
        self._known: dict[str, _Known] = {}
        self._order: tuple[str, ...] = ()
        self._last = ""
        self._renamed: dict[int, str] = {}
        self._block_count = 0

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of the runs, in order."""
        return self._order

    def runs(self) -> list[Run]:
        """The runs as they would be saved now, in order."""
        return [Run(key, self._known[key].source) for key in self._order]

    def markdown(self) -> str:
        """Their sources, joined."""
        return "".join(self._known[key].source for key in self._order)

    def source(self, key: str) -> str:
        """The source of one run; empty for a key that is gone."""
        known = self._known.get(key)
        return known.source if known else ""

    def forget(self) -> None:
        """Everything is to be looked at again."""
        self._known.clear()
        self._order = ()

    def follow(self, touched: tuple[int, int]) -> BodyChange:
        """What the edit of these document positions did."""
        return self._scan_one(touched) or self.scan(touched)

    def name(self, extent: Extent) -> str:
        """The key of a run, distinct where two runs carry the same."""
        if not self._renamed:
            return extent.key
        return self._renamed.get(extent.first.fragmentIndex(), extent.key)

    def _scan_one(self, touched: tuple[int, int]) -> BodyChange | None:
        """What an edit inside one run did; None when the whole order has to be looked at."""
        if self._document.blockCount() != self._block_count:
            return None
        block = self._document.findBlock(touched[0])
        if not block.isValid() or touched[1] >= block.position() + block.length():
            return None
        extent = extent_at(block, self._origins)
        name = self.name(extent)
        known = self._known.get(name)
        if known is None or known.first != extent.first.fragmentIndex() or known.count != extent.count:
            return None
        origin = self._origins.get(extent.key)
        written = source_of(blocks_of(extent), origin, self.newline, self.references)
        if bool(written) != bool(known.written):
            return None
        source = finished(written, origin, name == self._last, self.ending, self.newline)
        before, known.written, known.source = known.source, written, source
        if source == before:
            return BodyChange(None, (), False)
        return BodyChange(None, (Run(name, source),), self._check_references((before, source)))

    def scan(self, touched: tuple[int, int] | None) -> BodyChange:
        """Look at the keys of all blocks; read again only the runs that were touched or are new."""
        extents = all_extents(self._document.begin(), self._origins)
        self._block_count = self._document.blockCount()
        self._rename(extents)
        before, known = self._known, {}
        for extent in extents:
            name = self.name(extent)
            seen = before.get(name)
            if seen is None or touched is None or _reaches(extent, touched) or not _is_same(seen, extent):
                origin = self._origins.get(extent.key)
                written = source_of(blocks_of(extent), origin, self.newline, self.references)
                known[name] = _Known(extent.first.fragmentIndex(), extent.count, written, "")
            else:
                known[name] = _Known(seen.first, seen.count, seen.written, "")
        order = tuple(known)
        self._last = next((name for name in reversed(order) if known[name].written), "")
        updated: list[Run] = []
        for extent, name in zip(extents, order, strict=True):
            run = known[name]
            run.source = finished(
                run.written, self._origins.get(extent.key), name == self._last, self.ending, self.newline
            )
            if name not in before or before[name].source != run.source:
                updated.append(Run(name, run.source))
        gone = [run.source for name, run in before.items() if name not in known]
        looked_at = [before[run.key].source for run in updated if run.key in before]
        new_order = order if order != self._order else None
        self._known, self._order = known, order
        references = self._check_references((*gone, *looked_at, *(run.source for run in updated)))
        return BodyChange(new_order, tuple(updated), references)

    def _rename(self, extents: Sequence[Extent]) -> None:
        """Give runs that share a key (a slice torn in two) names of their own."""
        self._renamed.clear()
        taken: dict[str, int] = {}
        for extent in extents:
            count = taken[extent.key] = taken.get(extent.key, 0) + 1
            if count > 1:
                self._renamed[extent.first.fragmentIndex()] = f"{extent.key}~{count}"

    def _check_references(self, sources: Iterable[str]) -> bool:
        """Whether the definitions changed; looked at only when a source that could hold one did."""
        if not any("]:" in source for source in sources):
            return False
        found = references_in(self.markdown())
        changed, self.references = found != self.references, found
        return changed


def _reaches(extent: Extent, touched: tuple[int, int]) -> bool:
    start, end = extent.first.position(), extent.last.position() + extent.last.length()
    return start <= touched[1] and touched[0] <= end


def _is_same(known: _Known, extent: Extent) -> bool:
    return known.first == extent.first.fragmentIndex() and known.count == extent.count
