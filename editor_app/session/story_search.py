"""Finds words in every story of a newsroom, off the window's thread, newest question first.

Takes what the catalogue knows and reads the bodies from disk; what is being written counts with its unsaved edits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor_app.markup.reading_lines import reading_lines
from editor_app.richtext.search import BadPattern, Query, Search
from editor_app.session.job import Cancelled, Job, Progress
from editor_app.stories.front_matter import split
from editor_app.stories.story_entry import StoryEntry
from editor_app.stories.story_file import StoryFileError, read_text

MOST_HITS = 5_000  # shown; nobody reads more, and "e" is in every line
_BATCH = 25
_FIELDS = (("title", "headline"), ("kicker", "kicker"), ("description", "standfirst"), ("slug", "slug"))


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One line with hits.

    Attributes:
        field: the front-matter key it is the value of, or "body".
        text: the line as a reader sees it.
        spans: where in `text` the hits are: start and length, in UTF-16 units.
        ordinal: how many hits of this field come before it.
    """

    field: str
    text: str
    spans: tuple[tuple[int, int], ...]
    ordinal: int


@dataclass(frozen=True, slots=True)
class FoundStory:
    """One story with hits."""

    entry: StoryEntry
    lines: tuple[FoundLine, ...]

    @property
    def count(self) -> int:
        """How many hits there are."""
        return sum(len(line.spans) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Progressed:
    """What a search has come to: stories looked at, of how many, and what was found since the last word."""

    looked_at: int
    total: int
    found: tuple[FoundStory, ...]


class StorySearch(QObject):
    """One search at a time; a new question ends the one before.

    Signals:
        began(): a new search; what was found before does not count any more.
        progressed(Progressed): some stories were looked at.
        ended(bool): all were; or not, because there are more than `MOST_HITS` hits.
        failed(str): the pattern cannot be used; a sentence.
    """

    began = Signal()
    progressed = Signal(object)
    ended = Signal(bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[Path, tuple[object, list[str]]] = {}
        self._job: Job | None = None
        self._next: Callable[[], None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether stories are being looked at."""
        return self._job is not None

    def search(self, query: Query, entries: Sequence[StoryEntry], unsaved: Mapping[Path, str]) -> None:
        """Look for `query` in these stories; `unsaved` are texts newer than their files."""
        self.cancel()
        self._next = lambda: self._begin(query, tuple(entries), dict(unsaved))
        if self._job is None:
            self._go_on()

    def cancel(self) -> None:
        """Look no further; nothing more is said about what was being looked for."""
        self._next = None
        if self._job is not None:
            self._job.cancel()

    def wait(self) -> None:
        """Return when no thread reads any more."""
        self.cancel()
        if self._job is not None:
            self._job.wait()

    # -- inside

    def _begin(self, query: Query, entries: tuple[StoryEntry, ...], unsaved: dict[Path, str]) -> None:
        self.began.emit()
        try:
            search = Search(query)
        except BadPattern as failure:
            self.failed.emit(str(failure))
            return
        texts = self._texts

        def work(progress: Progress, cancelled: Cancelled) -> bool:
            return _search_all(search, entries, unsaved, texts, progress, cancelled)

        job = self._job = Job(work, self)
        job.progressed.connect(lambda progressed: self._tell(job, progressed))
        job.finished.connect(lambda complete: self._end(job, complete, None))
        job.failed.connect(lambda failure: self._end(job, False, failure))
        job.cancelled.connect(lambda: self._end(job, False, None))
        job.start()

    def _tell(self, job: Job, progressed: Progressed) -> None:
        if job is self._job and self._next is None and not job.is_cancelled:
            self.progressed.emit(progressed)

    def _end(self, job: Job, complete: bool, failure: Exception | None) -> None:
        self._job = None
        job.deleteLater()
        if self._next is not None:
            self._go_on()
        elif job.is_cancelled:
            return
        elif isinstance(failure, BadPattern):
            self.failed.emit(str(failure))
        elif failure is not None:
            self.failed.emit("The search could not be finished. Change the words, or try again.")
        else:
            self.ended.emit(complete)

    def _go_on(self) -> None:
        begin, self._next = self._next, None
        if begin is not None:
            begin()


def _search_all(
    search: Search,
    entries: Sequence[StoryEntry],
    unsaved: Mapping[Path, str],
    texts: dict[Path, tuple[object, list[str]]],
    progress: Progress,
    cancelled: Cancelled,
) -> bool:
    found: list[FoundStory] = []
    total = 0
    for number, entry in enumerate(entries, 1):
        if cancelled():
            return False
        lines = _found_lines(search, entry, _lines_of(entry, unsaved, texts))
        if lines:
            found.append(FoundStory(entry, lines))
            total += found[-1].count
        if number % _BATCH == 0 or number == len(entries) or total > MOST_HITS:
            progress(Progressed(number, len(entries), tuple(found)))
            found = []
        if total > MOST_HITS:
            return False
    return True


def _found_lines(search: Search, entry: StoryEntry, body: list[str]) -> tuple[FoundLine, ...]:
    found: list[FoundLine] = []
    for field, name in _FIELDS:
        text = str(getattr(entry, name))
        if spans := search.hits(text):
            found.append(FoundLine(field, text, tuple(spans), 0))
    ordinal = 0
    for text in body:
        if spans := search.hits(text):
            found.append(FoundLine("body", text, tuple(spans), ordinal))
            ordinal += len(spans)
    return tuple(found)


def _lines_of(
    entry: StoryEntry, unsaved: Mapping[Path, str], texts: dict[Path, tuple[object, list[str]]]
) -> list[str]:
    """The body's lines, read once for as long as the file stays as it is."""
    if entry.path in unsaved:
        return reading_lines(split(unsaved[entry.path])[1])
    try:
        state = entry.path.stat()
        known = texts.get(entry.path)
        mark = (state.st_mtime_ns, state.st_size)
        if known is None or known[0] != mark:
            known = texts[entry.path] = (mark, reading_lines(split(read_text(entry.path).text)[1]))
    except (OSError, StoryFileError):
        return []
    return known[1]
