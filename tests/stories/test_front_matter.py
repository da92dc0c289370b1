from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.stories.front_matter import read_story, split, with_body
from editor_app.stories.related import RelatedLink
from editor_app.stories.story import LeadImage, Story
from editor_app.stories.workflow import Status

LONDON = ZoneInfo("Europe/London")
PIECES = [
    "---",
    "--- ",
    "\n",
    "\r\n",
    "\r",
    "\ufeff",
    "title: a",
    "status: published",
    "text",
    " ",
    "é",
    "...",
    "\u2028",
    "\0",
]


def read(text: str) -> Story:
    return read_story(Path("/newsroom/stories/ferry.md"), text, LONDON)


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)))
def test_head_and_body_are_the_whole_text(text: str) -> None:
    head, body = split(text)
    assert head + body == text
    assert read(text).text == text


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("---\ntitle: a\n---\nBody\n", "---\ntitle: a\n---\n"),
        ("---\r\ntitle: a\r\n---\r\nBody", "---\r\ntitle: a\r\n---\r\n"),
        ("---\rtitle: a\r---\rBody", "---\rtitle: a\r---\r"),
        ("\ufeff---\ntitle: a\n---", "\ufeff---\ntitle: a\n---"),
        ("---  \ntitle: a\n---\t\nBody", "---  \ntitle: a\n---\t\n"),
        ("---\n---\nBody", "---\n---\n"),
        ("Body\n---\nnot: front matter\n---\n", ""),
        ("----\ntitle: a\n---\n", ""),
        ("---\ntitle: a\n ---\n", ""),
        ("", ""),
    ],
)
def test_where_front_matter_ends(text: str, head: str) -> None:
    assert split(text)[0] == head


def test_every_key_is_typed() -> None:
    story = read(
        """---
title: Ferry
status: published
authors: [Maren Oduya, Tomas Brandt]
tags: ferry, Gull Holm
date: 2026-11-17T13:31:00+00:00
embargo: 2026-07-01 06:00+01:00
image: {src: a.jpg, alt: ""}
breaking: {level: breaking, since: 2026-11-17T13:31:00Z, until: 2026-11-17T15:31:00Z, alert: Short}
related: [{story: merrow-flood}, {url: "https://a.example", title: Tides}, quay-contract.md]
share: {enabled: no, networks: [x, facebook], x: {text: On X, hashtags: [a, b]}}
corrections: [{date: 2026-11-17T14:10:00Z, text: It was 143.}]
desk_phone: ext 14
---
"""
    )
    meta = story.meta
    assert story.problems == ()
    assert meta.status is Status.PUBLISHED
    assert meta.authors == ("Maren Oduya", "Tomas Brandt")
    assert meta.tags == ("ferry", "Gull Holm")
    assert meta.date == datetime(2026, 11, 17, 13, 31, tzinfo=UTC)
    assert meta.embargo == datetime(2026, 7, 1, 5, 0, tzinfo=UTC)  # British summer time
    assert meta.image == LeadImage(src="a.jpg", alt="")
    assert meta.breaking and meta.breaking.in_force(datetime(2026, 11, 17, 14, tzinfo=UTC))
    assert meta.related[2] == RelatedLink(story="quay-contract")
    assert not meta.share.enabled
    assert meta.share.x.hashtags == ("a", "b")
    assert meta.corrections[0].text == "It was 143."
    assert meta.extra == {"desk_phone": "ext 14"}


def test_what_looks_like_another_type_stays_text() -> None:
    meta = read("---\ntitle: no\nkicker: 1.10\ntags: [on, 2026-11-22]\n---\n").meta
    assert (meta.title, meta.kicker, meta.tags) == ("no", "1.10", ("on", "2026-11-22"))


def test_one_author_alone() -> None:
    assert read("---\nauthor: Maren Oduya\n---\n").meta.authors == ("Maren Oduya",)
    assert read("---\nauthors: Maren Oduya\n---\n").meta.authors == ("Maren Oduya",)


def test_alt_not_written_is_not_alt_left_empty() -> None:
    for unwritten in ("", "\n  alt:", "\n  alt: ~"):
        image = read(f"---\nimage:\n  src: a.jpg{unwritten}\n---\n").meta.image
        assert image and image.alt is None
    image = read('---\nimage:\n  src: a.jpg\n  alt: ""\n---\n').meta.image
    assert image and image.alt == ""


@pytest.mark.parametrize(
    ("lines", "line", "key", "words"),
    [
        ("embargo: 2026-11-22", 2, "embargo", "a date and a time"),
        ("title: a\nembargo: soon", 3, "embargo", "not “soon”"),
        ("embargo:", 2, "embargo", "has no value"),
        ("embargo: 2026-07-01 06:00", 2, "embargo", "Write 2026-07-01T06:00:00+01:00"),
        ("status: Published", 2, "status", "published"),
        ("status:", 2, "status", "has no value"),
        ("date: 2026-02-30T10:00:00Z", 2, "date", "no such moment"),
        ("title: [a, b]", 2, "title", "expected a text"),
        ("share:\n  enabled: perhaps", 3, "share.enabled", "true or false"),
        ("image:\n  alt: x", 2, "image.src", "“src” is missing"),
        ("breaking: yes", 2, "breaking", "keys with values"),
        ("corrections:\n  - text: a\n  - date: today", 4, "corrections.1.date", "date"),
        ("embargo_until: 2099-01-01T00:00:00Z", 2, "embargo_until", "Write “embargo”"),
        ("Embargo: 2099-01-01T00:00:00Z", 2, "Embargo", "Write “embargo”"),
        ("embrago: 2099-01-01T00:00:00Z", 2, "embrago", "Write “embargo”"),
        ("satus: draft", 2, "satus", "Write “status”"),
        ("status: published\ndraft: true", 3, "draft", "Remove one"),
        ("title: a: b", 2, "", "quotes"),
        ("title: a\ntitle: b", 3, "", "there twice"),
    ],
)
def test_a_fault_is_told_with_its_line(lines: str, line: int, key: str, words: str) -> None:
    for newline in ("\n", "\r\n", "\r"):
        problems = read(f"---\n{lines}\n---\nBody\n".replace("\n", newline)).problems
        assert [(problem.line, problem.key) for problem in problems] == [(line, key)]
        assert words in problems[0].message
        assert problems[0].message.endswith(".")


def test_one_bad_key_costs_only_itself() -> None:
    story = read(
        "---\ntitle: Ferry\nembargo: soon\nshare:\n  enabled: perhaps\n  title: Short\nauthors: {a: b}\n---\n"
    )
    assert story.meta.title == "Ferry"
    assert story.meta.share.title == "Short"
    assert [problem.line for problem in story.problems] == [3, 5, 7]
    assert not story.is_readable


def test_front_matter_that_is_never_closed_is_a_fault() -> None:
    story = read("---\ntitle: Ferry\nnote: secret\n\nBody\n")
    assert story.body.startswith("---")
    assert "never closed" in story.problems[0].message


def test_a_rule_at_the_top_is_not_front_matter() -> None:
    story = read("---\n\nOnly text\n")
    assert story.problems == ()
    assert story.head == ""


def test_bytes_that_are_not_text_are_a_fault_with_their_line() -> None:
    story = read("---\ntitle: a\n---\nOne\nTwo \udce9\n")
    assert [(problem.line, problem.key) for problem in story.problems] == [(5, "")]


def test_an_ambiguous_time_is_the_later_one() -> None:
    meta = read("---\nembargo: 2026-10-25 01:30\n---\n").meta  # clocks go back: 00:30 or 01:30 UTC
    assert meta.embargo and meta.embargo.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    meta = read("---\nembargo: 2026-03-29 01:30\n---\n").meta  # skipped when clocks go forward
    assert meta.embargo and meta.embargo.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_new_body_keeps_clear_of_the_closing_line() -> None:
    assert with_body(read("---\r\ntitle: a\r\n---"), "Body").text == "---\r\ntitle: a\r\n---\r\nBody"
    assert with_body(read("---\ntitle: a\n---\nOld"), "New").text == "---\ntitle: a\n---\nNew"
    assert with_body(read("Old"), "New").text == "New"


def test_a_body_below_a_head_that_ends_the_file_gets_its_own_line() -> None:
    story = replace(read("---\r\ntitle: a\r\n---"), body="Body")
    assert story.text == "---\r\ntitle: a\r\n---\r\nBody"
    assert read(story.text).body == "Body"
