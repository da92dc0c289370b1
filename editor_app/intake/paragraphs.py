"""Plain text -> pieces: paragraphs and lists, whether its lines are paragraphs or were wrapped at a width.

Knows nothing of news. A piece that came from Markdown carries its source, which is then kept as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from editor_app.intake.decoding import tidy
from editor_app.markup.rich import Kind, RichBlock, Span

_BULLET = re.compile(r"\s*(?P<mark>[•‣◦▪●*–-])\s+(?P<text>\S.*)$")
_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})[.)]\s+(?P<text>\S.*)$")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)]*$")
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 110


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph or one list.

    Attributes:
        line: its text when it is a single line that could be a label, a headline, an "Also read"; else empty.
        source: its Markdown including the blank lines after it; empty: not written yet, `blocks` makes it.
        heading: its level when it is a heading, else 0.
        items: the texts of a list; `number` is the first item's number, 0 for bullets.
    """

    line: str = ""
    source: str = ""
    heading: int = 0
    items: tuple[str, ...] = ()
    number: int = 0

    @property
    def text(self) -> str:
        """All its words, as written."""
        return self.source or self.line or "\n".join(self.items)

    def blocks(self) -> list[RichBlock]:
        """The rich blocks of a piece without source."""
        if not self.items:
            return [RichBlock(Kind.PARAGRAPH, spans=(Span(self.line),))]
        kind = Kind.NUMBER if self.number else Kind.BULLET
        return [
            RichBlock(kind, spans=(Span(item),), number=self.number + at if self.number else 1)
            for at, item in enumerate(self.items)
        ]


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a plain text, whose line ends may be of any kind.

    Lines that were wrapped at a width are joined again; otherwise each line is a paragraph of its own, which is
    what copying from a web page gives.
    """
    lines = tidy(text).split("\n")
    width = _wrap_width(lines)
    pieces: list[Piece] = []
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line.rstrip())
        elif group:
            pieces.extend(_pieces_of_group(group, width))
            group = []
    return pieces


def _pieces_of_group(lines: list[str], width: int) -> list[Piece]:
    if listed := _list_of(lines):
        return [listed]
    if _is_wrapped(lines, width):
        return [Piece(" ".join(line.strip() for line in lines))]
    return [Piece(line.strip()) for line in lines]


def _list_of(lines: list[str]) -> Piece | None:
    """The list that all of `lines` make together: at least two, all of one mark or counting up from the first."""
    if len(lines) < 2:
        return None
    bullets = [_BULLET.match(line) for line in lines]
    if all(bullets) and len({found["mark"] for found in bullets if found}) == 1:
        return Piece(items=tuple(found["text"].strip() for found in bullets if found))
    numbers = [_NUMBER.match(line) for line in lines]
    counted = [int(found["number"]) for found in numbers if found]
    if len(counted) == len(lines) and counted == list(range(1, len(lines) + 1)):
        return Piece(items=tuple(found["text"].strip() for found in numbers if found), number=1)
    return None


def _wrap_width(lines: list[str]) -> int:
    """The width at which a program may have broken `lines`, in characters; 0 when they are too long or too short."""
    width = max((len(line.rstrip()) for line in lines if "://" not in line), default=0)
    return width if _NARROWEST_WRAP <= width <= _WIDEST_WRAP else 0


def _is_wrapped(lines: list[str], width: int) -> bool:
    """Whether a program broke these lines: no first word of a line would have fitted on the line before it.

    Lines that all end like sentences are paragraphs, however well they would fit.
    """
    if len(lines) < 2 or not width or all(_SENTENCE_END.search(line) for line in lines[:-1]):
        return False
    return all(len(line) + 1 + len(following.split()[0]) > width for line, following in pairwise(lines))
