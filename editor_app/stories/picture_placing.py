"""Brings a picture file into the newsroom and says how a story names it. Copies, never moves or overwrites."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from urllib.parse import quote

from editor_app.stories.newsroom import Newsroom
from editor_app.stories.pictures import is_picture_name
from editor_app.stories.slugs import slug_from

_LARGEST = 60_000_000


class PictureNotPlaced(Exception):
    """A picture could not be brought in. `str()` is one sentence for the person."""


def place_picture(newsroom: Newsroom, story_path: Path, file: Path) -> str:
    """The `src` of `file` for a story; the file is copied to the newsroom's pictures if it lies elsewhere.

    Raises:
        PictureNotPlaced: not a picture that pages can show, too large, or it cannot be read or copied.
    """
    if not is_picture_name(file.name):
        raise PictureNotPlaced(
            f"“{file.name}” is not a picture that pages can show. Use JPEG, PNG, WebP, AVIF or GIF."
        )
    try:
        if file.stat().st_size > _LARGEST:
            raise PictureNotPlaced(f"“{file.name}” is larger than 60 MB. Save a smaller copy first.")
        placed = file.resolve()
        folder = newsroom.folder.resolve()
        if not placed.is_relative_to(folder) or placed.is_relative_to(folder / ".stet"):
            placed = _copied(placed, newsroom.images_folder.resolve())
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise PictureNotPlaced(
            f"“{file.name}” could not be copied into the newsroom: {reason[:1].lower()}{reason[1:]}."
        ) from failure
    relative = os.path.relpath(placed, story_path.resolve().parent)
    return quote(Path(relative).as_posix(), safe="/.-_~!$&'+,;=@")


def _copied(file: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    stem, ending = slug_from(file.stem), file.suffix.casefold()
    number = 1
    while True:
        target = folder / (f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}")
        if target.exists() and _same_bytes(target, file):
            return target
        try:
            with file.open("rb") as source, target.open("xb") as sink:
                shutil.copyfileobj(source, sink)
        except FileExistsError:
            number += 1
            continue
        return target


def _same_bytes(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
