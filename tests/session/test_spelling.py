"""Spelling in an open newsroom: judged in the background, remembered, and taught by the newsroom itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.spelling import LONGEST_TEXT, Spelling
from editor_app.spelling.dictionary import NoDictionaries
from editor_app.spelling.newsroom_words import DICTIONARY_FILE
from editor_app.stories.newsroom import Newsroom
from tests.spelling.books import Book, Books

ENGLISH = Book("the ferry ran aground lifeboats are", {"fery": ["ferry", "fiery"]})
POLISH = Book("prom")


@pytest.fixture
def desk(newsroom: Newsroom, now: datetime, qtbot: QtBot) -> Iterator[NewsroomSession]:
    (newsroom.folder / "newsroom.yaml").write_text(
        "name: The Courier\nsections: [Harbour]\nauthors: [Maren Oduya]\nspelling: [pl]\n"
    )
    opened = NewsroomSession(Newsroom.open(newsroom.folder), lambda: now)
    opened.load()
    yield opened
    opened.close()


@pytest.fixture
def spelling(desk: NewsroomSession) -> Spelling:
    return Spelling(desk, lambda: Books(en_GB=ENGLISH, pl_PL=POLISH), desk)


@pytest.fixture
def judge(spelling: Spelling, qtbot: QtBot) -> Callable[[str], list[str]]:
    """Have a text judged, and return its wrong words."""

    def wrong_in(text: str) -> list[str]:
        qtbot.waitUntil(lambda: not spelling.is_busy)
        spelling.ask(spelling.look(text)[1])
        qtbot.waitUntil(lambda: not spelling.is_busy)
        wrong, unjudged = spelling.look(text)
        assert not unjudged
        return [word.text for word in wrong]

    return wrong_in


def test_wrong_words_are_found_in_the_background(
    spelling: Spelling, judge: Callable[[str], list[str]]
) -> None:
    spelling.set_languages(["en-GB"])
    assert spelling.look("The fery ran") == ((), ())  # nothing is known yet, and nobody waits
    assert judge("The fery ran agruond") == ["fery", "agruond"]


def test_a_word_is_asked_about_once(spelling: Spelling, judge: Callable[[str], list[str]]) -> None:
    spelling.set_languages(["en-GB"])
    judge("The fery ran")
    assert [word.text for word in spelling.look("Ran The fery prom?")[1]] == ["Ran", "prom"]
    assert [word.text for word in spelling.look("The fery ran The fery")[0]] == ["fery", "fery"]


def test_other_languages_judge_otherwise(spelling: Spelling, judge: Callable[[str], list[str]]) -> None:
    spelling.set_languages(["en-GB"])
    assert judge("prom ferry") == ["prom"]
    spelling.set_languages(["en-GB", "pl"])
    assert judge("prom ferry") == []
    spelling.set_languages(["pl"])
    assert judge("prom ferry") == ["ferry"]


def test_without_a_dictionary_it_says_why(spelling: Spelling, qtbot: QtBot) -> None:
    assert spelling.reason == ""
    spelling.set_languages(["sv"])
    qtbot.waitUntil(lambda: spelling.is_known)
    assert spelling.reason == "No dictionary for Swedish is installed."
    assert spelling.look("Fery") == ((), ())
    spelling.set_languages(["sv", "en-GB"])
    qtbot.waitUntil(lambda: spelling.is_known)
    assert spelling.reason == "" and spelling.can_check


def test_a_machine_without_enchant(desk: NewsroomSession, qtbot: QtBot) -> None:
    spelling = Spelling(desk, NoDictionaries, desk)
    spelling.set_languages(["en-GB", "pl", "de"])
    qtbot.waitUntil(lambda: spelling.is_known)
    assert spelling.reason == "No dictionary for English (UK), Polish or German is installed."


def test_names_of_the_newsroom_are_right(spelling: Spelling, judge: Callable[[str], list[str]]) -> None:
    spelling.set_languages(["en-GB"])
    assert judge("Oduya oduya Courier Harbour") == ["oduya"]


def test_names_in_stories_that_change_are_learned(
    spelling: Spelling, judge: Callable[[str], list[str]], desk: NewsroomSession, ferry: Path
) -> None:
    spelling.set_languages(["en-GB"])
    assert judge("Brandt") == ["Brandt"]
    ferry.write_text("---\ntitle: The ferry\nauthors: [Tomas Brandt]\n---\nText\n")
    desk.catalogue.refresh(ferry)
    desk.entries_changed.emit(frozenset({ferry}))
    assert judge("Brandt") == []


def test_an_added_word_is_right_at_once_and_kept(
    spelling: Spelling, judge: Callable[[str], list[str]], desk: NewsroomSession, qtbot: QtBot
) -> None:
    file = desk.newsroom.folder / DICTIONARY_FILE
    spelling.set_languages(["en-GB"])
    assert judge("Ostrey Zorn") == ["Ostrey", "Zorn"]
    with qtbot.waitSignal(spelling.rejudged):
        spelling.own_words.add("Ostrey")
        spelling.own_words.add("Zorn")
    assert spelling.look("Ostrey Zorn") == ((), ())
    qtbot.waitUntil(lambda: file.exists() and file.read_text().endswith("Ostrey\nZorn\n"))


def test_a_word_that_cannot_be_kept_is_told_and_is_wrong_again(
    spelling: Spelling, judge: Callable[[str], list[str]], desk: NewsroomSession, qtbot: QtBot
) -> None:
    (desk.newsroom.folder / DICTIONARY_FILE).mkdir()
    spelling.set_languages(["en-GB"])
    judge("Ostrey")
    with qtbot.waitSignal(spelling.own_words.trouble) as told:
        spelling.own_words.add("Ostrey")
    assert told.args and DICTIONARY_FILE in told.args[0]
    qtbot.waitUntil(lambda: bool(spelling.look("Ostrey")[0]))


def test_the_file_is_followed(
    spelling: Spelling, judge: Callable[[str], list[str]], desk: NewsroomSession, qtbot: QtBot
) -> None:
    spelling.set_languages(["en-GB"])
    assert judge("Ostrey") == ["Ostrey"]
    (desk.newsroom.folder / DICTIONARY_FILE).write_text("Ostrey\n")
    qtbot.waitUntil(lambda: spelling.look("Ostrey") == ((), ()))
    (desk.newsroom.folder / DICTIONARY_FILE).write_text("Merrow\n")
    qtbot.waitUntil(lambda: bool(spelling.look("Ostrey")[0]))


def test_suggestions_come_later(spelling: Spelling, judge: Callable[[str], list[str]], qtbot: QtBot) -> None:
    spelling.set_languages(["en-GB"])
    answers: list[tuple[str, ...]] = []
    spelling.suggest("fery", answers.append)
    assert answers == []
    qtbot.waitUntil(lambda: answers == [("ferry", "fiery")])


def test_what_is_on_screen_is_judged_before_the_rest(spelling: Spelling, qtbot: QtBot) -> None:
    spelling.set_languages(["en-GB"])
    qtbot.waitUntil(lambda: not spelling.is_busy)
    judged: list[int] = []
    rest = " ".join(
        f"x{'abcdefghij'[n % 10]}{'abcdefghij'[n // 10 % 10]}{'abcdefghij'[n // 100]}y" for n in range(1000)
    )
    spelling.judged.connect(
        lambda: judged.append(len(spelling.look(rest)[1])) if not spelling.look("fery")[1] else None
    )
    spelling.ask(spelling.look(rest)[1], later=True)
    spelling.ask(spelling.look("fery")[1])
    qtbot.waitUntil(lambda: not spelling.is_busy)
    assert judged[0] > 0 and judged[-1] == 0


def test_a_paragraph_without_end_is_left_alone(spelling: Spelling, qtbot: QtBot) -> None:
    spelling.set_languages(["en-GB"])
    qtbot.waitUntil(lambda: spelling.can_check)
    assert spelling.look("wrod " * LONGEST_TEXT) == ((), ())
