"""Spelling in the editor: whether words are checked, in which languages, in which fields; and the next wrong one.

Joins the page's fields to `session.spelling` and takes the actions. Draws nothing and judges nothing itself.
"""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.spelling import LONGEST_TEXT, Spelling
from editor_app.session.story_session import StorySession
from editor_app.ui import settings as keys
from editor_app.ui.actions import Actions
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.galley import Galley
from editor_app.ui.editor.head_field import HeadField
from editor_app.ui.editor.ignored_words import IgnoredWords
from editor_app.ui.editor.object_spelling import ObjectWord, prose_of, wrong_after
from editor_app.ui.editor.source_view import SourceView
from editor_app.ui.settings import Settings

Spelled = HeadField | BodyEditor | SourceView
SLICE_S = 0.003
NOT_ON = "Turn on \u201cCheck spelling as you type\u201d first."
NONE_LEFT = "No spelling mistakes found"


class EditorSpelling(QObject):
    """Takes `spell.toggle` and `spell.next`.

    Signals:
        trouble(str): a sentence about a word that could not be added.
        message(str): a sentence for the person, nothing went wrong.
    """

    trouble = Signal(str)
    message = Signal(str)

    def __init__(
        self,
        galley: Galley,
        actions: Actions,
        desk: NewsroomSession,
        settings: Settings,
        parent: QObject,
        *,
        source: SourceView,
    ) -> None:
        """`source` takes the place of the galley while a story's Markdown is shown."""
        super().__init__(parent)
        self._source = source
        self._galley, self._actions, self._desk, self._settings = galley, actions, desk, settings
        self._session: StorySession | None = None
        self.spelling = Spelling(desk, parent=self)
        self._fields: tuple[HeadField | BodyEditor, ...] = (*galley.head.fields.values(), galley.body)
        self._sweep_at = -1
        self._sweep = QTimer(self, singleShot=True, interval=0)
        self._sweep.timeout.connect(self._sweep_on)
        self._seeking: tuple[int, int, int] | None = None
        self._left_off: tuple[int, ObjectWord] | None = None  # the picture, by its position, and the word
        self._ignored = IgnoredWords(settings.for_newsroom(desk.newsroom.folder, self))
        self.spelling.ignored_changed.connect(self._keep_ignored)
        for field in (*self._fields, source):
            field.spelling.about_to_replace.connect(self._end_burst)
            field.spelling.replaced.connect(self._end_burst)
        actions.handle("spell.toggle", lambda on: settings.set(keys.CHECK_SPELLING, on))
        actions.handle("spell.next", lambda _checked=False: self.seek_next())
        self.spelling.availability_changed.connect(self._show_available)
        self.spelling.availability_changed.connect(self._begin_sweep)
        self.spelling.judged.connect(self._seek_on)
        self.spelling.rejudged.connect(self._seek_on)
        self.spelling.own_words.trouble.connect(self.trouble)
        settings.changed.connect(self._setting_changed)  # not a lambda: the settings outlive the editor
        desk.story_opened.connect(self.follow)
        self._turn()
        self.follow(desk.current)

    @property
    def is_on(self) -> bool:
        """Whether words are checked, if there is a dictionary."""
        return self._settings.get(keys.CHECK_SPELLING)

    def follow(self, session: StorySession | None) -> None:
        """Another story, or none, is in the editor."""
        if self._session is not None:
            self._session.meta_changed.disconnect(self._meta_changed)
            self._session.body.loaded.disconnect(self._begin_sweep)
            self._session.source_mode_changed.disconnect(self._show_available)
        self._session, self._seeking, self._left_off = session, None, None
        if session is not None:
            self.spelling.set_ignored(self._ignored.of(self._desk.newsroom.relative(session.path)))
            session.meta_changed.connect(self._meta_changed)
            session.body.loaded.connect(self._begin_sweep)
            session.source_mode_changed.connect(self._show_available)
        self._set_languages()
        self._show_available()
        self._begin_sweep()

    def _setting_changed(self, key: str) -> None:
        if key == keys.CHECK_SPELLING.key:
            self._turn()

    def _turn(self) -> None:
        """Begin or stop checking, as the setting says."""
        self._actions.set_checked("spell.toggle", self.is_on)
        self._set_languages()
        for field in (*self._fields, self._source):
            field.spelling.set_spelling(self.spelling if self.is_on else None)
        self._show_available()
        self._begin_sweep()

    def _meta_changed(self, changed: frozenset[str]) -> None:
        if "language" in changed:
            self._set_languages()

    def _set_languages(self) -> None:
        """The story's own language, or the newsroom's; and the further ones of the newsroom."""
        if self._session is None or not self.is_on:
            return
        room = self._desk.newsroom.settings
        self.spelling.set_languages((self._session.meta.language or room.language, *room.spelling))

    def _show_available(self, _changed: object = None) -> None:
        missing, session = self.spelling.reason, self._session
        self._actions.set_available("spell.toggle", not missing, missing)
        self._seeking = self._left_off = None
        reason = missing or ("" if self.is_on else NOT_ON)
        if session is None:
            reason = "Open a story first."
        self._actions.set_available("spell.next", not reason, reason)

    def _keep_ignored(self, words: frozenset[str]) -> None:
        if self._session is not None:
            self._ignored.keep(self._desk.newsroom.relative(self._session.path), words)

    def _end_burst(self) -> None:
        """A suggestion that was taken is a step of undo of its own, in a field of the head too."""
        if self._session is not None:
            self._session.end_burst()

    # -- the whole story, in idle time

    def _begin_sweep(self) -> None:
        """Have all words judged, so that nothing has to be waited for where one scrolls to."""
        self._sweep_at = 0
        self._sweep.start()

    def _sweep_on(self) -> None:
        if self._session is None or not self.is_on or not self.spelling.can_check:
            return
        stop = perf_counter() + SLICE_S
        block = self._session.body.document.findBlockByNumber(self._sweep_at)
        while block.isValid() and perf_counter() < stop:
            if block.length() < LONGEST_TEXT:
                for text in (block.text(), *(words for _part, words in prose_of(block))):
                    self.spelling.ask(self.spelling.look(text)[1], later=True)
            block = block.next()
        if block.isValid():
            self._sweep_at = block.blockNumber()
            self._sweep.start()

    # -- the next wrong word

    @property
    def _sought(self) -> tuple[Spelled, ...]:
        """The texts that are looked through, in order."""
        in_source = self._session is not None and self._session.in_source_mode
        return (self._source,) if in_source else self._fields

    def seek_next(self) -> None:
        """Select the next wrong word after the caret; from the end of the story it goes on at the kicker."""
        fields = self._sought
        focused = next((place for place, field in enumerate(fields) if field.hasFocus()), None)
        place = len(fields) - 1 if focused is None else focused
        self._seeking = (place, fields[place].textCursor().selectionEnd(), len(fields) + 1)
        self._seek_on()

    def _seek_on(self) -> None:
        """Look on from where the search is. Where words are not judged yet, it goes on when they are."""
        while self._seeking is not None:
            place, position, left = self._seeking
            field = self._sought[place]
            block = field.document().findBlock(position)
            while block.isValid():
                if self._stops_at(field, block, position):
                    return
                block = block.next()
            self._seeking = ((place + 1) % len(self._sought), 0, left - 1)
            if left <= 1:
                self._seeking = None
                self.message.emit(NONE_LEFT)

    def _stops_at(self, field: Spelled, block: QTextBlock, position: int) -> bool:
        """Whether the search ends, or waits, in this block."""
        if isinstance(field, BodyEditor) and (prose := prose_of(block)):
            return self._stops_at_picture(field, block, position, [text for _part, text in prose])
        wrong = next((word for word in field.spelling.wrong_in(block) if word.start >= position), None)
        if self._waits_for([field.spelling.prose_in(block)], max(position, block.position())):
            return True
        if wrong is None:
            return False
        self._seeking = self._left_off = None
        self._unselect_but(field)
        cursor = QTextCursor(field.document())
        cursor.setPosition(wrong.start)
        cursor.setPosition(wrong.end, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, SourceView):
            field.centerCursor()
        elif isinstance(field, HeadField):
            self._galley.body.scroll_to_top()
        else:
            field.ensureCursorVisible()
        return True

    def _stops_at_picture(self, body: BodyEditor, block: QTextBlock, position: int, texts: list[str]) -> bool:
        """The same for a picture, whose words are opened to be edited."""
        after = self._left_off[1] if self._left_off and self._left_off[0] == block.position() else None
        if position > block.position() and after is None:
            return False  # the caret is behind it
        wrong = wrong_after(block, body.spelling, after)
        if self._waits_for(texts, position):
            return True
        if wrong is None:
            return False
        self._seeking, self._left_off = None, (block.position(), wrong)
        self._unselect_but(body)
        body.word_wanted.emit(block, wrong.part, wrong.start, wrong.end)
        return True

    def _unselect_but(self, field: Spelled) -> None:
        """What was selected elsewhere on the way here would look as if it were meant, too."""
        for other in self._sought:
            cursor = other.textCursor()
            if other is not field and cursor.hasSelection():
                cursor.clearSelection()
                other.setTextCursor(cursor)

    def _waits_for(self, texts: list[str], position: int) -> bool:
        """Whether words of these texts are still to be judged; the search goes on from `position` then."""
        if not self.spelling.is_busy or not any(self.spelling.look(text)[1] for text in texts):
            return False
        place, _position, left = self._seeking or (0, 0, 0)
        self._seeking = (place, position, left)
        return True
