from __future__ import annotations

import gc
import threading
from threading import Event

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from editor_app.session.job import Cancelled, Job, Progress


@pytest.fixture(autouse=True)
def _nothing_left_behind(qtbot: QtBot) -> None:
    """What an earlier test dropped in the middle of its work may hold the collector until that is done or collected."""
    gc.collect()
    qtbot.waitUntil(gc.isenabled)


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


def test_progress_comes_before_the_end_in_order_and_in_the_owner_s_thread(qtbot: QtBot) -> None:
    def work(progress: Progress, _cancelled: Cancelled) -> str:
        for number in range(50):
            progress(number)
        return "done"

    job = Job(work)
    heard: list[object] = []
    threads: set[bool] = set()
    for signal in (job.progressed, job.finished):
        signal.connect(heard.append)
        signal.connect(lambda _value: threads.add(threading.current_thread() is threading.main_thread()))
    with qtbot.waitSignal(job.finished):
        job.start()
    assert heard == [*range(50), "done"] and threads == {True}
    assert not job.is_running


def test_work_that_was_asked_to_stop_is_told_apart_from_work_that_failed(qtbot: QtBot) -> None:
    go = Event()

    def work(_progress: Progress, cancelled: Cancelled) -> None:
        go.wait(5)
        if cancelled():
            raise RuntimeError("stopped")

    job = Job(work)
    with qtbot.waitSignal(job.cancelled):
        job.start()
        job.cancel()
        go.set()


def test_nobody_who_goes_away_waits_for_a_job(qtbot: QtBot) -> None:
    """A pool of Qt's waited for its thread, holding what that thread needed to come to its end."""
    go, ended = Event(), Event()

    def work(_progress: Progress, cancelled: Cancelled) -> None:
        go.wait(5)
        if cancelled():
            ended.set()

    job = Job(work)
    job.start()
    assert not gc.isenabled()
    shiboken6.delete(job)
    assert gc.isenabled(), "held by a job that is not there"
    go.set()
    assert ended.wait(5), "it was not asked to stop"
