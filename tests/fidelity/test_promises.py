"""Let it stand: what nobody touched is written back byte for byte. The whole corpus is held against it.

Beside each promise stands what must break it: a test that cannot fail proves nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QTextCursor

from editor_app.markup import blocks as slicing
from editor_app.markup import reader, writer
from editor_app.markup.definitions import Definitions
from editor_app.markup.dialect import Dialect
from editor_app.markup.html import HtmlRenderer
from editor_app.markup.rich import RichBlock
from editor_app.richtext import body_document, clipping, run_ledger
from editor_app.stories.front_matter import split
from tests.corpus import Document, long_stories, neighbours, small_documents, varied_documents
from tests.fidelity.promises import (
    Broken,
    cut_and_pasted_back_is_kept,
    edits_stay_put,
    opened,
    rich_text_reads_back,
    slices_render_as_the_whole,
    untouched_is_kept,
)
from tests.markup.corpus import DOCUMENTS

# `STET_EXAMPLES` above its usual 150 makes the tests look at more of each document and at more documents.
_MORE = max(1, int(os.environ.get("STET_EXAMPLES", "150")) // 150)
_FRAGMENTS = tuple(Document(repr(text), text) for text in DOCUMENTS)
_EVERYTHING = (*small_documents(), *varied_documents(), *neighbours(), *_FRAGMENTS)


def _share(documents: Sequence[Document], one_in: int) -> Sequence[Document]:
    return documents[:: max(1, one_in // _MORE)]


def _seeds(folder: Path) -> list[Document]:
    return [
        Document(path.name, split(path.read_text(encoding="utf-8"))[1])
        for path in sorted((folder / "stories").rglob("*.md"))
    ]


# -- opened and saved


@pytest.mark.parametrize("family", [small_documents, varied_documents, neighbours, lambda: _FRAGMENTS])
def test_opening_changes_nothing(family: Callable[[], Sequence[Document]]) -> None:
    for document in family():
        untouched_is_kept(document.text)


def test_opening_a_long_story_changes_nothing(seeds: Path) -> None:
    for document in (*_share(long_stories(), 4), *_seeds(seeds)):
        untouched_is_kept(document.text)


def test_a_slicer_that_drops_a_blank_breaks_the_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        body_document,
        "slice_body",
        lambda text: [part.replace(" \n", "\n") for part in slicing.slice_body(text)],
    )
    with pytest.raises(Broken):
        untouched_is_kept("Trailing \n\nblank")


# -- edited, undone, cut and pasted back


def test_a_letter_changes_its_own_slice_and_undo_takes_it_back(seeds: Path) -> None:
    tried = sum(edits_stay_put(each.text, most=6 * _MORE) for each in small_documents())
    tried += sum(edits_stay_put(each.text, most=2 * _MORE) for each in _share(_FRAGMENTS, 2))
    tried += sum(edits_stay_put(each.text, most=2 * _MORE) for each in _share(varied_documents(), 6))
    tried += sum(edits_stay_put(each.text, most=2 * _MORE) for each in _share(neighbours(), 8))
    tried += sum(edits_stay_put(each.text, most=3 * _MORE) for each in _share(long_stories(), 12))
    tried += sum(edits_stay_put(each.text, most=4 * _MORE) for each in _share(_seeds(seeds), 3))
    assert tried > 800


def test_a_block_cut_and_pasted_back_leaves_no_trace(seeds: Path) -> None:
    tried = sum(cut_and_pasted_back_is_kept(each.text, most=6 * _MORE) for each in small_documents())
    tried += sum(cut_and_pasted_back_is_kept(each.text, most=4 * _MORE) for each in _share(_FRAGMENTS, 2))
    tried += sum(
        cut_and_pasted_back_is_kept(each.text, most=4 * _MORE) for each in _share(varied_documents(), 6)
    )
    tried += sum(cut_and_pasted_back_is_kept(each.text, most=4 * _MORE) for each in _share(neighbours(), 6))
    tried += sum(
        cut_and_pasted_back_is_kept(each.text, most=5 * _MORE) for each in _share(long_stories(), 12)
    )
    tried += sum(cut_and_pasted_back_is_kept(each.text, most=6 * _MORE) for each in _share(_seeds(seeds), 3))
    assert tried > 2_000


def test_writing_what_was_read_and_not_what_stood_there_breaks_the_promise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        run_ledger,
        "source_of",
        lambda found, _origin, newline, references="": writer.write_blocks(found, newline),
    )
    for body in ("One __bold__.\n", "* star\n", "Wrapped\nline.\n", "Head\n---\n", "One.\n\n\n\nTwo.\n"):
        with pytest.raises(Broken):
            edits_stay_put(body)


def test_an_edit_that_reaches_into_the_next_slice_breaks_the_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = QTextCursor.insertText

    def twice(cursor: QTextCursor, *args: Any) -> None:
        cursor.beginEditBlock()
        plain(cursor, *args)
        if cursor.block().next().isValid():
            plain(QTextCursor(cursor.block().next()), "x")
        cursor.endEditBlock()

    document = opened("One __bold__.\n\nTwo.\n")
    assert len(document.runs()) == 2
    monkeypatch.setattr(QTextCursor, "insertText", twice)
    with pytest.raises(Broken):
        edits_stay_put("One __bold__.\n\nTwo.\n")


def test_a_clip_without_its_source_breaks_the_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipping, "_whole_run", lambda *_args: ("", 0))
    monkeypatch.setattr(clipping, "key_of", lambda _block: "")
    with pytest.raises(Broken):
        cut_and_pasted_back_is_kept("One __bold__.\n\nTwo\n")


def test_an_undo_that_misses_breaks_the_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = QTextCursor.insertText

    def twice(cursor: QTextCursor, *args: Any) -> None:
        plain(cursor, *args)
        cursor.document().clearUndoRedoStacks()

    monkeypatch.setattr(QTextCursor, "insertText", twice)
    with pytest.raises(Broken):
        edits_stay_put("One.\n")


# -- slices and the whole


def test_slices_render_as_the_whole_does(dialect: Dialect, seeds: Path) -> None:
    slices = sum(slices_render_as_the_whole(each.text, dialect) for each in _EVERYTHING)
    slices += sum(slices_render_as_the_whole(each.text, dialect) for each in _share(long_stories(), 3))
    slices += sum(slices_render_as_the_whole(each.text, dialect) for each in _seeds(seeds))
    assert slices > 8_000


def test_a_slicer_that_cuts_at_every_blank_line_breaks_the_promise(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slicing, "_belong_together", lambda _before, _after: False)
    with pytest.raises(Broken):
        slices_render_as_the_whole("- one\n\n- two\n", dialect)


def test_slices_without_the_definitions_of_the_whole_break_the_promise(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slicing, "references_in", lambda _body: "")
    for body in ("A [b] c.\n\n[b]: /d\n", "A.[^1]\n\n[^1]: B\n", "A TK.\n\n*[TK]: to come\n"):
        with pytest.raises(Broken):
            slices_render_as_the_whole(body, dialect)


def test_an_address_that_is_lost_on_the_way_breaks_the_promise(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Definitions, "written", lambda _self: "[b]: /elsewhere\n\n")
    with pytest.raises(Broken):
        slices_render_as_the_whole("A [b] c.\n\n[b]: /d\n", dialect)


# -- rich text and back


def test_every_slice_written_anew_reads_and_looks_as_before(page: HtmlRenderer, seeds: Path) -> None:
    documents = (*small_documents(), *_FRAGMENTS, *_share(varied_documents(), 2), *_share(neighbours(), 3))
    count = sum(rich_text_reads_back(each.text, page) for each in documents)
    count += sum(rich_text_reads_back(each.text, page) for each in _share(long_stories(), 12))
    count += sum(rich_text_reads_back(each.text, page) for each in _seeds(seeds))
    assert count > 3_000


@pytest.mark.parametrize(
    "body", ["\\*a\\*\n", "1\\. a\n", "a  \nb\n", "[a](b_c_d)\n", "&amp;copy;\n", "`` ` ``\n"]
)
def test_a_writer_without_escapes_breaks_the_promise(
    body: str, page: HtmlRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        writer, "write_blocks", lambda found, **_more: "\n\n".join(block.text for block in found) + "\n\n"
    )
    with pytest.raises(Broken):
        rich_text_reads_back(body, page)


def test_a_reader_that_loses_a_mark_breaks_the_promise(
    page: HtmlRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plain(source: str, references: str = "") -> tuple[RichBlock, ...]:
        return tuple(
            replace(block, spans=tuple(replace(span, italic=False) for span in block.spans))
            for block in read(source, references)
        )

    read = reader.read_slice
    monkeypatch.setattr(reader, "read_slice", plain)
    with pytest.raises(Broken):
        rich_text_reads_back("An *island*.\n", page)


def test_the_promises_hold_for_what_the_negative_controls_break() -> None:
    for body in ("Trailing \n\nblank", "One __bold__.\n\nTwo.\n", "One __bold__.\n\nTwo\n"):
        untouched_is_kept(body)
        edits_stay_put(body)
        cut_and_pasted_back_is_kept(body)
        assert opened(body).markdown() == body
