from __future__ import annotations

import difflib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.stories.breaking import Breaking, Level
from editor_app.stories.front_matter import FrontMatterUnreadable, read_story, with_values
from editor_app.stories.plain_values import plain
from editor_app.stories.related import RelatedLink, moved
from editor_app.stories.sharing import NetworkShare, Share
from editor_app.stories.story import Correction, LeadImage, Story
from editor_app.stories.workflow import Status

LONDON = ZoneInfo("Europe/London")
WHOLE = """\
---
# the desk's own notes
title: "Old"   # the headline
kicker:
status: published # since Tuesday
tags:
  # places first
  - Gull Holm

  # then things
  - ferry  # the boat
description: >-
  Folded
  text

related:
- story: one
  odd: 1
# the second
- story: two
  title: "T"
image: {src: a.jpg, alt: "x"}
share:
  # how it shares
  enabled: true
  x:
    text: hi   # short
  custom: [1, 2]
'quoted key' : kept
embargo: 2026-11-18 06:00Z
note: |
  First line.

  # not a comment
# the end
---

Body  with   its own --- marks
"""


def read(text: str) -> Story:
    return read_story(Path("/newsroom/stories/ferry.md"), text, LONDON)


def change(text: str, **values: Any) -> list[str]:
    """The lines that differ after a change, marked - and +."""
    after = with_values(read(text), values, LONDON)
    assert after.problems == ()
    lines = difflib.unified_diff(text.splitlines(True), after.text.splitlines(True), n=0)
    return [
        line.rstrip("\r\n") for line in lines if line[:3] not in ("---", "+++") and not line.startswith("@@")
    ]


def test_a_scalar_keeps_its_quotes_and_its_comment() -> None:
    assert change(WHOLE, title="New: it") == [
        '-title: "Old"   # the headline',
        '+title: "New: it"   # the headline',
    ]
    assert change(WHOLE, status=Status.DRAFT) == [
        "-status: published # since Tuesday",
        "+status: draft # since Tuesday",
    ]
    assert change(WHOLE, kicker="Sound") == ["-kicker:", "+kicker: Sound"]


def test_a_list_keeps_the_lines_of_the_items_it_keeps() -> None:
    assert change(WHOLE, tags=("Gull Holm", "ferry", "fog")) == ["+  - fog"]
    assert change(WHOLE, tags=("Gull Holm", "lifeboat")) == [
        "-  - ferry  # the boat",
        "+  - lifeboat  # the boat",
    ]
    assert change(WHOLE, tags=("ferry",)) == ["-  - Gull Holm", "-"]


def test_a_mapping_in_a_list_is_changed_key_by_key() -> None:
    meta = read(WHOLE).meta
    links = meta.related
    retitled = links[1].model_copy(update={"title": "New"})
    assert change(WHOLE, related=(links[0], retitled)) == ['-  title: "T"', '+  title: "New"']
    titled = links[0].model_copy(update={"title": "New"})
    assert change(WHOLE, related=(titled, links[1])) == ["+  title: New"]
    untitled = links[1].model_copy(update={"title": ""})
    assert change(WHOLE, related=(links[0], untitled)) == ['-  title: "T"']


def test_moving_an_entry_takes_its_own_lines_along() -> None:
    links = read(WHOLE).meta.related
    assert change(WHOLE, related=moved(links, 0, 1)) == [
        "-- story: one", "-  odd: 1", "+- story: one", "+  odd: 1",
    ]  # fmt: skip


def test_block_text_stays_block_text() -> None:
    assert change(WHOLE, description="Shorter") == ["-  Folded", "-  text", "+  Shorter"]
    assert change(WHOLE, note="First line.\n\nSecond.") == ["-  # not a comment", "+  Second."]


def test_sub_keys_are_changed_one_by_one() -> None:
    share = read(WHOLE).meta.share
    assert change(WHOLE, share=share.model_copy(update={"x": NetworkShare(text="ho")})) == [
        "-    text: hi   # short", "+    text: ho   # short",
    ]  # fmt: skip
    assert change(WHOLE, share=share.model_copy(update={"networks": ()})) == ["+  networks: []"]
    assert change(WHOLE, share=share.model_copy(update={"x": NetworkShare()})) == [
        "-  x:",
        "-    text: hi   # short",
    ]
    assert change(WHOLE, share=share.model_copy(update={"enabled": False})) == [
        "-  enabled: true",
        "+  enabled: false",
    ]


def test_a_mapping_in_brackets_stays_in_brackets() -> None:
    image = read(WHOLE).meta.image
    assert image
    old = '-image: {src: a.jpg, alt: "x"}'
    assert change(WHOLE, image=image.model_copy(update={"alt": "y, z"})) == [
        old,
        '+image: {src: a.jpg, alt: "y, z"}',
    ]
    assert change(WHOLE, image=image.model_copy(update={"credit": "L"})) == [
        old,
        '+image: {src: a.jpg, alt: "x", credit: L}',
    ]
    assert change(WHOLE, image=image.model_copy(update={"alt": None})) == [old, "+image: {src: a.jpg}"]


def test_removing_takes_the_key_and_leaves_its_neighbours() -> None:
    assert change(WHOLE, embargo=None) == ["-embargo: 2026-11-18 06:00Z"]
    assert change(WHOLE, tags=())[0] == "-tags:"
    assert change(WHOLE, share=Share())[0] == "-share:"
    assert change(WHOLE, note=None) == ["-note: |", "-  First line.", "-", "-  # not a comment"]
    assert change(WHOLE, **{"quoted key": None}) == ["-'quoted key' : kept"]


def test_a_headline_written_anew_keeps_its_place() -> None:
    text = "---\ntitle: Old # x\nstatus: draft\n---\n"
    cleared = with_values(read(text), {"title": ""}, LONDON)
    assert cleared.text == '---\ntitle: "" # x\nstatus: draft\n---\n'
    assert with_values(cleared, {"title": "Old"}, LONDON).text == text
    assert change("---\ntitle:\nstatus: draft\n---\n", title="New") == ["-title:", "+title: New"]


def test_new_keys_go_to_the_end() -> None:
    moment = datetime(2026, 7, 1, 12, 30, 15, 999, tzinfo=UTC)
    breaking = Breaking(level=Level.BREAKING, since=moment, until=moment, alert="Short")
    corrections = (Correction(date=moment, text="It is 143."),)
    assert change(WHOLE, date=moment, breaking=breaking, corrections=corrections) == [
        "+date: 2026-07-01T13:30:15+01:00",
        "+breaking:",
        "+  level: breaking",
        "+  since: 2026-07-01T13:30:15+01:00",
        "+  until: 2026-07-01T13:30:15+01:00",
        "+  alert: Short",
        "+corrections:",
        "+  - date: 2026-07-01T13:30:15+01:00",
        "+    text: It is 143.",
    ]


def test_what_says_the_same_is_not_written() -> None:
    meta = read(WHOLE).meta
    for key in type(meta).model_fields:
        story = read(WHOLE)
        assert with_values(story, {key: getattr(meta, key)}, LONDON) is story


def test_plain_values_are_taken_as_well() -> None:
    after = with_values(
        read("---\ntitle: a\n---\n"), {"image": {"src": "b.jpg"}, "related": [{"story": "c"}]}, LONDON
    )
    assert after.meta.image == LeadImage(src="b.jpg")
    assert after.meta.related == (RelatedLink(story="c"),)
    assert after.text == "---\ntitle: a\nimage:\n  src: b.jpg\nrelated:\n  - story: c\n---\n"


def test_the_single_author_keeps_its_key() -> None:
    assert change("---\nauthor: A # x\n---\n", authors=("B",)) == ["-author: A # x", "+author: B # x"]
    assert change("---\nauthor: A\n---\n", authors=("A", "B")) == [
        "-author: A",
        "+author:",
        "+  - A",
        "+  - B",
    ]
    assert change("---\nauthor: A\n---\n", authors=()) == ["-author: A"]


def test_a_single_author_does_not_outlive_the_list() -> None:
    assert change("---\nauthors: [A]\nauthor: B\n---\n", authors=()) == ["-authors: [A]", "-author: B"]


def test_keys_added_at_one_place_stay_in_their_mappings() -> None:
    share = Share(title="Short", x=NetworkShare(text="On X"))
    after = with_values(
        read("---\nshare:\n  title: Short\n---\n"), {"share": share, "kicker": "Sound"}, LONDON
    )
    assert after.text == "---\nshare:\n  title: Short\n  x:\n    text: On X\nkicker: Sound\n---\n"
    assert after.meta.share == share


def test_a_faulty_value_can_be_replaced_and_removed() -> None:
    faulty = "---\ntitle: a\nembargo: soon\nshare:\n  enabled: perhaps\n  title: Short\n---\n"
    story = with_values(read(faulty), {"embargo": None}, LONDON)
    assert [problem.key for problem in story.problems] == ["share.enabled"]
    story = with_values(story, {"share": Share(title="Short")}, LONDON)
    assert story.problems == ()
    assert story.text == "---\ntitle: a\nshare:\n  title: Short\n---\n"


def test_front_matter_is_made_where_there_is_none() -> None:
    story = with_values(read("Body\r\n"), {"title": "Ferry"}, LONDON)
    assert story.text == "---\r\ntitle: Ferry\r\n---\r\nBody\r\n"
    story = with_values(read("\ufeffBody"), {"title": "Ferry"}, LONDON)
    assert story.text == "\ufeff---\ntitle: Ferry\n---\nBody"


def test_front_matter_that_cannot_be_parsed_is_left_alone() -> None:
    for text in ("---\ntitle: a: b\n---\n", "---\ntitle: [a\n---\n", "---\ntitle: a\n\nnever closed"):
        with pytest.raises(FrontMatterUnreadable, match=r"“ferry\.md” cannot be read, line \d"):
            with_values(read(text), {"title": "x"}, LONDON)


def test_a_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="status"):
        with_values(read("---\ntitle: a\n---\n"), {"status": "printed"}, LONDON)
    with pytest.raises(ValueError, match="date"):
        with_values(read("---\ntitle: a\n---\n"), {"date": datetime(2026, 1, 1)}, LONDON)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WORDS = st.lists(TEXT, max_size=4).map(tuple)
MOMENTS = st.datetimes(datetime(1971, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))
LINKS = st.lists(st.builds(RelatedLink, story=TEXT, title=TEXT), max_size=4).map(tuple)
NETWORK = st.builds(NetworkShare, text=TEXT, hashtags=st.lists(st.sampled_from("abc"), max_size=2).map(tuple))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title": TEXT,
    "kicker": TEXT,
    "description": TEXT,
    "note": TEXT,
    "section": TEXT,
    "status": st.sampled_from(Status),
    "authors": WORDS,
    "tags": WORDS,
    "embargo": st.none() | MOMENTS,
    "date": st.none() | MOMENTS,
    "image": st.none() | st.builds(LeadImage, src=TEXT.filter(bool), alt=st.none() | TEXT, caption=TEXT),
    "related": LINKS,
    "share": st.builds(Share, enabled=st.booleans(), title=TEXT, x=NETWORK, networks=st.none() | WORDS),
    "corrections": st.lists(st.builds(Correction, text=TEXT, date=st.none() | MOMENTS), max_size=3).map(
        tuple
    ),
    "breaking": st.none()
    | st.builds(Breaking, level=st.sampled_from(Level), until=st.none() | MOMENTS, alert=TEXT),
    "desk": TEXT,
}


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, Any]:
    key = draw(st.sampled_from(sorted(VALUES)))
    return key, draw(VALUES[key])


def key_lines(text: str, key: str) -> tuple[list[str], list[str]]:
    """The lines of a key (with what is indented or listed below it), and all others."""
    own: list[str] = []
    rest: list[str] = []
    inside = False
    for line in text.splitlines(True):
        if inside and line[:1] not in (" ", "-", "\n", "\r", "#"):
            inside = False
        if line.startswith(f"{key}:"):
            inside = True
        if line.startswith(("---", "#")):
            inside = inside and line.startswith("#") and key == "related"
        (own if inside else rest).append(line)
    return own, rest


@given(changes(), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_one_changed_key_leaves_every_other_line(
    change: tuple[str, Any], newline: str, has_mark: bool
) -> None:
    key, value = change
    text = ("\ufeff" if has_mark else "") + WHOLE.replace("\n", newline)
    before = read(text)
    after = with_values(before, {key: value}, LONDON)
    assert after.problems == ()
    assert after.body == before.body
    old_rest = [line for line in key_lines(before.head, key)[1] if line.strip()]
    new_rest = [line for line in key_lines(after.head, key)[1] if line.strip()]
    assert new_rest == old_rest
    for other in type(after.meta).model_fields:
        if other != key:
            assert getattr(after.meta, other) == getattr(before.meta, other)
    assert plain(getattr(after.meta, key, "")) == plain(
        getattr(with_values(after, {key: value}, LONDON).meta, key, "")
    )


@given(st.lists(changes(), max_size=6))
def test_changes_upon_changes_hold(steps: list[tuple[str, Any]]) -> None:
    story = read("Body\n")
    wanted: dict[str, Any] = {}
    for key, value in steps:
        story = with_values(story, {key: value}, LONDON)
        wanted[key] = value
    assert story.body == "Body\n"
    for key, value in wanted.items():
        read_again = with_values(story, {key: value}, LONDON)
        assert read_again is story, f"{key} did not read back"


def test_every_sample_story_changes_one_line_at_a_time(seeds: Path) -> None:
    for path in sorted((seeds / "stories").rglob("*.md")):
        text = path.read_bytes().decode()
        story = read_story(path, text, LONDON)
        assert story.text == text and story.problems == (), path
        after = with_values(story, {"dateline": "Elsewhere"}, LONDON).text
        lines = list(difflib.unified_diff(text.splitlines(True), after.splitlines(True), n=0))[3:]
        assert 1 <= len(lines) <= 2 and lines[-1].startswith("+dateline: Elsewhere"), path
