"""Brings a picture into the newsroom and says how a story names it. Copies, never moves or overwrites.

`bring_in` takes and returns plain values and may run on any thread; `place_picture` is the same for those who wait.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from editor_app.stories.atomic_rename import rename_to_free_name
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.picture_content import NotAPicture, PictureContent, content_of
from editor_app.stories.picture_metadata import PictureWords
from editor_app.stories.pictures import is_picture_name
from editor_app.stories.placing import NotConfirmed, confirm, make_folder, write_temporary
from editor_app.stories.slugs import slug_from

_LARGEST = 60_000_000


class PictureNotPlaced(Exception):
    """A picture could not be brought in. `str()` is one sentence for the person."""


@dataclass(frozen=True, slots=True)
class PictureData:
    """A picture that lies in no file, as from the clipboard: the name it should get, and its bytes as a file has them."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PicturePlaces:
    """Where pictures go: the newsroom's folder, its folder of pictures, and the story that will show them."""

    newsroom: Path
    images: Path
    story: Path

    @staticmethod
    def of(newsroom: Newsroom, story_path: Path) -> PicturePlaces:
        """The places of a newsroom and one of its stories."""
        return PicturePlaces(newsroom.folder, newsroom.images_folder, story_path)


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture of the newsroom: the `src` a story writes, and the words found inside the file."""

    src: str
    words: PictureWords


def place_picture(newsroom: Newsroom, story_path: Path, file: Path) -> str:
    """The `src` of `file` for a story; the file is copied to the newsroom's pictures if it lies elsewhere.

    Raises:
        PictureNotPlaced: not a picture that pages can show, too large, or it cannot be read or copied.
    """
    return bring_in(PicturePlaces.of(newsroom, story_path), file).src


def bring_in(places: PicturePlaces, given: Path | PictureData) -> PlacedPicture:
    """Copy a picture to the newsroom's pictures under a clean name of its own, unless it is there already.

    Raises:
        PictureNotPlaced: as `place_picture`.
    """
    name = given.name
    try:
        raw = _bytes_of(given)
        content = content_of(raw)
        placed = given.resolve() if isinstance(given, Path) and _stays(places, given, content) else None
        if placed is None:
            placed = _kept(content.data or raw, Path(name).stem, content.ending, places.images.resolve())
    except NotAPicture as failure:
        raise PictureNotPlaced(f"“{name}” {failure}") from failure
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise PictureNotPlaced(
            f"“{name}” could not be copied into the newsroom: {reason[:1].lower()}{reason[1:]}."
        ) from failure
    relative = os.path.relpath(placed, places.story.resolve().parent)
    src = quote(Path(relative).as_posix(), safe="/.-_~!$&'+,;=@")
    return PlacedPicture(src, _without_file_name(content.words, Path(name)))


def _bytes_of(given: Path | PictureData) -> bytes:
    size = given.stat().st_size if isinstance(given, Path) else len(given.data)
    if size > _LARGEST:
        raise NotAPicture("is larger than 60 MB. Save a smaller copy first.")
    return given.read_bytes() if isinstance(given, Path) else given.data


def _stays(places: PicturePlaces, file: Path, content: PictureContent) -> bool:
    """Whether the file lies in the newsroom already, as something pages can show."""
    folder, placed = places.newsroom.resolve(), file.resolve()
    if content.data is not None or not is_picture_name(placed.name):
        return False
    return placed.is_relative_to(folder) and not placed.is_relative_to(folder / ".stet")


def _kept(data: bytes, stem: str, ending: str, folder: Path) -> Path:
    """The file in `folder` with these bytes: one that is there, else a new one under a free name."""
    make_folder(folder)
    stem = slug_from(stem)
    placed = _same_content(data, stem, folder) or _copied(data, stem, ending, folder)
    try:
        confirm(placed)  # a story that names the picture is not on the disk before the picture is
    except NotConfirmed as doubt:
        raise doubt.cause from doubt
    return placed


def _copied(data: bytes, stem: str, ending: str, folder: Path) -> Path:
    fresh = write_temporary(folder / f"{stem}{ending}", data)
    try:
        return _named(fresh, stem, ending, folder)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()


def _named(fresh: Path, stem: str, ending: str, folder: Path) -> Path:
    number = 1
    while True:
        target = folder / (f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}")
        try:
            rename_to_free_name(fresh, target)
        except FileExistsError:
            number += 1
            continue
        return target


def _same_content(data: bytes, stem: str, folder: Path) -> Path | None:
    """A picture in `folder` with exactly these bytes; of several the one whose name is most like the new one's."""
    found: list[Path] = []
    for entry in folder.rglob("*"):
        try:
            fits = is_picture_name(entry.name) and entry.stat().st_size == len(data)
            if fits and entry.is_file() and entry.read_bytes() == data:
                found.append(entry)
        except OSError:
            continue
    return min(found, key=lambda path: (not path.stem.startswith(stem), str(path)), default=None)


def _without_file_name(words: PictureWords, name: Path) -> PictureWords:
    """Some programs write the file's name where a caption belongs."""
    names = {name.name.casefold(), name.stem.casefold()}
    return replace(
        words,
        caption="" if words.caption.casefold() in names else words.caption,
        alt="" if words.alt.casefold() in names else words.alt,
    )
