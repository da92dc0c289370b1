from __future__ import annotations

import threading
from threading import Event

import shiboken6
from pytestqt.qtbot import QtBot

from editor_app.session.job import Cancelled, Job, Progress


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
    shiboken6.delete(job)
    go.set()
    assert ended.wait(5), "it was not asked to stop"
