"""How an embed is written: its address alone, in angle brackets where Markdown would read marks into it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from editor_app.markup.extensions.embeds import embed_of
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind, RichBlock, Span


@lru_cache(maxsize=256)
def embed_source(address: str, *, bracketed: bool = False) -> str:
    """The Markdown that makes an embed of `address`, bare or, where that fails or `bracketed`, in angle brackets.

    Empty when neither makes one.
    """
    if embed_of(address) is None:
        return ""
    bare = address.strip()
    for written in (f"<{bare}>",) if bracketed else (bare, f"<{bare}>"):
        if read_slice(written) == (RichBlock(Kind.SOURCE, source=written),):
            return written
    return ""


def source_of_lone_address(spans: Sequence[Span]) -> str:
    """The Markdown of a paragraph that is nothing but an address, bare or linked to itself; empty for any other."""
    text = "".join(span.text for span in spans)
    if text[:4].lower() != "http" or any(
        span.bold or span.italic or span.strike or span.code or span.verbatim or span.href not in ("", text)
        for span in spans
    ):
        return ""
    return embed_source(text, bracketed=any(span.href for span in spans))
