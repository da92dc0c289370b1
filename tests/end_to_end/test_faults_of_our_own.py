"""Something in Stet itself raises, wherever: the text is kept, the person is told in a sentence, the log has no word of a story."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from editor_app import app as application
from editor_app.session.job import Job
from editor_app.ui.main_window import MainWindow, log_path
from tests.end_to_end.conftest import Hands

SECRET = "lastword"


@pytest.fixture
def caught(window: MainWindow, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Words typed into a story, with Stet's own handler in place; the call checks what a fault must leave behind."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    application._catch_mishaps(window)
    assert window.workspace is not None and window.desk is not None
    window.workspace.open_story(window.desk.catalogue.entries[0].path)
    window.workspace.editor.focus_text()
    hands.type(SECRET)
    assert window.desk.current is not None
    path = window.desk.current.path

    def check() -> None:
        log = log_path()
        hands.wait_for(log.exists)
        hands.wait_for(lambda: "did not work" in window.toast.accessibleName())
        assert SECRET in path.read_text("utf-8")
        assert "RuntimeError" in log.read_text("utf-8") and SECRET not in log.read_text("utf-8")
        assert SECRET not in window.toast.accessibleName()
        hands.type("goeson")
        assert window.desk is not None and window.desk.current is not None
        assert "goeson" in window.desk.current.text

    yield check


def _fail(*_about: object) -> None:
    raise RuntimeError(SECRET)


def test_in_a_slot(window: MainWindow, caught: Callable[[], None]) -> None:
    QTimer.singleShot(0, window, lambda: _told(_fail))
    caught()


def test_in_a_thread_it_is_told_and_saved_by_the_window_s(
    window: MainWindow, caught: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[threading.Thread] = []
    told = window.say_trouble
    monkeypatch.setattr(
        window, "say_trouble", lambda words: (said.append(threading.current_thread()), told(words))
    )
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    caught()
    assert said == [threading.main_thread()]


def test_in_a_job_it_belongs_to_whoever_asked(window: MainWindow, qtbot: QtBot) -> None:
    job = Job(_fail, window)
    with qtbot.waitSignal(job.failed, timeout=10_000) as told:
        job.start()
    assert isinstance(told.args[0], RuntimeError)


def test_while_a_newsroom_is_opened_the_one_before_is_kept(
    window: MainWindow, caught: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("editor_app.ui.main_window.Newsroom.open", _fail)
    _told(lambda: window.open_newsroom(tmp_path / "other"))
    caught()


def _told(act: Callable[[], object]) -> None:
    """As Qt does with what a slot raises."""
    try:
        act()
    except RuntimeError:
        kind, fault, trace = sys.exc_info()
        assert kind is not None and fault is not None
        sys.excepthook(kind, fault, trace)
