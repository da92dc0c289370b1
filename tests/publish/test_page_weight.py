"""What a story weighs on a phone's line: the page with its style in it, as a server sends it."""

from __future__ import annotations

import gzip

from tests.publish.conftest import Desk
from tests.publish.pages import read_page

MOST = 12 * 1024
PARAGRAPH = (
    "The harbour office said that the {number} sailings of the week would go on time, if the fog over the Sound "
    "let them, and that whoever had booked a car should be at the Long Quay by {number} minutes past seven. "
    "Nobody at the office would say what the crossing would cost once the second crane was paid for.\n\n"
)


def weight(html: str) -> int:
    return len(gzip.compress(html.encode("utf-8"), 6, mtime=0))


def test_an_article_without_pictures_is_light(desk: Desk) -> None:
    body = "".join(PARAGRAPH.format(number=number) for number in range(8))  # about 450 words
    for number in range(5):
        desk.story(f"other-{number}", "section: Harbour\nauthors: [Ines Calloway]\n", body)
    desk.story(
        "ferry",
        "title: Ferry with 143 aboard runs aground off Gull Holm\nsection: Harbour\nauthors: [Maren Oduya]\n"
        "tags: [Ferry, Fog]\ndescription: Lifeboats are taking passengers off the Sanderling.\ntype: report\n"
        "breaking: {level: breaking, since: 2026-11-17T13:00:00Z, until: 2026-11-17T20:00:00Z}\n"
        "share: {networks: [facebook, x, linkedin, whatsapp, email, copy]}\n"
        "corrections: [{date: 2026-11-17T14:10:00Z, text: It was 143.}]\n",
        body,
    )
    desk.export()
    for name in (
        "harbour/ferry/index.html",
        "harbour/other-1/index.html",
        "index.html",
        "harbour/index.html",
    ):
        assert weight(desk.page(name)) < MOST, name
    assert not read_page(desk.page("harbour/ferry/index.html")).all("link", rel="stylesheet")
