"""The list view itself: its keys, its delayed opening, its context menu. Knows rows, not the newsroom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from editor_app.ui.story_list.story_delegate import StoryDelegate
from editor_app.ui.story_list.story_model import StoryModel
from editor_app.ui.theme import Theme

TYPING_FOR = 1000  # milliseconds in which Space is part of what is typed to search
OPEN_AFTER = 120  # milliseconds, so that holding an arrow key does not load every story


class StoryView(QListView):
    """Selecting a row opens it after a moment (`opened`); Enter and double-click go into the text (`entered_text`)."""

    opened = Signal(object)
    entered_text = Signal(object)
    spike_asked = Signal()
    preview_asked = Signal()
    escaped = Signal()
    menu_asked = Signal(QPoint)
    left_alone = Signal()

    def __init__(self, model: StoryModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stories = model
        self._theme = theme
        self._delegate = StoryDelegate(theme, self)
        self._silent = False
        self._pending: Path | None = None
        self._timer = QTimer(self, singleShot=True, interval=OPEN_AFTER)
        self._timer.timeout.connect(self._open_pending)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_FOR)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setProperty("surface", "list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(False)
        self.setAccessibleName("Stories")
        self.verticalScrollBar().setSingleStep(24)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.doubleClicked.connect(lambda _index: self._enter_text())
        theme.changed.connect(self._restyle)

    def set_compact(self, compact: bool) -> None:
        """Low rows or comfortable ones; the current row stays in view."""
        if compact == self._delegate.compact:
            return
        self._delegate.compact = compact
        self.scheduleDelayedItemsLayout()
        QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))

    def selected_paths(self) -> list[Path]:
        """The stories selected, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [path for row in rows if (path := self._stories.path_at(row)) is not None]

    def current_path(self) -> Path | None:
        """The story the keys act on."""
        index = self.currentIndex()
        return self._stories.path_at(index.row()) if index.isValid() else None

    def show_current(self, path: Path | None, *, scroll: bool = True) -> None:
        """Select a story without opening it (it is open already); None selects nothing."""
        self._silent = True
        index = self._stories.index_of(path) if path is not None else self._stories.index(-1, 0)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if scroll:
                self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        else:
            self.selectionModel().clear()
        self._silent = False
        self._timer.stop()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) story, over headings."""
        row = self.currentIndex().row() + by
        while 0 <= row < self._stories.rowCount():
            if not self._stories.is_group(row):
                flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(self._stories.index(row, 0), flag)
                return
            row += by

    def focus_list(self) -> None:
        """Take the focus; with nothing current, the first story becomes it."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.currentIndex().isValid():
            self.step(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Delete, Space, Esc; the rest is the list view's own."""
        key, plain = (
            event.key(),
            event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
        )
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter_text()
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.spike_asked.emit()
        elif plain and key == Qt.Key.Key_Space and not self._typing.isActive():
            self.preview_asked.emit()
        elif plain and key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            if event.text().isprintable() and event.text():
                self._typing.start()
            super().keyPressEvent(event)
            return
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the rows selected, by mouse or by key."""
        index = self.indexAt(event.pos())
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        if index.isValid() and not self._stories.is_group(index.row()):
            self.menu_asked.emit(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a heading or below the rows changes nothing."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self._stories.is_group(index.row()):
            super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The selection is drawn strong while the list has focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What waited for the list to be left alone may happen now."""
        super().focusOutEvent(event)
        self.viewport().update()
        self.left_alone.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """See `focusOutEvent`."""
        super().leaveEvent(event)
        self.left_alone.emit()

    @property
    def is_in_use(self) -> bool:
        """Whether somebody points at it or has focus in it, so that rows must not move."""
        return self.hasFocus() or self.viewport().underMouse()

    def _current_changed(self) -> None:
        if self._silent:
            return
        path = self.current_path()
        if path is not None:
            self._pending = path
            self._timer.start()

    def _open_pending(self) -> None:
        path, self._pending = self._pending, None
        if path is not None and path == self.current_path():
            self.opened.emit(path)

    def _enter_text(self) -> None:
        path = self.current_path()
        if path is not None:
            self._timer.stop()
            self.entered_text.emit(path)

    def _restyle(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
