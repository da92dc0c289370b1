"""Text folded for comparing and finding: what a person would call the same words. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """`text` for comparing: no accents, capitals, quotes or punctuation, words parted by one blank."""
    text = text.replace("'", "").replace("’", "")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(_WORD.findall(plain))
