"""The "Also read" block: each entry's headline, and whether readers will see it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from editor_app.markup.rich import AlsoReadLink, RichBlock
from editor_app.richtext.context import BodyContext
from editor_app.richtext.drawing.canvas import Scene

_TOP, _ROW, _BOTTOM = 30.0, 24.0, 8.0
_OUTSIDE = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class EntryState:
    """How an entry shows: its headline, a word on its state, and whether that needs a look."""

    title: str
    note: str
    warns: bool
    is_public: bool = False


def entry_state(link: AlsoReadLink, context: BodyContext) -> EntryState:
    """What is known of an entry's target."""
    if not link.target:
        return EntryState(link.title, "Not linked yet", True)
    if link.target.lower().startswith(_OUTSIDE):
        return EntryState(link.title or link.target, urlsplit(link.target).hostname or "", False)
    slug = link.target.rsplit("/", 1)[-1].removesuffix(".md")
    entry = context.lookup(slug)
    if entry is None:
        return EntryState(link.title or slug, "No such story", True)
    title = link.title or str(getattr(entry, "headline", "") or slug)
    words = context.time_words(entry)
    if words:
        return EntryState(title, words, False, is_public=True)
    return EntryState(title, "Left out until published", True)


def height_of_also_read(scene: Scene, block: RichBlock) -> float:
    """The block's height."""
    return scene.px(_TOP + _ROW * max(1, len(block.links)) + _BOTTOM)


def entry_at(scene: Scene, block: RichBlock, y: float) -> AlsoReadLink | None:
    """The entry that is drawn at a height, seen from the block's upper edge."""
    row = int((y - scene.px(_TOP)) // scene.px(_ROW)) if y >= scene.px(_TOP) else -1
    return block.links[row] if 0 <= row < len(block.links) else None


def draw_also_read(scene: Scene, painter: QPainter, rect: QRectF, block: RichBlock) -> None:
    """Two rules, a label and a row for each entry; from the right where the first headline is written from there."""
    px = scene.px
    states = [entry_state(link, scene.context) for link in block.links]
    mirrored = bool(states) and _is_from_right(states[0].title)
    painter.setPen(QPen(scene.color("line.strong"), 1))
    for y in (round(rect.top()) + 0.5, round(rect.bottom()) - 0.5):
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
    icon_at = rect.right() - px(14) if mirrored else rect.left()
    scene.icon(painter, "newspaper-clipping", QPointF(icon_at, rect.top() + px(11)), 14, "text.tertiary")
    label = QRectF(
        rect.left() + (0 if mirrored else px(20)), rect.top() + px(9), rect.width() - px(20), px(18)
    )
    scene.line(painter, label, "Also read", "meta_medium", "text.tertiary", right=mirrored)
    row = QRectF(rect.left(), rect.top() + px(_TOP), rect.width(), px(_ROW))
    for state in states:
        _draw_entry(scene, painter, row, state, mirrored)
        row.translate(0, px(_ROW))
    if not block.links:
        scene.line(painter, row, "No story yet", "also_read", "text.tertiary")


def _draw_entry(scene: Scene, painter: QPainter, row: QRectF, state: EntryState, mirrored: bool) -> None:
    px = scene.px
    token = "developing.text" if state.warns else "text.tertiary"
    width = scene.width_of(state.note, "meta") + px(2)
    left = row.left() if mirrored else row.right() - width
    note = QRectF(left, row.top(), width, row.height())
    scene.line(painter, note, state.note, "meta", token, right=not mirrored)
    if state.is_public:
        y = row.top() + (row.height() - px(12)) / 2
        x = row.left() + width + px(4) if mirrored else row.right() - width - px(16)
        scene.icon(painter, "check-circle-fill", QPointF(x, y), 12, "text.secondary")
        width += px(16)
    room = width + px(12)
    title = row.adjusted(room, 0, 0, 0) if mirrored else row.adjusted(0, 0, -room, 0)
    scene.line(painter, title, state.title, "also_read", "text.primary", right=mirrored)


def _is_from_right(text: str) -> bool:
    """Whether the first letter that has a direction is written from the right."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((found for found in strong if found in ("L", "R", "AL")), "L") != "L"
