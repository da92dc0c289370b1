"""What is remembered of the runs is what a look at the whole document finds, and costs only what an edit touched."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCharFormat, QTextCursor

from editor_app.markup.rich import Kind
from editor_app.richtext import reader, run_ledger, runs, structure, table_memory, tables
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.reader import spans_in
from editor_app.richtext.run_ledger import RunLedger
from tests.richtext.bodies import BODIES
from tests.richtext.test_any_edit import EDITS, STEP

_FILLER = "".join(f"Paragraph {number} of the story.\n\n" for number in range(12))


def _looked_at_anew(body: BodyDocument) -> list[tuple[str, str]]:
    kept = body._ledger
    fresh = RunLedger(body.document, body._origins)
    fresh.newline, fresh.ending, fresh.references = kept.newline, kept.ending, kept.references
    fresh.scan(None)
    return [(run.key, run.source) for run in fresh.runs()]


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(BODIES), min_size=1, max_size=3),
    st.lists(st.tuples(STEP, st.booleans()), min_size=1, max_size=10),
)
def test_remembered_is_what_a_whole_look_finds(parts: list[str], steps) -> None:  # type: ignore[no-untyped-def]
    body = BodyDocument()
    body.load(_FILLER + _FILLER.join(parts) + "\n\n" + _FILLER)
    for (number, start, end), is_short in steps:
        last = body.document.characterCount() - 1
        cursor = QTextCursor(body.document)
        cursor.setPosition(round(start * last))
        stop = min(last, cursor.position() + round(end * 60)) if is_short else round(end * last)
        cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
        EDITS[number](cursor, body)
        assert [(run.key, run.source) for run in body.runs()] == _looked_at_anew(body)


def _at(body: BodyDocument, words: str) -> QTextCursor:
    found = body.document.find(words)
    assert not found.isNull()
    found.setPosition(found.selectionEnd())
    return found


@pytest.mark.parametrize("paragraphs", [60, 2000])
def test_enter_and_undo_cost_the_paragraphs_around_them(
    paragraphs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = BodyDocument()
    body.load("".join(f"Paragraph {number} of many.\n\n" for number in range(paragraphs)))
    read: list[int] = []
    looked_at: list[int] = []
    original, belongs = runs.read_block, runs.belongs_with
    monkeypatch.setattr(runs, "read_block", lambda *given: read.append(1) or original(*given))
    monkeypatch.setattr(runs, "belongs_with", lambda *given: looked_at.append(1) or belongs(*given))
    monkeypatch.setattr(run_ledger, "all_extents", lambda *_given: pytest.fail("looked at every block"))
    cursor = _at(body, "Paragraph 30 of")
    structure.split_block(cursor)
    cursor.insertText("New. ")
    body.document.undo()
    body.document.undo()
    structure.split_block(_at(body, "Paragraph 7 of"))
    assert len(read) <= 25
    assert len(looked_at) <= 120


def test_a_load_reads_every_block_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    original = runs.read_block
    monkeypatch.setattr(runs, "read_block", lambda *given: read.append(1) or original(*given))
    body = BodyDocument()
    read.clear()
    body.load("".join(f"Paragraph {number} of many.\n\n" for number in range(200)))
    assert len(read) == 200


def test_the_last_run_hands_its_end_over() -> None:
    body = BodyDocument()
    body.load("One.\n\nTwo.\n\nThree.\n\nFour.")
    cursor = QTextCursor(body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    structure.split_block(cursor)
    cursor.insertText("Five.")
    assert body.markdown() == "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive."
    body.document.undo()
    body.document.undo()
    assert body.markdown() == "One.\n\nTwo.\n\nThree.\n\nFour."


def test_two_touched_places_are_joined_where_they_are_now(monkeypatch: pytest.MonkeyPatch) -> None:
    body = BodyDocument()
    body.load(_FILLER)
    body._note_touched(100, 0, 10)
    body._note_touched(10, 0, 50)
    assert body._touched == (10, 160)
    body._note_touched(5, 3, 0)
    assert body._touched == (5, 157)


def test_a_key_in_a_table_reads_its_cell_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"| a{number} | b{number} |\n" for number in range(80))
    body = BodyDocument()
    body.load(f"Above.\n\n| Left | Right |\n| --- | --- |\n{rows}\nBelow.\n")
    read: list[str] = []
    for module in (tables, table_memory):
        monkeypatch.setattr(module, "spans_in", lambda block: (read.append(block.text()), spans_in(block))[1])
    _at(body, "b40").insertText("x")
    read.clear()
    _at(body, "b40x").insertText("y")
    _at(body, "Left").insertText("!")
    assert read == ["b40xy", "Left!"]
    assert "| b40xy |" in body.markdown() and "Left!" in body.markdown()
    body.document.undo()
    body.document.undo()
    assert "Left!" not in body.markdown() and "b40xy" not in body.markdown()
    assert [(run.key, run.source) for run in body.runs()] == _looked_at_anew(body)


def test_a_reading_that_fails_costs_no_text_and_is_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    body = BodyDocument()
    body.load("One.\n\nTwo.\n\nThree.\n")
    reading = RunLedger._blocks

    def fail(_self: RunLedger, _extent: object) -> tuple[()]:
        raise IndexError

    monkeypatch.setattr(RunLedger, "_blocks", fail)
    cursor = _at(body, "Two.")
    for look in (body._ledger.follow, body._ledger._scan_region, body._ledger.scan):
        with pytest.raises(IndexError):
            look((cursor.position() - 1, cursor.position()))
    for name in body._ledger.order:
        assert body._ledger.source(name), "nothing that was known is gone"
    assert body.markdown() == "One.\n\nTwo.\n\nThree.\n"
    monkeypatch.setattr(RunLedger, "_blocks", reading)
    cursor.insertBlock()
    cursor.insertText("More.")
    assert body.markdown() == "One.\n\nTwo.\n\nMore.\n\nThree.\n"


class _Piece:
    """A fragment of one format."""

    def __init__(self, words: str) -> None:
        self._words = words

    def text(self) -> str:
        return self._words

    def charFormatIndex(self) -> int:
        return 1

    def charFormat(self) -> QTextCharFormat:
        return QTextCharFormat()


class _Pieces:
    """What a block's iterator gives."""

    def __init__(self, *words: str) -> None:
        self._left = [_Piece(each) for each in words]

    def atEnd(self) -> bool:
        return not self._left

    def fragment(self) -> _Piece:
        return self._left[0]

    def __iadd__(self, count: int) -> _Pieces:
        del self._left[:count]
        return self

    def begin(self) -> _Pieces:
        return self


@pytest.mark.parametrize("words", [("", "Two"), ("", "", "Two"), ("Tw", "", "o"), ("Two", "")])
def test_a_piece_that_has_lost_its_letters_is_nothing(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "signs_of", lambda _block: ("b1", Kind.PARAGRAPH, ""))
    (block,) = reader.read_block(_Pieces(*words))  # type: ignore[arg-type]
    assert [span.text for span in block.spans] == ["Two"]
