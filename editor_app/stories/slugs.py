"""Slugs: the last part of a story's address, made from a headline. Pure."""

from __future__ import annotations

import re
from collections.abc import Container

from slugify import slugify

_VALID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAX_LENGTH = 80
_MONEY = [(sign, " ") for sign in "£$€¥₴₽"]
_UNTITLED = "untitled"
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)


def slug_from(headline: str) -> str:
    """A slug for this headline: small ASCII letters, digits and hyphens, at most 80 characters, never empty."""
    headline = headline.replace("'", "").replace("’", "")
    slug = slugify(headline, replacements=_MONEY, max_length=_MAX_LENGTH, word_boundary=True, save_order=True)
    if not slug:
        return _UNTITLED
    return f"{slug}-story" if slug in _RESERVED else slug


def unique_slug(slug: str, taken: Container[str]) -> str:
    """`slug`, or `slug-2`, `slug-3` ... when that is taken already."""
    candidate, number = slug, 2
    while candidate in taken:
        candidate = f"{slug}-{number}"
        number += 1
    return candidate


def is_slug(text: str) -> bool:
    """Whether `text` may be the last part of an address as it stands."""
    return _VALID.fullmatch(text) is not None and len(text) <= 2 * _MAX_LENGTH
