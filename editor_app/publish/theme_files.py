"""The files of a newsroom's theme: starting one from the built-in theme. Never replaces a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


class NoSuchThemeFile(Exception):
    """The built-in theme has no file of this name; `str()` is one sentence."""

    def __init__(self, name: str, near: str = "") -> None:
        hint = f" Did you mean {near}?" if near else ""
        super().__init__(f"The built-in theme has no file {name}.{hint}")
        self.name = name


class ThemeNotCopied(Exception):
    """A file could not be written; `str()` is one sentence."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path} could not be written: {(error.strerror or 'the disk did not answer').lower()}."
        )
        self.path = path


@dataclass(frozen=True, slots=True)
class Copied:
    """One file: its name in the theme, and whether it was copied (false: the newsroom has one already)."""

    name: str
    is_new: bool


def theme_names(folder: Path) -> tuple[str, ...]:
    """The names of a theme's files, in order: relative, with slashes. Hidden files are none of them."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(name.as_posix() for name in found if not any(p.startswith(".") for p in name.parts)))


def copy_theme(built_in: Path, own: Path, names: Sequence[str] = ()) -> tuple[Copied, ...]:
    """Copy files of the built-in theme into the newsroom's, all of them when no names are given.

    A file that is there stays as it is. Raises `NoSuchThemeFile` before anything is written, and `ThemeNotCopied`.
    """
    known = theme_names(built_in)
    for name in names:
        if name not in known:
            bare = {path.rpartition("/")[2]: path for path in known}
            near = get_close_matches(name, known, n=1) or [
                bare[near] for near in get_close_matches(name, bare, n=1)
            ]
            raise NoSuchThemeFile(name, near[0] if near else "")
    return tuple(Copied(name, _copy(built_in / name, own / name)) for name in dict.fromkeys(names or known))


def _copy(source: Path, target: Path) -> bool:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(source.read_bytes())
    except FileExistsError:
        if target.exists():
            return False
        raise ThemeNotCopied(target, OSError(0, "a file is in the way of its folder")) from None
    except OSError as error:
        raise ThemeNotCopied(target, error) from error
    return True
