"""What is typed is in a journal within a second, and the next session is offered what no file has."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from editor_app.session import recovery as recovery_module
from editor_app.session import story_journal
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.recovery import OfferKind, Recovery
from editor_app.session.saving import SaveKind
from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.recovery import journal as journal_module
from editor_app.stories.recovery.record import Entry, read_last
from editor_app.stories.recovery.store import KEPT_FOR, RecoveryStore, recovery_places
from editor_app.stories.story_file import StorySaveFailed, digest_of

MakeDesk = Callable[[], NewsroomSession]


@pytest.fixture
def make_desk(newsroom: Newsroom, now: datetime, qtbot: QtBot) -> Iterator[MakeDesk]:
    made: list[NewsroomSession] = []

    def make() -> NewsroomSession:
        made.append(NewsroomSession(newsroom, lambda: now))
        return made[-1]

    yield make
    for desk in made:
        desk.leave_story(even_lost=True)
        desk.close()


def opened(make_desk: MakeDesk, path: Path) -> tuple[NewsroomSession, StorySession]:
    desk = make_desk()
    assert desk.open_story(path) and desk.current is not None
    return desk, desk.current


def type_into(session: StorySession, words: str) -> None:
    cursor = QTextCursor(session.body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    for letter in words:
        cursor.insertText(letter)


def crash(desk: NewsroomSession) -> None:
    """What a crash leaves: the journal's files, and no lock on them."""
    assert desk.current is not None
    desk.current._autosave.stop()
    desk._forget(desk.current, saved=False)
    desk.recovery.close()


def journals() -> list[Path]:
    return sorted(recovery_places()[0].glob("*.journal"))


def crashed_with(make_desk: MakeDesk, path: Path, words: str) -> str:
    """A session types `words` and dies; returns its text."""
    desk, session = opened(make_desk, path)
    type_into(session, words)
    text = session.text
    assert desk.recovery.flush()
    crash(desk)
    return text


# -- into the journal


def test_a_story_that_is_only_read_leaves_no_journal(make_desk: MakeDesk, ferry: Path) -> None:
    desk, _session = opened(make_desk, ferry)
    assert desk.recovery.flush()
    assert journals() == []


def test_typing_reaches_the_journal_by_itself(make_desk: MakeDesk, ferry: Path, qtbot: QtBot) -> None:
    _desk, session = opened(make_desk, ferry)
    type_into(session, " Two tugs came.")
    session._autosave.stop()
    qtbot.waitUntil(lambda: bool(journals()))
    qtbot.waitUntil(lambda: read_last(journals()[0].read_bytes()).entry is not None)
    entry = read_last(journals()[0].read_bytes()).entry
    assert entry is not None and entry.text == session.text
    assert entry.path == str(ferry) and entry.base == session.base_digest


def test_one_who_never_pauses_is_written_too(
    make_desk: MakeDesk, ferry: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_journal, "PAUSE_MS", 60_000)
    _desk, session = opened(make_desk, ferry)
    type_into(session, "x")
    session._autosave.stop()
    qtbot.waitUntil(lambda: bool(journals()))


def test_a_key_press_itself_writes_nothing(
    make_desk: MakeDesk, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _desk, session = opened(make_desk, ferry)
    monkeypatch.setattr(StorySession, "text", property(lambda _self: pytest.fail("the text was taken")))
    type_into(session, "several keys")
    monkeypatch.undo()


def test_headline_and_source_are_in_it_too(make_desk: MakeDesk, ferry: Path) -> None:
    desk, session = opened(make_desk, ferry)
    session.edit("Change headline", title="Afloat again")
    assert desk.recovery.flush()
    entry = read_last(journals()[0].read_bytes()).entry
    assert entry is not None and "title: Afloat again" in entry.text
    session.enter_source()
    assert session.source_document is not None
    QTextCursor(session.source_document).insertText("x")
    assert desk.recovery.flush()
    entry = read_last(journals()[0].read_bytes()).entry
    assert entry is not None and entry.text == session.text and entry.text.startswith("x---")


def test_a_saved_story_s_journal_has_nothing_to_offer(make_desk: MakeDesk, ferry: Path, qtbot: QtBot) -> None:
    desk, session = opened(make_desk, ferry)
    type_into(session, " More.")
    assert desk.recovery.flush()
    assert session.save()

    def is_saved() -> bool:
        entry = read_last(journals()[0].read_bytes()).entry
        return entry is not None and entry.is_saved

    qtbot.waitUntil(is_saved)
    crash(desk)
    ferry.write_text(
        "---\ntitle: Theirs\n---\n", "utf-8"
    )  # what somebody did later is no business of the journal's
    again, _session = opened(make_desk, ferry)
    assert again.recovery.offer is None and journals() == []


def test_the_same_text_is_not_written_again(make_desk: MakeDesk, ferry: Path) -> None:
    desk, session = opened(make_desk, ferry)
    session._autosave.stop()
    type_into(session, " More.")
    assert desk.recovery.flush()
    before = journals()[0].stat().st_size
    assert desk.recovery.flush() and journals()[0].stat().st_size == before
    type_into(session, "!")
    assert desk.recovery.flush() and journals()[0].stat().st_size > before


def test_closing_a_saved_story_takes_its_journal_away(make_desk: MakeDesk, ferry: Path) -> None:
    desk, session = opened(make_desk, ferry)
    type_into(session, " More.")
    assert desk.recovery.flush() and journals()
    assert desk.close_story()
    assert journals() == []


# -- out of it again


def test_it_is_offered_and_restored_as_one_step(make_desk: MakeDesk, ferry: Path, newsroom: Newsroom) -> None:
    on_disk = ferry.read_text("utf-8")
    text = crashed_with(make_desk, ferry, " Two tugs came.")
    desk, session = opened(make_desk, ferry)
    assert session.text == on_disk and ferry.read_text("utf-8") == on_disk
    offer = desk.recovery.offer
    assert offer is not None and offer.kind is OfferKind.UNSAVED and offer.more_words == 3
    assert desk.recovery.restore()
    assert session.text == text and desk.recovery.offer is None
    session.undo_stack.undo()
    assert session.text == on_disk and not session.undo_stack.canUndo()
    session.undo_stack.redo()
    assert session.save() and ferry.read_text("utf-8") == text
    assert not (newsroom.private_folder / "conflicts").exists()


def test_the_caret_comes_back(make_desk: MakeDesk, ferry: Path, qtbot: QtBot) -> None:
    desk, session = opened(make_desk, ferry)
    session.caret_at = lambda: 9
    type_into(session, " Two tugs came.")
    desk.recovery.flush()
    crash(desk)
    desk, session = opened(make_desk, ferry)
    places: list[int] = []
    session.caret_wanted.connect(places.append)
    desk.recovery.restore()
    assert places[-1] == 9


def test_discarded_it_is_kept_for_thirty_days_and_can_be_had_back(
    make_desk: MakeDesk, ferry: Path, now: datetime
) -> None:
    text = crashed_with(make_desk, ferry, " Two tugs came.")
    desk, session = opened(make_desk, ferry)
    desk.recovery.discard()
    assert desk.recovery.offer is None and not session.is_dirty
    assert desk.recovery.bring_back()
    assert desk.recovery.restore() and session.text == text
    assert not desk.recovery.bring_back()
    store = RecoveryStore(recovery_places())
    store.sweep(now + KEPT_FOR)
    assert text in [left.entry.text for left in store.kept()]
    store.sweep(now + KEPT_FOR + timedelta(seconds=1))
    assert store.kept() == []


def test_a_file_changed_meanwhile_is_kept_when_the_text_is_restored(
    make_desk: MakeDesk, ferry: Path, newsroom: Newsroom
) -> None:
    text = crashed_with(make_desk, ferry, " Two tugs came.")
    theirs = "---\ntitle: Theirs\n---\n\nTheir text.\n"
    ferry.write_text(theirs, "utf-8")
    desk, session = opened(make_desk, ferry)
    assert desk.recovery.offer is not None and desk.recovery.offer.kind is OfferKind.CHANGED
    assert desk.recovery.restore() and session.text == text
    (kept,) = (newsroom.private_folder / "conflicts").iterdir()
    assert kept.read_text("utf-8") == theirs
    session.undo_stack.undo()
    assert session.text == theirs


def test_a_story_that_somebody_else_writes_is_not_restored_over(
    make_desk: MakeDesk, ferry: Path, qtbot: QtBot
) -> None:
    crashed_with(make_desk, ferry, " Two tugs came.")
    desk, session = opened(make_desk, ferry)
    session.set_read_only(True)
    with qtbot.waitSignal(desk.trouble):
        assert not desk.recovery.restore()
    assert desk.recovery.offer is not None


def test_when_theirs_cannot_be_kept_nothing_is_replaced(
    make_desk: MakeDesk, ferry: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    crashed_with(make_desk, ferry, " Two tugs came.")
    ferry.write_text("---\ntitle: Theirs\n---\n", "utf-8")
    desk, session = opened(make_desk, ferry)

    def refuse(*_arguments: object) -> Path:
        raise StorySaveFailed(ferry, "the disk is full")

    monkeypatch.setattr(recovery_module, "keep_aside", refuse)
    with qtbot.waitSignal(desk.trouble):
        assert not desk.recovery.restore()
    assert session.meta.title == "Theirs" and desk.recovery.offer is not None


def test_a_text_the_file_has_by_now_is_retired_silently(make_desk: MakeDesk, ferry: Path) -> None:
    text = crashed_with(make_desk, ferry, " Two tugs came.")
    ferry.write_text(text, "utf-8")
    desk, _session = opened(make_desk, ferry)
    assert desk.recovery.offer is None and journals() == []
    assert len(list((recovery_places()[0] / "kept").iterdir())) == 1


def test_two_crashes_are_offered_one_after_the_other_the_last_first(make_desk: MakeDesk, ferry: Path) -> None:
    first = crashed_with(make_desk, ferry, " First.")
    second = crashed_with(make_desk, ferry, " Second.")
    desk, _session = opened(make_desk, ferry)
    offers = []
    while desk.recovery.offer is not None:
        offers.append(desk.recovery.offer.left.entry.text)
        desk.recovery.discard()
    assert sorted(offers) == sorted([first, second])


def test_an_offer_nobody_answers_is_made_again(make_desk: MakeDesk, ferry: Path) -> None:
    text = crashed_with(make_desk, ferry, " Two tugs came.")
    desk, _session = opened(make_desk, ferry)
    assert desk.close_story()
    assert desk.open_story(ferry) and desk.recovery.offer is not None
    assert desk.close()
    desk, _session = opened(make_desk, ferry)
    assert desk.recovery.offer is not None and desk.recovery.offer.left.entry.text == text


def test_the_old_journal_stays_until_the_new_one_has_the_text(
    make_desk: MakeDesk, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = crashed_with(make_desk, ferry, " Two tugs came.")
    (old,) = journals()
    desk, session = opened(make_desk, ferry)
    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "_sync", lambda _handle: (_ for _ in ()).throw(OSError(5, "fault")))
        assert desk.recovery.restore() and session.text == text
        assert journals() == [old]
        crash(desk)
    again, _session = opened(make_desk, ferry)
    assert again.recovery.offer is not None and again.recovery.offer.left.entry.text == text


@pytest.mark.parametrize("point", ["before", "after flush"])
def test_a_crash_during_recovery_loses_nothing(
    point: str, make_desk: MakeDesk, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = crashed_with(make_desk, ferry, " Two tugs came.")
    desk, _session = opened(make_desk, ferry)
    if point == "after flush":
        with monkeypatch.context() as patch:
            patch.setattr(RecoveryStore, "keep", lambda *_arguments: False)
            desk.recovery.restore()
    crash(desk)
    again, _session = opened(make_desk, ferry)
    texts = []
    while again.recovery.offer is not None:
        texts.append(again.recovery.offer.left.entry.text)
        again.recovery.discard()
    assert text in texts


def test_another_newsroom_s_journal_is_left_to_it(make_desk: MakeDesk, ferry: Path, tmp_path: Path) -> None:
    crashed_with(make_desk, ferry, " Two tugs came.")
    (journal,) = journals()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "stories").mkdir()
    other = Recovery(
        Newsroom.open(ferry.parent.parent), make_desk().clock, recovery_places()
    )  # ours, to have its settings
    other._newsroom.folder = elsewhere
    assert other.waiting() == [] and journal.exists()
    desk, _session = opened(make_desk, ferry)
    assert desk.recovery.offer is not None


def test_a_newsroom_that_was_moved_is_known_by_its_file(
    make_desk: MakeDesk, ferry: Path, newsroom: Newsroom, now: datetime
) -> None:
    text = crashed_with(make_desk, ferry, " Two tugs came.")
    moved = newsroom.folder.with_name("moved")
    newsroom.folder.rename(moved)
    desk = NewsroomSession(Newsroom.open(moved), lambda: now)
    assert desk.open_story(moved / "stories" / "ferry.md")
    assert desk.recovery.offer is not None and desk.recovery.offer.left.entry.text == text
    desk.close()


def test_a_journal_whose_path_leads_out_of_its_newsroom_is_not_believed(
    make_desk: MakeDesk, ferry: Path, newsroom: Newsroom, now: datetime
) -> None:
    path = f"{newsroom.folder}/../outside.md"
    journal = journal_module.Journal(recovery_places(), "a1")
    journal.write(Entry("a1", str(newsroom.folder), path, digest_of(b""), 0, now, "text"))
    journal.close()
    desk = make_desk()
    assert desk.recovery.waiting() == []


# -- stories without a file


def test_a_story_whose_file_is_gone_is_opened_with_its_text_and_saved_only_when_asked(
    make_desk: MakeDesk, ferry: Path
) -> None:
    text = crashed_with(make_desk, ferry, " Two tugs came.")
    ferry.unlink()
    desk = make_desk()
    assert desk.recovery.waiting() == [ferry]
    assert desk.open_story(ferry) and desk.current is not None
    assert desk.recovery.offer is not None and desk.recovery.offer.kind is OfferKind.GONE
    assert desk.current.text == text and not ferry.exists()
    desk.current.save_soon()
    assert not ferry.exists()
    assert desk.current.conflict.keep_mine() and ferry.read_text("utf-8") == text


def test_a_story_without_a_file_can_be_given_up_and_is_kept(make_desk: MakeDesk, ferry: Path) -> None:
    text = crashed_with(make_desk, ferry, " Two tugs came.")
    ferry.unlink()
    desk = make_desk()
    assert desk.open_story(ferry)
    desk.discard_recovered()
    assert desk.current is None and not ferry.exists() and desk.recovery.waiting() == []
    assert text in [left.entry.text for left in RecoveryStore(recovery_places()).kept()]


@pytest.fixture
def full_disk(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Nothing can be written into the newsroom, until what this gives is called."""
    from editor_app.stories import placing

    def refuse(*_arguments: object) -> Path:
        raise OSError(28, "No space left on device")

    real = placing.write_temporary
    monkeypatch.setattr(placing, "write_temporary", refuse)
    yield lambda: monkeypatch.setattr(placing, "write_temporary", real)


def test_a_new_story_on_a_full_disk_can_be_written_and_is_kept(
    make_desk: MakeDesk, full_disk: Callable[[], None], qtbot: QtBot
) -> None:
    desk = make_desk()
    assert desk.new_story("Harbour") and desk.current is not None
    session = desk.current
    assert session.state.kind is SaveKind.FAILED and session.state.reason == "the disk is full"
    type_into(session, "Written on a full disk.")
    text = session.text
    assert desk.recovery.flush()
    full_disk()
    session.save_soon()
    qtbot.waitUntil(lambda: session.state.kind is SaveKind.SAVED)
    assert session.path.read_text("utf-8") == text and "section: Harbour" in text


def test_a_never_saved_story_is_offered_after_a_crash(
    make_desk: MakeDesk, full_disk: Callable[[], None]
) -> None:
    desk = make_desk()
    assert desk.new_story() and desk.current is not None
    type_into(desk.current, "Never saved.")
    path, text = desk.current.path, desk.current.text
    desk.recovery.flush()
    crash(desk)
    again = make_desk()
    assert again.recovery.waiting() == [path]
    assert again.open_story(path) and again.current is not None and again.current.text == text


# -- saves that fail


def test_a_failed_save_goes_on_being_said_while_typing_goes_on(
    make_desk: MakeDesk, ferry: Path, full_disk: Callable[[], None], qtbot: QtBot
) -> None:
    _desk, session = opened(make_desk, ferry)
    type_into(session, " More.")
    assert not session.save()
    type_into(session, " And more.")
    assert session.state.kind is SaveKind.FAILED and session.state.reason == "the disk is full"
    waits = []
    for _ in range(6):
        with qtbot.waitSignal(session._disk.failed):
            session.save_soon()
        waits.append(session._autosave.waits_ms)
    assert waits == sorted(waits) and waits[0] < waits[-1] == 60_000
    full_disk()
    session.save_soon()
    qtbot.waitUntil(lambda: session.state.kind is SaveKind.SAVED)
    assert ferry.read_text("utf-8").endswith("More. And more.\n")


def test_a_story_that_cannot_be_saved_can_be_left_and_is_offered_again(
    make_desk: MakeDesk, ferry: Path, full_disk: Callable[[], None]
) -> None:
    desk, session = opened(make_desk, ferry)
    type_into(session, " More.")
    text = session.text
    assert not desk.close()
    assert desk.leave_story() and desk.close()
    again, _session = opened(make_desk, ferry)
    assert again.recovery.offer is not None and again.recovery.offer.left.entry.text == text


def test_when_the_journal_fails_too_it_is_told_and_the_story_is_not_left(
    make_desk: MakeDesk,
    ferry: Path,
    full_disk: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    desk, session = opened(make_desk, ferry)
    told: list[str] = []
    desk.recovery.journal_failed.connect(told.append)
    type_into(session, " More.")
    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "_sync", lambda _handle: (_ for _ in ()).throw(OSError(28, "full")))
        assert not desk.recovery.flush() and not desk.recovery.flush()
        assert told == ["the disk is full"]
        assert not desk.leave_story() and desk.current is session
    assert desk.recovery.flush()
    assert told == ["the disk is full", ""]


def test_typing_during_a_slow_save_is_no_conflict(
    make_desk: MakeDesk, ferry: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The second save must not start from what the file held before the first."""
    import threading

    from editor_app.session import saving

    gate, real = threading.Event(), saving._write

    def slow(*arguments: object) -> object:
        gate.wait(5)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "_write", slow)
    _desk, session = opened(make_desk, ferry)
    type_into(session, " One.")
    session.save_soon()
    type_into(session, " Two.")
    session.save_soon()
    gate.set()
    qtbot.waitUntil(lambda: ferry.read_text("utf-8").endswith("One. Two.\n"), timeout=3_000)
    qtbot.waitUntil(lambda: session.state.kind is SaveKind.SAVED)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_journals_are_for_this_account_alone(make_desk: MakeDesk, ferry: Path) -> None:
    crashed_with(make_desk, ferry, " Two tugs came.")
    (journal,) = journals()
    assert journal.stat().st_mode & 0o077 == 0 and journal.parent.stat().st_mode & 0o077 == 0
