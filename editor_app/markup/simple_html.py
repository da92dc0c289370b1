"""HTML of paragraphs, crossheads, flat lists and plain quotes whose marks are simple, made without the parser.

Says, character for character, what the parser and everything after it would say; a test holds the two against each
other. What is not simple is not its business.
"""

from __future__ import annotations

import html
import re

from editor_app.markup.embed_addresses import embed_of
from editor_app.markup.links import Links, story_target
from editor_app.markup.plain import plain_paragraph
from editor_app.markup.quotation import QuoteMarks, educated, educated_pieces
from editor_app.markup.rich import Kind
from editor_app.markup.simple_blocks import Piece, simple_lines

_NO_BREAK = "\u00a0"
_TAGS = {Kind.PARAGRAPH: "p", Kind.CROSSHEAD: "h2", Kind.SMALL_CROSSHEAD: "h3", Kind.BULLET: "li"}
_DASH = "—"  # a last line that begins with it names the source of a quote
_CERTAIN = re.compile(
    r'<a href="(?:https?://(?:(?!..--)[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?\.){1,6}[a-z]{2,20}'
    r'(?:/[A-Za-z0-9/._?=%+-]*)?|(?:\.\./)*[a-z0-9][a-z0-9/._-]*(?<!\.md))">'
)


def simple_html(source: str, references: str, marks: QuoteMarks, links: Links) -> str | None:
    """The HTML of one slice, or None when it takes the parser. Unless its links are `certain` it has to be sanitised.

    Args:
        references: the definitions of the whole body; abbreviations among them may touch any word.
    """
    if "*[" in references:
        return None
    if source.startswith("> "):
        return _quote(source, marks)
    found = simple_lines(source)
    if found is None or (tag := _TAGS.get(found[0])) is None:
        return None
    lines = [_line(tag, pieces, marks, links) for pieces in found[1]]
    if tag == "li":
        return "<ul>\n" + "\n".join(lines) + "\n</ul>"
    (pieces,) = found[1]
    is_alone = len(pieces) == 1 and (pieces[0][2] or embed_of(pieces[0][1]) is not None)
    return None if is_alone else lines[0]


def is_certain(simple: str) -> bool:
    """Whether the sanitiser would leave what `simple_html` made as it is: every link leads to a plain address."""
    return simple.count("<a ") == len(_CERTAIN.findall(simple))


def _line(tag: str, pieces: list[Piece], marks: QuoteMarks, links: Links) -> str:
    texts = educated_pieces([text for _kind, text, _address in pieces], marks)
    inner = "".join([_shown(*piece, shown, links) for piece, shown in zip(pieces, texts, strict=True)])
    return f"<{tag}>{inner}</{tag}>"


def _shown(kind: str, _typed: str, address: str, text: str, links: Links) -> str:
    shown = _escaped(text)
    if kind == "text":
        return shown
    if kind == "bold":
        return f"<strong>{shown}</strong>"
    if kind == "italic":
        return f"<em>{shown}</em>"
    if (found := story_target(address)) is not None:
        story = links.story(found[0])
        if story is None or not story.is_public:
            return shown
        address = story.address + found[1]
    return f'<a href="{html.escape(address)}">{shown}</a>'


def _quote(source: str, marks: QuoteMarks) -> str | None:
    """A block quote of one paragraph of plain prose without a source set apart."""
    lines: list[str] = []
    for line in source.rstrip("\n").split("\n"):
        if not line.startswith("> ") or line.endswith(" "):
            return None
        typed = "-- " if lines and line.startswith("-- ", 2) else ""  # as many write before a name
        text = plain_paragraph(line[2 + len(typed) :])
        if text is None or text.startswith(_DASH):
            return None
        lines.append(typed + text)
    return f"<blockquote>\n<p>{_escaped(educated(chr(10).join(lines), marks))}</p>\n</blockquote>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace(_NO_BREAK, "&nbsp;")
