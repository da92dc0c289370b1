"""What was last seen of every run of a body, so that an edit costs the length of its run and not that of the body.

Plain bookkeeping over a QTextDocument; `BodyDocument` asks it after each edit and tells the rest of the app.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextDocument

from editor_app.markup.blocks import references_in
from editor_app.markup.rich import RichBlock, Span
from editor_app.richtext.neighbours import apart_from, follows_key, is_indented, taken_in_by
from editor_app.richtext.runs import (
    BodyChange,
    Extent,
    Run,
    Slice,
    all_extents,
    blocks_of,
    extent_at,
    extent_from,
    finished,
    source_of,
)
from editor_app.richtext.table_memory import TableMemory


@dataclass(slots=True)
class _Known:
    """What was last seen of a run. `written` is its Markdown before its place in the body is considered."""

    key: str
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
        self._tally: Counter[str] = Counter()
        self._block_count = 0
        # What a document's formats mean: a number once given stands for the same one.
        self._meanings: dict[int, Span] = {}
        self._table = TableMemory()
        # key -> what the run held, the definitions then, and its Markdown.
        self._written: dict[str, tuple[tuple[RichBlock, ...], str, str]] = {}

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
        self._written.clear()
        self._table.forget()
        self._order = ()

    def follow(self, touched: tuple[int, int]) -> BodyChange:
        """What the edit of these document positions did."""
        if (change := self._scan_one(touched)) is not None:
            return change
        self._table.forget()
        return self._scan_region(touched) or self.scan(touched)

    def begin(self, learned: Mapping[str, int]) -> BodyChange:
        """Look at a body that was just put in.

        `learned` says of how many blocks a run was made when its slice was compared with the document: as long as it
        still is of so many, it need not be read again.
        """
        self.forget()
        return self.scan(None, learned)

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
        blocks = self._table.read_again(extent, block) or self._blocks(extent)
        self._table.keep(extent, blocks)
        written = self._source(extent.key, blocks, origin)
        if bool(written) != bool(known.written):
            return None
        if taken_in_by(written) != taken_in_by(known.written):
            return None  # what follows may have to be written in another way
        seen = _Known(known.key, known.first, known.count, written, "")
        source = self._finished(seen, name == self._last, self._before(name, written))
        before, known.written, known.source = known.source, written, source
        if source == before:
            return BodyChange(None, (), False)
        return BodyChange(None, (Run(name, source),), self._check_references((before, source)))

    def _scan_region(self, touched: tuple[int, int]) -> BodyChange | None:
        """What an edit across runs did, at the cost of those runs; None when the whole order has to be looked at."""
        found = self._region(touched)
        if found is None:
            return None
        extents, start, stop = found
        old = self._order[start:stop]
        grown = sum(extent.count for extent in extents) - sum(self._known[name].count for name in old)
        if grown != self._document.blockCount() - self._block_count:
            return None
        tally = Counter(extent.key for extent in extents)
        left = Counter(self._known[name].key for name in old)
        if any(self._tally[key] > 1 or self._tally[key] - left[key] + tally[key] > 1 for key in tally | left):
            return None  # torn slices have names that depend on all that stands above them
        before = {name: self._known[name] for name in old}
        fresh = {extent.key: self._seen(extent, before.get(extent.key), touched) for extent in extents}
        # Only now, when nothing can fail any more: the text is to be had whatever happens.
        for name in old:
            del self._known[name]
        self._known |= fresh
        self._tally += tally
        self._tally -= left
        self._block_count = self._document.blockCount()
        order = (*self._order[:start], *fresh, *self._order[stop:])
        new_order = order if order != self._order else None
        self._order = order
        return self._finish_region(before, fresh, new_order)

    def _region(self, touched: tuple[int, int]) -> tuple[list[Extent], int, int] | None:
        """The runs that were touched with one more on either side, and the places in the old order they stand for."""
        end = self._document.characterCount() - 1
        block = self._document.findBlock(min(max(touched[0], 0), end))
        if not self._order or not block.isValid():
            return None
        extents = [extent_at(block, self._origins)]
        if (previous := extents[0].first.previous()).isValid():
            extents.insert(0, extent_at(previous, self._origins))
        following = extents[-1].last.next()
        while following.isValid():
            extents.append(extent_from(following, self._origins))
            is_beyond = following.position() > touched[1]
            following = extents[-1].last.next()
            if is_beyond and not _is_blank(extents[-1]):
                break
        start = self._place_of(extents[0].first.previous(), default=-1)
        stop = self._place_of(following, default=len(self._order))
        return None if start is None or stop is None or stop <= start else (extents, start + 1, stop)

    def _place_of(self, block: QTextBlock, default: int) -> int | None:
        """Where the run of a block stands in the old order; None when it is not what it was."""
        if not block.isValid():
            return default
        extent = extent_at(block, self._origins)
        name = self.name(extent)
        known = self._known.get(name)
        return self._order.index(name) if known is not None and _is_same(known, extent) else None

    def _finish_region(
        self, before: Mapping[str, _Known], fresh: Mapping[str, _Known], new_order: tuple[str, ...] | None
    ) -> BodyChange:
        last = next((name for name in reversed(self._order) if self._known[name].written), "")
        moved = {self._last, last} if last != self._last else set()
        self._last = last
        was = {name: run.source for name, run in before.items()}
        was |= {name: self._known[name].source for name in moved - was.keys() if name in self._known}
        updated: list[Run] = []
        for name in (*fresh, *(each for each in moved if each in self._known and each not in fresh)):
            run = self._known[name]
            run.source = self._finished(run, name == last, self._before(name, run.written))
            if was.get(name) != run.source:
                updated.append(Run(name, run.source))
        gone = [source for name, source in was.items() if name not in self._known]
        looked_at = [was[run.key] for run in updated if run.key in was]
        references = self._check_references((*gone, *looked_at, *(run.source for run in updated)))
        return BodyChange(new_order, tuple(updated), references)

    def _seen(
        self, extent: Extent, before: _Known | None, touched: tuple[int, int] | None, learned: int = 0
    ) -> _Known:
        """What there is to know of a run; read again only when it was touched or is not what it was."""
        first, count = extent.first.fragmentIndex(), extent.count
        if (
            before is not None
            and touched is not None
            and _is_same(before, extent)
            and not _reaches(extent, touched)
        ):
            return _Known(extent.key, first, count, before.written, before.source)
        origin = self._origins.get(extent.key)
        if origin is not None and learned == count:
            return _Known(extent.key, first, count, origin.source, "")
        written = self._source(extent.key, self._blocks(extent), origin)
        return _Known(extent.key, first, count, written, "")

    def _blocks(self, extent: Extent) -> tuple[RichBlock, ...]:
        return blocks_of(extent, known=self._meanings)

    def _source(self, key: str, blocks: tuple[RichBlock, ...], origin: Slice | None) -> str:
        """A run's Markdown. What was last written of each is remembered: undo and redo go to and fro between two."""
        last = self._written.get(key)
        if last is not None and last[0] == blocks and last[1] == self.references:
            return last[2]
        written = source_of(blocks, origin, self.newline, self.references)
        if origin is None or written is not origin.source:
            self._written[key] = (blocks, self.references, written)
        return written

    def _finished(self, run: _Known, is_last: bool, before: _Known | None) -> str:
        """The run's Markdown as its place in the body asks for; `before` is the one above that leaves a trace."""
        origin, written = self._origins.get(run.key), run.written
        if is_indented(written) and before is not None and not self._always_stood_so(before, run):
            written = apart_from(before.source, written, self.newline)
        return finished(written, origin, is_last, self.ending, self.newline)

    def _before(self, name: str, written: str) -> _Known | None:
        """The last run above that leaves a trace; None for one that is not indented, where it does not matter."""
        if not is_indented(written):
            return None
        above = (self._known[other] for other in reversed(self._order[: self._order.index(name)]))
        return next((run for run in above if run.written), None)

    def _always_stood_so(self, before: _Known, run: _Known) -> bool:
        """Whether two runs are as they were, and were neighbours in the file."""
        origins = (self._origins.get(before.key), self._origins.get(run.key))
        pairs = zip(origins, (before, run), strict=True)
        untouched = all(origin is not None and origin.source == each.written for origin, each in pairs)
        return untouched and follows_key(before.key, run.key)

    def scan(self, touched: tuple[int, int] | None, learned: Mapping[str, int] | None = None) -> BodyChange:
        """Look at the keys of all blocks; read again only the runs that were touched or are new."""
        learned = learned or {}
        extents = all_extents(self._document.begin(), self._origins)
        self._block_count = self._document.blockCount()
        self._rename(extents)
        before, known = self._known, {}
        for extent in extents:
            name = self.name(extent)
            made = learned.get(name, 0)
            known[name] = self._seen(extent, before.get(name), touched, made)
        order = tuple(known)
        self._last = next((name for name in reversed(order) if known[name].written), "")
        updated: list[Run] = []
        above: _Known | None = None
        for name in order:
            run = known[name]
            run.source = self._finished(run, name == self._last, above)
            above = run if run.written else above
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
        self._tally = Counter()
        for extent in extents:
            self._tally[extent.key] += 1
            if (count := self._tally[extent.key]) > 1:
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


def _is_blank(extent: Extent) -> bool:
    return extent.count == 1 and extent.first.length() == 1


def _is_same(known: _Known, extent: Extent) -> bool:
    return known.first == extent.first.fragmentIndex() and known.count == extent.count
