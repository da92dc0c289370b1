"""Spelling in an open newsroom: asks the dictionaries away from the window, and remembers what they said.

A word is judged once for its languages. `look` answers at once from memory and says which words nobody has judged yet;
`ask` has them judged in the background, what is on screen before the rest. Only one thread at a time uses the
dictionaries. Knows no widget and changes no story.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from editor_app.session.errand import Errand
from editor_app.session.newsroom_dictionary import NewsroomDictionary
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.spelling.dictionary import Dictionaries, system_dictionaries
from editor_app.spelling.languages import language_words
from editor_app.spelling.newsroom_words import KnownWords
from editor_app.spelling.speller import Speller
from editor_app.spelling.words import Word, plain_word, words_in

BATCH = 800  # words, a few hundredths of a second
# A paragraph without end is a file that was never meant to be read: it is not looked at on each key.
LONGEST_TEXT = 20_000
_KEPT_TEXTS = 1_000

Task = tuple[Callable[[], object], Callable[[object], None]]


class Spelling(QObject):
    """The dictionaries of one newsroom, asked in the languages of the story being edited.

    Signals:
        judged(): words are judged that nobody had judged.
        rejudged(): what was right may be wrong now, and the other way round.
        ignored_changed(frozenset[str]): these are the words that may stand in this story now.
        availability_changed(): whether there is a dictionary, and `reason`, may be different now.
    """

    judged = Signal()
    rejudged = Signal()
    ignored_changed = Signal(object)
    availability_changed = Signal()

    def __init__(
        self,
        desk: NewsroomSession,
        dictionaries: Callable[[], Dictionaries] = system_dictionaries,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._speller = Speller(dictionaries, QLocale.system().name().partition("_")[2])
        self.own_words = NewsroomDictionary(desk, self)
        self.own_words.changed.connect(self._judge_anew)
        self._ignored = KnownWords()
        self._languages: tuple[str, ...] = ()
        self._found: dict[str, bool] = {}
        self._verdicts: dict[tuple[str, ...], dict[str, bool]] = {}
        self._wrong: dict[str, tuple[Word, ...]] = {}
        self._right: set[str] = set()
        self._urgent: dict[str, None] = {}
        self._later: dict[str, None] = {}
        self._tasks: deque[Task] = deque()
        # Who asks is painting, or in the middle of a key: nothing is begun before that is done.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._next)
        self._worker = Errand(self)
        self._worker.finished.connect(self._task_done)
        self._worker.failed.connect(self._task_failed)

    # -- what is checked, and with what

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags of the languages in which a word may be right."""
        return self._languages

    def set_languages(self, languages: Sequence[str]) -> None:
        """Judge words by these languages from now on; reads their dictionaries in the background."""
        self.own_words.begin()
        wanted = tuple(dict.fromkeys(tag.strip() for tag in languages if tag.strip()))
        if wanted == self._languages:
            return
        self._languages = wanted
        self._urgent.clear()
        self._later.clear()
        self._forget()
        unknown = [tag for tag in wanted if tag not in self._found]
        if unknown:
            speller = self._speller
            self._do(lambda: {tag: speller.has(tag) for tag in unknown}, self._note_found)
        self.availability_changed.emit()
        self.rejudged.emit()

    @property
    def is_known(self) -> bool:
        """Whether it has been found out what dictionaries there are for the languages."""
        return all(tag in self._found for tag in self._languages)

    @property
    def can_check(self) -> bool:
        """Whether there is a dictionary for at least one of the languages."""
        return any(self._found.get(tag) for tag in self._languages)

    @property
    def reason(self) -> str:
        """Why nothing is checked, as a sentence; empty while it is not known, or when something is."""
        if not self._languages or not self.is_known or self.can_check:
            return ""
        return f"No dictionary for {_joined([language_words(tag) for tag in self._languages])} is installed."

    # -- words

    def look(self, text: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """The wrong words of a text, and those that nobody has judged yet. Answers at once."""
        remembered = self._wrong.get(text)
        if remembered is not None:
            return remembered, ()
        if not self.can_check or len(text) > LONGEST_TEXT:
            return (), ()
        verdicts, known = self._verdicts.setdefault(self._languages, {}), self.own_words.known
        ignored = self._ignored
        wrong: list[Word] = []
        unjudged: list[Word] = []
        for word in words_in(text, self._right):
            verdict = verdicts.get(word.text)
            if verdict:
                self._right.add(text[word.start : word.end])
                continue
            said = [verdict, *(verdicts.get(other) for other in word.others)]
            if any(said) or any(known.has(reading) or ignored.has(reading) for reading in word.readings):
                continue
            (unjudged if None in said else wrong).append(word)
        found = tuple(wrong)
        if not unjudged:
            if len(self._wrong) >= _KEPT_TEXTS:
                self._wrong.clear()
            self._wrong[text] = found
        return found, tuple(unjudged)

    def ask(self, words: Iterable[Word], *, later: bool = False) -> None:
        """Have these words judged; `judged` tells when some are. `later`: after everything that is on screen."""
        verdicts = self._verdicts.setdefault(self._languages, {})
        into = self._later if later else self._urgent
        for word in words:
            for reading in word.readings:
                if reading not in verdicts:
                    into[reading] = None
        if into and not self._soon.isActive():
            self._soon.start()

    def ignore(self, word: str) -> None:
        """Let a word stand in this story, and in no other."""
        self._ignored = self._ignored.and_also((plain_word(word),))
        self.ignored_changed.emit(self._ignored.words)
        self._judge_anew()

    def set_ignored(self, words: Iterable[str]) -> None:
        """Which words stand in the story that is checked from now on, whatever a dictionary says."""
        ignored = KnownWords(frozenset(words))
        if ignored != self._ignored:
            self._ignored = ignored
            self._judge_anew()

    @property
    def is_busy(self) -> bool:
        """Whether words are being judged or wait for it."""
        return self._worker.is_running or bool(self._tasks or self._urgent or self._later)

    def suggest(self, word: str, then: Callable[[tuple[str, ...]], None]) -> None:
        """Find out what may have been meant; `then` is called with it, the likeliest first."""
        speller, languages, names = self._speller, self._languages, tuple(self.own_words.known.words)

        def tell(found: object) -> None:
            then(found if isinstance(found, tuple) else ())

        self._do(lambda: speller.suggest(word, languages, names), tell, first=True)

    # -- inside

    def _judge_anew(self) -> None:
        self._forget()
        self.rejudged.emit()

    def _forget(self) -> None:
        """What was said of texts and words as typed is not what would be said now."""
        self._wrong.clear()
        self._right.clear()

    def _do(self, work: Callable[[], object], done: Callable[[object], None], *, first: bool = False) -> None:
        (self._tasks.appendleft if first else self._tasks.append)((work, done))
        self._next()

    def _task_failed(self, _failure: Exception) -> None:
        self._next()

    def _next(self) -> None:
        if self._worker.is_running:
            return
        if self._tasks:
            work, self._when_done = self._tasks.popleft()
            self._worker.start(work)
        elif (self._urgent or self._later) and self.can_check:
            self._worker.start(self._batch(self._urgent or self._later))

    def _batch(self, waiting: dict[str, None]) -> Callable[[], object]:
        speller, languages, batch = self._speller, self._languages, list(islice(waiting, BATCH))
        for word in batch:
            del waiting[word]

        def take(judged: object) -> None:
            if isinstance(judged, dict):
                self._verdicts.setdefault(languages, {}).update(judged)
                self.judged.emit()

        self._when_done = take
        return lambda: speller.check(batch, languages)

    def _task_done(self, value: object) -> None:
        self._when_done(value)
        self._next()

    def _note_found(self, found: object) -> None:
        if isinstance(found, dict):
            self._found.update(found)
            self.availability_changed.emit()
            self.rejudged.emit()


def _joined(words: Sequence[str]) -> str:
    return " or ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} or {words[-1]}"
