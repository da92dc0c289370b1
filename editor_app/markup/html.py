"""Markdown to the HTML of the page, sanitised. Preview and export both come through here.

Slice by slice: `render_body` is its slices' HTML one after the other, so what the preview patches is what export
writes. The list of footnotes stands where the last footnote is defined.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from editor_app.markup.blocks import references_in, slice_body
from editor_app.markup.definitions import may_define
from editor_app.markup.embed_addresses import is_player
from editor_app.markup.links import LinkedStory, Links, PictureTag, story_target
from editor_app.markup.plain import plain_paragraph
from editor_app.markup.quotation import educated, quote_marks
from editor_app.markup.sanitise import Sanitiser
from editor_app.markup.simple_html import is_certain, simple_html

if TYPE_CHECKING:
    from editor_app.markup.page_dialect import PageDialect

_NO_BREAK = "\u00a0"
_SOURCE = re.compile(r"<source\b[^>]*>", re.I)
_SRCSET = re.compile(r'\ssrcset="([^"]*)"')

__all__ = ["HtmlRenderer", "LinkedStory", "Links", "PictureTag"]


class HtmlRenderer:
    """Renders the Markdown of one story. Not for use by two threads at once.

    Args:
        links: what the story's links and pictures lead to.
        preview: players are shown as link cards, since a preview makes no request.
        language: BCP 47 of the story; chooses the quotation marks.
    """

    def __init__(self, links: Links, preview: bool = False, language: str = "en") -> None:
        self._links = _Remembering(links)
        self._marks = quote_marks(language)
        self._language, self._players = language, not preview
        self._sanitiser = Sanitiser(self._links.shown, self._links.led, self._links.is_source)
        self._with_players = Sanitiser(
            self._links.shown, self._links.led, self._links.is_source, frame=is_player
        )

    @cached_property
    def _dialect(self) -> PageDialect:
        """The parser, loaded for the first text that asks for it: plain prose does not, nor do simple lists and links."""
        from editor_app.markup.page_dialect import PageDialect

        return PageDialect(self._links, self._language, players=self._players)

    def turn_to(self, links: Links) -> None:
        """Go on with another story in the same language: what its links and pictures lead to."""
        self._links.turn_to(links)

    def render_slice(self, source: str, references: str = "") -> str:
        """The HTML of one slice, "" when it shows nothing.

        Args:
            source: the slice's Markdown.
            references: the definitions of the whole body (`references_in`).
        """
        return self._rendered(source, references, _ends_notes(source, references))

    def _rendered(self, source: str, references: str, show_notes: bool) -> str:
        if not source.strip():
            return ""
        text = plain_paragraph(source)
        if text is not None and "*[" not in references:
            shown = html.escape(educated(text, self._marks), quote=False)
            return f"<p>{shown.replace(_NO_BREAK, '&nbsp;')}</p>"
        simple = simple_html(source, references, self._marks, self._links)
        if simple is not None:
            return simple if is_certain(simple) else self._cleaned(simple)
        parsed = self._dialect.convert(source, references, show_notes=show_notes)
        return _as_typed(source) if parsed is None else self._cleaned(parsed)

    def render_body(self, body: str) -> str:
        """The HTML of a whole body: its slices in order, a line end between them."""
        return "\n".join([piece for piece in self._pieces(body) if piece])

    def render_pieces(self, body: str) -> list[str]:
        """The HTML of each slice of a body, in order; empty for one that shows nothing."""
        return list(self._pieces(body))

    def _pieces(self, body: str) -> Iterator[str]:
        references = references_in(body)
        slices = slice_body(body)
        ends = [number for number, source in enumerate(slices) if _ends_notes(source, references)]
        last = ends[-1] if ends else -1
        return (self._rendered(source, references, number == last) for number, source in enumerate(slices))

    def render_whole(self, body: str) -> str:
        """The HTML of `body` read in one go. It equals `render_body`; for tests and comparison."""
        return self._cleaned(self._dialect.convert_whole(body))

    def _cleaned(self, given: str) -> str:
        # Only what is nothing but a player, made by us, passes with its frame.
        if "<source" in given.lower():
            given = _SOURCE.sub(self._only_ours, given)
        is_ours = given.startswith('<figure class="embed">') and given.count("<iframe") == 1
        return (self._with_players if is_ours else self._sanitiser).clean(given).strip()

    def _only_ours(self, source: re.Match[str]) -> str:
        """A `<source>` that somebody typed names files that no page has; without them it would be an empty one."""
        srcset = _SRCSET.search(source[0])
        return source[0] if srcset and self._links.is_source(html.unescape(srcset[1])) else ""


def _as_typed(source: str) -> str:
    """The source itself, where it cannot be read. Not when it may name another story: that one may be unpublished."""
    return (
        "" if "](" in source or "][" in source else f"<pre>{html.escape(source.strip(), quote=False)}</pre>"
    )


def _ends_notes(source: str, references: str) -> bool:
    """Whether the last footnote of the story is defined in `source`."""
    if "[^" not in source or not may_define(source):
        return False
    from editor_app.markup.dialect import parsed_definitions  # footnotes take the parser anyway

    last = next(reversed(parsed_definitions(references).notes), None)
    return last is None or f"[^{last}]:" in source


class _Remembering:
    """The newsroom's links, remembering which addresses were handed out, so that the sanitiser lets them through."""

    def __init__(self, links: Links) -> None:
        self.turn_to(links)

    def turn_to(self, links: Links) -> None:
        """Forget what was handed out before."""
        self._given = links
        self._addresses: set[str] = set()
        self._sources: set[str] = set()

    def embed_allowed(self, host: str) -> bool:
        return self._given.embed_allowed(host)

    def label(self, key: str) -> str:
        return self._given.label(key)

    def story(self, target: str) -> LinkedStory | None:
        return self._given.story(target)

    def picture(self, src: str) -> PictureTag | None:
        tag = self._given.picture(src)
        if tag is not None:
            self._addresses.add(tag.address)
            if tag.srcset:
                self._sources.add(tag.srcset)
            self._sources.update(srcset for _kind, srcset in tag.sources)
        return tag

    def shown(self, src: str) -> str | None:
        """The address for a picture in the page: as handed out, or looked up (raw HTML)."""
        if src in self._addresses:
            return src
        tag = self.picture(src)
        return tag.address if tag else None

    def is_source(self, srcset: str) -> bool:
        return srcset in self._sources

    def led(self, href: str) -> str | None:
        """The address for a link in the page: stories by file name are looked up (raw HTML)."""
        found = story_target(href)
        if found is None:
            return href
        story = self._given.story(found[0])
        return story.address + found[1] if story and story.is_public else None
