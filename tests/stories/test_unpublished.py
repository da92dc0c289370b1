from __future__ import annotations

import errno
import os
from datetime import UTC
from pathlib import Path

import pytest

from editor_app.stories.story_file import StorySaveFailed, digest_of, read_text, write_text
from editor_app.stories.unpublished import UnpublishedWork


def text(words: str, status: str = "published") -> str:
    return f"---\ntitle: Ferry\nstatus: {status}\n---\n\n{words}\n"


class Saver:
    """Saves one story the way the editor does, over whatever the file holds."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "stories" / "ferry.md"
        self.path.parent.mkdir(parents=True)
        self.work = UnpublishedWork(folder)

    def by_hand(self, words: str, status: str = "published") -> None:
        self.path.write_text(text(words, status), encoding="utf-8")

    def save(self, words: str, status: str = "published") -> None:
        file = read_text(self.path)
        with self.work.saving(self.path, text(words, status), file.text, file.digest, UTC):
            write_text(self.path, text(words, status), file.digest)

    def released(self) -> bool:
        return self.work.release(self.path, read_text(self.path).text) is not None

    def held_back(self) -> str | None:
        """What readers have instead of what the file holds; None: they have the file."""
        mark = self.work.mark_of(self.path)
        if mark is None or not mark.covers(read_text(self.path).digest):
            return None
        return "nothing" if mark.public is None or mark.is_withdrawn else mark.public


@pytest.fixture
def saver(tmp_path: Path) -> Saver:
    return Saver(tmp_path)


def test_an_edit_of_a_published_story_is_marked_with_what_readers_have(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out, and more.")
    saver.save("Out, and more words.")
    assert saver.held_back() == text("Out.")


def test_a_draft_leaves_no_mark(saver: Saver) -> None:
    saver.by_hand("Not out.", "draft")
    saver.save("Not out yet.", "ready")
    assert not saver.work.folder.exists()


def test_what_another_program_writes_is_not_held_back(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out, and more.")
    saver.by_hand("By hand.")
    assert saver.held_back() is None
    saver.save("By hand, and more.")
    assert saver.held_back() == text("By hand.")


def test_edits_taken_back_leave_no_mark(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out, and more.")
    saver.save("Out.")
    assert saver.held_back() is None
    assert not list(saver.work.folder.iterdir())
    saver.save("Out, and more.")
    assert saver.held_back() == text("Out.")


def test_publishing_lets_it_out_and_can_be_taken_back(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out, and more.")
    mark = saver.work.release(saver.path, text("Out, and more."))
    assert mark is not None and saver.held_back() is None
    saver.work.put_back(saver.path, mark, text("Out, and more."))
    assert saver.held_back() == text("Out.")
    saver.work.release(saver.path, text("Out, and more."))
    saver.work.settle(saver.path, text("Out, and more."))
    assert saver.work.mark_of(saver.path) is None


def test_an_edit_after_publishing_is_held_back_from_what_was_published(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out, and more.")
    assert saver.released()
    saver.save("Out, and more again.")
    assert saver.held_back() == text("Out, and more.")


def test_a_story_that_only_says_it_is_published_is_not(saver: Saver) -> None:
    saver.by_hand("Not out.", "draft")
    saver.save("Not out.")
    assert saver.held_back() == "nothing"
    assert saver.released()
    assert saver.held_back() is None


def test_what_was_taken_off_comes_back_only_by_publishing(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out.", "killed")
    saver.save("Out.")
    assert saver.held_back() == "nothing"
    assert saver.released()
    assert saver.held_back() is None


def test_front_matter_that_is_being_typed_takes_nothing_off(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out.", "publ")
    saver.save("Out, and more.")
    assert saver.held_back() == text("Out.")


def test_a_renamed_file_is_still_held_back(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out, and more.")
    other = saver.path.with_name("other.md")
    saver.path.rename(other)
    marks = saver.work.load()
    assert marks.by_digest[read_text(other).digest].public == text("Out.")
    saver.path = other
    saver.save("Out, and more words.")
    assert saver.held_back() == text("Out.")
    assert list(saver.work.load().by_path) == [str(other)]


def test_a_moved_story_takes_its_mark_along(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out, and more.")
    spiked = saver.path.with_name("spiked.md")
    saver.path.rename(spiked)
    saver.work.moved(saver.path, spiked)
    assert list(saver.work.load().by_path) == [str(spiked)]


def test_a_banner_alone_can_be_let_out(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out, and more.")
    saver.work.replace_public(saver.path, text("Out with a banner."), text("Out, and more."))
    assert saver.held_back() == text("Out with a banner.")
    saver.work.replace_public(saver.path, text("Out, and more."), text("Out, and more."))
    assert saver.held_back() is None


def test_a_damaged_mark_means_nothing_is_public(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out, and more.")
    (place,) = saver.work.folder.iterdir()
    place.write_bytes(place.read_bytes()[:-9])
    assert saver.held_back() == "nothing"
    saver.save("Out, and more words.")
    assert saver.held_back() == "nothing"
    assert saver.released()
    assert saver.held_back() is None


def test_the_mark_is_there_before_the_file_is(saver: Saver) -> None:
    saver.by_hand("Out.")
    file = read_text(saver.path)
    with saver.work.saving(saver.path, text("More."), file.text, file.digest, UTC):
        mark = saver.work.mark_of(saver.path)
        assert mark is not None and mark.covers(digest_of(text("More.").encode()))
        assert saver.held_back() is None  # the file is as it was: readers have that


def test_what_cannot_be_marked_is_not_saved(saver: Saver, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    saver.by_hand("Out.")
    monkeypatch.setattr("editor_app.stories.unpublished.put_in_place", full)
    with pytest.raises(StorySaveFailed, match="kept apart from what readers have"):
        saver.save("Out, and more.")
    assert read_text(saver.path).text == text("Out.")


def test_marks_are_for_this_account_alone(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out, and more.")
    assert saver.work.folder.stat().st_mode & 0o777 == 0o700
    assert {place.stat().st_mode & 0o777 for place in saver.work.folder.iterdir()} == {0o600}


def test_the_last_hundred_saves_are_known(saver: Saver) -> None:
    saver.by_hand("Out.")
    for number in range(120):
        saver.save(f"Out {number}.")
    mark = saver.work.mark_of(saver.path)
    assert mark is not None and len(mark.digests) == 100
    assert mark.covers(digest_of(text("Out 30.").encode()))


def test_what_the_file_holds_before_text_that_is_no_utf8(saver: Saver) -> None:
    saver.path.write_bytes(text("Out").encode() + b"\xff\xfe")
    file = read_text(saver.path)
    with saver.work.saving(saver.path, text("More."), file.text, file.digest, UTC):
        write_text(saver.path, text("More."), file.digest)
    assert saver.held_back() is None or saver.held_back() == "nothing"


def test_a_renamed_file_is_held_back_though_another_story_has_its_name_now(saver: Saver) -> None:
    saver.by_hand("Out.")
    saver.save("Out, and more.")
    other = saver.path.with_name("other.md")
    saver.path.rename(other)
    for words, status in (("Another one.", "published"), ("A draft.", "draft")):
        saver.by_hand(words, status)
        saver.save(f"{words} More.", status)
        assert saver.work.load().by_digest[read_text(other).digest].public == text("Out.")
    assert saver.released() is False  # a draft
    saver.path = other
    assert saver.released()
    assert saver.held_back() is None
    assert read_text(other).digest not in saver.work.load().by_digest
