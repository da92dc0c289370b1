"""Keys pressed in a shown editor: what they become, and that one Undo takes just that back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor_app.markup.rich import Kind
from editor_app.richtext.formats import kind_of
from editor_app.richtext.reader import object_in
from editor_app.richtext.structure import select_object
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.typing_style import TypingStyle
from editor_app.ui.editor.words_field import WordsField
from tests.ui.editor.conftest import STORY, Desk


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> BodyEditor:
    """The text, with the caret in an empty paragraph after "ashore."."""
    body = desk.pane.galley.body
    body.setFocus()
    qtbot.waitUntil(body.hasFocus)
    desk.caret_at("ashore.", end=True)
    qtbot.keyClick(body, Qt.Key.Key_Return)
    return body


def written(desk: Desk) -> str:
    """The Markdown of the paragraph after "ashore."."""
    return desk.text.partition("ashore.\n\n")[2].partition("\n\nAlso read")[0]


@pytest.mark.parametrize(
    ("keys", "source"),
    [
        ("a **bold** b", "a **bold** b"),
        ("a __bold__ b", "a **bold** b"),
        ("an *odd* b", "an *odd* b"),
        ("an _odd_ b", "an *odd* b"),
        ("a ~~gone~~ b", "a ~~gone~~ b"),
        ("a `code` b", "a `code` b"),
        ("a [word](flood.md) b", "a [word](flood.md) b"),
        ("a [word](https://e.example/a_(b)) b", "a [word](<https://e.example/a_(b)>) b"),
        ("**bold *and odd* words**", "**bold *and odd* words**"),
    ],
)
def test_closed_markdown_becomes_formatting(
    desk: Desk, page: BodyEditor, qtbot: QtBot, keys: str, source: str
) -> None:
    qtbot.keyClicks(page, keys)
    shown = page.textCursor().block().text()
    assert not set("*_~`[]") & set(shown.replace("a_(b)", ""))
    assert written(desk) in (source, source.replace("<", "").replace(">", ""))


@pytest.mark.parametrize(
    "keys", ["2 * 3 * 4", "snake_case_name", "5*3*2", "** not bold **", "a * b*", "`` ` ``", "![b](c)"]
)
def test_what_is_not_markdown_stays_as_typed(page: BodyEditor, qtbot: QtBot, keys: str) -> None:
    page.typing.is_smart = False
    qtbot.keyClicks(page, keys)
    assert page.textCursor().block().text() == keys


def test_one_undo_brings_the_marks_back_and_writing_goes_on_without_them(
    desk: Desk, page: BodyEditor, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page, "a **b**")
    desk.actions["edit.undo"].trigger()
    assert page.textCursor().block().text() == "a **b**"
    qtbot.keyClicks(page, " c")
    assert page.textCursor().block().text() == "a **b** c"
    assert "\\*\\*b" in written(desk) or "a \\**b" in written(desk)


def test_quotes_become_typographic_and_one_undo_brings_the_key_back(
    desk: Desk, page: BodyEditor, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page, 'He said "go')
    assert page.textCursor().block().text() == "He said \u201cgo"
    desk.actions["edit.undo"].trigger()
    desk.actions["edit.undo"].trigger()
    assert page.textCursor().block().text() == 'He said "'
    qtbot.keyClicks(page, "x")
    assert written(desk) == 'He said "x'


def test_quotes_follow_the_language_of_the_story(desk: Desk, page: BodyEditor, qtbot: QtBot) -> None:
    desk.session.edit("Language", language="de")
    qtbot.keyClicks(page, '"Ja" -- so')
    assert written(desk) == "\u201eJa\u201c \u2013 so"


def test_quotes_stay_straight_where_that_is_wanted(desk: Desk, page: BodyEditor, qtbot: QtBot) -> None:
    page.typing.is_smart = False
    qtbot.keyClicks(page, 'a "b" -- c...')
    assert written(desk) == 'a "b" -- c...'


def test_code_and_addresses_stay_as_typed(desk: Desk, page: BodyEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(page, "see https://a.example/x--y...z and ")
    desk.actions["format.code"].trigger()
    qtbot.keyClicks(page, 'say "x" -- *y*')
    assert written(desk) == 'see https://a.example/x--y...z and `say "x" -- *y*`'


def test_quotes_count_what_stands_before_them_beyond_the_first_plane(page: BodyEditor, qtbot: QtBot) -> None:
    page.insertPlainText("\U0001f600\U0001f600 **")
    qtbot.keyClicks(page, 'b** "x"')
    assert page.textCursor().block().text() == "\U0001f600\U0001f600 b \u201cx\u201d"


def test_the_headline_gets_its_quotes_and_one_undo_brings_the_key_back(desk: Desk, qtbot: QtBot) -> None:
    field = desk.pane.galley.head.fields["title"]
    desk.pane.galley.head.focus_field("title")
    qtbot.keyClicks(field, " 'safe'")
    assert desk.session.meta.title == "Ferry aground \u2018safe\u2019"
    desk.actions["edit.undo"].trigger()
    assert desk.session.meta.title == "Ferry aground \u2018safe'"
    assert field.text() == "Ferry aground \u2018safe'"


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ("# ", Kind.CROSSHEAD),
        ("### ", Kind.SMALL_CROSSHEAD),
        ("+ ", Kind.BULLET),
        ("2) ", Kind.NUMBER),
        ("> ", Kind.QUOTE),
    ],
)
def test_a_lines_start_converts_and_undo_brings_it_back(
    desk: Desk, page: BodyEditor, qtbot: QtBot, keys: str, kind: Kind
) -> None:
    qtbot.keyClicks(page, keys)
    assert kind_of(page.textCursor().block()) is kind
    desk.actions["edit.undo"].trigger()
    assert page.textCursor().block().text() == keys
    assert kind_of(page.textCursor().block()) is Kind.PARAGRAPH


def test_a_year_at_a_lines_start_is_no_list(page: BodyEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(page, "2026. ")
    assert kind_of(page.textCursor().block()) is Kind.PARAGRAPH


def test_three_hyphens_and_enter_make_a_divider(desk: Desk, page: BodyEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(page, "---")
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert written(desk) == "* * *"
    desk.actions["edit.undo"].trigger()
    assert page.textCursor().block().text() == "---"


def test_a_code_fence_and_enter_open_a_card(desk: Desk, page: BodyEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(page, "```python")
    with qtbot.waitSignal(page.object_opened) as opened:
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert opened.args is not None
    lone = object_in(opened.args[0])
    assert lone is not None and lone.source == "```python\n\n```\n"
    assert written(desk) == "```python\n\n```"


# -- lists


def test_tab_in_a_list_nests_and_elsewhere_leaves_the_text(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    body.setFocus()
    desk.caret_at("two")
    qtbot.keyClick(body, Qt.Key.Key_Tab)
    assert "- one\n    - two\n" in desk.text
    qtbot.keyClick(body, Qt.Key.Key_Tab)
    assert "- one\n    - two\n" in desk.text and body.hasFocus()
    qtbot.keyClick(body, Qt.Key.Key_Backtab)
    desk.actions["edit.undo"].trigger()
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY
    desk.caret_at("Lifeboats")
    qtbot.keyClick(body, Qt.Key.Key_Tab)
    assert not body.hasFocus()


def test_moving_a_block_keeps_the_caret_in_it(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("ashore")
    qtbot.keyClick(body, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert body.textCursor().block().text().startswith("Lifeboats")
    assert body.textCursor().block().blockNumber() == 0
    qtbot.keyClicks(body, "back ")
    assert "people back ashore" in desk.text
    for _ in range(2):
        desk.actions["edit.undo"].trigger()
    assert desk.text == STORY


# -- input methods


def compose(page: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(page, event)


def test_what_is_being_composed_is_never_saved(desk: Desk, page: BodyEditor) -> None:
    compose(page, "\u306b\u307b")
    assert desk.session.save()
    assert "\u306b" not in (desk.folder / "stories" / "ferry.md").read_text(encoding="utf-8")
    assert desk.text == STORY
    compose(page, "", "\u65e5\u672c")
    assert written(desk) == "\u65e5\u672c"
    desk.actions["edit.undo"].trigger()
    assert "\u65e5\u672c" not in desk.text


def test_a_composed_quote_is_a_typed_quote(desk: Desk, page: BodyEditor) -> None:
    compose(page, "'")
    compose(page, "", '"')
    assert written(desk) == "\u201c"
    compose(page, "\u00b4")
    compose(page, "", "\u00e9")
    assert written(desk) == "\u201c\u00e9"


def test_words_of_another_script_are_not_touched_up(desk: Desk, page: BodyEditor) -> None:
    compose(page, "", "\u300c\u306b...\u300d--")
    assert written(desk) == "\u300c\u306b...\u300d--"


def test_composing_never_replaces_a_picture(desk: Desk, page: BodyEditor) -> None:
    block = page.document().begin()
    while object_in(block) is None:
        block = block.next()
    cursor = QTextCursor(block)
    select_object(cursor, block)
    page.setTextCursor(cursor)
    compose(page, "\u306b")
    compose(page, "", "\u65e5")
    assert "Also read: [Flood](flood.md); [Draft](draft.md)\n\n\u65e5\n" in desk.text


# -- screen readers


def test_a_chosen_block_is_described_for_as_long_as_it_is_chosen(
    desk: Desk, page: BodyEditor, qtbot: QtBot
) -> None:
    desk.caret_at("Crosshead")
    qtbot.keyClick(page, Qt.Key.Key_Up)
    assert page.accessibleDescription().startswith("Also read, 2 stories")
    qtbot.keyClick(page, Qt.Key.Key_Down)
    assert page.accessibleDescription() == ""


# -- fields of plain words


def test_a_caption_is_typed_with_the_marks_of_the_story(desk: Desk, qtbot: QtBot) -> None:
    field = WordsField("Caption", "", "secondary", desk.theme)
    field.typing = TypingStyle(language="fr")
    qtbot.addWidget(field)
    field.insertPlainText("\U0001f600 ")
    qtbot.keyClicks(field, '"Oui"')
    assert field.words() == "\U0001f600 \u00ab\u202fOui\u202f\u00bb"
    field.undo()
    assert field.words().endswith('Oui"')


def test_the_dateline_stays_before_the_first_paragraph_when_that_is_another_one(
    desk: Desk, qtbot: QtBot
) -> None:
    body = desk.pane.galley.body
    assert body.carries_dateline
    desk.caret_at("The island")
    qtbot.keyClick(body, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert body.carries_dateline and body.document().begin().text().startswith("Lifeboats")
    second = body.document().begin().next()
    assert second.blockFormat().textIndent() == 0
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY and body.carries_dateline


def test_a_composed_quote_in_the_headline_is_a_typed_quote(desk: Desk) -> None:
    field = desk.pane.galley.head.fields["title"]
    desk.pane.galley.head.focus_field("title")
    compose(field, "'")
    compose(field, "", "'")
    assert desk.session.meta.title == "Ferry aground\u2019"
    desk.actions["edit.undo"].trigger()
    assert desk.session.meta.title == "Ferry aground'"
