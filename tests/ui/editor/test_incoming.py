"""Pasting in the editor pane: what it says afterwards, the words alone, pictures, files, and copies that take a while."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from editor_app.intake.pasted.brought import Brought, ReadCopy, read_ahead
from editor_app.stories.picture_placing import PictureData
from editor_app.ui.editor import incoming
from tests.ui.editor.conftest import STORY, Desk

RICH = "<p>New <b>bold</b> words</p><p>and more</p>"


def copied(page: str = "", text: str = "", files: tuple[Path, ...] = ()) -> QMimeData:
    data = QMimeData()
    if page:
        data.setHtml(page)
    if text:
        data.setText(text)
    if files:
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def body_of(desk: Desk) -> str:
    return desk.session.body.markdown()


def test_a_rich_paste_offers_the_words_alone_and_both_are_one_step(desk: Desk, qtbot: QtBot) -> None:
    before = body_of(desk)
    desk.caret_at("Last words", end=True)
    with qtbot.waitSignal(desk.pane.said) as said:
        desk.pane.galley.body.paste_mime(copied(RICH, "New bold words\n\nand more"))
    words, action, then = said.args  # type: ignore[misc]
    assert (words, action) == ("Pasted with its formatting", "Paste without formatting")
    assert body_of(desk).endswith("Last wordsNew **bold** words\n\nand more")
    then()
    assert body_of(desk).endswith("Last wordsNew bold words\n\nand more")
    desk.session.undo_stack.undo()
    assert body_of(desk) == before


def test_the_words_alone_take_the_selection_again(desk: Desk, qtbot: QtBot) -> None:
    desk.caret_at("Last", select=True)
    with qtbot.waitSignal(desk.pane.said) as said:
        desk.pane.galley.body.paste_mime(copied("<b>First</b>"))
    said.args[2]()
    assert body_of(desk).endswith("\n\nFirst words")


def test_an_edit_ends_the_offer(desk: Desk, qtbot: QtBot) -> None:
    desk.caret_at("Last words", end=True)
    with qtbot.waitSignal(desk.pane.said) as said:
        desk.pane.galley.body.paste_mime(copied(RICH))
    with qtbot.waitSignal(desk.pane.unsaid) as unsaid:
        qtbot.keyClicks(desk.pane.galley.body, "x")
    assert unsaid.args[0] is said.args[2]
    after = body_of(desk)
    said.args[2]()
    assert body_of(desk) == after


def test_plain_words_say_nothing(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(desk.pane.said, wait=20):
        desk.pane.galley.body.paste_mime(copied(text="Just words."))


def test_it_says_what_stayed_behind(desk: Desk, qtbot: QtBot) -> None:
    page = "<p>a<a href='#_ftn1'>[1]</a></p><img src='https://e.example/a.jpg'><img src='file:///a.png'>"
    with qtbot.waitSignal(desk.pane.said) as said:
        desk.pane.galley.body.paste_mime(copied(page, "a[1]"))
    assert said.args[0] == "Pasted without 2 pictures and 1 footnote"


def test_a_bitmap_is_handed_on_as_a_picture(desk: Desk, qtbot: QtBot) -> None:
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    data = copied("<img src='https://e.example/quay.jpg'>")
    data.setImageData(image)
    editor = desk.pane.galley.body
    editor.pictures_dropped.disconnect()
    with qtbot.waitSignal(editor.pictures_dropped) as dropped:
        editor.paste_mime(data)
    (picture,) = dropped.args[0]
    assert isinstance(picture, PictureData)
    assert (picture.name, QImage.fromData(picture.data).width()) == ("pasted-picture.png", 4)
    assert desk.text == STORY


def test_a_bitmap_of_text_is_text(desk: Desk) -> None:
    """Spreadsheets put a picture of the cells beside the cells."""
    data = copied("<table><tr><td>a</td><td>b</td></tr></table>", "a\tb")
    data.setImageData(QImage(4, 3, QImage.Format.Format_RGB32))
    desk.caret_at("Last words", end=True)
    desk.pane.galley.body.paste_mime(data)
    assert body_of(desk).endswith("Last wordsa\n\nb")


def test_a_picture_in_a_copy_comes_into_the_newsroom(desk: Desk) -> None:
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    from PySide6.QtCore import QBuffer

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # text, though it says bytes
    source = bytes(buffer.data().toBase64().data()).decode()
    desk.caret_at("Last words", end=True)
    desk.pane.galley.body.paste_mime(
        copied(f"<p>x</p><img alt='Blue' src='data:image/png;base64,{source}'><p>y</p>")
    )
    assert body_of(desk).endswith("Last wordsx\n\n![Blue](../images/pasted-picture.png)\n\ny")
    assert (desk.folder / "images" / "pasted-picture.png").exists()
    desk.session.undo_stack.undo()
    assert desk.text == STORY


def test_files_are_the_windows(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    notes, picture = tmp_path / "notes.docx", tmp_path / "quay.jpg"
    editor = desk.pane.galley.body
    assert not editor.canInsertFromMimeData(copied(files=(notes,), text=str(notes)))
    assert editor.canInsertFromMimeData(copied(files=(picture,)))
    with qtbot.waitSignal(desk.pane.trouble) as trouble:
        editor.paste_mime(copied(files=(notes,), text=str(notes)))
    assert "notes.docx" in trouble.args[0]
    assert desk.text == STORY


def test_a_long_copy_is_read_aside_and_typing_goes_on_after_it(desk: Desk, qtbot: QtBot) -> None:
    page = "".join(f"<p>Paragraph <b>{number}</b> of a long copy.</p>" for number in range(900))
    desk.caret_at("Last words", end=True)
    editor = desk.pane.galley.body
    editor.setFocus()
    with qtbot.waitSignal(desk.pane.said, timeout=20_000):
        editor.paste_mime(copied(page))
        assert "Paragraph" not in body_of(desk)
        qtbot.keyClicks(editor, "typed")
    assert "Last wordsParagraph **0** of" in body_of(desk)
    assert body_of(desk).endswith("Paragraph **899** of a long copy.typed")
    assert editor.textCursor().block().text().endswith("typed")
    desk.session.undo_stack.undo()
    assert body_of(desk).endswith("Last wordstyped")


def test_a_long_copy_takes_the_place_of_what_was_selected(desk: Desk, qtbot: QtBot) -> None:
    page = "".join(f"<p>Paragraph <b>{number}</b> of a long copy.</p>" for number in range(900))
    for typed, start in (("", "Paragraph **0**"), ("typed", "Paragraph **0**")):
        before = body_of(desk)
        desk.caret_at("Last words", select=True)
        with qtbot.waitSignal(desk.pane.said, timeout=20_000):
            desk.pane.galley.body.paste_mime(copied(page))
            qtbot.keyClicks(desk.pane.galley.body, typed)
        assert "Last words" not in body_of(desk)
        assert f"\n\n{start}" in body_of(desk)
        assert body_of(desk).endswith(f"of a long copy.{typed}")
        while body_of(desk) != before:
            desk.session.undo_stack.undo()


LONG = "".join(f"<p>Paragraph {number} of a long copy.</p>" for number in range(2000))


def paste_long(desk: Desk, page: str = LONG) -> None:
    """Paste what takes a while to be read; it has not come yet."""
    desk.caret_at("Last words", end=True)
    desk.pane.galley.body.paste_mime(copied(page))
    assert "of a long copy" not in desk.text


def is_all_there(text: str) -> bool:
    return "Last wordsParagraph 0 of" in text and text.rstrip().endswith("Paragraph 1999 of a long copy.")


def test_a_long_copy_is_in_the_story_it_was_meant_for_when_another_is_opened(desk: Desk) -> None:
    ferry = desk.folder / "stories" / "ferry.md"
    paste_long(desk)
    assert desk.newsroom.open_story(desk.folder / "stories" / "flood.md")
    assert body_of(desk).strip() == "Text"
    assert is_all_there(ferry.read_text("utf-8"))


def test_a_long_copy_is_there_when_the_source_is_shown_as_one_step_of_undo(desk: Desk) -> None:
    before = desk.text
    paste_long(desk)
    desk.pane.source_switch.toggle()
    assert desk.session.in_source_mode and is_all_there(desk.text)
    assert is_all_there(desk.pane.source_view.toPlainText())
    line, _column = desk.pane.source_view.place
    assert line == desk.text.rstrip().count("\n"), "the caret is behind it"
    desk.session.undo_stack.undo()
    assert desk.text == before


@pytest.mark.parametrize(
    "way", ["save", "close", "leave", "publish", "replace", "read only", "reload", "keep"]
)
def test_a_long_copy_is_there_before_anything_is_done_with_the_story(desk: Desk, way: str) -> None:
    ferry = desk.folder / "stories" / "ferry.md"
    session = desk.session
    paste_long(desk)
    match way:
        case "save":
            assert session.save() and is_all_there(ferry.read_text("utf-8"))
        case "close":
            assert desk.newsroom.close() and is_all_there(ferry.read_text("utf-8"))
        case "leave":
            assert desk.newsroom.leave_story(even_lost=True) and is_all_there(session.text)
        case "publish":
            session.edit("Status", status="published")
            assert session.save() and is_all_there(ferry.read_text("utf-8"))
        case "replace":
            session.replace_text("Restore", STORY.replace("Last", "Lost"))
            session.undo_stack.undo()
            assert is_all_there(session.text)
        case "read only":
            session.set_read_only(True)
            assert is_all_there(session.text) and session.is_dirty
        case "reload":
            ferry.write_text(STORY.replace("Lifeboats", "Tugs"), "utf-8")
            session.check_disk()
            assert is_all_there(session.text)
            assert session.conflict.theirs is not None and "Tugs" in session.conflict.theirs.text
        case _:
            assert desk.newsroom.keep_unsaved() and is_all_there(session.text)


def test_copies_come_in_the_order_they_were_pasted_in(desk: Desk, qtbot: QtBot) -> None:
    editor = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    for name in ("First", "Second"):
        editor.paste_mime(copied(LONG.replace("Paragraph", name)))
    editor.paste_mime(copied(text="Third"))
    assert desk.session.save()
    body = body_of(desk)
    assert body.index("First 0 of") < body.index("First 1999 of") < body.index("Second 0 of")
    assert body.endswith("Second 1999 of a long copy.Third")


def test_the_words_of_a_copy_that_cannot_be_read_come_alone(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_brought: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(incoming, "read_ahead", fail)
    desk.caret_at("Last words", end=True)
    with qtbot.waitSignal(desk.pane.trouble) as trouble:
        desk.pane.galley.body.paste_mime(copied(LONG, "Words of a long copy."))
    assert "came alone" in trouble.args[0]
    assert body_of(desk).endswith("Last wordsWords of a long copy.")


def test_nobody_waits_for_long_to_leave_a_story_a_copy_goes_to(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def wait(brought: Brought) -> ReadCopy:
        go_on.wait(20)
        return read_ahead(brought)

    monkeypatch.setattr(incoming, "read_ahead", wait)
    monkeypatch.setattr(incoming, "_PATIENCE_S", 0.05)
    desk.caret_at("Last words", end=True)
    desk.pane.galley.body.paste_mime(copied(LONG, "Words of a long copy."))
    assert desk.session.save()
    assert body_of(desk).endswith("Last wordsWords of a long copy.")
    go_on.set()
