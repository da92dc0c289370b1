"""A card with the Markdown of what cannot be edited as rich text."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from editor_app.markup.rich import RichBlock
from editor_app.richtext.drawing.canvas import Paragraph, Scene
from editor_app.richtext.drawing.embed_card import draw_embed, embed_in, height_of_embed

_PAD, _LABEL, _LINE = 12.0, 22.0, 20.0
_MOST_LINES = 40
_NAMES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"\s*!!!"), "Fact box", "info"),
    (re.compile(r"\s*(```|~~~)"), "Code", "code-block"),
    (re.compile(r"\s*\[\^"), "Footnotes", "asterisk"),
    (re.compile(r"\s*\*\["), "Abbreviations", "text-aa"),
    (re.compile(r"\s*\[[^\]]+\]:"), "Link addresses", "link-simple"),
    (re.compile(r"\s*<"), "HTML", "code"),
    (re.compile(r"\s*https?://\S+\s*\Z"), "Embed", "browser"),
    (re.compile(r"[^\n]*\|[^\n]*\n[ \t]*\|?[ \t]*:?-"), "Table", "table"),
)


def name_of_source(source: str) -> tuple[str, str]:
    """What a piece of source is, in a word, and the icon for it."""
    for pattern, name, icon in _NAMES:
        if pattern.match(source):
            return name, icon
    return "Markdown", "markdown-logo"


def height_of_source(scene: Scene, block: RichBlock, width: float) -> float:
    """The card's height at this width."""
    if embed_in(block) is not None:
        return height_of_embed(scene)
    return scene.px(2 * _PAD + _LABEL) + _text(scene, block, width).size.height()


def draw_source(scene: Scene, painter: QPainter, rect: QRectF, block: RichBlock) -> None:
    """A frame, what it is, and the source; an embed has a card of its own."""
    embed = embed_in(block)
    if embed is not None:
        draw_embed(scene, painter, rect, embed)
        return
    px = scene.px
    painter.setPen(QPen(scene.color("line.strong"), 1))
    painter.setBrush(scene.color("bg.panel"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    name, icon = name_of_source(block.source)
    x, y = rect.left() + px(_PAD), rect.top() + px(_PAD - 2)
    scene.icon(painter, icon, QPointF(x, y + px(2)), 14, "text.tertiary")
    label = QRectF(x + px(20), y, rect.width() - px(2 * _PAD + 20), px(18))
    scene.line(painter, label, name, "meta_medium", "text.tertiary")
    scene.line(painter, label, "Double-click to edit", "meta", "text.tertiary", right=True)
    _text(scene, block, rect.width()).draw(painter, x, rect.top() + px(_PAD + _LABEL))


def _text(scene: Scene, block: RichBlock, width: float) -> Paragraph:
    lines = re.split("\r\n|\r|\n", block.source.strip("\r\n"))
    pieces = [("\n".join(lines[:_MOST_LINES]).encode("utf-8", "replace").decode(), "text.secondary")]
    if len(lines) > _MOST_LINES:
        pieces.append((f"\n{len(lines) - _MOST_LINES} more lines", "text.tertiary"))
    return scene.paragraph(pieces, "source", width - scene.px(2 * _PAD), _LINE, anywhere=True)
