"""QTextBlock -> rich blocks: what is in the document right now, whatever edits led there."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCharFormat

from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.spans import with_text
from editor_app.richtext.formats import (
    LINE_BREAK,
    LIST_KINDS,
    OBJECT,
    OBJECT_TYPES,
    depth_of,
    number_of,
    object_of,
    signs_of,
    span_of,
)


def read_block(block: QTextBlock, known: dict[int, Span] | None = None) -> tuple[RichBlock, ...]:
    """The rich blocks that a QTextBlock stands for: one, or several when text stands beside an object.

    `known` keeps, by number, what the document's formats mean, for whoever reads many blocks of one document.
    """
    known = {} if known is None else known
    _key, kind, box = signs_of(block)
    if kind in OBJECT_TYPES or kind is Kind.TABLE:
        # The object character says what the block is; without it, it is a paragraph like any other. So is a cell
        # by itself: tables are read as a whole (`tables.read_table`).
        kind = Kind.PARAGRAPH
    found: list[RichBlock] = []
    spans: list[Span] = []
    last: Span | None = None
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        step += 1
        text = fragment.text()
        if not text:  # Qt counts a piece that has just lost its last letter
            continue
        if OBJECT not in text:
            number = fragment.charFormatIndex()
            model = known.get(number)
            if model is None:
                model = known[number] = _as_known(span_of("", fragment.charFormat()), known)
            text = text.replace(LINE_BREAK, "\n")
            if last is None:
                _append(spans, with_text(model, text))
            elif model is last:
                spans[-1] = with_text(model, spans[-1].text + text)
            else:
                spans.append(with_text(model, text))
            last = model
            continue
        last = None
        made = fragment.charFormat()
        lone = object_of(made)
        for piece in _pieces(text):
            if piece != OBJECT:
                _append(spans, span_of(piece, made))
            elif lone is not None:
                if spans:
                    found.append(_text_block(block, kind, spans, box))
                    spans = []
                found.append(lone)
    if spans or not found:
        found.append(_text_block(block, kind, spans, box))
    return tuple(found)


def object_in(block: QTextBlock) -> RichBlock | None:
    """The object a QTextBlock holds and nothing else; None for text."""
    if block.length() != 2 or block.text() != OBJECT:
        return None
    read = read_block(block)
    return read[0] if read[0].kind in OBJECT_TYPES else None


def spans_in(block: QTextBlock) -> tuple[Span, ...]:
    """The text of a block, without objects."""
    spans: list[Span] = []
    for text, made in fragments(block):
        _append(spans, span_of(text.replace(OBJECT, ""), made))
    return tuple(spans)


def fragments(block: QTextBlock) -> list[tuple[str, QTextCharFormat]]:
    """The runs of equal format in a block, in order."""
    found: list[tuple[str, QTextCharFormat]] = []
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        if fragment.isValid():
            found.append((fragment.text(), fragment.charFormat()))
        step += 1
    return found


def _text_block(block: QTextBlock, kind: Kind, spans: list[Span], box: str) -> RichBlock:
    if kind in LIST_KINDS:
        number = number_of(block) if kind is Kind.NUMBER else 1
        return RichBlock(kind, tuple(spans), depth=depth_of(block), number=number, box=box)
    return RichBlock(kind, tuple(spans), box=box)


def _as_known(model: Span, known: dict[int, Span]) -> Span:
    """The same marks are one object, whatever the numbers of their formats: comparing them costs nothing then."""
    return next((each for each in known.values() if each == model), model)


def _append(spans: list[Span], span: Span) -> None:
    """Add a span, joining it to the one before when the marks are the same."""
    if not span.text:
        return
    if spans and _marks(spans[-1]) == _marks(span):
        span = with_text(span, spans.pop().text + span.text)
    spans.append(span)


def _marks(span: Span) -> tuple[bool, bool, bool, bool, str, str, bool]:
    return (span.bold, span.italic, span.strike, span.code, span.href, span.title, span.verbatim)


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    for index, part in enumerate(text.split(OBJECT)):
        if index:
            found.append(OBJECT)
        if part:
            found.append(part)
    return found
