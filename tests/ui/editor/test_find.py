from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.richtext.search import Query
from editor_app.session.saving import SaveKind
from editor_app.ui.editor.find_bar import FindBar
from tests.ui.editor.conftest import STORY, Desk


@pytest.fixture
def bar(desk: Desk) -> FindBar:
    """The bar, open to replace."""
    desk.actions["edit.replace"].trigger()
    return desk.pane.find_bar


def selected(desk: Desk) -> tuple[str, str]:
    """Where the selection is, and what."""
    for key, field in desk.pane.galley.head.fields.items():
        if field.textCursor().hasSelection():
            return key, field.textCursor().selectedText()
    return "body", desk.pane.galley.body.textCursor().selectedText()


def marks(desk: Desk) -> list[str]:
    body = desk.pane.galley.body
    return [each.cursor.selectedText() for each in body.extraSelections()]  # type: ignore[attr-defined]


def test_the_headline_is_found_first_and_then_the_text(desk: Desk, bar: FindBar, qtbot: QtBot) -> None:
    bar.words.setText("aground")
    assert selected(desk) == ("body", "aground")
    assert bar.count.text() == "2 of 2"
    qtbot.keyClick(bar.words, Qt.Key.Key_Return)
    assert selected(desk) == ("title", "aground")
    assert bar.count.text() == "1 of 2, from the top"
    qtbot.keyClick(bar.words, Qt.Key.Key_Return)
    assert selected(desk) == ("body", "aground")
    assert bar.count.text() == "2 of 2"
    qtbot.keyClick(bar.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(bar.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "2 of 2, from the end"


def test_every_hit_in_view_is_marked_and_follows_typing(desk: Desk, bar: FindBar, qtbot: QtBot) -> None:
    bar.words.setText("ne")
    assert "ne" in marks(desk)
    before = len(marks(desk))
    body = desk.pane.galley.body
    body.setFocus()
    desk.caret_at("Last words", end=True)
    qtbot.keyClicks(body, " ne")
    qtbot.waitUntil(lambda: len(marks(desk)) == before + 1)
    qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    assert marks(desk) == []
    assert not bar.isVisible()
    assert body.hasFocus()


def test_escape_leaves_the_caret_at_the_hit(desk: Desk, bar: FindBar, qtbot: QtBot) -> None:
    bar.words.setText("Crosshead")
    qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    assert selected(desk) == ("body", "Crosshead")
    desk.actions["edit.find"].trigger()
    bar.words.setText("kicker that is not there")
    bar.words.setText("Sound")
    qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    assert desk.pane.galley.head.fields["kicker"].hasFocus()


def test_what_is_selected_is_looked_for_and_the_last_query_is_kept(desk: Desk, qtbot: QtBot) -> None:
    bar = desk.pane.find_bar
    desk.caret_at("people", select=True)
    desk.actions["edit.find"].trigger()
    assert bar.words.text() == "people"
    qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    desk.caret_at("Last")
    desk.actions["edit.find"].trigger()
    assert bar.words.text() == "people"
    assert bar.words.selectedText() == "people"


def test_find_next_works_while_the_bar_is_closed(desk: Desk, bar: FindBar, qtbot: QtBot) -> None:
    bar.words.setText("a")
    qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    desk.pane.galley.body.setFocus()
    desk.caret_at("ashore")
    desk.actions["edit.find_next"].trigger()
    first = desk.pane.galley.body.textCursor().selectionStart()
    desk.actions["edit.find_next"].trigger()
    assert desk.pane.galley.body.textCursor().selectionStart() > first
    desk.actions["edit.find_previous"].trigger()
    assert desk.pane.galley.body.textCursor().selectionStart() == first
    assert not bar.isVisible()
    assert marks(desk) == []


def test_find_next_takes_the_focus_from_the_text_to_the_headline_and_on(desk: Desk, bar: FindBar) -> None:
    bar.words.setText("aground")
    bar.close_bar()
    body, headline = desk.pane.galley.body, desk.pane.galley.head.fields["title"]
    body.setFocus()
    desk.caret_at("Last words")
    for expected in (headline, body, headline):
        desk.actions["edit.find_next"].trigger()
        assert expected.hasFocus()
        assert expected.textCursor().selectedText() == "aground"


def test_options_change_what_is_found(desk: Desk, bar: FindBar) -> None:
    bar.words.setText("one|LAST")
    assert bar.count.text() == "No match"
    bar.regex.click()
    assert bar.count.text().endswith(" of 2")
    bar.case.click()
    assert bar.count.text() == "1 of 1"
    bar.words.setText("(")
    assert bar.message.text().startswith("This pattern cannot be read")
    assert not bar.message.isHidden()
    assert not bar.next.isEnabled()
    bar.words.setText("(a+)+$")
    desk.session.body.document.find("Last words").insertText("a" * 60 + "!")
    bar.words.setText("(a+)+$x?")
    QApplication.processEvents()
    assert "takes too long" in bar.message.text()
    bar.regex.click()
    assert bar.message.isHidden()


def test_replace_keeps_marks_and_goes_on(desk: Desk, bar: FindBar, qtbot: QtBot) -> None:
    bar.words.setText("ran")
    bar.replacement.setText("has run")
    assert selected(desk) == ("body", "ran")
    bar.replace_one.click()
    assert desk.text == STORY.replace("__ran__", "**has run**")
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY


def test_only_what_differs_is_replaced(desk: Desk, bar: FindBar) -> None:
    bar.words.setText("ferry ran aground")
    bar.replacement.setText("ferry ran ashore")
    bar.replace_one.click()
    assert "ferry __ran__ ashore." in desk.text or "ferry **ran** ashore." in desk.text


def test_replace_all_is_one_step_over_headline_and_text(desk: Desk, bar: FindBar) -> None:
    bar.words.setText("ferry")
    bar.case.setChecked(False)
    bar.replacement.setText("boat")
    bar.replace_every.click()
    assert desk.session.meta.title == "boat aground"
    assert "boat ran aground" in desk.session.body.document.toPlainText()
    assert bar.count.text() == "2 replaced"
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY
    desk.actions["edit.redo"].trigger()
    assert desk.session.meta.title == "boat aground"


def test_what_was_replaced_is_still_told_when_the_text_has_been_looked_through(
    desk: Desk, bar: FindBar, qtbot: QtBot
) -> None:
    bar.words.setText("ferry")
    bar.replacement.setText("boat")
    bar.replace_every.setFocus()
    bar.replace_every.click()
    desk.pane.finder.counted.emit(0, 0)
    assert bar.count.text() == "2 replaced"
    assert bar.focusWidget() is bar.words
    desk.actions["edit.undo"].trigger()
    qtbot.waitUntil(lambda: bar.count.text() not in ("2 replaced", "No match"))
    bar.words.setText("nowhere")
    qtbot.waitUntil(lambda: bar.count.text() == "No match")


def test_groups_in_the_replacement(desk: Desk, bar: FindBar) -> None:
    bar.regex.setChecked(True)
    bar.words.setText(r"(\d+) people")
    bar.replacement.setText(r"people: \1")
    bar.replace_every.click()
    assert "had brought people: 61 ashore" in desk.text


def test_only_in_the_selection(desk: Desk) -> None:
    body = desk.pane.galley.body
    body.setFocus()
    cursor = desk.caret_at("one")
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    desk.actions["edit.replace"].trigger()
    bar = desk.pane.find_bar
    assert bar.in_selection.isChecked()
    bar.words.setText("o")
    bar.replacement.setText("0")
    bar.replace_every.click()
    assert desk.text == STORY.replace("- one\n- two", "- 0ne\n- tw0")
    bar.in_selection.click()
    bar.words.setText("island")
    assert bar.count.text() == "1 of 1"


def test_find_and_replace_in_the_source(desk: Desk, bar: FindBar, qtbot: QtBot) -> None:
    bar.words.setText("aground")
    desk.actions["format.source"].trigger()
    assert bar.isVisible()
    qtbot.waitUntil(lambda: bar.count.text().endswith("2"))
    view = desk.pane.source_view
    assert [each.cursor.selectedText() for each in view.extraSelections()] == ["aground"] * 2  # type: ignore[attr-defined]
    bar.replacement.setText("afloat")
    bar.replace_every.click()
    assert desk.text == STORY.replace("aground", "afloat")
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY
    desk.actions["format.source"].trigger()
    assert marks(desk) == ["aground"]


def test_a_mark_over_the_limit_stays(desk: Desk, bar: FindBar) -> None:
    field = desk.pane.galley.head.fields["kicker"]
    field.set_limit(5)
    bar.words.setText("Sound")
    texts = [each.cursor.selectedText() for each in field.extraSelections()]  # type: ignore[attr-defined]
    assert texts == [" crossing", "Sound"]
    bar.close_bar()
    texts = [each.cursor.selectedText() for each in field.extraSelections()]  # type: ignore[attr-defined]
    assert texts == [" crossing"]


def test_tab_goes_from_the_words_to_their_replacement(desk: Desk, bar: FindBar, qtbot: QtBot) -> None:
    bar.words.setFocus()
    qtbot.keyClick(bar.words, Qt.Key.Key_Tab)
    assert bar.replacement.hasFocus()


def test_the_source_opens_where_the_search_has_got_to(desk: Desk, bar: FindBar, qtbot: QtBot) -> None:
    desk.caret_at("Last words")
    bar.words.setText("Lifeboats are")
    assert selected(desk)[0] == "description"
    desk.actions["format.source"].trigger()
    assert desk.pane.source_view.textCursor().block().text().startswith("description:")


def test_a_match_in_all_stories_opens_at_its_paragraph_or_card(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.show_hit(Query("o"), "body", 0, "two")
    assert selected(desk) == ("body", "o")
    assert desk.pane.galley.body.textCursor().block().text() == "two"
    assert desk.pane.find_bar.words.text() == "o"
    desk.pane.show_hit(Query("flood"), "body", 0, "Also read: Flood; Draft")
    assert desk.pane.galley.body.textCursor().selectedText() == "\ufffc"
    desk.pane.show_hit(Query("aground"), "title", 0, "Ferry aground")
    assert selected(desk) == ("title", "aground")


PICTURE = (
    '![A ferry at the quay](../images/f.jpg "The ferry, “Sanderling”, aground. (Photo: Ferry Courier)")\n\n'
)


@pytest.fixture
def pictured(desk: Desk) -> Desk:
    """A story with a picture that has all its words."""
    desk.session.replace_text("Picture", STORY.replace("Also read:", PICTURE + "Also read:"))
    return desk


def test_captions_credits_alt_texts_and_also_read_are_found(
    pictured: Desk, bar: FindBar, qtbot: QtBot
) -> None:
    bar.words.setText("ferry")
    # headline, first paragraph, alt text, caption, credit
    assert bar.count.text().endswith("of 5")
    body = pictured.pane.galley.body
    qtbot.keyClick(bar.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: selected(pictured) == ("body", "\ufffc"))
    assert bar.count.text() == "3 of 5"
    assert body.body is not None
    assert body.body.presentation is not None
    scene = body.body.presentation.scene
    qtbot.waitUntil(lambda: list(scene.found("A ferry at the quay")) == [(2, 5)])
    assert "\ufffc" not in marks(pictured)  # its words are marked, not the letter that stands for it
    assert list(scene.found("Some ferry that is nobody's caption")) == []
    bar.words.setText("flood")
    assert bar.count.text() == "1 of 1"
    assert selected(pictured) == ("body", "\ufffc")
    qtbot.waitUntil(lambda: list(scene.found("Flood")) == [(0, 5)])
    qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    assert list(scene.found("Flood")) == []


def test_all_words_of_a_picture_are_replaced_as_one_step(pictured: Desk, bar: FindBar) -> None:
    before, steps = pictured.text, pictured.session.undo_stack.index()
    bar.words.setText("ferry")
    bar.replacement.setText("boat")
    bar.replace_every.click()
    assert "title: boat aground" in pictured.text
    assert (
        '![A boat at the quay](../images/f.jpg "The boat, “Sanderling”, aground. (Photo: boat Courier)")'
        in (pictured.text)
    )
    assert pictured.session.undo_stack.index() == steps + 1
    pictured.session.undo_stack.undo()
    assert pictured.text == before


def test_titles_of_also_read_are_replaced(desk: Desk, bar: FindBar) -> None:
    before = desk.text
    bar.regex.setChecked(True)
    bar.words.setText("(Dra)(ft)")
    bar.replacement.setText("Sketch\\nof $2")
    bar.replace_every.click()
    assert "Also read: [Flood](flood.md); [Sketch of ft](draft.md)" in desk.text
    desk.session.undo_stack.undo()
    assert desk.text == before


def test_replacing_one_goes_on_after_the_picture(pictured: Desk, bar: FindBar, qtbot: QtBot) -> None:
    bar.words.setText("quay")
    assert selected(pictured) == ("body", "\ufffc")
    bar.replacement.setText("pier")
    bar.replace_one.click()
    assert "A ferry at the pier" in pictured.text
    assert bar.count.text() == "No match"


def test_a_line_of_the_newsroom_search_leads_to_the_caption(pictured: Desk) -> None:
    line = "A ferry at the quay The ferry, “Sanderling”, aground. (Photo: Ferry Courier)"
    pictured.pane.show_hit(Query("sanderling"), "body", 0, line)
    assert selected(pictured) == ("body", "\ufffc")
    assert pictured.pane.find_bar.count.text() == "1 of 1"


def test_only_objects_in_the_selection_are_searched(pictured: Desk, bar: FindBar) -> None:
    body = pictured.pane.galley.body
    cursor = pictured.caret_at("The island", select=False)
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    bar.words.setText("ferry")
    pictured.pane.finder.set_scope(True)
    pictured.pane.finder.count()
    assert bar.count.text().endswith("of 1")
    assert body.body is not None
    assert body.body.presentation is not None
    assert list(body.body.presentation.scene.found("A ferry at the quay")) == []


@pytest.fixture
def many(desk: Desk, bar: FindBar) -> str:
    """Three hundred hits, to be replaced all at once; the body they stand in."""
    body = "".join(f"\nThe ferry calls at pier {number}.\n" for number in range(300))
    desk.session.replace_text("Text", desk.text.partition("\n\n")[0] + "\n" + body)
    bar.words.setText("The ferry")
    bar.replacement.setText("A boat")
    return body


def test_a_file_that_changes_while_all_is_replaced_waits_until_that_is_done(
    desk: Desk, bar: FindBar, many: str
) -> None:
    def meddle() -> None:
        seen.append(desk.text.count("The ferry calls"))
        desk.session.path.write_text("Somebody else's.", encoding="utf-8")
        desk.session.check_disk()

    seen: list[int] = []
    QTimer.singleShot(0, meddle)
    bar.replace_every.click()
    assert desk.text.endswith(many.replace("The ferry", "A boat"))
    assert 0 < seen[0] < 300, "it came in the middle"
    assert desk.session.state.kind is SaveKind.CONFLICT


def test_what_somebody_edits_in_the_middle_is_not_written_over(desk: Desk, bar: FindBar, many: str) -> None:
    def meddle() -> None:
        cursor = QTextCursor(desk.session.body.document)
        cursor.insertText("Stop. ")

    QTimer.singleShot(0, meddle)
    bar.replace_every.click()
    left = desk.text.count("The ferry calls")
    assert 0 < left < 300 and desk.text.count("A boat calls") == 300 - left
    assert bar.count.text() == f"{300 - left} replaced"
