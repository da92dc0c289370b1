from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from editor_app.session.job import Job
from editor_app.ui.inspector.story_panel import StoryPanel
from tests.stories.pictures_made import XMP, picture_bytes


@pytest.fixture
def panel(qtbot, theme, desk, ferry) -> StoryPanel:
    panel = StoryPanel(theme, desk)
    qtbot.addWidget(panel)
    panel.set_session(ferry)
    panel.show()
    return panel


@pytest.fixture
def new_panel(qtbot, theme, desk, draft) -> StoryPanel:
    panel = StoryPanel(theme, desk)
    qtbot.addWidget(panel)
    panel.set_session(draft)
    panel.show()
    return panel


def test_shows_what_the_file_says(panel):
    assert panel.slug.editor.text() == "ferry-aground"
    assert panel.section.currentText() == "Harbour"
    assert panel.dateline.text() == "Ostrey"
    assert panel.byline.tokens == ("Maren Oduya", "Tomas Brandt")
    assert panel.tags.tokens == ("ferry", "Gull Holm", "lifeboats")
    assert panel.published.text() == "Today 13:31"
    assert panel.updated.text() == "Today 14:32"
    assert panel.note.text().startswith("Harbour office")


def test_typing_a_dateline_reaches_the_file_and_undo_the_field(panel, ferry, qtbot):
    panel.dateline.selectAll()
    qtbot.keyClicks(panel.dateline, "Fennick")
    assert ferry.meta.dateline == "Fennick"
    assert "dateline: Fennick\n" in ferry.story.head
    ferry.undo_stack.undo()
    assert panel.dateline.text() == "Ostrey"
    assert not ferry.is_dirty


def test_typing_in_the_middle_keeps_the_caret(panel, qtbot):
    panel.dateline.setCursorPosition(2)
    qtbot.keyClicks(panel.dateline, "xx")
    assert panel.dateline.text() == "Osxxtrey"
    assert panel.dateline.cursorPosition() == 4


def test_section_is_chosen_from_the_newsrooms(panel, ferry):
    panel.section.setCurrentIndex(panel.section.findData("Weather"))
    panel.section.activated.emit(panel.section.currentIndex())
    assert ferry.meta.section == "Weather"
    assert panel.slug._address.text() == "/weather/ferry-aground/"


def _choose(panel, words):
    panel.type.setCurrentIndex(panel.type.findText(words))
    panel.type.activated.emit(panel.type.currentIndex())


def test_the_kind_of_piece_is_chosen(panel, ferry):
    before = ferry.story.text
    assert panel.type.currentText() == "News"
    _choose(panel, "Opinion")
    assert "type: opinion\n" in ferry.story.head
    ferry.undo_stack.undo()
    assert panel.type.currentText() == "News" and ferry.story.text == before
    ferry.undo_stack.redo()
    _choose(panel, "News")
    assert ferry.story.text == before


def test_a_kind_by_another_name_or_of_another_program_is_kept_until_one_is_chosen(panel, ferry):
    ferry.edit("x", type="Editorial")
    assert panel.type.currentText() == "Opinion"
    _choose(panel, "Opinion")
    assert "type: Editorial\n" in ferry.story.head
    ferry.edit("x", type="post")
    assert panel.type.currentText() == "News (“post” in the file)"
    _choose(panel, panel.type.currentText())
    assert "type: post\n" in ferry.story.head
    _choose(panel, "News")
    assert "type:" not in ferry.story.head
    assert panel.type.findText("post") == -1
    assert panel.focus_key("type")


def test_a_name_that_is_typed_becomes_a_token(panel, ferry, qtbot):
    panel.byline.line.setText("Wen Aster")
    qtbot.keyClick(panel.byline.line, Qt.Key.Key_Return)
    assert ferry.meta.authors == ("Maren Oduya", "Tomas Brandt", "Wen Aster")


def test_the_slug_is_locked_once_published(panel, ferry, qtbot):
    assert panel.slug.is_locked
    qtbot.keyClicks(panel.slug.editor, "x")
    assert ferry.meta.slug == "ferry-aground"
    panel.slug._lock.trigger()
    assert "will lead readers to the new one" in panel.slug.message
    panel.slug.unlock()
    panel.slug.editor.selectAll()
    qtbot.keyClicks(panel.slug.editor, "sanderling")
    assert ferry.meta.slug == "sanderling"


def test_a_slug_readers_do_not_know_yet_is_free(new_panel, draft, qtbot):
    assert not new_panel.slug.is_locked
    new_panel.slug.editor.selectAll()
    qtbot.keyClicks(new_panel.slug.editor, "night buses!")
    assert "hyphens" in new_panel.slug.message
    assert draft.meta.slug == "night"
    new_panel.slug._tidy()
    assert draft.meta.slug == "night-buses"


def test_a_slug_of_another_story_is_reported(new_panel, draft):
    draft.edit("Change slug", slug="merrow-flood")
    assert "Another story" in new_panel.slug.message


def test_the_embargo_is_set_and_lifted(panel, ferry, qtbot):
    qtbot.mouseClick(panel.embargo.switch, Qt.MouseButton.LeftButton)
    assert ferry.meta.embargo == datetime(2026, 11, 18, 6, tzinfo=UTC)
    assert panel.embargo.moment.isVisible()
    qtbot.mouseClick(panel.embargo.switch, Qt.MouseButton.LeftButton)
    assert ferry.meta.embargo is None
    assert not panel.embargo.moment.isVisible()


def test_the_lead_image_is_described(panel, ferry, qtbot):
    panel.image.credit.selectAll()
    qtbot.keyClicks(panel.image.credit, "Wen Aster")
    assert ferry.meta.image is not None
    assert ferry.meta.image.credit == "Wen Aster"
    assert ferry.meta.image.caption.startswith("The Sanderling")
    panel.image.alt.editor.selectAll()
    qtbot.keyClick(panel.image.alt.editor, Qt.Key.Key_Delete)
    assert ferry.meta.image.alt is None
    assert "alt text" in panel.image._state.text()
    panel.image.decorative.click()
    assert ferry.meta.image.alt == ""
    assert 'alt: ""' in ferry.story.head or "alt: ''" in ferry.story.head


def test_a_picture_from_elsewhere_is_copied_into_the_newsroom(panel, desk, ferry, tmp_path, qtbot):
    outside = tmp_path / "new.jpg"
    outside.write_bytes(picture_bytes())
    panel.choose_picture = lambda _parent, _folder: outside
    panel.image.replace.click()
    qtbot.waitUntil(lambda: ferry.meta.image.src == "../images/new.jpg")
    assert ferry.meta.image.alt is None
    assert (desk.newsroom.images_folder / "new.jpg").read_bytes() == outside.read_bytes()


def test_a_picture_that_cannot_be_copied_is_told_in_a_sentence(panel, ferry, tmp_path, qtbot):
    with qtbot.waitSignal(panel.failed) as told:
        panel.set_picture(tmp_path / "gone.jpg")
    assert told.args[0].startswith("“gone.jpg” could not be copied into the newsroom")
    assert ferry.meta.image is not None
    assert ferry.meta.image.src == "../images/ferry.jpg"


def test_two_pictures_of_one_name_both_stay(panel, desk, ferry, tmp_path, qtbot):
    other = tmp_path / "ferry.jpg"
    other.write_bytes(picture_bytes(color="navy"))
    panel.set_picture(other)
    qtbot.waitUntil(lambda: ferry.meta.image.src == "../images/ferry-2.jpg")


def test_a_picture_that_arrives_after_the_story_was_left_is_not_the_next_one_s(
    panel, desk, ferry, tmp_path, qtbot
):
    other = tmp_path / "late.jpg"
    other.write_bytes(picture_bytes(color="navy"))
    panel.set_picture(other)
    panel.set_session(None)
    panel.set_session(ferry)
    qtbot.waitUntil(lambda: (desk.newsroom.images_folder / "late.jpg").exists())
    panel._errand.findChild(Job).wait()
    QApplication.processEvents()
    assert ferry.meta.image.src == "../images/ferry.jpg"


def test_a_lead_picture_on_its_way_is_in_the_story_when_that_is_left(panel, ferry, tmp_path, qtbot):
    other = tmp_path / "late.jpg"
    other.write_bytes(picture_bytes(color="navy"))
    panel.set_picture(other)
    assert ferry.close()
    assert "images/late.jpg" in ferry.path.read_text("utf-8")


def test_a_new_lead_picture_brings_the_words_of_its_file(panel, ferry, tmp_path, qtbot):
    other = tmp_path / "agency.jpg"
    other.write_bytes(picture_bytes(xmp=XMP.encode()))
    panel.set_picture(other)
    qtbot.waitUntil(lambda: ferry.meta.image.src == "../images/agency.jpg")
    image = ferry.meta.image
    assert image is not None
    assert (image.alt, image.caption) == ("A white ferry", "The ferry at the quay.")
    assert image.credit == "Leo Marsh / Ostrey Courier"


def test_without_a_story_there_is_nothing_to_edit(panel):
    panel.set_session(None)
    assert not panel._scroll.isVisible()
    assert panel._empty.isVisible()


@pytest.mark.parametrize(
    "key", ["slug", "section", "dateline", "authors", "tags", "image", "embargo", "note"]
)
def test_every_key_of_the_panel_can_be_gone_to(panel, key):
    assert panel.focus_key(key)


def test_a_key_of_another_panel_is_not_taken(panel):
    assert not panel.focus_key("breaking")
