"""Stet is told to end: by signal, from outside, with text that is not saved."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from editor_app import app as application
from editor_app.stories.recovery.record import read_last
from editor_app.stories.recovery.store import recovery_places
from editor_app.ui.main_window import MainWindow
from tests.end_to_end.conftest import Hands

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGTERM") or os.name == "nt", reason="POSIX signals")


@pytest.fixture
def told_to_end(window: MainWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch):
    """What Stet does on SIGTERM, without a process to end."""
    handlers: dict[int, object] = {}
    monkeypatch.setattr(application.signal, "signal", lambda number, slot: handlers.setdefault(number, slot))
    application._close_on_signals(window, qapp)
    ended: list[bool] = []
    monkeypatch.setattr(qapp, "exit", lambda *_code: ended.append(True), raising=False)

    def end() -> bool:
        handlers[signal.SIGTERM](signal.SIGTERM, None)  # type: ignore[operator]
        qapp.processEvents()
        return bool(ended) or not window.isVisible()

    return end


def write(window: MainWindow, hands: Hands, words: str) -> Path:
    assert window.workspace is not None and window.desk is not None and window.desk.current is not None
    window.workspace.editor.focus_text()
    hands.type(words)
    return window.desk.current.path


def test_unsaved_text_is_saved(window: MainWindow, hands: Hands, told_to_end) -> None:
    path = write(window, hands, "lastword")
    assert told_to_end()
    assert "lastword" in path.read_text("utf-8")


def test_text_whose_file_is_somebody_else_s_now_stays_in_the_journal(
    window: MainWindow, hands: Hands, told_to_end
) -> None:
    path = write(window, hands, "lastword")
    path.write_text("---\ntitle: Theirs\n---\n", "utf-8")
    assert told_to_end()
    assert "Theirs" in path.read_text("utf-8")
    assert window.desk is not None and window.desk.current is not None
    (journal,) = recovery_places()[0].glob("*.journal")
    entry = read_last(journal.read_bytes()).entry
    assert entry is not None and "lastword" in entry.text and entry.path == str(path)
    window.desk.current.conflict.keep_mine()


def test_answering_the_conflict_bar_leaves_the_focus_in_the_text(window: MainWindow, hands: Hands) -> None:
    path = write(window, hands, "lastword")
    path.write_text("---\ntitle: Theirs\n---\n\nTheir text.\n", "utf-8")
    assert window.desk is not None and window.workspace is not None
    window.desk.current.check_disk()
    bar = window.workspace.editor.notices.bar("file")
    assert bar is not None
    button = next(b for b in bar.findChildren(QAbstractButton) if b.text() == "Use file on disk")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.click()
    assert window.workspace.editor.isAncestorOf(hands.focus)
    assert "lastword" not in path.read_text("utf-8")
    assert window.desk.current.meta.title == "Theirs"
