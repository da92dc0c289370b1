from __future__ import annotations

import time

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from editor_app.richtext.hit_index import HitIndex
from editor_app.richtext.search import BadPattern, PatternTooSlow, Query, Search


def found(query: Query, text: str) -> list[str]:
    units = text.encode("utf-16-le")
    return [
        units[2 * start : 2 * (start + length)].decode("utf-16-le")
        for start, length in Search(query).hits(text)
    ]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        (Query("ferry"), "Ferry, ferryman", ["Ferry", "ferry"]),
        (Query("ferry", case=True), "Ferry, ferryman", ["ferry"]),
        (Query("ferry", whole_words=True), "Ferry, ferryman, the ferry’s", ["Ferry", "ferry"]),
        (Query("don't"), "Don’t say don't", ["Don’t", "don't"]),
        (Query('"so"'), "“so” and „so“", ["“so”", "„so“"]),
        (Query("10 km"), "10\u00a0km or 10 km", ["10\u00a0km", "10 km"]),
        (Query("café"), "cafe\u0301 CAFÉ cafe", ["cafe\u0301", "CAFÉ"]),
        (Query("a.c*"), "abc a.c*", ["a.c*"]),
        (Query("é", whole_words=True), "é été", ["é"]),
        (Query("b"), "🙂b🙂b", ["b", "b"]),
        (Query(r"(\d+)\s+people", regex=True), "61 people, 2  people", ["61 people", "2  people"]),
        (Query(r"^The", regex=True), "The end. The", ["The"]),
        (Query("x*", regex=True), "axxb", ["xx"]),
        (Query("ab|cd", regex=True, whole_words=True), "ab abx cd", ["ab", "cd"]),
    ],
)
def test_what_is_found(query: Query, text: str, expected: list[str]) -> None:
    assert found(query, text) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (r"\2-\1", "b-a"),
        ("$2$1", "ba"),
        ("${one}!", "a!"),
        (r"$$ \\ \n", "$ \\ \n"),
        (r"\9$9", r"\9$9"),
        (r"\0", "ab"),
    ],
)
def test_groups_are_filled_into_the_replacement(template: str, expected: str) -> None:
    search = Search(Query("(?<one>a)(b)", regex=True))
    assert search.replacement("xx ab", 3, template) == expected
    assert Search(Query("ab")).replacement("xx ab", 3, template) == template


def test_a_bad_pattern_is_told_in_a_sentence() -> None:
    with pytest.raises(BadPattern, match=r"^This pattern cannot be read, at its end: missing closing"):
        Search(Query("(a", regex=True))
    with pytest.raises(BadPattern, match=r"near character 1"):
        Search(Query("*a", regex=True))


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*a){25}"])
def test_a_pattern_that_would_take_for_ever_is_given_up(pattern: str) -> None:
    started = time.perf_counter()
    with pytest.raises(PatternTooSlow, match="takes too long"):
        Search(Query(pattern, regex=True)).hits("a" * 60 + "!")
    assert time.perf_counter() - started < 1


def index_of(document: QTextDocument, query: Query) -> HitIndex:
    document.documentLayout()
    index = HitIndex(document)
    index.search(Search(query))
    return index


def test_hits_follow_edits(qtbot: QtBot) -> None:
    document = QTextDocument("one\ntwo one\n" * 30)
    index = index_of(document, Query("one"))
    for position, gone, text in (
        (0, 0, "one "),
        (6, 5, "x\ny\none"),
        (40, 200, ""),
        (3, 0, "\n"),
        (0, 0, "1\n" * 50),
    ):
        cursor = QTextCursor(document)
        cursor.setPosition(position)
        cursor.setPosition(position + gone, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        index.finish()
        raw = document.toPlainText()
        expected = [at for at in range(len(raw)) if raw.startswith("one", at)]
        assert [start for start, _length in index.all_hits()] == expected


def test_a_long_document_is_looked_through_in_idle_moments(qtbot: QtBot) -> None:
    document = QTextDocument("a word here\n" * 20_000)
    document.documentLayout()
    index = HitIndex(document)
    started = time.perf_counter()
    with qtbot.waitSignal(index.changed):
        index.search(Search(Query("word")))
        assert time.perf_counter() - started < 0.2
        assert index.hits_in(19_990, 19_991) == [(19_990 * 12 + 2, 4), (19_991 * 12 + 2, 4)]
    qtbot.waitUntil(lambda: index.is_complete)
    assert len(index.all_hits()) == 20_000


def test_a_slow_pattern_ends_the_search_of_a_document(qtbot: QtBot) -> None:
    document = QTextDocument("fine\n" + "a" * 60 + "!\n" + "a")
    document.documentLayout()
    index = HitIndex(document)
    with qtbot.waitSignal(index.failed):
        index.search(Search(Query("(a+)+$", regex=True)))
    assert index.all_hits() == []
    assert index.is_complete
