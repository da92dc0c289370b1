"""A story as a value: its text exactly as in the file, and the typed view of its front matter.

Holds no file handle and never writes; `story_file` reads and saves, `front_matter` parses and patches.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from editor_app.stories.breaking import Breaking
from editor_app.stories.focal import FocalText
from editor_app.stories.line_ends import newline_of
from editor_app.stories.related import RelatedLinks
from editor_app.stories.sharing import Share
from editor_app.stories.values import FrontMatterValue, Moment, TextList, WordList
from editor_app.stories.workflow import Status


class LeadImage(FrontMatterValue):
    """The lead picture. `alt` None: not written yet (a check); `""`: decorative. `src` as in the file.

    `focal` is the point that stays in sight when the picture is cut, empty for the middle.
    """

    src: str
    alt: str | None = None
    caption: str = ""
    credit: str = ""
    rights: str = ""
    focal: FocalText = ""


def _read_image(value: Any) -> Any:
    """A bare text stands for the picture's source."""
    return {"src": value} if isinstance(value, str) and value else value or None


class CorrectionKind(StrEnum):
    """What a correction is called on the page."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"


class Correction(FrontMatterValue):
    """One correction as readers see it; `date` is aware."""

    date: Moment | None = None
    kind: CorrectionKind = CorrectionKind.CORRECTION
    text: str = ""


class FrontMatter(FrontMatterValue):
    """Every key Stet knows, typed, with defaults; all date-times are aware. Unknown keys: `extra`."""

    title: str = ""
    kicker: str = ""
    description: str = ""
    slug: str = ""
    status: Status = Status.DRAFT
    authors: TextList = ()
    section: str = ""
    tags: WordList = ()
    dateline: str = ""
    date: Moment | None = None
    lastmod: Moment | None = None
    embargo: Moment | None = None
    language: str = ""
    aliases: TextList = ()
    image: Annotated[LeadImage | None, BeforeValidator(_read_image)] = None
    breaking: Breaking | None = None
    related: RelatedLinks = ()
    share: Share = Field(default_factory=Share)
    corrections: tuple[Correction, ...] = ()
    note: str = ""

    @property
    def extra(self) -> dict[str, Any]:
        """The keys Stet does not know, for theme templates as `story.extra`."""
        return dict(self.model_extra or {})

    def keys_unlike(self, other: FrontMatter) -> frozenset[str]:
        """The keys, those Stet does not know included, that have another value in `other`."""
        mine, theirs = self.extra, other.extra
        known = {name for name in FrontMatter.model_fields if getattr(self, name) != getattr(other, name)}
        return frozenset(
            known | {key for key in mine.keys() | theirs.keys() if mine.get(key) != theirs.get(key)}
        )


@dataclass(frozen=True, slots=True)
class FrontMatterProblem:
    """Something in front matter that could not be read. `line` counts from 1 in the whole file."""

    line: int
    key: str
    message: str


@dataclass(frozen=True, slots=True)
class Story:
    """One story. `head + body` is the file's whole text; `head` holds BOM, `---` lines and front matter.

    Attributes:
        path: absolute path of the file.
        head: the text up to and including the line end of the closing `---`; empty without front matter.
        body: the rest, verbatim.
        meta: the typed front matter; defaults where a key is missing or could not be read.
        problems: why front matter is not wholly valid; empty when it is. A story with problems is never public.
    """

    path: Path
    head: str
    body: str
    meta: FrontMatter
    problems: tuple[FrontMatterProblem, ...] = ()

    @property
    def text(self) -> str:
        """The whole file as text.

        As read it is `head + body`. A body written below a head that ended with the file gets a line of its own, so that
        it never runs into the closing `---`.
        """
        if self.head and self.body and self.head[-1] not in "\r\n":
            return self.head + newline_of(self.head) + self.body
        return self.head + self.body

    @property
    def slug(self) -> str:
        """`slug` of the front matter, else the file's name without its ending."""
        return self.meta.slug or self.path.stem

    @property
    def is_readable(self) -> bool:
        """Whether front matter was wholly valid; if not, the story opens as source."""
        return not self.problems
