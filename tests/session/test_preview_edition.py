"""A preview learns of other stories only what readers would notice."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from editor_app.publish.public_story import PublicStories
from editor_app.session.preview_edition import PreviewEdition
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable

STORY = "---\ntitle: {title}\nstatus: {status}\ndate: 2026-11-17T10:00:00Z\n---\nText.\n"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "stories").mkdir()
    (tmp_path / "newsroom.yaml").write_text("name: Courier\nurl: https://courier.example\n", encoding="utf-8")
    _write(tmp_path, "one", "One", "published")
    _write(tmp_path, "two", "Two", "draft")
    return tmp_path


@pytest.fixture
def edition(room: Path, now: datetime, qtbot) -> PreviewEdition:
    edition = PreviewEdition(Newsroom.open(room), lambda: now)
    with qtbot.waitSignal(edition.changed, timeout=5_000):
        edition.start()
    return edition


def _write(room: Path, name: str, title: str, status: str) -> Path:
    path = room / "stories" / f"{name}.md"
    path.write_text(STORY.format(title=title, status=status), encoding="utf-8")
    return path


def _titles(edition: PreviewEdition) -> list[str]:
    assert edition.edition is not None
    return [story.title for story in edition.edition.stories]


def test_only_public_stories_are_known(edition: PreviewEdition) -> None:
    assert _titles(edition) == ["One"]


def test_a_new_headline_is_told(edition: PreviewEdition, room: Path, qtbot) -> None:
    path = _write(room, "one", "One, newer", "published")
    with qtbot.waitSignal(edition.changed, timeout=5_000):
        edition.note_changed([path])
    assert _titles(edition) == ["One, newer"]


def test_a_saved_draft_is_not_told(edition: PreviewEdition, room: Path, qtbot) -> None:
    path = _write(room, "two", "Two, newer", "draft")
    with qtbot.assertNotEmitted(edition.changed):
        edition.note_changed([path])
        qtbot.waitUntil(lambda: not edition.is_reading, timeout=5_000)


def test_a_new_and_a_deleted_story_are_told(edition: PreviewEdition, room: Path, qtbot) -> None:
    with qtbot.waitSignal(edition.changed, timeout=5_000):
        edition.note_changed([_write(room, "three", "Three", "published")])
    (room / "stories" / "one.md").unlink()
    with qtbot.waitSignal(edition.changed, timeout=5_000):
        edition.note_changed(None)
    assert _titles(edition) == ["Three"]


def test_nothing_is_read_before_it_is_wanted(room: Path, now: datetime, qtbot) -> None:
    edition = PreviewEdition(Newsroom.open(room), lambda: now)
    edition.note_changed(None)
    assert not edition.is_reading
    with qtbot.waitSignal(edition.changed, timeout=5_000):
        edition.start()


def test_a_file_that_cannot_be_read_keeps_nobody_from_the_others(
    edition: PreviewEdition, room: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, read = _write(room, "one", "One, newer", "published"), PublicStories.read

    def refuse(stories: PublicStories, asked: Path) -> Story:
        if asked.name == "two.md":
            raise StoryNotReadable(asked, "this account may not read it")
        return read(stories, asked)

    monkeypatch.setattr(PublicStories, "read", refuse)
    with qtbot.waitSignal(edition.changed, timeout=5_000):
        edition.note_changed([path, room / "stories" / "two.md"])
    assert _titles(edition) == ["One, newer"]
