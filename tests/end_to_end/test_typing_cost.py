"""A key press is as much work in a long story as in a short one: counted in calls, not in time."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from editor_app.ui.main_window import MainWindow

_PARAGRAPH = "Paragraph {} of a story with **bold** words and a [link](https://ostrey.example/a) in it."


def _story(room: Path, paragraphs: int) -> Path:
    path = room / "stories" / f"long-{paragraphs}.md"
    body = "\n\n".join(_PARAGRAPH.format(number) for number in range(paragraphs))
    path.write_text(f"---\ntitle: Long {paragraphs}\n---\n{body}\n", encoding="utf-8")
    return path


def _calls_of(window: MainWindow, story: Path, key: Qt.Key, text: str) -> Counter[str]:
    """How often which function of ours is called from a key press to its paint, in the middle of a story."""
    workspace = window.workspace
    assert workspace is not None
    assert workspace.open_story(story)
    editor = workspace.editor.galley.body
    cursor: QTextCursor = editor.document().find("Paragraph 30 of")
    cursor.setPosition(cursor.selectionEnd())
    editor.setTextCursor(cursor)
    editor.setFocus()
    called: Counter[str] = Counter()
    presses: list[Counter[str]] = []

    def note(frame: object, event: str, _about: object) -> None:
        if event == "call" and "editor_app" in (name := frame.f_code.co_filename):  # type: ignore[attr-defined]
            called[f"{Path(name).stem}.{frame.f_code.co_name}"] += 1  # type: ignore[attr-defined]

    for _ in range(8):
        called.clear()
        sys.setprofile(note)
        try:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                QCoreApplication.sendEvent(editor, event)
            editor.viewport().repaint()
        finally:
            sys.setprofile(None)
        QApplication.processEvents()  # idle moments belong to the words not looked at yet, not to the key
        presses.append(called.copy())
    # The first fill caches.
    return min(presses, key=lambda each: each.total())


@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_E, "e"), (Qt.Key.Key_Return, "\r")])
def test_a_key_is_the_same_work_in_a_long_story(
    window: MainWindow, room: Path, key: Qt.Key, text: str
) -> None:
    short = _calls_of(window, _story(room, 60), key, text)
    long = _calls_of(window, _story(room, 2000), key, text)
    grown = {name: (short[name], count) for name, count in long.items() if count > short[name] + 100}
    assert sum(short.values()) > 20
    assert grown == {}
    assert sum(long.values()) < 1.3 * sum(short.values()) + 100
