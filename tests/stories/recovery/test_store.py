"""What is left behind is found once, moved and not deleted, and kept for thirty days."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editor_app.stories.recovery.journal import Journal
from editor_app.stories.recovery.record import Entry, pack
from editor_app.stories.recovery.store import RecoveryStore, recovery_places

AT = datetime(2026, 11, 17, 14, 28, tzinfo=UTC)


def left_by_a_session(place: Path, identity: str, text: str, at: datetime = AT) -> Path:
    journal = Journal((place,), identity)
    journal.write(Entry(identity, "/room", f"/room/stories/{identity}.md", None, 0, at, text))
    journal.close()
    return journal.files[0]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


def test_the_latest_work_comes_first(place: Path) -> None:
    left_by_a_session(place, "old", "old work", AT - timedelta(hours=2))
    left_by_a_session(place, "new", "new work")
    assert [left.entry.text for left in RecoveryStore((place,)).look(AT)] == ["new work", "old work"]


def test_one_program_at_a_time_has_it(place: Path) -> None:
    left_by_a_session(place, "a1", "work")
    first, second = RecoveryStore((place,)), RecoveryStore((place,))
    assert len(first.look(AT)) == 1
    assert first.look(AT) == [] and second.look(AT) == []
    first.close()
    assert len(second.look(AT)) == 1


def test_parts_of_one_session_are_one_text_the_last(place: Path, tmp_path: Path) -> None:
    other = tmp_path / "second"
    for folder, sequence, text in ((place, 4, "earlier"), (other, 9, "later")):
        folder.mkdir()
        about = Entry("a1", "/room", "/room/stories/a1.md", None, 0, AT, text)
        (folder / f"a1-{sequence}.journal").write_bytes(pack(sequence, about))
    (left,) = RecoveryStore((place, other)).look(AT)
    assert left.entry.text == "later" and len(left.files) == 2


def test_it_is_moved_and_can_still_be_read(place: Path) -> None:
    file = left_by_a_session(place, "a1", "work")
    store = RecoveryStore((place,))
    assert store.keep(store.look(AT)[0].files, AT)
    assert not file.exists()
    assert [left.entry.text for left in store.kept()] == ["work"]
    assert RecoveryStore((place,)).look(AT) == []


def test_it_is_thrown_away_after_thirty_days_and_not_before(place: Path) -> None:
    left_by_a_session(place, "a1", "work")
    store = RecoveryStore((place,))
    store.keep(store.look(AT)[0].files, AT)
    store.sweep(AT + timedelta(days=30))
    assert len(store.kept()) == 1
    store.sweep(AT - timedelta(days=3_000))
    assert len(store.kept()) == 1
    store.sweep(AT + timedelta(days=30, seconds=1))
    assert store.kept() == []


def test_what_cannot_be_moved_is_offered_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left_by_a_session(place, "a1", "work")
    store = RecoveryStore((place,))
    (left,) = store.look(AT)

    def refuse(_path: Path, _target: Path) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        assert not store.keep(left.files, AT)
    store.close()
    assert [each.entry.text for each in RecoveryStore((place,)).look(AT)] == ["work"]


def test_foreign_files_and_those_of_other_versions_stay_where_they_are(place: Path) -> None:
    file = left_by_a_session(place, "a1", "work")
    data = bytearray(file.read_bytes())
    data[7] += 1
    file.write_bytes(data)
    (place / "holiday.journal").write_bytes(b"Dear diary")
    (place / "notes.txt").write_text("mine")
    (place / "folder.journal").mkdir()
    store = RecoveryStore((place,))
    assert store.look(AT) == []
    assert len(list(place.iterdir())) == 4 and file.read_bytes() == bytes(data)


def test_a_journal_torn_before_its_first_record_is_moved_away(place: Path) -> None:
    place.mkdir()
    (place / "a1-0001.journal").write_bytes(b"STET")
    store = RecoveryStore((place,))
    assert store.look(AT) == []
    assert [file.name for file in place.iterdir()] == ["kept"]


def test_a_link_is_not_followed(place: Path, tmp_path: Path) -> None:
    file = left_by_a_session(tmp_path / "elsewhere", "a1", "work")
    place.mkdir()
    (place / "link.journal").symlink_to(file)
    assert RecoveryStore((place,)).look(AT) == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX locks")
def test_another_process_s_journal_is_left_to_it_until_it_dies(place: Path) -> None:
    script = (
        "import sys, datetime, pathlib\n"
        "from editor_app.stories.recovery.journal import Journal\n"
        "from editor_app.stories.recovery.record import Entry\n"
        "j = Journal((pathlib.Path(sys.argv[1]),), 'a1')\n"
        "at = datetime.datetime.now(datetime.UTC)\n"
        "j.write(Entry('a1', '/room', '/room/stories/a1.md', None, 0, at, 'theirs'))\n"
        "print('written', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == b"written\n"
        assert RecoveryStore((place,)).look(AT) == []
        process.kill()
        process.wait()
    assert [left.entry.text for left in RecoveryStore((place,)).look(AT)] == ["theirs"]


def test_the_places_are_the_account_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    first, second = recovery_places()
    assert first == tmp_path / "data" / "stet" / "recovery"
    assert second == tmp_path / "run" / "stet" / "recovery"
