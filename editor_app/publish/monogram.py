"""The icon of a newsroom that has no logo: the first letter of its name. Without one a browser asks for a file that is not there."""

from __future__ import annotations

import unicodedata

from markupsafe import escape

MONOGRAM_FILE = "icon.svg"
_ARTICLES = ("the ", "die ", "der ", "das ", "le ", "la ", "les ", "el ", "los ", "las ", "l’", "l'")
_PAPER, _INK = "#0b5563", "#ffffff"


def monogram(name: str) -> str:
    """The icon as SVG."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="8" fill="{_PAPER}"/>'
        f'<text x="32" y="47" text-anchor="middle" font-family="Charter,Georgia,serif" font-size="44" '
        f'font-weight="600" fill="{_INK}">{escape(_letter(name))}</text></svg>\n'
    )


def _letter(name: str) -> str:
    """The first letter or digit after an article; a letter keeps the marks that belong to it."""
    words = name.strip()
    article = next((article for article in _ARTICLES if words.casefold().startswith(article)), "")
    words = unicodedata.normalize("NFC", words[len(article) :])
    return next((char.upper()[:1] for char in words if char.isalnum()), "•")
