"""What is rendered without the parser is what the parser, the page's passes and the sanitiser make of it."""

from __future__ import annotations

import html
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.markup import html as page_html
from editor_app.markup import simple_html as simple_html_module
from editor_app.markup.html import HtmlRenderer, LinkedStory, PictureTag
from editor_app.markup.simple_html import simple_html

MANY = int(os.environ.get("STET_EXAMPLES", "150")) * 10
PIECES = [
    "The", "ferry", "Élan", "1.12pm", "12", " ", " ", "  ", "**", "*", "[", "](", "](https://ostrey.example/a)", "](flood.md)",
    "](secret.md#part)", "](mailto:desk@ostrey.example)", "](javascript:x)", "](//ostrey.example)", "](www.ostrey.example)", "!",
    "\\", "<", "&", "|", "#", ":", '"', "'", "“", "—", "--", "---", "...", ".", ",", "\n", "\u00a0", "\u200b", "Also read: ",
    "**word**", "**“word”**", "*word's*", "[words here](https://ostrey.example/a?b=c,d)", '"**so**"', "[it's](flood.md)",
    "\n- ", "\n> ", "\n\n", "> ", "- ", "\n> -- Ana", "](www.md)", "](https://a..example/)", "](http://xn--a.example)",
    "https://ostrey.example/x", "TK", "日本", "A\u0301", "🙂", "## ", "### ", "#### ", "'90s", "=",
]  # fmt: skip


class Desk:
    """Links of a small newsroom: one story is out, every other one is not."""

    def story(self, target: str) -> LinkedStory | None:
        return (
            LinkedStory("../flood/index.html", "Flood", True)
            if target == "flood.md"
            else LinkedStory("", "", False)
        )

    def picture(self, src: str) -> PictureTag | None:
        return None

    def embed_allowed(self, host: str) -> bool:
        return True

    def label(self, key: str) -> str:
        return key


def both(source: str, language: str, references: str = "") -> tuple[str, str]:
    """The slice as it is rendered, and as it is rendered when nothing is simple."""
    quick = HtmlRenderer(Desk(), language=language).render_slice(source, references)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_html, "simple_html", lambda *_: None)
        return quick, HtmlRenderer(Desk(), language=language).render_slice(source, references)


@settings(max_examples=MANY, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=10).map("".join),
    st.sampled_from(["", "The ", "## ", "### The ", "- The ", "> The ", "> “Why?” said Ana.\n> ", "> "]),
    st.sampled_from(["en", "de", "fr", "sv"]),
    st.sampled_from(["", "[word]: https://ostrey.example\n", "*[TK]: To come\n", "[^1]: A note.\n"]),
)
def test_simple_is_as_parsed(source: str, start: str, language: str, references: str) -> None:
    quick, parsed = both(start + source, language, references)
    assert quick == parsed


@settings(max_examples=MANY // 2, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["**bold word**", "*italics*", "[a link](https://ostrey.example/a-b.html?c=1)", "[b](flood.md)"]
        )
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
        max_size=8,
    ).map("".join)
)
def test_simple_marks_between_any_characters(source: str) -> None:
    quick, parsed = both("The tide " + source, "en")
    assert quick == parsed


@settings(max_examples=MANY, deadline=None)
@given(
    st.from_regex(
        r"(https?://)?[a-z0-9./-]{1,12}(\.example|\.md|\.1|:80)?[/?][A-Za-z0-9/._?=%+:-]{0,8}", fullmatch=True
    )
    | st.from_regex(simple_html_module._CERTAIN.pattern[len('<a href="') : -len('">')], fullmatch=True)
)
def test_certain_links_are_what_the_sanitiser_leaves(address: str) -> None:
    renderer = HtmlRenderer(Desk())
    made = f'<p>So <a href="{html.escape(address)}">it</a> is.</p>'
    if simple_html_module.is_certain(made):
        assert renderer._cleaned(made) == made


def test_links_of_a_desk_are_certain() -> None:
    for address in (
        "https://ostrey.example/r/12?a=b",
        "http://www.ostrey.co.example",
        "../../flood/index.html",
    ):
        assert simple_html_module.is_certain(f'<p><a href="{address}">it</a></p>')
    for address in (
        "mailto:desk@ostrey.example",
        "javascript:x",
        "//ostrey.example/",
        "https://xn--a.example/",
        "a.md",
    ):
        assert not simple_html_module.is_certain(f'<p><a href="{address}">it</a></p>')


def test_what_a_desk_writes_takes_no_parser() -> None:
    marks = HtmlRenderer(Desk())._marks
    for source in (
        "The **council** met.\n\n",
        "## A *new* quay\n\n",
        "See [the report](https://ostrey.example/r), it’s [out](flood.md).\n",
        "- One\n- No **two**\n",
        "> It's so.\n> -- Ana\n\n",
    ):
        found = simple_html(source, "", marks, Desk())
        assert found is not None
        quick, parsed = both(source, "en")
        assert quick == parsed
