from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editor_app.intake.html_copy import decode_html, looks_like_html, page_title, pieces_of_html
from editor_app.intake.markdown_copy import pieces_of_markdown
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind


def markdown_of(page: str) -> str:
    return "".join(piece.text for piece in pieces_of_html(page)).rstrip("\n")


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<p>one<p>two", "one\n\ntwo"),
        ("<h2>Why</h2><h3>How</h3>", "## Why\n\n### How"),
        ("<p><b>a</b> <em>b</em> <code>c</code> <del>d</del></p>", "**a** *b* `c` ~~d~~"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n    - b\n- c"),
        ("<ol start=3><li>c<li>d</ol>", "3. c\n4. d"),
        ("<blockquote>They said so.</blockquote>", "> They said so."),
        (
            '<p>See <a href="https://a.example/x?y=1&amp;z=2">this</a>.',
            "See [this](https://a.example/x?y=1&z=2).",
        ),
        ("one<hr>two", "one\n\n* * *\n\ntwo"),
        ("<p>1 &lt; 2 &amp;amp; 3 * 4 _ 5 # 6 [7](8)", "1 < 2 &amp;amp; 3 * 4 _ 5 # 6 \\[7](8)"),
        (
            "<p># no heading</p><p>1. no list</p><p>- no bullet</p>",
            "\\# no heading\n\n1\\. no list\n\n\\- no bullet",
        ),
        (
            '<img src="https://a.example/f (1).jpg" alt="A [ferry]">',
            "![A [ferry]](https://a.example/f%20%281%29.jpg)",
        ),
        ('<img src="data:image/png;base64,AA" alt="A ferry">', "A ferry"),
        ("<script>alert(1)</script><style>p{}</style><p onclick=x>safe", "safe"),
        ('<a href="javascript:alert(1)">not run</a>', "not run"),
        ("<iframe src=//evil.example></iframe><p>kept", "kept"),
        ("<!-- hidden --><p>shown", "shown"),
    ],
)
def test_a_page_reads_as_plain_markdown(page: str, markdown: str) -> None:
    assert markdown_of(page) == markdown


def test_a_table_becomes_a_table() -> None:
    page = "<table><tr><th>Town<th>Rain</tr><tr><td>A|B<td>4 mm</table>"
    block = read_slice(pieces_of_html(page)[0].source)[0]
    assert block.kind is Kind.TABLE
    assert block.table is not None
    shown = [["".join(span.text for span in cell) for cell in row] for row in block.table.rows]
    assert shown == [["Town", "Rain"], ["A|B", "4 mm"]]


PAGE = """<header>Courier<nav><a href="/">Home</a></nav></header><main><article><header><h1>Rain</h1><p>By Ruth</p></header>
<ul><li><a href="#">Facebook</a><li><a href="#">Twitter</a></ul><figure><img src="https://a.example/f.jpg" alt="A ferry">
<figcaption>The <b>ferry</b></figcaption></figure><p>It rains.<aside>In brief</aside></article></main><aside>Related</aside><footer>Foot</footer>"""


def test_the_story_of_a_page_comes_without_its_frame_and_its_share_links_last() -> None:
    picture = '![A ferry](https://a.example/f.jpg "The ferry")'
    assert markdown_of(PAGE) == (
        f"# Rain\n\nBy Ruth\n\n{picture}\n\nIt rains.\n\nIn brief\n\n- [Facebook](#)\n- [Twitter](#)"
    )


def test_a_page_that_does_not_say_where_its_story_is_keeps_everything() -> None:
    page = PAGE.replace("main>", "div>").replace("article>", "div>")
    assert {"Home", "Courier", "Related", "Foot"} <= set(re.findall(r"\w+", markdown_of(page)))


WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S"], include_characters=" \n"), min_size=1, max_size=40
)
TAGS = st.sampled_from(
    ["p", "div", "h1", "h2", "li", "blockquote", "b", "em", "span", "td", "section", "pre", "code"]
)


@given(st.lists(st.tuples(TAGS, WORDS), min_size=1, max_size=6))
@example([("p", "#"), ("td", "a|b")])
@example([("em", "1"), ("em", "1"), ("span", "0")])
def test_no_word_of_a_page_is_lost(parts: list[tuple[str, str]]) -> None:
    page = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts)
    kept = html.unescape(markdown_of(page)).casefold()
    for word in re.findall(r"[^\W_]+", " ".join(text for _tag, text in parts)):
        assert word.casefold() in kept


def test_what_begins_like_a_page_is_one() -> None:
    assert looks_like_html("\n<!DOCTYPE html><p>x")
    assert looks_like_html('<?xml version="1.0"?>\n<!-- x -->\n<html lang="en">')
    assert not looks_like_html("<b>Breaking</b> is not a page")
    assert not looks_like_html("html is a language")


def test_the_title_of_a_page() -> None:
    assert page_title("<head><title>\n Rain &amp; sun\n </title>") == "Rain & sun"
    assert page_title("<p>no title") == ""


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8", "shift_jis"])
def test_the_declared_encoding_is_believed(encoding: str) -> None:
    text = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}"><p>Погода</p>'
    assert "Погода" in decode_html(text.encode(encoding))


def test_a_declared_encoding_nobody_knows_does_no_harm() -> None:
    assert "Wetter über" in decode_html("<meta charset=x-unknown><p>Wetter über".encode())


@given(st.text(st.characters(categories=["L", "N", "P", "S"], include_characters=" \n#>*-=")))
def test_the_pieces_of_markdown_are_its_source(body: str) -> None:
    kept = "".join(piece.source for piece in pieces_of_markdown(body))
    assert kept.split() == body.split()
