"""What `newsroom.yaml` says, typed, with its defaults. Values only: reads no file, knows no folder."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator

from editor_app.stories.sharing import DEFAULT_NETWORKS
from editor_app.stories.slugs import slug_from
from editor_app.stories.values import FrontMatterValue, TextList, WordList

DEFAULT_PERMALINK = "/{section}/{slug}/"
RAISED = "must fix"
PERMALINK_PARTS = ("section", "slug", "year", "month", "day")


class Author(FrontMatterValue):
    """Who a writer is, for the page of their stories. `x` is a handle, with or without the at sign."""

    role: str = ""
    bio: str = ""

    url: str = ""
    x: str = ""
    email: str = ""


class Limits(FrontMatterValue):
    """How many characters (as a person counts them) each text may have before a check says so."""

    headline: int = Field(default=70, gt=0)
    kicker: int = Field(default=32, gt=0)
    description: int = Field(default=160, gt=0)
    alert: int = Field(default=55, gt=0)
    alt: int = Field(default=140, gt=0)
    share_title: int = Field(default=60, gt=0)
    share_description: int = Field(default=160, gt=0)


class BreakingDefaults(FrontMatterValue):
    """`hours`: how long a label lasts unless said otherwise. `labels`: words by level that replace the language's own."""

    hours: float = Field(default=2, gt=0, le=24 * 14)
    labels: dict[str, str] = Field(default_factory=dict)


class ShareDefaults(FrontMatterValue):
    """Networks in the order of their buttons, the newsroom's handle on X, and hashtags for every story."""

    networks: WordList = DEFAULT_NETWORKS
    x: str = ""
    hashtags: WordList = ()


def _read_authors(value: Any) -> Any:
    if isinstance(value, list):
        return {name: {} for name in value if isinstance(name, str)}
    return value


def _read_sections(value: Any) -> Any:
    """Names; an entry may also be `{name: Harbour}`, as some generators write it."""
    if isinstance(value, list):
        return [
            item.get("name", item) if isinstance(item, dict) else item for item in value if item is not None
        ]
    return value


def _read_checks(value: Any) -> Any:
    """A mapping of check ids to "must fix"; a list of ids raises all of them."""
    if isinstance(value, list):
        return dict.fromkeys((str(item) for item in value), RAISED)
    if isinstance(value, dict):
        return {str(name): _read_level(name, level) for name, level in value.items()}
    return value


def _read_level(name: Any, level: Any) -> str:
    if str(level).strip().casefold().replace("_", " ") != RAISED:
        raise ValueError(
            f"expected “must fix” for {name}: a check can be raised to that, and to nothing else"
        )
    return RAISED


class NewsroomSettings(FrontMatterValue):
    """The whole of `newsroom.yaml`. Keys Stet does not know are kept in `model_extra`."""

    name: str = Field(min_length=1)
    url: str = ""
    description: str = ""
    founded: str = ""
    language: str = "en"
    timezone: str = ""
    permalink: str = DEFAULT_PERMALINK
    sections: Annotated[TextList, BeforeValidator(_read_sections)] = ()
    authors: Annotated[dict[str, Author], BeforeValidator(_read_authors)] = Field(default_factory=dict)
    logo: str = ""
    output: str = "site"
    limits: Limits = Field(default_factory=Limits)
    breaking: BreakingDefaults = Field(default_factory=BreakingDefaults)
    share: ShareDefaults = Field(default_factory=ShareDefaults)
    policies: dict[str, str] = Field(default_factory=dict)
    embeds: WordList = ()
    feed_items: int = Field(default=30, gt=0, le=500)
    checks: Annotated[dict[str, str], BeforeValidator(_read_checks)] = Field(default_factory=dict)
    banned_words: WordList = ()
    spelling: WordList = ()

    @field_validator("url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("expected an address that begins with https://")
        return value.rstrip("/")

    @field_validator("permalink")
    @classmethod
    def _a_permalink(cls, value: str) -> str:
        try:
            made = value.format(**dict.fromkeys(PERMALINK_PARTS, "x"))
        except (KeyError, IndexError, ValueError):
            made = ""
        if not made or "{slug}" not in value or ".." in value or any(sign in made for sign in "?#\\ "):
            raise ValueError("expected a path with {slug} in it, such as /{section}/{slug}/")
        return value if value.startswith("/") else "/" + value

    @property
    def raised_checks(self) -> frozenset[str]:
        """The ids of the checks that stop publishing here, whatever they do elsewhere."""
        return frozenset(self.checks)

    def section_name(self, section: str) -> str | None:
        """The section as `newsroom.yaml` writes it, found by its name in any case or by its slug; None: unknown."""
        wanted = section.strip().casefold()
        for name in self.sections:
            if wanted and (name.casefold() == wanted or slug_from(name) == wanted):
                return name
        return None
