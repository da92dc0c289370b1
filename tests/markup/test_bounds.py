"""Nothing that can be typed or pasted makes reading, writing or rendering take for ever. Steps are counted, not seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from editor_app.markup import reader, writer
from editor_app.markup.blocks import slice_body
from editor_app.markup.bounds import TooTangledError, check_blocks, check_inline
from editor_app.markup.dialect import Dialect, reading_dialect
from editor_app.markup.escaping import MOST_READINGS, KnownShapes, written_text
from editor_app.markup.html import HtmlRenderer
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.serialising import STYLES
from editor_app.markup.spans import normal_spans
from editor_app.markup.writer import normal_blocks, write_blocks
from tests.markup.newsroom import SmallNewsroom

_MOST_PARSES = MOST_READINGS + 2 * len(STYLES) + 1
_UNITS = (
    "&amp; ",
    "&#38;",
    "[",
    "![",
    "` ",
    "\\",
    "**a",
    "*a* **b",
    "a*b ",
    "`a",
    "a`b``c```",
    "*[A]: x",
    "<b>",
    "~~a ",
)
_LITERAL = (
    Span("Two * three [x] a_b & <5> `tick` "),
    Span("bold *star*", bold=True),
    Span(" and [more](x) "),
    Span("a_link_", href="http://x.y/a_b"),
    Span(" 1 < 2 & 3 &copy; ~~no~~ **neither** `nor"),
)


class _Counter:
    def __init__(self) -> None:
        self.parses = 0

    def __call__(self, source: str, references: str = "") -> tuple[RichBlock, ...]:
        self.parses += 1
        return read_slice(source, references)


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Counter]:
    """Counts what the writer reads back, with nothing remembered from before."""
    counting = _Counter()
    monkeypatch.setattr(writer, "read_slice", counting)
    _forget()
    yield counting
    _forget()


def _forget() -> None:
    writer._written.cache_clear()
    writer._known_shapes.cache_clear()


def _paragraph(*spans: Span) -> RichBlock:
    return RichBlock(spans=normal_spans(spans))


@pytest.mark.parametrize("unit", _UNITS)
def test_odd_text_is_written_within_few_readings(unit: str, counter: _Counter) -> None:
    block = _paragraph(Span("x " + unit * (1000 // len(unit))))
    written = write_blocks([block])
    assert counter.parses <= _MOST_PARSES
    assert read_slice(written) == normal_blocks([block])


def test_typing_on_reads_back_once(counter: _Counter) -> None:
    for typed in ("wor", "word", "word a", "word an", "word and"):
        counter.parses = 0
        block = _paragraph(*_LITERAL, Span(f" in the end, a {typed}"))
        assert read_slice(write_blocks([block])) == (block,)
    assert counter.parses == 1


def test_a_key_press_in_a_long_list_reads_back_one_item(counter: _Counter) -> None:
    items = [RichBlock(Kind.BULLET, spans=(Span(f"item {at}", bold=True),)) for at in range(300)]
    write_blocks(items)
    counter.parses = 0
    items[150] = RichBlock(Kind.BULLET, spans=(Span("item 150x", bold=True),))
    assert "- **item 150x**\n" in write_blocks(items)
    assert counter.parses == 1


def test_the_fewest_escapes_do_not_depend_on_what_was_written_before() -> None:
    known = KnownShapes()

    def reads(spans: tuple[Span, ...]) -> str:
        return written_text(spans, lambda text: read_slice(text) == (RichBlock(spans=spans),), "", known)

    assert reads((Span("a *b* c"),)) == "a \\*b* c"
    assert reads((Span("a * b c"),)) == "a * b c"


def test_memory_for_shapes_is_bounded() -> None:
    known = KnownShapes()
    for at in range(2000):
        spans = (Span("*" * (at % 50 + 1) + f"{at}"),)
        written_text(spans, lambda _text: True, "", known)
    assert len(known._spellings) <= 256


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5_000,
        "![" * 5_000,
        "[a](" * 5_000,
        "[" * 5_000 + "]" * 5_000,
        "a &amp; " * 50_000,
        "*a* `b` " * 50_000,
    ],
)
def test_tangled_paragraphs_are_shown_as_typed(text: str) -> None:
    with pytest.raises(TooTangledError):
        check_inline(text)
    assert read_slice(text) == (RichBlock(Kind.SOURCE, source=text),)


@pytest.mark.parametrize(
    "text",
    [
        "x <a " * 5_000,
        "    " * 101 + "- x",
        ">" * 5_000 + "x",
        "*[A]: b\n" * 5_000,
        "a\n: b\n" * 5_000,
        "# a\n" * 20_000,
        "a\n---\n" * 20_000,
        "a\n* * *\n" * 20_000,
    ],
)
def test_tangled_blocks_are_shown_as_typed(text: str) -> None:
    with pytest.raises(TooTangledError):
        check_blocks(text)
    assert read_slice(text)[0].kind is Kind.SOURCE


def test_many_tight_headings_with_blank_lines_between_are_not_tangled() -> None:
    check_blocks("## 1.2\n- one\n- two\n\n" * 5_000)


def test_long_ordinary_text_is_not_tangled() -> None:
    prose = "The [ferry](a.md) ran **aground** on the *bank* & stayed. "
    check_inline(prose * 500)
    check_blocks(prose * 20_000 + "\n<b>x</b> 1 < 2\n" * 2_000)
    items = "".join(f"- [item](a.md) {at} & [more\n" for at in range(10_000))
    assert len(read_slice(items)) == 10_000


def test_a_tangled_paragraph_is_on_the_page_as_typed_unless_it_may_name_a_story() -> None:
    page = HtmlRenderer(SmallNewsroom())
    assert page.render_slice("<" + "[" * 3_000) == "<pre>&lt;" + "[" * 3_000 + "</pre>"
    assert page.render_slice("[" * 3_000 + "[secret](secret.md)") == ""


def test_what_is_nested_too_deep_for_the_parser_is_shown_as_typed() -> None:
    deep = "1. " * 5_000
    assert read_slice(deep)[0].kind is Kind.SOURCE
    assert HtmlRenderer(SmallNewsroom()).render_slice(deep).startswith("<pre>1. 1.")


def test_a_parse_that_was_given_up_leaves_nothing_behind() -> None:
    dialect = Dialect()
    clean = Dialect().convert("- a\n\n    b\n")
    with pytest.raises(RecursionError):
        dialect.convert("1. " * 5_000)
    assert dialect.convert("- a\n\n    b\n") == clean


def test_a_body_with_too_many_open_tags_is_one_slice() -> None:
    body = "a <b \n\n" * 5_000
    assert slice_body(body) == [body]


def test_a_long_body_is_parsed_slice_by_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "".join(f"The <b>ferry</b> ran aground, {at}.\n\n" for at in range(2_000))
    sizes: list[int] = []
    dialect = reading_dialect()
    parse = dialect.parse
    monkeypatch.setattr(
        reader, "reading_dialect", lambda: type("D", (), {
            "parse": lambda _self, source, references="": (sizes.append(len(source)), parse(source, references))[1],
            "own": property(lambda _self: dialect.own), "stashed": lambda _self, at: dialect.stashed(at),
        })(),
    )  # fmt: skip
    for source in slice_body(body):
        read_slice(source)
    assert len(sizes) == 2_000
    assert max(sizes) < 40


def test_a_slice_that_was_read_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_slice("The <b>ferry</b> and *nobody else*\n")
    monkeypatch.setattr(reader, "reading_dialect", lambda: pytest.fail("parsed again"))
    assert read_slice("The <b>ferry</b> and *nobody else*\n") is first
