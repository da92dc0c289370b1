"""What an open newsroom itself calls right: its dictionary file, and the names of its writers, sections and tags.

Follows the file when somebody else writes to it, and adds words to it, away from the window. Changes nothing else.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from editor_app.session.errand import Errand
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.spelling.newsroom_words import DICTIONARY_FILE, KnownWords, add_word, read_words
from editor_app.spelling.words import names_in
from editor_app.stories.story_entry import StoryEntry

SETTLE_MS = 150


class NewsroomDictionary(QObject):
    """The words of one newsroom. Reads nothing before `begin`.

    Signals:
        changed(): other words are known now.
        trouble(str): a sentence for the person about a word that could not be kept.
    """

    changed = Signal()
    trouble = Signal(str)

    def __init__(self, desk: NewsroomSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.known = KnownWords()
        self._desk, self._folder = desk, desk.newsroom.folder
        self._words = self._names = frozenset[str]()
        self._has_begun = False
        self._tasks: deque[Callable[[], frozenset[str]]] = deque()
        self._errand = Errand(self)
        self._errand.finished.connect(self._task_done)
        self._errand.failed.connect(self._task_failed)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._read)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._heard)
        self._watcher.fileChanged.connect(self._heard)

    def begin(self) -> None:
        """Learn what there is, and follow it from now on."""
        if self._has_begun:
            return
        self._has_begun = True
        settings = self._desk.newsroom.settings
        self._names = names_in(
            (settings.name, *settings.sections, *settings.authors, *settings.breaking.labels.values())
        )
        self._desk.entries_changed.connect(self._note_entries)
        self._note_entries(None)
        self._read()

    def add(self, word: str) -> None:
        """Add a word to the file. It is right from now on; `trouble` tells when it could not be kept."""
        folder = self._folder
        self._set(self._words | {word}, self._names)
        self._tasks.append(lambda: add_word(folder, word))
        self._next()

    @property
    def is_busy(self) -> bool:
        """Whether the file is being read or written."""
        return self._errand.is_running

    def _heard(self, _path: str) -> None:
        """Something changed on disk: look when the last of it is there."""
        self._settle.start()

    def _read(self) -> None:
        # Replacing a file takes it from the watcher: put it back every time.
        folder = self._folder
        self._watcher.addPath(str(folder))
        if (folder / DICTIONARY_FILE).exists():
            self._watcher.addPath(str(folder / DICTIONARY_FILE))
        self._tasks.append(lambda: read_words(folder))
        self._next()

    def _note_entries(self, paths: frozenset[Path] | None) -> None:
        catalogue = self._desk.catalogue
        if paths is None:
            found: Iterable[StoryEntry] = catalogue.entries
        else:
            found = [entry for path in paths if (entry := catalogue.by_path(path)) is not None]
        texts = {text for entry in found for text in (*entry.authors, *entry.tags, entry.section)}
        self._set(self._words, self._names | names_in(texts))

    def _set(self, words: frozenset[str], names: frozenset[str]) -> None:
        self._words, self._names = words, names
        known = KnownWords(words | names)
        if known != self.known:
            self.known = known
            self.changed.emit()

    def _next(self) -> None:
        if self._tasks and not self._errand.is_running:
            self._errand.start(self._tasks.popleft())

    def _task_done(self, words: object) -> None:
        if not self._tasks and isinstance(words, frozenset):  # what still waits will know more
            self._set(words, self._names)
        self._next()

    def _task_failed(self, failure: Exception) -> None:
        self.trouble.emit(str(failure))
        self._read()
