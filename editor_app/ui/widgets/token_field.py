"""A field of tokens (bylines, tags): Enter or comma adds, Backspace selects and then removes the last one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QSizePolicy, QWidget

from editor_app.ui.icons import draw_icon
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.flow import FlowLayout

_CROSS = 10


class Token(QWidget):
    """One token: its words and a cross that removes it."""

    removed = Signal()

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self._theme, self._selected = text, theme, False
        self.setAccessibleName(text)
        self.setToolTip(f"Remove {text}")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_selected(self, selected: bool) -> None:
        """Mark it as the one a second Backspace removes."""
        self._selected = selected
        self.update()

    def sizeHint(self) -> QSize:
        """The words, the cross, the padding."""
        width = QFontMetricsF(self._theme.font("meta_medium")).horizontalAdvance(self.text)
        return QSize(round(width) + 8 + _CROSS + 10, max(20, self._theme.line_height("meta") + 4))

    def minimumSizeHint(self) -> QSize:
        """Long tokens elide."""
        return QSize(48, self.sizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the cross removes."""
        if event.position().x() >= self.width() - _CROSS - 9 and self.rect().contains(
            event.position().toPoint()
        ):
            self.removed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, words, cross."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color
        painter.setPen(QPen(color("focus"), 2) if self._selected else Qt.PenStyle.NoPen)
        painter.setBrush(color("sel.bg" if self._selected else "bg.token"))
        inset = 1 if self._selected else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 3, 3)
        font = self._theme.font("meta_medium")
        painter.setFont(font)
        painter.setPen(color("text.primary"))
        room = self.width() - 8 - _CROSS - 9
        words = QFontMetricsF(font).elidedText(self.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(7, 0, room + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), words)
        cross = QRectF(self.width() - _CROSS - 5, (self.height() - _CROSS) / 2, _CROSS, _CROSS)
        draw_icon(painter, "x-bold", cross, color("text.primary" if self.underMouse() else "text.secondary"))
        painter.end()


class TokenField(QWidget):
    """Tokens and a place to type the next. `tokens_changed` carries all of them after a person's edit."""

    tokens_changed = Signal(tuple)

    def __init__(
        self, theme: Theme, name: str = "", placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tokens: list[Token] = []
        self._placeholder = placeholder
        self._armed = False
        self._flow = FlowLayout(self, gap=4, stretch_last=True)
        self._flow.setContentsMargins(5, 3, 5, 3)
        self.line = QLineEdit()
        self.line.setProperty("bare", True)
        self.line.setMinimumWidth(36)
        self.line.setFixedHeight(20)
        type_role(self.line, "interface", theme)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._typed)
        self.line.editingFinished.connect(self._commit)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._suggestions = QStringListModel(self)
        self._build_completer()
        self.setAccessibleName(name)
        theme.changed.connect(self.update)
        self._refresh_line()

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens, in order."""
        return tuple(token.text for token in self._tokens)

    def set_tokens(self, tokens: Iterable[str]) -> None:
        """Show these tokens, silently."""
        wanted = tuple(tokens)
        if wanted == self.tokens:
            return
        for token in self._tokens:
            self._drop(token)
        self._tokens.clear()
        for text in wanted:
            self._append(text)
        self._refresh_line()

    def set_suggestions(self, suggestions: Iterable[str]) -> None:
        """What the list below the field offers."""
        self._suggestions.setStringList(sorted(set(suggestions), key=str.casefold))

    suggestions = set_suggestions

    def setAccessibleName(self, name: str) -> None:
        """The field's name goes to the line as well, which has the focus."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def setPlaceholder(self, text: str) -> None:
        """What shows while there is no token."""
        self._placeholder = text
        self._refresh_line()

    def heightForWidth(self, width: int) -> int:
        """Rows wrap."""
        return max(28, self._flow.heightForWidth(width))

    def sizeHint(self) -> QSize:
        """As high as its rows need."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def minimumSizeHint(self) -> QSize:
        """One row."""
        return QSize(80, 28)

    def resizeEvent(self, event: object) -> None:
        """Another width may need another height."""
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the tokens types there."""
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._arm(False)
            self.update()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Drawn as the text fields are."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(color("bg.input") if self.isEnabled() else Qt.BrushStyle.NoBrush)
        if self.line.hasFocus():
            painter.setPen(QPen(color("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        else:
            fault = "breaking.text" if self.property("fault") else "line.strong"
            painter.setPen(QPen(color(fault if self.isEnabled() else "line.subtle"), 1))
            painter.drawRoundedRect(rect, 5, 5)
            painter.setPen(QPen(color("line.control"), 1))
            painter.drawLine(rect.bottomLeft() + QPointF(4, 0), rect.bottomRight() - QPointF(4, 0))
        painter.end()

    def _key(self, event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            enter or event.text() in (",", ";", "，", "、")
        ) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            had_text = bool(self.line.text().strip())
            self._commit()
            return had_text or not enter
        if (
            event.key() == Qt.Key.Key_Backspace
            and self.line.cursorPosition() == 0
            and not self.line.hasSelectedText()
        ):
            if self._tokens and self._armed:
                self._remove(self._tokens[-1])
            elif self._tokens:
                self._arm(True)
            return bool(self._tokens) or self._armed
        if event.key() == Qt.Key.Key_Delete and self._armed:
            self._remove(self._tokens[-1])
            return True
        self._arm(False)
        return False

    def _build_completer(self) -> None:
        completer = QCompleter(self._suggestions, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        popup = QListView()
        popup.setProperty("completer", True)
        completer.setPopup(popup)
        completer.activated[str].connect(self._chosen)  # type: ignore[index]  # the stubs know no overloaded signal
        self.line.setCompleter(completer)

    def _chosen(self, _text: str) -> None:
        QTimer.singleShot(0, self, self._commit)  # after the completer has put its text into the line

    def _typed(self, text: str) -> None:
        self._arm(False)
        if any(mark in text for mark in (",", ";", "\n")):
            self._commit()

    def _commit(self) -> None:
        text = self.line.text()
        words = [" ".join(part.split()) for part in text.replace(";", ",").replace("\n", ",").split(",")]
        new = [word for word in words if word]
        if text:
            self.line.clear()
        known = {token.casefold() for token in self.tokens}
        added = [word for word in dict.fromkeys(new) if word.casefold() not in known]
        for word in added:
            self._append(word)
        if added:
            self._refresh_line()
            self.tokens_changed.emit(self.tokens)

    def _append(self, text: str) -> None:
        token = Token(text, self._theme, self)
        token.removed.connect(lambda: self._remove(token))
        self._flow.insert_widget(len(self._tokens), token)
        self._tokens.append(token)
        token.show()
        self._fit()

    def _remove(self, token: Token) -> None:
        if token not in self._tokens:
            return
        self._tokens.remove(token)
        self._drop(token)
        self._arm(False)
        self._refresh_line()
        self.tokens_changed.emit(self.tokens)

    def _drop(self, token: Token) -> None:
        self._flow.removeWidget(token)
        token.hide()
        token.deleteLater()
        self._fit()

    def _arm(self, on: bool) -> None:
        self._armed = on and bool(self._tokens)
        if self._tokens:
            self._tokens[-1].set_selected(self._armed)

    def _refresh_line(self) -> None:
        self.line.setPlaceholderText("" if self._tokens else self._placeholder)
        self._fit()

    def _fit(self) -> None:
        wanted = self.heightForWidth(self.width())
        if wanted != self.minimumHeight():
            self.setMinimumHeight(wanted)
            self.setMaximumHeight(wanted)
            self.updateGeometry()
