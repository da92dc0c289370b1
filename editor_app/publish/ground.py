"""What every page of a site depends on: the newsroom's settings, its theme, its logo, and Stet itself.

When any of it is not as it was at the last export, everything is made anew.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import editor_app
from editor_app.locations import resources_folder
from editor_app.publish.ledger import file_stamp
from editor_app.publish.story_facts import digest_of
from editor_app.stories.newsroom import SETTINGS_FILE, Newsroom

_PARTS_THAT_MAKE_PAGES = ("markup", "publish", "stories")


def ground_of(newsroom: Newsroom) -> bytes:
    """A digest of it all. Programs are told by the state of their files: an upgrade changes it."""
    own = Path(editor_app.__file__).parent
    parts: list[object] = [sys.version, _text(newsroom.folder / SETTINGS_FILE), str(newsroom.folder)]
    for part in _PARTS_THAT_MAKE_PAGES:
        parts.extend(_states(own / part, ".py"))
    parts.extend(_states(resources_folder() / "theme"))
    if (found := find_spec("markdown")) is not None and found.origin:
        parts.append(file_stamp(str(Path(found.origin).parents[1])))  # where packages are installed
    for own_folder in (
        newsroom.theme_folder,
        newsroom.folder / "pages",
    ):  # every page names the standing pages
        parts.extend((path, _text(Path(path))) for path, _state in _states(own_folder))
    logo = newsroom.settings.logo
    picture = newsroom.picture_path(None, logo) if logo else None
    parts.append((str(picture), file_stamp(str(picture))) if picture else None)
    return digest_of(repr(parts).encode("utf-8", "surrogatepass"))


def _states(folder: Path, ending: str = "") -> Iterator[tuple[str, object]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _states(Path(entry.path), ending)
        elif entry.name.endswith(ending):
            yield entry.path, file_stamp(entry.path)


def _text(path: Path) -> bytes | None:
    try:
        return digest_of(path.read_bytes())
    except OSError:
        return None
