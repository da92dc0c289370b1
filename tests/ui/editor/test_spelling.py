"""Spelling in the editor: waves under wrong words, what the menu offers, and the next one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from editor_app.richtext.commands import toggle_mark
from editor_app.richtext.formats import Mark
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.spelling import Spelling
from editor_app.spelling.newsroom_words import DICTIONARY_FILE
from editor_app.ui import settings as keys
from editor_app.ui.editor import editor_spelling, ignored_words
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.editor_spelling import EditorSpelling
from editor_app.ui.editor.head_field import HeadField
from editor_app.ui.editor.ignored_words import IgnoredWords
from editor_app.ui.editor.source_prose import prose_of_front_matter, prose_of_text
from editor_app.ui.editor.words_field import WordsField
from editor_app.ui.settings import Settings
from tests.spelling.books import Book, Books
from tests.ui.editor.conftest import Desk

ENGLISH = Book(
    "the island ferry ran aground lifeboats had brought people ashore draft crosshead one two last words flood "
    "sound crossing are out also read isn't",
    {"fery": ["ferry", "fiery"], "isnt": ["isn't"], "agruond": ["aground"]},
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "set.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def checked(desk: Desk, settings: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> EditorSpelling:
    """Spelling that has read the open story."""

    def with_books(room: NewsroomSession, parent: QObject) -> Spelling:
        return Spelling(room, lambda: Books(en_US=ENGLISH), parent)

    monkeypatch.setattr(editor_spelling, "Spelling", with_books)
    pane = desk.pane
    made = EditorSpelling(pane.galley, desk.actions, desk.newsroom, settings, pane, source=pane.source_view)
    qtbot.waitUntil(lambda: made.spelling.can_check and not made.spelling.is_busy)
    desk.pane.galley.body.viewport().grab()  # a table is asked about when it is first drawn
    qtbot.waitUntil(lambda: not made.spelling.is_busy)
    return made


def _type(qtbot: QtBot, desk: Desk, words: str) -> None:
    desk.pane.galley.body.setFocus()
    qtbot.keyClicks(desk.pane.galley.body, words)


def _wrong(field: BodyEditor | HeadField) -> list[str]:
    marks, document = field.spelling, field.document()
    block, found = document.begin(), []
    while block.isValid():
        found += [word.word.text for word in marks.wrong_in(block)]
        block = block.next()
    return found


def _red(field: QTextEdit | QPlainTextEdit) -> int:
    """How many dots of the field are as red as the waves."""
    image = field.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    dots = bytes(image.constBits())
    blue, green, red = dots[0::4], dots[1::4], dots[2::4]
    return sum(r > g + 80 and r > b + 80 for r, g, b in zip(red, green, blue, strict=True))


def _open_menu(field: QTextEdit | QPlainTextEdit, qtbot: QtBot) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(50, 50))
    QApplication.sendEvent(field.viewport(), event)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def test_a_wrong_word_gets_a_wave_when_it_is_left(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    _type(qtbot, desk, " fery")
    body.viewport().grab()
    assert not checked.spelling.is_busy  # nobody is asked about a word that is not finished
    _type(qtbot, desk, " ")
    qtbot.waitUntil(lambda: "fery" in _wrong(body))
    assert _red(body) > 5


def test_moving_the_caret_away_ends_a_word_too(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    _type(qtbot, desk, " fery ashore")
    qtbot.waitUntil(lambda: _red(body) > 5)
    desk.caret_at("fery", end=True)
    _type(qtbot, desk, "y")
    assert _red(body) == 0
    qtbot.keyClick(body, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: _red(body) > 5)


def test_marks_change_neither_the_file_nor_the_history(
    desk: Desk, checked: EditorSpelling, qtbot: QtBot
) -> None:
    body = desk.pane.galley.body
    body.textCursor().insertText("Fery ")
    before, steps, revision = desk.text, desk.session.undo_stack.count(), body.document().revision()
    qtbot.waitUntil(lambda: _red(body) > 5)
    assert body.document().revision() == revision
    assert desk.text == before and desk.session.undo_stack.count() == steps


def test_code_is_not_checked(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    _type(qtbot, desk, " fery ")
    qtbot.waitUntil(lambda: "fery" in _wrong(body))
    toggle_mark(desk.caret_at("fery", select=True), Mark.CODE)
    assert "fery" not in _wrong(body)


def test_the_menu_offers_what_may_have_been_meant(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    _type(qtbot, desk, " fery ashore")
    qtbot.waitUntil(lambda: "fery" in _wrong(body))
    toggle_mark(desk.caret_at("fery", select=True), Mark.BOLD)
    steps = desk.session.undo_stack.count()
    desk.caret_at("fery")
    menu = _open_menu(body, qtbot)
    add = "Add \u201c\u2068fery\u2069\u201d to the newsroom\u2019s dictionary"
    assert _texts(menu)[:2] == ["ferry", "fiery"] and _texts(menu)[2:4] == ["Ignore in this story", add]
    assert menu.actions()[0].font().bold() and menu.activeAction() is menu.actions()[0]
    assert "Cut" in _texts(menu)
    menu.actions()[0].trigger()
    menu.close()
    assert desk.text.endswith("Last words **ferry** ashore")
    assert desk.session.undo_stack.count() == steps + 1
    desk.actions["edit.undo"].trigger()
    assert desk.text.endswith("Last words **fery** ashore")


def test_a_suggestion_takes_the_apostrophe_of_the_text(
    desk: Desk, checked: EditorSpelling, qtbot: QtBot
) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    body.textCursor().insertText(" isn\u2019t isnt now")
    qtbot.waitUntil(lambda: "isnt" in _wrong(body))
    word = body.spelling.word_at(desk.caret_at("isnt").position())
    assert word is not None
    body.spelling.replace(word, "isn't")
    assert desk.text.endswith("isn\u2019t isn\u2019t now")


def test_places_behind_an_emoji_are_right(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    cursor = desk.caret_at("Last words", end=True)
    cursor.insertText(" \U0001f6a2\U0001f6df fery ashore")
    body.setTextCursor(desk.caret_at("Crosshead"))
    body.viewport().grab()
    qtbot.waitUntil(lambda: "fery" in _wrong(body))
    word = body.spelling.word_at(desk.caret_at("fery").position())
    assert word is not None
    body.spelling.replace(word, "ferry")
    assert desk.text.endswith(" \U0001f6a2\U0001f6df ferry ashore")


def test_a_word_that_changed_meanwhile_is_left_alone(
    desk: Desk, checked: EditorSpelling, qtbot: QtBot
) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    _type(qtbot, desk, " fery out")
    qtbot.waitUntil(lambda: "fery" in _wrong(body))
    word = body.spelling.word_at(desk.caret_at("fery").position())
    assert word is not None
    desk.caret_at("fery", select=True).insertText("boat")
    body.spelling.replace(word, "ferry")
    assert desk.text.endswith("Last words boat out")


def test_a_field_of_the_head_is_checked_and_mended_in_one_step(
    desk: Desk, checked: EditorSpelling, qtbot: QtBot
) -> None:
    field = desk.pane.galley.head.fields["title"]
    desk.pane.galley.head.focus_field("title")
    qtbot.keyClicks(field, " agruond ")
    field.viewport().grab()
    qtbot.waitUntil(lambda: _wrong(field) == ["agruond"])
    assert _red(field) > 5
    position = field.text().index("agruond")
    cursor = QTextCursor(field.document())
    cursor.setPosition(position)
    field.setTextCursor(cursor)
    menu = _open_menu(field, qtbot)
    assert _texts(menu)[0] == "aground"
    menu.actions()[0].trigger()
    menu.close()
    assert desk.session.meta.title == "Ferry aground aground "
    desk.actions["edit.undo"].trigger()
    assert desk.session.meta.title == "Ferry aground agruond "


def test_adding_a_word_takes_its_waves_away(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    _type(qtbot, desk, " fery ")
    qtbot.waitUntil(lambda: _red(body) > 5)
    desk.caret_at("fery")
    menu = _open_menu(body, qtbot)
    next(action for action in menu.actions() if action.text().startswith("Add")).trigger()
    menu.close()
    assert "fery" not in _wrong(body)
    file = desk.folder / DICTIONARY_FILE
    qtbot.waitUntil(lambda: file.exists() and "\nfery\n" in file.read_text())


def test_a_right_word_has_the_usual_menu(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> None:
    desk.caret_at("Lifeboats")
    menu = _open_menu(desk.pane.galley.body, qtbot)
    assert _texts(menu)[0] == "Undo"
    menu.close()


def test_turned_off_nothing_is_marked(
    desk: Desk, checked: EditorSpelling, settings: Settings, qtbot: QtBot
) -> None:
    body = desk.pane.galley.body
    body.textCursor().insertText("Fery ")
    qtbot.waitUntil(lambda: bool(_wrong(body)))
    assert desk.actions["spell.toggle"].isChecked()
    desk.actions["spell.toggle"].trigger()
    assert not settings.get(keys.CHECK_SPELLING) and _wrong(body) == []
    assert not desk.actions["spell.next"].isEnabled()
    desk.actions["spell.toggle"].trigger()
    assert settings.get(keys.CHECK_SPELLING) and _wrong(body)


def test_without_a_dictionary_the_action_says_why(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> None:
    desk.session.edit("Language", language="sv")
    qtbot.waitUntil(lambda: bool(checked.spelling.reason))
    action = desk.actions["spell.toggle"]
    assert not action.isEnabled() and action.reason == "No dictionary for Swedish is installed."
    desk.session.edit("Language", language=None)
    qtbot.waitUntil(action.isEnabled)


def test_composed_text_is_not_marked_while_it_is_composed(
    desk: Desk, checked: EditorSpelling, qtbot: QtBot
) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    _type(qtbot, desk, " fery ")
    qtbot.waitUntil(lambda: _red(body) > 5)
    QApplication.sendEvent(body, QInputMethodEvent("\u65e5\u672c", []))
    assert _red(body) == 0
    QApplication.sendEvent(body, QInputMethodEvent("", []))
    assert _red(body) > 5


def test_next_misspelling_goes_round_the_story(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> None:
    body, title = desk.pane.galley.body, desk.pane.galley.head.fields["title"]
    desk.session.edit("Headline", title="Fery aground")
    desk.caret_at("Lifeboats", select=True).insertText("Lifbots")
    desk.caret_at("Crosshead")
    body.setFocus()
    step = desk.actions["spell.next"]
    step.trigger()
    qtbot.waitUntil(lambda: title.textCursor().selectedText() == "Fery")
    assert title.hasFocus()
    step.trigger()
    qtbot.waitUntil(lambda: body.textCursor().selectedText() == "Lifbots")
    assert not title.textCursor().hasSelection()
    step.trigger()
    qtbot.waitUntil(lambda: title.hasFocus())


def test_next_misspelling_says_when_there_is_none(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> None:
    for word in _wrong(desk.pane.galley.body):
        checked.spelling.own_words.add(word)
    with qtbot.waitSignal(checked.message):
        desk.actions["spell.next"].trigger()


PICTURE = '![Fery the 🚢 quaay](a.jpg "The fery ran agruond. (Photo: Leo Mrsh)")\n\n'


@pytest.fixture
def pictured(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> Desk:
    """A story with a picture whose words are partly wrong."""
    desk.session.replace_text("Picture", desk.text.replace("Lifeboats had", PICTURE + "Lifeboats had"))
    desk.pane.galley.body.viewport().grab()
    qtbot.waitUntil(lambda: not checked.spelling.is_busy)
    return desk


def test_wrong_words_of_a_caption_have_waves_on_the_page(pictured: Desk, qtbot: QtBot) -> None:
    body = pictured.pane.galley.body
    assert body.spelling.places_in("The fery ran agruond.") == [(4, 4), (13, 7)]
    qtbot.waitUntil(lambda: _red(body) > 10)
    body.spelling.set_spelling(None)
    assert _red(body) == 0


def _chosen() -> tuple[str, str]:
    """The field of words that has the keys, and what is selected in it."""
    field = QApplication.focusWidget()
    return (
        (field.accessibleName(), field.textCursor().selectedText())
        if isinstance(field, WordsField)
        else ("", "")
    )


def test_next_misspelling_opens_the_words_of_a_picture(pictured: Desk, qtbot: QtBot) -> None:
    body, step = pictured.pane.galley.body, pictured.actions["spell.next"]
    cursor = QTextCursor(body.document())
    body.setTextCursor(cursor)
    body.setFocus()
    for name, word in (
        ("Caption", "fery"),
        ("Caption", "agruond"),
        ("Alt text", "Fery"),
        ("Alt text", "quaay"),
    ):
        step.trigger()
        qtbot.waitUntil(lambda name=name, word=word: _chosen() == (name, word))
    step.trigger()  # a credit is a name
    assert pictured.pane.insert_actions.pictures.words is None or not body.hasFocus()


def test_a_caption_has_suggestions_while_it_is_typed(pictured: Desk, qtbot: QtBot) -> None:
    pictured.actions["spell.next"].trigger()
    words = pictured.pane.insert_actions.pictures.words
    assert words is not None
    caption = words.caption
    qtbot.waitUntil(lambda: _red(caption) > 5)
    cursor = caption.textCursor()
    cursor.setPosition(6)
    caption.setTextCursor(cursor)
    menu = _open_menu(caption, qtbot)
    assert _texts(menu)[:2] == ["ferry", "fiery"]
    menu.actions()[0].trigger()
    menu.close()
    assert "The ferry ran agruond." in pictured.text


def test_a_word_may_stand_in_one_story_alone(
    desk: Desk, checked: EditorSpelling, settings: Settings, qtbot: QtBot
) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", end=True)
    _type(qtbot, desk, " fery ")
    qtbot.waitUntil(lambda: _red(body) > 5)
    desk.caret_at("fery")
    menu = _open_menu(body, qtbot)
    next(action for action in menu.actions() if action.text().startswith("Ignore")).trigger()
    menu.close()
    assert "fery" not in _wrong(body)
    assert not (desk.folder / DICTIONARY_FILE).exists()
    assert "fery" in desk.text
    first = desk.session.path
    assert desk.newsroom.open_story(first.with_name("flood.md"))
    desk.pane.galley.body.textCursor().insertText("Fery fery ")
    qtbot.waitUntil(lambda: "fery" in _wrong(body))
    assert desk.newsroom.open_story(first)
    qtbot.waitUntil(lambda: not checked.spelling.is_busy)
    assert "fery" not in _wrong(body)
    room = settings.for_newsroom(desk.newsroom.newsroom.folder, settings)
    assert IgnoredWords(room).of("stories/ferry.md") == {"fery"}
    assert IgnoredWords(room).of("stories/flood.md") == frozenset()


def test_ignored_words_do_not_grow_without_end(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ignored_words, "MOST", 3)
    kept = IgnoredWords(settings)
    kept.keep("a.md", {"one"})
    kept.keep("b.md", {"two", "three"})
    kept.keep("b.md", {"two", "three", "four"})
    assert kept.of("a.md") == frozenset()
    assert kept.of("b.md") == {"two", "three", "four"}
    kept.keep("b.md", {"two"})
    assert kept.of("b.md") == {"two"}


def test_the_markdown_source_is_spelled_too(desk: Desk, checked: EditorSpelling, qtbot: QtBot) -> None:
    desk.session.replace_text(
        "Words",
        desk.text.replace("Last words", "Last wrods `fery` [ferry](fery.md) the \U0001f6a2 fery").replace(
            "dateline: Ostrey", "dateline: Ostry\nnote: agruond"
        ),
    )
    desk.actions["format.source"].trigger()
    view = desk.pane.source_view
    qtbot.waitUntil(lambda: view.isVisible() and view.hasFocus())
    view.moveCursor(QTextCursor.MoveOperation.Start)
    found = []
    for word in ("agruond", "wrods", "fery"):
        desk.actions["spell.next"].trigger()
        qtbot.waitUntil(lambda word=word: view.textCursor().selectedText() == word)
        found.append(view.textCursor().block().text())
    assert found[0] == "note: agruond"
    assert view.textCursor().selectionEnd() == view.textCursor().block().position() + len(found[2]) + 1
    qtbot.waitUntil(lambda: _red(view) > 10)
    view.moveCursor(QTextCursor.MoveOperation.End)
    menu = _open_menu(view, qtbot)
    assert _texts(menu)[0] == "ferry"
    menu.actions()[0].trigger()
    menu.close()
    assert desk.text.endswith("the \U0001f6a2 ferry")
    desk.session.undo_stack.undo()
    assert desk.text.endswith("the \U0001f6a2 fery")


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        ('Some `code` and [words](a.md "title")', 'Some        and [words       "title")'),
        ("![alt](a.jpg) <b class=x>bold</b> &amp; {.x}", "![alt       )            bold               "),
        ("[x]: https://a.example", ""),
        ("*[TK]: to come", "       to come"),
        ("[^1]: A note[^2] here", "      A note     here"),
        ("!!! facts", "         "),
        ("## A **bold** head", "## A **bold** head"),
        ("Isn\\'t it", "Isn  t it"),
    ],
)
def test_only_prose_of_a_source_line_is_spelled(line: str, prose: str) -> None:
    assert prose_of_text(line).rstrip() == prose.rstrip()
    assert not prose or len(prose_of_text(line)) == len(line)


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        ("title: A ferry", "       A ferry"),
        ("slug: a-fery", ""),
        ("  - text: More here", "          More here"),
        ("description: >", ""),
    ],
)
def test_only_sentences_of_front_matter_are_spelled(line: str, prose: str) -> None:
    assert prose_of_front_matter(line) == prose
