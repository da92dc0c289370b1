"""Which words of a text are looked up, and how they are spelled for it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.spelling.words import names_in, plain_word, words_in


def _found(text: str) -> list[str]:
    return [word.text for word in words_in(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ferry ran aground.", ["The", "ferry", "ran", "aground"]),
        ("The ferry\u2019s crew wasn't told", ["The", "ferry's", "crew", "wasn't", "told"]),
        ("\u201cStay,\u201d she said \u2018now\u2019", ["Stay", "she", "said", "now"]),
        ("Gr\u00fc\u00dfe aus K\u00f6ln", ["Gr\u00fc\u00dfe", "aus", "K\u00f6ln"]),
        ("l\u2019\u00e9cole qu'il", ["l'\u00e9cole", "qu'il"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        (unicodedata.normalize("NFD", "caf\u00e9 \u0439\u043e\u0434"), ["caf\u00e9", "\u0439\u043e\u0434"]),
        ("\u043f\u02bc\u044f\u0442\u044c", ["\u043f'\u044f\u0442\u044c"]),
        ("vis-\u00e0-vis", ["vis", "vis"]),
        ("NATO and the MPs, NATO\u2019s EU", ["and", "the"]),
        ("3rd, A320, COVID19 and 20-year", ["and", "year"]),
        ("www.courier.example and https://courier.example/harbuor?x=wrod", ["and"]),
        ("duty@harbuor.example @ostrey #ferryy", []),
        ("images/fery.jpg, newsrom.yaml, /home/dsk/x and and/or", ["and", "and", "or"]),
        ("e.g. U.S. z.B. Ph.D. here", ["here"]),
        ("End.Next", ["End", "Next"]),
        ("snake_case x a I", []),
        ("Wait\u2026what\u2014now", ["Wait", "what", "now"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert _found(text) == words


def test_a_part_of_a_compound_may_be_right_as_the_whole() -> None:
    co, op = words_in("co-op")
    assert (co.text, co.others, co.start, co.end) == ("co", ("co-op",), 0, 2)
    assert (op.text, op.others, op.start, op.end) == ("op", ("co-op",), 3, 5)


def test_an_abbreviation_may_be_right_with_its_dot_and_a_shortened_word_with_its_apostrophe() -> None:
    assert words_in("bzw. so")[0].others == ("bzw.",)
    assert words_in("\u2019tis so")[0].others == ("'tis",)


def test_words_that_have_passed_are_left_out() -> None:
    assert [word.text for word in words_in("The ferry\u2019s crew", {"The", "ferry\u2019s"})] == ["crew"]


@given(st.text())
def test_every_word_lies_where_it_says(text: str) -> None:
    end = 0
    for word in words_in(text):
        assert end <= word.start < word.end <= len(text)
        assert word.text in plain_word(text[word.start : word.end])
        end = word.end


def test_a_long_line_of_dots_and_signs_takes_no_time() -> None:
    assert words_in("a." * 5_000 + "@" * 5_000 + "-'" * 5_000 + "a/b" * 3_000) is not None


def test_names_have_capitals() -> None:
    assert names_in(["Maren de Vries", "harbour", "Long Quay"]) == {"Maren", "Vries", "Long", "Quay"}
