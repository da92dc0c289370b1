"""Writes the whole site, and turns what can go wrong on the way into one sentence.

Stories come through `Edition` alone. Nothing in the output folder changes until everything is ready, and nothing
there that Stet did not write is ever touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from platformdirs import user_cache_path

from editor_app.publish.at_rest import Seen
from editor_app.publish.last_edition import LastEdition
from editor_app.publish.reporting import (
    ExportCancelled,
    ExportError,
    ExportReport,
    IsCancelled,
    PageFault,
    Progress,
    Report,
    StoryMoved,
    Teller,
)
from editor_app.publish.site_writing import SiteWriter
from editor_app.publish.staging import ForeignFile
from editor_app.publish.time_check import TimeCheck
from editor_app.stories.newsroom import Newsroom

__all__ = ["ExportCancelled", "ExportError", "ExportReport", "Progress", "export_site"]

_PARTS_OF_A_NEWSROOM = ("stories", "images", "pages", "theme", ".stet")
_TRIES = 3


def export_site(
    newsroom: Newsroom,
    output: Path,
    now: datetime,
    progress: Report | None = None,
    cancelled: IsCancelled | None = None,
    cache: Path | None = None,
    helpers: int | None = None,
    memory: LastEdition | None = None,
    time_check: TimeCheck | None = None,
    seen: Seen | None = None,
    *,
    alone: bool = False,
) -> ExportReport:
    """Write the site of `newsroom` as it is at `now` (aware) into `output`.

    Args:
        progress: hears of each step, from the calling thread.
        cancelled: asked between files; true stops the export and leaves the site as it was.
        cache: where sized pictures and notes of the last export are kept; None: the user's cache folder.
        helpers: how many processes share the work; None: as many as pay, 0: none but this one. The site is the same.
        memory: what this process remembers of its last export, for one that stays; one export at a time may have it.
        time_check: looks whether `now` can be believed; None: somebody who knows has said it.
        seen: what somebody saw of the stories and the site before this was loaded.
        alone: this process has one thread and no window, so that helpers may begin as its doubles.

    Raises `ExportError` and `ExportCancelled`.
    """
    output = Path(output).absolute()
    _refuse_unfit(newsroom, output)
    teller = Teller(progress, cancelled)
    if time_check is not None:
        now = time_check.steadied(now)
    with one_sentence_each(output):
        for tries_left in reversed(range(_TRIES)):
            try:
                kept = cache or export_cache()
                writer = SiteWriter(
                    newsroom, output, now, teller, kept, helpers, memory, time_check, seen, alone=alone
                )
                report = writer.write()
            except StoryMoved as moved:
                seen = None
                if not tries_left:
                    raise ExportError(
                        f"{moved.path.name} changes while the site is being written. Export again when it has settled."
                    ) from moved
            else:
                if time_check is not None:
                    time_check.note(now)
                return report
    raise AssertionError("an export ends with a report or an error")


def export_cache() -> Path:
    """Where what one export made is kept for the next."""
    return user_cache_path("stet", appauthor=False)


def preview_folder(newsroom: Newsroom) -> Path:
    """Where the site is written to be looked at on this machine, apart from what is published."""
    name = sha256(str(newsroom.folder).encode("utf-8", "surrogateescape")).hexdigest()[:20]
    return export_cache() / "previews" / name / "site"


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
def one_sentence_each(output: Path) -> Iterator[None]:
    """Turns what can go wrong on the way into one sentence."""
    try:
        yield
    except ForeignFile as fault:
        raise ExportError(
            f"{fault.path} is in the way: Stet did not write it. Move it away, or choose another folder."
        ) from fault
    except PageFault as fault:
        raise ExportError(str(fault)) from fault
    except OSError as fault:
        where = fault.filename or output
        reason = (fault.strerror or "the disk did not answer").lower()
        raise ExportError(f"Could not write the site: {where}: {reason}. The site is as it was.") from fault
