"""Pages show what was published, not what has been saved since; what takes a story back counts at once."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from editor_app.publish.lone_page import export_page
from editor_app.publish.public_story import PublicStories
from editor_app.stories.story_file import read_text, write_text
from editor_app.stories.unpublished import UnpublishedWork
from tests.publish.conftest import Desk

FIELDS = "section: News\nauthor: Ana\ntags: [Fog]\n"


def save(desk: Desk, slug: str, old: str, new: str, *more: str) -> Path:
    """Save the story as Stet does, with one or several pieces of its text changed; returns its file."""
    path = desk.folder / "stories" / f"{slug}.md"
    file = read_text(path)
    text = file.text
    for one, other in zip((old, *more[::2]), (new, *more[1::2]), strict=True):
        assert one in text
        text = text.replace(one, other)
    work = UnpublishedWork(desk.newsroom.folder)
    with work.saving(path, text, file.text, file.digest, UTC):
        write_text(path, text, file.digest)
    return path


def publish(desk: Desk, path: Path) -> None:
    UnpublishedWork(desk.newsroom.folder).release(path, read_text(path).text)


def whole_site(desk: Desk) -> bytes:
    files = sorted(path for path in desk.output.rglob("*") if path.is_file())
    return b"\n".join(path.name.encode() + b"\n" + path.read_bytes() for path in files)


@pytest.fixture
def site(desk: Desk) -> Desk:
    desk.story("ferry", FIELDS + "title: Ferry aground\n", "It ran aground.\n")
    desk.story("fog", FIELDS, "See [](ferry.md).\n")
    desk.export()
    return desk


def test_a_saved_edit_reaches_nothing_until_it_is_published(site: Desk) -> None:
    before = whole_site(site)
    path = save(site, "ferry", "Ferry aground", "Ferry Zqafloat", "ran aground", "Zqfloats", "Fog", "Zqtag")
    assert site.export().written == ()
    assert whole_site(site) == before
    (site.folder / "stories" / "other.md").write_text("---\ntitle: Other\nstatus: draft\n---\n")
    site.export()
    assert b"zq" not in whole_site(site).lower()
    publish(site, path)
    site.export()
    assert b"Ferry Zqafloat" in (site.output / "feed.xml").read_bytes()
    assert "Zqfloats" in site.page("news/ferry/index.html")
    assert "Zqafloat" in site.page("news/fog/index.html")
    assert (site.output / "tags/zqtag/index.html").exists()


def test_publishing_without_a_change_of_the_file_is_seen(site: Desk) -> None:
    path = save(site, "ferry", "ran aground", "is afloat")
    site.export()
    state = path.stat()
    publish(site, path)
    assert path.stat() == state
    site.export()
    assert "is afloat" in site.page("news/ferry/index.html")


def test_what_another_program_writes_goes_out(site: Desk) -> None:
    path = save(site, "ferry", "ran aground", "is afloat")
    path.write_text(read_text(path).text.replace("is afloat", "sails"), encoding="utf-8")
    site.export()
    assert "sails" in site.page("news/ferry/index.html")


@pytest.mark.parametrize("status", ["draft", "killed", "review", "publishd"])
def test_taking_back_counts_at_once(site: Desk, status: str) -> None:
    save(site, "ferry", "ran aground", "Zqfloats", "status: published", f"status: {status}")
    site.export()
    content = whole_site(site)
    assert b"Zqfloats" not in content and b"ran aground" not in content
    assert (site.output / "news/ferry/index.html").exists() == (status == "killed")


def test_a_withdrawn_story_keeps_its_notice_at_the_address_readers_had(site: Desk) -> None:
    save(site, "ferry", "section: News", "section: News\nslug: zqelsewhere")
    save(site, "ferry", "status: published", "status: killed")
    site.export()
    assert (site.output / "news/ferry/index.html").exists()
    assert b"zqelsewhere" not in whole_site(site)


def test_undoing_the_withdrawal_puts_nothing_back(site: Desk) -> None:
    path = save(site, "ferry", "status: published", "status: killed")
    save(site, "ferry", "status: killed", "status: published")
    site.export()
    assert not (site.output / "news/ferry/index.html").exists()
    publish(site, path)
    site.export()
    assert "It ran aground" in site.page("news/ferry/index.html")


def test_an_embargo_holds_it_back_at_once_and_ends_only_by_publishing(site: Desk) -> None:
    save(site, "ferry", "section: News", "embargo: 2027-01-01T00:00:00Z\nsection: News")
    site.export()
    assert not (site.output / "news/ferry/index.html").exists()
    save(site, "ferry", "embargo: 2027-01-01T00:00:00Z\n", "")
    site.export()
    assert (site.output / "news/ferry/index.html").exists()  # as before the embargo: nothing new is out
    site.story("held", "section: News\nembargo: 2027-01-01T00:00:00Z\n", "Held.\n")
    save(site, "held", "embargo: 2027-01-01T00:00:00Z\n", "")
    site.export()
    assert not (site.output / "news/held/index.html").exists()


def test_a_story_that_says_it_is_published_and_never_was(desk: Desk) -> None:
    desk.story("ferry", FIELDS, status="draft")
    save(desk, "ferry", "status: draft", "status: published")
    report = desk.export()
    assert [entry.reason for entry in report.withheld] == ["It is ready, but not published."]


def test_a_renamed_file_tells_no_more_than_before(site: Desk) -> None:
    path = save(site, "ferry", "ran aground", "Zqfloats")
    path.rename(path.with_name("vessel.md"))
    site.export()
    assert "ran aground" in site.page("news/vessel/index.html")
    assert b"Zqfloats" not in whole_site(site)


def test_helpers_hold_back_the_same(site: Desk, tmp_path: Path) -> None:
    save(site, "ferry", "ran aground", "Zqfloats")
    site.export(output=tmp_path / "other", cache=tmp_path / "fresh", helpers=2)
    assert "ran aground" in (tmp_path / "other/news/ferry/index.html").read_text(encoding="utf-8")


def test_a_page_by_itself_shows_the_present_text_and_is_not_for_search_engines(
    site: Desk, tmp_path: Path
) -> None:
    path = save(site, "ferry", "ran aground", "is afloat")
    page = export_page(site.newsroom, site.newsroom.read(path), tmp_path / "out", site.now, site.cache)
    html = page.read_text(encoding="utf-8")
    assert "is afloat" in html and "noindex" in html


def test_a_mark_that_cannot_be_read_means_not_public(site: Desk) -> None:
    path = save(site, "ferry", "ran aground", "Zqfloats")
    (place,) = UnpublishedWork(site.newsroom.folder).folder.iterdir()
    place.write_bytes(b"\x00" * 80)
    path.touch()
    site.export()
    assert not (site.output / "news/ferry/index.html").exists()
    assert PublicStories(site.newsroom).read(site.folder / "stories" / "fog.md").meta.status == "published"


@pytest.mark.parametrize(
    "name",
    ["ferry (conflict 0a1b2c3d)", "ferry (conflict 0a1b2c3d 2)", "ferry.sync-conflict-20261117-101112-ABCDEFG",
     "ferry (Ana's conflicted copy 2026-11-17)"],
)  # fmt: skip
def test_a_copy_that_a_conflict_left_is_not_published(site: Desk, name: str) -> None:
    site.story(name, FIELDS + "title: Zqcopy\n", "Zqcopy.\n")
    site.story("conflict-in-the-harbour", FIELDS + "title: Conflict in the harbour\n")
    report = site.export()
    assert b"Zqcopy" not in whole_site(site)
    assert any("a copy that a conflict left" in entry.reason for entry in report.withheld)
    assert (site.output / "news/conflict-in-the-harbour/index.html").exists()


@pytest.mark.parametrize("status", ["draft", "killed", "ready"])
def test_a_page_with_unpublished_edits_forgets_a_story_that_was_withdrawn(site: Desk, status: str) -> None:
    related = FIELDS + "related: [{story: ferry}]\n"
    site.story(
        "fog",
        related,
        "See [](ferry.md), [the story](ferry.md).\n\nAlso read: [](ferry.md)\n\nZqfog stays.\n",
    )
    site.export()
    assert "Ferry aground" in site.page("news/fog/index.html")
    save(
        site,
        "fog",
        "Zqfog stays",
        "Zqfog goes [](ferry.md)",
        "Also read: [](ferry.md)",
        "Also read: [Zqmore](ferry.md)",
    )
    save(site, "ferry", "status: published", f"status: {status}")
    site.export()
    page = site.page("news/fog/index.html")
    assert "Zqfog stays" in page and "Zqfog goes" not in page and "Zqmore" not in page
    assert "/news/ferry" not in page and "Ferry" not in page and "the story" in page
    everything = (
        whole_site(site).replace(site.page("news/ferry/index.html").encode(), b"")
        if status == "killed"
        else whole_site(site)
    )
    assert b"Ferry aground" not in everything
    publish(site, site.folder / "stories" / "fog.md")
    site.export()
    page = site.page("news/fog/index.html")
    assert "Zqfog goes" in page and "/news/ferry" not in page and "Ferry" not in page
