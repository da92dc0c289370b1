"""Wire copy, as plain text or as pieces of Markdown -> the values and the body of a story.

Understands what a copied news page looks like and loses no word: whatever it does not understand stays in the body.
It reads no file and writes none, and it knows the newsroom only by the one question it may ask (`find_story`).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from editor_app.intake import copied_page
from editor_app.intake.bylines import names_of
from editor_app.intake.copied_page import Label, NamedLink
from editor_app.intake.markdown_copy import plain_text
from editor_app.intake.paragraphs import Piece, pieces_of
from editor_app.intake.plain_signs import escape_signs, has_many_signs
from editor_app.markup.rich import AlsoReadLink, Kind, RichBlock
from editor_app.markup.writer import write_blocks
from editor_app.stories.breaking import Breaking

LONGEST_HEADLINE = 160
"""Characters. A longer first line is a paragraph: it stays in the body and the headline is its beginning."""

_LONGEST_FOOT = 4  # lines
_NEAR_THE_HEADLINE = 2  # paragraphs: a standfirst may stand between it and the byline

FindStory = Callable[[str], str | None]
"""Title of a story -> its slug in the newsroom, or None when the newsroom has none of that title."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A story as it was understood.

    Attributes:
        values: front matter, ready for `create_story`: always `title`; `authors`, `kicker`, `breaking`, `share`, `note` if found.
        body: Markdown, LF, ending with one line feed unless empty.
    """

    values: dict[str, Any]
    body: str

    @property
    def headline(self) -> str:
        """The headline; never empty."""
        return str(self.values["title"])


@dataclass(slots=True)
class _Found:
    label: Label | None = None
    headline: str = ""
    body: list[Piece] = field(default_factory=list)
    networks: tuple[str, ...] | None = None
    others: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    top: int = 0  # where in the body the headline is


def read_wire_copy(
    text: str, now: datetime, breaking_hours: float = 2, find_story: FindStory = lambda title: None
) -> Imported:
    """The story in a plain text.

    `now` is aware and becomes the beginning of a breaking label, which ends `breaking_hours` later.
    """
    return understand(pieces_of(_headline_apart(text)), now, breaking_hours, find_story)


def _headline_apart(text: str) -> str:
    """`text` with a blank line after a first line such as "BREAKING: Rain", when a sentence begins below it.

    Two short lines could as well be one that was wrapped.
    """
    first, end, rest = text.lstrip().partition("\n")
    second = rest.partition("\n")[0].strip()
    if copied_page.label_before_headline(first) and second[:1].isupper() and re.search(r"[.!?…]$", second):
        return f"{first}{end}\n{rest}"
    return text


def understand(
    pieces: Sequence[Piece],
    now: datetime,
    breaking_hours: float = 2,
    find_story: FindStory = lambda title: None,
    fallback_headline: str = "",
) -> Imported:
    """The story in `pieces`, which are in reading order.

    With `fallback_headline` (a file's name) the first line is taken for the headline only when it is a heading or
    looks like one; without it, the first line always is. In Markdown and HTML a heading of the first level is the
    headline wherever it stands; what stands above it stays in the body.
    """
    top = next((at for at, piece in enumerate(pieces) if piece.source and piece.heading == 1), 0)
    found = _Found(body=list(pieces), top=top)
    _take_bar_at_the_top(found)
    _take_label(found)
    _take_networks(found)
    _take_headline(found, fallback_headline)
    _take_byline(found)
    body = _write_body(found.body, find_story)
    return Imported(_values_of(found, now, breaking_hours), body)


def _take_label(found: _Found) -> None:
    body, top = found.body, found.top
    if top and body[top - 1].line and (label := copied_page.label_of(body[top - 1].line)):
        found.label, found.top = label, top - 1
        del body[top - 1]
    elif top < len(body) - 1 and body[top].line and (label := copied_page.label_of(body[top].line)):
        found.label = label
        del body[top]
    elif top < len(body) and (split := copied_page.label_before_headline(body[top].line)):
        found.label, rest = split
        body[top] = Piece(rest, heading=body[top].heading)


def _pass_moments(found: _Found) -> None:
    """Step over lines that only say when: they stay in the body, and the headline is below them."""
    at = found.top
    while at < len(found.body) and found.body[at].line and copied_page.is_moment(found.body[at].line):
        at += 1
    if at < len(found.body) and found.body[at].line:
        found.top = at


def _take_headline(found: _Found, fallback: str) -> None:
    _pass_moments(found)
    first = found.body[found.top] if found.body else Piece()
    line = plain_text(first.line) if first.source else " ".join(first.line.split())
    if not line or copied_page.also_read(first.line) is not None:
        found.headline = fallback or _beginning(" ".join(piece.text for piece in found.body))
    elif fallback and not first.heading and not _looks_like_headline(first):
        found.headline = fallback
    elif len(line) > LONGEST_HEADLINE:
        found.headline = _beginning(line)
    else:
        found.headline = line
        del found.body[found.top]
        _drop_repeats(found, _key(line) or line)


def _take_byline(found: _Found) -> None:
    """Who wrote it, in one of the two paragraphs below the headline."""
    for at in range(found.top, min(found.top + _NEAR_THE_HEADLINE, len(found.body))):
        if names := names_of(plain_text(found.body[at].line)):
            found.authors = names
            del found.body[at]
            return


def _drop_repeats(found: _Found, headline: str) -> None:
    """Take out the lines that say the headline again, each with the label again above it."""
    kept: list[Piece] = []
    for piece in found.body:
        if piece.line and headline == _key(plain_text(piece.line)):
            if found.label and kept and kept[-1].line and copied_page.label_of(kept[-1].line) == found.label:
                kept.pop()
        else:
            kept.append(piece)
    found.body = kept


def _take_bar_at_the_top(found: _Found) -> None:
    """Cut off a share bar above everything else: two networks or more."""
    end = 0
    run: list[copied_page.NetworkLine] = []
    while end < len(found.body) - 1 and (named := _networks_in(found.body[end])):
        run += named
        end += 1
    is_above = end <= found.top or not found.top
    if is_above and len({network for line in run for network in line.networks}) > 1:
        _keep_networks(found, run)
        del found.body[:end]
        found.top = max(found.top - end, 0)


def _take_networks(found: _Found) -> None:
    """Cut the closing run of network names off the body, if it is certain to be one.

    A few short lines of a page's foot may stand below a run of three networks or more; they stay.
    """
    body = found.body
    end = len(body)
    while (
        end > 2
        and len(body) - end < _LONGEST_FOOT
        and not _networks_in(body[end - 1])
        and _is_foot(body[end - 1])
    ):
        end -= 1
    if end == 0 or not _networks_in(body[end - 1]):
        end = len(body)
    at = end
    run: list[copied_page.NetworkLine] = []
    while at > 1 and (named := _networks_in(body[at - 1])):
        run[:0] = named
        at -= 1
    named_lines = [line for line in run if line.networks]
    networks = {network for line in run for network in line.networks}
    certain = any(line.sure for line in named_lines) or len(named_lines) > 1
    if networks and certain and (end == len(body) or len(networks) > 2):
        _keep_networks(found, run)
        del body[at:end]


def _keep_networks(found: _Found, run: Sequence[copied_page.NetworkLine]) -> None:
    networks = (*(found.networks or ()), *(network for line in run for network in line.networks))
    found.networks = tuple(dict.fromkeys(networks))
    found.others = tuple(dict.fromkeys((*found.others, *(other for line in run for other in line.others))))


def _is_foot(piece: Piece) -> bool:
    """Whether a piece could be a line of a page's foot: tags, "Comments", the owner's name."""
    return bool(piece.line) and len(piece.line) <= 60 and not re.search(r"[.!?…][\"'”’)]*$", piece.line)


def _networks_in(piece: Piece) -> list[copied_page.NetworkLine] | None:
    lines = [piece.line] if piece.line else [_without_bullet(line) for line in piece.text.splitlines()]
    named = [copied_page.network_line(line) for line in lines if line.strip()]
    return [line for line in named if line] if named and all(named) else None


def _write_body(pieces: Sequence[Piece], find_story: FindStory) -> str:
    written: list[str] = []
    unwritten: list[RichBlock] = []
    waiting = deque(pieces)
    while waiting:
        piece = waiting.popleft()
        links = copied_page.also_read(piece.line) if piece.line else None
        if links == ():
            links = _titles_below(waiting)
        if links and not all(link.address.endswith(".md") for link in links):
            unwritten.append(
                RichBlock(Kind.ALSO_READ, links=tuple(_entry(link, find_story) for link in links))
            )
        elif piece.source or has_many_signs(piece.line):
            written += [write_blocks(unwritten), piece.source or escape_signs(piece.line) + "\n\n"]
            unwritten = []
        else:
            unwritten += piece.blocks()
    body = "".join([*written, write_blocks(unwritten)]).strip("\n")
    return body + "\n" if body else ""


def _titles_below(waiting: deque[Piece]) -> tuple[NamedLink, ...]:
    """The titles under a bare "Also read:": one line, or as many as stand there as a list. They are taken out."""
    titles: list[str] = []
    while waiting and _can_be_title(waiting[0]):
        bare = _without_bullet(waiting[0].line)
        if titles and bare == waiting[0].line:
            break
        titles.append(bare)
        is_listed = bare != waiting.popleft().line
        if not is_listed:
            break
    return tuple(copied_page.named_link(title) for title in titles)


def _entry(link: NamedLink, find_story: FindStory) -> AlsoReadLink:
    title = plain_text(link.title)
    slug = find_story(title)
    return AlsoReadLink(title, f"{slug}.md" if slug else link.address)


def _values_of(found: _Found, now: datetime, breaking_hours: float) -> dict[str, Any]:
    values: dict[str, Any] = {"title": found.headline}
    if found.authors:
        values["authors"] = found.authors
    if found.label:
        if found.label.kicker:
            values["kicker"] = found.label.kicker
        since = now.replace(second=0, microsecond=0)
        until = since + timedelta(hours=breaking_hours)
        values["breaking"] = Breaking(level=found.label.level, since=since, until=until)
    if found.networks is not None:
        values["share"] = {"networks": found.networks}
    if found.others:
        values["note"] = "The copy also offered: " + ", ".join(found.others)
    return values


def _looks_like_headline(piece: Piece) -> bool:
    return bool(piece.line) and len(piece.line) <= 120 and not re.search(r"[.:;,!](?:[\"'”’)]*)$", piece.line)


def _can_be_title(piece: Piece) -> bool:
    return bool(piece.line) and len(piece.line) <= LONGEST_HEADLINE and not piece.line.endswith(".")


def _without_bullet(line: str) -> str:
    return re.sub(r"^\s*(?:[-*+•]|\d+[.)])\s+", "", line)


def _beginning(text: str) -> str:
    words = text.split()
    short = " ".join(words[:10])[:70].rstrip()
    return (short + " …" if len(" ".join(words)) > len(short) else short) or "Untitled"


def _key(text: str) -> str:
    """What two lines that say the same share: words alone, whatever the quotes, case and spaces."""
    return " ".join(re.findall(r"\w+", text.casefold()))
