from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from editor_app.stories.breaking import Breaking, Level
from editor_app.stories.catalogue import Catalogue, Desk, Sort, StoryEntry, entry_of, in_desk, select
from editor_app.stories.folding import fold
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.workflow import Status

Write = Callable[[str, str], Story]
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def catalogue(newsroom: Newsroom, write: Write) -> Catalogue:
    write(
        "ferry-aground",
        "---\ntitle: “Ferry” runs aground — off Gull Holm\nstatus: review\nauthors: [Maren Oduya]\ntags: [lifeboats]\n"
        "section: Harbour\nbreaking: {level: breaking, since: 2026-11-17T13:00:00Z, until: 2026-11-17T16:00:00Z}\n"
        "related: [{story: merrow-flood}, {url: 'https://a.example'}]\n---\nOne two three.\n",
    )
    write(
        "2026/flood",
        "---\ntitle: Flood warning\nslug: merrow-flood\nstatus: published\ndate: 2026-11-17T10:00:00Z\n"
        "section: city life\ndescription: The ferry quay is under water\ncorrections: [{text: a}]\n---\nText\n",
    )
    write("broken", "---\ntitle: [\n---\nText\n")
    catalogue = Catalogue(newsroom)
    catalogue.load()
    return catalogue


def test_entries_say_what_the_list_shows(catalogue: Catalogue, newsroom: Newsroom) -> None:
    entry = catalogue.by_slug("ferry-aground")
    assert entry is not None
    assert (entry.section, entry.status, entry.words) == ("Harbour", Status.REVIEW, 3)
    assert entry.breaking and entry.breaking.level == Level.BREAKING
    assert entry.related_slugs == ("merrow-flood",)
    assert entry.modified.tzinfo is UTC
    assert not entry.broken and not entry.corrected
    broken = catalogue.by_slug("broken")
    assert broken and broken.broken and broken.title == "broken"


def test_stories_are_found_by_slug_path_and_title(catalogue: Catalogue, newsroom: Newsroom) -> None:
    flood = catalogue.by_slug("merrow-flood")
    assert flood is not None
    for name in ("flood", "flood.md", "../2026/flood.md", "merrow-flood.md"):
        assert catalogue.by_slug(name) is flood
    assert catalogue.by_path(newsroom.stories_folder / "2026" / "flood.md") is flood
    assert catalogue.by_slug("none") is None and catalogue.by_slug("") is None
    ferry = catalogue.by_title("ferry runs aground off Gull Holm.")
    assert ferry and ferry.slug == "ferry-aground"
    assert catalogue.by_title("") is None


def test_a_slug_in_front_matter_wins_over_a_file_name(newsroom: Newsroom, write: Write) -> None:
    write("a", "---\ntitle: By name\n---\n")
    write("z", "---\ntitle: By slug\nslug: a\n---\n")
    catalogue = Catalogue(newsroom)
    catalogue.load()
    found = catalogue.by_slug("a")
    assert found and found.headline == "By slug"


def test_search_ranks_headlines_first(catalogue: Catalogue) -> None:
    assert [entry.slug for entry in catalogue.search("ferry")] == ["ferry-aground", "merrow-flood"]
    assert [entry.slug for entry in catalogue.search("fer gul")] == ["ferry-aground"]
    assert [entry.slug for entry in catalogue.search("ODUYA")] == ["ferry-aground"]
    assert [entry.slug for entry in catalogue.search("lifeb")] == ["ferry-aground"]
    assert len(catalogue.search("ferry", limit=1)) == 1
    assert catalogue.search("") == catalogue.search("—") == catalogue.search("zebra") == []


def test_one_story_is_read_again(catalogue: Catalogue, newsroom: Newsroom, write: Write) -> None:
    story = write("broken", "---\ntitle: Mended\n---\n")
    entry = catalogue.refresh(story.path)
    assert entry and entry.headline == "Mended" and not entry.broken
    assert catalogue.by_title("mended") is entry
    story.path.unlink()
    assert catalogue.refresh(story.path) is None
    assert catalogue.by_slug("broken") is None
    assert len(catalogue.entries) == 2


def test_unsaved_text_can_be_put_in(catalogue: Catalogue, newsroom: Newsroom, now: datetime) -> None:
    entry = catalogue.by_slug("merrow-flood")
    assert entry
    story = newsroom.read(entry.path)
    newer = entry_of(story, now)
    catalogue.put(newer)
    assert catalogue.by_slug("merrow-flood") is newer


def test_loading_tells_its_progress_and_can_be_stopped(catalogue: Catalogue, newsroom: Newsroom) -> None:
    told: list[tuple[int, int]] = []
    catalogue.load(lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    before = catalogue.entries
    catalogue.load(cancelled=lambda: True)
    assert catalogue.entries == before


def test_a_thousand_stories_load_quickly(newsroom: Newsroom) -> None:
    body = "\n\n".join(
        "The harbour office said the ferry would sail again on Tuesday morning. " * 3 for _ in range(12)
    )
    for number in range(1000):
        text = (
            f"---\ntitle: Story number {number} about the ferry\nstatus: published\nsection: Harbour\n"
            "authors: [Maren Oduya, Tomas Brandt]\ntags: [ferry, fog]\ndate: 2026-11-17T10:00:00+00:00\n"
            "image:\n  src: ../images/ferry.jpg\n  alt: A ferry\nrelated:\n  - story: a\n  - story: b\n---\n"
        )
        (newsroom.stories_folder / f"story-{number}.md").write_text(text + body)
    catalogue = Catalogue(newsroom)
    began = time.process_time()
    catalogue.load()
    took = time.process_time() - began
    assert len(catalogue.entries) == 1000
    assert took < 3.0, f"{took:.2f} s"  # well under half of that on an idle machine


def entry(slug: str = "a", **values: object) -> StoryEntry:
    given: dict[str, object] = {
        "path": Path(f"/n/{slug}.md"), "slug": slug, "headline": slug.title(), "kicker": "", "standfirst": "",
        "section": "", "status": Status.DRAFT, "authors": (), "tags": (), "breaking": None, "embargo": None,
        "date": None, "lastmod": None, "modified": datetime(2026, 11, 1, tzinfo=UTC), "words": 0, "corrected": False,
        "broken": False, "related_slugs": (),
    }  # fmt: skip
    return StoryEntry(**(given | values))  # type: ignore[arg-type]


def test_desks(now: datetime) -> None:
    hour = timedelta(hours=1)
    label = Breaking(level=Level.BREAKING, since=now - hour, until=now + hour)
    over = Breaking(level=Level.BREAKING, since=now - hour, until=now)
    today = entry(status=Status.PUBLISHED, date=now.replace(hour=0, minute=30))
    expected = {
        Desk.BREAKING: [entry(breaking=label), entry(breaking=Breaking(level=Level.DEVELOPING))],
        Desk.NEEDS_REVIEW: [entry(status=Status.REVIEW)],
        Desk.READY: [entry(status=Status.READY)],
        Desk.EMBARGOED: [
            entry(embargo=now + hour),
            entry(embargo=now + hour, status=Status.PUBLISHED, date=now),
        ],
        Desk.PUBLISHED_TODAY: [today],
        Desk.CORRECTIONS: [entry(corrected=True)],
    }
    elsewhere = [
        entry(), entry(breaking=over), entry(embargo=now), entry(status=Status.KILLED, breaking=label, embargo=now + hour),
        entry(status=Status.PUBLISHED, date=now - 24 * hour), entry(status=Status.PUBLISHED, date=now, broken=True),
    ]  # fmt: skip
    for desk, inside in expected.items():
        others = [one for other, found in expected.items() if other != desk for one in found]
        assert all(in_desk(one, desk, now) for one in inside), desk
        assert not any(in_desk(one, desk, now) for one in others + elsewhere), desk
        assert all(in_desk(one, Desk.ALL, now) for one in inside)


def test_today_is_the_newsrooms_day() -> None:
    late = entry(status=Status.PUBLISHED, date=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    morning = datetime(2026, 7, 2, 9, tzinfo=LONDON)
    assert in_desk(late, Desk.PUBLISHED_TODAY, morning)
    assert not in_desk(late, Desk.PUBLISHED_TODAY, morning.astimezone(UTC))


def test_selecting_narrows_by_section_text_and_status(catalogue: Catalogue, now: datetime) -> None:
    def slugs(**how: object) -> list[str]:
        return sorted(found.slug for found in select(catalogue.entries, now=now, **how))  # type: ignore[arg-type]

    assert slugs() == ["broken", "ferry-aground", "merrow-flood"]
    assert slugs(section="City life") == ["merrow-flood"]
    assert slugs(text="MAREN gull") == ["ferry-aground"]
    assert slugs(text="merrow-fl") == ["merrow-flood"]
    assert slugs(text="nothing") == []
    assert slugs(statuses=frozenset({Status.PUBLISHED, Status.REVIEW})) == ["ferry-aground", "merrow-flood"]
    assert slugs(desk=Desk.NEEDS_REVIEW, text="ferry") == ["ferry-aground"]


def test_orders(now: datetime) -> None:
    one = entry("b", modified=now)
    two = entry("a", status=Status.PUBLISHED, modified=now, date=now - timedelta(days=2))
    three = entry("c", status=Status.REVIEW, modified=now - timedelta(days=1))

    def order(sort: Sort) -> str:
        return "".join(found.slug for found in select([two, three, one], now=now, sort=sort))

    assert order(Sort.NEWEST) == "bca"
    assert order(Sort.OLDEST) == "acb"
    assert order(Sort.HEADLINE) == "abc"
    assert order(Sort.STATUS) == "cba"


def test_the_gate_decides_for_entries_too(now: datetime) -> None:
    assert entry(status=Status.PUBLISHED).is_public(now)
    assert not entry(status=Status.PUBLISHED, broken=True).is_public(now)
    assert not entry(status=Status.PUBLISHED, embargo=now + timedelta(seconds=1)).is_public(now)
    assert not entry(status=Status.READY).is_public(now)


def test_folding() -> None:
    assert fold("“L’Été”, it’s 5–4!") == "lete its 5 4"
    assert fold("ПРИВІТ") == fold("привіт")
