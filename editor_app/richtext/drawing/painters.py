"""Registers one painter for each kind of object with a document's layout."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPen, QPyTextObject, QTextDocument, QTextFormat

from editor_app.markup.rich import RichBlock
from editor_app.richtext.drawing.also_read import draw_also_read, height_of_also_read
from editor_app.richtext.drawing.canvas import Scene
from editor_app.richtext.drawing.picture import draw_picture, height_of_picture
from editor_app.richtext.drawing.source_card import draw_source, height_of_source
from editor_app.richtext.formats import ObjectType, object_of


class ObjectPainter(QPyTextObject):
    """As wide as the column and as tall as its content asks for."""

    def __init__(self, document: QTextDocument, scene: Scene) -> None:
        super().__init__(document)
        self._scene = scene

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """Qt asks how much room the object takes."""
        width = max(40.0, doc.textWidth() - 0.5)
        if self._scene.room is not None and self._scene.room[0] == posInDocument:
            return QSizeF(width, self._scene.room[1])
        block = object_of(format.toCharFormat())
        return QSizeF(width, self.height(block, width) if block else 1.0)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        """Qt asks for it to be drawn."""
        block = object_of(format.toCharFormat())
        if block is None:
            return
        self.draw_block(painter, QRectF(rect), block)

    def draw_block(self, painter: QPainter, rect: QRectF, block: RichBlock) -> None:
        """Draw the block that is given, wherever it stands."""
        painter.save()
        # Over the tint of a selection: a chosen object is shown by its ring.
        painter.fillRect(rect, self._scene.color("bg.paper"))
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.draw(painter, rect, block)
        painter.restore()

    def height(self, block: RichBlock, width: float) -> float:
        """The height at this width."""
        raise NotImplementedError

    def draw(self, painter: QPainter, rect: QRectF, block: RichBlock) -> None:
        """Draw into `rect`."""
        raise NotImplementedError


class _AlsoReadPainter(ObjectPainter):
    def height(self, block: RichBlock, width: float) -> float:
        return height_of_also_read(self._scene, block)

    def draw(self, painter: QPainter, rect: QRectF, block: RichBlock) -> None:
        draw_also_read(self._scene, painter, rect, block)


class _PicturePainter(ObjectPainter):
    def height(self, block: RichBlock, width: float) -> float:
        return height_of_picture(self._scene, block, width)

    def draw(self, painter: QPainter, rect: QRectF, block: RichBlock) -> None:
        draw_picture(self._scene, painter, rect, block)


class _SourcePainter(ObjectPainter):
    def height(self, block: RichBlock, width: float) -> float:
        return height_of_source(self._scene, block, width)

    def draw(self, painter: QPainter, rect: QRectF, block: RichBlock) -> None:
        draw_source(self._scene, painter, rect, block)


class _DividerPainter(ObjectPainter):
    def height(self, block: RichBlock, width: float) -> float:
        return self._scene.px(17)

    def draw(self, painter: QPainter, rect: QRectF, block: RichBlock) -> None:
        painter.setPen(QPen(self._scene.color("line.strong"), 1))
        middle, half = rect.center(), min(rect.width() / 2, self._scene.px(60))
        y = round(middle.y()) + 0.5
        painter.drawLine(QPointF(middle.x() - half, y), QPointF(middle.x() + half, y))


def register_painters(document: QTextDocument, scene: Scene) -> dict[ObjectType, ObjectPainter]:
    """Teach the document's layout to draw our objects. Keep what is returned as long as the document lives."""
    painters: dict[ObjectType, ObjectPainter] = {
        ObjectType.ALSO_READ: _AlsoReadPainter(document, scene),
        ObjectType.PICTURE: _PicturePainter(document, scene),
        ObjectType.SOURCE: _SourcePainter(document, scene),
        ObjectType.DIVIDER: _DividerPainter(document, scene),
    }
    for kind, painter in painters.items():
        document.documentLayout().registerHandler(int(kind), painter)
    return painters
