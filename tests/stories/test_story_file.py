from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor_app.stories import atomic_rename, placing
from editor_app.stories.story_file import (
    StoryChangedOnDisk,
    StoryNotReadable,
    StorySaveFailed,
    decode,
    digest_of,
    encode,
    read_text,
    write_text,
)

ANY_BYTES = st.one_of(
    st.binary(max_size=200),
    st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(
        st.sampled_from([b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r\n", b"\r", b"\0", b"\xc3", b"a"])
    ).map(b"".join),
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.md"
    path.write_bytes(b"old text\r\n")
    return path


def old_digest() -> str:
    return digest_of(b"old text\r\n")


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name != "ferry.md"]


@given(ANY_BYTES)
@settings(max_examples=1000)
def test_any_bytes_survive_as_text(data: bytes) -> None:
    assert encode(decode(data)) == data


@given(ANY_BYTES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_survive_read_and_write(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.md"
    path.write_bytes(data)
    file = read_text(path)
    copy = tmp_path / "copy.md"
    copy.unlink(missing_ok=True)
    assert write_text(copy, file.text, None) == file.digest
    assert copy.read_bytes() == data
    assert write_text(path, file.text + "x", file.digest) == digest_of(data + b"x")
    assert path.read_bytes() == data + b"x"


def test_half_a_character_becomes_a_mark_and_never_stops_a_save() -> None:
    assert encode("a\ud83d b\udcff") == "a\ufffd b".encode() + b"\xff"


def test_a_save_replaces_the_file_and_keeps_its_mode(story: Path) -> None:
    story.chmod(0o640)
    digest = write_text(story, "new text\n", old_digest())
    assert story.read_bytes() == b"new text\n"
    assert digest == digest_of(b"new text\n") == read_text(story).digest
    assert stat.S_IMODE(story.stat().st_mode) == 0o640
    assert leftovers(story.parent) == []


def test_a_new_file_must_not_be_there(story: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "deep" / "fresh.md"
    write_text(fresh, "text", None)
    assert fresh.read_text() == "text"
    with pytest.raises(StoryChangedOnDisk) as changed:
        write_text(story, "new", None)
    assert changed.value.found == old_digest()
    assert story.read_bytes() == b"old text\r\n"


@pytest.mark.parametrize("found", [b"theirs", None])
def test_what_changed_outside_is_never_overwritten(story: Path, found: bytes | None) -> None:
    if found is None:
        story.unlink()
    else:
        story.write_bytes(found)
    with pytest.raises(StoryChangedOnDisk) as changed:
        write_text(story, "ours", old_digest())
    assert changed.value.found == (digest_of(found) if found is not None else None)
    assert story.exists() == (found is not None)
    assert found is None or story.read_bytes() == found
    assert leftovers(story.parent) == []
    assert "since it was opened" in str(changed.value)


def test_the_same_bytes_under_another_time_are_no_change(story: Path) -> None:
    os.utime(story, (1, 1))
    write_text(story, "new", old_digest())
    assert story.read_bytes() == b"new"


def test_saving_what_is_there_already_is_done(story: Path) -> None:
    story.write_bytes(b"new")
    assert write_text(story, "new", old_digest()) == digest_of(b"new")


def test_an_edit_between_the_last_look_and_the_swap_wins(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = atomic_rename.exchange
    calls: list[int] = []

    def late(one: Path, other: Path) -> None:
        if not calls:
            story.write_bytes(b"theirs")
        calls.append(1)
        real(one, other)

    monkeypatch.setattr(atomic_rename, "exchange", late)
    with pytest.raises(StoryChangedOnDisk) as changed:
        write_text(story, "ours", old_digest())
    assert changed.value.found == digest_of(b"theirs")
    assert story.read_bytes() == b"theirs"
    assert leftovers(story.parent) == []


def test_a_save_in_the_moment_theirs_is_put_back_is_kept_beside(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = atomic_rename.exchange
    calls: list[int] = []

    def late(one: Path, other: Path) -> None:
        story.write_bytes(b"theirs" if not calls else b"made of ours")
        calls.append(1)
        real(one, other)

    monkeypatch.setattr(atomic_rename, "exchange", late)
    with pytest.raises(StoryChangedOnDisk):
        write_text(story, "ours", old_digest())
    assert story.read_bytes() == b"theirs"
    (beside,) = leftovers(story.parent)
    assert beside.startswith("ferry (conflict ")
    assert (story.parent / beside).read_bytes() == b"made of ours"


def test_a_file_taken_away_before_theirs_is_put_back_is_kept_beside(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = atomic_rename.exchange
    calls: list[int] = []

    def late(one: Path, other: Path) -> None:
        story.unlink() if calls else story.write_bytes(b"theirs")
        calls.append(1)
        real(one, other)

    monkeypatch.setattr(atomic_rename, "exchange", late)
    with pytest.raises(StoryChangedOnDisk):
        write_text(story, "ours", old_digest())
    assert [(story.parent / name).read_bytes() for name in leftovers(story.parent)] == [b"theirs"]


def test_a_system_without_exchange_still_replaces(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise atomic_rename.RenameNotSupported

    monkeypatch.setattr(atomic_rename, "_rename", missing)
    write_text(story, "new", old_digest())
    assert story.read_bytes() == b"new"
    write_text(story.with_name("other.md"), "text", None)
    assert leftovers(story.parent) == ["other.md"]
    with pytest.raises(StoryChangedOnDisk):
        write_text(story.with_name("other.md"), "again", None)


def test_a_link_is_followed_and_stays_a_link(story: Path) -> None:
    link = story.with_name("link.md")
    link.symlink_to(story)
    write_text(link, "new", old_digest())
    assert link.is_symlink()
    assert story.read_bytes() == b"new"


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.symlink_to(two)
    two.symlink_to(one)
    with pytest.raises((StorySaveFailed, StoryChangedOnDisk)):
        write_text(one, "x", old_digest())
    with pytest.raises(StoryNotReadable, match="circle"):
        read_text(one)


def test_a_read_only_file_is_left_alone(story: Path) -> None:
    story.chmod(0o444)
    with pytest.raises(StorySaveFailed, match="read-only"):
        write_text(story, "new", old_digest())
    assert story.read_bytes() == b"old text\r\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_leaves_the_file_alone(story: Path) -> None:
    story.parent.chmod(0o555)
    try:
        with pytest.raises(StorySaveFailed, match="may not write"):
            write_text(story, "new", old_digest())
    finally:
        story.parent.chmod(0o755)
    assert story.read_bytes() == b"old text\r\n"


def failing(code: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise OSError(code, os.strerror(code))

    return fail


def failing_after_some(real: Callable[..., Any]) -> Callable[..., Any]:
    calls: list[int] = []

    def write(handle: int, data: memoryview) -> int:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, data[:3])

    return write


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        ("open", errno.EROFS, "can only be read"),
        ("open", errno.EACCES, "may not write"),
        ("write", errno.ENOSPC, "disk is full"),
        ("write", errno.EDQUOT, "share of the disk"),
        ("fsync", errno.EIO, "reported a fault"),
        ("fchmod", errno.EPERM, "may not write"),
    ],
)
def test_every_failure_leaves_the_file_and_no_litter(
    story: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, words: str
) -> None:
    monkeypatch.setattr(placing.os, call, failing(code))
    for expected in (old_digest(), None):
        path = story if expected else story.with_name("fresh.md")
        if call == "fchmod" and expected is None:
            continue
        with pytest.raises(StorySaveFailed) as failed:
            write_text(path, "new text", expected)
        assert words in str(failed.value)
        assert failed.value.path == path
    monkeypatch.undo()
    assert story.read_bytes() == b"old text\r\n"
    assert leftovers(story.parent) == []


def test_a_disk_that_fills_up_half_way(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing.os, "write", failing_after_some(os.write))
    with pytest.raises(StorySaveFailed, match="disk is full"):
        write_text(story, "a longer new text", old_digest())
    assert story.read_bytes() == b"old text\r\n"
    assert leftovers(story.parent) == []


def test_short_writes_are_continued(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(placing.os, "write", lambda handle, data: real(handle, data[:2]))
    write_text(story, "a longer new text", old_digest())
    assert story.read_bytes() == b"a longer new text"


def test_a_disk_that_lies_is_noticed(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(placing.os, "write", lambda handle, data: real(handle, b"#" * len(data)))
    with pytest.raises(StorySaveFailed, match="fault"):
        write_text(story, "new text", old_digest())
    assert story.read_bytes() == b"old text\r\n"


def test_a_folder_that_cannot_be_synced_is_told_and_the_next_save_goes_on(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "sync_folder", failing(errno.EIO))
    with pytest.raises(StorySaveFailed):
        write_text(story, "new", old_digest())
    monkeypatch.undo()
    assert write_text(story, "new", old_digest()) == digest_of(b"new")


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoryNotReadable, match="no longer there"):
        read_text(tmp_path / "gone.md")
    with pytest.raises(StoryNotReadable, match="not a file"):
        read_text(tmp_path)
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(StoryNotReadable, match="not a file"):
        read_text(tmp_path / "pipe.md")


def test_a_file_too_large_is_told(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "MAX_BYTES", 4)
    with pytest.raises(StoryNotReadable, match="larger than"):
        read_text(story)
