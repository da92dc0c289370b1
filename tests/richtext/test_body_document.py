from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtGui import QTextCursor

from editor_app.richtext.body_document import BodyChange, BodyDocument, Run
from tests.richtext.bodies import ANY_TEXT, BODIES, MARKDOWN

RELAXED = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])


def loaded(text: str) -> BodyDocument:
    body = BodyDocument()
    body.load(text)
    return body


def cursor_in(body: BodyDocument, words: str, offset: int = 0) -> QTextCursor:
    found = body.document.find(words)
    assert not found.isNull(), words
    cursor = QTextCursor(body.document)
    cursor.setPosition(found.selectionStart() + offset)
    return cursor


def changes_of(body: BodyDocument) -> list[BodyChange]:
    seen: list[BodyChange] = []
    body.changed.connect(seen.append)
    return seen


@pytest.mark.parametrize("text", BODIES)
def test_what_is_loaded_is_written_back_byte_for_byte(text: str) -> None:
    body = loaded(text)
    assert body.markdown() == text
    assert "".join(run.source for run in body.runs()) == text
    assert not body.document.isUndoAvailable()


@RELAXED
@given(ANY_TEXT)
def test_any_text_survives(text: str) -> None:
    assert loaded(text).markdown() == text


@RELAXED
@given(MARKDOWN)
def test_any_markdown_survives_an_edit_and_its_undo(text: str) -> None:
    body = loaded(text)
    assert body.markdown() == text
    cursor = QTextCursor(body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText("x")
    body.document.undo()
    assert body.markdown() == text
    assert "".join(run.source for run in body.runs()) == text


@RELAXED
@given(MARKDOWN)
def test_touching_every_block_and_going_back_leaves_no_trace(text: str) -> None:
    body = loaded(text)
    block = body.document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        cursor.insertText("\u00e9")
        cursor.deletePreviousChar()
        block = block.next()
    assert body.markdown() == text


def test_an_edit_changes_only_its_own_slice() -> None:
    text = "First *para* __here__.\n\n* odd\n* list\n\nSecond   para\nwrapped.\n\nThird\n===\n\nLast"
    body = loaded(text)
    before = body.runs()
    cursor_in(body, "Second").insertText("The ")
    after = body.runs()
    differing = [index for index, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    assert len(differing) == 1
    assert (
        after[differing[0]].source == "The Second   para wrapped.\n\n"
        or "The Second" in after[differing[0]].source
    )


def test_a_rewritten_slice_keeps_the_blank_lines_around_it() -> None:
    body = loaded("\n\nOne\n\n\n\nTwo")
    cursor_in(body, "One").insertText("A ")
    assert body.markdown() == "\n\nA One\n\n\n\nTwo"
    cursor_in(body, "Two").insertText("B ")
    assert body.markdown() == "\n\nA One\n\n\n\nB Two"


def test_a_key_press_reports_one_run_and_no_order() -> None:
    body = loaded("One\n\nTwo\n\nThree\n")
    seen = changes_of(body)
    cursor_in(body, "Two", 3).insertText("!")
    assert seen == [BodyChange(None, (Run(body.runs()[1].key, "Two!\n\n"),), False)]


def test_a_new_paragraph_reports_the_new_order() -> None:
    body = loaded("One\n\nTwo\n")
    seen = changes_of(body)
    cursor = cursor_in(body, "One", 3)
    cursor.insertBlock()
    cursor.insertText("New")
    orders = [change.order for change in seen if change.order is not None]
    assert orders == [] or len(orders[-1]) == len(body.runs())
    assert body.markdown() == "One\n\nNew\n\nTwo\n"


def test_text_after_the_last_line_gets_its_blank_line() -> None:
    body = loaded("Only")
    cursor = QTextCursor(body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock()
    assert body.markdown().rstrip("\n") == "Only"
    cursor.insertText("More")
    assert body.markdown().startswith("Only\n\nMore")


def test_definitions_are_watched() -> None:
    body = loaded("A [link][r].\n\n[r]: https://example.org\n")
    assert "https://example.org" in body.references
    seen = changes_of(body)
    cursor = QTextCursor(body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    assert seen[-1].references_changed
    assert body.references.strip() == ""


def test_replace_all_is_one_step_and_keeps_what_is_the_same() -> None:
    body = loaded("One\n\nTwo\n\nThree\n")
    before = body.runs()
    steps: list[int] = []
    body.document.undoCommandAdded.connect(lambda: steps.append(1))
    body.replace_all("One\n\nChanged *here*\n\nAdded\n\nThree\n")
    assert body.markdown() == "One\n\nChanged *here*\n\nAdded\n\nThree\n"
    assert body.runs()[0] == before[0]
    assert body.runs()[-1] == before[-1]
    assert len(steps) == 1
    body.document.undo()
    assert body.markdown() == "One\n\nTwo\n\nThree\n"


@RELAXED
@given(MARKDOWN, MARKDOWN)
def test_replace_all_gives_exactly_the_new_text_and_undo_the_old(one: str, other: str) -> None:
    body = loaded(one)
    body.replace_all(other)
    assert body.markdown() == other
    while body.document.isUndoAvailable():
        body.document.undo()
    assert body.markdown() == one


def test_places_lead_from_positions_to_keys_and_back() -> None:
    body = loaded("One\n\n- a\n- b\n\nThree\n")
    for run in body.runs():
        assert body.key_at(body.position_of(run.key)) == run.key
    assert body.position_of("gone") == 0


def test_the_same_slice_in_two_places_has_two_names() -> None:
    body = loaded("Start\n\n- a\n- b\n\nEnd\n")
    cursor = cursor_in(body, "a", 1)
    cursor.insertBlock()
    cursor.setBlockFormat(cursor_in(body, "End").blockFormat())
    cursor.insertText("between")
    names = [run.key for run in body.runs()]
    assert len(set(names)) == len(names)
    assert "".join(run.source for run in body.runs()) == body.markdown()


def test_the_cost_of_a_key_press_does_not_grow_with_the_story(monkeypatch: pytest.MonkeyPatch) -> None:
    from editor_app.richtext import runs

    read: list[int] = []
    original = runs.read_block
    monkeypatch.setattr(runs, "read_block", lambda *given: read.append(1) or original(*given))
    counts = []
    for paragraphs in (5, 500):
        body = loaded("".join(f"Paragraph {number} of many.\n\n" for number in range(paragraphs)))
        cursor = cursor_in(body, "Paragraph 3", 9)
        read.clear()
        cursor.insertText("x")
        counts.append(len(read))
    assert counts == [1, 1]


def test_setting_a_context_changes_no_text() -> None:
    body = loaded("Also read: [A](a.md)\n")
    seen = changes_of(body)
    body.set_context(lambda _slug: None)
    assert body.markdown() == "Also read: [A](a.md)\n"
    assert seen == []
