from __future__ import annotations

import random
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.ui.editor.source_highlighter import SourceHighlighter
from editor_app.ui.theme import Theme
from tests.ui.editor.conftest import STORY, Desk


def switch(desk: Desk) -> None:
    desk.actions["format.source"].trigger()


def word_at_caret(desk: Desk) -> str:
    source = desk.pane.source_view
    line, column = source.place
    return source.document().findBlockByNumber(line).text()[column:].split(" ")[0]


def test_the_caret_stays_at_its_word(desk: Desk) -> None:
    desk.caret_at("ran__"[:3])
    switch(desk)
    assert word_at_caret(desk).startswith("ran__")
    switch(desk)
    cursor = desk.pane.galley.body.textCursor()
    assert cursor.block().text()[cursor.positionInBlock() :].startswith("ran aground")


def test_the_caret_stays_at_its_word_in_the_head(desk: Desk) -> None:
    head = desk.pane.galley.head
    head.focus_field("title")
    cursor = head.fields["title"].textCursor()
    cursor.setPosition(len("Ferry "))
    head.fields["title"].setTextCursor(cursor)
    switch(desk)
    assert word_at_caret(desk) == "aground"
    assert desk.pane.source_view.textCursor().block().text() == "title: Ferry aground"
    switch(desk)
    assert head.fields["title"].hasFocus()
    assert head.fields["title"].textCursor().position() == len("Ferry ")


def test_the_page_stays_where_it_was(desk: Desk, qtbot: QtBot) -> None:
    desk.session.replace_text(
        "Fill", STORY + "\n\n" + "\n\n".join(f"Paragraph {n} of many." for n in range(200))
    )
    cursor = desk.caret_at("Paragraph 150")
    body = desk.pane.galley.body
    body.ensureCursorVisible()
    bar = body.verticalScrollBar()
    bar.setValue(bar.value() + body.cursorRect().top() - 200)
    y = body.cursorRect().top()
    switch(desk)
    view = desk.pane.source_view
    assert word_at_caret(desk) == "Paragraph"
    assert abs(view.cursorRect().top() - y) <= view.cursorRect().height()
    switch(desk)
    assert body.textCursor().position() == cursor.position()
    assert abs(body.cursorRect().top() - y) <= view.cursorRect().height()


def test_undo_in_the_source_is_the_storys_undo(desk: Desk, qtbot: QtBot) -> None:
    desk.caret_at("ashore", end=True)
    qtbot.keyClicks(desk.pane.galley.body, " today")
    switch(desk)
    view = desk.pane.source_view
    qtbot.keyClicks(view, " and tonight")
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "today and tonight\n." in desk.text
    view.setFocus()
    for expected in ("today and tonight.", "today.", "ashore."):
        desk.actions["edit.undo"].trigger()
        assert expected in desk.text
        assert view.toPlainText() == desk.text
    assert not desk.actions["edit.undo"].isEnabled()
    desk.actions["edit.redo"].trigger()
    switch(desk)
    assert "ashore today." in desk.pane.galley.body.document().toPlainText()
    desk.actions["edit.redo"].trigger()
    assert "today and tonight" in desk.pane.galley.body.document().toPlainText()


def test_a_line_that_is_not_valid_is_marked_until_it_is(desk: Desk, qtbot: QtBot) -> None:
    switch(desk)
    view = desk.pane.source_view
    view.go_to(4, len("status: "))
    qtbot.keyClicks(view, "[")
    qtbot.waitUntil(lambda: bool(view.gutter.problems))
    (line,) = view.gutter.problems
    assert line in (4, 5)
    assert [mark.cursor.blockNumber() for mark in view.extraSelections()] == [line]  # type: ignore[attr-defined]
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: not view.gutter.problems)
    assert view.extraSelections() == []
    assert desk.text == STORY


def test_lines_in_view_begin_at_the_first(desk: Desk) -> None:
    switch(desk)
    lines = desk.pane.source_view.lines_in_view()
    assert [number for number, _top in lines] == list(range(len(STORY.split("\n"))))
    assert [top for _number, top in lines] == sorted(top for _number, top in lines)


def formats(document: QTextDocument, line: int) -> list[tuple[int, int]]:
    return [(each.start, each.length) for each in document.findBlockByNumber(line).layout().formats()]  # type: ignore[attr-defined]


def test_a_long_source_is_coloured_in_idle_moments(theme: Theme, qtbot: QtBot) -> None:
    document = QTextDocument()
    document.setPlainText(
        "---\ntitle: A\n---\n" + "**Bold** words here.\n" * 3000 + "~~~~\ncode **no**\n```\n~~~~\n*x* **end**"
    )
    highlighter = SourceHighlighter(document, theme)
    started = time.perf_counter()
    QApplication.processEvents()
    assert formats(document, 5) == [(0, 8)]
    last = document.blockCount() - 1
    if not formats(document, last):
        highlighter.show(last, last)
    qtbot.waitUntil(lambda: bool(formats(document, last)))
    assert formats(document, last) == [(4, 7)]
    qtbot.waitUntil(
        lambda: formats(document, last - 2) == [(0, 3)]
    )  # a fence of backticks does not close one of tildes
    assert time.perf_counter() - started < 5
    qtbot.waitUntil(lambda: formats(document, 2000) == [(0, 8)])


def test_colours_stand_at_the_right_letters_after_an_emoji(theme: Theme, qtbot: QtBot) -> None:
    document = QTextDocument()
    document.setPlainText("🙂🙂 **bold**")
    highlighter = SourceHighlighter(document, theme)
    highlighter.rehighlight()
    assert formats(document, 0) == [(5, 8)]


@pytest.mark.parametrize("seed", range(5))
def test_switching_at_any_place_changes_nothing(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(6):
        body = desk.pane.galley.body
        cursor = body.textCursor()
        cursor.setPosition(chance.randrange(body.document().characterCount()))
        body.setTextCursor(cursor)
        switch(desk)
        view = desk.pane.source_view
        view.go_to(chance.randrange(view.blockCount()), chance.randrange(30))
        switch(desk)
    assert desk.text == STORY
    assert desk.session.undo_stack.count() == 0
