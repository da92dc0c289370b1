from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from editor_app.intake.paragraphs import pieces_of

LONG = (
    "The island ferry ran on to a sandbank in thick fog and came to rest there, upright and dry, with everybody on "
    "board unhurt, while two lifeboats stood by and the harbour office rang every number it had. "
)


def lines_of(text: str) -> list[str]:
    return [piece.line for piece in pieces_of(text)]


def test_each_line_is_a_paragraph_when_nothing_was_wrapped() -> None:
    assert lines_of("One line.\nAnother line.\n\nA third.") == ["One line.", "Another line.", "A third."]


def test_lines_wrapped_at_a_width_are_joined() -> None:
    wrapped = textwrap.fill(LONG * 2, 72)
    assert lines_of(f"A headline\n\n{wrapped}\n\n{wrapped}\n") == [
        "A headline",
        (LONG * 2).strip(),
        (LONG * 2).strip(),
    ]


def test_short_lines_of_a_poem_stay_lines() -> None:
    assert lines_of("The fog came in\nand sat on the quay\nlike a cat") == [
        "The fog came in",
        "and sat on the quay",
        "like a cat",
    ]


def test_bullets_and_numbers_become_lists() -> None:
    bullets, numbers = pieces_of("• one\n• two\n\n1. first\n2) second")
    assert (bullets.items, bullets.number) == (("one", "two"), 0)
    assert (numbers.items, numbers.number) == (("first", "second"), 1)


def test_a_single_dash_or_year_is_no_list() -> None:
    assert lines_of("- one\n\n2019. A year of floods.") == ["- one", "2019. A year of floods."]


WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], include_characters="\n\t"))


@given(WORDS)
def test_no_letter_is_lost(text: str) -> None:
    kept = " ".join(piece.text for piece in pieces_of(text))
    assert [letter for letter in kept if letter.isalpha()] == [letter for letter in text if letter.isalpha()]
