"""Slugs: the last part of a story's address, made from a headline. Pure."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

_VALID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_MAX_LENGTH = 80
_MONEY = [(sign, " ") for sign in "£$€¥₴₽"]
_UNTITLED = "untitled"
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)


@lru_cache(maxsize=4096)  # a site asks for the slug of the same section, tag or name on every page
def slug_from(headline: str) -> str:
    """A slug for this headline: small ASCII letters, digits and hyphens, at most 80 characters, never empty."""
    headline = headline.replace("'", "").replace("’", "")
    slug = _short(headline) or _made(headline)
    if not slug:
        return _UNTITLED
    return f"{slug}-story" if slug in _RESERVED else slug


def _short(headline: str) -> str:
    """The slug of a few plain words; empty where it takes more than putting hyphens between them."""
    is_plain = len(headline) <= _MAX_LENGTH and _PLAIN.fullmatch(headline) is not None
    return headline.lower().replace(" ", "-") if is_plain else ""


def _made(headline: str) -> str:
    from slugify import slugify  # slow to load, and most names need it not

    return slugify(headline, replacements=_MONEY, max_length=_MAX_LENGTH, word_boundary=True, save_order=True)


def unique_slug(slug: str, taken: Container[str]) -> str:
    """`slug`, or `slug-2`, `slug-3` ... when that is taken already."""
    candidate, number = slug, 2
    while candidate in taken:
        candidate = f"{slug}-{number}"
        number += 1
    return candidate


def slug_following(slug: str, file_stem: str, before: str, after: str) -> str | None:
    """The slug that goes along when a headline is changed from `before` to `after`; None when it stays as it is.

    It follows while nobody has chosen it: the file got its name when there was no headline yet, and `slug` (as front
    matter has it, may be empty) is what the headline gave it. Without a headline there is none: "".
    """
    unnamed = re.fullmatch(rf"{_UNTITLED}(?:-\d+)?", file_stem) is not None
    if not unnamed or slug != (slug_from(before) if before else ""):
        return None
    return slug_from(after) if after else ""


def is_slug(text: str) -> bool:
    """Whether `text` may be the last part of an address as it stands."""
    return _VALID.fullmatch(text) is not None and len(text) <= 2 * _MAX_LENGTH
