from __future__ import annotations

import re

import pytest

from editor_app.markup.blocks import references_in, slice_body
from editor_app.markup.html import HtmlRenderer
from tests.markup.corpus import DOCUMENTS
from tests.markup.newsroom import SmallNewsroom
from tests.markup.seeing import seen


@pytest.fixture(scope="module")
def page() -> HtmlRenderer:
    return HtmlRenderer(SmallNewsroom())


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Plain prose & more > less.", "<p>Plain prose &amp; more &gt; less.</p>"),
        ("**b** *i* ~~s~~ `c`", "<p><strong>b</strong> <em>i</em> <del>s</del> <code>c</code></p>"),
        ("## Head", "<h2>Head</h2>"),
        ("* * *", "<hr>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> Said.\n> — Ruth", '<figure class="quote">\n<blockquote>\n<p>Said.</p>\n</blockquote>\n<figcaption>Ruth</figcaption>\n</figure>'),
        ("> Said.\n>\n> — Ruth\n{.pull}", '<blockquote class="pull">\n<p>Said.</p>\n<footer>Ruth</footer>\n</blockquote>'),
        ("> a\n\n{.pull}", '<blockquote class="pull">\n<p>a</p>\n</blockquote>'),
        ("[a](b.md)", '<p><a href="/b/">a</a></p>'),
        ("[a](../x/b.md#c)", '<p><a href="/b/#c">a</a></p>'),
        ("[a](secret-b.md)", "<p><span>a</span></p>"),
        ("[a](nowhere.md)", "<p><span>a</span></p>"),
        ("[a](https://x.y/z.md)", '<p><a href="https://x.y/z.md">a</a></p>'),
        ("Also read: [A](a.md)", '<aside aria-label="Also read: A" class="also"><h2>Also read</h2><ul><li><a dir="auto" href="/a/">A</a></li></ul></aside>'),
        ("Also read: [](a.md)", '<aside aria-label="Also read: Headline of a" class="also"><h2>Also read</h2><ul><li><a dir="auto" href="/a/">Headline of a</a></li></ul></aside>'),
        ("Also read: [A](secret.md)", ""),
        ("Also read: Not linked yet", ""),
        ("[a]: /b", ""),
        ("https://a.example/b_c", '<p class="embed"><a href="https://a.example/b_c"><span class="host">a.example</span> /b_c</a></p>'),
        ("![A](secret/missing.jpg)", ""),
        ("<div>*a*</div>", "<div>*a*</div>"),
        ('<div markdown="1">*a*</div>', "<div>\n<p><em>a</em></p>\n</div>"),
        ("| a | b |\n|---|--:|\n| 1 | 2 |", None),
    ],
)  # fmt: skip
def test_constructs(page: HtmlRenderer, source: str, html: str | None) -> None:
    found = page.render_slice(source)
    if html is None:
        assert '<td class="right">2</td>' in found
        assert found.startswith('<div aria-label="a, b" class="table" role="group" tabindex="0"><table>')
    else:
        assert found == html


def test_a_picture_is_a_figure_with_caption_and_credit(page: HtmlRenderer) -> None:
    html = page.render_slice('![A "ferry" & quay](../images/x.jpg "It\'s aground. (Photo: Leo & Co)")')
    assert seen(html)[0][0].startswith("<figure")
    for part in (
        'src="/img/x.jpg"',
        'width="960"',
        'height="540"',
        'srcset="/img/x.jpg 960w"',
        'loading="lazy"',
    ):
        assert part in html
    assert 'alt="A &quot;ferry&quot; &amp; quay"' in html
    assert "<figcaption>It’s aground. <small>Leo &amp; Co</small></figcaption>" in html


def test_a_fact_box_is_an_aside(page: HtmlRenderer) -> None:
    html = page.render_slice('!!! note "The *Sanderling*"\n    Built 1998.')
    assert (
        html
        == '<aside aria-label="The Sanderling" class="fact">\n<h2>The <em>Sanderling</em></h2>\n<p>Built 1998.</p>\n</aside>'
    )


def test_players_only_where_allowed_and_never_in_a_preview(page: HtmlRenderer) -> None:
    source = "https://www.youtube.com/watch?v=abcdefghijk"
    assert 'src="https://www.youtube-nocookie.com/embed/abcdefghijk"' in page.render_slice(source)
    assert "<iframe" not in HtmlRenderer(SmallNewsroom(), preview=True).render_slice(source)

    class Strict(SmallNewsroom):
        def embed_allowed(self, host: str) -> bool:
            return False

    assert "<iframe" not in HtmlRenderer(Strict()).render_slice(source)
    assert "<iframe" not in page.render_slice(f"{source}\n\n<iframe src='{source}'></iframe>")
    assert "<iframe" not in page.render_slice(
        '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk"></iframe>'
    )


def test_footnotes_number_alike_in_every_slice(page: HtmlRenderer) -> None:
    body = "One.[^b]\n\nTwo.[^a]\n\n[^a]: First *defined*.\n\n[^b]: Second.\n"
    references = references_in(body)
    slices = slice_body(body)
    assert ">2</a>" in page.render_slice(slices[0], references)
    assert ">1</a>" in page.render_slice(slices[1], references)
    assert page.render_slice(slices[2], references) == ""
    notes = page.render_slice(slices[3], references)
    assert notes.index("First <em>defined</em>") < notes.index("Second.")
    assert page.render_body(body).count('class="footnote"') == 1


def test_abbreviations_reach_plain_paragraphs(page: HtmlRenderer) -> None:
    body = "The HTML page.\n\n*[HTML]: Long words\n"
    assert page.render_body(body) == '<p>The <abbr title="Long words">HTML</abbr> page.</p>'


def test_the_body_is_its_slices(page: HtmlRenderer) -> None:
    for body in DOCUMENTS:
        references = references_in(body)
        pieces = [page.render_slice(source, references) for source in slice_body(body)]
        if "[^" not in body:
            assert page.render_body(body) == "\n".join(piece for piece in pieces if piece)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\"a\" and 'b'", "“a” and ‘b’"),
        ("it's the '90s, 'tis", "it’s the ’90s, ’tis"),
        ("a -- b --- c", "a – b — c"),
        ("wait... no....", "wait… no...."),
        ('("a")', "(“a”)"),
        ("\"'a' b\"", "“‘a’ b”"),
        ('"**a**" b', "“<strong>a</strong>” b"),
        ('**"a"** b', "<strong>“a”</strong> b"),
        ('"[a](b.md)," c', '“<a href="/b/">a</a>,” c'),
        ('`"a" -- b`', '<code>"a" -- b</code>'),
        ("6\\' 2\\\"", "6' 2\""),
        ('"a *b*"', "“a <em>b</em>”"),
        ("\\['a']", "[‘a’]"),
        ("the dogs' bowl", "the dogs’ bowl"),
        ('he said "', "he said “"),
    ],
)
def test_typography(page: HtmlRenderer, typed: str, shown: str) -> None:
    assert page.render_slice("X " + typed) == f"<p>X {shown}</p>"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("de", "„a“"),
        ("fr-CH", "«\u202fa\u202f»"),
        ("en-GB", "“a”"),
        ("sv", "”a”"),
        ("ru", "«a»"),
        ("pl", "„a”"),
        ("xx", "“a”"),
    ],
)
def test_quotes_follow_the_language(language: str, shown: str) -> None:
    assert HtmlRenderer(SmallNewsroom(), language=language).render_slice('X "a" b') == f"<p>X {shown} b</p>"


def test_raw_html_gets_the_newsrooms_addresses(page: HtmlRenderer) -> None:
    html = page.render_slice(
        '<p><a href="b.md">x</a><img src="../images/y.jpg" alt="y"><img src="https://e.com/z.jpg"></p>'
    )
    assert 'href="/b/"' in html and 'src="/img/y.jpg"' in html and "e.com" not in html


def test_nothing_unpublished_is_named(page: HtmlRenderer) -> None:
    body = 'Also read: [Title](secret-plan.md); [A](a.md)\n\nSee [it](secret-plan.md) <a href="secret-plan.md">x</a>.\n'
    assert "secret" not in page.render_body(body) and "Title" not in page.render_body(body)


def test_a_note_of_any_name_has_an_id_that_its_marks_lead_to(page: HtmlRenderer) -> None:
    html = page.render_body("A[^1] b[^a note] c[^ноте].\n\n[^1]: One\n[^a note]: Two\n[^ноте]: Three\n")
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == 6 and len(set(ids)) == 6
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", found) for found in ids)
    assert sorted(ids) == sorted(re.findall(r' href="#([^"]*)"', html))


def test_boxes_of_one_page_differ_by_name(page: HtmlRenderer) -> None:
    html = page.render_body(
        'Also read: [A](a.md)\n\nAlso read: [B](b.md)\n\n!!! note "At a *glance*"\n    X\n'
    )
    names = re.findall(r'<aside aria-label="([^"]*)"', html)
    assert names == ["Also read: A", "Also read: B", "At a glance"]


def test_raw_html_may_not_take_the_focus_or_a_role(page: HtmlRenderer) -> None:
    html = page.render_body(
        '<div role="alert" tabindex="5">x</div>\n\n<td align="right" role="group">y</td>\n'
    )
    assert "role" not in html and "tabindex" not in html and "align" not in html
