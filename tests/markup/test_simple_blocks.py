"""Paragraphs, crossheads and lists with simple marks are read without the parser, and exactly as the parser would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.markup.blocks import slice_body
from editor_app.markup.reader import _parsed
from editor_app.markup.rich import RichBlock, Span
from editor_app.markup.simple_blocks import simple_blocks

_SEEDS = [
    "The", "ferry", "Élan", "1.12pm", "12", " ", " ", "  ", "**", "*", "***", "_", "`", "[", "]", "(", ")", "](",
    "](https://ostrey.example/a)", "](flood.md)", "](mailto:desk@ostrey.example)", "!", "![", "\\", "<", ">", "&", "&amp;",
    "~~", "{", "}", "|", "#", ":", "\"", "'", "“", "”", "—", "--", "...", ".", ",", "\n", "\n\n", "\u00a0", "\u200b",
    "also read", "Also read: ", "**word**", "*word*", "[words here](https://ostrey.example/a)", "[x](y)", "[^1]", "[word]",
    "http://ostrey.example", "TK", "~", "日本", "A\u0301", "🙂", "+", "- ", "1. ", "=",
]  # fmt: skip
_REFERENCES = [
    "",
    "[word]: https://ostrey.example\n",
    "*[TK]: To come\n",
    "[^1]: A note.\n",
    "[x]: y\n[words here]: z\n",
]


def _agree(source: str, references: str) -> bool:
    blocks = simple_blocks(source)
    if blocks is None:
        return False
    assert _parsed.__wrapped__(source, references) == blocks
    return True


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.sampled_from(_SEEDS), max_size=12).map("".join), st.sampled_from(_REFERENCES))
def test_what_is_read_without_the_parser_reads_as_with_it(source: str, references: str) -> None:
    for opening in ("The ", "## Head ", "### ", "- item ", "- one\n- two ", ""):
        _agree(opening + source, references)


@settings(max_examples=1500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["**bold word**", "*italics*", "[a link](https://ostrey.example/a-b.html?c=1)", "[b](flood.md)"]
        )
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
        max_size=8,
    ).map("".join),
    st.sampled_from(_REFERENCES),
)
def test_simple_marks_between_any_characters(source: str, references: str) -> None:
    for opening in ("The tide ", "## Tide ", "- tide\n- "):
        for part in slice_body(opening + source):
            _agree(part, references)


def test_what_a_desk_writes_is_read_without_the_parser() -> None:
    source = "The **council** voted on [the budget](https://ostrey.example/b), he said, *at last*.\n\n"
    spans = (
        Span("The "), Span("council", bold=True), Span(" voted on "), Span("the budget", href="https://ostrey.example/b"),
        Span(", he said, "), Span("at last", italic=True), Span("."),
    )  # fmt: skip
    assert simple_blocks(source) == (RichBlock(spans=spans),)
    assert _agree(source, "")


@pytest.mark.parametrize(
    "source",
    ["Also read: [Flood](flood.md)", "An ![image](a.jpg)", "An [a](b)[a](b)", "Half **bold", "In**tra**word", "A [^1] note",
     "Two\nlines", "# Head", "#### Head", "##  Head", "## Head ##", "* item", "- item\n\n- loose", "- a\n  - b", "- 1. a", "- a\nlazy", "A `code`", "A [t](u \"title\")", "A {: .x }", "Trailing **b** \u00a0", "A [word] alone",
     "A *nested **one***", "[Alone](flood.md)", "**Bold first**", "1. A [list](x)"],
)  # fmt: skip
def test_the_rest_is_left_to_the_parser(source: str) -> None:
    assert simple_blocks(source) is None


def test_crossheads_and_lists_are_read_without_the_parser() -> None:
    for source in (
        "## The **vote**\n\n",
        "### After 1pm\n",
        "- one\n- and *two*\n- or [three](a.md)\n\n",
        "- one",
    ):
        assert _agree(source, "")
