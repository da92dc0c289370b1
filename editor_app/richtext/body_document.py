"""The body of a story as a QTextDocument that never forgets the Markdown it came from.

Every QTextBlock carries the key of its slice. A run of blocks that still holds what its slice produced is written
as that slice's exact source; any other is written anew. There are no dirty flags: what counts is what is there, so
undo, cut and paste cannot confuse it. Knows no widget and no file.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextTable

from editor_app.markup.blocks import references_in, slice_body
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import RichBlock, Span
from editor_app.richtext.builder import holdable, insert_blocks, order_mark, without_order_mark
from editor_app.richtext.containers import insert_contained
from editor_app.richtext.context import BodyContext
from editor_app.richtext.formats import INDENT_WIDTH, LIST_KINDS, kind_of
from editor_app.richtext.presentation import Look, Presentation
from editor_app.richtext.run_ledger import RunLedger
from editor_app.richtext.runs import (
    BodyChange,
    Extent,
    Run,
    Slice,
    all_extents,
    blocks_of,
    each_extent,
    extent_at,
    newline_of,
)
from editor_app.richtext.tables import restore_guards, table_at

__all__ = ["BodyChange", "BodyDocument", "Run"]


class BodyDocument(QObject):
    """One body.

    Signals:
        changed(BodyChange): once for every edit that changed what would be saved. A key press inside a paragraph
            costs the length of that paragraph, never that of the body.
        about_to_load(), loaded(): another body is put in place; carets are lost in between.
        context_changed(): titles, states or pictures may look different; the text is the same.
    """

    changed = Signal(object)
    about_to_load = Signal()
    loaded = Signal()
    context_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = QTextDocument(self)
        # Nothing is laid out until a widget gives the page a width.
        self.document.setPageSize(QSizeF(0, 0))
        self.document.setDocumentMargin(0)
        self.document.setIndentWidth(INDENT_WIDTH)
        self.context = BodyContext()
        self.presentation: Presentation | None = None
        self._keys = (f"b{number}" for number in itertools.count(1))
        self._origins: dict[str, Slice] = {}
        self._ledger = RunLedger(self.document, self._origins)
        self._touched: tuple[int, int] | None = None
        self._is_loading = False
        # Without a layout a QTextDocument tells nobody what changed.
        self.document.documentLayout()
        self.document.contentsChange.connect(self._note_touched)
        self.document.contentsChanged.connect(self._settle)
        self.load("")

    # -- Markdown in and out

    def load(self, body: str) -> None:
        """Show `body`. Not an edit: nothing to undo afterwards, and `changed` says that everything is new."""
        self.about_to_load.emit()
        before = self._ledger.order
        self._is_loading = True
        try:
            self.document.setUndoRedoEnabled(False)
            self._origins.clear()
            self._ledger.newline = newline_of(body) or "\n"
            self._ledger.ending = body[len(body.rstrip("\r\n")) :] if body.strip() else self._ledger.newline
            self._ledger.references = references_in(body)
            cursor = QTextCursor(self.document)
            cursor.beginEditBlock()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            self._put(cursor, self._sliced(slice_body(body), self._ledger.references), into_first=True)
            cursor.endEditBlock()
            learned = self._learn_origins(self.document.begin(), None)
        finally:
            self.document.setUndoRedoEnabled(True)
            self.document.setModified(False)
            self._is_loading = False
            self._touched = None
        change = self._ledger.begin(learned)
        if before or change.updated:
            self.changed.emit(BodyChange(self._ledger.order, change.updated, True))
        self.loaded.emit()

    def replace_all(self, body: str) -> None:
        """Make `body` the text, as one step of undo. What is the same at either end stays as it is."""
        if body == self.markdown():
            return
        slices, runs = _with_blanks(slice_body(body)), self.runs()
        head = _same(((run.source, part) for run, part in zip(runs, slices, strict=False)))
        limit = min(len(runs), len(slices)) - head
        tail = min(
            limit,
            _same((run.source, part) for run, part in zip(reversed(runs), reversed(slices), strict=False)),
        )
        self._ledger.references = references_in(body)
        self._replace_runs(runs, head, len(runs) - tail, slices[head : len(slices) - tail], at_end=tail == 0)
        if self.markdown() != body:
            self._replace_runs(self.runs(), 0, len(self._ledger.order), slices, at_end=True)

    def markdown(self) -> str:
        """The body as it would be saved now; byte for byte what was loaded where nothing was touched."""
        return self._ledger.markdown()

    def runs(self) -> list[Run]:
        """The slices as they would be saved now, in order; their sources joined are `markdown()`."""
        return self._ledger.runs()

    def source(self, key: str) -> str:
        """The source of one run; empty for a key that is gone."""
        return self._ledger.source(key)

    @property
    def references(self) -> str:
        """All definitions (links, footnotes, abbreviations) of the body, to be handed to every slice."""
        return self._ledger.references

    @property
    def newline(self) -> str:
        """The line end of the body."""
        return self._ledger.newline

    # -- places

    def key_at(self, position: int) -> str:
        """The key of the run at a document position."""
        block = self.document.findBlock(max(0, min(position, self.document.characterCount() - 1)))
        return self._ledger.name(extent_at(block, self._origins)) if block.isValid() else ""

    def position_of(self, key: str) -> int:
        """The document position where a run begins; 0 for a key that is gone."""
        for extent in all_extents(self.document.begin(), self._origins):
            if self._ledger.name(extent) == key:
                return extent.first.position()
        return 0

    def knows(self, key: str) -> bool:
        """Whether a slice of this body has or had this key."""
        return key in self._origins

    # -- putting slices in, for paste and source cards

    def insert_markdown(self, cursor: QTextCursor, source: str, *, into_first: bool) -> None:
        """Insert the blocks of a piece of Markdown at the cursor, remembering where each came from."""
        cursor.beginEditBlock()
        first = cursor.block()
        sliced = self._sliced(slice_body(source), self._ledger.references)
        if not insert_contained(cursor, [block for _origin, _key, blocks in sliced for block in blocks]):
            made = self._put(cursor, sliced, into_first=into_first)
            self._learn_origins(first, cursor.block(), made)
        cursor.endEditBlock()

    # -- what it looks like

    def set_look(self, look: Look) -> bool:
        """Colours and fonts from now on. Called by whoever shows the document. False when it has a look already."""
        if self.presentation is not None:
            return False
        self.presentation = Presentation(self.document, look, lambda: self.context)
        self.presentation.rehighlight()
        self.context_changed.connect(self.presentation.refresh_objects)
        return True

    def set_context(
        self,
        lookup: Callable[[str], object | None] | None = None,
        picture_path: Callable[[str], Path | None] | None = None,
        time_words: Callable[[object], str] | None = None,
        embed_allowed: Callable[[str], bool] | None = None,
        page_address: Callable[[object], str] | None = None,
    ) -> None:
        """How also-read entries find their story and pictures their file.

        Args:
            lookup: slug -> the story's catalogue entry, or None.
            picture_path: `src` as written -> the file, or None.
            time_words: a catalogue entry -> when it was published, in words; empty when it is not public.
            embed_allowed: host -> whether pages may show its player.
            page_address: a catalogue entry -> the whole address of its page; empty when readers have none.
        """
        self.context = self.context.changed(lookup, picture_path, time_words, embed_allowed, page_address)
        self.context_changed.emit()

    # -- inside: putting blocks

    def _sliced(
        self, parts: Sequence[str], references: str
    ) -> list[tuple[Slice, str, tuple[RichBlock, ...]]]:
        """Slices with a new key and their blocks; slices of nothing but blank lines go with a neighbour."""
        found: list[tuple[Slice, str, tuple[RichBlock, ...]]] = []
        leading = ""
        mark = order_mark(parts)
        for part in parts:
            blocks = read_slice(part, references)
            if mark and not found:
                blocks = without_order_mark(blocks)
            blocks = holdable(part, blocks)
            if blocks:
                made = Slice(leading + part, (), leading or mark)
                found.append((made, next(self._keys), blocks))
                leading = mark = ""
            elif found:
                origin, key, before = found[-1]
                found[-1] = (Slice(origin.source + part, (), origin.leading), key, before)
            else:
                leading += part
        if not found:
            return [(Slice(leading, (), was_last=True), next(self._keys), (RichBlock(),))]
        origin, key, blocks = found[-1]
        found[-1] = (Slice(origin.source, (), origin.leading, was_last=True), key, blocks)
        return found

    def _put(
        self,
        cursor: QTextCursor,
        sliced: Iterable[tuple[Slice, str, tuple[RichBlock, ...]]],
        *,
        into_first: bool,
    ) -> list[QTextTable]:
        keyed: list[tuple[str, RichBlock]] = []
        for origin, key, blocks in sliced:
            self._origins[key] = origin
            keyed.extend((key, block) for block in blocks)
        return insert_blocks(cursor, keyed, into_first=into_first)

    def _learn_origins(
        self, first: QTextBlock, last: QTextBlock | None, made: Sequence[QTextTable] = ()
    ) -> dict[str, int]:
        """Remember what the document made of the slices just put in; later reads are compared with that.

        Returns of how many blocks each of them was made.
        """
        learned: dict[str, int] = {}
        known: dict[int, Span] = {}
        for extent in each_extent(extent_at(first, self._origins).first, self._origins):
            origin = self._origins.get(extent.key)
            if origin is not None and not origin.blocks:
                blocks, previous = blocks_of(extent, made, known), extent.first.previous()
                follows = self._is_loading and previous.isValid() and kind_of(previous) in LIST_KINDS
                self._origins[extent.key] = Slice(
                    origin.source, blocks, origin.leading, origin.was_last, follows_list=follows
                )
                learned[extent.key] = extent.count
            if last is not None and extent.last.blockNumber() >= last.blockNumber():
                break
        return learned

    def _replace_runs(
        self, runs: Sequence[Run], start: int, end: int, parts: Sequence[str], *, at_end: bool
    ) -> None:
        """Put the slices `parts` in place of the runs `start` to `end`, in one edit."""
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        extents = self._guarded_extents(start, end)
        is_all = start == 0 and end == len(runs)
        sliced = self._sliced(parts, self._ledger.references) if parts or is_all else []
        if sliced and not at_end:
            origin, key, blocks = sliced[-1]
            sliced[-1] = (Slice(origin.source, (), origin.leading), key, blocks)
        if start < end:
            cursor.setPosition(extents[start].first.position())
            last = extents[end - 1].last
            cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        elif start < len(extents):
            cursor.setPosition(extents[start].first.position())
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            _restore_format(cursor, extents[start].first)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock()
        first = cursor.block()
        if sliced:
            made = self._put(cursor, sliced, into_first=True)
            self._learn_origins(first, cursor.block(), made)
        elif start < len(extents) - 1 and end > start:
            cursor.deleteChar()
        elif start > 0:
            cursor.deletePreviousChar()
        cursor.endEditBlock()

    def _guarded_extents(self, start: int, end: int) -> list[Extent]:
        """All runs; those from `start` to `end` begin and end outside of their tables."""
        extents = all_extents(self.document.begin(), self._origins)
        edges = [block for extent in extents[start : end + 1] for block in (extent.first, extent.last)]
        tables = [table for block in edges if (table := table_at(block)) is not None]
        for table in tables:
            restore_guards(table)
        return all_extents(self.document.begin(), self._origins) if tables else extents

    # -- inside: following edits

    def _note_touched(self, position: int, removed: int, added: int) -> None:
        if self._touched is None:
            self._touched = (position, position + added)
        else:
            low, high = self._touched
            # What was touched before moved along when this was put in above it.
            moved = high + added - removed if position <= high else high
            self._touched = (min(low, position), max(moved, position + added))

    def _settle(self) -> None:
        if self._is_loading or self._touched is None:
            return
        change = self._ledger.follow(self._touched)
        self._touched = None  # not before: what could not be read is looked at again
        if change.order is not None or change.updated or change.references_changed:
            self.changed.emit(change)


def _restore_format(cursor: QTextCursor, original: QTextBlock) -> None:
    """`insertBlock` at a block's start leaves the new, empty block first; nothing of the old one is lost."""
    cursor.setBlockFormat(original.blockFormat())


def _with_blanks(parts: Iterable[str]) -> list[str]:
    """Slices as runs have them: nothing but blank lines goes with the slice before, at the start with the one after."""
    found: list[str] = []
    for part in parts:
        if found and (not part.strip() or not found[-1].strip()):
            found[-1] += part
        else:
            found.append(part)
    return found


def _same(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for left, right in pairs:
        if left != right:
            break
        count += 1
    return count
