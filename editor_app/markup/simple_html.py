"""HTML of paragraphs and crossheads whose marks are simple, made without the parser.

Says, character for character, what the parser and everything after it would say; a test holds the two against each
other. What is not simple is not its business.
"""

from __future__ import annotations

import html

from editor_app.markup.extensions.embeds import embed_of
from editor_app.markup.extensions.typography import QuoteMarks, educated_pieces
from editor_app.markup.links import Links, story_target
from editor_app.markup.rich import Kind, Span
from editor_app.markup.simple_blocks import simple_blocks

_NO_BREAK = "\u00a0"
_TAGS = {Kind.PARAGRAPH: "p", Kind.CROSSHEAD: "h2", Kind.SMALL_CROSSHEAD: "h3"}


def simple_html(source: str, references: str, marks: QuoteMarks, links: Links) -> str | None:
    """The HTML of one slice, or None when it takes the parser. Links that it names still have to be sanitised.

    Args:
        references: the definitions of the whole body; abbreviations among them may touch any word.
    """
    if "*[" in references:
        return None
    blocks = simple_blocks(source)
    if blocks is None or len(blocks) != 1 or (tag := _TAGS.get(blocks[0].kind)) is None:
        return None
    spans = blocks[0].spans
    if len(spans) == 1 and (spans[0].href or embed_of(spans[0].text) is not None):
        return None
    texts = educated_pieces([span.text for span in spans], marks)
    inner = "".join(_shown(span, shown, links) for span, shown in zip(spans, texts, strict=True))
    return f"<{tag}>{inner}</{tag}>"


def _shown(span: Span, text: str, links: Links) -> str:
    shown = html.escape(text, quote=False).replace(_NO_BREAK, "&nbsp;")
    if span.bold:
        return f"<strong>{shown}</strong>"
    if span.italic:
        return f"<em>{shown}</em>"
    if not span.href:
        return shown
    address = span.href
    if (found := story_target(address)) is not None:
        story = links.story(found[0])
        if story is None or not story.is_public:
            return shown
        address = story.address + found[1]
    return f'<a href="{html.escape(address)}">{shown}</a>'
