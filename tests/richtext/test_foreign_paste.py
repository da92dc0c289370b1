"""What other programs copied, put into every kind of place."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor

from editor_app.intake.pasted.copy import PastedPicture
from editor_app.markup.blocks import slice_body
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.paste import paste_mime
from tests.richtext.bodies import BODIES
from tests.richtext.test_body_document import cursor_in, loaded

TWO = "<p>New <b>one</b></p><p>new two</p>"
ITEMS = "<ul><li>x</li><li>y<ul><li>z</li></ul></li></ul>"
TABLE = "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"


def copied(page: str = "", text: str = "") -> QMimeData:
    data = QMimeData()
    if page:
        data.setHtml(page)
    if text:
        data.setText(text)
    return data


def pasted(body: str, words: str, offset: int, data: QMimeData, select: int = 0) -> str:
    document = loaded(body)
    cursor = cursor_in(document, words, offset)
    if select:
        cursor.setPosition(cursor.position() + select, QTextCursor.MoveMode.KeepAnchor)
    steps: list[int] = []
    document.document.undoCommandAdded.connect(lambda: steps.append(1))
    paste_mime(cursor, data, document)
    after = document.markdown()
    assert loaded(after).markdown() == after
    assert len(steps) == 1
    document.document.undo()
    assert document.markdown() == body
    return after


@pytest.mark.parametrize(
    ("body", "words", "offset", "page", "after"),
    [
        # one paragraph goes into the sentence
        ("ab cd\n", "ab cd", 3, "<p>x <i>y</i></p>", "ab x *y*cd\n"),
        ("## ab cd\n", "ab cd", 3, "<p><b>x</b><br>y </p>", "## ab x ycd\n"),
        ("`ab cd`\n", "ab cd", 3, "<p><b>x</b></p>", "`ab xcd`\n"),
        ("[ab cd](https://e.example)\n", "ab cd", 3, "<p>x</p>", "[ab xcd](https://e.example)\n"),
        ("ab cd\n", "ab cd", 3, "<h2>x</h2>", "ab xcd\n"),
        ("ab cd\n", "ab cd", 3, "<ul><li>x</li></ul>", "ab xcd\n"),
        # several merge at both ends
        ("abcd\n", "abcd", 2, TWO, "abNew **one**\n\nnew twocd\n"),
        ("abcd\n\nrest\n", "abcd", 4, TWO, "abcdNew **one**\n\nnew two\n\nrest\n"),
        ("abcd\n", "abcd", 0, TWO, "New **one**\n\nnew twoabcd\n"),
        ("## abcd\n", "abcd", 2, TWO, "## abNew one\n\nnew twocd\n"),
        # what is no paragraph stays a block
        ("abcd\n", "abcd", 2, "<h2>x</h2><p>y</p>", "ab\n\n## x\n\nycd\n"),
        ("abcd\n", "abcd", 2, ITEMS, "ab\n\n- x\n- y\n    - z\n\ncd\n"),
        ("abcd\n", "abcd", 4, ITEMS, "abcd\n\n- x\n- y\n    - z\n"),
        ("abcd\n", "abcd", 2, TABLE, "ab\n\n| A   | B   |\n| --- | --- |\n| 1   | 2   |\n\ncd\n"),
        ("abcd\n", "abcd", 2, "<p>x</p><hr><p>y</p>", "abx\n\n* * *\n\nycd\n"),
        # lists join, and take paragraphs as items
        ("- a\n- bc\n- d\n", "bc", 1, ITEMS, "- a\n- bx\n- y\n    - zc\n- d\n"),
        ("- a\n- bc\n", "bc", 2, "<ol><li>x</li><li>y</li></ol>", "- a\n- bcx\n- y\n"),
        ("- a\n    - bc\n", "bc", 2, ITEMS, "- a\n    - bcx\n    - y\n        - z\n"),
        ("1. a\n2. b\n", "b", 1, TWO, "1. a\n2. bNew **one**\n3. new two\n"),
        # quotes take paragraphs
        ("> ab\n", "ab", 2, TWO, "> abNew **one**\n>\n> new two\n"),
        ("> ab\n", "ab", 1, "<blockquote>x<p>y</blockquote>", "> ax\n>\n> yb\n"),
        ("> ab\n", "ab", 1, ITEMS, "> a\n\n- x\n- y\n    - z\n\n> b\n"),
    ],
)
def test_where_it_goes(body: str, words: str, offset: int, page: str, after: str) -> None:
    assert pasted(body, words, offset, copied(page)) == after


def test_in_an_empty_paragraph_everything_keeps_its_kind() -> None:
    for page, after in (
        ("<h3>x</h3>", "### x"),
        (ITEMS, "- x\n- y\n    - z"),
        (TWO, "New **one**\n\nnew two"),
        (TABLE, "| A   | B   |\n| --- | --- |\n| 1   | 2   |"),
    ):
        body = loaded("")
        paste_mime(QTextCursor(body.document), copied(page), body)
        assert body.markdown().rstrip("\n") == after


def test_over_a_selection_and_over_an_object() -> None:
    assert pasted("ab cd ef\n", "ab cd ef", 3, copied("<p>x</p>"), select=2) == "ab x ef\n"
    body = loaded("one\n\n---\n\ntwo\n")
    cursor = QTextCursor(body.document.findBlockByNumber(1))
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    paste_mime(cursor, copied("<p>x</p>"), body)
    assert body.markdown() == "one\n\nx\n\ntwo\n"
    cursor.movePosition(QTextCursor.MoveOperation.Start)


def test_what_was_copied_with_blanks_keeps_them() -> None:
    assert pasted("abcd\n", "abcd", 2, copied("<b>x</b> ", "x ")) == "ab**x** cd\n"
    assert pasted("abcd\n", "abcd", 2, copied(text=" x")) == "ab xcd\n"


ADDRESS = "https://e.example/a?id=1&utm_source=x"


def test_an_address_becomes_the_link_of_the_selected_words() -> None:
    assert (
        pasted("ab cd ef\n", "ab cd ef", 3, copied(text=ADDRESS), 2)
        == "ab [cd](https://e.example/a?id=1) ef\n"
    )


def test_an_address_over_an_address_takes_its_place() -> None:
    body = "see https://old.example now\n"
    after = pasted(body, "https", 0, copied(text="https://new.example"), len("https://old.example"))
    assert after == "see <https://new.example> now\n"


def test_an_address_alone_is_an_embed_and_a_link_in_a_sentence() -> None:
    body = loaded("")
    paste_mime(QTextCursor(body.document), copied(text="https://e.example/v\n"), body)
    assert body.markdown().strip() == "https://e.example/v"
    assert pasted("See it\n", "See it", 4, copied(text="www.e.example")) == "See <https://www.e.example>it\n"
    link = copied("<a href='https://e.example/v'>https://e.example/v</a>", "https://e.example/v")
    body = loaded("")
    paste_mime(QTextCursor(body.document), link, body)
    assert body.markdown().strip() == "https://e.example/v"


def test_a_link_with_words_stays_a_link_with_words() -> None:
    data = copied("<a href='https://e.example/v'>the film</a>", "https://e.example/v")
    assert pasted("See .\n", "See .", 4, data) == "See [the film](https://e.example/v).\n"


def test_code_from_a_program_for_code_is_words() -> None:
    page = "<meta charset='utf-8'><div style=\"color: #ccc;font-family: 'Fira', monospace;white-space: pre;\"><b>if</b></div>"
    assert pasted("x\n", "x", 1, copied(page, " if")) == "x if\n"


def test_wrapped_lines_are_joined_and_the_words_alone_are_offered_as_they_were() -> None:
    text = (
        "The ferry that runs between the two islands of the group was late\n"
        "again this morning because of fog, which lay over the sound until\n"
        "well after ten.\n"
    )
    body = loaded("")
    result = paste_mime(QTextCursor(body.document), copied(text=text), body)
    assert "\n" not in body.markdown().strip()
    assert result.plain == text
    body = loaded("")
    assert paste_mime(QTextCursor(body.document), copied(text="One.\n\nTwo."), body).plain == ""
    assert body.markdown() == "One.\n\nTwo.\n"


def test_without_formatting_the_words_of_a_table_come_too() -> None:
    body = loaded("")
    paste_mime(QTextCursor(body.document), copied(f"<p>x</p>{TABLE}<p>y</p>"), body, plain=True)
    assert body.markdown().split() == ["x", "A", "B", "1", "2", "y"]


def test_words_that_are_markdown_come_as_what_they_mean() -> None:
    text = "## Harbour\n\nThe **quay** is [shut](https://e.example/?utm_source=x&id=1).\n\n- one\n- two\n"
    body = loaded("")
    result = paste_mime(QTextCursor(body.document), copied(text=text), body)
    assert body.markdown() == text.replace("utm_source=x&", "")
    assert result.is_rich and result.plain == text


def test_words_with_a_few_signs_are_no_markdown() -> None:
    for text in (
        "2 * 3 * 4 and _x_",
        "#1 in the list",
        "# not a heading\npip install",
        "[x] done",
        "<b>x</b> **y**",
    ):
        body = loaded("")
        assert not paste_mime(QTextCursor(body.document), copied(text=text), body).is_rich


def test_what_a_program_calls_markdown_is_read_as_that() -> None:
    data = copied(text="x *y*")
    data.setData("text/markdown", b"x *y*")
    body = loaded("")
    paste_mime(QTextCursor(body.document), data, body)
    assert body.markdown() == "x *y*"


def test_without_formatting_lines_are_let_stand() -> None:
    body = loaded("")
    paste_mime(QTextCursor(body.document), copied("<b>x</b>", "x\ny\n\nz"), body, plain=True)
    assert body.markdown().strip() == "x  \ny\n\nz"


def test_pictures_of_a_copy_are_handed_on_and_others_counted() -> None:
    page = "<p>a</p><img alt='Quay' src='data:image/png;base64,aGVsbG8='><p>b</p><img src='https://e.example/x.jpg'><img src='file:///etc/x.png'>"
    kept: list[PastedPicture] = []

    def keep(picture: PastedPicture) -> str:
        kept.append(picture)
        return "../images/quay.png"

    body = loaded("")
    result = paste_mime(QTextCursor(body.document), copied(page), body, keep_picture=keep)
    assert [(each.data, each.ending) for each in kept] == [(b"hello", ".png")]
    assert body.markdown().strip() == "a\n\n![Quay](../images/quay.png)\n\nb"
    assert result.left_out.pictures == 2


def test_a_copy_without_end_comes_as_its_words() -> None:
    body = loaded("")
    result = paste_mime(QTextCursor(body.document), copied("<br>" * 450_000, "words"), body)
    assert result.too_large
    assert body.markdown().strip() == "words"


PARTS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<table>", "<tr>", "<td>", "</td>",
     "</table>", "<blockquote>", "</blockquote>", "<h2>", "</h2>", "<div>", "</div>", "<br>", "<hr>", "<a href='https://e.example'>",
     "</a>", "<a href=x.md>", "<pre>", "</pre>", "<code>", "</code>", "<s>", "<q>", "</q>", "<sup>2", "</sup>", "&nbsp;", "&amp;", "&lt;b&gt;",
     "<p style='mso-list:l0 level2 lfo1'>", "<span style='mso-list:Ignore'>1.", "</span>", "<img src='data:image/png;base64,AA=='>",
     "<script>", "</script>", "<!--", "-->", "<", ">", "words", " ", "\n", "*x*", "_", "# h", "- i", "1. n", "|", "[a](b)", "\u00ad", "\u200b", "é", "TK",
     "\u05d0", "\U0001f600", "\x00", "\ufffc", "\u2029"]
)  # fmt: skip


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(BODIES), st.lists(PARTS, max_size=25).map("".join), st.floats(0, 1), st.floats(0, 1))
def test_any_html_anywhere_is_one_step_and_reads_back(body: str, page: str, start: float, end: float) -> None:
    document = BodyDocument()
    document.load(body)
    last = document.document.characterCount() - 1
    cursor = QTextCursor(document.document)
    cursor.setPosition(round(start * last))
    cursor.setPosition(round(end * last), QTextCursor.MoveMode.KeepAnchor)
    steps: list[int] = []
    document.document.undoCommandAdded.connect(lambda: steps.append(1))
    paste_mime(cursor, copied(page, ""), document, keep_picture=lambda _picture: "../images/x.png")
    after = document.markdown()
    assert "".join(slice_body(after)) == after
    remembered = document.runs()
    document._ledger.scan(None)
    assert document.runs() == remembered
    assert len(steps) <= 1
    while document.document.isUndoAvailable():
        document.document.undo()
    assert document.markdown() == body
