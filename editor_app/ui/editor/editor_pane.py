"""The editor pane: header, bars, format bar, find, and the page or its source. Joins its parts, nothing else.

Signals are facts in the past tense or requests; the window connects them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from editor_app.markup.reading_lines import reading_lines
from editor_app.richtext.search import Query
from editor_app.session.story_session import StorySession
from editor_app.stories.catalogue import StoryEntry
from editor_app.stories.checks import Place
from editor_app.stories.related import RelatedLink
from editor_app.ui.actions import Actions
from editor_app.ui.editor.edit_actions import EditActions
from editor_app.ui.editor.find_bar import FindBar
from editor_app.ui.editor.finder import Finder
from editor_app.ui.editor.focus_mode import FocusMode
from editor_app.ui.editor.format_actions import FormatActions
from editor_app.ui.editor.format_bar import FormatBar
from editor_app.ui.editor.galley import Galley
from editor_app.ui.editor.header import EditorHeader
from editor_app.ui.editor.insert_actions import InsertActions
from editor_app.ui.editor.notice_slot import NoticeSlot
from editor_app.ui.editor.published_words import page_address, published_words
from editor_app.ui.editor.selection_words import SelectionWords
from editor_app.ui.editor.source_switch import SourceSwitch
from editor_app.ui.editor.source_view import SourceView
from editor_app.ui.editor.typewriter import Typewriter
from editor_app.ui.theme import Theme, set_surface

Lookup = Callable[[str], StoryEntry | None]
Search = Callable[[str], Sequence[StoryEntry]]
_HEAD_FIELDS = {"title", "kicker", "description"}
_SOURCE_FIELDS = {
    "front_matter",
    "date",
    "lastmod",
    "language",
    "aliases",
}  # no panel lets anybody change these


class EditorPane(QWidget):
    """One story at a time.

    Signals:
        caret_moved(str): the caret is in this run of the body now.
        scrolled_to(str): the person scrolled the page by itself; its first run in view, empty: its head.
        place_wanted(Place): a place that lies in a panel and not in the text.
        text_wanted(): the text is to be seen, should something stand in its place.
        trouble(str): a sentence for the person about something that could not be done.
        story_wanted(str): a link to the story of this slug was followed.
        said(str, str, object): a message, the words of its action (may be empty) and what that does.
        unsaid(object): the message with this action is no longer true.
        zoom_changed(float): the page is drawn at another scale.
    """

    caret_moved = Signal(str)
    scrolled_to = Signal(str)
    place_wanted = Signal(object)
    text_wanted = Signal()
    trouble = Signal(str)
    story_wanted = Signal(str)
    said = Signal(str, str, object)
    unsaid = Signal(object)
    zoom_changed = Signal(float)

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._actions = theme, actions
        self._session: StorySession | None = None
        self._lookup: Lookup = lambda _slug: None
        self._locked = self._read_only = False
        set_surface(self, "paper")
        self.setMinimumWidth(420)
        self.header = EditorHeader(theme, actions)
        self.notices = NoticeSlot(theme)
        self.format_bar = FormatBar(theme, actions)
        self.finder = Finder(theme, self)
        self.find_bar = FindBar(theme, self.finder)
        self.galley = Galley(theme, actions)
        self.source_view = SourceView(theme, actions)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.galley)
        self.stack.addWidget(self.source_view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.notices, self.format_bar, self.find_bar):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        self.format_actions = FormatActions(self.galley.body, self.format_bar, actions, self)
        self.insert_actions = InsertActions(self.galley.body, theme, actions, self.galley)
        self.edit_actions = EditActions(self.galley.body, actions, self.insert_actions.close_popover, self)
        self.source_switch = SourceSwitch(self, actions)
        self.focus_mode = FocusMode(self, theme)
        self.typewriter = Typewriter(self.galley.body)
        self.selection_words = SelectionWords(self.galley.body, self.source_view, self)
        self._connect()
        self.set_session(None)

    # -- what it works on

    def set_session(self, session: StorySession | None) -> None:
        """Show and edit another story; None shows an empty page."""
        self._session = session
        if session is not None:
            self._set_body_context(session)
        self.insert_actions.set_session(session)
        self.galley.body.incoming.set_session(session)
        self.edit_actions.set_session(session)
        self.galley.set_session(session)
        self.header.set_session(session)
        self.source_switch.set_session(session)
        self._set_available()

    @property
    def session(self) -> StorySession | None:
        """The story being edited."""
        return self._session

    def set_stories(self, lookup: Lookup, search: Search) -> None:
        """How "Also read" finds its stories: by slug, and by words while one types."""
        self._lookup = lookup
        self.insert_actions.links.search = search
        if self._session is not None:
            self._set_body_context(self._session)

    def refresh_time(self) -> None:
        """Time has passed, or other stories changed: labels and "Also read" may show differently."""
        self.header.refresh()
        if self._session is not None:
            self._session.body.context_changed.emit()

    def focus_place(self, place: Place) -> None:
        """Put the caret where a check points: a field of the head or a paragraph; else ask for its panel."""
        if self._session is None:
            return
        if place.field == "body" or place.field in _HEAD_FIELDS | _SOURCE_FIELDS:
            self.text_wanted.emit()
        if self.source_switch.is_on or place.field in _SOURCE_FIELDS:
            self.source_switch.show_place(place)
        elif place.field in _HEAD_FIELDS:
            self.galley.body.scroll_to_top()
            self.galley.head.focus_field(place.field)
        elif place.field == "status":
            self.header.state.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif place.field == "body":
            runs = self._session.body.runs()
            if place.block is not None and 0 <= place.block < len(runs):
                self.galley.go_to_key(runs[place.block].key)
            else:
                self.galley.focus_body_start()
        else:
            self.place_wanted.emit(place)

    def go_to_key(self, key: str) -> None:
        """Put the caret into a run of the body, as when its paragraph was clicked in the preview."""
        if not self.source_switch.is_on:
            self.galley.go_to_key(key)

    def show_hit(self, query: Query, field: str, ordinal: int, words: str) -> None:
        """Open the find bar with this query, at hit `ordinal` of a field, which stands in a line of these `words`."""
        self.text_wanted.emit()
        self.find_bar.show_query(query)
        if not self.finder.go_to_hit(field, ordinal, words) and self._session is not None:
            # What a picture or a card says is no text of the page: the whole of it is chosen.
            runs = self._session.body.runs() if field == "body" and not self.source_switch.is_on else ()
            key = next((run.key for run in runs if words in reading_lines(run.source)), "")
            if key:
                self.galley.go_to_key(key)
                return
        if self.finder.widget is not None:
            self.finder.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_key(self, key: str) -> None:
        """Scroll a run of the body to the top without moving the caret; empty: to the head."""
        if not self.source_switch.is_on:
            self.galley.show_key(key)

    def insert_also_read(self, links: Sequence[RelatedLink]) -> None:
        """Put an "Also read" block of these links into the text."""
        if not self.source_switch.is_on:
            self.insert_actions.insert_also_read(links)

    def focus_text(self) -> None:
        """Give the text the focus."""
        target = self.source_view if self.source_switch.is_on else self.galley.body
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_locked(self, locked: bool) -> None:
        """While a story is reviewed, its text is not to be changed by keys that work everywhere."""
        self._locked = locked
        self._set_available()

    def set_read_only(self, read_only: bool) -> None:
        """Somebody else writes this story: it can be read, searched and copied here."""
        self._read_only = read_only
        keys = Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        for text in (self.galley.body, self.source_view, *self.galley.head.fields.values()):
            text.setReadOnly(read_only)
            if read_only:
                text.setTextInteractionFlags(keys)
        self._set_available()

    def set_zoom(self, zoom: float) -> None:
        """Draw the page at this scale, 0.7 to 2."""
        self.galley.set_zoom(zoom)
        self.source_view.set_zoom(self.galley.zoom)

    # -- inside

    def _connect(self) -> None:
        handle = self._actions.handle
        in_text = {
            "edit.find": self.find_bar.open_bar,
            "edit.replace": lambda: self.find_bar.open_bar(replace=True),
            "edit.find_next": lambda: self.find_bar.step(1),
            "edit.find_previous": lambda: self.find_bar.step(-1),
            "format.source": self.source_switch.toggle,
        }
        for identity, slot in in_text.items():
            handle(identity, lambda _checked=False, slot=slot: (self.text_wanted.emit(), slot()))
        handle("view.zoom_in", lambda _checked=False: self._step_zoom(1))
        handle("view.zoom_out", lambda _checked=False: self._step_zoom(-1))
        handle("view.zoom_reset", lambda _checked=False: self.set_zoom(1.0))
        self.find_bar.closed.connect(lambda: (self.finder.widget or self).setFocus())
        self.galley.caret_moved.connect(self.caret_moved)
        self.galley.scrolled_to.connect(self.scrolled_to)
        self.galley.place_wanted.connect(self.place_wanted)
        self.galley.zoom_changed.connect(self.zoom_changed)
        self.source_view.zoom_wanted.connect(self._step_zoom)
        self.insert_actions.trouble.connect(self.trouble)
        self.insert_actions.links.said.connect(lambda words: self.said.emit(words, "", None))
        self.insert_actions.links.story_wanted.connect(self.story_wanted)
        incoming = self.galley.body.incoming
        incoming.trouble.connect(self.trouble)
        incoming.said.connect(self.said)
        incoming.unsaid.connect(self.unsaid)
        self.source_switch.trouble.connect(self.trouble)
        self.source_switch.switched.connect(lambda _on: (self._set_available(), self.selection_words.look()))

    def _step_zoom(self, by: int) -> None:
        self.galley.step_zoom(by)
        self.source_view.set_zoom(self.galley.zoom)

    def _set_body_context(self, session: StorySession) -> None:
        newsroom, path = session.newsroom, session.path
        session.body.set_context(
            lambda slug: self._lookup(slug),
            lambda src: newsroom.picture_path(path, src),
            lambda entry: published_words(entry, session.clock(), newsroom.timezone),
            newsroom.allows_embeds_of,
            lambda entry: page_address(entry, newsroom, session.clock()),
        )

    def _set_available(self) -> None:
        """Formatting works on rich text only."""
        source = self.source_switch.is_on
        rich = self._session is not None and not source and not self._locked and not self._read_only
        open_first = "Leave review first." if self._locked else "Open a story first."
        if self._read_only:
            open_first = "Somebody else has this story open."
        reason = "Not in the Markdown source." if source else open_first
        self.format_actions.set_rich(rich, reason)
        for identity in self.insert_actions.identities:
            self._actions.set_available(identity, rich, reason)
        for identity in (
            "format.source",
            "edit.find",
            "edit.find_next",
            "edit.find_previous",
            "edit.replace",
        ):
            usable = self._session is not None and not self._locked
            usable = usable and not (self._read_only and identity == "edit.replace")
            self._actions.set_available(identity, usable, open_first)
        self.format_bar.set_rich(rich)
        self.insert_actions.tables.set_rich(rich, reason)
        self.insert_actions.pictures.set_rich(rich, reason)
