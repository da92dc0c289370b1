from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from editor_app.markup.rich import AlsoReadLink, Kind, RichBlock
from editor_app.richtext.context import BodyContext
from editor_app.richtext.drawing.also_read import draw_also_read
from editor_app.richtext.drawing.canvas import Scene


class _Look:
    def color(self, token: str, /) -> QColor:
        return QColor(token and "black")

    def font(self, role: str, /) -> QFont:
        return QFont()

    def pixmap(self, name: str, size: float, token: str, /) -> QPixmap:
        return QPixmap(1, 1)


class _Lines(Scene):
    """Notes where lines are drawn, and draws none."""

    def __init__(self, context: BodyContext) -> None:
        super().__init__(_Look(), lambda: context)
        self.drawn: dict[str, tuple[float, float, bool]] = {}

    def line(
        self, painter: QPainter, rect: QRectF, text: str, role: str, token: str, *, right: bool = False
    ) -> float:
        self.drawn[text] = (rect.left(), rect.right(), right)
        return 0

    def icon(self, painter: QPainter, name: str, corner: QPointF, size: float, token: str) -> None:
        pass


@pytest.mark.parametrize(
    ("title", "mirrored"), [("The quay", False), ("رصيف الميناء", True), ("12 — מזח", True)]
)
def test_entries_stand_where_their_script_begins(title: str, mirrored: bool, qtbot: QtBot) -> None:
    scene = _Lines(BodyContext(lookup=lambda _slug: object()))
    page = QImage(400, 100, QImage.Format.Format_RGB32)
    painter = QPainter(page)
    block = RichBlock(Kind.ALSO_READ, links=(AlsoReadLink(title, "quay.md"),))
    draw_also_read(scene, painter, QRectF(0, 0, 400, 90), block)
    painter.end()
    note, words, label = scene.drawn["Left out until published"], scene.drawn[title], scene.drawn["Also read"]
    assert words[2] is label[2] is mirrored and note[2] is not mirrored
    assert (note[0] == 0 and words[0] > note[1]) if mirrored else (words[0] == 0 and note[0] > words[1])
