"""The command palette (Ctrl+K): one field over every command, story and place.

It lies over the window as a child of it, takes the focus while open and gives it back. It knows entries, not
what they do: `set_sources` gives it functions that list them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from editor_app.ui.palette_entries import Answer, PaletteEntry, answers
from editor_app.ui.palette_rows import HEADING_HEIGHT, ROW_HEIGHT, AnswerDelegate, AnswerModel, Row
from editor_app.ui.theme import Theme, set_tone, type_role
from editor_app.ui.widgets.divider import hline, key_cap

_WIDTH, _TOP, _SHADOW, _SIDE = 660, 76, 24, 8
_MOST_HIGH = 420
_REMEMBERED = 12
Source = Callable[[], Iterable[PaletteEntry]]


class CommandPalette(QWidget):
    """Child of the window. `show_for("…")` opens it; `ran(identity)` is emitted after something was chosen."""

    ran = Signal(str)

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._theme = theme
        self._sources: Sequence[Source] = ()
        self._entries: list[PaletteEntry] = []
        self._recent: list[str] = []
        self._before: QWidget | None = None
        self.setObjectName("palette")
        self.setAccessibleName("Find a story or command")
        self._model = AnswerModel(self)
        self._build()
        host.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self.hide()

    @property
    def answers(self) -> list[Answer]:
        """What is offered at the moment, in order."""
        return [row for row in self._model.rows if isinstance(row, Answer)]

    def set_sources(self, *sources: Source) -> None:
        """Functions that list what can be chosen; asked each time the palette opens."""
        self._sources = sources

    def show_for(self, query: str | None = None) -> None:
        """Open with a query, or with the last one selected."""
        self._before = QApplication.focusWidget()
        self._entries = [entry for source in self._sources for entry in source()]
        if query is not None:
            self.line.setText(query)
        self.line.selectAll()
        self._search()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Close and give the focus back."""
        if self.isVisible():
            self.hide()
            if self._before is not None and self._before.isVisible():
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field; the size of the window; a click elsewhere closes."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self.line and event.type() == QEvent.Type.FocusOut and self.isVisible():
            if QApplication.activePopupWidget() is None and not self.isAncestorOf(
                QApplication.focusWidget() or self.line
            ):
                self._before = None
                self.hide()
        elif watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the shadow is a click elsewhere."""
        if not self._frame.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A soft shadow, then the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self._frame.geometry())
        painter.setPen(Qt.PenStyle.NoPen)
        shade = self._theme.color("text.primary" if not self._theme.is_dark else "bg.well")
        for spread in range(_SHADOW, 0, -2):
            shade.setAlphaF(0.010 if not self._theme.is_dark else 0.05)
            painter.setBrush(shade)
            grown = card.adjusted(-spread, -spread / 2, spread, spread).intersected(QRectF(self.rect()))
            painter.drawRoundedRect(grown, 8 + spread, 8 + spread)
        painter.setPen(QPen(self._theme.color("line.strong"), 1))
        painter.setBrush(self._theme.color("bg.raised"))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

    def _build(self) -> None:
        self._frame = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_SHADOW, _SHADOW // 2, _SHADOW, _SHADOW)
        outer.addWidget(self._frame)
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._field_row())
        column.addWidget(hline())
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(AnswerDelegate(self._theme, self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setProperty("surface", "raised")
        self._list.setMouseTracking(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setAccessibleName("Results")
        self._list.entered.connect(self._point_at)
        self._list.clicked.connect(lambda _index: self._run())
        column.addWidget(self._list)
        self._nothing = QLabel("Nothing found")
        type_role(self._nothing, "interface", self._theme)
        set_tone(self._nothing, "tertiary")
        self._nothing.setContentsMargins(17, 14, 17, 14)
        column.addWidget(self._nothing)
        column.addWidget(hline())
        column.addLayout(self._foot())

    def _field_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(10)
        self._glass = QLabel()
        row.addWidget(self._glass)
        self.line = QLineEdit()
        self.line.setProperty("bare", True)
        self.line.setPlaceholderText("Find a story or command")
        self.line.setAccessibleName("Find a story or command")
        type_role(self.line, "search", self._theme)
        self.line.setMinimumHeight(26)
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        row.addWidget(self.line, 1)
        row.addWidget(key_cap("Esc", self._theme))
        self._restyle()
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(4)
        left = ((("↑", "↓"), "choose"), (("Enter",), "run"), (("Esc",), "close"))
        right = (((">",), "commands only"), (("#",), "places"))
        for keys, words in left:
            self._hint(row, keys, words)
        row.addStretch(1)
        for keys, words in right:
            self._hint(row, keys, words)
        return row

    def _hint(self, row: QHBoxLayout, keys: tuple[str, ...], words: str) -> None:
        for key in keys:
            row.addWidget(key_cap(key, self._theme))
        label = QLabel(words)
        type_role(label, "meta", self._theme)
        set_tone(label, "secondary")
        row.addWidget(label)
        row.addSpacing(10)

    def _restyle(self) -> None:
        self._glass.setPixmap(self._theme.pixmap("magnifying-glass", 18, "text.tertiary"))
        self.update()

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.dismiss()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._run()
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_PageDown:
                self._move(8, wrap=False)
            case Qt.Key.Key_PageUp:
                self._move(-8, wrap=False)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                pass
            case _:
                return False
        return True

    def _search(self) -> None:
        found = answers(self._entries, self.line.text(), self._recent)
        rows: list[Row] = []
        for answer in found:
            heading = answer.entry.group
            if not any(isinstance(row, str) and row == heading for row in rows):
                rows.append(heading)
            rows.append(answer)
        self._model.set_rows(rows)
        self._list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if found:
            self._list.setCurrentIndex(self._model.index(1, 0))
            self._list.scrollToTop()
        self._place()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        rows = sum(HEADING_HEIGHT if isinstance(row, str) else ROW_HEIGHT for row in self._model.rows) + 10
        self._list.setFixedHeight(max(ROW_HEIGHT, min(rows, _MOST_HIGH, host.height() - _TOP - 160)))
        width = min(_WIDTH, host.width() - 40) + 2 * _SHADOW
        self.setFixedWidth(width)
        for widget in (self._frame, self):  # inside first, so that the outer one measures what is there now
            layout = widget.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()
        self.resize(width, self.sizeHint().height())
        self.move((host.width() - width) // 2, _TOP)

    def _move(self, by: int, *, wrap: bool = True) -> None:
        rows = [number for number, row in enumerate(self._model.rows) if isinstance(row, Answer)]
        if not rows:
            return
        current = self._list.currentIndex().row()
        at = rows.index(current) + by if current in rows else 0
        at = at % len(rows) if wrap else max(0, min(at, len(rows) - 1))
        self._list.setCurrentIndex(self._model.index(rows[at], 0))
        if at == 0:
            self._list.scrollToTop()

    def _point_at(self, index: QModelIndex) -> None:
        if isinstance(self._model.rows[index.row()], Answer):
            self._list.setCurrentIndex(index)

    def _run(self) -> None:
        index = self._list.currentIndex()
        row = self._model.rows[index.row()] if index.isValid() else None
        if not isinstance(row, Answer) or row.entry.reason:
            return
        entry = row.entry
        self._recent = [entry.identity, *(known for known in self._recent if known != entry.identity)][
            :_REMEMBERED
        ]
        self.dismiss()
        entry.run()
        self.ran.emit(entry.identity)
