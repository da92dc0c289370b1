"""The parser as pages have it, with what is done to its tree before it is HTML: slow to load, so `html` asks for it late."""

from __future__ import annotations

from editor_app.markup.bounds import TooTangledError
from editor_app.markup.dialect import Dialect
from editor_app.markup.extensions.also_read import AlsoReadPageExtension
from editor_app.markup.extensions.embeds import EmbedExtension
from editor_app.markup.extensions.fact_boxes import FactBoxExtension
from editor_app.markup.extensions.figures import FigureExtension
from editor_app.markup.extensions.list_numbers import ListNumberExtension
from editor_app.markup.extensions.notes import NoteIdExtension
from editor_app.markup.extensions.story_links import StoryLinkExtension
from editor_app.markup.extensions.tables import TableExtension
from editor_app.markup.extensions.typography import TypographyExtension
from editor_app.markup.links import Links


class PageDialect:
    """Stet's Markdown as a page shows it. Not for use by two threads at once.

    Args:
        links: what links and pictures lead to.
        language: BCP 47; chooses the quotation marks.
        players: whether players are shown.
    """

    def __init__(self, links: Links, language: str, *, players: bool) -> None:
        self._dialect = Dialect(
            [
                FactBoxExtension(),
                AlsoReadPageExtension(links),
                FigureExtension(links),
                TableExtension(),
                NoteIdExtension(),
                ListNumberExtension(),
                TypographyExtension(language),
                StoryLinkExtension(links),
                EmbedExtension(links, players=players),
            ]
        )

    def convert(self, source: str, references: str, *, show_notes: bool) -> str | None:
        """The (unsanitised) HTML of `source`; None when it is too tangled or too deep to be read."""
        try:
            return self._dialect.convert(source, references, show_notes=show_notes)
        except (TooTangledError, RecursionError):
            return None

    def convert_whole(self, body: str) -> str:
        """The (unsanitised) HTML of a body read in one go. Raises TooTangledError and RecursionError."""
        return self._dialect.convert(body)
