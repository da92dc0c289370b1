"""What every panel of the inspector has: a title, a scrolling body of sections, perhaps a footer, and a story to follow.

A panel reads the story's session and changes it only through `session.edit`; it never saves and never opens a file dialog
of its own accord.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from editor_app.stories.story import FrontMatter
from editor_app.ui.inspector.surroundings import DeskLike, StorySessionLike
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.text_label import TextLabel

PADDING = 14
FIELD_GAP = 12
ALL_KEYS = frozenset(FrontMatter.model_fields)


class _WheelGuard(QObject):
    """Keeps the wheel from changing a field that merely lies under the pointer while the panel scrolls."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_field = isinstance(watched, QComboBox | QAbstractSpinBox)
        if is_field and isinstance(event, QWheelEvent) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class Panel(QWidget):
    """The base of the panels. Subclasses set `title`, the widths, build sections, and fill them in `show_meta`.

    A hidden panel costs nothing while somebody types: it notes which keys changed and catches up when it is shown,
    unless `works_hidden` says that its badge depends on them.

    Signals:
        badge_changed(text, kind): what the rail shows; kind is "breaking", "developing" or "" (empty text: no badge).
        header_changed(text): the small text beside the title.
    """

    badge_changed = Signal(str, str)
    header_changed = Signal(str)

    panel_id = ""
    title = ""
    default_width = 312
    minimum_panel_width = 280
    follows: frozenset[str] = ALL_KEYS
    follows_body = False
    works_hidden = False
    locked_in_source = True

    def __init__(self, theme: Theme, desk: DeskLike, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.desk = desk
        self.session: StorySessionLike | None = None
        self._badge = ("", "")
        self.badge_words = ""  # what the badge means, for who cannot see its colour
        self._missed: frozenset[str] = frozenset()
        self._wheel_guard = _WheelGuard(self)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._body.setObjectName("panelBody")
        self._sections = QVBoxLayout(self._body)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(0)
        self._sections.addStretch(1)
        self._scroll.setWidget(self._body)
        self._scroll.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        self._source_note = TextLabel(
            self.tr("The Markdown source is open. Edit these there, or leave it to edit them here."),
            theme, "meta", "developing", wrap=True,
        )  # fmt: skip
        self._source_note.setContentsMargins(PADDING, 10, PADDING, 10)
        self._source_note.hide()
        self._outer.addWidget(self._source_note)
        self._outer.addWidget(self._scroll, 1)
        self._empty = TextLabel(self.tr("Choose a story to see this."), theme, "meta", "tertiary")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._outer.addWidget(self._empty, 1)
        self._show_emptiness()

    # -- for the inspector

    def header_buttons(self) -> tuple[QWidget, ...]:
        """Buttons the panel wants in the header, left of Close."""
        return ()

    def header_text(self) -> str:
        """The small text beside the title."""
        return ""

    @property
    def badge(self) -> tuple[str, str]:
        """The badge now on the rail: its text and its kind."""
        return self._badge

    def set_badge(self, text: str, kind: str, words: str = "") -> None:
        """Hang a badge at the panel's tab or take it off (empty text); `words` say what it means, such as "2 to fix"."""
        if (text, kind, words) != (*self._badge, self.badge_words):
            self._badge, self.badge_words = (text, kind), words
            self.badge_changed.emit(text, kind)

    def set_session(self, session: StorySessionLike | None) -> None:
        """Follow another story, or none."""
        if self.session is not None:
            self._listen(self.session, on=False)
        self.session = session
        if session is not None:
            self._listen(session, on=True)
        self._show_emptiness()
        self._show_source_mode()
        self._missed = frozenset()
        self.session_replaced()
        if session is not None:
            self._show_or_note(ALL_KEYS)
            self._scroll.verticalScrollBar().setValue(0)

    def catch_up(self) -> None:
        """Show what changed while the panel was hidden."""
        missed, self._missed = self._missed, frozenset()
        if missed and self.session is not None:
            self.show_meta(missed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()

    def focus_key(self, key: str) -> bool:
        """Put the caret in the field of a front-matter key; False when this panel has none."""
        return False

    # -- for subclasses

    def session_replaced(self) -> None:
        """Called when another story (or none) is followed, before `show_meta`."""

    def show_meta(self, keys: frozenset[str]) -> None:
        """Show the values of `keys` in the fields, leaving a field alone whose text already is that value."""

    def body_edited(self, change: object) -> None:
        """Called after an edit of the body, when `follows_body` is set."""

    def refresh(self) -> None:
        """Show everything again, e.g. because other stories or the time changed."""
        if self.session is not None:
            self._show_or_note(ALL_KEYS)

    def edit(self, label: str, **values: object) -> None:
        """Change front-matter keys of the story followed."""
        if self.session is not None:
            self.session.edit(label, **values)

    def add_section(
        self, gap: int = FIELD_GAP, top: int = 12, bottom: int = 14, ruled: bool = True
    ) -> QVBoxLayout:
        """A padded column at the end of the body, divided from the one before by a hairline."""
        if ruled and self._sections.count() > 1:
            self._sections.insertWidget(self._sections.count() - 1, hline())
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(holder)
        column.setContentsMargins(PADDING, top, PADDING, bottom)
        column.setSpacing(gap)
        self._sections.insertWidget(self._sections.count() - 1, holder)
        return column

    def add_footer(self) -> QHBoxLayout:
        """A row that stays at the foot of the panel while the body scrolls."""
        self._footer = QWidget(self)
        column = QVBoxLayout(self._footer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hline())
        row = QHBoxLayout()
        row.setContentsMargins(PADDING, 10, PADDING, 10)
        row.setSpacing(8)
        column.addLayout(row)
        self._outer.addWidget(self._footer)
        return row

    def heading(self, text: str, right: str = "") -> tuple[QHBoxLayout, TextLabel, TextLabel]:
        """A section's heading in semibold, with small text at its right."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        title = TextLabel(text, self.theme, "interface_strong")
        note = TextLabel(right, self.theme, "meta", "tertiary")
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(note)
        return row, title, note

    def guard_wheel(self, *fields: QWidget) -> None:
        """Let the wheel scroll the panel, not change these fields, unless one has focus."""
        for field in fields:
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(self._wheel_guard)

    def _follow(self, keys: frozenset[str]) -> None:
        touched = frozenset(keys) & self.follows
        if touched:
            self._show_or_note(touched)

    def _show_or_note(self, keys: frozenset[str]) -> None:
        if self.works_hidden or self.isVisible():
            self.show_meta(keys | self._missed)
            self._missed = frozenset()
        else:
            self._missed |= keys

    def _listen(self, session: StorySessionLike, on: bool) -> None:
        pairs: list[tuple[Any, Callable[..., None]]] = [(session.meta_changed, self._follow)]
        if self.follows_body:
            pairs.append((session.body_changed, self.body_edited))
        source_mode_changed = getattr(session, "source_mode_changed", None)
        if source_mode_changed is not None:
            pairs.append((source_mode_changed, self._show_source_mode))
        for signal, slot in pairs:
            if on:
                signal.connect(slot)
            else:
                signal.disconnect(slot)

    def _show_source_mode(self, _on: bool = False) -> None:
        """While the Markdown source is open, front matter is edited there and here it can only be read."""
        in_source = self.locked_in_source and bool(getattr(self.session, "in_source_mode", False))
        self._source_note.setVisible(in_source and self.session is not None)
        self._body.setEnabled(not in_source)
        footer = getattr(self, "_footer", None)
        if footer is not None:
            footer.setEnabled(not in_source)

    def _show_emptiness(self) -> None:
        has_story = self.session is not None
        self._scroll.setVisible(has_story)
        self._empty.setVisible(not has_story)
        footer = getattr(self, "_footer", None)
        if footer is not None:
            footer.setVisible(has_story)
