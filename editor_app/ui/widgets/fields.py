"""Labelled fields: a label above, a counter at its right, help or a fault below.

Fields emit `textEdited` for a person's edits only; `setText` is silent and keeps the caret where it can.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from editor_app.ui.theme import Theme, set_tone, type_role
from editor_app.ui.widgets.announcement import announce
from editor_app.ui.widgets.drawing import text_mark
from editor_app.ui.widgets.graphemes import grapheme_count, offset_of_grapheme


class CounterLabel(QLabel):
    """Value/limit in tabular figures; red and strong over the limit, calm before. Spoken only when crossed."""

    crossed = Signal(bool)

    def __init__(self, limit: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._limit, self._count, self._over = limit, 0, False
        type_role(self, "counter", theme)
        self.setTextFormat(Qt.TextFormat.RichText)
        theme.changed.connect(self._show_count)
        self._show_count()

    @property
    def is_over(self) -> bool:
        """Whether the limit is crossed."""
        return self._over

    def speak_for(self, field: QWidget) -> None:
        """Say so when somebody typing into `field` crosses the limit, one way or the other."""
        self.crossed.connect(lambda over: self._say(field, over))

    def _say(self, field: QWidget, over: bool) -> None:
        if field.hasFocus():
            announce(field, f"Over the limit of {self._limit} characters" if over else "Within the limit")

    def set_limit(self, limit: int) -> None:
        """Another limit; 0 counts without one."""
        self._limit = limit
        self.set_count(self._count)

    def set_count(self, count: int) -> None:
        """Show a count of characters."""
        self._count = count
        over = 0 < self._limit < count
        if over != self._over:
            self._over = over
            self.crossed.emit(over)
        self._show_count()

    def _show_count(self) -> None:
        color = self._theme.color("breaking.text" if self._over else "text.secondary").name()
        rest = self._theme.color("breaking.text" if self._over else "text.tertiary").name()
        limit = f'<span style="color:{rest}">/{self._limit}</span>' if self._limit else ""
        self.setText(f'<span style="color:{color};font-weight:600">{self._count}</span>{limit}')
        words = f"{self._count} of {self._limit} characters" if self._limit else f"{self._count} characters"
        self.setAccessibleName(words)


class LabeledField(QWidget):
    """A label, optional words or a widget at its right, the field, and help below."""

    def __init__(
        self,
        label: str,
        widget: QWidget,
        theme: Theme,
        right_text: str | QWidget = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.label = QLabel(label)
        type_role(self.label, "meta_medium", theme)
        set_tone(self.label, "secondary")
        self.label.setBuddy(widget)
        self.field = widget
        if not widget.accessibleName():
            widget.setAccessibleName(label)
        self.right = right_text if isinstance(right_text, QWidget) else QLabel(right_text)
        if not isinstance(right_text, QWidget):
            type_role(self.right, "meta", theme)
            set_tone(self.right, "tertiary")
        self.help = QLabel()
        self.help.setWordWrap(True)
        type_role(self.help, "meta", theme)
        self.help.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.label, 1)
        head.addWidget(self.right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(widget)
        column.addWidget(self.help)

    def set_right_text(self, text: str) -> None:
        """The words at the right of the label."""
        if isinstance(self.right, QLabel):
            self.right.setText(text)

    def set_help(self, text: str) -> None:
        """A line of help below the field; "" takes it away."""
        self._set_below(text, "tertiary", fault=False)

    def set_fault(self, text: str) -> None:
        """What is wrong with the value and what to do; "" takes it away."""
        self._set_below(text, "breaking", fault=bool(text))

    def _set_below(self, text: str, tone: str, *, fault: bool) -> None:
        self.help.setText(text)
        set_tone(self.help, tone)
        self.help.setVisible(bool(text))
        if bool(self.field.property("fault")) != fault:
            self.field.setProperty("fault", fault)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)
        self.field.setAccessibleDescription(text)


class CountedLine(LabeledField):
    """A one-line field with a counter. Limits are soft: text over them is marked, never refused."""

    textEdited = Signal(str)
    editingFinished = Signal()

    def __init__(self, label: str, limit: int, theme: Theme, parent: QWidget | None = None) -> None:
        self.editor = QLineEdit()
        self.counter = CounterLabel(limit, theme)
        self.counter.speak_for(self.editor)
        self.editor.setFixedHeight(theme.field_height)
        super().__init__(label, self.editor, theme, self.counter, parent)
        self._limit = limit
        type_role(self.editor, "interface", theme)
        self.editor.textEdited.connect(self.textEdited)
        self.editor.textChanged.connect(self._count)
        self.editor.editingFinished.connect(self.editingFinished)
        theme.changed.connect(self._count)

    def text(self) -> str:
        """The text."""
        return self.editor.text()

    def setText(self, text: str) -> None:
        """Show a text without `textEdited`; the caret stays if the text is the same."""
        if text != self.editor.text():
            self.editor.setText(text)

    def setPlaceholder(self, text: str) -> None:
        """What shows while empty."""
        self.editor.setPlaceholderText(text)

    def set_limit(self, limit: int) -> None:
        """Another soft limit, 0 for none."""
        self._limit = limit
        self.counter.set_limit(limit)
        self._count()

    def _count(self) -> None:
        text = self.editor.text()
        self.counter.set_count(grapheme_count(text))
        self._mark_overflow(text)

    def _mark_overflow(self, text: str) -> None:
        """A line edit has no formats of its own; an input method event without text carries them."""
        attributes = []
        if self.counter.is_over:
            start = offset_of_grapheme(text, self._limit)
            style = QTextCharFormat()
            style.setBackground(self._theme.color("breaking.tint"))
            style.setForeground(self._theme.color("breaking.text"))
            length = len(text.encode("utf-16-le")) // 2 - start
            attributes.append(
                QInputMethodEvent.Attribute(
                    QInputMethodEvent.AttributeType.TextFormat,
                    start - self.editor.cursorPosition(),
                    length,
                    style,
                )
            )
        event = QInputMethodEvent("", attributes)
        self.editor.inputMethodEvent(event)


_WRAPPED = int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class GrowingText(QTextEdit):
    """A plain text field that grows with its text, between a least and a most number of lines."""

    edited = Signal(str)

    def __init__(self, theme: Theme, *, lines: int = 2, most: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._lines, self._most = theme, lines, most
        self._silent = False
        self._hint = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        type_role(self, "interface", theme)
        self.textChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def set_text(self, text: str) -> None:
        """Show a text without `edited`; the caret stays where it was if it can."""
        if text == self.toPlainText():
            return
        position = self.textCursor().position()
        self._silent = True
        self.setPlainText(text)
        self._silent = False
        cursor = self.textCursor()
        cursor.setPosition(min(position, len(text.encode("utf-16-le")) // 2))
        self.setTextCursor(cursor)

    def changeEvent(self, event: QEvent) -> None:
        """Another font, another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter belongs to the dialog or panel."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only words."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """The words alone. Qt would make out HTML and Markdown, and open the files and shares that these name."""
        if source.hasText():
            self.textCursor().insertText(source.text())
            self.ensureCursorVisible()

    def loadResource(self, type: int, name: object) -> object:
        """Nothing is ever loaded for a field."""
        return None

    def set_hint(self, text: str) -> None:
        """What an empty field shows in grey, on as many lines as it takes: Qt's own placeholder stops after one."""
        self._hint = text
        self._fit()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, or the hint while there is none."""
        super().paintEvent(event)
        if not self._hint or not self.document().isEmpty():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._theme.color("text.tertiary"))
        margin = round(self.document().documentMargin())
        painter.drawText(self.viewport().rect().adjusted(margin, margin, -margin, 0), _WRAPPED, self._hint)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A hint takes more lines in a narrower field."""
        super().resizeEvent(event)
        if self._hint and event.oldSize().width() != event.size().width():
            self._fit()

    def _hint_height(self) -> int:
        if not self._hint or not self.document().isEmpty():
            return 0
        margin = round(self.document().documentMargin())
        room = QRect(0, 0, self.viewport().width() - 2 * margin, 100_000)
        return self.fontMetrics().boundingRect(room, _WRAPPED, self._hint).height() + 2 * margin

    def sizeHint(self) -> QSize:
        """As high as its text, within bounds."""
        return QSize(super().sizeHint().width(), self._wanted_height())

    def _wanted_height(self) -> int:
        line = self.fontMetrics().lineSpacing()
        wanted = max(round(self.document().size().height()), self._hint_height())
        return max(self._lines * line + 4, min(wanted, self._most * line + 4)) + 8

    def _fit(self) -> None:
        height = self._wanted_height()
        if height != self.height():
            self.setFixedHeight(height)

    def _tell(self) -> None:
        if self._hint:
            self._fit()
        if not self._silent:
            self.edited.emit(self.toPlainText())


class CountedText(LabeledField):
    """A field of several lines with a counter."""

    textEdited = Signal(str)
    editingFinished = Signal()

    def __init__(
        self,
        label: str,
        limit: int,
        theme: Theme,
        *,
        lines: int = 2,
        one_paragraph: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self.editor = GrowingText(theme, lines=lines)
        self.counter = CounterLabel(limit, theme)
        self.counter.speak_for(self.editor)
        super().__init__(label, self.editor, theme, self.counter, parent)
        self._limit = limit
        self._one_paragraph = one_paragraph
        self.editor.edited.connect(self._edited)
        self.editor.textChanged.connect(self._count)
        self.editor.installEventFilter(self)
        theme.changed.connect(self._count)

    def text(self) -> str:
        """The text; line ends as spaces where the field is one paragraph."""
        text = self.editor.toPlainText()
        return " ".join(text.splitlines()) if self._one_paragraph else text

    def setText(self, text: str) -> None:
        """Show a text without `textEdited`."""
        if text != self.text():
            self.editor.set_text(text)
        self._count()

    def setPlaceholder(self, text: str) -> None:
        """What shows while empty."""
        self.editor.set_hint(text)

    def set_limit(self, limit: int) -> None:
        """Another soft limit, 0 for none."""
        self._limit = limit
        self.counter.set_limit(limit)
        self._count()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """No line ends in a one-paragraph field; leaving the field finishes the edit."""
        if event.type() == QEvent.Type.FocusOut:
            self.editingFinished.emit()
        if event.type() == QEvent.Type.KeyPress and self._one_paragraph and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                return True
        return super().eventFilter(watched, event)

    def _edited(self, _text: str) -> None:
        self.textEdited.emit(self.text())

    def _count(self) -> None:
        text = self.editor.toPlainText()
        self.counter.set_count(grapheme_count(text))
        selections = []
        if self.counter.is_over:
            cursor = QTextCursor(self.editor.document())
            cursor.setPosition(offset_of_grapheme(text, self._limit))
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            style = QTextCharFormat()
            style.setBackground(self._theme.color("breaking.tint"))
            style.setForeground(self._theme.color("breaking.text"))
            selections.append(text_mark(cursor, style))
        self.editor.setExtraSelections(selections)
