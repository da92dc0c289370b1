from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.richtext.search import Query
from editor_app.session import story_search
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.story_search import FoundStory, StorySearch
from editor_app.stories.newsroom import Newsroom


@pytest.fixture
def desk(newsroom: Newsroom, ferry: Path, now: datetime, qtbot: QtBot) -> NewsroomSession:
    (newsroom.stories_folder / "quay.md").write_text(
        "---\ntitle: The quay\ndescription: Where a ferry lands\nslug: ferry-quay\n---\n"
        "Nothing here.\n\nA **fer**ry and a ferry,\nand a *ferry* too.\n",
        encoding="utf-8",
    )
    opened = NewsroomSession(newsroom, lambda: now)
    opened.load()
    return opened


class Heard:
    """What a search says."""

    def __init__(self, search: StorySearch) -> None:
        self.found: list[FoundStory] = []
        self.ends: list[bool] = []
        self.began = 0
        search.began.connect(self._begin)
        search.progressed.connect(lambda progress: self.found.extend(progress.found))
        search.ended.connect(self.ends.append)

    def _begin(self) -> None:
        self.began += 1
        self.found.clear()


def test_headline_standfirst_slug_and_text_are_searched(desk: NewsroomSession, qtbot: QtBot) -> None:
    heard = Heard(desk.search)
    with qtbot.waitSignal(desk.search.ended):
        desk.search.search(Query("ferry"), desk.catalogue.entries, {})
    by_name = {found.entry.path.stem: found for found in heard.found}
    lines = [(line.field, line.text, len(line.spans), line.ordinal) for line in by_name["quay"].lines]
    assert lines == [
        ("description", "Where a ferry lands", 1, 0),
        ("slug", "ferry-quay", 1, 0),
        ("body", "A ferry and a ferry, and a ferry too.", 3, 0),
    ]
    assert by_name["quay"].count == 5
    assert [line.field for line in by_name["ferry"].lines] == ["title", "slug", "body"]
    assert heard.ends == [True]


def test_what_is_not_saved_yet_is_found(desk: NewsroomSession, ferry: Path, qtbot: QtBot) -> None:
    heard = Heard(desk.search)
    with qtbot.waitSignal(desk.search.ended):
        desk.search.search(
            Query("zeppelin"), desk.catalogue.entries, {ferry: "---\ntitle: x\n---\nA zeppelin."}
        )
    assert [found.entry.path for found in heard.found] == [ferry]


def test_a_file_that_changed_is_read_again(desk: NewsroomSession, ferry: Path, qtbot: QtBot) -> None:
    heard = Heard(desk.search)
    for words in ("aground", "drifting somewhere else"):
        ferry.write_text(f"---\ntitle: x\n---\n{words}\n", encoding="utf-8")
        with qtbot.waitSignal(desk.search.ended):
            desk.search.search(Query(words), desk.catalogue.entries, {})
        assert ferry in [found.entry.path for found in heard.found]


def test_the_newest_question_is_the_one_that_is_answered(desk: NewsroomSession, qtbot: QtBot) -> None:
    heard = Heard(desk.search)
    for words in ("f", "fe", "fer", "quay"):
        desk.search.search(Query(words), desk.catalogue.entries, {})
    qtbot.waitUntil(lambda: heard.ends == [True])
    assert [found.entry.path.stem for found in heard.found] == ["quay"]
    assert not desk.search.is_running


def test_nothing_is_said_after_it_was_called_off(
    desk: NewsroomSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    read: Callable[..., object] = story_search.read_text

    def slow(path: Path) -> object:
        gate.wait(5)
        return read(path)

    monkeypatch.setattr(story_search, "read_text", slow)
    heard = Heard(desk.search)
    desk.search.search(Query("ferry"), desk.catalogue.entries, {})
    desk.search.cancel()
    gate.set()
    qtbot.waitUntil(lambda: not desk.search.is_running)
    assert heard.found == []
    assert heard.ends == []


@pytest.mark.parametrize(("pattern", "words"), [("(", "cannot be read"), ("(a+)+$", "takes too long")])
def test_a_pattern_that_cannot_be_used_is_told(
    desk: NewsroomSession, ferry: Path, qtbot: QtBot, pattern: str, words: str
) -> None:
    unsaved = {ferry: "---\ntitle: x\n---\n" + "a" * 60 + "!"}
    with qtbot.waitSignal(desk.search.failed) as told:
        desk.search.search(Query(pattern, regex=True), desk.catalogue.entries, unsaved)
    assert words in told.args[0]


def test_more_than_anybody_reads_is_not_looked_for(
    desk: NewsroomSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_search, "MOST_HITS", 3)
    heard = Heard(desk.search)
    with qtbot.waitSignal(desk.search.ended):
        desk.search.search(Query("e"), desk.catalogue.entries, {})
    assert heard.ends == [False]
    assert len(heard.found) == 1
