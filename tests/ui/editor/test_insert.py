"""The Insert menu: each entry by itself, what it leaves, and one step of undo for each."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.markup.rich import Kind
from editor_app.richtext.formats import kind_of
from editor_app.richtext.reader import object_in
from editor_app.ui.editor.also_read_form import AlsoReadForm
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.embed_form import EmbedForm
from editor_app.ui.editor.link_form import LinkForm
from tests.ui.editor.conftest import STORY, Desk


def form_of(desk: Desk) -> object:
    return desk.pane.insert_actions.popover


def link_form(desk: Desk) -> LinkForm:
    desk.actions["insert.link"].trigger()
    form = form_of(desk)
    assert isinstance(form, LinkForm)
    return form


def embed_form(desk: Desk) -> EmbedForm:
    desk.actions["insert.embed"].trigger()
    form = form_of(desk)
    assert isinstance(form, EmbedForm)
    return form


def undo(desk: Desk) -> None:
    desk.session.undo_stack.undo()


# -- links


def test_an_address_is_made_whole_and_linked_in_one_step(desk: Desk) -> None:
    desk.caret_at("61 people", select=True)
    form = link_form(desk)
    assert form.words.text() == "61 people"
    QTest.keyClicks(form.address, "example.org")
    QTest.keyClick(form.address, Qt.Key.Key_Return)
    assert "[61 people](https://example.org)" in desk.text
    undo(desk)
    assert desk.text == STORY


def test_a_story_is_found_by_its_headline_and_linked_with_enter(desk: Desk) -> None:
    desk.caret_at("61 people", select=True)
    form = link_form(desk)
    QTest.keyClicks(form.address, "flood w")
    assert form.offers.count() == 1
    QTest.keyClick(form.address, Qt.Key.Key_Return)
    assert "[61 people](flood.md)" in desk.text


def test_without_words_a_story_stands_under_its_headline(desk: Desk) -> None:
    desk.caret_at("ashore.", end=True)
    form = link_form(desk)
    QTest.keyClicks(form.address, "flood w")
    QTest.keyClick(form.address, Qt.Key.Key_Return)
    assert "ashore.[Flood warning](flood.md)" in desk.text


def test_without_words_an_address_stands_for_itself(desk: Desk) -> None:
    desk.caret_at("ashore.", end=True)
    form = link_form(desk)
    QTest.keyClicks(form.address, "desk@example.org")
    QTest.keyClick(form.address, Qt.Key.Key_Return)
    assert "[desk@example.org](mailto:desk@example.org)" in desk.text or "<desk@example.org>" in desk.text


@pytest.mark.parametrize("unsafe", ["javascript:alert(1)", "file:///etc/hosts", "no address at all"])
def test_what_readers_may_not_follow_is_refused_and_the_form_stays(desk: Desk, unsafe: str) -> None:
    desk.caret_at("61 people", select=True)
    form = link_form(desk)
    QTest.keyClicks(form.address, unsafe)
    QTest.keyClick(form.address, Qt.Key.Key_Return)
    assert form_of(desk) is form
    assert form.field.help.text()
    QTest.keyClick(form.address, Qt.Key.Key_Escape)
    assert desk.text == STORY


def test_a_link_is_changed_and_taken_off_with_the_caret_in_it(desk: Desk) -> None:
    desk.caret_at("61 people", select=True)
    desk.pane.insert_actions.links._link(*_selection(desk), "https://example.org", "")
    desk.caret_at("people")
    form = link_form(desk)
    assert (form.address.text(), form.words.text()) == ("https://example.org", "61 people")
    form.words.setText("More than 60 people")
    form.finish()
    assert "[More than 60 people](https://example.org)" in desk.text
    desk.caret_at("60 people")
    form = link_form(desk)
    form._remove()
    assert "brought More than 60 people ashore" in desk.text


def test_linking_over_two_paragraphs_leaves_them_two(desk: Desk) -> None:
    cursor = desk.caret_at("aground.")
    cursor.setPosition(cursor.position() + 18, cursor.MoveMode.KeepAnchor)
    desk.pane.galley.body.setTextCursor(cursor)
    form = link_form(desk)
    form.address.setText("https://example.org")
    form.finish()
    assert "[aground.](https://example.org)\n\n[Lifeboats](https://example.org) had" in desk.text


def test_a_picture_or_card_is_not_linked(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    body.selectAll()
    with qtbot.waitSignal(desk.pane.trouble):
        desk.actions["insert.link"].trigger()
    assert form_of(desk) is None


def test_ctrl_click_opens_a_story_here_and_the_web_in_the_browser(desk: Desk, qtbot: QtBot) -> None:
    body, links = desk.pane.galley.body, desk.pane.insert_actions.links
    opened: list[str] = []
    links.open_address = lambda url: opened.append(url.toString()) or True  # type: ignore[func-returns-value]
    desk.caret_at("61 people", select=True)
    links._link(*_selection(desk), "https://example.org/a", "")
    with qtbot.waitSignal(desk.pane.said):
        _ctrl_click(desk, body, "61 people")
    assert opened == ["https://example.org/a"]
    desk.caret_at("had brought", select=True)
    links._link(*_selection(desk), "flood.md", "")
    with qtbot.waitSignal(desk.pane.story_wanted) as seen:
        _ctrl_click(desk, body, "had brought")
    assert seen.args == ["flood"]


@pytest.mark.parametrize(
    "address", ["file:///etc/hosts", "javascript:alert(1)", "smb://host/share", "gone.md"]
)
def test_nothing_else_is_ever_opened(desk: Desk, qtbot: QtBot, address: str) -> None:
    opened: list[QUrl] = []
    links = desk.pane.insert_actions.links
    links.open_address = lambda url: opened.append(url) or True  # type: ignore[func-returns-value]
    with qtbot.waitSignal(desk.pane.trouble):
        links.follow(address)
    assert opened == []


# -- blocks


def test_an_embed_is_asked_for_first_and_is_one_step(desk: Desk) -> None:
    desk.caret_at("61 people")
    form = embed_form(desk)
    assert desk.text == STORY
    QTest.keyClicks(form.address, "youtu.be/abcdefgh")
    assert "not allowed" in form.field.help.text() or "newsroom.yaml" in form.field.help.text()
    QTest.keyClick(form.address, Qt.Key.Key_Return)
    assert "ashore.\n\nhttps://youtu.be/abcdefgh\n\nAlso read" in desk.text
    undo(desk)
    assert desk.text == STORY


def test_an_embed_that_is_called_off_leaves_no_trace(desk: Desk) -> None:
    form = embed_form(desk)
    QTest.keyClick(form.address, Qt.Key.Key_Escape)
    form = embed_form(desk)
    form.finish()
    assert desk.text == STORY
    assert desk.session.undo_stack.count() == 0


def test_enter_on_an_embed_changes_its_address(desk: Desk, qtbot: QtBot) -> None:
    form = embed_form(desk)
    form.address.setText("https://example.org/one")
    form.finish()
    body = desk.pane.galley.body
    block = next(
        block
        for number in range(body.document().blockCount())
        if (lone := object_in(block := body.document().findBlockByNumber(number))) is not None
        and lone.kind is Kind.SOURCE
    )
    desk.pane.insert_actions.open_object(block)
    again = form_of(desk)
    assert isinstance(again, EmbedForm)
    again.address.setText("https://example.org/two")
    again.finish()
    assert "https://example.org/two" in desk.text
    assert "https://example.org/one" not in desk.text


def test_an_address_typed_alone_becomes_a_card_with_enter(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    QTest.keyClick(body, Qt.Key.Key_Return)
    qtbot.keyClicks(body, "https://example.org/a")
    QTest.keyClick(body, Qt.Key.Key_Return)
    card = object_in(body.textCursor().block().previous())
    assert card is not None and card.source == "https://example.org/a"
    undo(desk)
    assert object_in(body.document().lastBlock().previous()) is None
    assert "https://example.org/a" in desk.text


def test_also_read_is_asked_for_first_and_is_one_step(desk: Desk) -> None:
    desk.caret_at("61 people")
    desk.actions["insert.also"].trigger()
    form = form_of(desk)
    assert isinstance(form, AlsoReadForm)
    QTest.keyClicks(form.rows[0].title, "flood w")
    QTest.keyClick(form.rows[0].title, Qt.Key.Key_Return)
    assert form.rows[0].state.text().startswith("Published")
    QTest.keyClicks(form.rows[1].title, "a draft")
    QTest.keyClick(form.rows[1].title, Qt.Key.Key_Return)
    assert form.rows[1].state.text() == "Left out until published"
    QTest.keyClick(form.rows[1].title, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    form.finish()
    assert "Also read: [A draft](draft.md); [Flood warning](flood.md)" in desk.text
    undo(desk)
    assert desk.text == STORY


def test_an_update_begins_with_the_time_and_the_newest_stands_first(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("61 people")
    desk.actions["insert.update"].trigger()
    qtbot.keyClicks(body, "The first.")
    desk.caret_at("Last words")
    desk.actions["insert.update"].trigger()
    qtbot.keyClicks(body, "The second.")
    first, second = desk.text.index("The first."), desk.text.index("The second.")
    assert second < first
    assert desk.text.count("**") == 4


def test_an_update_begun_in_a_table_stands_below_it(desk: Desk) -> None:
    block = desk.pane.galley.body.document().begin()
    while block.text() != "1":
        block = block.next()
    cursor = desk.pane.galley.body.textCursor()
    cursor.setPosition(block.position())
    desk.pane.galley.body.setTextCursor(cursor)
    desk.actions["insert.update"].trigger()
    assert "| 1 | 2 |\n\n**" in desk.text
    undo(desk)
    assert desk.text == STORY


def test_an_update_is_one_step(desk: Desk) -> None:
    desk.caret_at("61 people")
    desk.actions["insert.update"].trigger()
    undo(desk)
    assert desk.text == STORY


def test_below_the_first_update_a_divider_shows_where_the_story_goes_on(desk: Desk, qtbot: QtBot) -> None:
    desk.caret_at("61 people")
    desk.actions["insert.update"].trigger()
    qtbot.keyClicks(desk.pane.galley.body, "The first.")
    assert re.search(r"\n\n\*\*\d\d:\d\d\*\* The first\.\n\n\* \* \*\n\nAlso read", desk.text)
    desk.actions["insert.update"].trigger()
    assert desk.text.count("\n* * *\n") == 1


def test_below_an_update_at_the_end_there_is_no_divider(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    body.moveCursor(QTextCursor.MoveOperation.End)
    desk.actions["insert.update"].trigger()
    qtbot.keyClicks(body, "The first.")
    assert "* * *" not in desk.text


def test_on_another_day_an_update_begins_with_the_day(desk: Desk, qtbot: QtBot) -> None:
    desk.session.edit("Publish", date=desk.session.clock() - timedelta(days=1))
    desk.caret_at("61 people")
    desk.actions["insert.update"].trigger()
    qtbot.keyClicks(desk.pane.galley.body, "The first.")
    local = desk.session.clock().astimezone(desk.session.newsroom.timezone)
    assert (
        f"**{local.day} {local:%b %H:%M}** The first." in desk.text
        or f"**{local:%b} {local.day} {local:%H:%M}** The first." in desk.text
    )
    desk.actions["insert.update"].trigger()
    qtbot.keyClicks(desk.pane.galley.body, "The second.")
    assert f"**{local:%H:%M}** The second." in desk.text


@pytest.mark.parametrize("identity", ["insert.rule", "insert.table"])
def test_a_block_is_inserted_in_one_step(desk: Desk, identity: str) -> None:
    desk.caret_at("61 people")
    desk.actions[identity].trigger()
    desk.pane.insert_actions.close_popover()
    assert desk.text != STORY
    undo(desk)
    assert desk.text == STORY


def test_a_pull_quote_is_made_of_the_paragraph_or_below_an_object(desk: Desk) -> None:
    desk.caret_at("61 people")
    desk.actions["insert.pull"].trigger()
    assert "{.pull}" in desk.text
    undo(desk)
    assert desk.text == STORY
    body = desk.pane.galley.body
    block = body.document().begin()
    while object_in(block) is None:
        block = block.next()
    cursor = body.textCursor()
    cursor.setPosition(block.position())
    body.setTextCursor(cursor)
    desk.actions["insert.pull"].trigger()
    assert kind_of(body.textCursor().block()) is Kind.PULL_QUOTE
    undo(desk)
    assert desk.text == STORY


def test_the_caret_is_back_in_the_text_after_each(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    for identity in ("insert.rule", "insert.update", "insert.pull"):
        desk.caret_at("61 people")
        desk.actions[identity].trigger()
        assert QApplication.focusWidget() is body


def _selection(desk: Desk) -> tuple[int, int]:
    cursor = desk.pane.galley.body.textCursor()
    return cursor.selectionStart(), cursor.selectionEnd()


def _ctrl_click(desk: Desk, body: BodyEditor, words: str) -> None:
    cursor = desk.caret_at(words)
    cursor.movePosition(cursor.MoveOperation.NextCharacter)
    point: QPoint = body.cursorRect(cursor).center() + QPoint(2, 0)
    QTest.mouseClick(
        body.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, pos=point
    )
