"""What the renderer has to be told about the newsroom: where stories and pictures are, and what is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LinkedStory:
    """A story that another links to."""

    address: str
    headline: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class PictureTag:
    """How a picture is shown: address, size in pixels, and the sources for other sizes.

    `sources` are (media type, `srcset`) of better formats, the best first.
    """

    address: str
    width: int = 0
    height: int = 0
    srcset: str = ""
    sizes: str = ""
    sources: tuple[tuple[str, str], ...] = ()


class Links(Protocol):
    """The renderer's window on the newsroom."""

    def story(self, target: str) -> LinkedStory | None:
        """The story that `slug.md` or `slug` names, or None."""
        ...

    def picture(self, src: str) -> PictureTag | None:
        """How to show the picture `src` of the story being rendered, or None when it must be left out."""
        ...

    def embed_allowed(self, host: str) -> bool:
        """Whether frames from `host` may be shown."""
        ...

    def label(self, key: str) -> str:
        """A word of the page in its language, by key (`also_read`)."""
        ...


def story_target(href: str) -> tuple[str, str] | None:
    """(target, fragment with its "#") when `href` points at a story's file, else None."""
    path, mark, fragment = href.partition("#")
    if not path.lower().endswith(".md") or ":" in path or path.startswith(("/", "\\")) or "?" in path:
        return None
    return path, mark + fragment if fragment else ""
