"""The head of the page: kicker, headline, standfirst with their counters, and the byline row.

Lives inside the body editor's viewport and is moved by it. Edits the session's front matter; holds no words itself.
"""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from editor_app.session.story_session import StorySession
from editor_app.stories.checks import Place
from editor_app.stories.story import FrontMatter
from editor_app.ui.actions import Actions
from editor_app.ui.editor.byline_row import BylineRow
from editor_app.ui.editor.head_field import HeadField
from editor_app.ui.editor.typing_style import TypingStyle
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.fields import CounterLabel

_TOP, _AFTER = 18, 3
# key, name, type role, colour, space before, how far its counter stands below its top, default limit
_FIELDS = (
    ("kicker", "Kicker", "kicker", "accent.text", 0, 1, 32),
    ("title", "Headline", "headline", "text.primary", 3, 9, 70),
    ("description", "Standfirst", "standfirst", "text.secondary", 8, 4, 160),
)
_BYLINE_GAP = 12
_COUNTER_GAP, _COUNTER_WIDTH = 10, 64


class Head(QWidget):
    """The fields above the body.

    Signals:
        height_changed(): it needs more or less room.
        body_wanted(): the caret leaves the standfirst for the body.
        place_wanted(Place): where something shown here is set.
    """

    height_changed = Signal()
    body_wanted = Signal()
    place_wanted = Signal(object)

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._session, self._zoom = theme, None, 1.0
        self.setAutoFillBackground(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.fields: dict[str, HeadField] = {}
        self.counters: dict[str, CounterLabel] = {}
        for key, name, role, token, _before, _down, limit in _FIELDS:
            field = HeadField(name, (role, token), theme, actions, self)
            counter = CounterLabel(limit, theme, self)
            field.setObjectName(key)
            field.set_limit(limit)
            field.counted.connect(counter.set_count)
            counter.speak_for(field)
            field.step_ended.connect(self._end_step)
            field.edited.connect(lambda text, which=key, label=name: self._edited(which, label, text))
            field.height_changed.connect(self.height_changed)
            field.left_forwards.connect(lambda which=key: self._go(which, 1))
            field.left_backwards.connect(lambda which=key: self._go(which, -1))
            self.fields[key], self.counters[key] = field, counter
        self.byline = BylineRow(theme, self)
        self.byline.clicked.connect(lambda: self.place_wanted.emit(Place("authors")))
        self.dateline = QLabel(self)
        self.dateline.hide()
        theme.changed.connect(self._dress)
        self._dress()

    # -- the story

    def set_session(self, session: StorySession | None) -> None:
        """Show and edit another story."""
        if self._session is not None:
            self._session.meta_changed.disconnect(self._meta_changed)
        self._session = session
        self.setEnabled(session is not None)
        if session is None:
            self._show(FrontMatter())
            return
        limits = session.newsroom.settings.limits
        for key, _name, _role, _token, _before, _down, limit in _FIELDS:
            wanted = int(getattr(limits, "headline" if key == "title" else key, limit) or limit)
            self.fields[key].set_limit(wanted)
            self.counters[key].set_limit(wanted)
        session.meta_changed.connect(self._meta_changed)
        self._show(session.meta)

    def focus_field(self, key: str, *, at_end: bool = True) -> None:
        """Put the caret into a field."""
        field = self.fields[key]
        cursor = field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End if at_end else cursor.MoveOperation.Start)
        field.setTextCursor(cursor)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _meta_changed(self, _keys: object) -> None:
        if self._session is not None:
            self._show(self._session.meta)

    def _show(self, meta: FrontMatter) -> None:
        for key, field in self.fields.items():
            field.set_text(getattr(meta, key))
        if self._session is not None:
            self.byline.show_meta(meta, self._session.clock(), self._session.newsroom.timezone)
        else:
            self.byline.show_meta(meta, datetime.now(UTC), UTC)

    def _edited(self, key: str, label: str, text: str) -> None:
        if self._session is not None:
            self._session.edit(label, **{key: text})

    def _end_step(self) -> None:
        if self._session is not None:
            self._session.end_burst()

    def set_typing(self, style: TypingStyle) -> None:
        """Touch up what is typed as in the body."""
        for field in self.fields.values():
            field.typing = style

    def _go(self, key: str, by: int) -> None:
        order = list(self.fields)
        place = order.index(key) + by
        if place >= len(order):
            self.body_wanted.emit()
        elif place >= 0:
            self.focus_field(order[place], at_end=by < 0)

    # -- the place

    def set_zoom(self, zoom: float) -> None:
        """Draw at this scale."""
        self._zoom = zoom
        for field in self.fields.values():
            field.set_zoom(zoom)
        self.byline.set_zoom(zoom)
        self._dress()

    def set_dateline(self, text: str) -> None:
        """Show the dateline on a line of its own; empty when the first paragraph carries it."""
        self.dateline.setText(text)
        self.dateline.setVisible(bool(text))

    def arrange(self, left: int, column: int, width: int) -> int:
        """Place everything in a column that begins at `left`; returns the height needed."""
        y = self._px(_TOP)
        for key, _name, _role, _token, before, down, _limit in _FIELDS:
            field, counter = self.fields[key], self.counters[key]
            y += self._px(before)
            height = field.height_for(column)
            field.setGeometry(left, y, column, height)
            top = y + self._px(down)
            counter.setGeometry(
                left + column + _COUNTER_GAP, top, _COUNTER_WIDTH, counter.sizeHint().height()
            )
            y += height
        y += self._px(_BYLINE_GAP)
        self.byline.setGeometry(left, y, column, self.byline.wanted_height)
        y += self.byline.wanted_height + self._px(_AFTER)
        if not self.dateline.isHidden():
            self.dateline.setGeometry(left, y + self._px(8), column, self._px(20))
            y += self._px(24)
        self.resize(width, y)
        return y

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside a field goes into the nearest one."""
        y = event.position().toPoint().y()
        nearest = min(self.fields, key=lambda key: abs(self.fields[key].geometry().center().y() - y))
        self.focus_field(nearest)

    def _px(self, pixels: float) -> int:
        return round(pixels * self._zoom)

    def _dress(self) -> None:
        font = self._theme.font("kicker", self._zoom)
        self.dateline.setFont(font)
        self.dateline.setStyleSheet(f"color: {self._theme.color('text.primary').name()}")
