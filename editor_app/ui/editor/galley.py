"""The page: the head and the body on one scrolling sheet, in one column.

Joins the head widget to the body editor: places it, moves it with the text, and hands the caret between them.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor_app.markup.rich import Kind
from editor_app.richtext.formats import kind_of
from editor_app.richtext.tables import is_guard
from editor_app.session.story_session import StorySession
from editor_app.ui.actions import Actions
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.body_marks import dateline_width, dateline_words
from editor_app.ui.editor.head import Head
from editor_app.ui.theme import Theme, set_surface

COLUMN, LEFT, GUTTER = 540, 28, 70
SCROLL_PAUSE_MS, SCROLL_MARGIN = 30, 12
ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Galley(QWidget):
    """Head and body. `caret_moved(key)` when the caret is in another run of the body; empty key: in the head.

    `scrolled_to(key)` when a person scrolled: the first run in view, empty while the head is.
    """

    caret_moved = Signal(str)
    scrolled_to = Signal(str)
    place_wanted = Signal(object)
    zoom_changed = Signal(float)

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._session: StorySession | None = None
        self._key = ""
        self._is_arranging = False
        self._place = (0, 0)
        set_surface(self, "paper")
        # The head lives inside the body's viewport; made first, it comes first for Tab.
        self.head = Head(theme, actions, self)
        self.body = BodyEditor(theme, actions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        self.head.set_typing(self.body.typing)
        self.head.setParent(self.body.viewport())
        self.head.show()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._arrange)
        self._scrolled = QTimer(self, singleShot=True, interval=SCROLL_PAUSE_MS)
        self._scrolled.timeout.connect(self._tell_scroll)
        # Wheel and scroll bar alone: what the caret or another pane moves is no wish to look elsewhere.
        self.body.verticalScrollBar().actionTriggered.connect(lambda _action: self._scrolled.start())
        self.body.viewport().installEventFilter(self)
        self.head.height_changed.connect(self._later.start)
        self.head.body_wanted.connect(self.focus_body_start)
        self.head.place_wanted.connect(self.place_wanted)
        self.body.head_wanted.connect(self._focus_head)
        self.body.zoom_wanted.connect(self.step_zoom)
        self.body.scrolled.connect(self._move_head)
        self.body.cursorPositionChanged.connect(self._tell_caret)
        theme.changed.connect(self._later.start)

    @property
    def zoom(self) -> float:
        """The scale of the page."""
        return self.body.zoom

    def set_session(self, session: StorySession | None) -> None:
        """Show and edit another story, from its top."""
        if self._session is not None:
            self._session.meta_changed.disconnect(self._meta_changed)
            self._session.caret_wanted.disconnect(self._go_to)
            self._session.body.document.contentsChanged.disconnect(self._check_dateline)
            self._session.body.about_to_load.disconnect(self._keep_place)
            self._session.body.loaded.disconnect(self._restore_place)
        self._session = session
        self._key = ""
        self.body.set_body(session.body if session else None)
        self.head.set_session(session)
        self.setEnabled(session is not None)
        if session is not None:
            session.meta_changed.connect(self._meta_changed)
            session.caret_wanted.connect(self._go_to)
            session.body.document.contentsChanged.connect(self._check_dateline)
            session.body.about_to_load.connect(self._keep_place)
            session.body.loaded.connect(self._restore_place)
        self._set_language()
        self._set_dateline()
        self._arrange()
        self.body.scroll_to_top()

    def set_zoom(self, zoom: float) -> None:
        """Draw the page at another scale, 0.7 to 2."""
        zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        if zoom == self.body.zoom:
            return
        self.body.set_zoom(zoom)
        self.head.set_zoom(zoom)
        self._set_dateline()
        self._arrange()
        self.zoom_changed.emit(zoom)

    def step_zoom(self, by: int) -> None:
        """The next larger (1) or smaller (-1) scale."""
        nearest = min(range(len(ZOOMS)), key=lambda index: abs(ZOOMS[index] - self.zoom))
        self.set_zoom(ZOOMS[min(max(nearest + by, 0), len(ZOOMS) - 1)])

    # -- the caret

    def focus_body_start(self) -> None:
        """The caret goes to the first line of the body."""
        cursor = self.body.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.body.setTextCursor(cursor)
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_head(self) -> None:
        self.body.scroll_to_top()
        self.head.focus_field("description")

    def go_to_key(self, key: str, *, focus: bool = True) -> None:
        """The caret goes to the beginning of a run."""
        if self._session is not None:
            self._go_to(self._session.body.position_of(key))
            if focus:
                self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, position: int) -> None:
        document = self.body.document()
        cursor = QTextCursor(document)
        cursor.setPosition(max(0, min(position, document.characterCount() - 1)))
        self.body.setTextCursor(cursor)
        self.body.ensureCursorVisible()

    def show_key(self, key: str) -> None:
        """Scroll a run to the top; the caret stays where it is. Empty: the head."""
        if self._session is None:
            return
        bar = self.body.verticalScrollBar()
        if not key:
            bar.setValue(bar.minimum())
            return
        block = self.body.document().findBlock(self._session.body.position_of(key))
        bar.setValue(bar.value() + self.body.block_top(block) - SCROLL_MARGIN)

    def _tell_scroll(self) -> None:
        if self._session is None:
            return
        bar = self.body.verticalScrollBar()
        found = self.body.visible_blocks() if bar.value() >= 0 else []
        first = next((block for block in found if self.body.block_top(block) >= -SCROLL_MARGIN), None)
        first = first or (found[0] if found else None)
        self.scrolled_to.emit(self._session.body.key_at(first.position()) if first is not None else "")

    def _keep_place(self) -> None:
        self._place = (self.body.textCursor().position(), self.body.verticalScrollBar().value())

    def _restore_place(self) -> None:
        """The file was read again: caret and page stay where they were, as far as the new text reaches."""
        position, scroll = self._place
        self._go_to(position)
        self._set_dateline()
        self.body.verticalScrollBar().setValue(scroll)

    def _tell_caret(self) -> None:
        if self._session is None:
            return
        key = self._session.body.key_at(self.body.textCursor().position())
        if key != self._key:
            self._key = key
            self.caret_moved.emit(key)

    # -- the place of things

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The viewport changed its size: arrange before it is painted."""
        if event.type() == QEvent.Type.Resize:
            self._later.start()
        return False

    def resizeEvent(self, event: object) -> None:
        """Arrange at once, so that nothing jumps."""
        self._arrange()

    def _arrange(self) -> None:
        if self._is_arranging:
            return
        self._is_arranging = True
        width, zoom = self.width(), self.zoom
        column = max(160, min(round(COLUMN * zoom), width - LEFT - GUTTER))
        left = LEFT + max(0, (width - LEFT - GUTTER - column) // 2)
        bar = self.body.verticalScrollBar()
        was_top = bar.value() <= bar.minimum()
        height = self.head.arrange(left, column, width)
        self.body.arrange(left, column, height)
        if was_top:
            self.body.scroll_to_top()
        self._move_head()
        self._is_arranging = False

    def _move_head(self) -> None:
        self.head.move(0, -self.body.verticalScrollBar().value() - self.head.height())

    # -- the dateline

    def _meta_changed(self, keys: object) -> None:
        if isinstance(keys, frozenset) and "dateline" in keys:
            self._set_dateline()
        if isinstance(keys, frozenset) and "language" in keys:
            self._set_language()

    def _set_language(self) -> None:
        """Quotes and dashes follow the story's language."""
        if self._session is not None:
            own = self._session.meta.language
            self.body.typing.language = own or self._session.newsroom.settings.language

    def _set_dateline(self) -> None:
        """Print the dateline before the first paragraph.

        The paragraph is indented for it only while there is nothing to undo, because an indent is an edit of the
        document; at any other time the dateline stands on a line of its own.
        """
        meta = self._session.meta if self._session else None
        self.body.dateline = meta.dateline if meta else ""
        document = self.body.document()
        if self._session is not None and not document.isUndoAvailable() and not document.isRedoAvailable():
            self._indent_first(dateline_width(self.body.dateline, self._theme, self.zoom))
        self._check_dateline()

    def _indent_first(self, width: float) -> None:
        document = self.body.document()
        block = document.begin()
        is_plain = kind_of(block) is Kind.PARAGRAPH and not is_guard(block)
        if not is_plain or block.textDirection() == Qt.LayoutDirection.RightToLeft:
            width = 0.0
        made = block.blockFormat()
        if made.textIndent() == width:
            return
        made.setTextIndent(width)
        document.setUndoRedoEnabled(False)
        QTextCursor(block).setBlockFormat(made)
        document.setUndoRedoEnabled(True)

    def _check_dateline(self) -> None:
        """Whether the first paragraph still has the room it needs for the dateline."""
        made = self.body.document().begin().blockFormat()
        needed = dateline_width(self.body.dateline, self._theme, self.zoom)
        fits = abs(made.textIndent() - needed) < 1
        self.body.carries_dateline = fits
        shown = "" if fits else dateline_words(self.body.dateline)
        if shown != self.head.dateline.text():
            self.head.set_dateline(shown)
            self._later.start()
