"""When the story being edited is saved: a moment after the last edit, again and again while that fails, never in a conflict.

Knows what is to be saved and the file as last known; how a file is written is `session.saving`'s, and below.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from editor_app.session.saving import DiskChange, DiskCopy, SaveKind, SaveState
from editor_app.stories.story_file import StorySaveFailed

AUTOSAVE_DELAY_MS = 800
RETRY_DELAY_MS, RETRY_LATEST_MS = 3_000, 60_000
LOOK_AGAIN_MS = 3_000  # while in conflict: a share may come back


class Autosave(QObject):
    """The saving of one open story.

    Signals:
        state_changed(SaveState): how the text relates to the file.
    """

    state_changed = Signal(object)

    def __init__(self, disk: DiskCopy, text: Callable[[], str], parent: QObject | None = None) -> None:
        """`text` gives the whole file's text as it would be saved now."""
        super().__init__(parent)
        self._disk = disk
        self._text = text
        self._may_save = True
        self._soon = QTimer(self, singleShot=True, interval=AUTOSAVE_DELAY_MS)
        self._look_again = QTimer(self, interval=LOOK_AGAIN_MS)
        self._retry_ms = RETRY_DELAY_MS
        self._soon.timeout.connect(self.save_soon)
        self._look_again.timeout.connect(self._look_in_conflict)
        disk.state_changed.connect(self._disk_state_changed)
        disk.saved.connect(self._saved)
        disk.failed.connect(self._failed)

    @property
    def is_dirty(self) -> bool:
        """Whether the text differs from what was last read or saved for certain.

        While a save runs it does: what that puts into the file may have been undone since.
        """
        return self._disk.is_saving or self._disk.is_unconfirmed or self._text() != self._disk.text

    @property
    def waits_ms(self) -> int:
        """How long the next try was put off, in milliseconds."""
        return self._soon.interval()

    def allow(self, may_save: bool) -> None:
        """Say whether this story is saved here at all, or somebody else writes it."""
        self._may_save = may_save
        if may_save and self.is_dirty:
            self._start()

    def note_edit(self) -> None:
        """The text has just been edited: save it in a moment, unless the next try has a time of its own."""
        if self._disk.in_conflict:
            return
        self._disk.note_edit()
        if self._disk.state.kind is not SaveKind.FAILED:
            self._start()

    def stop(self) -> None:
        """Nothing is saved by itself until the next edit."""
        self._soon.stop()

    def save_soon(self) -> None:
        """Save in the background now, if anything is unsaved and nothing forbids it."""
        self._soon.stop()
        if not self.is_dirty:
            self._disk.note_same()
        elif self._may_save and not self._disk.start_save(self._text()) and not self._disk.in_conflict:
            self._start()

    def save(self) -> bool:
        """Save before returning. True when the file holds the text."""
        self._soon.stop()
        if not self._may_save:
            self._disk.finish_save()
            return not self.is_dirty
        return self._disk.save(self._text())

    def close(self) -> bool:
        """Save what is unsaved and let go of the file. False when it could not be saved."""
        saved = self.save() if self.is_dirty else True
        self._disk.finish_save()
        self._soon.stop()
        return saved

    def keep_trying(self, failure: StorySaveFailed) -> None:
        """The file could not even be made: save as soon as that can be done."""
        self._disk.begin_failed(failure)
        self._failed()

    def wait_for_person(self, message: str) -> None:
        """There is no file, and whether there shall be one is for a person to say."""
        self._soon.stop()
        self._disk.wait_for_person(message)

    def look(self) -> bool:
        """Look whether the file changed outside. True when nothing of ours is unsaved: it may be read again."""
        if self._disk.in_conflict:
            self._look_in_conflict()
            return False
        change = self._disk.look()
        if change is DiskChange.GONE or (change is DiskChange.CHANGED and self.is_dirty):
            self._soon.stop()
            self._disk.begin_conflict()
            return False
        return change is DiskChange.CHANGED

    def _look_in_conflict(self) -> None:
        self._disk.look_again(self._text())

    def _start(self) -> None:
        self._soon.start(AUTOSAVE_DELAY_MS)

    def _disk_state_changed(self, state: SaveState) -> None:
        if state.kind is not SaveKind.CONFLICT:
            self._look_again.stop()
        elif not self._look_again.isActive():
            self._look_again.start()
        if state.kind is SaveKind.UNSAVED and not self._soon.isActive():
            self._start()  # a conflict has ended by itself
        if state.kind is SaveKind.SAVED and self.is_dirty:
            # Typing went on while the save ran.
            self._disk.note_edit()
            self._start()
            return
        self.state_changed.emit(state)

    def _saved(self) -> None:
        self._retry_ms = RETRY_DELAY_MS

    def _failed(self) -> None:
        """Try again, at first soon and then ever later."""
        self._soon.start(self._retry_ms)
        self._retry_ms = min(2 * self._retry_ms, RETRY_LATEST_MS)
