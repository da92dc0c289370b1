"""What the status bar says."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from editor_app.ui.status_bar import StatusBar
from editor_app.ui.theme import Theme


@pytest.fixture
def bar(theme: Theme, qtbot: QtBot) -> StatusBar:
    bar = StatusBar(theme)
    qtbot.addWidget(bar)
    bar.resize(900, 26)
    with qtbot.waitExposed(bar):
        bar.show()
    return bar


def test_words_and_minutes(bar: StatusBar) -> None:
    bar.set_counts(1, 1, "English (UK)")
    assert [label.text() for label in bar._facts] == ["1 word", "1 min read", "English (UK)"]
    bar.set_counts(12480, 62)
    assert [label.text() for label in bar._facts if label.isVisible()] == ["12,480 words", "62 min read"]


def test_selected_words_stand_before_all(bar: StatusBar) -> None:
    bar.set_counts(236, 1, "", selected=24)
    assert bar._facts[0].text() == "24 of 236 words selected"
    bar.set_counts(236, 1)
    assert bar._facts[0].text() == "236 words"


def test_without_a_story_only_the_summary(bar: StatusBar) -> None:
    bar.set_counts(236, 1, "English (UK)")
    bar.set_checks(0, 2)
    bar.set_summary("42 stories")
    assert [label.text() for label in bar._facts if label.isVisible()] == ["42 stories"]
    assert not bar._checks.isVisible()


@pytest.mark.parametrize(
    ("must_fix", "look_at", "words"),
    [(0, 1, "1 warning"), (0, 2, "2 warnings"), (1, 0, "1 to fix"), (1, 2, "1 to fix, 2 warnings")],
)
def test_checks(bar: StatusBar, qtbot: QtBot, must_fix: int, look_at: int, words: str) -> None:
    bar.set_checks(must_fix, look_at)
    assert bar._checks.text() == words
    with qtbot.waitSignal(bar.checks_requested):
        bar._checks.click()
    bar.set_checks(0, 0)
    assert not bar._checks.isVisible()


def test_a_long_path_gives_way(bar: StatusBar) -> None:
    bar.set_path("stories/2026/11/" + "a-very-long-slug-" * 30 + ".md")
    bar.set_state("failed", "Not saved: the disk is full")
    assert bar.minimumSizeHint().width() < 900
    assert bar._state.text() == "Not saved: the disk is full"
