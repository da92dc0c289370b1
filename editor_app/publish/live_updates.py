"""Timed updates on the page: each a `<section id="update-n">` with a link on its time, and what machines are told of it.

An update is a top-level paragraph that begins with a time in bold. It reaches until the next update, a heading, a rule
or the list of notes; what stands above the first is the story's own. Numbers count from the oldest, so that a link to
one stays right when newer ones come on top. Works on sanitised HTML, piece by piece as the body's slices gave it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from html import escape, unescape
from typing import NamedTuple

from editor_app.stories.update_times import ToldTime, moments_of, told_time

_MAYBE = re.compile(r"[^\n*_]{0,40}?\d\s?[:.hH年月월]\s?\d")
_HEAD = re.compile(r"<p><strong>([^<]{3,60})</strong>")
_BOUNDARY = re.compile(r'<(?:h[1-6]\b|hr\b|div class="footnote")')
_SUBJECT = re.compile(r"\s*<strong>(.+?)</strong>", re.DOTALL)
_NOTE_MARK = re.compile(r"<sup\b.*?</sup>", re.DOTALL)
_BLOCK_END = re.compile(
    r"</(?:p|li|h[1-6]|blockquote|tr|dd|dt|figure|figcaption|pre|div|aside)>|<br\s*/?>", re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r".{12,}?[.!?…。！？؟](?=[\s”’»\"')]|$)[”’»\"')]*", re.DOTALL)
_LONGEST_HEADLINE = 110


class Place(NamedTuple):
    """Where an update stands among the pieces: the first, the one after its last, and what is said in bold."""

    first: int
    end: int
    words: str
    time: ToldTime


@dataclass(frozen=True, slots=True)
class LiveUpdate:
    """One update as the page has it.

    Attributes:
        number: 1 is the oldest.
        words: its time as written.
        moment: that time (aware), or None where the day is not known.
        headline: the words in bold beside the time, or its first sentence; empty when it has no words.
        text: its words, a line for each block.
    """

    number: int
    words: str
    moment: datetime | None
    headline: str = ""
    text: str = ""

    @property
    def id(self) -> str:
        """The `id` of its section."""
        return f"update-{self.number}"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the times of a story: when it was published and last changed (None: not yet), and the zone."""

    published: datetime | None
    changed: datetime | None
    zone: tzinfo


def may_have_updates(body: str) -> bool:
    """Whether a body (Markdown) may have updates. Cheap; wrong only in saying yes."""
    return _may_begin(body, "**") or _may_begin(body, "__")


def _may_begin(body: str, mark: str) -> bool:
    """Whether a line of `body` begins with a time between two of `mark`."""
    at = body.find(mark)
    while at >= 0:
        # At most three blanks stand before it on its line.
        before = body[max(0, at - 4) : at].rstrip(" ")
        if (before.endswith("\n") or (not before and at < 4)) and _MAYBE.match(body, at + 2):
            return True
        at = body.find(mark, at + 2)
    return False


def places_of(pieces: Sequence[str], language: str) -> list[Place]:
    """The updates among the pieces of a body's HTML, from the top down."""
    found: list[Place] = []
    begun: tuple[int, str, ToldTime] | None = None
    for at, piece in enumerate(pieces):
        head = _HEAD.match(piece)
        time = told_time(unescape(head[1]), language) if head else None
        if begun is not None and (time is not None or _BOUNDARY.match(piece)):
            found.append(Place(begun[0], at, begun[1], begun[2]))
            begun = None
        if head is not None and time is not None:
            begun = (at, unescape(head[1]), time)
    if begun is not None:
        found.append(Place(begun[0], len(pieces), begun[1], begun[2]))
    return found


def updates_at(places: Sequence[Place], known: Known) -> list[LiveUpdate]:
    """The updates at these places, without their words."""
    moments: Sequence[datetime | None] | None = None
    if known.published is not None and known.changed is not None:
        moments = moments_of([place.time for place in places], known.published, known.changed, known.zone)
    return [
        LiveUpdate(len(places) - at, place.words.strip(), moments[at] if moments else None)
        for at, place in enumerate(places)
    ]


def told(update: LiveUpdate, pieces: Sequence[str]) -> LiveUpdate:
    """The update with its words, taken from its own `pieces` as the renderer gave them."""
    head = _HEAD.match(pieces[0])
    opening = pieces[0][head.end() :] if head else pieces[0]
    subject = _SUBJECT.match(opening)
    first = _words(subject[1] if subject else opening.partition("</p>")[0])
    text = "\n".join(words for piece in (opening, *pieces[1:]) if (words := _lines(piece)))
    return replace(
        update, headline=_headline(first or text.partition("\n")[0], whole=subject is not None), text=text
    )


def with_link(piece: str, update: LiveUpdate, page: str, zone: tzinfo, after: str = "") -> str:
    """The first piece of an update with a link on its time; as it is when it does not begin with that time.

    Args:
        page: the address of the page, where the text is read apart from it (feeds); else empty.
        after: HTML that goes behind the time: the dateline, where this is the story's first paragraph.
    """
    head = _HEAD.match(piece)
    if head is None or unescape(head[1]).strip() != update.words:
        return piece
    time = ""
    if update.moment is not None:
        iso = update.moment.astimezone(zone).isoformat(timespec="seconds")
        # Empty, beside the words: programs that take the text out of a page drop what stands in a `time`.
        time = f'<time datetime="{iso}"></time>'
    link = f'<a class="at" href="{escape(page)}#{update.id}">{time}<strong>{head[1]}</strong></a>'
    rest = piece[head.end() :]
    if after:
        rest = f" {after}{rest.lstrip()}"
    return f"<p>{link}{rest}"


def in_sections(pieces: Sequence[str], places: Sequence[Place]) -> str:
    """The body: its pieces one after the other, those of each update in a section of its own."""
    begins = {place.first: len(places) - at for at, place in enumerate(places)}
    ends = {place.end for place in places}
    lines: list[str] = []
    for at, piece in enumerate((*pieces, "")):
        if at in ends:
            lines.append("</section>")
        if at in begins:
            lines.append(f'<section class="update" id="update-{begins[at]}">')
        if piece:
            lines.append(piece)
    return "\n".join(lines)


def _headline(words: str, *, whole: bool) -> str:
    sentence = None if whole else _SENTENCE.match(words)
    words = (sentence[0] if sentence else words).strip()
    if len(words) <= _LONGEST_HEADLINE:
        return words
    cut = words[: _LONGEST_HEADLINE - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _lines(html: str) -> str:
    html = _BLOCK_END.sub("\n", _NOTE_MARK.sub("", html))
    lines = (
        " ".join(unescape(line).split()) for line in _TAG.sub("", html.replace("\n\n", "\n")).split("\n")
    )
    return "\n".join(line for line in lines if line)


def _words(html: str) -> str:
    return " ".join(_lines(html).split("\n"))
