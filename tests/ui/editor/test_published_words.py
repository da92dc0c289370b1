"""What is said of a linked story is what readers have of it, not what its file says meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor_app.stories.catalogue import Catalogue
from editor_app.stories.newsroom import Newsroom, create_newsroom
from editor_app.stories.story_file import StoryNotReadable, read_text, write_text
from editor_app.stories.unpublished import UnpublishedWork
from editor_app.ui.editor.published_words import page_address, published_words

FLOOD = "---\ntitle: Flood\nstatus: published\ndate: 2026-11-17T10:00:00Z\n---\nText.\n"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return create_newsroom(tmp_path / "room", "The Courier", url="https://courier.example", timezone="UTC")


def save(room: Newsroom, text: str, before: str | None = None) -> Path:
    """Save as Stet does; `before` is what other programs had put there."""
    path = room.stories_folder / "flood.md"
    if before is not None:
        path.write_text(before, "utf-8")
    digest = read_text(path).digest if before is not None else None
    with UnpublishedWork(room.folder).saving(path, text, before, digest, UTC):
        write_text(path, text, digest)
    return path


def told(room: Newsroom, path: Path, now: datetime) -> tuple[str, str, bool]:
    entry = Catalogue(room).refresh(path)
    assert entry is not None
    return published_words(entry, now, UTC), page_address(entry, room, now), entry.is_public(now)


def test_a_story_that_nobody_has_published_is_not_said_to_be_out(room: Newsroom, now: datetime) -> None:
    assert told(room, save(room, FLOOD), now) == ("", "", False)


def test_a_published_one_with_edits_is_at_the_address_that_readers_have(
    room: Newsroom, now: datetime
) -> None:
    path = save(room, FLOOD.replace("title: Flood", "title: Flood\nslug: deluge"), FLOOD)
    words, address, is_public = told(room, path, now)
    assert (address, is_public) == ("https://courier.example/flood/", True) and words


def test_one_that_was_taken_back_is_not_out_again_by_its_status_alone(room: Newsroom, now: datetime) -> None:
    path = save(room, FLOOD.replace("published", "draft"), FLOOD)
    assert told(room, path, now) == ("", "", False)
    file = read_text(path)
    with UnpublishedWork(room.folder).saving(path, FLOOD, file.text, file.digest, UTC):
        write_text(path, FLOOD, file.digest)
    assert told(room, path, now) == ("", "", False)


def test_a_file_that_went_away_has_no_address(room: Newsroom, now: datetime) -> None:
    path = room.stories_folder / "flood.md"
    path.write_text(FLOOD, "utf-8")
    entry = Catalogue(room).refresh(path)
    path.unlink()
    assert page_address(entry, room, now) == ""
    with pytest.raises(StoryNotReadable):
        room.read(path)
