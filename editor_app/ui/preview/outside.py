"""Shows a story's page in the person's browser: writes it, with its pictures, to a private folder first.

The folder is emptied each time, so one story at most lies there. Writes nowhere else, and writes in a thread, because
pictures are sized.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from platformdirs import user_cache_path
from PySide6.QtCore import QObject, QUrl, Signal

from editor_app.publish.lone_page import export_page
from editor_app.publish.site import ExportError
from editor_app.publish.theme import ThemeFault
from editor_app.session.errand import Errand
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story


def preview_folder() -> Path:
    """Where the page lies for the browser, in the person's own cache."""
    return user_cache_path("stet", appauthor=False) / "preview"


class Browser(QObject):
    """The way to the person's browser.

    Signals:
        opened(Path): the page was written and handed over.
        failed(str): it was not; a sentence that says why.
    """

    opened = Signal(object)
    failed = Signal(str)

    def __init__(self, open_address: Callable[[QUrl], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_address = open_address
        self._errand = Errand(self)
        self._errand.finished.connect(self._written)
        self._errand.failed.connect(self._not_written)

    def show_story(self, newsroom: Newsroom, story: Story, now: datetime) -> None:
        """Write the page of `story` and open it; asking again while that is being done changes nothing."""
        folder = preview_folder()
        self._errand.start(lambda: _write_page(newsroom, story, now, folder))

    def open_link(self, url: QUrl) -> None:
        """Open an address that a person asked for."""
        if not self._open_address(url):
            self.failed.emit(f"No program could be opened for {url.toDisplayString()}.")

    def _written(self, page: Path) -> None:
        if self._open_address(QUrl.fromLocalFile(str(page))):
            self.opened.emit(page)
        else:
            self.failed.emit(f"No browser could be opened. The page is at {page}.")

    def _not_written(self, failure: Exception) -> None:
        if isinstance(failure, ExportError | ThemeFault):
            self.failed.emit(str(failure))
        elif isinstance(failure, OSError):
            self.failed.emit(f"Could not write the page for the browser: {failure.strerror or failure}.")
        else:
            raise failure


def _write_page(newsroom: Newsroom, story: Story, now: datetime, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return export_page(newsroom, story, folder, now)
