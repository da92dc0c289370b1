"""Whatever is typed: it reads back, looks the same, is escaped no more than it must be, and leaves the rest alone."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor_app.markup.blocks import references_in, slice_body
from editor_app.markup.html import HtmlRenderer
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.writer import normal_blocks, write_blocks
from tests.corpus import long_stories
from tests.fidelity.promises import Broken, page_elsewhere_is_kept
from tests.markup.newsroom import SmallNewsroom

_MANY = int(os.environ.get("STET_EXAMPLES", "150"))
_PAGE = HtmlRenderer(SmallNewsroom())
_STARTS = (
    "",
    "",
    "*",
    "_",
    "`",
    "[",
    "<",
    "&",
    "\\",
    "1.",
    "1. ",
    "#",
    "# ",
    ">",
    "> ",
    "-",
    "- ",
    "+ ",
    "TK",
    ":",
    ": ",
    "=",
    "~~",
)
_INNER = (
    "a",
    "b c",
    " ",
    "*",
    "**",
    "_",
    "`",
    "[x]",
    "](",
    "<b>",
    "&amp;",
    "\\",
    "~~",
    "1.",
    "TK",
    ":",
    "!",
    "{.x}",
    "(d)",
    "\u00e9",
    "\u4e2d",
)
_text = st.builds(
    lambda start, inner: start + "".join(inner),
    st.sampled_from(_STARTS),
    st.lists(st.sampled_from(_INNER), max_size=5),
)
_span = st.builds(
    Span,
    _text,
    bold=st.booleans(),
    italic=st.booleans(),
    strike=st.sampled_from((False, False, True)),
    code=st.sampled_from((False, False, False, True)),
    href=st.sampled_from(("", "", "", "a b", "x(y)", 'q"r', "s[t]", "https://a.example/?b=1&c=2")),
)
_block = st.builds(
    lambda kind, spans: RichBlock(kind, spans=tuple(spans)),
    st.sampled_from((Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.CROSSHEAD, Kind.BULLET, Kind.QUOTE)),
    st.lists(_span, min_size=1, max_size=5),
)
_plain_block = st.builds(lambda text: RichBlock(spans=(Span(text),)), _text)
_patient = settings(max_examples=_MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# These are escaped for the sake of what stands beside them, however well they read alone.
_FOR_NEIGHBOURS = re.compile(r"\\(?=:|```|~~~|&)")


def spared(written: str, wanted: tuple[RichBlock, ...]) -> list[str]:
    """`written` with one backslash less, each way in which it still reads as `wanted`."""
    found = []
    for match in re.finditer(r"\\(?=[!-/:-@\[-`{-~])", written):
        shorter = written[: match.start()] + written[match.end() :]
        if not _FOR_NEIGHBOURS.match(written, match.start()) and read_slice(shorter) == wanted:
            found.append(shorter)
    return found


@given(_block)
@_patient
def test_it_reads_back(block: RichBlock) -> None:
    wanted = normal_blocks([block])
    assert read_slice(write_blocks([block])) == wanted


@given(_plain_block)
@_patient
def test_no_single_backslash_can_be_spared(block: RichBlock) -> None:
    wanted = normal_blocks([block])
    written = write_blocks([block])
    assert read_slice(written) == wanted
    assert not spared(written, wanted), written


def test_a_backslash_too_many_is_noticed() -> None:
    wanted = (RichBlock(spans=(Span("a * b"),)),)
    assert read_slice("a \\* b") == wanted
    assert spared("a \\* b", wanted) == ["a * b"]


@given(st.lists(_block, min_size=2, max_size=4), _block, st.integers(0, 3))
@settings(max_examples=_MANY // 2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_page_elsewhere_stays_as_it_is(blocks: list[RichBlock], other: RichBlock, at: int) -> None:
    body = write_blocks(blocks)
    at %= max(1, len(slice_body(body)))
    page_elsewhere_is_kept(body, at, write_blocks([other]), _PAGE)


_TYPED = "Two.\n\nSee [x] and TK.\n\n"


@pytest.mark.parametrize("typed", ["[x]: /d", "*[TK]: to come", "[^1]: note"])
def test_what_looks_like_a_definition_changes_no_other_paragraph(typed: str) -> None:
    written = write_blocks([RichBlock(spans=(Span(typed),))])
    assert page_elsewhere_is_kept(_TYPED + "A.[^1]\n\n", 0, written, _PAGE)


@pytest.mark.parametrize("typed", ["[x]: /d", "*[TK]: to come", "[^1]: note"])
def test_a_writer_that_lets_a_typed_definition_stand_breaks_the_promise(typed: str) -> None:
    with pytest.raises(Broken):
        page_elsewhere_is_kept(_TYPED + "A.[^1]\n\n", 0, typed + "\n\n", _PAGE)


@pytest.mark.parametrize("body", ["One.\n\nTwo.\n\nThree.\n"])
def test_a_page_that_goes_by_what_stood_before_breaks_the_promise(
    body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    plain = HtmlRenderer.render_slice

    def counting(page: HtmlRenderer, source: str, references: str = "") -> str:
        rendered.append(source)
        return f"<p>{len(rendered)}</p>" + plain(page, source, references)

    assert page_elsewhere_is_kept(body, 1, "Other.\n\n", _PAGE)
    monkeypatch.setattr(HtmlRenderer, "render_slice", counting)
    with pytest.raises(Broken):
        page_elsewhere_is_kept(body, 1, "Other.\n\n", _PAGE)


@pytest.mark.parametrize("number", range(6))
def test_the_page_of_a_long_story_stays_but_for_the_paragraph_that_was_edited(number: int) -> None:
    body = long_stories()[number * 17].text
    slices = slice_body(body)
    references = references_in(body)
    before = [_PAGE.render_slice(source, references) for source in slices]
    for at, source in enumerate(slices[:40]):
        blocks = read_slice(source, references)
        if not blocks or blocks[0].kind is not Kind.PARAGRAPH or "\r" in source:
            continue
        written = write_blocks(
            [RichBlock(spans=(*blocks[0].spans, Span(" *more* [x]")))], references=references
        )
        changed = [*slices[:at], written, *slices[at + 1 :]]
        whole = "".join(changed)
        assert references_in(whole) == references
        assert slice_body(whole) == changed
        after = [_PAGE.render_slice(each, references) for each in changed]
        assert [place for place, (was, now) in enumerate(zip(before, after, strict=True)) if was != now] == [
            at
        ]
