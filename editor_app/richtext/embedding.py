"""An address that was typed alone becomes a card when Enter ends its paragraph; undo brings the typed address back."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from editor_app.markup.embed_source import source_of_lone_address
from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext.builder import insert_blocks
from editor_app.richtext.commands import one_step
from editor_app.richtext.formats import kind_of, new_key
from editor_app.richtext.reader import object_in, read_block


def embed_above(cursor: QTextCursor) -> bool:
    """Make a card of the paragraph above the cursor's if it is nothing but an address. The cursor stays."""
    block = cursor.block().previous()
    if not block.isValid() or kind_of(block) is not Kind.PARAGRAPH or object_in(block) is not None:
        return False
    if not block.text()[:5].lower().startswith("http"):
        return False
    read = read_block(block)
    source = source_of_lone_address(read[0].spans) if len(read) == 1 and not read[0].box else ""
    if not source:
        return False
    edit = QTextCursor(block)
    with one_step(edit):
        edit.setPosition(block.position())
        edit.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        edit.removeSelectedText()
        made = RichBlock(Kind.SOURCE, source=source)
        insert_blocks(edit, [(new_key(), made)], into_first=True)
    return True
