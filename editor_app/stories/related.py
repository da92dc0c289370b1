"""Related links: the "Also read" list of a story, each a story of the newsroom or an address elsewhere."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Any
from urllib.parse import unquote

from pydantic import BeforeValidator

from editor_app.stories.values import FrontMatterValue


class RelatedLink(FrontMatterValue):
    """One entry of "Also read". `story` is the slug of a story of this newsroom, `url` an address elsewhere.

    With neither, it is an entry that is not linked yet (wire copy named a title nobody has found), which a
    check reports. `title` overrides the target's own headline.
    """

    story: str = ""
    url: str = ""
    title: str = ""

    @property
    def is_linked(self) -> bool:
        """Whether it leads anywhere."""
        return bool(self.story or self.url)


def story_target(target: str) -> str | None:
    """The slug that a link's target names (`ferry.md`, `../2026/ferry.md#top`, `ferry`), None when it leads elsewhere.

    Elsewhere is any address with a scheme or a host, an anchor in the page, an absolute path, or another kind of file.
    """
    path = unquote(target.strip().partition("#")[0].partition("?")[0])
    if not path or path.startswith("/") or ":" in path or "\\" in path:
        return None
    name = PurePosixPath(path).name
    if name.casefold().endswith(".md"):
        return name[:-3] or None
    return name if "/" not in path and "." not in name else None


def _read_links(value: Any) -> Any:
    """A bare text in the list stands for a story, or for an address when it looks like one."""
    if not isinstance(value, list | tuple):
        return value
    return tuple(_read_link(item) for item in value if item is not None)


def _read_link(item: Any) -> Any:
    if not isinstance(item, str):
        return item
    return {"url": item} if "://" in item else {"story": story_target(item) or item}


RelatedLinks = Annotated[tuple[RelatedLink, ...], BeforeValidator(_read_links)]
"""The list as front matter has it."""


def moved(links: tuple[RelatedLink, ...], index: int, by: int) -> tuple[RelatedLink, ...]:
    """`links` with the one at `index` moved `by` places (negative: up), stopping at either end."""
    target = min(max(index + by, 0), len(links) - 1)
    rest = [link for position, link in enumerate(links) if position != index]
    rest.insert(target, links[index])
    return tuple(rest)
