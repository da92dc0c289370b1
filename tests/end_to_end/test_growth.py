"""Hours of work: stories and newsrooms come and go, and nothing of them stays behind."""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.session.story_session import StorySession
from editor_app.ui.main_window import MainWindow


def _let_go() -> None:
    for _ in range(2):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _alive() -> Counter[str]:
    gc.collect()
    return Counter(type(found).__name__ for found in gc.get_objects() if isinstance(found, QObject))


def test_switching_stories_leaves_no_document_behind(window: MainWindow) -> None:
    assert window.desk is not None
    assert window.workspace is not None
    paths = [entry.path for entry in window.desk.catalogue.entries[:2]]

    def there_and_back() -> tuple[int, int]:
        for path in paths:
            assert window.workspace is not None
            assert window.workspace.open_story(path)
            _let_go()
        documents = len(window.findChildren(QTextDocument))
        return documents, len(window.findChildren(StorySession))

    first = there_and_back()
    assert there_and_back() == there_and_back() == first


def test_switching_newsrooms_leaves_no_object_behind(window: MainWindow, room: Path, qtbot: QtBot) -> None:
    def again() -> Counter[str]:
        assert window.open_newsroom(room)
        _let_go()
        return _alive()

    again()
    first, second, third = again(), again(), again()
    # What is left behind is more each time; a panel that was not filled yet when it was counted is so once.
    more = (second - first) & (third - second)
    assert not more, more
