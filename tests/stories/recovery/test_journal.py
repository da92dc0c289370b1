"""Writing a journal on good disks and on bad ones: after every failure what was last acknowledged can be read."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor_app.stories.recovery import journal as module
from editor_app.stories.recovery.journal import Journal, JournalNotWritten
from editor_app.stories.recovery.record import Entry, read_last
from editor_app.stories.recovery.store import RecoveryStore

AT = datetime(2026, 11, 17, 14, 28, tzinfo=UTC)
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT)


def entry(text: str) -> Entry:
    return Entry("a1", "/room", "/room/stories/ferry.md", None, 0, AT, text)


def readable(*places: Path) -> str | None:
    """What a new session would find after the death of the one that wrote."""
    left = RecoveryStore(places).look(AT)
    return left[0].entry.text if left else None


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "first" / "recovery", tmp_path / "second" / "recovery"


@pytest.fixture
def journal(places: tuple[Path, Path]) -> Journal:
    return Journal(places, "a1")


def test_what_was_written_is_found_by_the_next_session(journal: Journal, places: tuple[Path, Path]) -> None:
    for text in ("one", "one two", "one two three"):
        journal.write(entry(text))
    assert len(journal.files) == 1
    journal.close()
    assert readable(*places) == "one two three"


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_nobody_else_may_read_it(journal: Journal, places: tuple[Path, Path]) -> None:
    places[0].mkdir(parents=True, mode=0o755)
    journal.write(entry("private"))
    assert stat.S_IMODE(places[0].stat().st_mode) == 0o700
    assert stat.S_IMODE(journal.files[0].stat().st_mode) == 0o600


def test_a_living_session_s_journal_is_not_to_be_had(journal: Journal, places: tuple[Path, Path]) -> None:
    journal.write(entry("being typed"))
    assert readable(*places) is None
    journal.close()
    assert readable(*places) == "being typed"


def test_it_begins_anew_when_it_is_long_and_leaves_one_file(
    journal: Journal, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROLL_BYTES", 2_000)
    seen = set()
    for number in range(60):
        journal.write(entry(f"text {number}"))
        seen.update(journal.files)
        assert len(list(places[0].iterdir())) == 1
        assert journal.files[0].stat().st_size <= 2_000
    journal.close()
    assert len(seen) > 3
    assert readable(*places) == "text 59"


def test_a_long_text_is_written_as_what_changed(journal: Journal, places: tuple[Path, Path]) -> None:
    text = os.urandom(module.WHOLE_UP_TO).hex()
    journal.write(entry(text))
    before = journal.files[0].stat().st_size
    for letter in "typed":
        text = text[:1_000_000] + letter + text[1_000_000:]
        journal.write(entry(text))
    assert journal.files[0].stat().st_size < before + 5_000
    journal.close()
    assert readable(*places) == text


def test_it_is_gone_when_there_is_nothing_to_recover(journal: Journal, places: tuple[Path, Path]) -> None:
    journal.write(entry("saved meanwhile"))
    journal.remove()
    assert list(places[0].iterdir()) == []
    journal.write(entry("typed after that"))
    journal.close()
    assert readable(*places) == "typed after that"


def failing(
    call: str, number: int, monkeypatch: pytest.MonkeyPatch, *, times: int = 1, after: int = 0
) -> list[int]:
    """Have calls of `module.os.call` raise; returns a list that counts all calls."""
    real: Callable[..., object] = getattr(module.os, call)
    made: list[int] = []

    def fail(*arguments: object, **more: object) -> object:
        made.append(1)
        if after < len(made) <= after + times:
            raise OSError(number, os.strerror(number))
        return real(*arguments, **more)

    if call == "fdatasync":
        monkeypatch.setattr(module, "_sync", fail)
    else:
        monkeypatch.setattr(module.os, call, fail)
    return made


@pytest.mark.parametrize("number", ERRORS)
@pytest.mark.parametrize("call", ["open", "write", "fdatasync", "lseek", "read", "fstat"])
@pytest.mark.parametrize("after", range(3))
def test_any_call_that_fails_once_costs_nothing(
    call: str, number: int, after: int, journal: Journal, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    journal.write(entry("before"))
    with monkeypatch.context() as patch:
        failing(call, number, patch, after=after)
        for text in ("now", "now and", "now and then"):
            journal.write(entry(text))
    journal.close()
    assert readable(*places) == "now and then"


@pytest.mark.parametrize("call", ["open", "write", "fdatasync"])
def test_when_every_place_fails_it_is_told_and_the_last_text_stays(
    call: str, journal: Journal, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.write(entry("acknowledged"))
    with monkeypatch.context() as patch:
        failing("write" if call == "open" else call, errno.ENOSPC, patch, times=1_000)
        for text in ("refused", "refused again"):
            with pytest.raises(JournalNotWritten) as told:
                journal.write(entry(text))
            assert told.value.reason == "the disk is full"
            assert readable(*places) is None  # still ours: no other program takes it away meanwhile
    journal.write(entry("there is room again"))
    journal.close()
    assert readable(*places) == "there is room again"


def test_a_refused_text_leaves_the_one_before_readable(
    journal: Journal, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.write(entry("acknowledged"))
    failing("write", errno.ENOSPC, monkeypatch, times=1_000)
    with pytest.raises(JournalNotWritten):
        journal.write(entry("refused"))
    journal.close()
    monkeypatch.undo()
    assert readable(*places) == "acknowledged"


def test_short_writes_are_continued(
    journal: Journal, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(module.os, "write", lambda handle, data: real(handle, bytes(data)[:7]))
    journal.write(entry("a text of more than seven bytes"))
    journal.close()
    assert readable(*places) == "a text of more than seven bytes"


def test_a_disk_that_keeps_other_bytes_is_noticed(
    journal: Journal, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, lies = os.write, iter((True, False, False))
    monkeypatch.setattr(
        module.os, "write", lambda handle, data: real(handle, bytes(len(data)) if next(lies, False) else data)
    )
    journal.write(entry("true words"))
    journal.close()
    assert readable(*places) == "true words"


def test_a_first_place_that_is_no_folder_sends_it_to_the_second(
    journal: Journal, places: tuple[Path, Path]
) -> None:
    places[0].parent.mkdir(parents=True)
    places[0].write_text("in the way")
    journal.write(entry("somewhere"))
    assert journal.files[0].parent == places[1]
    journal.close()
    assert readable(*places) == "somewhere"


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be deleted there")
def test_a_journal_deleted_under_it_is_begun_again(journal: Journal, places: tuple[Path, Path]) -> None:
    journal.write(entry("one"))
    journal.files[0].unlink()
    journal.write(entry("one two"))
    journal.close()
    assert readable(*places) == "one two"


def test_control_a_reader_that_believes_everything_would_be_caught(places: tuple[Path, Path]) -> None:
    """Without seals the torn tail below would be taken for text: the reader must not need a whole file."""
    journal = Journal(places, "a1")
    journal.write(entry("whole"))
    file = journal.files[0]
    journal.close()
    whole = file.read_bytes()
    file.write_bytes(whole + whole[: len(whole) - 1])
    assert read_last(file.read_bytes()).length == len(whole)
    assert readable(*places) == "whole"
