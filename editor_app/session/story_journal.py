"""Puts every edit of one open story into its recovery journal within a second, off the window's thread.

A key press only starts a timer. The text is taken when one has run out, and a thread writes it. Knows no widget, and nothing of
what becomes of a journal after a crash (that is `recovery`).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from editor_app.session.standing_errand import StandingErrand
from editor_app.session.story_session import StorySession
from editor_app.stories.recovery.journal import Journal, JournalNotWritten
from editor_app.stories.recovery.record import Entry

PAUSE_MS = 400  # after the last key
LATEST_MS = 750  # after the first key that is not written: the rest of the second is for the disk
AGAIN_MS = 2_000
WAIT_S = 10.0


class StoryJournal(QObject):
    """Follows one story session from its opening to its end.

    Signals:
        failed(str): no place takes the text; the string is half a sentence. Told once until it goes well again.
        mended(): the text is in the journal again.
    """

    failed = Signal(str)
    mended = Signal()

    def __init__(self, session: StorySession, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._journal = session, journal
        self._errand = StandingErrand(self)
        self._again = self._is_failing = False
        self._written: Entry | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._latest = QTimer(self, singleShot=True, interval=LATEST_MS)
        self._pause.timeout.connect(self.write_soon)
        self._latest.timeout.connect(self.write_soon)
        self._errand.finished.connect(self._note_written)
        self._errand.failed.connect(self._not_written)
        session.touched.connect(self._note)
        session.saved.connect(self._note_save)

    @property
    def is_failing(self) -> bool:
        """Whether no place took the text the last time."""
        return self._is_failing

    def write_soon(self) -> None:
        """Write now, in a thread, what is not written yet."""
        self._pause.stop()
        self._latest.stop()
        if self._errand.is_running:
            self._again = True
            return
        entry, journal = self._entry(), self._journal
        if entry is not None:
            self._errand.start(lambda: _write(journal, entry))

    def write_if_due(self) -> None:
        """The same, if there is anything that is not written: somebody turned to another window."""
        if self._pause.isActive() or self._latest.isActive():
            self.write_soon()

    def flush(self) -> bool:
        """Have the text in the journal before returning. False when no place takes it."""
        self._pause.stop()
        self._latest.stop()
        self._again = False
        if not self._errand.wait(WAIT_S):
            return False
        entry = self._entry()
        if entry is None:
            return True
        try:
            self._journal.write(entry)
        except JournalNotWritten as failure:
            self._not_written(failure)
            return False
        self._note_written(entry)
        return True

    def end(self, *, saved: bool) -> tuple[Path, ...]:
        """The story is being closed. `saved`: its file holds the text, nothing is left to recover.

        Returns the files that stay behind.
        """
        if not saved:
            self.flush()
        self._pause.stop()
        self._latest.stop()
        self._again = False
        self._session.touched.disconnect(self._note)
        self._session.saved.disconnect(self._note_save)
        ended = self._errand.wait(WAIT_S)
        self._errand.end()
        if not ended:
            return (
                self._journal.files
            )  # a disk that does not answer: closed now, its number might be another file's by then
        if saved:
            self._journal.remove()
        self._journal.close()
        return self._journal.files

    def _note(self) -> None:
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start(AGAIN_MS if self._is_failing else LATEST_MS)

    def _note_save(self) -> None:
        """From here on the journal's text is the file's, and nothing is to be offered after a crash."""
        if self._journal.is_begun or self._errand.is_running:
            self.write_soon()

    def _entry(self) -> Entry | None:
        """What to write; None when that is there already, or the file has it and no journal says otherwise."""
        session, last = self._session, self._written
        text = session.text
        if last is None and not self._journal.is_begun and not session.is_dirty:
            return None
        # Undone while a save runs, or after one that nobody confirmed: the file may hold what was undone.
        is_doubtful = text == session.disk_text and session.is_dirty
        base = None if is_doubtful else session.base_digest
        if last is not None and last.text == text and last.base == base:
            return None  # its time is that of the last edit, not of the last look
        at: datetime = session.clock()
        return Entry(
            self._journal.identity,
            str(session.newsroom.folder),
            str(session.path),
            base,
            session.caret_at(),
            at,
            text,
        )

    def _note_written(self, entry: Entry) -> None:
        self._written = entry
        if self._is_failing:
            self._is_failing = False
            self.mended.emit()
        if self._again:
            self._again = False
            self.write_soon()

    def _not_written(self, failure: Exception) -> None:
        self._again = False
        self._written = None
        self._latest.start(AGAIN_MS)
        if not self._is_failing:
            self._is_failing = True
            self.failed.emit(failure.reason if isinstance(failure, JournalNotWritten) else str(failure))


def _write(journal: Journal, entry: Entry) -> Entry:
    journal.write(entry)
    return entry
