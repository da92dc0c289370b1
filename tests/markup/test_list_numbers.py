from __future__ import annotations

import pytest

from editor_app.markup.html import HtmlRenderer
from editor_app.markup.reader import read_slice
from tests.markup.newsroom import SmallNewsroom


@pytest.mark.parametrize(
    ("typed", "start"),
    [("1.", ""), ("3.", "3"), ("003.", "3"), ("001.", ""), ("\u0663.", "3"), ("\u0967.", ""), ("0.", "0")],
)
def test_a_list_starts_on_the_page_where_it_starts_in_the_editor(typed: str, start: str) -> None:
    source = f"{typed} Ostrey\n{typed} Merrow\n"
    html = HtmlRenderer(SmallNewsroom()).render_slice(source)
    assert html.startswith(f'<ol start="{start}">' if start else "<ol>")
    assert read_slice(source)[0].number == int(start or "1")
