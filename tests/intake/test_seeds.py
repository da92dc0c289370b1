"""The sample newsroom shows every feature, keeps within its own limits and holds what the format promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from editor_app.intake.sample import WRITTEN_AT
from editor_app.locations import seeds_folder
from editor_app.stories.front_matter import with_values
from editor_app.stories.related import RelatedLink
from editor_app.stories.story import CorrectionKind, Story
from editor_app.stories.workflow import Status
from tests.intake.test_sample import LONDON, stories_in

STORIES = stories_in(seeds_folder())
SETTINGS = yaml.safe_load((seeds_folder() / "newsroom.yaml").read_text())
KHARKIV = STORIES["us-lets-ukraine-strike-near-kharkiv"]
each_story = pytest.mark.parametrize("story", STORIES.values(), ids=list(STORIES))


@each_story
def test_front_matter_is_wholly_valid_and_within_the_limits(story: Story) -> None:
    assert story.problems == ()
    assert 0 < len(story.meta.title) <= SETTINGS["limits"]["headline"]
    assert len(story.meta.kicker) <= SETTINGS["limits"]["kicker"]
    assert len(story.meta.description) <= SETTINGS["limits"]["description"]
    assert story.meta.section in SETTINGS["sections"]
    if story.meta.breaking:
        assert len(story.meta.breaking.alert) <= SETTINGS["limits"]["alert"]


@each_story
def test_every_picture_and_every_linked_story_exists(story: Story) -> None:
    slugs = {other.slug for other in STORIES.values()}
    pictures = re.findall(r"!\[[^\]]*\]\((\S+?)[\s)]", story.body)
    if story.meta.image:
        pictures.append(story.meta.image.src)
    assert all((story.path.parent / picture).is_file() for picture in pictures)
    links = set(re.findall(r"\]\(([\w-]+)\.md\)", story.body)) | {link.story for link in story.meta.related}
    assert links - {""} <= slugs
    assert story.slug not in links


@each_story
def test_dates_have_a_zone_and_an_order(story: Story) -> None:
    meta = story.meta
    assert not re.search(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?!:?\d|Z|[+-]\d\d)", story.head)
    if meta.date and meta.lastmod:
        assert meta.date <= meta.lastmod <= WRITTEN_AT
    assert all(
        meta.lastmod and correction.date and correction.date <= meta.lastmod
        for correction in meta.corrections
    )


@each_story
def test_a_changed_kicker_leaves_every_other_byte(story: Story) -> None:
    changed = with_values(story, {"kicker": "Changed"}, LONDON)
    assert changed.body == story.body
    before, after = story.head.splitlines(keepends=True), changed.head.splitlines(keepends=True)
    assert [line for line in before if not line.startswith("kicker:")] == [
        line for line in after if not line.startswith("kicker:")
    ]


def test_there_are_stories_of_every_status_and_kind() -> None:
    metas = [story.meta for story in STORIES.values()]
    assert len(metas) >= 16
    assert {meta.status for meta in metas} == set(Status)
    assert {kind for meta in metas for kind in (correction.kind for correction in meta.corrections)} == set(
        CorrectionKind
    )
    assert {meta.language for meta in metas} >= {"ar", "uk", "ja"}
    assert {"draft", "review", "ready"} <= {meta.status for meta in metas}
    assert any(meta.extra for meta in metas)


@pytest.mark.parametrize(
    "written",
    [
        r"(?m)^> — ",
        r"(?m)^\{\.pull\}$",
        r'(?m)^!!! note "',
        r"(?m)^\|.*\|$",
        r"(?m)^https://video\.example/\S+$",
        r"(?m)^\[\^\w+\]: ",
        r"(?m)^\*\[\w+\]: ",
        r"(?m)^:   ",
        r"(?m)^```",
        r"(?m)^1\. ",
        r"(?m)^(?:---|\*\*\*)$",
        r"(?im)^\**also read:\** \[",
        r"(?m)^\*\*Also read:\*\*\n\n- \[",
        r"\bTK\b",
        r"~~",
        r"<span|<details",
        r"<!--",
        r"\r\n",
    ],
)
def test_the_sample_holds(written: str) -> None:
    assert any(re.search(written, story.body) for story in STORIES.values())


def test_related_stories_name_each_other() -> None:
    pairs = {
        (story.slug, link.story) for story in STORIES.values() for link in story.meta.related if link.story
    }
    assert {("ferry-aground", "merrow-flood"), ("merrow-flood", "ferry-aground")} <= pairs


def test_the_kharkiv_story_is_breaking_links_and_shares_as_asked() -> None:
    meta = KHARKIV.meta
    assert meta.status is Status.PUBLISHED
    assert meta.breaking is not None and meta.breaking.in_force(WRITTEN_AT)
    assert meta.share.networks == ("facebook", "x", "linkedin", "pinterest", "whatsapp")
    assert RelatedLink(story="us-halts-shipment") in meta.related
    assert "Also read:** [US halts weapons shipment to Israel](us-halts-shipment.md)" in KHARKIV.body
    assert STORIES["us-halts-shipment"].meta.status is Status.PUBLISHED


@pytest.mark.parametrize(
    "fact",
    ["American-supplied", "Kharkiv region", "officials", "ATACMS", "long-range", "Friday", "three people", "16",
     "Britain", "European leaders", "Antony Blinken", "Moldova"],
)  # fmt: skip
def test_the_kharkiv_story_gives_every_fact(fact: str) -> None:
    assert fact in KHARKIV.body


def test_the_kharkiv_story_gives_no_other_number() -> None:
    assert re.findall(r"\d+", KHARKIV.body) == ["16"]


def test_no_story_names_the_day_of_the_week_it_appears_on() -> None:
    # The copy moves every date, so a weekday beside it would soon be wrong.
    weekday = re.compile(r"\bon (?:Mon|Tues|Wednes|Thurs)day\b")
    assert not any(weekday.search(story.body) for story in STORIES.values())


def test_wire_copy_to_try_importing_comes_along() -> None:
    assert Path(seeds_folder() / "wire" / "power-cut.txt").read_text().startswith("Developing\n")
