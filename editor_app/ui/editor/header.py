"""The bar above the editor: where the story stands, its level, and the ways to preview, review and publish it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from editor_app.session.story_session import StorySession
from editor_app.session.unpublished_edits import ReadersHave
from editor_app.stories.workflow import Status
from editor_app.ui.actions import Actions
from editor_app.ui.theme import Theme, set_surface, type_role
from editor_app.ui.widgets.buttons import Button, primary_button, quiet_button, tip_with_shortcut, tool_button
from editor_app.ui.widgets.chips import Chip
from editor_app.ui.widgets.state_glyph import LONG_STATE_WORDS, state_icon

_NARROW = 560
_WIDE = 680  # below, a story edited since it was published says so in one word
_TIGHT = 470  # narrower, "Publish update…" has no room beside the list button and the level
_STATE_ACTIONS = (
    "story.send_review", "story.approve", "story.request", "story.ready", "story.draft",
    "-", "story.publish", "story.kill",
)  # fmt: skip


class EditorHeader(QWidget):
    """44 px high. Every button stands for an action of the table, but for the one that brings the story list.

    Signals:
        list_requested(): the list is away and the person wants it.
    """

    list_requested = Signal()

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._actions = theme, actions
        self._session: StorySession | None = None
        self.setFixedHeight(44)
        set_surface(self, "paper")
        self.setProperty("edge", "bottom")
        self.state = QPushButton()
        self.state.setProperty("small", True)
        self.state.setFixedHeight(24)
        type_role(self.state, "interface_strong", theme)
        self._menu = QMenu(self.state)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.state.setMenu(self._menu)
        self.level = Chip("Breaking", "breaking", theme)
        self.preview = quiet_button("Preview", theme, icon="devices")
        self.review = quiet_button("Review", theme, icon="eye")
        self.publish = primary_button("Publish…", theme)
        self._bind(self.preview, "view.preview")
        self._bind(self.review, "view.review")
        self._bind(self.publish, "story.publish")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        self.list_button = tool_button("sidebar", "Show story list  F9", theme)
        self.list_button.clicked.connect(self.list_requested)
        self.list_button.hide()
        for widget in (self.list_button, self.state, self.level):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.preview, self.review, self.publish):
            row.addWidget(widget)
        theme.changed.connect(self._show)
        self._show()

    def set_session(self, session: StorySession | None) -> None:
        """Show where another story stands."""
        if self._session is not None:
            self._session.meta_changed.disconnect(self._show)
            self._session.unpublished.changed.disconnect(self._show)
        self._session = session
        if session is not None:
            session.meta_changed.connect(self._show)
            session.unpublished.changed.connect(self._show)
        self._show()

    def set_list_hidden(self, hidden: bool) -> None:
        """Where the story list is away, a button brings it."""
        self.list_button.setVisible(hidden)

    def refresh(self) -> None:
        """Time has passed: the level may no longer be in force."""
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow editor Preview and Review are icons."""
        narrow = self.width() < _NARROW
        status = self._session.meta.status if self._session else Status.DRAFT
        self._word_publish(status)
        self._word_state(self._session, status)
        for button, words in ((self.preview, "Preview"), (self.review, "Review")):
            if (button.text() == "") != narrow:
                button.setText("" if narrow else words)
                button.set_icon("devices" if button is self.preview else "eye")
                button.setProperty("small", narrow)
                button.style().unpolish(button)
                button.style().polish(button)

    def _show(self, _keys: object = None) -> None:
        session = self._session
        status = session.meta.status if session else Status.DRAFT
        self.state.setVisible(session is not None)
        self._word_state(session, status)
        self.state.setIcon(state_icon(status, self._theme, 12, 3))
        self.state.setIconSize(QSize(15, 12))
        if self.state.property("state") != str(status):
            self.state.setProperty("state", str(status))
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)
        breaking = session.meta.breaking if session else None
        shown = breaking is not None and not (session and breaking.ended(session.clock()))
        if breaking is not None:
            self.level.set_chip(str(breaking.level).capitalize(), str(breaking.level))
        self.level.setVisible(shown)
        self._word_publish(status)

    def _word_state(self, session: StorySession | None, status: Status) -> None:
        """Where the story stands; in a tip, what to do if readers do not have what it says."""
        have = session.unpublished.readers_have if session is not None else ReadersHave.THIS
        words = spoken = LONG_STATE_WORDS[status]
        tip = ""
        if status is Status.PUBLISHED and have is ReadersHave.EARLIER:
            words, spoken = (
                "Published, edited" if self.width() >= _WIDE else "Edited",
                "Edited since publishing",
            )
            tip = "Readers have the text as it was published. Publish the update to change that."
        elif status is Status.PUBLISHED and have is not ReadersHave.THIS:
            words, spoken = (
                "Not on site" if self.width() < _WIDE else "Not on the site yet",
                "Not on the site yet",
            )
            tip = "Readers get it when you publish it."
        self.state.setText(words)
        self.state.setToolTip(f"{spoken}. {tip}" if tip else "")
        self.state.setAccessibleName(f"Status: {spoken}")

    def _word_publish(self, status: Status) -> None:
        update = "Update…" if self.width() < _TIGHT else "Publish update…"
        self.publish.setText(update if status is Status.PUBLISHED else "Publish…")

    def _bind(self, button: Button, identity: str) -> None:
        action = self._actions[identity]
        button.setCheckable(action.isCheckable())
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(action.spec.name)
        button.clicked.connect(lambda _checked=False: (action.trigger(), self._follow(button, action)))
        action.changed.connect(lambda: self._follow(button, action))
        self._follow(button, action)

    def _follow(self, button: Button, action: QAction) -> None:
        button.setEnabled(action.isEnabled())
        button.setVisible(action.isVisible())
        button.setChecked(action.isChecked())
        button.setToolTip(tip_with_shortcut(action))

    def _fill_menu(self) -> None:
        self._menu.clear()
        self._menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, False)
        for identity in _STATE_ACTIONS:
            if identity == "-":
                self._menu.addSeparator()
                continue
            self._actions.button_for(identity, self._add_to_menu)

    def _add_to_menu(self, action: QAction) -> QWidget:
        self._menu.addAction(action)
        return self._menu
