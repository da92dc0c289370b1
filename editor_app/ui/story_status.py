"""What the status bar says of the story in the editor: whether it is saved, its path, counts, language and checks.

Follows one story session at a time. Changes nothing, and knows of the window only that it wants to hear when to
look at the headline again.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from editor_app.markup.counts import reading_minutes, word_count
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.saving import SaveKind, SaveState
from editor_app.session.story_session import StorySession
from editor_app.session.word_tally import WordTally
from editor_app.spelling.languages import language_words
from editor_app.stories.checks import CheckReport
from editor_app.ui.status_bar import StatusBar

COUNT_PAUSE_MS = 250


class StoryStatus(QObject):
    """Keeps one status bar true to the story in the editor, or to the newsroom while no story is open.

    Signals:
        refreshed(): another story is followed, or the text or front matter of this one was read again.
    """

    refreshed = Signal()

    def __init__(self, bar: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self._bar = bar
        self._session: StorySession | None = None
        self._words = self._selected = 0
        self._tally = WordTally(self)
        self._tally.counted.connect(self._set_words)
        self._counting = QTimer(self, singleShot=True, interval=COUNT_PAUSE_MS)
        self._counting.timeout.connect(self._show_counts)

    @property
    def headline(self) -> str:
        """The headline of the story in the editor; empty when there is none."""
        return self._session.meta.title if self._session else ""

    def follow(self, desk: NewsroomSession | None, session: StorySession | None) -> None:
        """Speak of this story of `desk` from now on; without one, of the newsroom; without either, of nothing."""
        self._bar.show()
        self._session = session
        self._words = self._selected = 0
        if session is not None:
            session.state_changed.connect(self._show_state)
            session.reloaded.connect(self._show_reloaded)
            session.meta_changed.connect(lambda _keys: self._counting.start())
            self._show_state(session.state)
            self._bar.set_path(session.newsroom.relative(session.path))
            self._tally.follow(session)
            self._show_counts()
        else:
            self._tally.follow(None)
            self._bar.set_state("", "")
            self._bar.set_path(str(desk.newsroom.folder) if desk else "")
            count = len(desk.catalogue.entries) if desk else 0
            self._bar.set_summary("1 story" if count == 1 else f"{count} stories")
            self.refreshed.emit()

    def show_selection(self, words: int) -> None:
        """Say how many words are selected; 0: nothing is, less than 0: all are."""
        self._selected = words
        self._show_counts()

    def show_checks(self, report: CheckReport) -> None:
        """Say how much the checks found."""
        self._bar.set_checks(len(report.must_fix), len(report.look_at))

    def _show_state(self, state: SaveState) -> None:
        at = f" {state.at.astimezone():%H:%M:%S}" if state.at else ""
        words = {
            SaveKind.SAVED: ("saved", f"Saved{at}"),
            SaveKind.UNSAVED: ("unsaved", "Not saved yet"),
            SaveKind.SAVING: ("saving", "Saving…"),
            SaveKind.FAILED: ("failed", f"Not saved: {state.reason or state.message}"),
            SaveKind.CONFLICT: ("failed", f"Not saved: {state.reason or state.message}"),
        }
        self._bar.set_state(*words[state.kind])

    def _show_reloaded(self, at: datetime) -> None:
        self._bar.set_state("saved", f"Reloaded {at.astimezone():%H:%M}")
        self._show_counts()

    def _show_counts(self) -> None:
        session = self._session
        if session is None:
            return
        if session.in_source_mode:
            self._words = word_count(session.story.body)
        language = session.meta.language or session.newsroom.settings.language
        selected = self._words if self._selected < 0 else min(self._selected, self._words)
        self._bar.set_counts(
            self._words, reading_minutes(self._words), language_words(language), selected=selected
        )
        self.refreshed.emit()

    def _set_words(self, words: int) -> None:
        self._words = words
        self._show_counts()
