from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.markup.rich import Kind
from editor_app.richtext.formats import kind_of
from editor_app.richtext.reader import object_in
from editor_app.session.unpublished_edits import ReadersHave
from editor_app.stories.checks import Place
from editor_app.stories.workflow import Status
from editor_app.ui.editor.also_read_form import AlsoReadForm
from editor_app.ui.editor.head_field import HeadField
from editor_app.ui.editor.object_forms import SourceForm
from editor_app.ui.editor.shortcut_guard import is_no_text_key
from tests.ui.editor.conftest import STORY, Desk


def test_showing_zooming_resizing_and_dressing_change_nothing(desk: Desk) -> None:
    desk.pane.set_zoom(1.5)
    desk.pane.resize(900, 500)
    QApplication.processEvents()
    desk.theme.set_mode("dark")
    QApplication.processEvents()
    desk.pane.set_zoom(1.0)
    desk.theme.set_mode("light")
    assert desk.text == STORY
    assert desk.session.undo_stack.count() == 0
    assert not desk.session.body.document.isUndoAvailable()
    assert not desk.session.is_dirty


def test_a_key_changes_its_paragraph_and_undo_brings_every_byte_back(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    body.setFocus()
    desk.caret_at("ashore", end=True)
    qtbot.keyClicks(body, " today")
    assert desk.text == STORY.replace("ashore.", "ashore today.")
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY
    desk.actions["edit.redo"].trigger()
    assert "ashore today." in desk.text


def test_undo_keys_reach_the_action(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    body.setFocus()
    qtbot.waitUntil(body.hasFocus)
    desk.caret_at("ashore", end=True)
    qtbot.keyClicks(body, "x")
    qtbot.keyClick(body, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.text == STORY


def test_one_history_for_head_and_body(desk: Desk, qtbot: QtBot) -> None:
    headline = desk.pane.galley.head.fields["title"]
    desk.pane.galley.head.focus_field("title")
    qtbot.keyClicks(headline, " again")
    desk.caret_at("ashore", end=True)
    qtbot.keyClicks(desk.pane.galley.body, "!")
    assert desk.session.meta.title == "Ferry aground again"
    desk.actions["edit.undo"].trigger()
    assert headline.text() == "Ferry aground again"
    desk.actions["edit.undo"].trigger()
    assert headline.text() == "Ferry aground"
    assert desk.text == STORY


def test_bold_writes_stars(desk: Desk) -> None:
    desk.caret_at("61 people", select=True)
    desk.actions["format.bold"].trigger()
    assert desk.text == STORY.replace("61 people", "**61 people**")
    assert desk.actions["format.bold"].isChecked()


def test_bold_without_a_selection_is_for_what_comes(desk: Desk, qtbot: QtBot) -> None:
    desk.caret_at("ashore", end=True)
    desk.actions["format.bold"].trigger()
    qtbot.keyClicks(desk.pane.galley.body, " now")
    assert "ashore** now**." in desk.text or "ashore **now**." in desk.text


def test_kinds_follow_the_caret_and_the_bar_changes_them(desk: Desk) -> None:
    desk.caret_at("Crosshead")
    assert desk.pane.format_bar.kinds.currentData() == Kind.CROSSHEAD
    desk.actions["format.body"].trigger()
    assert "\nCrosshead\n" in desk.text
    desk.caret_at("one")
    assert desk.actions["format.bullets"].isChecked()


def test_typing_after_a_link_is_not_part_of_it(desk: Desk, qtbot: QtBot) -> None:
    desk.caret_at("61 people", select=True)
    desk.pane.insert_actions.links._link(
        desk.pane.galley.body.textCursor().selectionStart(),
        desk.pane.galley.body.textCursor().selectionEnd(),
        "flood.md",
        "61 people",
    )
    desk.caret_at("61 people", end=True)
    qtbot.keyClicks(desk.pane.galley.body, ", all")
    assert "[61 people](flood.md), all ashore" in desk.text


def test_markdown_typed_at_a_line_start_converts(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Lifeboats had")
    qtbot.keyClicks(body, "## ")
    assert kind_of(body.textCursor().block()) is Kind.CROSSHEAD
    desk.actions["edit.undo"].trigger()
    assert body.textCursor().block().text().startswith("## Lifeboats")
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY


def test_the_head_hands_the_caret_on_and_back(desk: Desk, qtbot: QtBot) -> None:
    head, body = desk.pane.galley.head, desk.pane.galley.body
    head.focus_field("kicker")
    for name in ("title", "description"):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert QApplication.focusWidget() is head.fields[name]
    qtbot.keyClick(head.fields["description"], Qt.Key.Key_Return)
    assert QApplication.focusWidget() is body
    qtbot.keyClick(body, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is head.fields["description"]
    head.focus_field("title", at_end=False)
    qtbot.keyClick(head.fields["title"], Qt.Key.Key_Backspace)
    assert QApplication.focusWidget() is head.fields["kicker"]
    assert desk.text == STORY


def test_lines_pasted_into_the_headline_are_joined(desk: Desk) -> None:
    field = desk.pane.galley.head.fields["title"]
    data = QMimeData()
    data.setText(" and\n\n fast\nasleep ")
    desk.pane.galley.head.focus_field("title")
    field.insertFromMimeData(data)
    assert desk.session.meta.title == "Ferry agroundand fast asleep"
    assert "\n" not in field.text()


def test_counters_count_what_a_person_sees(desk: Desk) -> None:
    head = desk.pane.galley.head
    head.fields["title"].set_text("Cafe\u0301 \U0001f469\u200d\U0001f680")
    assert head.counters["title"].accessibleName() == "6 of 70 characters"
    head.fields["title"].set_text("x" * 71)
    assert head.counters["title"].is_over
    assert len(head.fields["title"].extraSelections()) == 1


def test_a_change_from_a_panel_keeps_the_caret(desk: Desk) -> None:
    field = desk.pane.galley.head.fields["title"]
    cursor = field.textCursor()
    cursor.setPosition(5)
    field.setTextCursor(cursor)
    desk.session.edit("Headline", title="Ferry afloat")
    assert field.text() == "Ferry afloat"
    assert field.textCursor().position() == 5


def test_the_first_paragraph_carries_the_dateline(desk: Desk, qtbot: QtBot) -> None:
    galley = desk.pane.galley
    assert galley.body.carries_dateline
    assert galley.head.dateline.isHidden()
    desk.caret_at("ashore", end=True)
    qtbot.keyClicks(galley.body, "x")
    desk.session.edit("Dateline", dateline="Port Isaac")
    assert not galley.head.dateline.isHidden()
    assert desk.session.body.document.availableUndoSteps() == 1


def test_foreign_html_is_pasted_with_its_formatting(desk: Desk) -> None:
    data = QMimeData()
    data.setHtml("<p><b>Bold</b> <img src='file:///etc/hostname'></p>")
    desk.caret_at("Last words", end=True)
    desk.pane.galley.body.insertFromMimeData(data)
    assert desk.text == STORY + "**Bold**"


def test_cut_and_paste_back_is_identical(desk: Desk) -> None:
    body = desk.pane.galley.body
    body.setFocus()
    cursor = desk.caret_at("The island")
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    desk.actions["edit.cut"].trigger()
    assert "island" not in desk.text
    desk.actions["edit.paste"].trigger()
    assert desk.text == STORY


def test_the_source_view_shows_the_file_at_the_same_place(desk: Desk, qtbot: QtBot) -> None:
    desk.caret_at("Last words")
    desk.actions["format.source"].trigger()
    source = desk.pane.source_view
    assert source.toPlainText() == STORY
    assert source.textCursor().block().text() == "Last words"
    assert not desk.actions["format.bold"].isEnabled()
    qtbot.keyClicks(source, "The ")
    desk.actions["format.source"].trigger()
    assert desk.text == STORY.replace("Last words", "The Last words")
    assert desk.pane.galley.body.textCursor().block().text() == "The Last words"
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY


def test_broken_front_matter_keeps_the_source_open(desk: Desk, qtbot: QtBot) -> None:
    desk.actions["format.source"].trigger()
    source = desk.pane.source_view
    source.go_to(STORY[: STORY.index("status:")].count("\n"), 0)
    qtbot.keyClicks(source, "[")
    with qtbot.waitSignal(desk.pane.trouble) as seen:
        desk.actions["format.source"].trigger()
    assert seen.args is not None and seen.args[0].startswith("Line ")
    assert desk.pane.stack.currentWidget() is source
    assert desk.actions["format.source"].isChecked()


def test_find_goes_round_and_replaces(desk: Desk, qtbot: QtBot) -> None:
    bar, body = desk.pane.find_bar, desk.pane.galley.body
    desk.actions["edit.replace"].trigger()
    bar.words.setText("o")
    total = bar.count.text().split(" of ")[1]
    for _ in range(int(total)):
        assert bar.step(1)
    bar.words.setText("61")
    assert body.textCursor().selectedText() == "61"
    bar.replacement.setText("62")
    bar.replace_every.click()
    assert desk.text == STORY.replace("61", "62")
    bar.words.setText("nowhere")
    assert bar.count.text() == "No match"
    qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert body.extraSelections() == []


def test_objects_are_selected_not_entered(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("ashore.", end=True)
    qtbot.keyClick(body, Qt.Key.Key_Right)
    assert body.textCursor().selectedText() == "\ufffc"
    qtbot.keyClicks(body, "N")
    assert "\n\nN\n\n## Crosshead" in desk.text
    desk.actions["edit.undo"].trigger()
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY


def test_delete_on_an_object_removes_it_and_only_it(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("ashore.", end=True)
    qtbot.keyClick(body, Qt.Key.Key_Right)
    qtbot.keyClick(body, Qt.Key.Key_Delete)
    assert desk.text == STORY.replace("Also read: [Flood](flood.md); [Draft](draft.md)\n\n", "")
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY


def _with_card(desk: Desk) -> str:
    """Some code in the place of the table, which cannot be edited as rich text."""
    body = desk.session.body
    body.replace_all(body.markdown().replace("| a | b |\n|---|---|\n| 1 | 2 |", "```\ncode\n```"))
    desk.caret_at("Last words")
    return desk.text


def test_a_source_card_opens_with_enter_and_is_read_again(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    before = _with_card(desk)
    qtbot.keyClick(body, Qt.Key.Key_Left)
    qtbot.keyClick(body, Qt.Key.Key_Return)
    form = desk.pane.insert_actions.popover
    assert isinstance(form, SourceForm)
    form.text.setPlainText("Plain words\n\n- and a list")
    form.finish()
    assert "Plain words\n\n- and a list\n\nLast words" in desk.text
    desk.actions["edit.undo"].trigger()
    assert desk.text == before


def test_a_card_opened_and_closed_is_untouched(desk: Desk, qtbot: QtBot) -> None:
    before = _with_card(desk)
    qtbot.keyClick(desk.pane.galley.body, Qt.Key.Key_Left)
    qtbot.keyClick(desk.pane.galley.body, Qt.Key.Key_Return)
    form = desk.pane.insert_actions.popover
    assert form is not None
    form.finish()
    assert desk.text == before
    assert desk.session.undo_stack.count() == 1


def test_an_also_read_block_is_inserted_and_filled(desk: Desk) -> None:
    desk.caret_at("Last words")
    desk.actions["insert.also"].trigger()
    form = desk.pane.insert_actions.popover
    assert isinstance(form, AlsoReadForm)
    form.rows[0].title.setText("Flood warning")
    form.rows[0].target.setText("flood.md")
    form.finish()
    assert "Also read: [Flood warning](flood.md)" in desk.text


def test_places_of_checks_are_found(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.focus_place(Place("title"))
    assert QApplication.focusWidget() is desk.pane.galley.head.fields["title"]
    keys = [run.key for run in desk.session.body.runs()]
    desk.pane.focus_place(Place("body", 1))
    body = desk.pane.galley.body
    assert desk.session.body.key_at(body.textCursor().position()) == keys[1]
    with qtbot.waitSignal(desk.pane.place_wanted):
        desk.pane.focus_place(Place("section"))


def test_the_caret_tells_its_run(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.pane.caret_moved) as seen:
        desk.caret_at("Last words")
    assert seen.args == [desk.session.body.runs()[-1].key]


def test_the_head_scrolls_with_the_text(desk: Desk) -> None:
    body, head = desk.pane.galley.body, desk.pane.galley.head
    body.scroll_to_top()
    assert head.y() == 0
    desk.pane.resize(640, 420)
    QApplication.processEvents()
    body.verticalScrollBar().setValue(body.verticalScrollBar().minimum() + 50)
    assert head.y() == -50
    assert body.block_top(body.document().begin()) == head.height() - 50


def test_also_read_rows_know_their_state(desk: Desk) -> None:
    from editor_app.richtext.drawing.also_read import entry_state

    cursor = desk.caret_at("Crosshead")
    lone = object_in(cursor.block().previous())
    assert lone is not None
    states = [entry_state(link, desk.session.body.context) for link in lone.links]
    assert [(state.note, state.warns) for state in states] == [
        ("14:20", False),
        ("Left out until published", True),
    ]


def test_everything_is_drawn_in_every_theme(desk: Desk) -> None:
    shades = set()
    for mode in ("light", "dark", "high_contrast"):
        desk.theme.set_mode(mode)
        image = desk.pane.grab().toImage()
        shades.add(image.pixelColor(4, image.height() - 4).name())
    desk.theme.set_mode("light")
    assert len(shades) >= 2
    assert desk.session.undo_stack.count() == 0


def test_page_keys_go_through_the_text(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.pane.resize(640, 420)
    QApplication.processEvents()
    desk.pane.galley.focus_body_start()
    for _ in range(6):
        qtbot.keyClick(body, Qt.Key.Key_PageDown)
    assert body.textCursor().block().text() == "Last words"
    assert body.viewport().rect().contains(body.cursorRect())


def test_arrows_go_along_the_format_bar(desk: Desk, qtbot: QtBot) -> None:
    bar = desk.pane.format_bar
    bar.kinds.setFocus()
    qtbot.keyClick(bar.kinds, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is bar.buttons["format.bold"]
    qtbot.keyClick(bar.buttons["format.bold"], Qt.Key.Key_Left)
    assert QApplication.focusWidget() is bar.kinds


def test_times_give_way_before_names(desk: Desk) -> None:
    from editor_app.ui.editor.byline_row import byline_words, times_words

    assert byline_words(("A <b>", "B", "C")) == "By <b>A &lt;b&gt;</b>, <b>B</b> and <b>C</b>"
    meta, session = desk.session.meta, desk.session
    assert times_words(meta, session.clock(), session.newsroom.timezone)[0] == "First published 13:31"


def test_a_narrow_editor_loses_nothing(desk: Desk) -> None:
    desk.pane.resize(430, 600)
    QApplication.processEvents()
    assert desk.pane.galley.body.lineWrapColumnOrWidth() == 430 - 28 - 70
    assert desk.pane.format_bar.buttons["format.numbers"].width() == 0
    assert desk.text == STORY


def test_a_reload_keeps_the_place(desk: Desk) -> None:
    desk.caret_at("61 people")
    before = desk.pane.galley.body.textCursor().position()
    path = desk.session.path
    path.write_text(STORY.replace("Last words", "Other last words"), encoding="utf-8")
    desk.session.check_disk()
    assert desk.text.endswith("Other last words")
    assert desk.pane.galley.body.textCursor().position() == before
    assert desk.pane.galley.body.carries_dateline


def test_redo_of_lists_and_quotes_leaves_the_caret_where_the_writing_ended(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    qtbot.keyClick(body, Qt.Key.Key_Return)
    for line in ("- item one", "item two", "", "## A crosshead", "> A quote", "more", "", "Plain"):
        qtbot.keyClicks(body, line)
        qtbot.keyClick(body, Qt.Key.Key_Return)
    qtbot.keyClicks(body, "end")
    written = desk.text
    while desk.session.undo_stack.canUndo():
        desk.actions["edit.undo"].trigger()
    assert desk.text == STORY
    while desk.session.undo_stack.canRedo():
        desk.actions["edit.redo"].trigger()
        assert body.textCursor().block().text() or body.textCursor().position() > 40
    assert desk.text == written
    assert body.textCursor().block().text() == "end"


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (Place("date"), "date: 2026-11-17T13:31:00+00:00"),
        (Place("front_matter"), "---"),
        (Place("lastmod"), "---"),
    ],
)
def test_what_no_panel_holds_is_shown_in_the_source(desk: Desk, place: Place, line: str) -> None:
    desk.pane.focus_place(place)
    assert desk.session.in_source_mode
    assert desk.pane.source_view.textCursor().selectedText() == line


def test_in_the_source_a_check_marks_its_line(desk: Desk) -> None:
    desk.actions["format.source"].trigger()
    desk.pane.focus_place(Place("section"))
    assert desk.pane.source_view.textCursor().selectedText() == "section: Harbour"
    desk.pane.focus_place(Place("body", 2))
    assert desk.pane.source_view.textCursor().selectedText() == "Lifeboats had brought 61 people ashore."


def test_an_also_read_block_that_is_called_off_leaves_no_trace(desk: Desk) -> None:
    desk.caret_at("Last words", end=True)
    desk.actions["insert.also"].trigger()
    form = desk.pane.insert_actions.popover
    assert isinstance(form, AlsoReadForm)
    form.rows[0].title.setText("Flo")
    form.cancel()
    assert desk.text == STORY


def test_an_also_read_block_without_entries_goes(desk: Desk) -> None:
    body = desk.pane.galley.body
    block = body.document().begin()
    while (found := object_in(block)) is None or found.kind is not Kind.ALSO_READ:
        block = block.next()
    desk.pane.insert_actions.open_object(block)
    form = desk.pane.insert_actions.popover
    assert isinstance(form, AlsoReadForm)
    for row in form.rows:
        row.title.clear()
        row.target.clear()
    form.finish()
    assert desk.text == STORY.replace("Also read: [Flood](flood.md); [Draft](draft.md)\n\n", "")


def test_typing_into_front_matter_that_cannot_be_read_replaces_nothing(desk: Desk, qtbot: QtBot) -> None:
    broken = '---\ntitle: "Broken\nstatus: draft\n---\n\nText\n'
    path = desk.folder / "stories" / "broken.md"
    path.write_text(broken, encoding="utf-8")
    assert desk.newsroom.open_story(path)
    assert desk.session.in_source_mode
    assert not desk.pane.source_view.textCursor().hasSelection()
    qtbot.keyClicks(desk.pane.source_view, "!")
    assert desk.text.replace("!", "") == broken


def test_the_button_that_publishes_keeps_all_its_words_in_a_narrow_editor(desk: Desk) -> None:
    desk.session.edit("Publish", status=Status.PUBLISHED)
    header = desk.pane.header
    for width in (420, 560, 800):
        desk.pane.resize(width, 700)
        QApplication.processEvents()
        assert header.publish.width() >= header.publish.sizeHint().width()
        assert header.publish.text() == ("Update…" if width == 420 else "Publish update…")


def test_a_published_story_that_is_edited_says_so_wherever_there_is_room(desk: Desk) -> None:
    desk.session.edit("Publish", status=Status.PUBLISHED)
    desk.session.unpublished.readers_have = ReadersHave.EARLIER
    desk.session.unpublished.changed.emit()
    header = desk.pane.header
    for width, words in ((420, "Edited"), (560, "Edited"), (800, "Published, edited")):
        desk.pane.resize(width, 700)
        QApplication.processEvents()
        assert header.state.text() == words
        assert header.state.width() >= header.state.sizeHint().width()
        assert header.state.accessibleName() == "Status: Edited since publishing"


def test_tab_goes_through_the_head_into_the_text_and_back(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.show()
    qtbot.waitExposed(desk.pane)
    desk.pane.activateWindow()
    order = [field for field in desk.pane.findChildren(HeadField) if field.isVisible()]
    assert [field.accessibleName() for field in order] == ["Kicker", "Headline", "Standfirst"]
    before = desk.text
    order[0].setFocus()
    qtbot.waitUntil(order[0].hasFocus)
    byline = desk.pane.galley.head.byline
    for field in (*order[1:], byline, desk.pane.galley.body):
        qtbot.keyClick(desk.pane.focusWidget(), Qt.Key.Key_Tab)
        assert desk.pane.focusWidget() is field
    order[2].setFocus()
    qtbot.keyClick(order[2], Qt.Key.Key_Backtab)
    assert desk.pane.focusWidget() is order[1]
    with qtbot.waitSignal(desk.pane.place_wanted) as wanted:
        qtbot.keyClick(byline, Qt.Key.Key_Return)
    assert wanted.args == [Place("authors")]
    assert desk.text == before


def test_what_an_action_has_no_text_field_takes_for_deleting(desk: Desk) -> None:
    """On X11 Ctrl+K deletes the rest of the line, and Ctrl+D the next letter, where a window has no shortcuts yet."""

    def is_left(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> bool:
        return is_no_text_key(QKeyEvent(QEvent.Type.KeyPress, key, modifier), desk.actions)

    assert all(map(is_left, (Qt.Key.Key_K, Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_Z)))
    assert not any(map(is_left, (Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_Left, Qt.Key.Key_Delete)))
    assert not is_left(Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier)
