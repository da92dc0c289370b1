from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtGui import QTextCursor

from editor_app.intake.pasted.page import read_pasted_page
from editor_app.markup.blocks import slice_body
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind, Picture, RichBlock
from editor_app.richtext.outgoing import html_of, text_of
from editor_app.richtext.paste import MIME_TYPE, mime_of
from tests.richtext.bodies import MARKDOWN
from tests.richtext.test_body_document import cursor_in, loaded


def blocks_of(body: str):
    return [block for source in slice_body(body) for block in read_slice(source)]


def address(target: str) -> str:
    return "https://courier.example/flood/" if target == "flood.md" else ""


@pytest.mark.parametrize(
    ("body", "page"),
    [
        ("One **two** *three* ~~four~~ `five`", "<p>One <strong>two</strong> <em>three</em> <s>four</s> <code>five</code></p>"),
        ("## A & B\n\n### C", "<h2>A &amp; B</h2>\n<h3>C</h3>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("- a\n    - b\n    - c\n- d", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("---", "<hr>"),
        ("[x](https://e.example/?a=1&b=2)", '<p><a href="https://e.example/?a=1&amp;b=2">x</a></p>'),
        ("[x](flood.md) [y](other.md)", '<p><a href="https://courier.example/flood/">x</a> y</p>'),
        ("[x](javascript:alert(1))", "<p>x</p>"),
        ('![A](../images/a.jpg "Words. (Photo: Leo)")', "<p><em>Words.</em></p>"),
        ("Also read: [Flood](flood.md)", '<p><strong>Also read:</strong> <a href="https://courier.example/flood/">Flood</a></p>'),
        ("| A | B |\n|---|--:|\n| 1 | *2* |", '<table><tr><th>A</th><th align="right">B</th></tr><tr><td>1</td><td align="right"><em>2</em></td></tr></table>'),
        ("a <sup>2</sup> b[^1]", "<p>a <sup>2</sup> b</p>"),
        ("<div onclick=x>raw<script>bad()</script></div>", "<div>raw</div>"),
    ],
)  # fmt: skip
def test_html_for_others(body: str, page: str) -> None:
    body += "\n\n[^1]: Note\n" if "[^1]" in body else ""
    blocks = [block for source in slice_body(body) for block in read_slice(source, "[^1]: Note\n")][
        : None if "[^1]" not in body else 1
    ]
    assert html_of(blocks, address) == page


def test_words_for_others() -> None:
    body = "## Head\n\nOne **two** [x](https://e.example)\n\n- a\n    - b\n- c\n\n1. d\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n> q\n"
    assert text_of(blocks_of(body)) == "Head\n\nOne two x\n\n• a\n  • b\n• c\n1. d\n\nA\tB\n1\t2\n\nq"


def test_an_embed_is_its_address_and_a_picture_without_words_is_nothing() -> None:
    blocks = [
        RichBlock(Kind.SOURCE, source="https://e.example/v?a=1&b=2"),
        RichBlock(Kind.PICTURE, picture=Picture("a.png")),
    ]
    shown = "https://e.example/v?a=1&amp;b=2"
    assert html_of(blocks, address) == f'<p><a href="{shown}">{shown}</a></p>'
    assert text_of(blocks) == "https://e.example/v?a=1&b=2"


def test_everything_is_on_the_clipboard() -> None:
    body = loaded("Some **bold** words\n\n* a\n* b\n")
    cursor = QTextCursor(body.document)
    cursor.select(QTextCursor.SelectionType.Document)
    data = mime_of(cursor, body)
    assert data.text() == "Some bold words\n\n• a\n• b"
    assert data.html().endswith("<p>Some <strong>bold</strong> words</p>\n<ul><li>a</li><li>b</li></ul>")
    assert bytes(data.data("text/markdown").data()).decode() == "Some **bold** words\n\n* a\n* b"
    assert data.hasFormat(MIME_TYPE)


def test_words_from_a_sentence_are_no_paragraph() -> None:
    body = loaded("- Some **bold** words\n")
    data = mime_of(body.document.find("bold words"), body)
    assert (data.text(), bytes(data.data("text/markdown").data())) == ("bold words", b"**bold** words")


def test_story_links_lead_to_their_pages() -> None:
    body = loaded("See [it](flood.md)\n")
    body.set_context(lookup=lambda slug: slug, page_address=lambda entry: f"https://courier.example/{entry}/")
    cursor = cursor_in(body, "See it")
    cursor.select(QTextCursor.SelectionType.Document)
    assert '<a href="https://courier.example/flood/">it</a>' in mime_of(cursor, body).html()


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN)
def test_what_goes_out_comes_back(text: str) -> None:
    """Text with its marks, lists and tables finds its way through the HTML that others get."""
    blocks = blocks_of(text)
    if any(
        block.source or block.box or block.links or any(s.verbatim for s in block.spans) for block in blocks
    ):
        return
    words = " ".join(text_of(blocks).replace("•", " ").split())
    back = " ".join(text_of(read_pasted_page(html_of(blocks, address)).blocks).replace("•", " ").split())
    assert back == words
