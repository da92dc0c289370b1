"""What kind of piece a story is: a report of news, or something that readers have to be told is not.

`type` in front matter says it. Other programs use that key for their own ends, so a word that is none of these means
plain news and is kept as it is. Must not decide how a type is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class ArticleType(StrEnum):
    """The kinds of piece; `NEWS` is what a story is that does not say."""

    NEWS = ""
    REPORT = "report"
    ANALYSIS = "analysis"
    BACKGROUND = "background"
    OPINION = "opinion"
    REVIEW = "review"
    ASK = "ask"
    SPONSORED = "sponsored"
    SATIRE = "satire"

    @property
    def is_news(self) -> bool:
        """Whether news services may list it: an advertisement and a joke are none."""
        return self not in (ArticleType.SPONSORED, ArticleType.SATIRE)


_ALSO = {
    "reportage": ArticleType.REPORT,
    "explainer": ArticleType.BACKGROUND,
    "comment": ArticleType.OPINION,
    "editorial": ArticleType.OPINION,
    "advertisement": ArticleType.SPONSORED,
}


def article_type(extra: Mapping[str, Any]) -> ArticleType:
    """The type that front matter's other keys (`FrontMatter.extra`) give a story, in any case of letters."""
    written = extra.get("type")
    word = written.strip().casefold() if isinstance(written, str) else ""
    try:
        return ArticleType(word)
    except ValueError:
        return _ALSO.get(word, ArticleType.NEWS)
