"""Comparisons lose no word, and say in words and paragraphs what changed."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from editor_app.stories.front_matter import read_story
from editor_app.stories.history.comparing import Comparison, Mark, compare, compare_words

S, A, R = Mark.SAME, Mark.ADDED, Mark.REMOVED
_TEXTS = st.text(alphabet="ab .,\n'é", max_size=40)


def _compare(before: str, after: str) -> Comparison:
    zone = ZoneInfo("Europe/London")
    return compare(read_story(Path("a.md"), before, zone), read_story(Path("a.md"), after, zone))


def _told(before: str, after: str) -> list[list[tuple[str, Mark]]]:
    return [
        [(piece.text, piece.mark) for piece in passage.pieces] for passage in _compare(before, after).body
    ]


def test_words_that_were_exchanged_stand_side_by_side() -> None:
    pieces = compare_words(
        "Lifeboats are on their way to the ferry.", "Lifeboats are taking people off the ferry."
    )
    assert [(piece.text, piece.mark) for piece in pieces] == [
        ("Lifeboats are ", S), ("on their way to", R), ("taking people off", A), (" the ferry.", S),
    ]  # fmt: skip


@given(_TEXTS, _TEXTS)
def test_no_word_is_lost(before: str, after: str) -> None:
    pieces = compare_words(before, after)
    assert "".join(piece.text for piece in pieces if piece.mark is not A) == before
    assert "".join(piece.text for piece in pieces if piece.mark is not R) == after


def test_paragraphs_come_and_go_in_their_places() -> None:
    before = "One stands here.\n\nTwo goes away now.\n\nThree stays.\n"
    after = "One stands here.\n\nThree stays.\n\nA fourth one is new.\n"
    assert _told(before, after) == [
        [("One stands here.", S)], [("Two goes away now.", R)], [("Three stays.", S)], [("A fourth one is new.", A)],
    ]  # fmt: skip


def test_links_read_as_their_words_unless_the_address_changed() -> None:
    before, after = (
        "See the [Teal Bank](https://a.example) now.\n",
        "See the [Teal Bank](https://a.example) today.\n",
    )
    assert _told(before, after) == [[("See the Teal Bank ", S), ("now", R), ("today", A), (".", S)]]
    moved = _told(before, before.replace("a.example", "b.example"))
    assert any("b" in text and mark is A for passage in moved for text, mark in passage)


def test_a_word_made_bold_is_a_change() -> None:
    assert _compare("They saved 61 people.\n", "They saved **61 people**.\n").changes == 1


def test_head_and_facts_are_told_apart_from_the_body() -> None:
    before = "---\ntitle: Island ferry aground\nauthors: [Maren Oduya]\nstatus: draft\n---\nText.\n"
    after = "---\ntitle: Ferry aground\nauthors: [Maren Oduya, Tomas Brandt]\nstatus: published\n---\nText.\n"
    found = _compare(before, after)
    assert [passage.key for passage in found.facts] == ["authors"], (
        "where it stands in the workflow is no writing"
    )
    assert [passage.key for passage in found.head] == ["title"]
    assert found.changes == 2 and not any(passage.is_changed for passage in found.body)
    assert (found.words(A), found.words(R)) == (1, 2)


def test_unreadable_front_matter_does_not_hinder_comparing_the_text() -> None:
    found = _compare("---\ntitle: [\n---\nOne.\n", "---\ntitle: A\n---\nTwo words.\n")
    assert found.facts == () == found.head and found.changes == 1
