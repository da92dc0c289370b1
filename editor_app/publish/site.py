"""Writes the whole site, or one page, and turns what can go wrong on the way into one sentence.

Stories come through `Edition` alone. Nothing in the output folder changes until everything is ready, and nothing
there that Stet did not write is ever touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from platformdirs import user_cache_path

from editor_app.publish.addresses import file_of
from editor_app.publish.edition import Edition
from editor_app.publish.images import PictureFile, PictureShop, PictureUnusable
from editor_app.publish.page import PageRenderer
from editor_app.publish.page_head import HIDDEN, INDEXED
from editor_app.publish.reporting import (
    ExportCancelled,
    ExportError,
    ExportReport,
    IsCancelled,
    Progress,
    Report,
    Teller,
)
from editor_app.publish.site_writing import SiteWriter, StoryMoved, encoded
from editor_app.publish.staging import ForeignFile
from editor_app.publish.theme import ThemeFault
from editor_app.stories.gate import is_public
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

__all__ = ["ExportCancelled", "ExportError", "ExportReport", "Progress", "export_page", "export_site"]

_PARTS_OF_A_NEWSROOM = ("stories", "images", "theme", ".stet")
_TRIES = 3


def export_site(
    newsroom: Newsroom,
    output: Path,
    now: datetime,
    progress: Report | None = None,
    cancelled: IsCancelled | None = None,
    cache: Path | None = None,
) -> ExportReport:
    """Write the site of `newsroom` as it is at `now` (aware) into `output`.

    Args:
        progress: hears of each step, from the calling thread.
        cancelled: asked between files; true stops the export and leaves the site as it was.
        cache: where sized pictures and notes of the last export are kept; None: the user's cache folder.

    Raises `ExportError` and `ExportCancelled`.
    """
    output = Path(output).absolute()
    _refuse_unfit(newsroom, output)
    teller = Teller(progress, cancelled)
    with _one_sentence_each(output):
        for tries_left in reversed(range(_TRIES)):
            try:
                return SiteWriter(newsroom, output, now, teller, cache or export_cache()).write()
            except StoryMoved as moved:
                if not tries_left:
                    raise ExportError(
                        f"{moved.path.name} changes while the site is being written. Export again when it has settled."
                    ) from moved
    raise AssertionError("an export ends with a report or an error")


def export_page(
    newsroom: Newsroom, story: Story, folder: Path, now: datetime, cache: Path | None = None
) -> Path:
    """Write the page of one story with its pictures into `folder`, and return the page.

    The page stands alone: its links lead to the site. A story that is not public keeps search engines out, because
    a person may look at a draft in a browser, and nobody else may find it. Raises `ExportError`.
    """
    folder = Path(folder)
    with _one_sentence_each(folder):
        edition = Edition.of(newsroom, now)
        used: dict[str, PictureFile] = {}
        shop = PictureShop((cache or export_cache()) / "pictures")
        robots = INDEXED if is_public(story, now) else HIDDEN
        html = PageRenderer(newsroom, edition, shop=shop, used=used, alone=True).article(story, robots)
        folder.mkdir(parents=True, exist_ok=True)
        for picture in used.values():
            target = folder / picture.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(picture.data.read_bytes())
        page = folder / f"{Path(file_of(newsroom.address_path(story))).stem}.html"
        if page.stem == "index":
            page = folder / f"{Path(file_of(newsroom.address_path(story))).parent.name or 'story'}.html"
        page.write_bytes(encoded(html))
    return page


def export_cache() -> Path:
    """Where what one export made is kept for the next."""
    return user_cache_path("stet", appauthor=False)


def _refuse_unfit(newsroom: Newsroom, output: Path) -> None:
    if not newsroom.settings.url:
        raise ExportError(
            f"{newsroom.folder / 'newsroom.yaml'} does not say where the site will be. "
            "Add a line such as “url: https://courier.example”."
        )
    real = output.resolve()
    folder = newsroom.folder.resolve()
    own = [folder / name for name in _PARTS_OF_A_NEWSROOM]
    if folder.is_relative_to(real) or any(real.is_relative_to(part) for part in own):
        raise ExportError(
            f"The site cannot be written to {output}: the newsroom itself is there. Choose another folder."
        )
    if output.exists() and not output.is_dir():
        raise ExportError(f"The site cannot be written to {output}: it is a file. Choose a folder.")


@contextmanager
def _one_sentence_each(output: Path) -> Iterator[None]:
    """Turns what can go wrong on the way into one sentence."""
    try:
        yield
    except ForeignFile as fault:
        raise ExportError(
            f"{fault.path} is in the way: Stet did not write it. Move it away, or choose another folder."
        ) from fault
    except (ThemeFault, PictureUnusable) as fault:
        raise ExportError(str(fault)) from fault
    except OSError as fault:
        where = fault.filename or output
        reason = (fault.strerror or "the disk did not answer").lower()
        raise ExportError(f"Could not write the site: {where}: {reason}. The site is as it was.") from fault
