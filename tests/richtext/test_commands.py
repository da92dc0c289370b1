from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from editor_app.markup.rich import AlsoReadLink, Kind, Picture, RichBlock
from editor_app.richtext import commands, structure
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.formats import Mark, kind_of
from editor_app.richtext.reader import object_in
from editor_app.richtext.shortcuts import convert_typed_line, convert_typed_markdown
from tests.richtext.test_body_document import cursor_in, loaded


def select(body: BodyDocument, words: str) -> QTextCursor:
    found = body.document.find(words)
    assert not found.isNull()
    return found


@pytest.mark.parametrize(
    ("mark", "written"),
    [
        (Mark.BOLD, "A **word** here\n"),
        (Mark.ITALIC, "A *word* here\n"),
        (Mark.STRIKE, "A ~~word~~ here\n"),
        (Mark.CODE, "A `word` here\n"),
    ],
)
def test_marks_are_written_and_taken_back(mark: Mark, written: str) -> None:
    body = loaded("A word here\n")
    cursor = select(body, "word")
    commands.toggle_mark(cursor, mark)
    assert body.markdown() == written
    assert mark in commands.marks_at(cursor)
    commands.toggle_mark(cursor, mark)
    assert body.markdown() == "A word here\n"


def test_a_mark_on_part_of_the_selection_is_put_on_all_of_it() -> None:
    body = loaded("One **two** three\n")
    cursor = QTextCursor(body.document)
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    commands.toggle_mark(cursor, Mark.BOLD)
    assert body.markdown() == "**One two three**\n"


def test_links_are_set_changed_and_removed() -> None:
    body = loaded("See the harbour now\n")
    commands.set_link(select(body, "harbour"), "harbour.md")
    assert body.markdown() == "See the [harbour](harbour.md) now\n"
    inside = cursor_in(body, "harbour", 3)
    assert commands.link_at(inside) == ("harbour.md", "")
    commands.set_link(inside, "https://example.org/")
    assert body.markdown() == "See the [harbour](https://example.org/) now\n"
    commands.set_link(cursor_in(body, "harbour", 3), "")
    assert body.markdown() == "See the harbour now\n"


def test_a_link_without_words_is_typed_in() -> None:
    body = loaded("See\n")
    cursor = cursor_in(body, "See", 3)
    commands.set_link(cursor, "a.md", " this")
    assert "this](a.md)" in body.markdown()


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind.CROSSHEAD, "## Words\n"),
        (Kind.SMALL_CROSSHEAD, "### Words\n"),
        (Kind.QUOTE, "> Words\n"),
        (Kind.BULLET, "- Words\n"),
        (Kind.NUMBER, "1. Words\n"),
    ],
)
def test_kinds_are_written(kind: Kind, written: str) -> None:
    body = loaded("Words\n")
    cursor = cursor_in(body, "Words")
    commands.toggle_kind(cursor, kind)
    assert body.markdown() == written
    commands.toggle_kind(cursor, kind)
    assert body.markdown() == "Words\n"


def test_a_pull_quote_is_written_with_its_class() -> None:
    body = loaded("Words\n")
    commands.set_kind(cursor_in(body, "Words"), Kind.PULL_QUOTE)
    assert body.markdown() == "> Words\n{.pull}\n"


def test_a_list_of_paragraphs_is_one_list_and_nests() -> None:
    body = loaded("One\n\nTwo\n\nThree\n\nAfter\n")
    cursor = cursor_in(body, "One")
    cursor.setPosition(body.document.find("Three").selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    commands.toggle_list(cursor, Kind.BULLET)
    assert body.markdown() == "- One\n- Two\n- Three\n\nAfter\n"
    assert commands.shift_depth(cursor_in(body, "Two"), 1)
    assert "    - Two" in body.markdown() or "  - Two" in body.markdown()
    assert not commands.shift_depth(cursor_in(body, "After"), 1)
    body.document.undo()
    body.document.undo()
    assert body.markdown() == "One\n\nTwo\n\nThree\n\nAfter\n"


def test_two_lists_of_the_file_stay_apart() -> None:
    text = "- a\n- b\n\n1. c\n2. d\n"
    body = loaded(text)
    cursor_in(body, "a").insertText("x")
    assert "1. c\n2. d\n" in body.markdown()


def test_enter_splits_and_the_first_half_keeps_its_place() -> None:
    body = loaded("One two\n\nThree\n")
    structure.split_block(cursor_in(body, "One two", 3))
    assert body.markdown().startswith("One\n\n")
    assert body.markdown().endswith("two\n\nThree\n")


def test_enter_at_the_start_leaves_the_paragraph_as_it_was() -> None:
    text = "Wrapped\nsource  *here*\n\nThree\n"
    body = loaded(text)
    structure.split_block(cursor_in(body, "Wrapped"))
    assert body.markdown() == text


def test_enter_after_a_crosshead_begins_a_paragraph() -> None:
    body = loaded("## Head\n")
    cursor = cursor_in(body, "Head", 4)
    structure.split_block(cursor)
    assert kind_of(cursor.block()) is Kind.PARAGRAPH


def test_enter_in_a_list_goes_on_and_twice_leaves_it() -> None:
    body = loaded("- a\n- b\n")
    cursor = cursor_in(body, "b", 1)
    structure.split_block(cursor)
    cursor.insertText("c")
    assert body.markdown() == "- a\n- b\n- c\n"
    structure.split_block(cursor)
    structure.split_block(cursor)
    assert kind_of(cursor.block()) is Kind.PARAGRAPH
    cursor.insertText("After")
    assert body.markdown().rstrip() == "- a\n- b\n- c\n\nAfter"


def test_backspace_at_a_start_takes_the_kind_off_first() -> None:
    body = loaded("Before\n\n- a\n")
    assert structure.backspace_at_start(cursor_in(body, "a"))
    assert body.markdown() == "Before\n\na\n"
    assert not structure.backspace_at_start(cursor_in(body, "a"))


def test_backspace_after_a_picture_selects_it() -> None:
    body = loaded("![a](b.jpg)\n\nText\n")
    cursor = cursor_in(body, "Text")
    assert structure.backspace_at_start(cursor)
    assert structure.selected_object(cursor) is not None
    assert body.markdown() == "![a](b.jpg)\n\nText\n"


def test_objects_go_in_out_and_come_back() -> None:
    text = "One\n\nTwo\n"
    body = loaded(text)
    made = RichBlock(Kind.PICTURE, picture=Picture("../images/a.jpg", "alt", "Caption.", "Me"))
    placed = structure.insert_object(cursor_in(body, "One", 1), made)
    assert body.markdown() == 'One\n\n![alt](../images/a.jpg "Caption. (Photo: Me)")\n\nTwo\n'
    assert object_in(placed) == made
    changed = RichBlock(Kind.PICTURE, picture=Picture("../images/a.jpg", "other"))
    structure.replace_object(placed, changed)
    assert "![other](../images/a.jpg)" in body.markdown()
    body.document.undo()
    body.document.undo()
    assert body.markdown() == text


def test_an_also_read_block_takes_the_place_of_an_empty_paragraph() -> None:
    body = loaded("One\n")
    cursor = cursor_in(body, "One", 3)
    structure.split_block(cursor)
    structure.insert_object(cursor, RichBlock(Kind.ALSO_READ, links=(AlsoReadLink("A", "a.md"),)))
    assert body.markdown().rstrip() == "One\n\nAlso read: [A](a.md)"


def test_removing_an_object_leaves_its_neighbours_untouched() -> None:
    body = loaded("One  *x*\nwrapped\n\n---\n\nTwo\nwrapped\n")
    cursor = QTextCursor(body.document.begin().next())
    structure.remove_block(cursor)
    assert body.markdown() == "One  *x*\nwrapped\n\nTwo\nwrapped\n"


def test_removing_the_last_block_leaves_the_one_before_untouched() -> None:
    body = loaded("One  *x*\nwrapped\n\n---\n")
    structure.remove_block(QTextCursor(body.document.lastBlock()))
    assert body.markdown() == "One  *x*\nwrapped\n"


def test_a_line_break_is_written_and_read() -> None:
    body = loaded("One two\n")
    structure.break_line(cursor_in(body, "One two", 3))
    again = loaded(body.markdown())
    assert again.document.begin().text().count("\u2028") == 1


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("## ", Kind.CROSSHEAD),
        ("### ", Kind.SMALL_CROSSHEAD),
        ("- ", Kind.BULLET),
        ("* ", Kind.BULLET),
        ("3. ", Kind.NUMBER),
        ("> ", Kind.QUOTE),
    ],
)
def test_typed_markdown_converts_and_one_undo_restores_it(typed: str, kind: Kind) -> None:
    body = loaded("Words\n")
    cursor = cursor_in(body, "Words")
    cursor.insertText(typed)
    before = body.document.begin().text()
    assert convert_typed_markdown(cursor)
    assert kind_of(body.document.begin()) is kind
    assert body.document.begin().text() == "Words"
    body.document.undo()
    assert body.document.begin().text() == before
    assert kind_of(body.document.begin()) is Kind.PARAGRAPH


def test_ordinary_words_do_not_convert() -> None:
    body = loaded("Words\n")
    cursor = cursor_in(body, "Words")
    cursor.insertText("A ")
    assert not convert_typed_markdown(cursor)


def test_what_is_written_below_an_object_is_a_paragraph() -> None:
    body = loaded("---\n")
    cursor = QTextCursor(body.document)
    cursor.setPosition(1)
    structure.split_block(cursor)
    assert kind_of(cursor.block()) is Kind.PARAGRAPH
    cursor.insertText("- ")
    assert convert_typed_markdown(cursor)


def test_a_divider_typed_above_an_object_leaves_room_to_go_on() -> None:
    body = loaded("One\n\nAlso read: [A](a.md)\n")
    cursor = cursor_in(body, "One", 3)
    structure.split_block(cursor)
    cursor.insertText("---")
    assert convert_typed_line(cursor) is not None
    cursor.insertText("Two")
    assert body.markdown() == "One\n\n* * *\n\nTwo\n\nAlso read: [A](a.md)\n"


def test_a_picture_among_bold_words_does_not_count_against_them() -> None:
    body = loaded("**One**\n\n![a](b.jpg)\n\n**Two**\n")
    cursor = QTextCursor(body.document)
    cursor.select(QTextCursor.SelectionType.Document)
    assert commands.marks_at(cursor) == {Mark.BOLD}
    commands.toggle_mark(cursor, Mark.BOLD)
    assert body.markdown() == "One\n\n![a](b.jpg)\n\nTwo\n"
    assert commands.marks_at(cursor) == frozenset()


@pytest.mark.parametrize("mark", [Mark.BOLD, Mark.ITALIC, Mark.STRIKE, Mark.CODE])
def test_a_mark_over_paragraphs_lists_and_quotes_goes_on_and_off(mark: Mark) -> None:
    text = "One *x*\n\n- two\n- three\n\n> four\n\n## Five\n"
    body = loaded(text)
    cursor = cursor_in(body, "One")
    cursor.setPosition(body.document.find("four").selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    before = commands.marks_at(cursor)
    commands.toggle_mark(cursor, mark)
    assert mark in commands.marks_at(cursor)
    assert body.markdown().endswith("\n\n## Five\n")
    body.document.undo()
    assert body.markdown() == text
    assert commands.marks_at(cursor) == before


def test_clearing_takes_marks_and_links_but_not_kinds() -> None:
    body = loaded("- **a** [b](c.md)\n- `d`\n\n> *e*\n")
    cursor = QTextCursor(body.document)
    cursor.select(QTextCursor.SelectionType.Document)
    commands.clear_marks(cursor)
    assert body.markdown() == "- a b\n- d\n\n> e\n"


@pytest.mark.parametrize(("typed", "converts"), [("- ", True), ("1. ", True), ("## ", False), ("> ", False)])
def test_in_a_fact_box_only_what_it_can_hold_converts(typed: str, converts: bool) -> None:
    body = loaded('!!! note "Title"\n    Inside\n\nAfter\n')
    cursor = cursor_in(body, "Inside")
    cursor.insertText(typed)
    assert convert_typed_markdown(cursor) is converts
    assert '!!! note "Title"\n' in body.markdown() and "After" in body.markdown()


def test_hyphens_in_a_fact_box_stay_hyphens() -> None:
    body = loaded('!!! note "Title"\n    Inside\n\nAfter\n')
    cursor = cursor_in(body, "Inside", 6)
    structure.split_block(cursor)
    cursor.insertText("---")
    assert convert_typed_line(cursor) is None
