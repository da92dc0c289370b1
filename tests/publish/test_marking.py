from __future__ import annotations

from editor_app.publish.marking import marked, with_dateline


def test_each_top_level_element_is_marked() -> None:
    html = '<p>One <a href="x" title="a > b">two</a><br>three</p>\n<figure><img src="a" alt="<p>"><figcaption>c</figcaption></figure>\n<hr>'
    assert marked(html, "k7") == (
        '<p data-block="k7">One <a href="x" title="a > b">two</a><br>three</p>\n'
        '<figure data-block="k7"><img src="a" alt="<p>"><figcaption>c</figcaption></figure>\n<hr data-block="k7">'
    )


def test_keys_are_escaped_and_blank_slices_stay_blank() -> None:
    assert marked("<p>a</p>", '"><b') == '<p data-block="&#34;&gt;&lt;b">a</p>'
    assert marked("\n ", "k") == "\n "


def test_bare_text_is_wrapped() -> None:
    assert marked("words <b>here</b>", "k") == '<div data-block="k">words <b>here</b></div>'


def test_dateline_goes_into_the_first_top_level_paragraph() -> None:
    assert with_dateline("<h2>a</h2><blockquote><p>b</p></blockquote><p>c</p><p>d</p>", "X ") == (
        "<h2>a</h2><blockquote><p>b</p></blockquote><p>X c</p><p>d</p>"
    )
    assert with_dateline("<ul><li><p>a</p></li></ul>", "X ") is None
