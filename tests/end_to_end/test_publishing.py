"""Ways out other than the straight one: at a time, through an embargo, stopped half way, and back off the site."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from editor_app.publish.site import ExportCancelled, Progress
from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.workflow import Status
from editor_app.ui.dialogs.confirm_dialog import ConfirmDialog
from editor_app.ui.dialogs.embargo_consent import EmbargoConsent
from editor_app.ui.dialogs.import_result import ImportResult
from editor_app.ui.dialogs.publish_dialog import PublishDialog
from editor_app.ui.main_window import MainWindow
from tests.end_to_end.conftest import Hands


def opened(window: MainWindow, room: Path, slug: str) -> StorySession:
    assert window.workspace is not None
    assert window.desk is not None
    assert window.workspace.open_story(room / "stories" / f"{slug}.md")
    assert window.desk.current is not None
    return window.desk.current


def dialog_of(window: MainWindow) -> PublishDialog:
    assert window.commands is not None
    dialog = window.commands.publishing.dialog
    assert dialog is not None
    return dialog


def finish(dialog: PublishDialog, hands: Hands) -> None:
    hands.wait_for(lambda: dialog.pages.currentWidget() is dialog.done, timeout=60_000)
    dialog.finish.click()


def confirm(window: MainWindow) -> None:
    asked = window.findChild(ConfirmDialog)
    assert asked is not None
    asked.confirm.click()


def page_of(room: Path, session: StorySession) -> Path:
    newsroom = Newsroom.open(room)
    return newsroom.output_folder / newsroom.address_path(session.story).strip("/") / "index.html"


def test_publishing_at_a_time_holds_the_page_back_until_then(
    window: MainWindow, room: Path, hands: Hands
) -> None:
    session = opened(window, room, "parking-zones")
    window.table["story.schedule"].trigger()
    dialog = dialog_of(window)
    later = (datetime.now(UTC) + timedelta(hours=3)).replace(second=0, microsecond=0)
    dialog.checks.moment.set_moment(later)
    dialog.publish.click()
    hands.wait_for(lambda: dialog.pages.currentWidget() is dialog.done, timeout=60_000)
    dialog.finish.click()
    assert session.meta.status is Status.PUBLISHED
    assert session.meta.embargo == session.meta.date == later
    assert not page_of(room, session).exists()
    assert window.desk is not None
    assert window.desk.check(session.story).must_fix == ()


def test_an_embargo_is_broken_only_with_the_word(window: MainWindow, room: Path, hands: Hands) -> None:
    session = opened(window, room, "parking-zones")
    embargo = (datetime.now(UTC) + timedelta(hours=3)).replace(second=30, microsecond=0)
    session.edit("Set embargo", embargo=embargo)
    window.table["story.publish"].trigger()
    dialog = dialog_of(window)
    assert dialog.publish.isEnabled()
    assert dialog.checks.choices.at == embargo  # to the second
    dialog.checks.moment.setDateTime(dialog.checks.moment.dateTime().addSecs(-3600))
    assert dialog.publish.text() == "Break embargo…"
    dialog.checks.when.set_value("now")
    dialog.checks.when.chosen.emit("now")
    dialog.publish.click()
    consent = window.findChild(EmbargoConsent)
    assert consent is not None
    assert not consent.confirm.isEnabled()
    consent.word.setText("publish")
    consent.confirm.click()
    finish(dialog, hands)
    assert session.meta.embargo is None
    assert page_of(room, session).exists()


def test_stop_leaves_story_and_site_as_they_were(
    window: MainWindow, room: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(
        _room: Newsroom,
        _output: Path,
        _now: datetime,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        **_rest: object,
    ) -> None:
        while not cancelled():
            progress(Progress("Writing pages", 1, 1000))
            time.sleep(0.005)
        raise ExportCancelled

    session = opened(window, room, "parking-zones")
    before = session.path.read_bytes()
    monkeypatch.setattr("editor_app.session.publishing.export_site", endless)
    window.table["story.publish"].trigger()
    dialog = dialog_of(window)
    dialog.publish.click()
    hands.wait_for(lambda: "1 of 1000" in dialog.progress.words.text())
    dialog.stop.click()
    hands.wait_for(lambda: dialog.pages.currentWidget() is dialog.checks)
    assert session.path.read_bytes() == before
    session.undo_stack.redo()
    assert session.meta.status is Status.READY
    assert not Newsroom.open(room).output_folder.exists()


def test_publishing_again_writes_only_what_changed_and_unpublishing_takes_it_away(
    window: MainWindow, room: Path, hands: Hands
) -> None:
    session = opened(window, room, "parking-zones")
    for _ in range(2):
        window.table["story.publish"].trigger()
        dialog = dialog_of(window)
        dialog.checks.mark_updated.setChecked(False)
        dialog.publish.click()
        finish(dialog, hands)
    site = Newsroom.open(room).output_folder
    untouched = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    window.table["story.publish"].trigger()
    dialog = dialog_of(window)
    dialog.checks.mark_updated.setChecked(False)
    dialog.publish.click()
    finish(dialog, hands)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()} == untouched
    page = page_of(room, session)
    assert page.exists()
    window.table["story.unpublish"].trigger()
    confirm(window)
    hands.wait_for(lambda: not page.exists())
    assert session.meta.status is Status.DRAFT
    assert "parking-zones" not in (site / "feed.xml").read_text(encoding="utf-8")


def test_back_to_draft_asks_before_a_page_leaves_the_site(
    window: MainWindow, room: Path, hands: Hands
) -> None:
    session = opened(window, room, "ferry-aground")
    window.table["story.draft"].trigger()
    assert session.meta.status is Status.PUBLISHED
    assert window.findChildren(ConfirmDialog)


def test_a_banner_taken_down_by_mistake_is_put_back_though_something_else_was_edited(
    window: MainWindow, room: Path, hands: Hands
) -> None:
    assert window.workspace is not None
    session = opened(window, room, "ferry-aground")
    before = session.meta.breaking
    window.table["site.export"].trigger()
    front = Newsroom.open(room).output_folder / "index.html"
    hands.wait_for(lambda: front.exists(), timeout=60_000)
    window.workspace.inspector.breaking.take_down()
    session.edit("Change note", note="They rang back.")
    toast = window.workspace.toast
    assert toast.accessibleName() == "Banner taken down"
    toast._button.click()
    assert session.meta.breaking == before
    assert session.meta.note == "They rang back."


def test_an_import_of_several_files_says_what_was_made_out(
    window: MainWindow, room: Path, tmp_path: Path, hands: Hands
) -> None:
    assert window.commands is not None
    files = [tmp_path / "one.txt", tmp_path / "two.txt"]
    files[0].write_text(
        "Breaking News\n\nQuay shut after crane slips\n\nThe quay is shut.\n\nFacebook\nTwitter\n"
    )
    files[1].write_text("Bus late again\n\nThe bus was late.\n")
    window.commands.importing.start(files)
    hands.wait_for(lambda: window.findChild(ImportResult) is not None)
    sheet = window.findChild(ImportResult)
    assert sheet is not None
    words = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "Breaking, 2 networks, 4 words" in words
    assert "Bus late again" in words
