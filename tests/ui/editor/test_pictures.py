"""Pictures in the text: brought in beside the window, their words edited in place, replaced, undone."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QTextBlock
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from editor_app.richtext.drawing.picture import PicturePart, part_at
from editor_app.richtext.reader import object_in
from editor_app.stories.picture_placing import PictureData, PicturePlaces, PlacedPicture, bring_in
from editor_app.ui.editor import picture_arrivals
from editor_app.ui.editor.body_marks import text_rect
from editor_app.ui.editor.picture_actions import PictureActions
from editor_app.ui.editor.picture_words import PictureWords
from tests.stories.pictures_made import XMP, picture_bytes
from tests.ui.editor.conftest import STORY, Desk


@pytest.fixture
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the newsroom."""
    return tmp_path_factory.mktemp("camera")


def pictures(desk: Desk) -> PictureActions:
    return desk.pane.insert_actions.pictures


def words_of(desk: Desk, qtbot: QtBot) -> PictureWords:
    """The words that opened below a picture."""
    qtbot.waitUntil(lambda: pictures(desk).words is not None)
    words = pictures(desk).words
    assert words is not None
    return words


def placed(desk: Desk, qtbot: QtBot, name: str = "Quay at Dawn.png", **saved: Any) -> PictureWords:
    """A picture from the clipboard, put below the second paragraph."""
    desk.caret_at("Lifeboats had", end=True)
    kind = "PNG" if name.endswith("png") else "JPEG"
    data = PictureData(name, picture_bytes(kind, **saved))
    pictures(desk).insert([data], desk.pane.galley.body.textCursor().position())
    return words_of(desk, qtbot)


def picture_block(desk: Desk) -> QTextBlock:
    block = desk.pane.galley.body.document().begin()
    while block.isValid():
        lone = object_in(block)
        if lone is not None and lone.picture is not None:
            return block
        block = block.next()
    raise AssertionError("no picture")


def test_a_dropped_picture_is_copied_and_asks_for_its_alt_text(
    desk: Desk, qtbot: QtBot, camera: Path
) -> None:
    file = camera / "Quay at Dawn.png"
    file.write_bytes(picture_bytes("PNG"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    desk.caret_at("Lifeboats had", end=True)
    desk.pane.galley.body.insertFromMimeData(data)
    words = words_of(desk, qtbot)
    assert QApplication.focusWidget() is words.alt
    QTest.keyClicks(words.alt, "A quay")
    words.caption.setFocus()
    QTest.keyClicks(words.caption, "Dawn.")
    QTest.keyClick(words.caption, Qt.Key.Key_Escape)
    assert '![A quay](../images/quay-at-dawn.png "Dawn.")' in desk.text
    assert (desk.folder / "images" / "quay-at-dawn.png").read_bytes() == file.read_bytes()
    assert QApplication.focusWidget() is desk.pane.galley.body


def test_words_found_in_the_file_are_there_already(desk: Desk, qtbot: QtBot) -> None:
    words = placed(desk, qtbot, "ferry.jpg", xmp=XMP.encode())
    assert words.alt.words() == "A white ferry"
    assert words.hint.text()
    assert QApplication.focusWidget() is words.caption
    assert '"The ferry at the quay. (Photo: Leo Marsh / Ostrey Courier)"' in desk.text


def test_undo_takes_words_back_as_one_step_and_then_the_picture(desk: Desk, qtbot: QtBot) -> None:
    words = placed(desk, qtbot)
    for piece in ("A quay", " at dawn"):
        QTest.keyClicks(words.alt, piece)
    words.caption.setFocus()
    QTest.keyClicks(words.caption, "Dawn.")
    words.finish(0)
    assert '![A quay at dawn](../images/quay-at-dawn.png "Dawn.")' in desk.text
    desk.session.undo_stack.undo()
    assert "![](../images/quay-at-dawn.png)" in desk.text
    desk.session.undo_stack.undo()
    assert desk.text == STORY
    desk.session.undo_stack.redo()
    desk.session.undo_stack.redo()
    assert '![A quay at dawn](../images/quay-at-dawn.png "Dawn.")' in desk.text


def test_undo_with_untouched_words_reaches_the_story_and_closes_them(desk: Desk, qtbot: QtBot) -> None:
    words = placed(desk, qtbot)
    QTest.keyClick(words.alt, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.text == STORY
    assert pictures(desk).words is None


def test_words_of_a_picture_that_undo_takes_away_never_end_under_another(desk: Desk, qtbot: QtBot) -> None:
    placed(desk, qtbot, "first.jpg").finish(0)
    below = picture_block(desk).next().position()
    pictures(desk).insert([PictureData("second.jpg", picture_bytes(color="navy"))], below - 1)
    words_of(desk, qtbot).finish(0)
    pictures(desk).open_words(picture_block(desk), PicturePart.BADGE)
    desk.session.undo_stack.undo()
    desk.session.undo_stack.undo()
    assert desk.text == STORY
    assert pictures(desk).words is None
    presentation = desk.session.body.presentation
    assert presentation is not None
    assert presentation.scene.room is None
    assert QApplication.focusWidget() is desk.pane.galley.body


def test_what_is_typed_is_in_the_story_while_the_words_are_open(desk: Desk, qtbot: QtBot) -> None:
    words = placed(desk, qtbot)
    QTest.keyClicks(words.alt, "A quay")
    assert "![A quay]" in desk.text
    assert pictures(desk).words is words


def test_tab_goes_through_the_words_and_out_below(desk: Desk, qtbot: QtBot) -> None:
    words = placed(desk, qtbot)
    QTest.keyClick(words.alt, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is words.credit
    QTest.keyClick(words.credit, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is words.caption
    for widget in (words.credit, words.alt, words.decorative, words.replace, words.remove):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is widget
    QTest.keyClick(words.remove, Qt.Key.Key_Tab)
    body = desk.pane.galley.body
    assert QApplication.focusWidget() is body
    assert body.textCursor().block() == picture_block(desk).next()


def test_enter_on_a_chosen_picture_edits_its_words(desk: Desk, qtbot: QtBot) -> None:
    placed(desk, qtbot).finish(0)
    QTest.keyClick(desk.pane.galley.body, Qt.Key.Key_Return)
    words = words_of(desk, qtbot)
    QTest.keyClick(words.alt, Qt.Key.Key_Return)
    assert pictures(desk).words is None
    assert desk.text.count("quay-at-dawn") == 1


def test_decoration_is_a_choice_of_its_own(desk: Desk, qtbot: QtBot) -> None:
    words = placed(desk, qtbot)
    words.decorative.click()
    assert "![](../images/quay-at-dawn.png){role=presentation}" in desk.text
    assert not words.alt.isEnabled()
    words.decorative.click()
    assert "role=presentation" not in desk.text


def test_the_chosen_picture_has_actions_of_its_own(desk: Desk, qtbot: QtBot) -> None:
    assert not desk.actions["picture.words"].isEnabled()
    placed(desk, qtbot).finish(0)
    desk.actions["picture.decorative"].trigger()
    assert "{role=presentation}" in desk.text
    assert desk.actions["picture.decorative"].isChecked()
    desk.actions["picture.decorative"].trigger()
    assert "{role=presentation}" not in desk.text
    desk.actions["picture.words"].trigger()
    assert QApplication.focusWidget() is words_of(desk, qtbot).alt
    pictures(desk).close_words()
    desk.caret_at("Last words")
    assert not desk.actions["picture.replace"].isEnabled()


def test_a_click_on_a_part_opens_that_part(desk: Desk, qtbot: QtBot) -> None:
    words = placed(desk, qtbot)
    QTest.keyClicks(words.caption, "Dawn over the quay.")
    QTest.keyClicks(words.credit, "Leo Marsh")
    words.finish(0)
    body, block = desk.pane.galley.body, picture_block(desk)
    presentation = desk.session.body.presentation
    lone = object_in(block)
    assert presentation is not None and lone is not None and lone.picture is not None
    rect = text_rect(body, block)
    badge = QPoint(round(rect.right()) - 14, round(rect.top()) + 14)
    assert part_at(presentation.scene, lone.picture, rect, badge.toPointF()) is PicturePart.BADGE
    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, pos=badge)
    assert QApplication.focusWidget() is words_of(desk, qtbot).alt
    pictures(desk).close_words()
    caption = QPoint(round(rect.left()) + 30, round(text_rect(body, block).bottom()) - 8)
    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, pos=caption)
    opened = words_of(desk, qtbot)
    assert QApplication.focusWidget() is opened.caption
    assert 0 < opened.caption.textCursor().position() < 10


def test_another_file_keeps_the_words(
    desk: Desk, qtbot: QtBot, camera: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = placed(desk, qtbot)
    QTest.keyClicks(words.caption, "Dawn.")
    words.finish(0)
    other = camera / "Other.jpg"
    other.write_bytes(picture_bytes(xmp=XMP.encode()))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    pictures(desk).replace(picture_block(desk))
    qtbot.waitUntil(lambda: "other.jpg" in desk.text)
    assert '![A white ferry](../images/other.jpg "Dawn. (Photo: Leo Marsh / Ostrey Courier)")' in desk.text


def test_several_pictures_are_one_step_and_a_bad_one_is_named(desk: Desk, qtbot: QtBot) -> None:
    given = [PictureData(f"{name}.jpg", picture_bytes(color=name)) for name in ("teal", "navy", "red")]
    given.insert(1, PictureData("note.jpg", b"no picture"))
    with qtbot.waitSignal(desk.pane.trouble) as seen:
        pictures(desk).insert(given, 5)
    assert "note.jpg" in seen.args[0]
    order = [desk.text.index(f"{name}.jpg") for name in ("teal", "navy", "red")]
    assert order == sorted(order)
    assert pictures(desk).words is None
    desk.session.undo_stack.undo()
    assert desk.text == STORY


def test_a_file_that_is_no_picture_is_refused_in_a_sentence(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(desk.pane.trouble) as seen:
        pictures(desk).insert([tmp_path / "gone.png"], 0)
    assert "gone.png" in seen.args[0]
    assert desk.text == STORY


@pytest.mark.parametrize("way", ["open", "source", "save", "leave", "reload"])
def test_a_picture_on_its_way_is_in_its_story_before_anything_is_done_with_that(
    desk: Desk, qtbot: QtBot, way: str
) -> None:
    words, ferry, session = placed(desk, qtbot), desk.folder / "stories" / "ferry.md", desk.session
    QTest.keyClicks(words.alt, "A quay")
    end = desk.session.body.document.characterCount() - 1
    pictures(desk).insert([PictureData("late.jpg", picture_bytes(color="red"))], end)
    pictures(desk).insert([PictureData("later.jpg", picture_bytes(color="navy"))], end)
    match way:
        case "open":
            assert desk.newsroom.open_story(desk.folder / "stories" / "draft.md")
            assert "late" not in desk.text
            text = ferry.read_text("utf-8")
        case "source":
            desk.pane.source_switch.toggle()
            text = desk.pane.source_view.toPlainText()
        case "save":
            assert session.save()
            text = ferry.read_text("utf-8")
        case "leave":
            assert desk.newsroom.leave_story(even_lost=True)
            text = session.text
        case _:
            assert session.save()
            pictures(desk).insert([PictureData("last.jpg", picture_bytes(color="teal"))], end)
            ferry.write_text(STORY, "utf-8")
            session.check_disk()
            text = session.text
            assert "/last.jpg" in text and session.conflict.theirs is not None
    for name in ("![A quay]", "images/late.jpg", "images/later.jpg"):
        assert name in text


def test_pictures_that_never_come_keep_nobody_and_are_named(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def bring(places: PicturePlaces, given: Path | PictureData) -> PlacedPicture:
        if given.name == "far.jpg":
            go_on.wait(20)
        return bring_in(places, given)

    monkeypatch.setattr(picture_arrivals, "bring_in", bring)
    monkeypatch.setattr(picture_arrivals, "_PATIENCE_S", 0.05)
    told: list[str] = []
    desk.pane.trouble.connect(told.append)
    pictures(desk).insert(
        [PictureData(name, picture_bytes()) for name in ("far.jpg", "near.jpg")],
        desk.caret_at("Last").position(),
    )
    assert desk.newsroom.open_story(desk.folder / "stories" / "draft.md")
    go_on.set()
    assert told == [
        "“far.jpg” was not placed: it took too long. Add it again. 1 more could not be placed either."
    ]
    assert (desk.folder / "stories" / "ferry.md").read_text("utf-8") == STORY


def test_the_room_for_the_words_is_given_back(desk: Desk, qtbot: QtBot) -> None:
    words = placed(desk, qtbot)
    body = desk.pane.galley.body
    rect = text_rect(body, picture_block(desk))
    assert rect.bottom() >= words.geometry().bottom()
    words.finish(0)
    assert text_rect(body, picture_block(desk)).height() < rect.height()
    assert desk.session.undo_stack.count() == 1
