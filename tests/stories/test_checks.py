from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from editor_app.stories.catalogue import Catalogue
from editor_app.stories.checks import CheckReport, Place, Severity, check_story
from editor_app.stories.newsroom import Newsroom, NewsroomInvalid
from editor_app.stories.story import Story

Write = Callable[[str, str], Story]
Check = Callable[..., CheckReport]

WORDS = "The harbour office said that nobody was hurt and the ferry will sail again in the morning. " * 4
FINE: dict[str, str] = {
    "title": "Ferry runs aground off Gull Holm",
    "description": "Lifeboats are taking passengers off the Sanderling, which struck a sandbar in fog.",
    "status": "ready",
    "section": "Harbour",
    "authors": "[Maren Oduya]",
    "tags": "[ferry]",
    "dateline": "Ostrey",
    "image": "{src: ../images/ferry.jpg, alt: A white ferry, caption: On the bank, credit: Leo Marsh}",
}


@pytest.fixture
def check(newsroom: Newsroom, write: Write, now: datetime) -> Check:
    """Check a story that is fine but for what is given: front-matter values by key (empty: left out), and the body."""
    write("flood", "---\ntitle: Flood warning\nstatus: published\n---\nText\n")
    write("old", "---\ntitle: Old story\nstatus: published\ndate: 2024-11-17T14:00:00Z\n---\nText\n")
    write("contract", "---\ntitle: Contract questioned\nstatus: review\n---\nText\n")

    def run(body: str = WORDS, **values: str) -> CheckReport:
        lines = [f"{key}: {value}" for key, value in (FINE | values).items() if value]
        story = write("ferry", "---\n" + "\n".join(lines) + "\n---\n" + body)
        catalogue = Catalogue(newsroom)
        catalogue.load()
        return check_story(story, newsroom, catalogue.by_slug, now, catalogue.entries)

    return run


def found(report: CheckReport) -> set[tuple[str, str, str]]:
    return {(problem.id, problem.severity.value, problem.place.field) for problem in report.problems}


def test_a_story_that_is_fine(check: Check) -> None:
    report = check(
        related="[{story: flood}]",
        corrections="[{date: 2026-11-17T14:10:00Z, text: It was 143.}]",
        breaking="{level: breaking, since: 2026-11-17T13:00:00Z, until: 2026-11-17T16:30:00Z, alert: Ferry aground}",
        body=WORDS
        + '\n\n![A quay](../images/ferry.jpg "The quay. (Photo: Leo Marsh)")\n\nSee [the flood](flood.md).\n',
    )
    assert report.problems == ()
    assert report.must_fix == report.look_at == ()
    for sentence in (
        "Front matter is valid",
        "The address is free: /harbour/ferry/",
        "Headline, standfirst, section, byline, dateline and tags are set",
        "Headline fits: 32 of 70 characters",
        "No embargo is set",
        "The breaking label ends today 16:30",
        "Alert fits: 13 of 55 characters",
        "Correction of today 14:10 is shown in the story",
        "Lead picture has alt text, caption and credit",
        "Alt text and credit on 1 picture in the text",
        "1 “Also read” story is published",
        "1 link checked, none broken",
        "No placeholder is left",
        "Share texts fit their networks",
    ):
        assert sentence in report.passed


FRONT = [
    ({"title": ""}, "no_headline", "must_fix", "title"),
    ({"title": "FERRY RUNS AGROUND"}, "headline_capitals", "look_at", "title"),
    ({"title": "Ferry runs aground."}, "headline_full_stop", "look_at", "title"),
    ({"title": "“Flood” warning!"}, "duplicate_headline", "look_at", "title"),
    ({"title": "x" * 71}, "long_title", "look_at", "title"),
    ({"title": '"The mayor\'s ferry"'}, "straight_quotes", "look_at", "title"),
    ({"title": "Ferry TK aground"}, "placeholder", "must_fix", "title"),
    ({"kicker": "k" * 33}, "long_kicker", "look_at", "kicker"),
    ({"description": ""}, "no_description", "look_at", "description"),
    ({"title": "x" * 111}, "headline_too_long", "must_fix", "title"),
    ({"title": "Ferry -- aground"}, "typed_signs", "look_at", "title"),
    ({"title": "Ferry «aground» off Gull Holm"}, "foreign_quotes", "look_at", "title"),
    ({"description": "Short."}, "short_description", "look_at", "description"),
    ({"kicker": "Opinion"}, "label_without_type", "look_at", "type"),
    ({"status": "review"}, "not_approved", "look_at", "status"),
    ({"authors": "[maren@courier.example]"}, "byline_address", "look_at", "authors"),
    ({"authors": "['Maren Oduya, Harbour correspondent']"}, "byline_title", "look_at", "authors"),
    ({"authors": "[Dr Maren Oduya]"}, "byline_title", "look_at", "authors"),
    ({"authors": "['Maren Oduya, Tomas Brandt']"}, "byline_two_names", "look_at", "authors"),
    ({"corrections": "[{text: This story has been updated., date: 2026-11-17T14:10:00Z}]"}, "correction_euphemism", "look_at", "corrections:0"),
    ({"related": "[{story: old}]"}, "old_related", "look_at", "related:0"),
    ({"related": "[{url: 'https://courier.example/harbour/gone/'}]"}, "dead_site_link", "look_at", "related:0"),
    ({"description": "d" * 161}, "long_description", "look_at", "description"),
    ({"description": "Ferry runs aground off Gull Holm!"}, "description_is_headline", "look_at", "description"),
    ({"slug": "Ferry Aground"}, "bad_slug", "must_fix", "slug"),
    ({"aliases": "[/../secret/]"}, "bad_alias", "look_at", "aliases"),
    ({"slug": "flood"}, "duplicate_slug", "must_fix", "slug"),
    ({"section": ""}, "no_section", "must_fix", "section"),
    ({"section": "Space"}, "unknown_section", "look_at", "section"),
    ({"authors": ""}, "no_byline", "look_at", "authors"),
    ({"authors": "[By Maren Oduya]"}, "byline_by", "look_at", "authors"),
    ({"authors": "[Maren Oduya and Tomas Brandt]"}, "byline_two_names", "look_at", "authors"),
    ({"tags": ""}, "no_tags", "look_at", "tags"),
    ({"embargo": "2026-11-18T06:00:00Z"}, "embargo", "must_fix", "embargo"),
    ({"embargo": "2026-11-16 06:00"}, "front_matter", "must_fix", "embargo"),
    ({"embargo": "soon"}, "front_matter", "must_fix", "embargo"),
    ({"date": "2026-11-18T06:00:00Z"}, "date_in_future", "must_fix", "date"),
    ({"date": "2026-11-10T06:00:00Z", "lastmod": "2026-11-09T06:00:00Z"}, "updated_before_published", "look_at", "lastmod"),
    ({"breaking": "{level: breaking, since: 2026-11-17T13:00:00Z}"}, "breaking_without_end", "must_fix", "breaking"),
    ({"breaking": "{level: breaking, until: 2026-11-17T16:00:00Z}"}, "breaking_without_start", "must_fix", "breaking"),
    ({"breaking": "{level: developing, since: 2026-11-17T13:00:00Z, until: 2026-11-17T12:00:00Z}"}, "breaking_order", "must_fix", "breaking"),
    ({"breaking": "{level: breaking, since: 2026-11-17T13:00:00Z, until: 2026-11-17T14:00:00Z}"}, "breaking_ended", "look_at", "breaking"),
    ({"breaking": "{level: developing, since: 2026-11-17T01:00:00Z, until: 2026-11-17T16:00:00Z}"}, "breaking_stale", "look_at", "breaking"),
    ({"breaking": f"{{level: breaking, since: 2026-11-17T13:00:00Z, until: 2026-11-17T16:00:00Z, alert: {'a' * 56}}}"}, "long_alert", "look_at", "breaking"),
    ({"corrections": "[{date: 2026-11-17T14:10:00Z}]"}, "correction_without_text", "must_fix", "corrections:0"),
    ({"corrections": "[{text: It was 143.}]"}, "correction_without_date", "must_fix", "corrections:0"),
    ({"corrections": "[{text: a, date: 2026-11-18T14:10:00Z}]"}, "correction_in_future", "look_at", "corrections:0"),
    ({"image": "{src: ../images/gone.jpg, alt: a, credit: b}"}, "missing_picture", "must_fix", "image"),
    ({"image": "{src: 'https://a.example/f.jpg', alt: a, credit: b}"}, "missing_picture", "must_fix", "image"),
    ({"image": "{src: ../images/ferry.jpg, credit: b}"}, "no_alt", "look_at", "image"),
    ({"image": "{src: ../images/ferry.jpg, alt: Ferry.jpg, credit: b}"}, "alt_is_file_name", "look_at", "image"),
    ({"image": "{src: ../images/ferry.jpg, alt: The bank, caption: The bank., credit: b}"}, "alt_is_caption", "look_at", "image"),
    ({"image": "{src: ../images/ferry.jpg, alt: The bank}"}, "no_credit", "look_at", "image"),
    ({"share": "{image: ../images/gone.jpg}"}, "missing_picture", "must_fix", "share"),
    ({"share": f"{{title: {'s' * 61}}}"}, "long_share_title", "look_at", "share"),
    ({"share": f"{{description: {'s' * 161}}}"}, "long_share_description", "look_at", "share"),
    ({"share": f"{{x: {{text: {'s' * 257}}}}}"}, "long_share_text", "look_at", "share:x"),
    ({"share": "{networks: [x, myspace]}"}, "unknown_network", "look_at", "share"),
    ({"related": "[{story: ferry}]"}, "related_to_itself", "must_fix", "related:0"),
    ({"related": "[{story: flood}, {story: gone}]"}, "dead_story_link", "look_at", "related:1"),
    ({"related": "[{story: contract}]"}, "unpublished_related", "look_at", "related:0"),
    ({"related": "[{story: flood}, {story: flood}]"}, "related_twice", "look_at", "related:1"),
    ({"related": "[{title: Only a title}]"}, "unlinked_also_read", "look_at", "related:0"),
    ({"related": "[{url: 'http://a.example'}]"}, "http_link", "look_at", "related:0"),
    ({"related": "[{url: 'http://localhost:8000/x'}]"}, "local_link", "must_fix", "related:0"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "check_id", "severity", "field"), FRONT)
def test_each_fault_above_the_text(
    check: Check, values: dict[str, str], check_id: str, severity: str, field: str
) -> None:
    assert found(check(**values)) == {(check_id, severity, field)}


BODY = [
    (f"title: Ferry\nslug: ferry\n\n{WORDS}", "leaked_front_matter", "must_fix", 0),
    ("", "no_text", "look_at", 0),
    ("Few words.\n", "short_text", "look_at", 0),
    (f"{WORDS}\n\nIt cost TK pounds.\n", "placeholder", "must_fix", 1),
    (f"{WORDS}\n\nTODO ask\n", "placeholder", "must_fix", 1),
    (f"{WORDS}\n\nLorem ipsum dolor\n", "placeholder", "must_fix", 1),
    (f"{WORDS}\n\n| a | b |\n| --- | --- |\n| TK | c |\n", "placeholder", "must_fix", 1),
    (f"{WORDS}\n\n![A quay](../images/gone.jpg)\n", "missing_picture", "must_fix", 1),
    (f'{WORDS}\n\n![](../images/ferry.jpg "The quay. (Photo: Leo Marsh)")\n', "no_alt", "look_at", 1),
    (
        f'{WORDS}\n\n![ferry](../images/ferry.jpg "The quay. (Photo: Leo Marsh)")\n',
        "alt_is_file_name",
        "look_at",
        1,
    ),
    (f'{WORDS}\n\n![A quay](../images/ferry.jpg "The quay.")\n', "no_credit", "look_at", 1),
    (f"{WORDS}\n\nAlso read: [Contract](contract.md)\n", "unpublished_related", "look_at", 1),
    (f"{WORDS}\n\nAlso read: [Gone](gone.md)\n", "dead_story_link", "look_at", 1),
    (f"{WORDS}\n\nAlso read: Only a title\n", "unlinked_also_read", "look_at", 1),
    (f"{WORDS}\n\nAlso read: [Itself](ferry.md)\n", "related_to_itself", "must_fix", 1),
    (f"{WORDS}\n\nSee [the contract](contract.md).\n", "unpublished_link", "look_at", 1),
    (f"{WORDS}\n\nSee [the story](gone.md).\n", "dead_story_link", "look_at", 1),
    (f"{WORDS}\n\nSee [the site](http://a.example/).\n", "http_link", "look_at", 1),
    (f"{WORDS}\n\nRead it [here](https://a.example/).\n", "link_words", "look_at", 1),
    (f"{WORDS}\n\nSee [the file](file:///home/me/a.txt).\n", "local_link", "must_fix", 1),
    (
        f"{WORDS}\n\nSee [this](javascript:alert).\n".replace("[this]", "[the page]"),
        "strange_link",
        "look_at",
        1,
    ),
    (f"{WORDS}\n\nSee [the last part](#end).\n", "dead_anchor", "look_at", 1),
    (f"{WORDS}\n\nSee [the flood](flood.md#gauge).\n", "dead_anchor", "look_at", 1),
    (f"{WORDS}\n\nSee [the flood](/weather/gone/).\n", "dead_site_link", "look_at", 1),
    (
        f"{WORDS}\n\nSee [the contract](https://courier.example/politics/contract/).\n",
        "dead_site_link",
        "look_at",
        1,
    ),
    (f"{WORDS}\n\nIt sails on Monday 17 November 2026.\n", "wrong_weekday", "look_at", 1),
    (f"{WORDS}\n\nIt sails on Monday, November 17.\n", "wrong_weekday", "look_at", 1),
    (f"{WORDS}\n\nIt sailed on 3 May and on May 4.\n", "mixed_dates", "look_at", 1),
    (f"{WORDS}\n\nHe said „no“ to it.\n", "foreign_quotes", "look_at", 1),
    (f"{WORDS}\n\nSpace before a mark !\n", "space_before", "look_at", 1),
    (f"{WORDS}\n\nAn **unclosed mark.\n", "stray_mark", "look_at", 1),
    (f"{WORDS}\n\nTwo  spaces.\n", "double_spaces", "look_at", 1),
    (f"{WORDS}\n\nA space , before.\n", "space_before", "look_at", 1),
    (f"{WORDS}\n\nHello {{{{ name }}}}.\n", "template_mark", "must_fix", 1),
    (f"{WORDS}\n\n### Small\n\n{WORDS}\n", "crosshead_skipped", "look_at", 1),
]


@pytest.mark.parametrize(("body", "check_id", "severity", "block"), BODY)
def test_each_fault_in_the_text(check: Check, body: str, check_id: str, severity: str, block: int) -> None:
    report = check(body=body)
    assert [(problem.id, problem.severity.value, problem.place) for problem in report.problems] == [
        (check_id, severity, Place("body", block))
    ]


def test_every_problem_says_what_is_and_what_to_do(check: Check) -> None:
    for values, *_ in FRONT:
        for problem in check(**values).problems:
            assert problem.title[0].isupper() or problem.title[0] in "“"
            assert not problem.title.endswith(".")
            assert problem.advice.endswith((".", "”", "?", "!")), problem.advice
            words = f"{problem.title} {problem.advice}".casefold()
            assert not any(word in words for word in ("oops", "invalid", "error", "please", "successfully"))


def test_what_must_be_fixed_comes_first(check: Check) -> None:
    report = check(title="", tags="", section="")
    assert [problem.severity for problem in report.problems] == [Severity.MUST_FIX] * 2 + [Severity.LOOK_AT]
    assert [problem.id for problem in report.must_fix] == ["no_headline", "no_section"]


def test_links_in_tables_and_raw_html_are_checked_too(check: Check) -> None:
    table = f"{WORDS}\n\n| a |\n| --- |\n| [gone](gone.md) ![x](../images/gone.png) |\n"
    raw = f'{WORDS}\n\n<div><a href="gone.md">Gone</a><img src="../images/gone.png" alt="x"></div>\n'
    for body in (table, raw):
        assert {problem.id for problem in check(body=body).problems} == {"dead_story_link", "missing_picture"}
    code = f"{WORDS}\n\n```\n[gone](gone.md) TK\n```\n"
    assert check(body=code).problems == ()


def test_a_newsroom_can_raise_a_check_and_list_words(
    check: Check, newsroom: Newsroom, write: Write, now: datetime
) -> None:
    path = newsroom.folder / "newsroom.yaml"
    path.write_text(path.read_text() + "checks: {no_tags: must fix}\nbanned_words: [slammed]\n")
    check(tags="", body=WORDS + "\n\nThe mayor slammed it.\n")
    strict = Newsroom.open(newsroom.folder)
    report = check_story(strict.read(newsroom.stories_folder / "ferry.md"), strict, lambda slug: None, now)
    assert {(problem.id, problem.severity.value) for problem in report.problems} == {
        ("no_tags", "must_fix"), ("banned_word", "look_at"),
    }  # fmt: skip


def test_a_newsroom_without_sections_or_address(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "newsroom.yaml").write_text("name: Small\n")
    newsroom = Newsroom.open(tmp_path)
    story = newsroom.create_story("A headline", now=now)
    report = check_story(story, newsroom, lambda slug: None, now)
    assert [problem.id for problem in report.must_fix] == ["no_site_address"]


def test_two_breaking_stories(check: Check, write: Write) -> None:
    label = "{level: breaking, since: 2026-11-17T13:00:00Z, until: 2026-11-17T16:00:00Z}"
    write("other", f"---\ntitle: Other\nstatus: published\nbreaking: {label}\n---\nText\n")
    assert found(check(breaking=label)) == {("two_breaking", "look_at", "breaking")}


def test_unreadable_front_matter_is_reported_and_nothing_breaks(
    write: Write, newsroom: Newsroom, now: datetime
) -> None:
    story = write("bad", "---\ntitle: a: b\n---\n" + WORDS)
    report = check_story(story, newsroom, lambda slug: None, now)
    first = report.must_fix[0]
    assert (first.id, first.title) == ("front_matter", "Line 2 of the front matter is not valid")
    assert "quotes" in first.advice


def test_the_sample_newsroom_can_be_checked(seeds: Path, now: datetime) -> None:
    newsroom = Newsroom.open(seeds)
    catalogue = Catalogue(newsroom)
    catalogue.load()
    reports = [
        check_story(newsroom.read(entry.path), newsroom, catalogue.by_slug, now, catalogue.entries)
        for entry in catalogue.entries
    ]
    ids = {problem.id for report in reports for problem in report.problems}
    assert {"placeholder", "embargo", "unpublished_related"} <= ids
    assert not ids & {"front_matter", "missing_picture", "duplicate_slug", "bad_slug", "dead_story_link"}


def test_pictures_are_opened_and_measured(check: Check, newsroom: Newsroom) -> None:
    assert "Share picture is 1200 × 630" in check().passed
    Image.new("RGB", (600, 400)).save(newsroom.images_folder / "small.jpg")
    (newsroom.images_folder / "broken.png").write_bytes(b"not a picture")
    small, broken = (
        {"image": f"{{src: ../images/{name}, alt: a, credit: b}}"} for name in ("small.jpg", "broken.png")
    )
    assert found(check(**small)) == {("small_share_picture", "look_at", "image")}
    assert found(check(**broken)) == {("missing_picture", "must_fix", "image")}


def test_a_story_longer_than_a_brief_wants_a_picture(check: Check) -> None:
    assert check(image="").problems == ()
    long = WORDS * 3 + "\n\nAlso read: [Flood](flood.md)\n"
    assert found(check(image="", body=long)) == {("no_picture", "look_at", "image")}
    assert (
        check(
            image="", body=long + '\n\n![A quay](../images/ferry.jpg "Quay. (Photo: Leo Marsh)")\n'
        ).problems
        == ()
    )


def test_a_story_published_under_an_embargo_waits_for_its_time_and_needs_no_mending(check: Check) -> None:
    report = check(status="published", embargo="2026-11-18T06:00:00Z", date="2026-11-18T06:00:00Z")
    assert report.must_fix == ()
    assert "It goes live by itself when its embargo ends, Wed 18 Nov 06:00" in report.passed


def test_an_update_is_not_held_up_by_a_label_that_ran_out(check: Check) -> None:
    over = "{level: breaking, since: 2026-11-17T13:00:00Z, until: 2026-11-17T14:00:00Z}"
    assert check(status="published", breaking=over).must_fix == ()


def test_an_embargo_without_a_zone_says_what_to_write(check: Check) -> None:
    (problem,) = check(status="published", embargo="2026-07-01 06:00").must_fix
    assert "Write 2026-07-01T06:00:00+01:00" in problem.advice


def test_what_a_check_quotes_has_no_sign_for_code(check: Check) -> None:
    report = check(f"{WORDS}\n\nAn amount TK of `x` here.\n")
    said = [problem.title for problem in report.must_fix]
    assert any("TK of … here" in title for title in said)


def test_an_opinion_that_says_it_is_one_is_right(check: Check) -> None:
    assert check(kicker="Opinion", type="opinion").problems == ()
    assert check(kicker="Opinion poll").problems == ()


def test_a_killed_story_needs_no_mending(check: Check) -> None:
    assert check(status="killed", body="Few words.", image="", tags="", authors="").problems == ()


def test_a_story_named_twice_is_told_once(check: Check) -> None:
    report = check(related="[{story: contract}]", body=f"{WORDS}\n\nAlso read: [The contract](contract.md)\n")
    assert [problem.id for problem in report.problems] == ["unpublished_related"]


def test_a_check_that_there_is_not_is_told(check: Check, newsroom: Newsroom, now: datetime) -> None:
    path = newsroom.folder / "newsroom.yaml"
    path.write_text(path.read_text() + "checks:\n  no_credits: must fix\n")
    check()
    strict = Newsroom.open(newsroom.folder)
    report = check_story(strict.read(newsroom.stories_folder / "ferry.md"), strict, lambda slug: None, now)
    assert found(report) == {("unknown_check", "look_at", "newsroom")}
    assert "“no_credit” is meant" in report.problems[0].advice


def test_a_check_can_only_be_raised(newsroom: Newsroom) -> None:
    path = newsroom.folder / "newsroom.yaml"
    text = path.read_text()
    path.write_text(text + "checks: [no_alt, no_credit]\n")
    assert Newsroom.open(newsroom.folder).settings.raised_checks == {"no_alt", "no_credit"}
    path.write_text(text + "checks: {no_alt: off}\n")
    with pytest.raises(NewsroomInvalid, match="must fix"):
        Newsroom.open(newsroom.folder)


UPDATES = "**14:20** Two.\n\n**13:05** One.\n"  # the moment of these tests is 14:32


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (WORDS + "\n\n" + UPDATES, None),
        (WORDS + "\n\n**13:05** One.\n\n**14:20** Two.\n", "updates_out_of_order"),
        (WORDS + "\n\n**16 Nov 14:20** Two.\n\n**13:05** One.\n", "updates_out_of_order"),
        (WORDS + "\n\n**30 Feb 14:20** Two.\n", "updates_out_of_order"),
        (WORDS + "\n\n**16:20** Two.\n\n**13:05** One.\n", "update_in_future"),
        (UPDATES + f"\n{WORDS}\n" * 6, "update_runs_on"),
        (UPDATES + "\n---\n" + f"\n{WORDS}\n" * 6, None),
        (UPDATES + "\n## Background\n" + f"\n{WORDS}\n" * 6, None),
        (WORDS + '\n\n!!! note "Times"\n    **13:05** One.\n\n    **14:20** Two.\n', None),
    ],
)
def test_updates(check: Check, body: str, wanted: str | None) -> None:
    report = check(body=body)
    ids = {problem.id for problem in report.problems if problem.id.startswith("update")}
    assert ids == ({wanted} if wanted else set())
    if wanted:
        problem = next(problem for problem in report.problems if problem.id == wanted)
        assert problem.place.field == "body" and problem.place.block is not None
    elif "13:05" in body and "!!!" not in body:
        assert "2 timed updates, newest first" in report.passed
