"""HTML that nobody sane wrote: it is inert, it takes no time, and no word of it is lost."""

from __future__ import annotations

import html
import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.intake.pasted.page import LARGEST_PAGE, TooLarge, read_pasted_page
from editor_app.intake.pasted.styles import look_of, rules_of
from editor_app.markup.blocks import slice_body
from editor_app.markup.reader import read_slice
from editor_app.markup.writer import normal_blocks, write_blocks


def markdown_of(page: str) -> str:
    return write_blocks(read_pasted_page(page).blocks).rstrip("\n")


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<script>bad()</script><p onclick=bad()>a<style>p{}</style>", "a"),
        ("<a href='javascript:bad()'>a</a> <a href=file:///x>b</a> <a href=//e.example>c</a>", "a b c"),
        ("<a href=\"https://e.example/\"onclick='x'>a</a>", "[a](https://e.example/)"),
        ("<img src=x onerror=bad()>a", "a"),
        (
            "a <a href='https://e.example/?b=1&amp;utm_source=x'>https://e.example/?b=1&amp;utm_source=x</a>",
            "a <https://e.example/?b=1>",
        ),
        ("<svg><a href='https://e.example'>a</a></svg>b", "b"),
        ("<!--<p>hidden</p>-->a<!-- never ends <b>b</b>", "a"),
        ("<iframe srcdoc='<p>x'></iframe>a<object data=x>b</object>", "a"),
        ("<p>a<pre><code>b:\n    c\n\n\nd\n</code></pre>e", "a\n\n```\nb:\n    c\n\n\nd\n```\n\ne"),
        ("<div class=highlight><pre><b>b</b><br>\xa0 c</pre></div>", "```\nb\n  c\n```"),
        ("<pre><code>```\n&lt;script></code></pre>", "````\n```\n<script>\n````"),
        ("<div class=highlight></div><pre>a\n  b\nc</pre>", "a  \nb  \nc"),
        ("<ul><li><pre><code>a\nb</code></pre></ul>", "- a  \n    b"),
        (
            "<table border=1><tr><td><pre><code>a\n b</code></pre><td>c<tr><td>d<td>e</table>",
            "| a<br>b | c   |\n| ------ | --- |\n| d      | e   |",
        ),
        ("<pre><code> \n</code></pre>a", "a"),
        ("a<b", "a"),
        ("a < b > c", "a < b > c"),
        ("<p title='unclosed>a</p>b", "a\n\nb"),
        ("<plaintext>a<b>b</b>", "a**b**"),
        ("&lt;script&gt;a", "&lt;script>a"),
        ("<b><p>a</b>b</p>c", "**a**b\n\nc"),
        ("<td>a</td></table></div>b", "a\n\nb"),
        ("<table><tr><td>a<table><tr><td>b</table>c</table>d", "a\n\nb\n\nc\n\nd"),
        ("<p hidden>a</p><p style='display: none !important'>b</p><p style='font-size:0'>c</p>d", "d"),
        (
            "<style>.x{font-weight:700} @media print{.y{display:none}}</style><p class=x>a<p class=y>b",
            "**a**\n\nb",
        ),
        ("<h1>&nbsp;</h1><p> </p><p><b> </b></p><ul><li></li></ul>", ""),
        ("<ol><li value=4>a<li>b</ol>", "4. a\n5. b"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a  \n    b"),
    ],
)
def test_what_comes_of_it(page: str, markdown: str) -> None:
    assert markdown_of(page) == markdown


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 10_000 + "x" + "</div>" * 10_000,
        "<b><i><font color=red>" * 5_000 + "<p>x" * 5_000,
        "".join(f"<b class=c{number}>" for number in range(5_000)) + "<p>x" * 5_000,
        "<table><tr><td>" * 5_000 + "x",
        "<ul><li>" * 5_000 + "x",
        "<blockquote>" * 10_000 + "x",
        "<a " * 100_000,
        "<a b='" * 100_000,
        "<!--" * 100_000,
        "<style>/*" * 50_000,
        "<style>" + "@a{b{}" * 50_000,
        "x<br>" * 5_000,
        "</div>" * 20_000,
        "&" * 200_000,
        "<" * 20_000,
    ],
)
def test_no_page_takes_long(page: str) -> None:
    started = perf_counter()
    read_pasted_page(page)
    # Each takes a tenth of this on a busy machine; what grows with the square of its length would take minutes.
    assert perf_counter() - started < 20


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_pasted_page("x" * (LARGEST_PAGE + 1))
    with pytest.raises(TooLarge):
        read_pasted_page("<br>" * 300_000)


TAGS = st.sampled_from(
    ["p", "div", "h1", "h4", "li", "blockquote", "b", "em", "span", "td", "section", "pre", "code", "a"]
)
WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S"], include_characters=" \n"), min_size=1, max_size=40
)


@given(st.lists(st.tuples(TAGS, WORDS), min_size=1, max_size=6))
def test_no_word_is_lost_and_all_of_it_reads_back(parts: list[tuple[str, str]]) -> None:
    page = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts)
    blocks = read_pasted_page(page).blocks
    shown = " ".join(block.text for block in blocks)
    for word in re.findall(r"[^\W\d_]{2,}", " ".join(text for _tag, text in parts)):
        assert word in shown
    written = write_blocks(blocks)
    read = [block for source in slice_body(written) for block in read_slice(source)]
    assert read == list(normal_blocks(blocks))


@given(st.text(st.sampled_from("<>/=\"' abpdivstyle!-&;#:x")))
def test_nothing_raises(page: str) -> None:
    read_pasted_page(page)
    look_of(page)
    rules_of([page])
