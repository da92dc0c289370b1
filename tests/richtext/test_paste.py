from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor

from editor_app.richtext.foreign_copy import words_of_page
from editor_app.richtext.paste import MIME_TYPE, mime_of, paragraphs_of, paste_mime, paste_text
from tests.richtext.bodies import MARKDOWN
from tests.richtext.test_body_document import cursor_in, loaded


def whole_block(body, words: str) -> QTextCursor:
    cursor = cursor_in(body, words)
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def test_a_paragraph_cut_and_pasted_back_is_byte_identical() -> None:
    text = "One __a__\n\nTwo   *b*\nwrapped\n\nThree\n"
    body = loaded(text)
    cursor = whole_block(body, "Two")
    data = mime_of(cursor, body)
    cursor.removeSelectedText()
    assert body.markdown() == "One __a__\n\nThree\n"
    paste_mime(cursor, data, body)
    assert body.markdown() == text


def test_everything_cut_and_pasted_into_an_empty_story_is_the_same() -> None:
    text = "One __a__\n\n* x\n* y\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![a](b.jpg)\n\nLast *b*\nwrapped"
    body = loaded(text)
    cursor = QTextCursor(body.document)
    cursor.select(QTextCursor.SelectionType.Document)
    data = mime_of(cursor, body)
    other = loaded("")
    paste_mime(QTextCursor(other.document), data, other)
    assert other.markdown().rstrip("\n") == text


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN)
def test_select_all_cut_paste_undo_undo_is_identical(text: str) -> None:
    body = loaded(text)
    cursor = QTextCursor(body.document)
    cursor.select(QTextCursor.SelectionType.Document)
    data = mime_of(cursor, body)
    cursor.removeSelectedText()
    paste_mime(cursor, data, body)
    while body.document.isUndoAvailable():
        body.document.undo()
    assert body.markdown() == text


def test_words_keep_their_marks_inside_stet() -> None:
    body = loaded("Some **bold** words\n\nElsewhere\n")
    data = mime_of(body.document.find("bold words"), body)
    assert data.text() == "bold words"
    paste_mime(cursor_in(body, "Elsewhere", 9), data, body)
    assert body.markdown() == "Some **bold** words\n\nElsewhere**bold** words\n"


def test_paragraphs_go_between_the_halves_of_a_split_one() -> None:
    body = loaded("One\n\nTwo *x*\n\nBefore after\n")
    cursor = whole_block(body, "One")
    cursor.setPosition(body.document.find("Two x").selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    data = mime_of(cursor, body)
    paste_mime(cursor_in(body, "Before after", 7), data, body)
    assert body.markdown() == "One\n\nTwo *x*\n\nBefore\n\nOne\n\nTwo *x*\n\nafter\n"


def test_several_paragraphs_become_paragraphs() -> None:
    assert paragraphs_of("One\nTwo\n") == ["One", "Two"]
    assert paragraphs_of("One\nline\n\nTwo\r\n\r\n\r\nThree") == ["One\u2028line", "Two", "Three"]
    assert paragraphs_of(" a ") == [" a "]
    body = loaded("")
    paste_text(QTextCursor(body.document), "One\n\nTwo *literally*\n\n# three")
    again = loaded(body.markdown())
    shown = []
    block = again.document.begin()
    while block.isValid():
        shown.append(block.text())
        block = block.next()
    assert shown == ["One", "Two *literally*", "# three"]


def test_a_forged_clip_is_taken_as_text() -> None:
    body = loaded("Start\n")
    for forged in (b"{", b"[]", b'{"pieces": [{"blocks": [], "source": ""}], "inline": true}', b"\xff\xfe"):
        data = QMimeData()
        data.setData(MIME_TYPE, forged)
        data.setText("")
        paste_mime(cursor_in(body, "Start", 5), data, body)
        assert body.markdown() == "Start\n"


def test_control_characters_are_left_out() -> None:
    body = loaded("")
    paste_text(QTextCursor(body.document), "a\x00b\ufffcc\x1bd")
    assert body.markdown().strip() == "abcd"


def test_words_of_html() -> None:
    assert words_of_page("<div>a<br>b</div><style>x</style><p>c &amp; d</p>") == "a\nb\n\nc & d"
