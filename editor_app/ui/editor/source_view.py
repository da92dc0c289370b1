"""The whole file's Markdown, as text. Its document is the session's; this only shows and edits it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextDocumentLayout, QPlainTextEdit, QToolTip, QWidget

from editor_app.ui.actions import Actions
from editor_app.ui.editor.mark_layers import MarkLayers
from editor_app.ui.editor.shortcut_guard import is_no_text_key, left_to_action
from editor_app.ui.editor.source_gutter import SourceGutter
from editor_app.ui.editor.source_highlighter import SourceHighlighter
from editor_app.ui.editor.source_spelling import SourceSpelling
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.drawing import text_mark

_SIDE, _TOP = 28, 14
_MENU = ("edit.undo", "edit.redo", "-", "edit.cut", "edit.copy", "edit.paste", "edit.select_all", "-", "format.source")  # fmt: skip


class SourceView(QPlainTextEdit):
    """Plain text in the system's fixed font, with line numbers.

    Signals:
        scrolled(): other lines are in view.
        zoom_wanted(int): the wheel was turned with Ctrl: larger (1) or smaller (-1).
    """

    scrolled = Signal()
    zoom_wanted = Signal(int)

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._actions, self._zoom = theme, actions, 1.0
        self._highlighter: SourceHighlighter | None = None
        self._blank = QTextDocument(self)
        self._blank.setDocumentLayout(QPlainTextDocumentLayout(self._blank))
        self.marks = MarkLayers(self, "scope", "problems", "found")
        self.gutter = SourceGutter(self, theme)
        self.spelling = SourceSpelling(self, theme)
        self.setProperty("bare", True)
        self.setAccessibleName("Markdown source")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(False)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.updateRequest.connect(self._update_gutter)
        self.blockCountChanged.connect(lambda _count: self._arrange())
        self.cursorPositionChanged.connect(self.gutter.update)
        self.verticalScrollBar().valueChanged.connect(self._colour_view)
        theme.changed.connect(self._dress)
        self._dress()

    def set_source(self, document: QTextDocument | None) -> None:
        """Show a document; None when the source is no longer edited."""
        self._highlighter = None
        self.show_problems({})
        self.marks.set("found", ())
        self.marks.set("scope", ())
        if document is None:
            self.setDocument(self._blank)
            return
        if not isinstance(document.documentLayout(), QPlainTextDocumentLayout):
            document.setDocumentLayout(QPlainTextDocumentLayout(document))
        document.setDefaultFont(self._theme.font("source", self._zoom))
        self.setDocument(document)
        self._highlighter = SourceHighlighter(document, self._theme)
        self._arrange()

    def show_problems(self, problems: Mapping[int, str]) -> None:
        """Mark lines, counted from 0, with what is wrong with them."""
        if problems == self.gutter.problems and not problems:
            return
        self.gutter.problems = dict(problems)
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(self._theme.color("breaking.text"))
        look.setBackground(self._theme.color("breaking.tint"))
        marks = []
        for line in problems:
            cursor = QTextCursor(self.document().findBlockByNumber(line))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            marks.append(text_mark(cursor, look))
        self.marks.set("problems", marks)
        self.gutter.update()

    def set_zoom(self, zoom: float) -> None:
        """Draw at this scale."""
        self._zoom = zoom
        self._dress()

    # -- places

    def go_to(self, line: int, column: int) -> None:
        """Put the caret at a character of a line, both counted from 0."""
        block = self.document().findBlockByNumber(min(max(line, 0), self.blockCount() - 1))
        units = len(block.text()[:column].encode("utf-16-le", "surrogatepass")) // 2
        self.go_to_position(block.position() + units)

    def go_to_position(self, position: int) -> None:
        """Put the caret at a position of the document and show it."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(max(0, min(position, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def scroll_caret_to(self, y: int) -> None:
        """Show the caret `y` pixels from the top, as far as lines allow."""
        rect = self.cursorRect()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round((rect.top() - y) / max(1, rect.height())))

    def scroll_line_to(self, line: int, y: int) -> None:
        """Show a line, counted from 0, `y` pixels from the top."""
        block = self.document().findBlockByNumber(line)
        height = max(1, self.fontMetrics().lineSpacing())
        self.verticalScrollBar().setValue(block.firstLineNumber() - round(y / height))

    @property
    def place(self) -> tuple[int, int]:
        """The caret's line and its character in it, both counted from 0."""
        cursor = self.textCursor()
        units = cursor.positionInBlock()
        text = cursor.block().text()
        before = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
        return cursor.blockNumber(), len(before.decode("utf-16-le", "surrogatepass"))

    def go_to_line(self, line: int, *, mark: bool = True) -> None:
        """Mark a line, counted from 1; without `mark` only put the caret at its end, where typing takes nothing away."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        cursor = QTextCursor(block)
        mode = QTextCursor.MoveMode.KeepAnchor if mark else QTextCursor.MoveMode.MoveAnchor
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, mode)
        self.setTextCursor(cursor)
        self.centerCursor()

    def lines_in_view(self) -> list[tuple[int, int]]:
        """The lines at least partly on screen, from 0, each with where it begins in the view."""
        block, found = self.firstVisibleBlock(), []
        top = round(self.blockBoundingGeometry(block).translated(self.contentOffset()).top())
        bottom = self.viewport().height()
        margin = self.viewportMargins().top()
        while block.isValid() and top <= bottom:
            found.append((block.blockNumber(), top + margin))
            top += round(self.blockBoundingRect(block).height())
            block = block.next()
        return found

    def line_origin(self, block: QTextBlock) -> QPointF:
        """Where in the viewport a line of the file begins."""
        return self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()

    @property
    def zoom(self) -> float:
        """The scale it is drawn at."""
        return self._zoom

    # -- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and marks under words that are spelled wrong."""
        super().paintEvent(event)
        self.spelling.draw(self._blocks_in_view(), event.rect())

    def event(self, event: QEvent) -> bool:
        """Leave the keys of actions to the actions."""
        return False if left_to_action(event, self._actions) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo come through the actions; Shift+Enter is a line end like any other here."""
        if is_no_text_key(event, self._actions):
            event.ignore()
            return
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not with_control:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The actions that make sense on plain text, and what can be done about a wrong word."""
        self.spelling.open_menu(self._actions.context_menu(self, _MENU), event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the text grows and shrinks."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """What is wrong with a line shows while the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            message = self.gutter.problems.get(self.cursorForPosition(event.pos()).blockNumber())
            if message:
                QToolTip.showText(event.globalPos(), message, self)
                return True
            QToolTip.hideText()
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The strip is as tall as the view."""
        super().resizeEvent(event)
        self._arrange()
        self._colour_view()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only text."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only text."""
        if source.hasText():
            self.textCursor().insertText(source.text())
            self.ensureCursorVisible()

    # -- inside

    def _blocks_in_view(self) -> Iterator[QTextBlock]:
        block, height = self.firstVisibleBlock(), self.viewport().height()
        while block.isValid() and self.line_origin(block).y() <= height:
            yield block
            block = block.next()

    def _update_gutter(self, rect: QRect, scrolled_by: int) -> None:
        if scrolled_by:
            self.gutter.scroll(0, scrolled_by)
        else:
            self.gutter.update(0, rect.y() + self.viewportMargins().top(), self.gutter.width(), rect.height())

    def _colour_view(self) -> None:
        """What comes into view is coloured before it is painted."""
        lines = self.lines_in_view()
        if self._highlighter is not None and lines:
            self._highlighter.show(lines[0][0], lines[-1][0])
        self.scrolled.emit()

    def _arrange(self) -> None:
        width = self.gutter.wanted_width()
        self.setViewportMargins(width, _TOP, _SIDE, 0)
        self.gutter.setGeometry(0, 0, width, self.height())

    def _dress(self) -> None:
        font = self._theme.font("source", self._zoom)
        self.setFont(font)
        self.document().setDefaultFont(font)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Text, self._theme.color("text.primary"))
        palette.setColor(palette.ColorRole.Highlight, self._theme.color("text.sel"))
        palette.setColor(palette.ColorRole.HighlightedText, self._theme.color("text.primary"))
        self.setPalette(palette)
        self._arrange()
        self.show_problems(self.gutter.problems)
