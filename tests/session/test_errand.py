"""Work off the window's thread comes back to it, whole, once."""

from __future__ import annotations

import threading

from editor_app.session.errand import Errand


def test_the_value_comes_back_on_the_owners_thread(qtbot) -> None:
    errand = Errand()
    heard: list[tuple[object, bool]] = []
    errand.finished.connect(
        lambda value: heard.append((value, threading.current_thread() is threading.main_thread()))
    )
    assert errand.start(lambda: threading.current_thread() is threading.main_thread())
    qtbot.waitUntil(lambda: bool(heard), timeout=5_000)
    assert heard == [(False, True)]
    assert not errand.is_running


def test_a_failure_is_told(qtbot) -> None:
    def work() -> object:
        raise OSError("full")

    errand = Errand()
    with qtbot.waitSignal(errand.failed, timeout=5_000) as failed:
        errand.start(work)
    assert isinstance(failed.args[0], OSError)


def test_one_at_a_time_and_again_afterwards(qtbot) -> None:
    gate = threading.Event()
    errand = Errand()
    with qtbot.waitSignal(errand.finished, timeout=5_000):
        assert errand.start(gate.wait)
        assert not errand.start(gate.wait)
        gate.set()
    with qtbot.waitSignal(errand.finished, timeout=5_000) as again:
        assert errand.start(lambda: 2)
    assert again.args == [2]
