"""The pages of the story that the preview follows: the whole page when asked, and after that what each edit changes.

Joins the story's session, the newsroom's public stories and the clock to one feed, which the queue empties. Shows
nothing and knows no web engine.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from editor_app.publish.edition import Edition
from editor_app.publish.page import PageRenderer, theme_of
from editor_app.publish.theme import ThemeFault
from editor_app.richtext.runs import BodyChange
from editor_app.session.preview_edition import PreviewEdition
from editor_app.session.preview_feed import Pages, PreviewFeed
from editor_app.session.story_session import StorySession
from editor_app.session.theme_watch import ThemeWatch
from editor_app.stories.newsroom import Newsroom
from editor_app.ui.preview.patch_queue import PatchQueue
from editor_app.ui.screens import ColourScheme

if TYPE_CHECKING:
    from editor_app.ui.preview.scheme_handler import StoryShelf

PREVIEW_SECONDS = 1.0  # whoever writes waits for it, so a template gets less time than in an export


class Desk(Protocol):
    """What is used of a `NewsroomSession`."""

    newsroom: Newsroom
    clock: Callable[[], datetime]
    entries_changed: Any
    time_passed: Any


MakePages = Callable[[Edition, Callable[..., str]], Pages]


class StoryPages(QObject):
    """Follows one story at a time, or none.

    Args:
        desk: the newsroom; its other stories are part of a page, as links and as news of the section.
        queue: takes what each edit changes.
        make_pages: makes the renderer of an edition, given how pictures are addressed; None: the site's own.

    Signals:
        ready(): the newsroom has been read, so the page that `page` could not give yet can be asked for.
        failed(str): the page cannot be made anew; a sentence that says why.
        restyled(): a file of the newsroom's theme changed; a page that shows follows by itself.
    """

    ready = Signal()
    failed = Signal(str)
    restyled = Signal()

    def __init__(
        self,
        desk: Desk,
        queue: PatchQueue,
        make_pages: MakePages | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._queue = queue
        self._make_pages = make_pages or self._site_pages
        self._session: StorySession | None = None
        self._shelf: StoryShelf | None = None
        self._feed: PreviewFeed | None = None
        self._pages: Pages | None = None
        self._shown_at: tuple[object, ...] = ()
        self._edition = PreviewEdition(desk.newsroom, desk.clock, self)
        self._edition.changed.connect(self._take_edition)
        self._theme_watch = ThemeWatch(desk.newsroom.theme_folder, self)
        self._theme_watch.changed.connect(self._take_theme)
        desk.entries_changed.connect(self._edition.note_changed)
        desk.time_passed.connect(self._time_passed)

    @property
    def session(self) -> StorySession | None:
        """The story that is followed."""
        return self._session

    def follow(self, session: StorySession | None) -> None:
        """Follow another story, or none; its edits wait until its page was asked for."""
        if self._session is not None:
            self._session.body_changed.disconnect(self._body_changed)
            self._session.meta_changed.disconnect(self._meta_changed)
            self._session.reloaded.disconnect(self._renew)
            self._session.source_mode_changed.disconnect(self._renew)
        self._session = session
        self._queue.follow(None)
        if self._feed is not None:
            self._feed.deleteLater()
            self._feed = None
        if session is not None:
            session.body_changed.connect(self._body_changed)
            session.meta_changed.connect(self._meta_changed)
            session.reloaded.connect(self._renew)
            session.source_mode_changed.connect(self._renew)

    def page(self, shelf: StoryShelf, scheme: ColourScheme) -> tuple[str, tuple[str, ...]] | None:
        """The whole page as it is now, and its block keys in order; its pictures are put on the shelf.

        None when no story is followed or the newsroom is still being read; `ready` follows then. Raises `ThemeFault`.
        """
        self._shelf = shelf
        if self._session is None:
            return None
        if self._pages is None:
            if not self._edition.is_reading:
                self._edition.start()
            return None
        shelf.clear()
        is_new = self._feed is None
        if self._feed is None:
            self._feed = PreviewFeed(self._session, self._pages, scheme, self)
            self._feed.failed.connect(self.failed)
        self._queue.follow(self._feed)
        self._shown_at = self._moment()
        try:
            return self._feed.page(opening=is_new)
        except ThemeFault:
            self._theme_watch.distrust()
            raise

    def prefer(self, key: str) -> None:
        """The caret is in this block: if it is still to be made, it comes next."""
        if self._feed is not None:
            self._feed.prefer(key)

    def set_color_scheme(self, scheme: ColourScheme) -> None:
        """Make the page anew in these colours."""
        if self._feed is not None:
            self._feed.set_color_scheme(scheme)

    def _body_changed(self, change: BodyChange) -> None:
        if self._feed is not None:
            self._feed.note_body(change)

    def _meta_changed(self, keys: frozenset[str]) -> None:
        if self._feed is not None:
            self._feed.note_meta(keys)

    def _renew(self, *_about: object) -> None:
        if self._feed is not None:
            self._feed.renew()

    def _time_passed(self) -> None:
        """A label may have run out or an embargo passed; the page is made anew only if it would show."""
        self._theme_watch.look()
        moment = self._moment()
        if moment != self._shown_at:
            self._shown_at = moment
            self._edition.renew()
        else:
            self._edition.note_changed(())

    def _moment(self) -> tuple[object, ...]:
        """What the page shows of the time: the day, and whether the story's label is in force."""
        now = self._desk.clock()
        breaking = self._session.meta.breaking if self._session is not None else None
        return now.date(), bool(breaking and breaking.in_force(now))

    def _take_edition(self, edition: Edition) -> None:
        if self._shelf is None:
            return
        self._pages = self._make_pages(edition, self._shelf.picture_address)
        if self._feed is not None:
            self._feed.use(self._pages)
        else:
            self.ready.emit()

    def _take_theme(self) -> None:
        if self._shelf is None or self._pages is None or self._edition.edition is None:
            return
        self._pages = self._make_pages(self._edition.edition, self._shelf.picture_address)
        if self._feed is not None:
            self._feed.use(self._pages)
        self.restyled.emit()

    def _site_pages(self, edition: Edition, picture_address: Callable[..., str]) -> Pages:
        newsroom = self._desk.newsroom
        theme = theme_of(newsroom, seconds=PREVIEW_SECONDS)
        return PageRenderer(newsroom, edition, picture_address=picture_address, theme=theme)
