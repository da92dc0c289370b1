from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.places import (
    document_position,
    head_field,
    head_offset,
    markdown_offset,
    matching_offset,
)

BODY = """First words 🙂 here.

The **island** ferry, *called [Sanderling](boat.md "the boat")*, ran the ferry aground.

- one item
- two items

Last
"""
HEAD = "---\n# note\ntitle: 'It''s the ferry'\ndescription: >\n  Lifeboats are\n  out now\ntags: [a]\n---\n"


@pytest.fixture
def body(qtbot: QtBot) -> BodyDocument:
    made = BodyDocument()
    made.load(BODY)
    return made


@pytest.mark.parametrize(
    ("rich", "markdown"),
    [
        ("🙂| here", "🙂| here"),
        ("isl|and", "isl|and"),
        ("ferry,| called", "ferry,| *called"),
        ("Sander|ling", "Sander|ling"),
        ("the fer|ry aground", "the fer|ry aground"),
        ("two it|ems", "two it|ems"),
        ("Last|", "Last|"),
    ],
)
def test_the_caret_stays_at_its_word(body: BodyDocument, rich: str, markdown: str) -> None:
    cursor = body.document.find(rich.replace("|", ""))
    position = cursor.selectionStart() + len(rich.partition("|")[0].encode("utf-16-le")) // 2
    offset = BODY.index(markdown.replace("|", "")) + markdown.index("|")
    assert markdown_offset(body, position) == offset
    assert document_position(body, offset) == position


def test_every_place_leads_somewhere(body: BodyDocument) -> None:
    for offset in range(len(BODY) + 1):
        assert 0 <= document_position(body, offset) < body.document.characterCount()
    for position in range(body.document.characterCount()):
        assert 0 <= markdown_offset(body, position) <= len(BODY)


def test_a_place_in_the_head_is_found_in_front_matter_and_back() -> None:
    value = "It's the ferry"
    offset = head_offset(HEAD, "title", value, value.index("rry"))
    assert HEAD[offset:].startswith("rry'")
    found = head_field(HEAD, offset)
    assert found is not None
    assert found[0] == "title"
    assert matching_offset(found[1], found[2], value) == value.index("rry")
    assert HEAD[head_offset(HEAD, "description", "Lifeboats are out now", 18) :].startswith("now")
    assert head_field(HEAD, HEAD.index("tags")) is None
    assert head_offset(HEAD, "kicker", "None", 0) == len(HEAD)
