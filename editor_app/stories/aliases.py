"""The addresses a story had before: what of `aliases` can be a page that leads readers to where the story is now."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 50  # of one story
_ALIAS = re.compile(r"/?(?:[\w~-]+/)*[\w~-]+(?:\.html?|/)?", re.ASCII)
_PAGE_OF_A_LIST = re.compile(r"(?:^|/)page/\d+/?$")


def usable_alias(written: str) -> str:
    """The path on the site that `written` means, such as `/harbour/ferry/`; empty when it cannot be one.

    Small letters, digits, hyphens and the like, between slashes; the last part may end in `.html`, as pages of other
    programs do.
    """
    text = written.strip()
    if len(text) > 500 or not _ALIAS.fullmatch(text) or _PAGE_OF_A_LIST.search(text):
        return ""
    path = "/" + text.lstrip("/")
    return path if path.endswith((".html", ".htm", "/")) else path + "/"


def usable_aliases(written: Iterable[str]) -> tuple[str, ...]:
    """Those that can be pages, each once, in their order."""
    paths = dict.fromkeys(path for text in written if (path := usable_alias(text)))
    return tuple(paths)[:MOST]


def moved(aliases: Iterable[str], old: str, new: str) -> tuple[str, ...]:
    """The aliases of a story that goes from the address `old` to `new`: `old` is one of them now, and `new` is none."""
    kept = [alias for alias in aliases if usable_alias(alias) not in (old, new)]
    return (*kept, old)
