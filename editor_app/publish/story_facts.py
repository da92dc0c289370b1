"""What the pages of a site need to know of each story but its own page: a few plain values instead of its whole text.

An edition of ten thousand stories is ten thousand of these. They are made of texts, numbers and tuples alone, so that
they can be kept between exports and handed to another process. Must not decide who may read a story; the gate does.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from editor_app.publish.addresses import UnsafeAddress, file_of
from editor_app.stories.aliases import usable_aliases
from editor_app.stories.article_types import article_type
from editor_app.stories.breaking import Breaking
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.slugs import slug_from
from editor_app.stories.story import Story
from editor_app.stories.workflow import Status

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
EARLIEST = datetime(1, 1, 2, tzinfo=UTC)


class Label(NamedTuple):
    """A breaking status in plain values; the moments are seconds since 1970, UTC."""

    level: str
    since: float | None
    until: float | None
    alert: str

    def in_force(self, now: float) -> bool:
        """Whether the label shows at `now`, in the same seconds."""
        return self.since is not None and self.until is not None and self.since <= now < self.until


class Corrected(NamedTuple):
    """A correction that readers see: its number among the story's, when, what kind, what it says."""

    number: int
    dated_at: float | None
    kind: str
    text: str


class StoryFacts(NamedTuple):
    """One story as lists, links and feeds see it. Moments are seconds since 1970, UTC.

    Attributes:
        file: the story's file, absolute.
        digest: of the whole text; two stories with the same digest and file have the same page.
        card: a digest of all that other pages show of it.
        address: the path of its page, `/harbour/ferry-aground/`.
        page: the file of that page, relative to the site; empty when the address cannot be a file's.
        section: as `newsroom.yaml` writes it. `language`: its own, else the newsroom's.
        image: source, alt text and focal point of the lead picture.
        status, embargo_at, fault: what the gate asks; `fault` says why front matter is not wholly valid, else empty.
        dated_at, updated_at: first published; the last significant change. None: not known.
        type: what kind of piece it is, an `ArticleType`; empty: plain news.
        aliases: the addresses it had before.
    """

    file: str
    digest: bytes
    card: bytes
    slug: str
    address: str
    page: str
    title: str
    kicker: str
    description: str
    section: str
    section_slug: str
    language: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    image: tuple[str, str, str] | None
    breaking: Label | None
    corrections: tuple[Corrected, ...]
    status: str
    embargo_at: float | None
    fault: str
    dated_at: float | None
    updated_at: float | None
    type: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The story's file."""
        return Path(self.file)

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.file.replace("\\", "/").rpartition("/")[2].removesuffix(".md")

    def plain(self) -> tuple[Any, ...]:
        """The same as plain tuples, to be kept or sent elsewhere; `facts_from` reads them.

        Of a story that is not published no word is kept outside of the newsroom: only what the gate asks for, and the
        address of one that was withdrawn.
        """
        if self.status != Status.PUBLISHED or self.fault:
            return tuple(self._without_words())
        label = None if self.breaking is None else tuple(self.breaking)
        corrections = tuple(tuple(entry) for entry in self.corrections)
        return tuple(self._replace(breaking=label, corrections=corrections))  # type: ignore[arg-type]

    def _without_words(self) -> StoryFacts:
        bare = self._replace(
            card=b"", slug="", title="", kicker="", description="", section="", section_slug="", authors=(), tags=(),
            image=None, breaking=None, corrections=(), updated_at=None, type="", aliases=(),
        )  # fmt: skip
        return bare if self.status == Status.KILLED else bare._replace(address="", page="")

    @property
    def published(self) -> datetime:
        """When readers first saw it (aware); a story without a date sorts last."""
        return EARLIEST if self.dated_at is None else moment_of(self.dated_at)

    @property
    def updated(self) -> datetime:
        """Its last significant change (aware)."""
        return EARLIEST if self.updated_at is None else moment_of(self.updated_at)


def facts_of(story: Story, newsroom: Newsroom) -> StoryFacts:
    """What lists and links need to know of `story`."""
    meta = story.meta
    section = meta.section.strip()
    section = newsroom.settings.section_name(section) or section
    changes = [meta.date, meta.lastmod, *(correction.date for correction in meta.corrections)]
    image = meta.image
    address = newsroom.address_path(story)
    facts = StoryFacts(
        file=str(story.path),
        digest=digest_of(story.text.encode("utf-8", "surrogatepass")),
        card=b"",
        slug=story.slug,
        address=address,
        page=_file_or_none(address),
        title=meta.title,
        kicker=meta.kicker,
        description=meta.description,
        section=section,
        section_slug=slug_from(section) if section else "",
        language=meta.language or newsroom.settings.language,
        authors=tuple(meta.authors),
        tags=tuple(meta.tags),
        image=(image.src, image.alt or "", image.focal) if image and image.src else None,
        breaking=_label_of(meta.breaking),
        corrections=tuple(
            Corrected(number, seconds_of(correction.date), str(correction.kind), correction.text)
            for number, correction in enumerate(meta.corrections, start=1)
            if correction.text.strip()
        ),
        status=str(meta.status),
        embargo_at=seconds_of(meta.embargo),
        fault=_fault_of(story),
        dated_at=seconds_of(meta.date),
        type=str(article_type(meta.extra)),
        aliases=tuple(filter(_file_or_none, usable_aliases(meta.aliases))),
        updated_at=max(
            (seconds for change in changes if (seconds := seconds_of(change)) is not None), default=None
        ),
    )
    return facts._replace(card=digest_of(repr(facts[3:]).encode("utf-8", "surrogatepass")))


def digest_of(data: bytes) -> bytes:
    """Sixteen bytes that stand for `data`."""
    return blake2b(data, digest_size=16).digest()


def facts_from(row: tuple[Any, ...]) -> StoryFacts:
    """The facts that `plain` made a tuple of."""
    facts = StoryFacts._make(row)
    if facts.breaking is None and not facts.corrections:  # nearly all
        return facts
    if facts.breaking is not None:
        facts = facts._replace(breaking=Label._make(facts.breaking))
    if facts.corrections:
        facts = facts._replace(corrections=tuple(Corrected._make(entry) for entry in facts.corrections))
    return facts


@lru_cache(maxsize=4_096)  # each story is on several pages, one soon after the other
def moment_of(seconds: float) -> datetime:
    """An aware moment from seconds since 1970."""
    return _EPOCH + timedelta(seconds=seconds)


def seconds_of(moment: datetime | None) -> float | None:
    """Seconds since 1970 of an aware moment; None stays None."""
    return None if moment is None else (moment - _EPOCH) / _SECOND


def _file_or_none(address: str) -> str:
    try:
        return file_of(address)
    except (UnsafeAddress, UnicodeDecodeError):
        return ""


def _label_of(breaking: Breaking | None) -> Label | None:
    if breaking is None:
        return None
    return Label(str(breaking.level), seconds_of(breaking.since), seconds_of(breaking.until), breaking.alert)


def _fault_of(story: Story) -> str:
    if not story.problems:
        return ""
    first = story.problems[0]
    return f"line {first.line}: {first.message}"
