"""The main job, in the real application and by keys: wire copy in, a published page out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.workflow import Status
from editor_app.ui.main_window import MainWindow
from editor_app.ui.workspace import Workspace
from tests.end_to_end.conftest import ALT, CTRL, SHIFT, WIRE, Hands

Key = Qt.Key


def import_wire(window: MainWindow, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "lens.txt"
    file.write_text(WIRE, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(file)], ""))
    window.table["file.import"].trigger()
    assert window.desk is not None
    catalogue = window.desk.catalogue
    hands.wait_for(lambda: catalogue.by_title("Lighthouse lens stolen from Gull Holm") is not None)
    entry = catalogue.by_title("Lighthouse lens stolen from Gull Holm")
    assert entry is not None
    return entry.path


def open_from_list(window: MainWindow, hands: Hands, words: str) -> None:
    hands.press(Key.Key_L, CTRL)
    hands.type(words)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    hands.wait_for(lambda: window.desk.current is not None and words in window.desk.current.meta.title)


def test_from_wire_copy_to_published_page(
    window: MainWindow, hands: Hands, room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = import_wire(window, hands, tmp_path, monkeypatch)
    imported = path.read_text(encoding="utf-8")
    assert "status: draft" in imported
    open_from_list(window, hands, "seed exchange")
    open_from_list(window, hands, "Lighthouse lens")
    assert window.workspace is not None
    session = window.desk.current
    assert session is not None and session.path == path

    write_headline_and_text(window.workspace, session, hands)
    set_section(window.workspace, session, hands)
    set_breaking(window.workspace, session, hands)
    add_related(window.workspace, session, hands)
    switch_pinterest_off(window.workspace, session, hands)
    publish(window, hands)

    check_story_file(path, imported)
    check_page(room)


def write_headline_and_text(work: Workspace, session: StorySession, hands: Hands) -> None:
    """By keys from the headline down: the standfirst is the next field, then the body."""
    work.editor.galley.head.focus_field("title")
    hands.press(Key.Key_End)
    hands.type(" in fog")
    assert session.meta.title == "Lighthouse lens stolen from Gull Holm in fog"
    hands.press(Key.Key_Down)
    hands.type("Two tonnes of glass are missing from the island’s light.")
    assert session.meta.description == "Two tonnes of glass are missing from the island’s light."
    work.editor.focus_text()
    hands.press(Key.Key_Home, CTRL)
    hands.type("Nobody heard it go. ")
    hands.press(Key.Key_Left, times=2)
    hands.press(Key.Key_Left, CTRL | SHIFT)
    hands.press(Key.Key_B, CTRL)
    assert "Nobody heard it **go**." in session.body.markdown()


def set_section(work: Workspace, session: StorySession, hands: Hands) -> None:
    """Where it belongs: checks will not let a story out without a section."""
    assert work.open_panel == "story"
    work.inspector.story.section.setFocus()
    hands.type("Harbour")
    assert session.meta.section == "Harbour"


def set_breaking(work: Workspace, session: StorySession, hands: Hands) -> None:
    """Breaking, with an alert."""
    hands.press(Key.Key_2, ALT)
    assert work.open_panel == "breaking"
    assert session.meta.breaking is not None
    work.inspector.breaking.alert.editor.setFocus()
    hands.type("Two-tonne lens stolen from Gull Holm light")
    assert session.meta.breaking.alert == "Two-tonne lens stolen from Gull Holm light"


def add_related(work: Workspace, session: StorySession, hands: Hands) -> None:
    """A related story, found by typing."""
    hands.press(Key.Key_3, ALT)
    work.inspector.related.finder.field.setFocus()
    hands.type("seed exch")
    hands.press(Key.Key_Return)
    assert [link.story for link in session.meta.related] == ["seed-library"]


def switch_pinterest_off(work: Workspace, session: StorySession, hands: Hands) -> None:
    """One network off."""
    hands.press(Key.Key_4, ALT)
    pills = work.inspector.share.pills
    pills.setFocus()
    while pills._pills[pills._current].network != "pinterest":
        hands.press(Key.Key_Right)
    hands.press(Key.Key_Space)
    assert session.meta.share.networks == ("facebook", "x", "linkedin", "whatsapp")


def publish(window: MainWindow, hands: Hands) -> None:
    """Everything is as it should be, so the way out is Enter."""
    hands.press(Key.Key_P, CTRL | SHIFT)
    assert window.commands is not None
    hands.wait_for(lambda: window.commands.publishing.dialog is not None)
    dialog = window.commands.publishing.dialog
    assert QApplication.focusWidget() is dialog.publish
    hands.press(Key.Key_Return)
    hands.wait_for(lambda: dialog.pages.currentWidget() in (dialog.done, dialog.failure), timeout=60_000)
    assert dialog.pages.currentWidget() is dialog.done
    hands.press(Key.Key_Escape)
    check_that_undo_stops(window, hands)


def check_that_undo_stops(window: MainWindow, hands: Hands) -> None:
    """Readers have the page: Ctrl+Z does not take it from them behind anybody's back."""
    assert window.workspace is not None and window.workspace.session is not None
    window.workspace.editor.focus_text()
    hands.press(Key.Key_Z, CTRL, times=3)
    assert window.workspace.session.meta.status is Status.PUBLISHED
    assert not window.table["edit.undo"].isEnabled()


def check_story_file(path: Path, imported: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert "title: Lighthouse lens stolen from Gull Holm in fog\n" in text
    assert "status: published\n" in text
    assert "section: Harbour\n" in text
    assert "level: breaking\n" in text
    assert "alert: Two-tonne lens stolen from Gull Holm light\n" in text
    assert "story: seed-library" in text
    assert "pinterest" not in text
    assert "\ndate: " in text
    assert "\nNobody heard it **go**. The great lens of the Gull Holm light" in text
    # Let stand: every paragraph nobody touched is as it was imported.
    untouched = imported.partition("the lighthouse trust said.")[2]
    assert untouched
    assert text.endswith(untouched)


def check_page(room: Path) -> None:
    newsroom = Newsroom.open(room)
    site = newsroom.output_folder
    page = (site / "harbour/lighthouse-lens-stolen-from-gull-holm/index.html").read_text(encoding="utf-8")
    assert "<h1" in page
    assert "Lighthouse lens stolen from Gull Holm in fog</h1>" in page
    assert "Two tonnes of glass are missing from the island’s light." in page
    assert "Nobody heard it <strong>go</strong>." in page
    assert "data-breaking-until=" in page
    assert "Library seed exchange gives away its 1,000th packet" in page
    assert "Flood warning for lower Merrow" in page
    for host in ("facebook.com/sharer", "x.com/intent", "linkedin.com/sharing", "wa.me"):
        assert host in page
    assert "pinterest.com/pin" not in page
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "Two-tonne lens stolen from Gull Holm light" in front
    assert "Lighthouse lens stolen from Gull Holm in fog" in front


def test_an_untouched_story_is_not_written(window: MainWindow, room: Path, hands: Hands) -> None:
    before = {path: path.read_bytes() for path in (room / "stories").rglob("*.md")}
    assert window.desk is not None
    for entry in window.desk.catalogue.entries:
        assert window.workspace.open_story(entry.path)
        assert window.desk.current.save()
    assert {path: path.read_bytes() for path in (room / "stories").rglob("*.md")} == before


def test_undo_takes_back_everything_to_the_byte(window: MainWindow, room: Path, hands: Hands) -> None:
    open_from_list(window, hands, "Ferry with 143")
    session = window.desk.current
    before = session.path.read_bytes()
    window.workspace.editor.focus_text()
    hands.type("New words. ")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_A, CTRL)
    hands.press(Key.Key_B, CTRL)
    session.edit("Send for review", tags=("one",))
    assert session.save()
    assert session.path.read_bytes() != before
    for _ in range(20):
        hands.press(Key.Key_Z, CTRL)
    assert session.save()
    assert session.path.read_bytes() == before


def test_a_published_story_that_fails_to_export_stays_what_it_was(
    window: MainWindow, hands: Hands, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_from_list(window, hands, "parking zones")
    session = window.desk.current
    before = session.path.read_bytes()
    assert session.meta.status is Status.READY

    def fails(*_args: object, **_named: object) -> object:
        from editor_app.publish.site import ExportError

        raise ExportError("The disk is full.")

    monkeypatch.setattr("editor_app.session.publishing.export_site", fails)
    hands.press(Key.Key_P, CTRL | SHIFT)
    hands.wait_for(lambda: window.commands.publishing.dialog is not None)
    dialog = window.commands.publishing.dialog
    dialog.publish.click()
    hands.wait_for(lambda: dialog.pages.currentWidget() is dialog.failure)
    assert session.path.read_bytes() == before
    dialog.close_sheet()


def test_opening_a_newsroom_shows_no_stray_window(window: MainWindow, qapp: QApplication, room: Path) -> None:
    shown: list[str] = []

    def look(_window: object) -> None:
        shown.extend(type(widget).__name__ for widget in qapp.topLevelWidgets() if widget.isVisible())

    qapp.focusWindowChanged.connect(look)
    assert window.open_newsroom(room)
    qapp.processEvents()
    assert window.isActiveWindow()
    assert set(shown) <= {"MainWindow"}
    qapp.focusWindowChanged.disconnect(look)
