"""A comparison as a page to read: new words underlined, removed words struck, a bar beside each changed paragraph.

Read-only, and made of plain words and formats; nothing of a story is taken for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from editor_app.stories.history.comparing import Comparison, Mark, Passage, Piece
from editor_app.ui.theme import Theme

_ALL_SHOWN = 300  # paragraphs
_CHANGE = QTextFormat.Property.UserProperty + 61
_MEASURE, _LEAST_EDGE, _INDENT = 640, 14, 16
_ROLES = {"kicker": "kicker", "title": "headline", "description": "standfirst"}
_INKS = {"kicker": "accent.text", "standfirst": "text.secondary"}
_ABOVE = {"kicker": 18, "headline": 4, "standfirst": 8, "crosshead": 20, "small_crosshead": 18}
_HEADING = re.compile(r"(#{1,6})[ \t]+")
_FACTS = {
    "slug": "Address", "authors": "Byline", "section": "Section", "tags": "Tags", "dateline": "Dateline",
    "embargo": "Embargo", "language": "Language", "image": "Lead picture", "breaking": "Breaking",
    "related": "Also read", "share": "Sharing", "corrections": "Corrections", "note": "Note",
}  # fmt: skip


class ChangesText(QTextEdit):
    """The page. Changes are numbered in reading order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Comparison | None = None
        self.current = -1
        self._here = -1  # the block of the current change
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Changes"))
        self.setProperty("bare", True)
        self.document().setDocumentMargin(_INDENT)
        theme.changed.connect(self._show_anew)

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show this one from its beginning; None: nothing."""
        self._shown = comparison
        self.current = self._here = -1
        self.clear()
        if comparison is None:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self._put_facts(cursor, comparison)
        for passage in comparison.head:
            self._put_passage(cursor, passage, _ROLES[passage.key])
        for passage in folded(comparison.body):
            if isinstance(passage, Passage):
                self._put_passage(cursor, passage, "body")
            else:
                self._put_fold(cursor, passage)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def changed_blocks(self) -> list[QTextBlock]:
        """The paragraphs that differ, in reading order. To be let go of at once: they die with the text."""
        found, block = [], self.document().begin()
        while block.isValid():
            if block.blockFormat().hasProperty(_CHANGE):
                found.append(block)
            block = block.next()
        return found

    def keep_place(self, show: Callable[[], object]) -> None:
        """Let `show` make the page anew; the reader stays where they were."""
        scrolled, current, here = self.verticalScrollBar().value(), self.current, self._here
        show()
        self.current, self._here = current, here
        self.verticalScrollBar().setValue(scrolled)

    def step(self, by: int) -> str:
        """Bring the next or previous changed paragraph into view, going round; its words. Empty when nothing changed."""
        blocks = self.changed_blocks()
        if not blocks:
            return ""
        self.current = (self.current + by) % len(blocks) if self.current >= 0 or by > 0 else len(blocks) - 1
        block = blocks[self.current]
        self._here = block.blockNumber()
        cursor = QTextCursor(block)
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(int(top - self.viewport().height() / 4))
        self.viewport().update()
        return _spoken(block)

    # -- building

    def _put_facts(self, cursor: QTextCursor, comparison: Comparison) -> None:
        rows = [(self.tr("Words"), (Piece(self._words(comparison), Mark.SAME),), False)]
        rows += [(self.tr(_FACTS.get(fact.key, fact.key)), fact.pieces, True) for fact in comparison.facts]
        look = QTextTableFormat()
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        look.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.FixedLength, 120),
                QTextLength(QTextLength.Type.VariableLength, 0),
            ]
        )
        look.setBackground(self._theme.color("bg.panel"))
        look.setBorder(1)
        look.setBorderCollapse(True)
        look.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_None)
        look.setCellPadding(6)
        look.setBottomMargin(12)
        table = cursor.insertTable(len(rows), 2, look)
        cell = QTextCharFormat()
        cell.setBackground(self._theme.color("bg.panel"))
        for number, (name, pieces, is_change) in enumerate(rows):
            left, right = (
                table.cellAt(number, 0).firstCursorPosition(),
                table.cellAt(number, 1).firstCursorPosition(),
            )
            for column in (0, 1):
                table.cellAt(number, column).setFormat(cell)
            left.insertText(name, self._format("interface", "text.secondary"))
            if is_change:
                right.setBlockFormat(self._block("interface", changed=True))
            self._put_pieces(right, pieces, "interface")
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _words(self, comparison: Comparison) -> str:
        added, removed = comparison.words(Mark.ADDED), comparison.words(Mark.REMOVED)
        counts = self.tr("{0} now, {1} then").format(comparison.words_after, comparison.words_before)
        return f"{counts}   +{added} −{removed}"

    def _put_passage(self, cursor: QTextCursor, passage: Passage, role: str) -> None:
        pieces = passage.pieces
        if role == "body" and pieces:
            role, pieces = _as_heading(pieces)
        block = self._block(role, changed=passage.is_changed)
        block.setTopMargin(_ABOVE.get(role, 10))
        if cursor.atBlockStart() and not cursor.block().text() and cursor.block().previous().isValid():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        self._put_pieces(cursor, pieces, role)
        cursor.insertBlock(QTextBlockFormat())

    def _put_fold(self, cursor: QTextCursor, count: int) -> None:
        block = self._block("interface", changed=False)
        block.setTopMargin(14)
        cursor.setBlockFormat(block)
        words = self.tr("{0} paragraphs without changes").format(count)
        cursor.insertText(f"⋯ {words}", self._format("meta", "text.tertiary"))
        cursor.insertBlock(QTextBlockFormat())

    def _block(self, role: str, *, changed: bool) -> QTextBlockFormat:
        block = QTextBlockFormat()
        height = 94 if role in ("headline", "crosshead", "kicker") else 116
        block.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if changed:
            block.setProperty(_CHANGE, True)
        return block

    def _put_pieces(self, cursor: QTextCursor, pieces: tuple[Piece, ...], role: str) -> None:
        looks = {
            Mark.SAME: self._format(role, _INKS.get(role, "text.primary")),
            Mark.ADDED: self._format(role, "ins.text", "ins.bg"),
            Mark.REMOVED: self._format(role, "del.text", "del.bg"),
        }
        looks[Mark.ADDED].setFontUnderline(True)
        looks[Mark.REMOVED].setFontStrikeOut(True)
        for number, piece in enumerate(pieces):
            cursor.insertText(piece.text.replace("\r\n", "\n").replace("\n", "\u2028"), looks[piece.mark])
            follows = pieces[number + 1].mark if number + 1 < len(pieces) else Mark.SAME
            if {piece.mark, follows} == {Mark.ADDED, Mark.REMOVED} and not piece.text[-1:].isspace():
                cursor.insertText("\u200a", looks[Mark.SAME])

    def _format(self, role: str, ink: str, ground: str = "") -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self._theme.font(role))
        look.setForeground(self._theme.color(ink))
        if ground:
            look.setBackground(self._theme.color(ground))
        return look

    def _show_anew(self) -> None:
        self.keep_place(lambda: self.show_comparison(self._shown))

    # -- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column of text stays as wide as it reads well, in the middle."""
        edge = max(_LEAST_EDGE, (self.width() - _MEASURE) // 2)
        self.setViewportMargins(edge, 0, edge, 0)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the view around it goes back to the text
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        scrolled, height = self.verticalScrollBar().value(), self.viewport().height()
        layout = self.document().documentLayout()
        block = self.cursorForPosition(QPoint(0, 0)).block()
        while block.isValid():
            box = layout.blockBoundingRect(block).translated(0, -scrolled)
            if box.top() > height:
                break
            if block.blockFormat().hasProperty(_CHANGE):
                here = block.blockNumber() == self._here
                bar = QRectF(0, box.top(), 5 if here else 3, box.height())
                painter.fillRect(bar, self._theme.color("focus" if here else "line.control"))
            block = block.next()
        painter.end()


def folded(body: Sequence[Passage]) -> Iterator[Passage | int]:
    """The passages to show. In a very long story only those near a change, and between them how many are left out."""
    changed = [number for number, passage in enumerate(body) if passage.is_changed]
    if len(body) <= _ALL_SHOWN or not changed:
        yield from body[:_ALL_SHOWN]
        if len(body) > _ALL_SHOWN:
            yield len(body) - _ALL_SHOWN
        return
    near = {number + step for number in changed for step in (-1, 0, 1)}
    left_out = 0
    for number, passage in enumerate(body):
        if number not in near:
            left_out += 1
            continue
        if left_out:
            yield left_out
        left_out = 0
        yield passage
    if left_out:
        yield left_out


def _as_heading(pieces: tuple[Piece, ...]) -> tuple[str, tuple[Piece, ...]]:
    """A crosshead without its signs, when all of it that is shown has them."""
    first = pieces[0]
    found = _HEADING.match(first.text)
    if found is None or (len(pieces) > 1 and first.mark is not Mark.SAME):
        return "body", pieces
    rest = (Piece(first.text[found.end() :], first.mark), *pieces[1:])
    role = "crosshead" if len(found[1]) <= 2 else "small_crosshead"
    return role, tuple(piece for piece in rest if piece.text)


def _spoken(block: QTextBlock) -> str:
    """What became of a paragraph, in words."""
    added, removed = [], []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        look = fragment.charFormat()
        if look.fontStrikeOut():
            removed.append(fragment.text())
        elif look.fontUnderline():
            added.append(fragment.text())
        iterator += 1
    parts = [f"Removed: {' '.join(removed)}"] if removed else []
    if added:
        parts.append(f"Added: {' '.join(added)}")
    return ". ".join(parts)
