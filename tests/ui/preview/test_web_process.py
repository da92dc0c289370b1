"""The web process dies, hangs, or cannot be had: the editor goes on, the person is told, and can try again."""

from __future__ import annotations

import os
import signal
import time

import pytest
from PySide6.QtGui import QTextCursor

from editor_app.ui.preview import answer_watch
from tests.ui.preview.test_pane import TEXT, Watched, clock, desk, opened_addresses, room, watched  # noqa: F401

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="POSIX signals")


def _type(watched: Watched, words: str) -> float:  # noqa: F811
    """Type without waiting for the page; returns the seconds the slowest letter took."""
    assert watched.desk.current is not None
    cursor, slowest = QTextCursor(watched.desk.current.body.document), 0.0
    for letter in words:
        began = time.thread_time()
        cursor.insertText(letter)
        watched.qtbot.wait(1)
        slowest = max(slowest, time.thread_time() - began)
    return slowest


def _stop(watched: Watched) -> int:  # noqa: F811
    process = watched.frame.page.renderProcessPid()
    os.kill(process, signal.SIGSTOP)
    return process


def test_a_web_process_that_hangs_is_told_and_begun_anew_on_demand(
    watched: Watched,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answer_watch, "PATIENCE_MS", 700)
    watched.open("ferry.md")
    hung = _stop(watched)
    assert _type(watched, "Typed on. ") < 0.5
    pane = watched.pane
    watched.qtbot.waitUntil(lambda: pane.notice.title == "The preview does not answer", timeout=10_000)
    assert pane.notice.isVisible()
    assert _type(watched, "And on. ") < 0.5
    monkeypatch.setattr(answer_watch, "PATIENCE_MS", 60_000)
    with watched.qtbot.waitSignal(pane.page_shown, timeout=20_000):
        pane.notice.button.click()
    assert watched.frame.page.renderProcessPid() != hung
    assert "And on. " in str(watched.ask(TEXT)) or "Typed on. " in str(watched.ask(TEXT))
    assert not pane.notice.isVisible()


def test_another_story_is_shown_by_a_new_process(
    watched: Watched,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answer_watch, "PATIENCE_MS", 700)
    watched.open("ferry.md")
    _stop(watched)
    _type(watched, "x")
    watched.qtbot.waitUntil(lambda: watched.pane.notice.isVisible(), timeout=10_000)
    monkeypatch.setattr(answer_watch, "PATIENCE_MS", 60_000)
    watched.open("flood.md")
    assert "The river rises" in str(watched.ask(TEXT))


def test_a_slow_page_that_answers_in_time_is_let_be(
    watched: Watched,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answer_watch, "PATIENCE_MS", 60_000)
    watched.open("ferry.md")
    slow = _stop(watched)
    _type(watched, "Slow. ")
    with watched.qtbot.waitSignal(watched.pane.patched, timeout=10_000):
        os.kill(slow, signal.SIGCONT)
    assert watched.frame.page.renderProcessPid() == slow
    assert not watched.pane.notice.isVisible()


def test_a_page_that_dies_again_and_again_is_left_until_a_person_asks(watched: Watched) -> None:  # noqa: F811
    watched.open("ferry.md")
    for number in range(3):
        if number < 2:
            with watched.qtbot.waitSignal(watched.pane.page_shown, timeout=20_000):
                os.kill(watched.frame.page.renderProcessPid(), signal.SIGKILL)
        else:
            os.kill(watched.frame.page.renderProcessPid(), signal.SIGKILL)
    pane = watched.pane
    watched.qtbot.waitUntil(lambda: pane.notice.title == "The preview stopped", timeout=10_000)
    assert _type(watched, "Typed on. ") < 0.5
    with watched.qtbot.waitSignal(pane.page_shown, timeout=20_000):
        pane.notice.button.click()
    assert "Typed on. " in str(watched.ask(TEXT))
