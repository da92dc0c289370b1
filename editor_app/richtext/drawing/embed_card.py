"""The card of an embed: whose it is, the address, and what readers will get for it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from editor_app.markup.extensions.embeds import Embed, embed_in_source
from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext.drawing.canvas import Scene

_PAD, _NAME, _LINE, _ICON = 12.0, 20.0, 18.0, 20.0
_VIDEO_HOSTS = {"youtube": "YouTube video", "youtu.be": "YouTube video", "vimeo": "Vimeo video"}


def embed_in(block: RichBlock) -> Embed | None:
    """The embed that a block stands for, None for any other source."""
    return embed_in_source(block.source) if block.kind is Kind.SOURCE else None


def name_of_embed(embed: Embed) -> str:
    """ "YouTube video" for what a player can show, else the host."""
    if embed.player:
        return next((name for part, name in _VIDEO_HOSTS.items() if part in embed.host), embed.host)
    return embed.host


def fate_of_embed(embed: Embed, allowed: bool) -> tuple[str, bool]:
    """What readers get, in words, and whether that wants a look: a player that newsroom.yaml does not allow."""
    if not embed.player:
        return "Link card", False
    return ("Player on the page", False) if allowed else (f"Link card: {embed.host} is not allowed yet", True)


def height_of_embed(scene: Scene) -> float:
    """The card's height."""
    return scene.px(2 * _PAD + _NAME + _LINE)


def draw_embed(scene: Scene, painter: QPainter, rect: QRectF, embed: Embed) -> None:
    """A frame, an icon, the host with what readers get, and the address below."""
    px = scene.px
    painter.setPen(QPen(scene.color("line.strong"), 1))
    painter.setBrush(scene.color("bg.panel"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    icon = "play-circle" if embed.player else "browser"
    middle = rect.top() + rect.height() / 2 - px(_ICON / 2)
    scene.icon(painter, icon, QPointF(rect.left() + px(_PAD), middle), _ICON, "text.secondary")
    left = rect.left() + px(_PAD + _ICON + 10)
    width = rect.right() - px(_PAD) - left
    top = QRectF(left, rect.top() + px(_PAD), width, px(_NAME))
    words, warns = fate_of_embed(embed, scene.context.embed_allowed(embed.host))
    token = "developing.text" if warns else "text.tertiary"
    name = name_of_embed(embed)
    needed = scene.width_of(name, "interface_strong") + px(12)
    note = top.adjusted(min(needed, width * 0.6), 0, 0, 0)
    scene.line(painter, note, words, "meta", token, right=True)
    left_over = max(width * 0.6, width - scene.width_of(words, "meta")) - px(12)
    scene.line(
        painter, QRectF(left, top.top(), left_over, top.height()), name, "interface_strong", "text.primary"
    )
    below = QRectF(left, rect.top() + px(_PAD + _NAME), width, px(_LINE))
    scene.line(painter, below, embed.address, "meta", "text.tertiary")
