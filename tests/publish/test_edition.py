from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.publish.conftest import Desk


def test_only_public_stories_newest_first(desk: Desk) -> None:
    desk.story("old", "date: 2026-11-01T10:00:00Z\n")
    desk.story("new", "date: 2026-11-16T10:00:00Z\n")
    for status in ("draft", "review", "ready", "killed", "nonsense"):
        desk.story(status, status=status)
    desk.story("later", "embargo: 2026-11-18T10:00:00Z\n")
    desk.story("twice", "slug: a\nslug: b\n")
    (desk.folder / "stories" / "broken.md").write_text("---\ntitle: [\nstatus: published\n---\nx\n")
    edition = desk.edition()
    assert [story.slug for story in edition.stories] == ["new", "old"]
    reasons = {entry.path.stem: entry.reason for entry in edition.withheld}
    assert set(reasons) == {"draft", "review", "ready", "killed", "nonsense", "later", "twice", "broken"}
    assert "embargoed" in reasons["later"]


def test_an_embargo_ends_at_its_moment(desk: Desk) -> None:
    desk.story("held", "embargo: 2026-11-17T15:00:00Z\n")
    end = datetime(2026, 11, 17, 15, tzinfo=UTC)
    assert desk.edition(end - timedelta(seconds=1)).stories == ()
    assert len(desk.edition(end).stories) == 1


def test_breaking_before_developing_and_only_in_force(desk: Desk) -> None:
    def breaking(level: str, since: str, until: str) -> str:
        return f"breaking: {{level: {level}, since: 2026-11-17T{since}:00Z, until: 2026-11-17T{until}:00Z}}\n"

    desk.story("developing", breaking("developing", "14:00", "16:00"))
    desk.story("first", breaking("breaking", "12:00", "16:00"))
    desk.story("second", breaking("breaking", "13:00", "16:00"))
    desk.story("over", breaking("breaking", "12:00", "14:00"))
    desk.story("endless", "breaking: {level: breaking, since: 2026-11-17T12:00:00Z}\n")
    desk.story("draft", breaking("breaking", "12:00", "16:00"), status="draft")
    assert [story.slug for story in desk.edition().breaking()] == ["second", "first", "developing"]


def test_an_address_belongs_to_the_story_that_had_it_first(desk: Desk) -> None:
    desk.story("one", "slug: same\nsection: News\ndate: 2026-11-10T10:00:00Z\n")
    desk.story("two", "slug: same\nsection: News\ndate: 2026-11-12T10:00:00Z\n")
    edition = desk.edition()
    assert [story.path.stem for story in edition.stories] == ["one"]
    assert [(entry.path.stem, "belongs to one.md" in entry.reason) for entry in edition.withheld] == [
        ("two", True)
    ]


def test_a_notice_only_for_what_readers_had(desk: Desk) -> None:
    desk.story("had", "section: News\n", status="killed")
    desk.story("never", "section: News\ndate:\n", status="killed")
    desk.story("later", "section: News\ndate: 2026-12-01T10:00:00Z\n", status="killed")
    desk.story("held", "section: News\nembargo: 2026-12-01T10:00:00Z\n", status="killed")
    assert [page.path for page in desk.edition().killed] == ["/news/had/"]


def test_only_public_stories_have_earlier_addresses(desk: Desk) -> None:
    desk.story(
        "out", "section: News\naliases: [/old/, 'news/older', /../etc/, /news/page/2/, /con/, /old/]\n"
    )
    desk.story("draft", "aliases: [/secret/]\n", status="draft")
    desk.story("killed", "aliases: [/taken-back/]\n", status="killed")
    assert [(page.path, page.target) for page in desk.edition().moved()] == [
        ("/old/", "/news/out/"),
        ("/news/older/", "/news/out/"),
    ]


def test_targets_by_slug_and_file_name(desk: Desk) -> None:
    desk.story("file-name", "slug: other-slug\n")
    desk.story("secret", status="draft")
    edition = desk.edition()
    for target in ("file-name.md", "../stories/file-name.md#part", "other-slug", "other-slug.md?x"):
        found = edition.by_target(target)
        assert found is not None and found.path.stem == "file-name"
    assert edition.by_target("secret.md") is None


def test_groups_join_spellings_and_keep_the_newsrooms_order(desk: Desk) -> None:
    desk.story("a", "section: weather\nauthors: [Ana Ruiz]\ntags: [Fog, Sea]\n")
    desk.story("b", "section: Harbour\nauthors: [ana ruiz, Bo Ek]\ntags: [fog]\n")
    desk.story("c", "section: Elsewhere\n")
    edition = desk.edition()
    assert [(group.name, group.path) for group in edition.sections()] == [
        ("Harbour", "/harbour/"),
        ("Weather", "/weather/"),
        ("Elsewhere", "/elsewhere/"),
    ]
    assert [(group.path, len(group.stories)) for group in edition.authors()] == [
        ("/authors/ana-ruiz/", 2),
        ("/authors/bo-ek/", 1),
    ]
    assert [(group.path, len(group.stories)) for group in edition.tags()] == [
        ("/tags/fog/", 2),
        ("/tags/sea/", 1),
    ]
