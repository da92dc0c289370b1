"""What every page of a site depends on: the newsroom's settings, its theme, its logo, and Stet itself.

When any of it is not as it was at the last export, everything is made anew.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import editor_app
from editor_app.locations import resources_folder
from editor_app.publish.at_rest import Part, bytes_of, file_stamp, tree, word
from editor_app.publish.story_facts import digest_of
from editor_app.stories.newsroom import SETTINGS_FILE, Newsroom

_PARTS_THAT_MAKE_PAGES = ("markup", "publish", "stories")


def ground_of(newsroom: Newsroom) -> bytes:
    """A digest of it all. Programs are told by the state of their files: an upgrade changes it."""
    own = Path(editor_app.__file__).parent
    parts: list[object] = [sys.version, _text(newsroom.folder / SETTINGS_FILE), str(newsroom.folder)]
    parts.append(str(newsroom.timezone))  # the machine's where the settings name none
    for part in _PARTS_THAT_MAKE_PAGES:
        parts.extend(tree(str(own / part), ".py"))
    parts.extend(tree(str(resources_folder() / "theme")))
    if (found := find_spec("markdown")) is not None and found.origin:
        parts.append(file_stamp(str(Path(found.origin).parents[1])))  # where packages are installed
    for own_folder in (
        newsroom.theme_folder,
        newsroom.folder / "pages",
    ):  # every page names the standing pages
        parts.extend((path, _text(Path(path))) for path, _state in tree(str(own_folder)))
    picture = _logo(newsroom)
    parts.append((str(picture), file_stamp(str(picture))) if picture else None)
    return digest_of(repr(parts).encode("utf-8", "surrogatepass"))


def parts_of(newsroom: Newsroom) -> tuple[Part, ...]:
    """The same as `at_rest` looks at it, with what else tells where a newsroom and its site are."""
    own, folder = Path(editor_app.__file__).parent, newsroom.folder
    settings = str(folder / SETTINGS_FILE)
    parts: list[Part] = [("text", settings, bytes_of(settings))]
    parts += [("word", name, word(name)) for name in ("python", "HOME", "USERPROFILE", "TZ")]
    usual = str(folder / Path(newsroom.settings.output or "site").expanduser())
    parts += [("link", path, os.path.realpath(path)) for path in ("/etc/localtime", usual)]
    parts.append(("file", "/etc/timezone", file_stamp("/etc/timezone")))
    parts += [_part("code", own / part, ".py") for part in _PARTS_THAT_MAKE_PAGES]
    unpublished = newsroom.private_folder / "unpublished"
    for tree_folder in (resources_folder() / "theme", newsroom.theme_folder, folder / "pages", unpublished):
        parts.append(_part("tree", tree_folder))
    if (found := find_spec("markdown")) is not None and found.origin:
        installed = str(Path(found.origin).parents[1])
        parts.append(("file", installed, file_stamp(installed)))
    if picture := _logo(newsroom):
        parts.append(("file", str(picture), file_stamp(str(picture))))
    return tuple(parts)


def _part(kind: str, folder: Path, ending: str = "") -> Part:
    return kind, str(folder), tree(str(folder), ending)


def _logo(newsroom: Newsroom) -> Path | None:
    logo = newsroom.settings.logo
    return newsroom.picture_path(None, logo) if logo else None


def _text(path: Path) -> bytes | None:
    try:
        return digest_of(path.read_bytes())
    except OSError:
        return None
