"""Where a picture named in a story lies on disk. Never leaves the newsroom; of a picture it reads the size alone."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"})
_ORIENTATION = 0x0112
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")


def is_elsewhere(src: str) -> bool:
    """Whether `src` is an address or a path with a drive letter, not a path in the newsroom."""
    return _SCHEME.match(src.strip()) is not None


def is_picture_name(src: str) -> bool:
    """Whether the name ends as a picture's does that pages can show."""
    return Path(_path_of(src)).suffix.casefold() in PICTURE_ENDINGS


def find_picture(newsroom_folder: Path, story_path: Path | None, src: str) -> Path | None:
    """The existing picture file that `src` names, relative to the story's folder or to the newsroom; else None."""
    named = _path_of(src)
    if not named or is_elsewhere(src) or "\0" in named or not is_picture_name(src):
        return None
    folder = newsroom_folder.resolve()
    private = folder / ".stet"
    bases = [folder] if named.startswith("/") or story_path is None else [story_path.parent, folder]
    for base in bases:
        try:
            candidate = (base / named.lstrip("/")).resolve()
            if (
                candidate.is_relative_to(folder)
                and not candidate.is_relative_to(private)
                and candidate.is_file()
            ):
                return candidate
        except (OSError, ValueError, RuntimeError):
            continue
    return None


def _path_of(src: str) -> str:
    return unquote(src.strip().partition("#")[0].partition("?")[0]).replace("\\", "/")


def picture_size(path: Path) -> tuple[int, int] | None:
    """Width and height in pixels as the picture is shown (turned as its camera says); None when it cannot be opened."""
    try:
        about = path.stat()
    except OSError:
        return None
    return _measured(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=512)
def _measured(path: Path, _modified: int, _size: int) -> tuple[int, int] | None:
    from PIL import Image, UnidentifiedImageError  # takes a while to import; most commands never need it

    try:
        with Image.open(path) as picture:
            turned = picture.getexif().get(_ORIENTATION, 1) >= 5
            return (picture.height, picture.width) if turned else (picture.width, picture.height)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
