"""What an interrupted save left: never deleted when it may be somebody's only copy, and never left lying for ever."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editor_app.stories import placing
from editor_app.stories.leftovers import STILL_IN_USE, Cleared, clear_leftovers
from editor_app.stories.newsroom import Newsroom, create_newsroom
from editor_app.stories.placing import digest_of, write_temporary
from editor_app.stories.story_file import write_text

OLD, NEW, THEIRS = b"The pier is open.\n", b"The pier is closed.\n", b"The pier burned down.\n"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return create_newsroom(tmp_path / "room", "The Courier", url="https://courier.example", timezone="UTC")


@pytest.fixture
def story(newsroom: Newsroom) -> Path:
    path = newsroom.stories_folder / "pier.md"
    path.write_bytes(OLD)
    return path


def later() -> datetime:
    return datetime.now(UTC) + STILL_IN_USE + timedelta(minutes=1)


def clear(newsroom: Newsroom, now: datetime | None = None) -> Cleared:
    return clear_leftovers(newsroom.folder, (newsroom.stories_folder, newsroom.images_folder), now or later())


def left_beside(story: Path, holding: bytes, base: str = digest_of(OLD), own: bytes = NEW) -> Path:
    temporary = write_temporary(story, own, 0o644, base)
    temporary.write_bytes(holding)
    return temporary


@pytest.mark.parametrize("holding", [b"", OLD, NEW])
def test_what_was_replaced_or_is_in_its_place_goes(newsroom: Newsroom, story: Path, holding: bytes) -> None:
    story.write_bytes(NEW)
    left = left_beside(story, holding)
    assert clear(newsroom) == Cleared(removed=1)
    assert not left.exists() and story.read_bytes() == NEW
    assert not (newsroom.folder / ".stet" / "conflicts").exists()


@pytest.mark.parametrize("holding", [NEW, NEW[:5], THEIRS, b"\xff\0"])
def test_words_that_are_nowhere_else_are_kept_byte_for_byte(
    newsroom: Newsroom, story: Path, holding: bytes
) -> None:
    left = left_beside(story, holding)
    cleared = clear(newsroom)
    (kept,) = cleared.kept
    assert kept.read_bytes() == holding and kept.parent == newsroom.folder / ".stet" / "conflicts"
    assert not left.exists() and story.read_bytes() == OLD


def test_a_save_that_may_still_be_going_on_is_left_alone(newsroom: Newsroom, story: Path) -> None:
    left = left_beside(story, THEIRS)
    os.utime(left, (1, 1))  # an exchange brings a file of any age: when it got its name is what counts
    assert clear(newsroom, datetime.now(UTC)) == Cleared()
    assert left.exists()


def test_what_cannot_be_kept_is_not_removed(
    newsroom: Newsroom, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = left_beside(story, THEIRS)
    monkeypatch.setattr(placing, "write_temporary", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    assert clear(newsroom) == Cleared()
    assert left.read_bytes() == THEIRS


def test_files_of_others_and_links_are_not_touched(newsroom: Newsroom, story: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(THEIRS)
    strange = [story.with_name(".pier.md.stet-tmp"), story.with_name("pier.md.new.0.stet-tmp")]
    for file in strange:
        file.write_bytes(THEIRS)
    link = story.with_name(f".pier.md.new.{'0' * 16}.000000{placing.ENDING}")
    link.symlink_to(outside)
    assert clear(newsroom) == Cleared()
    assert all(file.exists() for file in (*strange, link, outside))


def test_a_name_that_was_held_for_a_new_story_gets_its_text(newsroom: Newsroom, story: Path) -> None:
    fresh = story.with_name("fresh.md")
    left = write_temporary(fresh, NEW)
    fresh.touch()
    assert clear(newsroom) == Cleared(finished=(fresh,))
    assert fresh.read_bytes() == NEW and not left.exists()


def test_a_lease_that_was_never_in_its_place_goes_and_others_stay(newsroom: Newsroom, story: Path) -> None:
    unfinished = story.with_name(".~lock.pier.md#0123abcd")
    leases = [story.with_name(".~lock.pier.md#"), story.with_name(".~lock.pier.md#0123abcd.md")]
    for file in (unfinished, *leases):
        file.write_bytes(b"{}")
    assert clear(newsroom) == Cleared(removed=1)
    assert not unfinished.exists() and all(file.exists() for file in leases)


def test_what_stet_makes_anew_is_not_kept(newsroom: Newsroom, story: Path) -> None:
    ours = newsroom.folder / ".stet" / "unpublished" / ".0123456789abcdef.stet-tmp"
    ours.parent.mkdir(parents=True)
    ours.write_bytes(b"half a mark")
    beside = story.with_name(".0123456789abcdef.stet-tmp")
    beside.write_bytes(b"of nobody we know")
    assert clear(newsroom) == Cleared(removed=1)
    assert not ours.exists() and beside.exists()


def test_half_a_picture_is_nobody_s_words(newsroom: Newsroom) -> None:
    left = write_temporary(newsroom.images_folder / "quay.jpg", b"\xff\xd8 a picture")
    left.write_bytes(b"\xff\xd8 a")
    assert clear(newsroom) == Cleared(removed=1)
    assert not left.exists()


@pytest.mark.parametrize("name", ["a" * 200 + ".md", "港" * 80 + ".md", "é" * 100 + ".md"])
def test_a_story_with_a_long_name_can_be_saved_and_cleared_up_after(newsroom: Newsroom, name: str) -> None:
    path = newsroom.stories_folder / name
    path.write_bytes(OLD)
    write_text(path, NEW.decode(), digest_of(OLD))
    assert path.read_bytes() == NEW
    left_beside(path, OLD)
    assert clear(newsroom) == Cleared(removed=1)
