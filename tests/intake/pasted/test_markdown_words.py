from __future__ import annotations

import pytest

from editor_app.intake.pasted.markdown_words import read_pasted_markdown
from editor_app.markup.rich import Kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# Title\n\nText.", [Kind.CROSSHEAD, Kind.PARAGRAPH]),
        ("### Small\nText.", [Kind.SMALL_CROSSHEAD, Kind.PARAGRAPH]),
        ("---\ntitle: x\ntags:\n- y\n---\n\n## Head\n\nText.", [Kind.CROSSHEAD, Kind.PARAGRAPH]),
        ("A **bold** word.\r\n\r\n> quoted\r\n", [Kind.PARAGRAPH, Kind.QUOTE]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [Kind.TABLE]),
        ("See [it](https://e.example).\n\n1. x\n2. y", [Kind.PARAGRAPH, Kind.NUMBER, Kind.NUMBER]),
    ],
)
def test_markdown_is_told_by_its_signs(text: str, kinds: list[Kind]) -> None:
    copy = read_pasted_markdown(text)
    assert copy is not None and [block.kind for block in copy.blocks] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.\n\n- and\n- a list",
        "a*b and c**d",
        "**bold** <script>alert(1)</script>",
        "**bold**\n\n![x](https://e.example/x.png)",
        "**bold** and a note[^1]\n\n[^1]: Here.",
        "[x](javascript:alert(1))",
        "a --- b --- c",
    ],
)
def test_other_text_and_markdown_with_more_in_it_is_not(text: str) -> None:
    assert read_pasted_markdown(text) is None


def test_links_that_lead_nowhere_become_words() -> None:
    copy = read_pasted_markdown("**x** [y](javascript:alert) [z](mailto:desk@e.example)")
    assert copy is not None
    assert [span.href for span in copy.blocks[0].spans if span.href] == ["mailto:desk@e.example"]
