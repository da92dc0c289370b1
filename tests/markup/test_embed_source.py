from __future__ import annotations

import pytest

from editor_app.markup.embed_source import embed_source, source_of_lone_address
from editor_app.markup.extensions.embeds import embed_in_source
from editor_app.markup.html import HtmlRenderer
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.writer import normal_blocks, write_blocks
from tests.markup.newsroom import SmallNewsroom

ADDRESSES = (
    "https://youtu.be/abcdefgh",
    "https://example.org/_one_/two",
    "https://example.org/a*b*c?d=1&e=2#f",
    "http://example.org/a(b)",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_embed_reads_back_and_is_one_on_the_page(address: str) -> None:
    source = embed_source(address)
    assert read_slice(source + "\n") == (RichBlock(Kind.SOURCE, source=source),)
    embed = embed_in_source(source)
    assert embed is not None and embed.address == address
    assert 'class="embed"' in HtmlRenderer(SmallNewsroom()).render_body(source + "\n")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_paragraph_that_is_only_an_address_is_written_as_the_embed_it_is(address: str) -> None:
    typed = RichBlock(spans=(Span(address),))
    written = write_blocks([typed])
    assert read_slice(written) == normal_blocks([typed])
    assert "\\" not in written


def test_an_address_that_cannot_be_an_embed_stays_text() -> None:
    assert source_of_lone_address((Span("https://example.org/ and more"),)) == ""
    assert source_of_lone_address((Span("https://example.org/", bold=True),)) == ""
    assert source_of_lone_address((Span("https://example.org/", href="https://other.example/"),)) == ""
    assert embed_source("javascript:alert(1)") == ""


def test_an_address_in_a_list_or_a_quote_is_no_embed() -> None:
    assert read_slice("> https://example.org/\n")[0].kind is Kind.QUOTE
    assert read_slice("- https://example.org/\n")[0].kind is Kind.BULLET
