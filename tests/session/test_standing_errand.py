"""Work that comes again and again is done by one thread, and its end is told to its owner's."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session.standing_errand import StandingErrand


@pytest.fixture
def errand(qtbot: QtBot) -> Iterator[StandingErrand]:
    made = StandingErrand()
    yield made
    made.end()


def test_one_thread_does_everything_and_it_is_not_ours(errand: StandingErrand, qtbot: QtBot) -> None:
    threads = set()
    for _ in range(3):
        with qtbot.waitSignal(errand.finished) as told:
            assert errand.start(threading.get_ident)
        threads.add(told.args[0])
    assert len(threads) == 1 and threading.get_ident() not in threads


def test_one_piece_at_a_time(errand: StandingErrand, qtbot: QtBot) -> None:
    gate = threading.Event()
    assert errand.start(gate.wait)
    assert not errand.start(gate.wait) and errand.is_running
    assert not errand.wait(0.01)
    gate.set()
    assert errand.wait(5) and not errand.is_running


def test_what_was_raised_is_told_and_the_next_piece_is_done(errand: StandingErrand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(errand.failed) as told:
        errand.start(lambda: 1 // 0)
    assert isinstance(told.args[0], ZeroDivisionError)
    with qtbot.waitSignal(errand.finished):
        errand.start(lambda: 1)


def test_the_thread_goes_when_its_owner_is_done(errand: StandingErrand, qtbot: QtBot) -> None:
    errand.start(threading.current_thread)
    thread = errand._thread
    assert thread is not None
    errand.end()
    thread.join(5)
    assert not thread.is_alive() and errand.wait(1)
