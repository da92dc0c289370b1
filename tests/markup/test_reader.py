from __future__ import annotations

import pytest

from editor_app.markup.blocks import references_in, slice_body
from editor_app.markup.dialect import Dialect
from editor_app.markup.plain import plain_paragraph
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import AlsoReadLink, Kind, Picture, RichBlock, Span
from tests.markup.corpus import DOCUMENTS


def _one(source: str, references: str = "") -> RichBlock:
    (block,) = read_slice(source, references)
    return block


@pytest.mark.parametrize("source", ["", "\n", "\r\n\r\n", " \t\n\n", "\x02\n"])
def test_blank_slices_hold_no_block(source: str) -> None:
    assert read_slice(source) == ()


def test_marks_become_spans() -> None:
    assert _one('a **b *c*** ~~d~~ `e` [f](g.md "h")').spans == (
        Span("a "),
        Span("b ", bold=True),
        Span("c", bold=True, italic=True),
        Span(" "),
        Span("d", strike=True),
        Span(" "),
        Span("e", code=True),
        Span(" "),
        Span("f", href="g.md", title="h"),
    )


def test_soft_line_ends_are_blanks_and_hard_ones_stay() -> None:
    assert _one("one\ntwo  \nthree\n").text == "one two\nthree"
    assert _one("one\r\ntwo  \r\nthree\r\n").text == "one two\nthree"


def test_the_text_stays_as_typed() -> None:
    assert _one('"So" -- he said... it\'s').text == '"So" -- he said... it\'s'


def test_references_are_resolved() -> None:
    block = _one("See [the map][map].\n\n", "[map]: https://map.example 'Map'\n\n")
    assert block.spans[1] == Span("the map", href="https://map.example", title="Map")


def test_entities_are_characters_unless_the_page_needs_the_entity() -> None:
    assert _one("a &amp; b&nbsp;c &eacute;").text == "a & b\u00a0c é"
    assert _one("&quot;a").spans[0] == Span("&quot;", verbatim=True)


def test_unknown_inline_parts_stay_verbatim() -> None:
    assert _one("a <kbd>x</kbd>").spans == (
        Span("a "),
        Span("<kbd>", verbatim=True),
        Span("x"),
        Span("</kbd>", verbatim=True),
    )
    assert Span("[^1]", verbatim=True) in _one("a[^1]", "[^1]: b\n\n").spans
    assert Span('![b](c "d")', verbatim=True) in _one('a ![b](c "d") e').spans


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("## Head", Kind.CROSSHEAD),
        ("Head\n----", Kind.CROSSHEAD),
        ("### Head", Kind.SMALL_CROSSHEAD),
        ("> Quote", Kind.QUOTE),
        ("> Quote\n{.pull}", Kind.PULL_QUOTE),
        ("> Quote\n\n{: .pull}", Kind.PULL_QUOTE),
        ("* * *", Kind.DIVIDER),
        ("---", Kind.DIVIDER),
        ("- item", Kind.BULLET),
        ("+ item", Kind.BULLET),
        ("1. item", Kind.NUMBER),
        ("https://example.com/a_b", Kind.SOURCE),
    ],
)
def test_kinds(source: str, kind: Kind) -> None:
    assert _one(source).kind is kind


@pytest.mark.parametrize(
    "source",
    [
        "# Title",
        "#### Small",
        "## Head {#id}",
        "```\ncode\n```",
        "    code",
        "<div>raw</div>",
        "<!-- comment -->",
        "<!-- comment --> text",
        "[a]: /b",
        "text\n[a]: /b",
        "[^1]: note",
        "*[HTML]: Long",
        "Term\n: Definition",
        "- loose\n\n- items",
        "- item\n\n    paragraph",
        "- > quote",
        "- # head",
        "> - list",
        "> > nested",
        "> # head",
        "> a\n{.other}",
        "text\n{: .lead}",
        "*a*{.x}",
        "[a]()",
        "\x0b",
    ],
)
def test_what_cannot_be_edited_is_source(source: str) -> None:
    assert read_slice(source + "\n\n") == (RichBlock(Kind.SOURCE, source=source),)


def test_lists_nest() -> None:
    blocks = read_slice("- a\n    3. b\n    4. c\n- d\n")
    assert [(block.kind, block.depth, block.number, block.text) for block in blocks] == [
        (Kind.BULLET, 0, 1, "a"),
        (Kind.NUMBER, 1, 3, "b"),
        (Kind.NUMBER, 1, 4, "c"),
        (Kind.BULLET, 0, 1, "d"),
    ]


def test_numbers_begin_where_the_list_begins() -> None:
    assert [block.number for block in read_slice("7. a\n7. b\n7. c")] == [7, 8, 9]


def test_a_quote_keeps_its_source_as_a_paragraph_of_its_own() -> None:
    for source in ("> Said.\n> — Ruth", "> Said.  \n> — Ruth", "> Said.\n>\n> — Ruth"):
        assert [block.text for block in read_slice(source)] == ["Said.", "— Ruth"]


@pytest.mark.parametrize(
    ("title", "caption", "credit"),
    [
        ("", "", ""),
        (' "Caption. (Photo: Leo Marsh)"', "Caption.", "Leo Marsh"),
        (' "Caption. (PHOTO: Leo)"', "Caption.", "Leo"),
        (' "(Photo: Leo)"', "", "Leo"),
        (' "Caption"', "Caption", ""),
        (' "A (photo: x) b"', "A (photo: x) b", ""),
    ],
)
def test_pictures(title: str, caption: str, credit: str) -> None:
    block = _one(f"![A *ferry*](../images/x.jpg{title})")
    assert block.kind is Kind.PICTURE
    assert block.picture == Picture("../images/x.jpg", "A *ferry*", caption, credit)


_A, _B = AlsoReadLink("A", "a.md"), AlsoReadLink("B", "b.md")


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("Also read: [A](a.md)", (_A,)),
        ("also read: [A](a.md)", (_A,)),
        ("ALSO READ : [A](a.md).", (_A,)),
        ("**Also read:** [A](a.md)", (_A,)),
        ("__Also read__: [A](a.md)", (_A,)),
        ("**Also read: [A](a.md)**", (_A,)),
        ("Also read: **[A](a.md)**", (_A,)),
        ("Also read: [A](a.md); [B](b.md)", (_A, _B)),
        ("Also read: [A](a.md)\n[B](b.md)", (_A, _B)),
        ("Also read:\n- [A](a.md)\n- [B](b.md)", (_A, _B)),
        ("Also read:\n\n* [A](a.md)\n* [B](b.md)", (_A, _B)),
        ("**Also read:**\n\n1. [A](a.md)\n2. [B](b.md)", (_A, _B)),
        ("Also read: A title nobody linked", (AlsoReadLink("A title nobody linked"),)),
        ("Also read: A & B; [B](b.md)", (AlsoReadLink("A & B"), _B)),
        ("Also read: [](a.md)", (AlsoReadLink("", "a.md"),)),
        (
            "Also read: [A \\[x\\] *y*](https://e.com/a_(b))",
            (AlsoReadLink("A [x] y", "https://e.com/a_(b)"),),
        ),
        ("Also read:", ()),
    ],
)
def test_also_read(source: str, links: tuple[AlsoReadLink, ...]) -> None:
    assert read_slice(source + "\n\n") == (RichBlock(Kind.ALSO_READ, links=links),)


@pytest.mark.parametrize(
    "source",
    [
        "Also read this: [A](a.md)",
        "Also read [A](a.md)",
        "Also read: [A](a.md) and [B](b.md)",
        "Also reading: x",
    ],
)
def test_prose_about_reading_is_prose(source: str) -> None:
    assert _one(source).kind is Kind.PARAGRAPH


def test_plain_paragraphs_need_no_parser() -> None:
    dialect = Dialect(for_reading=True)
    for document in DOCUMENTS:
        for source in slice_body(document):
            text = plain_paragraph(source)
            if text is None:
                continue
            (element,) = dialect.parse(source)
            assert element.tag == "p" and not len(element)
            assert (element.text or "").strip() == text


def test_every_slice_of_the_corpus_can_be_read() -> None:
    for document in DOCUMENTS:
        references = references_in(document)
        for source in slice_body(document):
            blocks = read_slice(source, references)
            assert bool(blocks) == bool(source.strip(" \t\r\n\x02\x03"))
            assert len(blocks) == 1 or all(block.kind is not Kind.SOURCE for block in blocks)
