from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.ui.dialogs.import_result import ImportedStory, ImportResult
from editor_app.ui.dialogs.new_newsroom_dialog import NewNewsroom, NewNewsroomDialog, folder_name


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
