"""Qt for documents, one page and one dialect for all."""

from __future__ import annotations

import pytest

from editor_app.markup.dialect import Dialect
from editor_app.markup.html import HtmlRenderer
from tests.markup.newsroom import SmallNewsroom


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Qt is up."""


@pytest.fixture(scope="module")
def page() -> HtmlRenderer:
    """The page of a small newsroom."""
    return HtmlRenderer(SmallNewsroom())


@pytest.fixture(scope="module")
def dialect() -> Dialect:
    """Stet's Markdown as pages have it."""
    return Dialect()
