"""The text of a story as HTML: whole for export, slice by slice for the preview, with its dateline and timed updates.

What the preview patches is what export writes: both put the same pieces together. Never asks whether a story is public.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from markupsafe import escape

from editor_app.markup.html import HtmlRenderer
from editor_app.publish.addresses import Addresses
from editor_app.publish.labels import Labels
from editor_app.publish.live_updates import (
    Known,
    LiveUpdate,
    in_sections,
    may_have_updates,
    places_of,
    told,
    updates_at,
    with_link,
)
from editor_app.publish.marking import marked, with_dateline
from editor_app.publish.page_links import StoryLinks
from editor_app.publish.page_pictures import PagePictures
from editor_app.publish.story_facts import facts_of
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

_SLICES_KEPT = 5_000
_DATELINE_MARK = ' data-field="dateline"'

LinksOf = Callable[[Story, Labels, Addresses, PagePictures], StoryLinks]


@dataclass(frozen=True, slots=True)
class StoryBody:
    """A story's text: sanitised HTML, and its timed updates, newest first."""

    html: str
    updates: tuple[LiveUpdate, ...] = ()


@dataclass(slots=True)
class _Previewed:
    """What the last preview of a story found: the block its dateline stands in, the blocks that begin an update."""

    leading: str | None = None
    updates: dict[str, LiveUpdate] = field(default_factory=dict)


class StoryBodies:
    """Makes the texts of stories.

    Args:
        links: what a story's links and pictures lead to on one page.
        preview: the same in the preview, with the words of the story's page.
    """

    def __init__(
        self, newsroom: Newsroom, links: LinksOf, preview: Callable[[Story], tuple[Labels, StoryLinks]]
    ) -> None:
        self._newsroom = newsroom
        self._links = links
        self._preview_links = preview
        self._renderers: dict[str, HtmlRenderer] = {}  # to make one costs more than to render a story
        self._preview_html: tuple[tuple[Path, str], HtmlRenderer, str] | None = None
        self._known_slices: tuple[tuple[HtmlRenderer | None, str], dict[str, str]] = ((None, ""), {})
        self._previewed: dict[Path, _Previewed] = {}

    def body(
        self, story: Story, labels: Labels, addresses: Addresses, pictures: PagePictures, page: str = ""
    ) -> StoryBody:
        """The text as one page shows it. `page`: its address, for a text that is read apart from it."""
        links = self._links(story, labels, addresses, pictures)
        renderer = self._renderers.get(labels.language)
        if renderer is None:
            renderer = self._renderers[labels.language] = HtmlRenderer(links, language=labels.language)
        renderer.turn_to(links)
        dateline = _dateline(story)
        if may_have_updates(story.body):
            pieces = renderer.render_pieces(story.body)
            if places := places_of(pieces, labels.language):
                updates = updates_at(places, self._known(story))
                words = (
                    told(one, pieces[at.first : at.end]) for one, at in zip(updates, places, strict=True)
                )
                begins = {at.first: one for one, at in zip(updates, places, strict=True)}
                leading = _leading(pieces)
                shown = [
                    self._opened(piece, begins.get(at), dateline if at == leading else "", page)
                    for at, piece in enumerate(pieces)
                ]
                alone = f"<p>{dateline.strip()}</p>\n" if dateline and leading is None else ""
                return StoryBody(alone + in_sections(shown, places), tuple(words))
        html = renderer.render_body(story.body)
        if not dateline:
            return StoryBody(html)
        return StoryBody(with_dateline(html, dateline) or f"<p>{dateline.strip()}</p>\n{html}")

    # --- while it is being written ---

    def preview(
        self, story: Story, slices: Sequence[tuple[str, str]], references: str, now: datetime
    ) -> StoryBody:
        """The text as it would be published at `now`; what a slice renders to carries `data-block="key"`."""
        pieces = [self._slice_html(story, source, references) for _key, source in slices]
        language = self._preview_renderer(story)[1]
        places = places_of(pieces, language) if any(map(may_have_updates, (s for _k, s in slices))) else []
        updates = updates_at(places, self._known(story, now))
        leading = _leading(pieces)
        known = self._previewed[story.path] = _Previewed(
            None if leading is None else slices[leading][0],
            {slices[at.first][0]: one for one, at in zip(updates, places, strict=True)},
        )
        shown = [
            self._marked(story, piece, key, known) for piece, (key, _s) in zip(pieces, slices, strict=True)
        ]
        alone = "" if leading is not None else _dateline(story, _DATELINE_MARK).strip()
        html = in_sections(shown, places)
        return StoryBody(f"<p>{alone}</p>{html}" if alone else html, tuple(updates))

    def slice(self, story: Story, source: str, references: str, key: str, leads: bool | None = None) -> str:
        """One slice as in the last preview of its story; its cost does not depend on the rest.

        `leads`: whether the dateline stands in it; None: as in that preview.
        """
        html = self._slice_html(story, source, references)
        known = self._previewed.setdefault(story.path, _Previewed())
        if leads:
            known.leading = key
        return self._marked(story, html, key, known)

    def _marked(self, story: Story, html: str, key: str, known: _Previewed) -> str:
        update = known.updates.get(key)
        if known.leading == key or update is not None:
            dateline = _dateline(story, _DATELINE_MARK) if known.leading == key else ""
            html = self._opened(html, update, dateline, "")
        return marked(html, key)

    def _opened(self, piece: str, update: LiveUpdate | None, dateline: str, page: str) -> str:
        """A piece with what the page puts into its first paragraph: the link on an update's time, the dateline."""
        if update is not None:
            linked = with_link(piece, update, page, self._newsroom.timezone, dateline)
            if linked != piece:
                return linked
        return with_dateline(piece, dateline) or piece if dateline else piece

    def _known(self, story: Story, now: datetime | None = None) -> Known:
        changed = facts_of(story, self._newsroom).updated if story.meta.date is not None else None
        if changed is not None and now is not None:
            changed = max(changed, now)
        return Known(story.meta.date, changed, self._newsroom.timezone)

    def _slice_html(self, story: Story, source: str, references: str) -> str:
        """A slice's HTML, remembered while the story stays the same one, so that a page made anew costs little.

        A slice that may show a picture is not remembered: the picture's file can change.
        """
        renderer = self._preview_renderer(story)[0]
        if self._known_slices[0] != (renderer, references) or len(self._known_slices[1]) > _SLICES_KEPT:
            self._known_slices = ((renderer, references), {})
        known = self._known_slices[1]
        html = known.get(source)
        if html is None:
            html = renderer.render_slice(source, references)
            if "![" not in source and "<" not in source:
                known[source] = html
        return html

    def _preview_renderer(self, story: Story) -> tuple[HtmlRenderer, str]:
        key = (story.path, story.meta.language)
        if self._preview_html is None or self._preview_html[0] != key:
            labels, links = self._preview_links(story)
            renderer = HtmlRenderer(links, preview=True, language=labels.language)
            self._preview_html = (key, renderer, labels.language)
        return self._preview_html[1:]


def _leading(pieces: Sequence[str]) -> int | None:
    """The first piece with a paragraph at its top level: there the dateline stands."""
    return next((at for at, piece in enumerate(pieces) if with_dateline(piece, "") is not None), None)


def _dateline(story: Story, mark: str = "") -> str:
    """What stands before the first paragraph's words, as HTML; empty without a dateline."""
    place = story.meta.dateline.strip()
    return f'<span class="place"{mark}>{escape(place)} —</span> ' if place else ""
