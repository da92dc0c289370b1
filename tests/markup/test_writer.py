from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from editor_app.markup.blocks import references_in, slice_body
from editor_app.markup.html import HtmlRenderer
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import AlsoReadLink, Kind, Picture, RichBlock, Span
from editor_app.markup.spans import normal_spans
from editor_app.markup.writer import normal_blocks, write_blocks
from tests.markup.corpus import DOCUMENTS
from tests.markup.newsroom import SmallNewsroom
from tests.markup.seeing import seen

# `make torture` asks for more.
_MANY = int(os.environ.get("STET_EXAMPLES", "150"))
_BITS = (
    "a", "b c", "word", "é", "中", " ", "  ", " x", "x ", "*", "**", "_", "__", "`", "``", "[", "]", "](", "<", ">", "&", "\\",
    "~", "~~", "!", "![", "|", "(", ")", "{", "{.x}", "1.", "1. x", "#", "# x", "> x", "- x", "+", "-", "TK", ":", ": x",
    "=", "---", "***", "```", "!!! note", "]:", "[a]: b", "<b>", "</b>", "<!--", "-->", "<?", "&amp;", "&#", "&#1", "--", "...",
    '"q"', "'s", "http://x.y", "a@b.c", "<a@b.c>", "\n", "\u00a0", "\t", "\u200b", "*[", "[^1]", "$", "'",
)  # fmt: skip
_TARGETS = (
    "http://x.y/a_b",
    "a.md",
    "x (y)",
    "u)v",
    "a b",
    "<z>",
    "q?a=1&b=2&amp;",
    'x"y',
    "mailto:a@b.c",
    "#f",
    "a*b*c",
)
_TITLES = ("", "", "t", 'a "q" b', "it's)", "a\\b")

_texts = st.lists(st.sampled_from(_BITS), min_size=1, max_size=5).map("".join)
_spans = st.builds(
    lambda text, bold, italic, strike, code, href, title: Span(
        text, bold, italic, strike, code, href, title if href else ""
    ),
    _texts,
    st.booleans(),
    st.booleans(),
    st.sampled_from((False, False, True)),
    st.sampled_from((False, False, False, True)),
    st.sampled_from(("", "", "", *_TARGETS)),
    st.sampled_from(_TITLES),
)
_blocks = st.builds(
    lambda kind, spans: RichBlock(kind, spans=tuple(spans)),
    st.sampled_from(
        (
            Kind.PARAGRAPH,
            Kind.PARAGRAPH,
            Kind.CROSSHEAD,
            Kind.SMALL_CROSSHEAD,
            Kind.QUOTE,
            Kind.PULL_QUOTE,
            Kind.BULLET,
        )
    ),
    st.lists(_spans, min_size=1, max_size=6),
)
_patient = settings(max_examples=_MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(_blocks)
@_patient
def test_what_is_written_reads_back(block: RichBlock) -> None:
    wanted = normal_blocks([block])
    assert read_slice(write_blocks([block])) == wanted


@given(st.text(max_size=40))
@settings(max_examples=_MANY, deadline=None)
def test_any_text_reads_back(text: str) -> None:
    block = RichBlock(spans=(Span(text),))
    if text.strip().casefold().startswith("also read"):
        return
    assert read_slice(write_blocks([block])) == normal_blocks([block])


_items = st.builds(
    lambda kind, spans, depth, number: RichBlock(kind, spans=tuple(spans), depth=depth, number=number),
    st.sampled_from((Kind.BULLET, Kind.NUMBER)),
    st.lists(_spans, max_size=3),
    st.integers(0, 3),
    st.integers(0, 30),
)


@given(st.lists(_items, min_size=1, max_size=6))
@example([RichBlock(Kind.BULLET), RichBlock(Kind.BULLET, spans=(Span("a\n- x"),), depth=1)])
@example(
    [RichBlock(Kind.BULLET, spans=(Span("a", italic=True), Span("```a``"))), RichBlock(Kind.BULLET, depth=1)]
)
@settings(max_examples=_MANY // 3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_lists_read_back(items: list[RichBlock]) -> None:
    written = write_blocks(items)
    assert slice_body(written) == [written]
    assert read_slice(written) == normal_blocks(items)


@given(st.lists(_blocks, min_size=2, max_size=4))
@settings(max_examples=_MANY // 5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_several_blocks_read_back(blocks: list[RichBlock]) -> None:
    written = write_blocks(blocks)
    found = [block for source in slice_body(written) for block in read_slice(source)]
    separators = RichBlock(Kind.SOURCE, source="<!-- -->")
    assert tuple(block for block in found if block != separators) == normal_blocks(blocks)


@given(st.lists(_spans, max_size=6))
@settings(max_examples=_MANY // 2, deadline=None)
def test_the_normal_form_is_one_and_keeps_every_word(spans: list[Span]) -> None:
    normal = normal_spans(spans)
    assert normal_spans(normal) == normal
    typed = "".join("".join(span.text for span in spans).split())
    assert "".join("".join(span.text for span in normal).split()) == typed


@pytest.mark.parametrize(
    "text",
    [
        "Plain prose, with a comma.",
        'He said "yes" -- and it\'s true...',
        "2 * 3 * 4",
        "snake_case_word and a_b_c",
        "AT&T and R&D",
        "5 < 6 > 4",
        "a [bracket] here",
        "50% #hashtag @name",
        "(in brackets) {braces}",
        "one | two",
        "C:\\path\\name",
        "~ about ~100",
        "TK more",
        "Really? Yes!",
        "1.5 million",
        "x = y",
        "`",
        "a *",
    ],
)
def test_no_escape_that_is_not_needed(text: str) -> None:
    assert write_blocks([RichBlock(spans=(Span(text),))]) == text + "\n\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*a*", "\\*a*"),
        ("_a_", "\\_a_"),
        ("`a`", "\\`a`"),
        ("[a](b)", "\\[a](b)"),
        ("<b>", "&lt;b>"),
        ("&amp;", "&amp;amp;"),
        ("1. a", "1\\. a"),
        ("# a", "\\# a"),
        ("> a", "\\> a"),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("* a", "\\* a"),
        (": a", "\\: a"),
        ("~~a~~", "\\~~a~~"),
        ("a\\*", "a\\\\*"),
        ("***", "\\***"),
        ("```", "\\```"),
        ("[a]: b", "\\[a]: b"),
        ("!!! note", "\\!!! note"),
        ("line\nbreak", "line  \nbreak"),
        ("line\n\nbreak", "line  \n&#32;  \nbreak"),
    ],
)
def test_what_must_be_escaped_is(text: str, written: str) -> None:
    assert write_blocks([RichBlock(spans=(Span(text),))]) == written + "\n\n"


@pytest.mark.parametrize(
    ("spans", "written"),
    [
        ((Span("a", bold=True),), "**a**"),
        ((Span("a", italic=True),), "*a*"),
        ((Span("a", bold=True, italic=True),), "***a***"),
        ((Span("a "), Span("b", bold=True), Span("c")), "a **b**c"),
        ((Span("bold ", bold=True), Span("next")), "**bold** next"),
        ((Span("a", bold=True), Span("b", italic=True)), "**a***b*"),
        ((Span("a `b`", code=True),), "`` a `b` ``"),
        ((Span("a", href="b c"),), "[a](<b c>)"),
        ((Span("a", href="b", title='t "u"'),), '[a](b "t "u"")'),
        ((Span("https://a.example/b", href="https://a.example/b"),), "<https://a.example/b>"),
        ((Span("a@b.cc", href="mailto:a@b.cc"),), "<a@b.cc>"),
        ((Span("a", bold=True, href="b"), Span("c", href="b")), "[**a**c](b)"),
    ],
)
def test_marks_are_spelt_plainly(spans: tuple[Span, ...], written: str) -> None:
    assert write_blocks([RichBlock(spans=spans)]) == written + "\n\n"


def test_overlapping_marks_read_back() -> None:
    spans = (
        Span("ab", bold=True),
        Span("cd", bold=True, italic=True),
        Span("ef", italic=True),
        Span("gh", strike=True),
    )
    assert read_slice(write_blocks([RichBlock(spans=spans)])) == (RichBlock(spans=spans),)


def test_pictures_and_also_read_read_back() -> None:
    for picture in (
        Picture("../images/x.jpg"),
        Picture(
            "../images/x y (1).jpg",
            'A "quoted" [alt] \\ &amp; <b>',
            'Caption "x" (y). *z*',
            "Leo (L) Marsh's",
        ),
        Picture("a_b*c.jpg", "`code`", "It's", ""),
        Picture("x.jpg", "a] b [", "", "Leo"),
    ):
        written = write_blocks([RichBlock(Kind.PICTURE, picture=picture)])
        assert read_slice(written) == (RichBlock(Kind.PICTURE, picture=picture),), written
    for links in (
        (),
        (
            AlsoReadLink("A", "a.md"),
            AlsoReadLink("B; c"),
            AlsoReadLink("D [e] *f* & <g>", "https://x.y/a (b)"),
        ),
        (AlsoReadLink("", "a.md"), AlsoReadLink("1. One", "b.md")),
    ):
        written = write_blocks([RichBlock(Kind.ALSO_READ, links=links)])
        assert read_slice(written) == (RichBlock(Kind.ALSO_READ, links=links),), written


@given(st.builds(Picture, *[st.text(alphabet="ab ()[]\"'\\*_`<>&#!:é\n", max_size=12)] * 4))
@settings(max_examples=_MANY // 2, deadline=None)
def test_any_picture_reads_back(picture: Picture) -> None:
    (wanted,) = normal_blocks([RichBlock(Kind.PICTURE, picture=picture)])
    assert wanted.picture is not None
    if not wanted.picture.src or "photo:" in picture.caption.casefold():
        return
    assert read_slice(write_blocks([wanted])) == (wanted,)


@given(
    st.lists(
        st.builds(
            AlsoReadLink,
            st.text(alphabet="ab ;()[]\"'\\*_`<>&.1-é", max_size=12),
            st.sampled_from(("", "a.md", "x y", "u)(")),
        )
    )
)
@settings(max_examples=_MANY // 2, deadline=None)
def test_any_also_read_reads_back(links: list[AlsoReadLink]) -> None:
    (wanted,) = normal_blocks([RichBlock(Kind.ALSO_READ, links=tuple(links))])
    assert read_slice(write_blocks([wanted])) == (wanted,)


def test_line_ends_are_the_files() -> None:
    blocks = [RichBlock(spans=(Span("a\nb"),)), RichBlock(Kind.SOURCE, source="<div>\nx\n</div>")]
    assert write_blocks(blocks, "\r\n") == "a  \r\nb\r\n\r\n<div>\r\nx\r\n</div>\r\n\r\n"


def test_nothing_is_written_for_nothing() -> None:
    assert write_blocks([]) == ""
    assert write_blocks([RichBlock(), RichBlock(Kind.CROSSHEAD, spans=(Span("  "),))]) == ""


def test_a_word_in_brackets_does_not_become_a_link() -> None:
    block = RichBlock(spans=(Span("see [map]"),))
    assert write_blocks([block], references="[map]: /m\n\n") == "see \\[map]\n\n"
    assert write_blocks([block]) == "see [map]\n\n"


def test_an_edit_loses_nothing() -> None:
    """Read, write and read again is stable, and the page is the same, for every slice of the corpus."""
    renderer = HtmlRenderer(SmallNewsroom())
    edited = 0
    for document in DOCUMENTS:
        references = references_in(document)
        for source in slice_body(document):
            blocks = read_slice(source, references)
            written = write_blocks(blocks, references=references)
            assert read_slice(written, references) == blocks, source
            if blocks and blocks[0].kind is not Kind.SOURCE:
                before = seen(renderer.render_slice(source, references))
                assert seen(renderer.render_slice(written, references)) == before, source
                edited += 1
    assert edited > 300


@pytest.mark.parametrize("tag", ['<b title="x\ny">', '<b\n        id="q">', "<!-- x\n- y -->"])
@pytest.mark.parametrize(
    ("kind", "depth"),
    [(Kind.CROSSHEAD, 0), (Kind.QUOTE, 0), (Kind.BULLET, 0), (Kind.BULLET, 1), (Kind.NUMBER, 2)],
)
def test_a_tag_over_two_lines_breaks_nothing_when_its_paragraph_becomes_something_else(
    tag: str, kind: Kind, depth: int
) -> None:
    (paragraph,) = read_slice(f"A {tag}c")
    assert paragraph.spans[1] == Span(tag, verbatim=True)
    above = [RichBlock(Kind.BULLET, spans=(Span("a"),), depth=level) for level in range(depth)]
    written = write_blocks([*above, RichBlock(kind, spans=paragraph.spans, depth=depth)])
    *_, found = read_slice(written)
    assert (found.kind, found.depth) == (kind, depth)
    assert found.spans == (Span("A "), Span(" ".join(tag.split()), verbatim=True), Span("c"))


def test_a_tag_over_two_lines_stays_as_typed_in_a_paragraph_and_is_one_form_elsewhere() -> None:
    assert write_blocks(read_slice('A <b title="x\ny">c')) == 'A <b title="x\ny">c\n\n'
    for source in ('- a\n    - <b title="x\ny">c</b>\n    - d\n', '> A <b title="x\ny">c</b>\n'):
        blocks = read_slice(source)
        assert blocks[0].kind is not Kind.SOURCE
        assert normal_blocks(blocks) == blocks == read_slice(write_blocks(blocks))


def test_a_line_break_inside_code_stays_a_line_break() -> None:
    block = RichBlock(spans=(Span("The "), Span("first\nsecond", code=True, href="d.md"), Span(" lines")))
    written = write_blocks([block])
    assert written == "The [`first`  \n`second`](d.md) lines\n\n"
    assert [read.text for read in read_slice(written)] == [block.text]
