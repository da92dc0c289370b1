from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.markup.dialect import Dialect
from editor_app.markup.html import HtmlRenderer
from editor_app.markup.plain import plain_paragraph
from tests.markup.newsroom import SmallNewsroom
from tests.markup.seeing import seen

_PROSE = st.lists(
    st.sampled_from(
        ["a", "word", "1", "12.", "1)", "3.5", '"', "'", "“", "(", ")", "-", "--", "---", "...", ".", ":", "!", "!!!", "?", "=", "===", "+", " ", "  ", "\xa0", "é", "中", "/", "://", "http", "@", "^", "%", "£", ";", ",", "s", "Also read:", "TK", "\u2028", "\x0b", "]:"]
    ),
    max_size=10,
).map("".join)  # fmt: skip
_DIALECT = Dialect(for_reading=True)
_PAGE = HtmlRenderer(SmallNewsroom())


@given(_PROSE)
@settings(max_examples=1000, deadline=None)
def test_what_is_taken_for_prose_is_prose_to_the_parser(source: str) -> None:
    text = plain_paragraph(source)
    if text is None:
        return
    (element,) = _DIALECT.parse(source)
    assert (element.tag, len(element), element.attrib) == ("p", 0, {})
    assert (element.text or "").strip() == text


@given(_PROSE)
@settings(max_examples=600, deadline=None)
def test_prose_looks_the_same_without_the_parser(source: str) -> None:
    if plain_paragraph(source) is not None:
        assert seen(_PAGE.render_slice(source)) == seen(_PAGE.render_whole(source))


def test_ordinary_sentences_are_prose() -> None:
    for sentence in (
        "The ferry left.",
        '"Yes," he said.',
        "“Yes.”",
        "12 people left at 1.15pm.",
        "Was ist los?",
        "Привет.",
    ):
        assert plain_paragraph(sentence + "\n\n") == sentence
        assert plain_paragraph(sentence + "\r\n") == sentence


def test_lookalikes_are_not() -> None:
    for source in (
        "1. a",
        "12. a",
        "- a",
        "## a",
        "a *b*",
        "Also read: a",
        "https://a.b",
        "a\nb",
        "a_b",
        ": a",
        "a\\b",
        "<b>",
    ):
        assert plain_paragraph(source) is None
