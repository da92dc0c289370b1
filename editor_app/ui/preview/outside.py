"""Shows a story's page in the person's browser: writes it, with its pictures, to a private folder first.

The folder is emptied each time, so one story at most lies there. Writes nowhere else.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from platformdirs import user_cache_path
from PySide6.QtCore import QUrl

from editor_app.publish.site import export_page
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story


class PageNotShown(Exception):  # noqa: N818
    """The page could not be handed to a browser; `str()` is a sentence."""


def preview_folder() -> Path:
    """Where the page lies for the browser, in the person's own cache."""
    return user_cache_path("stet", appauthor=False) / "preview"


def show_in_browser(
    newsroom: Newsroom,
    story: Story,
    now: datetime,
    open_address: Callable[[QUrl], bool],
    folder: Path | None = None,
) -> Path:
    """Write the page of `story` and open it outside. Returns the file. Raises `PageNotShown`."""
    folder = folder or preview_folder()
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)
        page = export_page(newsroom, story, folder, now)
    except OSError as failure:
        raise PageNotShown(f"Could not write the page for the browser: {failure.strerror}.") from failure
    if not open_address(QUrl.fromLocalFile(str(page))):
        raise PageNotShown(f"No browser could be opened. The page is at {page}.")
    return page
