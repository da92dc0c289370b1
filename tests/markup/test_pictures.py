"""Pictures that are decoration: how they are written, read back, checked and shown."""

from __future__ import annotations

import pytest

from editor_app.markup.html import HtmlRenderer
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind, Picture, RichBlock
from editor_app.markup.writer import write_blocks
from editor_app.stories.checks.body_facts import facts_of
from tests.markup.newsroom import SmallNewsroom


def picture(**values: object) -> RichBlock:
    return RichBlock(Kind.PICTURE, picture=Picture("wave.png", **values))  # type: ignore[arg-type]


def test_decoration_is_written_with_the_word_html_has_for_it() -> None:
    block = picture(decorative=True)
    assert write_blocks([block]) == "![](wave.png){role=presentation}\n\n"
    assert read_slice("![](wave.png){role=presentation}\n") == (block,)


@pytest.mark.parametrize("credit", ["", "Leo Marsh"])
@pytest.mark.parametrize("caption", ["", 'Say "quay" {.pull} (twice)'])
def test_decoration_with_words_reads_back(caption: str, credit: str) -> None:
    block = picture(caption=caption, credit=credit, decorative=True)
    assert read_slice(write_blocks([block])) == (block,)


@pytest.mark.parametrize("written", ['{: role="presentation" }', "{role=none}", "{ role='presentation' }"])
def test_other_spellings_of_it_are_understood(written: str) -> None:
    assert read_slice(f"![](wave.png){written}\n") == (picture(decorative=True),)


def test_a_picture_with_alt_text_is_no_decoration() -> None:
    assert write_blocks([picture(alt="A wave", decorative=True)]) == "![A wave](wave.png)\n\n"
    assert read_slice("![A wave](wave.png){role=presentation}\n")[0].kind is Kind.SOURCE


@pytest.mark.parametrize(
    ("body", "decorative"),
    [
        ("![](wave.png)\n", False),
        ("![](wave.png){role=presentation}\n", True),
        ("Words ![](wave.png){: role=none} more\n", True),
        ("Words ![](wave.png) more\n", False),
        ('<p><img src="wave.png" alt="" role="presentation"></p>\n', True),
    ],
)
def test_checks_know_decoration_from_a_missing_alt_text(body: str, decorative: bool) -> None:
    [(_block, fact)] = facts_of(body).pictures()
    assert fact.is_decorative is decorative


def test_the_page_says_it_with_an_empty_alt_text_alone() -> None:
    html = HtmlRenderer(SmallNewsroom()).render_body("![](ferry.jpg){role=presentation}\n")
    assert 'alt=""' in html
    assert "role" not in html
