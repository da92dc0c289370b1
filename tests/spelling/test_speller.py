"""Right and wrong in one language and in several, and what may have been meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from editor_app.spelling.dictionary import NoDictionaries, system_dictionaries
from editor_app.spelling.speller import Speller
from tests.spelling.books import Book, Books

ENGLISH = Book("harbour the ferry", {"harbuor": ["harbour", "harbours"], "czesc": ["Cheshire", "cress"]})
POLISH = Book("port cze\u015b\u0107 prom", {"czesc": ["cze\u015b\u0107"]})


@pytest.fixture
def speller() -> Iterator[Speller]:
    yield Speller(lambda: Books(en_GB=ENGLISH, pl_PL=POLISH, fr=Book("\u00e9cole homme")), "GB")


def test_a_word_right_in_any_language_is_right(speller: Speller) -> None:
    assert speller.check(["harbour", "prom", "harbuor"], ["en-GB", "pl"]) == {
        "harbour": True,
        "prom": True,
        "harbuor": False,
    }
    assert speller.check(["prom"], ["en-GB"]) == {"prom": False}


def test_a_script_that_no_language_is_written_in_is_nobodys_to_judge(speller: Speller) -> None:
    words = ["\u041a\u0438\u0457\u0432", "\u6771\u4eac", "\u0627\u0644\u0639\u0631\u0628\u064a\u0629"]
    assert all(speller.check(words, ["en-GB"]).values())


def test_elided_words_are_looked_up_without_what_was_elided(speller: Speller) -> None:
    judged = speller.check(["l'\u00e9cole", "qu'homme", "x'homme", "l'ecole", "l'"], ["fr"])
    assert judged == {"l'\u00e9cole": True, "qu'homme": True, "x'homme": False, "l'ecole": False, "l'": False}


def test_a_german_verb_may_have_swallowed_its_object() -> None:
    speller = Speller(lambda: Books(de_DE=Book("geht")))
    assert speller.check(["geht's", "gett's"], ["de"]) == {"geht's": True, "gett's": False}


def test_a_shortened_word_may_begin_a_sentence(speller: Speller) -> None:
    assert speller.check(["'Tis"], ["en-GB"]) == {"'Tis": True}


def test_half_a_character_is_let_pass(speller: Speller) -> None:
    class Strict(Book):
        def check(self, word: str) -> bool:
            word.encode()
            return False

    assert Speller(lambda: Books(en=Strict(""))).check(["a\ud800b"], ["en"]) == {"a\ud800b": True}


def test_suggestions_of_one_language_keep_its_order(speller: Speller) -> None:
    assert speller.suggest("harbuor", ["en-GB"]) == ("harbour", "harbours")


def test_suggestions_of_several_languages_come_nearest_first(speller: Speller) -> None:
    assert speller.suggest("czesc", ["en-GB", "pl"])[0] == "cze\u015b\u0107"


def test_names_of_the_newsroom_are_suggested_first(speller: Speller) -> None:
    assert speller.suggest("Ostry", ["en-GB"], {"Ostrey", "Brandt"})[0] == "Ostrey"


def test_nothing_is_opened_before_it_is_asked_for() -> None:
    books = Books(en_GB=ENGLISH, pl_PL=POLISH)
    speller = Speller(lambda: books)
    assert books.opened == []
    assert speller.has("en-GB") and not speller.has("xx")
    assert books.opened == ["en_GB"]


def test_without_dictionaries_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not Speller(NoDictionaries).has("en")
    monkeypatch.setitem(__import__("sys").modules, "enchant", None)  # as where it cannot be imported
    assert isinstance(system_dictionaries(), NoDictionaries)


def test_the_dictionaries_of_this_machine(tmp_path: Path) -> None:
    found = system_dictionaries()
    if "en_GB" not in found.available():
        pytest.skip("no British dictionary here")
    speller = Speller(lambda: found)
    judged = speller.check(["harbour", "harbuor", "vis-\u00e0-vis", "wasn't", "'tis"], ["en-GB"])
    assert judged == {
        "harbour": True,
        "harbuor": False,
        "vis-\u00e0-vis": True,
        "wasn't": True,
        "'tis": True,
    }
    assert "harbour" in speller.suggest("harbuor", ["en-GB"])


def test_letters_in_each_other_s_place_are_put_right_first() -> None:
    ideas = {
        "Teh": ["Tech", "Te", "the", "The"],
        "hte": ["hate", "GTE", "HTE", "the"],
        "adn": ["Adan", "Dan", "and"],
    }
    speller = Speller(lambda: Books(en_GB=Book("the and", ideas), en_US=Book("the and", ideas)), "GB")
    for languages in (["en-GB"], ["en-GB", "en-US"]):
        assert speller.suggest("Teh", languages)[0] == "The"
        assert speller.suggest("hte", languages)[0] == "the"
        assert speller.suggest("adn", languages)[0] == "and"
