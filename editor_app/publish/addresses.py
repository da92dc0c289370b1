"""Where the parts of a site are: the path of each page, the file it is written to, and links between them.

A page path is what stands after the site's address, percent-encoded, with a slash in front: `/harbour/ferry-aground/`.
Must not know stories or templates. Links are relative and name `index.html`, so that a site reads the same when it
is served under any address and when a person opens its files from disk; canonical addresses stay as they are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import unquote

_RESERVED_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)


class UnsafeAddress(ValueError):
    """A page path that cannot be a file of the site; `path` is the path as it was asked for."""

    def __init__(self, path: str) -> None:
        super().__init__(f"The address “{path}” cannot be the name of a page.")
        self.path = path


def file_of(path: str) -> str:
    """The file, relative to the site's folder, that the page at `path` is written to.

    Raises `UnsafeAddress` when a part of the path could leave the folder or is no name on some system.
    """
    parts = unquote(path.partition("#")[0], errors="strict").removeprefix("/").split("/")
    if parts[-1] == "":
        parts[-1] = "index.html"
    elif "." not in parts[-1]:
        parts[-1] += ".html"
    if not all(_is_plain_name(part) for part in parts):
        raise UnsafeAddress(path)
    return "/".join(parts)


def key_of(target: str) -> str:
    """What of a link such as `../2026/ferry.md#quay` names the story: its slug, or the name of its file without `.md`."""
    name = target.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2]
    return name.removesuffix(".md")


def _is_plain_name(part: str) -> bool:
    unprintable = any(ord(char) < 32 or ord(char) == 127 or 0xD800 <= ord(char) <= 0xDFFF for char in part)
    return not (
        part.startswith(".")
        or part != part.strip(" .")
        or unprintable
        or any(char in part for char in '\\/:*?"<>|')
        or len(part.encode("utf-8", "replace")) > 200
        or part.partition(".")[0].casefold() in _RESERVED_NAMES
        or not part
    )


class Addresses(Protocol):
    """How one page names the others."""

    def page(self, path: str) -> str:
        """What to write in a link to the page at `path`."""
        ...

    def file(self, name: str) -> str:
        """What to write for a file of the site, `name` relative to its folder (`images/ferry.webp`)."""
        ...


def _relative(name: str, origin: list[str]) -> str:
    """As `posixpath.relpath` for paths that are in their plain form, at a tenth of its cost."""
    if not origin:
        return name
    to = name.split("/")
    shared, most = 0, min(len(to) - 1, len(origin))
    while shared < most and to[shared] == origin[shared]:
        shared += 1
    return "../" * (len(origin) - shared) + "/".join(to[shared:] if shared else to)


@dataclass(frozen=True, slots=True)
class RelativeAddresses:
    """Links from the page at `here` (a page path)."""

    here: str
    _folder: list[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        folder = posixpath.dirname(_encoded_file(self.here))
        object.__setattr__(self, "_folder", folder.split("/") if folder else [])

    def folders(self) -> list[str]:
        """The folder of the page and those above it, the highest first."""
        return ["/".join(self._folder[: end + 1]) for end in range(len(self._folder))]

    def place(self, known: Container[str]) -> tuple[int, str]:
        """What links to files in `known` folders depend on: how deep the page is, and the lowest of them that it is in.

        Pages in one place have the same links. Of each known folder those above it are known too.
        """
        return len(self._folder), next((folder for folder in reversed(self.folders()) if folder in known), "")

    def page(self, path: str) -> str:
        """A relative link to a page, down to its file."""
        bare, hash_mark, fragment = path.partition("#")
        return self.file(_encoded_file(bare)) + hash_mark + fragment

    def file(self, name: str) -> str:
        """A relative link to a file of the site."""
        return _relative(name, self._folder)


@dataclass(frozen=True, slots=True)
class AbsoluteAddresses:
    """Links that hold wherever the page is read: feeds, the 404 page, the preview, a page exported alone."""

    site: str

    def page(self, path: str) -> str:
        """The absolute address of a page, as in its canonical link."""
        return self.site.rstrip("/") + path

    def file(self, name: str) -> str:
        """The absolute address of a file of the site."""
        return f"{self.site.rstrip('/')}/{name}"


@dataclass(frozen=True, slots=True)
class LoneAddresses:
    """Links of a page that is exported alone: its files lie beside it, everything else is on the site."""

    site: str

    def page(self, path: str) -> str:
        """The absolute address of a page."""
        return AbsoluteAddresses(self.site).page(path)

    def file(self, name: str) -> str:
        """A picture lies beside the page; feeds and the like are on the site."""
        return name if name.startswith("images/") else AbsoluteAddresses(self.site).file(name)


def _encoded_file(path: str) -> str:
    name = path.removeprefix("/")
    last = name.rpartition("/")[2]
    if not last:
        return name + "index.html"
    return name if "." in last else name + ".html"
