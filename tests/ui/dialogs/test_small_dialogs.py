from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from editor_app.ui.dialogs.import_result import ImportedStory, ImportResult
from editor_app.ui.dialogs.link_dialog import LinkDialog, link_address
from editor_app.ui.dialogs.new_newsroom_dialog import NewNewsroom, NewNewsroomDialog, folder_name
from editor_app.ui.dialogs.picture_dialog import PictureDialog, PictureWords


@dataclass(frozen=True)
class Entry:
    slug: str
    headline: str


STORIES = [
    Entry("merrow-flood", "Flood warning for lower Merrow"),
    Entry("quay-contract", "Auditors question repair"),
]


def test_a_link_to_an_address(theme, window, qtbot):
    dialog = LinkDialog(theme, window, words="the tides")
    dialog.open()
    qtbot.keyClicks(dialog.target, "harbour.example/tides")
    with qtbot.waitSignal(dialog.link_chosen) as chosen:
        qtbot.keyClick(dialog.target, Qt.Key.Key_Return)
    assert chosen.args == ["https://harbour.example/tides", "the tides"]


def test_a_link_to_a_story_found_by_its_words(theme, window, qtbot):
    dialog = LinkDialog(
        theme, window, search=lambda query: [s for s in STORIES if query in s.headline.lower()]
    )
    dialog.open()
    qtbot.keyClicks(dialog.target, "merrow")
    with qtbot.waitSignal(dialog.link_chosen) as chosen:
        qtbot.keyClick(dialog.target, Qt.Key.Key_Return)
    assert chosen.args == ["merrow-flood.md", "Flood warning for lower Merrow"]


def test_a_link_that_leads_nowhere_is_refused(theme, window, qtbot):
    dialog = LinkDialog(theme, window)
    dialog.open()
    qtbot.keyClicks(dialog.target, "javascript:alert(1)")
    with qtbot.assertNotEmitted(dialog.link_chosen):
        dialog.submit()
    assert "web address" in dialog._target_field.help.text()


def test_a_link_is_removed(theme, window, qtbot):
    dialog = LinkDialog(theme, window, address="https://a.example", words="a")
    dialog.open()
    assert dialog.apply.text() == "Change link"
    with qtbot.waitSignal(dialog.link_removed):
        dialog.remove.click()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://a.example/b?c=d", "https://a.example/b?c=d"),
        ("a.example", "https://a.example"),
        ("merrow-flood.md", "merrow-flood.md"),
        ("#update-2", "#update-2"),
        ("desk@courier.example", "mailto:desk@courier.example"),
        ("mailto:desk@courier.example", "mailto:desk@courier.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("word", ""),
        ("two words", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_link_address(typed, address):
    assert link_address(typed) == address


def test_a_picture_is_described(theme, window, qtbot):
    dialog = PictureDialog(
        theme, window, "ferry.jpg", QImage(40, 30, QImage.Format.Format_RGB32), PictureWords(credit="Leo")
    )
    dialog.open()
    qtbot.keyClicks(dialog.alt.editor, "A ferry on sand")
    qtbot.keyClicks(dialog.caption.editor, "Aground.")
    with qtbot.waitSignal(dialog.words_chosen) as chosen:
        dialog.apply.click()
    assert chosen.args[0] == PictureWords("A ferry on sand", "Aground.", "Leo", False)


def test_a_decorative_picture_has_no_alt_text(theme, window, qtbot):
    dialog = PictureDialog(theme, window, "line.png", None, PictureWords(alt="was here"))
    dialog.open()
    dialog.decorative.click()
    assert not dialog.alt.isEnabled()
    assert dialog.words == PictureWords("", "", "", True)


def test_the_folder_follows_the_name_until_it_is_edited(theme, window, qtbot, tmp_path):
    dialog = NewNewsroomDialog(theme, window, tmp_path)
    dialog.open()
    qtbot.keyClicks(dialog.name, "The Skerry Post")
    assert dialog.folder.text() == str(tmp_path / "the-skerry-post")
    dialog.folder.setText(str(tmp_path / "post"))
    dialog.folder.textEdited.emit(dialog.folder.text())
    qtbot.keyClicks(dialog.name, "!")
    with qtbot.waitSignal(dialog.newsroom_wanted) as wanted:
        dialog.submit()
    assert wanted.args[0] == NewNewsroom("The Skerry Post!", tmp_path / "post")
    dialog.show_fault("That folder is not empty. Choose another.")
    assert dialog.isVisible()
    assert dialog._folder_field.help.text().startswith("That folder")


def test_a_newsroom_needs_a_name(theme, window, qtbot, tmp_path):
    dialog = NewNewsroomDialog(
        theme, window, tmp_path, choose_folder=lambda _parent, _start: tmp_path / "elsewhere"
    )
    dialog.open()
    dialog._choose()
    with qtbot.assertNotEmitted(dialog.newsroom_wanted):
        dialog.submit()
    qtbot.keyClicks(dialog.name, "Post")
    assert dialog.folder.text() == str(tmp_path / "elsewhere" / "post")


@pytest.mark.parametrize(
    ("name", "folder"),
    [("The Ostrey Courier", "the-ostrey-courier"), ("A/B: ../c", "a-b-c"), ("Öland", "öland")],
)
def test_folder_name(name, folder):
    assert folder_name(name) == folder


def test_an_import_says_what_came_in_and_what_did_not(theme, window, qtbot):
    story = ImportedStory(Path("/news/stories/us-halts.md"), "US halts shipment", "Breaking")
    dialog = ImportResult(theme, window, [story], ["notes.txt is empty."])
    dialog.open()
    assert dialog.title.text() == "1 story imported"
    with qtbot.waitSignal(dialog.open_story_requested) as asked:
        dialog.open_buttons[0].click()
    assert asked.args == [story.path]


def test_an_import_of_nothing(theme, window):
    assert ImportResult(theme, window, [], ["a.bin is not text."]).title.text() == "Nothing was imported"
