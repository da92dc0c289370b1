"""What a body looks like: fonts and colours laid over the text, and the objects' painters.

Works as a syntax highlighter does: what it adds is not content, is not saved and cannot be undone, and only
blocks that were edited are looked at again. Spacing is content of the block formats (`formats`).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QPainter,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFragment,
)

from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext.context import BodyContext
from editor_app.richtext.drawing.canvas import Look, Scene
from editor_app.richtext.drawing.painters import register_painters
from editor_app.richtext.formats import OBJECT_TYPES, QUOTE_KINDS, BlockProperty, Mark, kind_of, signs_of

__all__ = ["Look", "Presentation"]

_FACES: dict[Kind, str] = {
    Kind.CROSSHEAD: "crosshead",
    Kind.SMALL_CROSSHEAD: "small_crosshead",
    Kind.PULL_QUOTE: "pull_quote",
    Kind.BOX_TITLE: "fact_title",
}
# face, bold, italic, strike, fixed pitch, link, quotation
_Dress = tuple[str, bool, bool, bool, bool, bool, bool]
_UNMARKED = (False, False, False, False, False)


class Presentation(QSyntaxHighlighter):
    """Dresses one document. `refresh` after the look or the context changed; neither content nor undo is touched."""

    def __init__(self, document: QTextDocument, look: Look, context: Callable[[], BodyContext]) -> None:
        super().__init__(document)
        self._look = look
        self.scene = Scene(look, context)
        self._painters = register_painters(document, self.scene)
        self._formats: dict[_Dress, QTextCharFormat] = {}
        # What a document's formats say never changes: a number once given stands for the same one.
        self._marks: dict[int, tuple[bool, bool, bool, bool, bool]] = {}
        self.scene.pictures.arrived.connect(self._repaint)
        self._wear()

    def refresh(self) -> None:
        """Dress everything again: theme, fonts, zoom, titles or pictures changed."""
        self._formats.clear()
        self._wear()
        self.rehighlight()
        self.relayout()

    def refresh_objects(self) -> None:
        """Titles, states or pictures may look different: draw the objects again, lay out those of another size, and
        no text."""
        self.scene.forget_files()
        document = self.document()
        block = document.begin()
        while block.isValid():
            if block.length() == 2 and kind_of(block) in OBJECT_TYPES and self._has_outgrown(block):
                document.markContentsDirty(block.position(), 1)
            block = block.next()
        self._repaint()

    def _has_outgrown(self, block: QTextBlock) -> bool:
        """Whether the object in this block is not as high as the room it has."""
        shown = block.layout()
        step = block.begin()
        if not shown.lineCount() or step.atEnd():
            return True
        made = step.fragment().charFormat()
        painter = self._painters.get(made.objectType())  # type: ignore[call-overload]  # objectType is a number, the keys a kind of it
        if painter is None:
            return True
        wanted = painter.intrinsicSize(self.document(), block.position(), made)
        return abs(wanted.height() - shown.lineAt(0).height()) > 1

    def draw_object(self, painter: QPainter, rect: QRectF, block: RichBlock) -> None:
        """Draw an object as it is in the text, without the tint of a selection."""
        self._painters[OBJECT_TYPES[block.kind]].draw_block(painter, rect, block)

    def set_room(self, block: QTextBlock, height: float) -> None:
        """Give the object in a block another height while its words are edited in place."""
        room = (block.position(), height)
        if room != self.scene.room:
            self.clear_room()
            self.scene.room = room
            self.document().markContentsDirty(block.position(), 1)

    def clear_room(self) -> None:
        """Every object has its own height again."""
        if self.scene.room is not None:
            position, self.scene.room = self.scene.room[0], None
            if position < self.document().characterCount() - 1:
                self.document().markContentsDirty(position, 1)

    def _repaint(self) -> None:
        """A picture has been read: whoever shows the document draws what is in view again."""
        self.document().documentLayout().update.emit()

    def relayout(self) -> None:
        """Lay all text out again, for a new width of objects or a new scale."""
        document = self.document()
        document.markContentsDirty(0, document.characterCount())

    def highlightBlock(self, text: str) -> None:
        """Dress the current block. Called by Qt for each block that changed."""
        if not text:
            return
        block = self.currentBlock()
        _key, kind, box = signs_of(block)
        face = "caption" if _names_source(block, kind, text) else _face_of(block, kind, box)
        # Scripts that are written from the right have no italics of their own.
        quiet = kind is Kind.QUOTE and not face and not self._is_mirrored()
        is_plain = not face and not quiet
        known, base = self._marks, block.position()
        step = block.begin()
        while not step.atEnd():
            fragment = step.fragment()
            step += 1
            number = fragment.charFormatIndex()
            marks = known.get(number)
            if marks is None:
                marks = known[number] = _marks_of(fragment.charFormat())
            if marks != _UNMARKED or not is_plain:
                self._dress(fragment, base, (face, *marks, quiet))

    def _dress(self, fragment: QTextFragment, base: int, key: _Dress) -> None:
        made = self._formats.get(key)
        if made is None:
            made = self._formats[key] = self._format(key)
        self.setFormat(fragment.position() - base, fragment.length(), made)

    def _is_mirrored(self) -> bool:
        return self.currentBlock().textDirection() == Qt.LayoutDirection.RightToLeft

    def _format(self, key: _Dress) -> QTextCharFormat:
        face, bold, italic, strike, fixed, link, quiet = key
        made = QTextCharFormat()
        if face:
            made.setFont(self._look.font(face))
        if fixed:
            made.setFont(self._look.font("source"))
            made.setBackground(QBrush(self._look.color("bg.well")))
            made.setForeground(QBrush(self._look.color("text.secondary")))
        if bold:
            made.setFontWeight(QFont.Weight.Bold)
        if italic or (quiet and not fixed):
            made.setFontItalic(italic != quiet)
        if strike:
            made.setFontStrikeOut(True)
        if link:
            made.setForeground(QBrush(self._look.color("accent.text")))
            made.setFontUnderline(True)
        return made

    def _wear(self) -> None:
        self.document().setDefaultFont(self._look.font("body"))


def _marks_of(made: QTextCharFormat) -> tuple[bool, bool, bool, bool, bool]:
    """Bold, italic, struck out, in a fixed pitch, linked."""
    return (
        made.boolProperty(Mark.BOLD),
        made.boolProperty(Mark.ITALIC),
        made.boolProperty(Mark.STRIKE),
        made.boolProperty(Mark.CODE) or made.boolProperty(Mark.VERBATIM),
        bool(made.stringProperty(Mark.HREF)),
    )


def _face_of(block: QTextBlock, kind: Kind, box: str) -> str:
    """The font role of a block; empty for that of the body."""
    if kind is Kind.TABLE:
        return "table_head" if block.blockFormat().boolProperty(BlockProperty.HEADING) else "table"
    if kind is not Kind.BOX_TITLE and box:
        return "fact"
    return _FACES.get(kind, "")


def _names_source(block: QTextBlock, kind: Kind, text: str) -> bool:
    """Whether the block is the last line of a quotation that says whose words it is."""
    if kind not in QUOTE_KINDS or not text.startswith("\u2014"):
        return False
    previous = block.previous()
    return previous.isValid() and kind_of(previous) is kind
