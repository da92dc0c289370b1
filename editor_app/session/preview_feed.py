"""Turns what changes in an open story into patches of its preview: only the blocks that were touched, newest first.

Renders when asked and not before, so edits that arrive while the view is busy cost nothing. Knows no widget and no web
engine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from editor_app.publish.theme import ThemeFault
from editor_app.session.update_watch import UpdateWatch
from editor_app.stories.story import Story

SLICE_BUDGET_S = 0.006
OPENING_SLICES = 40  # more than a screen shows

# Keys shown in the story's header alone, and keys readers never see. Any other key makes the whole page anew.
IN_HEAD = frozenset({"title", "kicker", "description", "breaking", "authors", "share", "date", "lastmod"})
UNSEEN = frozenset({"note", "status", "embargo"})

_OPENING_RUNS = 4


class Pages(Protocol):
    """Makes the page readers will get; `publish.page.PageRenderer` is one."""

    def preview(
        self,
        story: Story,
        slices: Sequence[tuple[str, str]],
        references: str = "",
        color_scheme: str | None = None,
    ) -> str:
        """The whole page, each block marked with its key."""
        ...

    def render_slice(self, story: Story, source: str, references: str, key: str) -> str:
        """One block exactly as in that page."""
        ...

    def render_head(self, story: Story, color_scheme: str | None = None) -> str:
        """The story's header exactly as in that page."""
        ...


class _Run(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def source(self) -> str: ...


class _Change(Protocol):
    @property
    def order(self) -> tuple[str, ...] | None: ...
    @property
    def updated(self) -> Sequence[_Run]: ...
    @property
    def references_changed(self) -> bool: ...


class _Body(Protocol):
    @property
    def references(self) -> str: ...
    def runs(self) -> Sequence[_Run]: ...


class _Session(Protocol):
    """What is used of a `StorySession`."""

    @property
    def story(self) -> Story: ...
    @property
    def body(self) -> _Body: ...


@dataclass(frozen=True, slots=True)
class Patch:
    """A change of the page on screen.

    Attributes:
        blocks: HTML by block key; empty when the block shows nothing.
        order: every block key from top to bottom, or None when the order is as before.
        head: the story's header made anew, or empty.
        page: the page made anew, or empty.
        touched: the block to keep in view, or empty.
    """

    blocks: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] | None = None
    head: str = ""
    page: str = ""
    touched: str = ""


class PreviewFeed(QObject):
    """What of one story the preview does not show yet.

    Signals:
        waiting(): there is something to take.
        failed(str): the page cannot be made; a sentence that says why.
    """

    waiting = Signal()
    failed = Signal(str)

    def __init__(
        self,
        session: _Session,
        pages: Pages,
        color_scheme: str | None = None,
        parent: QObject | None = None,
        timer: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._pages = pages
        self._color_scheme = color_scheme
        self._timer = timer
        # Blocks need the story's language and dateline only, and asking for its text costs more the longer it is.
        self._story: Story = session.story
        self._opening: dict[str, bool] = {}
        self._updates = UpdateWatch()
        self._sources: dict[str, str] = {}
        self._order: tuple[str, ...] | None = None
        self._head = False
        self._whole = False
        self._touched = ""

    @property
    def is_waiting(self) -> bool:
        """Whether `take` would return a patch."""
        return bool(self._sources) or self._order is not None or self._head or self._whole

    def use(self, pages: Pages) -> None:
        """Render with `pages` from now on: other stories of the newsroom changed."""
        self._pages = pages
        self.renew()

    def set_color_scheme(self, color_scheme: str | None) -> None:
        """Show the page in `light` or `dark` colours; None: as the system has it."""
        self._color_scheme = color_scheme
        self.renew()

    def page(self, *, opening: bool = False) -> tuple[str, tuple[str, ...]]:
        """The whole page as it is now and its block keys in order. Nothing is waiting afterwards.

        `opening`: of a long story only what is seen first; the rest waits and is taken from the top down, so that the
        page is there at once and a key typed meanwhile need not wait. Raises `ThemeFault`.
        """
        self._sources.clear()
        self._order, self._head, self._whole = None, False, False
        self._story = self._session.story
        runs = self._session.body.runs()
        self._opening = {run.key: _opens_with_words(run.source) for run in runs[:_OPENING_RUNS]}
        self._updates.look([(run.key, run.source) for run in runs])
        first = OPENING_SLICES if opening and self._can_open_with(runs[:OPENING_SLICES]) else len(runs)
        slices = [(run.key, run.source) for run in runs[:first]]
        html = self._pages.preview(self._story, slices, self._session.body.references, self._color_scheme)
        self._sources = {run.key: run.source for run in reversed(runs[first:])}
        return html, tuple(run.key for run in runs)

    def prefer(self, key: str) -> None:
        """This block is to be seen: if it waits, it comes before all others."""
        source = self._sources.pop(key, None)
        if source is not None:
            self._sources[key] = source
            self._touched = key

    def note_body(self, change: _Change) -> None:
        """The body changed: take a `BodyChange`."""
        if change.order is not None:
            self._order = change.order
            self._drop_gone(change.order)
        for run in change.updated:
            # The newest edit renders first when there is more to do than one frame allows.
            self._sources.pop(run.key, None)
            self._sources[run.key] = run.source
            self._touched = run.key
        if change.references_changed:
            self._note_referring()
        touched = [(run.key, run.source) for run in change.updated]
        if self._moves_dateline(change) or self._updates.is_moved(touched, change.order):
            self._whole = True
        self._announce()

    def note_meta(self, keys: Iterable[str]) -> None:
        """These front-matter keys have new values."""
        seen = frozenset(keys) - UNSEEN
        if seen - IN_HEAD:
            self._whole = True
        elif seen:
            self._head = True
        self._announce()

    def renew(self) -> None:
        """Make the whole page anew with the next patch, in place."""
        self._whole = True
        self._announce()

    def take(self) -> Patch | None:
        """The newest state of everything that waits, as far as one frame allows; None when nothing can be shown."""
        if not self.is_waiting:
            return None
        touched, self._touched = self._touched, ""
        head = ""
        edits = dict(self._sources), self._order
        try:
            if self._whole:
                html, order = self.page()
                return Patch(order=order, page=html, touched=touched)
            head = self._make_head() if self._head else ""
        except ThemeFault as fault:
            # The last page that could be made stays, and what is typed goes on into it.
            self._sources, self._order = edits
            self.failed.emit(str(fault))
        order, self._order, self._head = self._order, None, False
        if not self._sources and order is None and not head:
            return None
        return Patch(self._render_waiting(), order, head, touched=touched)

    def _can_open_with(self, runs: Sequence[_Run]) -> bool:
        """Whether the paragraph that the dateline stands in is certain to be among these, and no update is numbered by others."""
        if self._updates.has_updates:
            return False
        has_dateline = bool(self._story.meta.dateline.strip())
        return not has_dateline or any(_surely_words(run.source) for run in runs)

    def _make_head(self) -> str:
        self._story = self._session.story
        return self._pages.render_head(self._story, self._color_scheme)

    def _render_waiting(self) -> dict[str, str]:
        blocks: dict[str, str] = {}
        if not self._sources:
            return blocks
        started, references = self._timer(), self._session.body.references
        while self._sources and (not blocks or self._timer() - started < SLICE_BUDGET_S):
            key, source = self._sources.popitem()
            blocks[key] = self._pages.render_slice(self._story, source, references, key)
        return blocks

    def _note_referring(self) -> None:
        """Another block may show what a definition says, so all of them are looked at again."""
        waiting, self._sources = self._sources, {}
        for run in reversed(self._session.body.runs()):
            if run.key not in waiting:
                self._sources[run.key] = run.source
        self._sources.update(waiting)

    def _moves_dateline(self, change: _Change) -> bool:
        """Whether the paragraph the dateline stands in may be another one now."""
        if not self._story.meta.dateline.strip():
            return False
        if change.order is not None and change.order[:_OPENING_RUNS] != tuple(self._opening):
            return True
        changed = (run for run in change.updated if run.key in self._opening)
        return any(_opens_with_words(run.source) != self._opening[run.key] for run in changed)

    def _drop_gone(self, order: tuple[str, ...]) -> None:
        known = frozenset(order)
        for key in [key for key in self._sources if key not in known]:
            del self._sources[key]

    def _announce(self) -> None:
        if self.is_waiting:
            self.waiting.emit()


def _opens_with_words(source: str) -> bool:
    first = source.lstrip()[:1]
    return first.isalnum() or first in {"“", "‘", '"', "'", "*", "_", "«"}


def _surely_words(source: str) -> bool:
    """Whether a slice is a paragraph beyond doubt."""
    words = source.lstrip("\r\n")
    return words[:1].isalpha() and "\n:" not in source and not words.casefold().startswith("also read")
