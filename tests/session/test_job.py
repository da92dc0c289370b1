from __future__ import annotations

import gc
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session.job import Job


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> None:
    """What an earlier test dropped in the middle of its work may hold the collector until it is collected itself."""
    gc.collect()


def test_nothing_is_collected_in_the_thread_of_a_job(qtbot: QtBot) -> None:
    seen: list[bool] = []
    first = Job(lambda _progress, _cancelled: seen.append(gc.isenabled()))
    go = Event()
    second = Job(lambda _progress, _cancelled: go.wait(5))
    second.start()
    with qtbot.waitSignal(first.finished):
        first.start()
    assert seen == [False]
    assert not gc.isenabled(), "the other job still runs"
    with qtbot.waitSignal(second.finished):
        go.set()
    assert gc.isenabled()


def test_a_failing_job_lets_the_collector_go_on(qtbot: QtBot) -> None:
    job = Job(lambda _progress, _cancelled: 1 // 0)
    with qtbot.waitSignal(job.failed):
        job.start()
    assert gc.isenabled()


def test_a_job_nobody_waits_for_lets_the_collector_go_on(qtbot: QtBot) -> None:
    job = Job(lambda _progress, _cancelled: None)
    job.start()
    job.wait()
    del job
    gc.collect()
    assert gc.isenabled()
