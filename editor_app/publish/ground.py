"""What every page of a site depends on: the newsroom's settings, its theme, its logo, and Stet itself.

When any of it is not as it was at the last export, everything is made anew.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import editor_app
from editor_app.locations import resources_folder
from editor_app.publish.at_rest import Part, bytes_of, file_stamp, tree, word
from editor_app.publish.story_facts import digest_of
from editor_app.stories.newsroom import SETTINGS_FILE, Newsroom
from editor_app.stories.unpublished import FOLDER as UNPUBLISHED_FOLDER

_PARTS_THAT_MAKE_PAGES = ("markup", "publish", "stories")


def ground_of(newsroom: Newsroom, parts: tuple[Part, ...] | None = None) -> bytes:
    """A digest of it all. Programs are told by the state of their files: an upgrade changes it.

    `parts`: what `parts_of` found just now.
    """
    found: list[object] = [
        str(newsroom.folder),
        str(newsroom.timezone),
    ]  # the machine's where the settings name none
    own = (str(newsroom.theme_folder), str(newsroom.folder / "pages"))
    for kind, where, state in parts_of(newsroom) if parts is None else parts:
        if where in own:  # told by their texts: a person may go back to what was there
            found.extend((path, _text(Path(path))) for path, _stamp in tree(where))
        elif kind in ("code", "text", "file", "tree") and where != str(_unpublished(newsroom)):
            found.append((where, state))
        elif where == "python":
            found.append(state)
    return digest_of(repr(found).encode("utf-8", "surrogatepass"))


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
    own_folders = (newsroom.theme_folder, folder / "pages", _unpublished(newsroom))
    for tree_folder in (resources_folder() / "theme", *own_folders):
        parts.append(_part("tree", tree_folder))
    if (found := find_spec("markdown")) is not None and found.origin:
        installed = str(Path(found.origin).parents[1])
        parts.append(("file", installed, file_stamp(installed)))
    if picture := _logo(newsroom):
        parts.append(("file", str(picture), file_stamp(str(picture))))
    return tuple(parts)


def _part(kind: str, folder: Path, ending: str = "") -> Part:
    return kind, str(folder), tree(str(folder), ending)


def _unpublished(newsroom: Newsroom) -> Path:
    """Where it is noted which work on stories is not published; what follows for a story is in its stamp."""
    return newsroom.private_folder / UNPUBLISHED_FOLDER


def _logo(newsroom: Newsroom) -> Path | None:
    logo = newsroom.settings.logo
    return newsroom.picture_path(None, logo) if logo else None


def _text(path: Path) -> bytes | None:
    try:
        return digest_of(path.read_bytes())
    except OSError:
        return None
