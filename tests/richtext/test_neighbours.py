"""What an edit makes neighbours stays apart: indented code below what would take it in."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument

from editor_app.markup.rich import Kind
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.commands import toggle_list
from editor_app.richtext.formats import depth_of, kind_of

CODE = "    code\n    ```\n\n      more\n"
FENCED = "````\ncode\n```\n\n  more\n````\n"


def shown(document: QTextDocument) -> list[tuple[Kind, int, str]]:
    """The kind, depth and text of every block."""
    found, block = [], document.begin()
    while block.isValid():
        found.append((kind_of(block), depth_of(block), block.text()))
        block = block.next()
    return found


def reread(body: BodyDocument) -> list[tuple[Kind, int, str]]:
    """The same, of what would be saved."""
    again = BodyDocument()
    again.load(body.markdown())
    return shown(again.document)


def remove(body: BodyDocument, words: str) -> None:
    """Delete the paragraph of these words."""
    cursor = body.document.find(words)
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()


@pytest.mark.parametrize(
    "above",
    ["- a\n- b", "1. a", '!!! note "T"\n    x', "Note[^1].\n\n[^1]: foot", "Term\n:   def", "    other"],
)
@pytest.mark.parametrize("below", ["", "\nEnd\n"])
def test_code_that_comes_to_stand_below_stays_code(body: BodyDocument, above: str, below: str) -> None:
    text = f"{above}\n\nBetween\n\n{CODE}{below}"
    body.load(text)
    assert body.markdown() == text
    remove(body, "Between")
    assert body.markdown() == f"{above}\n\n{FENCED}{below}"
    assert reread(body) == shown(body.document)
    body.document.undo()
    assert body.markdown() == text


def test_a_paragraph_above_code_becomes_a_list_and_back(body: BodyDocument) -> None:
    body.load(f"Para.\n\n{CODE}")
    toggle_list(QTextCursor(body.document), Kind.BULLET)
    assert body.markdown() == f"- Para.\n\n{FENCED}"
    toggle_list(QTextCursor(body.document), Kind.BULLET)
    assert body.markdown() == f"Para.\n\n{CODE}"


def test_an_empty_paragraph_between_leaves_no_trace(body: BodyDocument) -> None:
    body.load(f"- a\n\nx\n\n{CODE}")
    cursor = body.document.find("x")
    cursor.removeSelectedText()
    assert body.markdown() == f"- a\n\n{FENCED}"
    cursor.insertText("y")
    assert body.markdown() == f"- a\n\ny\n\n{CODE}"


def test_below_other_things_it_keeps_its_indent(body: BodyDocument) -> None:
    for above in ("> q", "Para", "## H", "---", "| a |\n|---|\n| 1 |"):
        body.load(f"{above}\n\nBetween\n\n{CODE}")
        remove(body, "Between")
        assert body.markdown() == f"{above}\n\n{CODE}"
