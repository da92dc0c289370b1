"""Garbage is collected in the window's thread alone."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from editor_app.ui.collecting import Collector


class _Ring:
    """Goes only when it is collected."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp) -> Iterator[Collector]:
    collector = Collector()
    collector.start()
    yield collector
    collector.stop()
    gc.unfreeze()
    gc.disable()


def _threads_that_collect() -> set[threading.Thread]:
    """Who has collected what a worker dropped, now that the worker is done; more is heard of later."""
    heard: set[threading.Thread] = set()

    def drop() -> None:
        for _ in range(20_000):
            weakref.finalize(_Ring(), lambda: heard.add(threading.current_thread()))

    worker = threading.Thread(target=drop)
    worker.start()
    worker.join()
    return heard


def test_what_a_thread_drops_is_collected_by_the_window(collector: Collector, qtbot: QtBot) -> None:
    heard = _threads_that_collect()
    assert not heard, "collected in the worker"
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == {threading.main_thread()}


def test_without_it_the_worker_collects(qapp) -> None:
    """The control."""
    gc.enable()
    heard = _threads_that_collect()
    gc.disable()
    assert heard - {threading.main_thread()}


def test_everything_is_gone_through_once_the_window_rests(collector: Collector) -> None:
    """What has survived young collections is garbage, too, once it is dropped; nobody who types waits for that."""
    kept = _Ring()
    gone = weakref.ref(kept)
    gc.collect(1)
    gc.collect(1)
    del kept
    for _ in range(12):
        fill = [[] for _ in range(20_000)]  # enough that it is time to collect
        _work()
        collector.look()
        del fill
    assert gone() is not None, "gone through while there was work"
    collector.look()
    assert gone() is None


def _work() -> None:
    until = time.thread_time() + 0.03
    while time.thread_time() < until:
        pass


def test_it_rests_while_nothing_is_made(collector: Collector) -> None:
    ring = _Ring.__new__(_Ring)
    ring.itself = ring
    gone = weakref.ref(ring)
    gc.collect()
    del ring
    collector.look()
    assert gone() is not None
    gc.collect()
    assert gone() is None
