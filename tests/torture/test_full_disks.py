"""The newsroom's disk fills up, or can only be read from some moment on, while somebody writes in the real window.

The file stays as it was, byte for byte; "Not saved" is said within a second; and every word that was typed can be recovered.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.app import build_window
from editor_app.session.saving import SaveKind
from editor_app.stories.newsroom import create_newsroom
from editor_app.stories.recovery.store import RecoveryStore, recovery_places
from editor_app.ui.main_window import MainWindow
from tests.end_to_end.conftest import CTRL, Hands
from tests.torture.disks import DISKS, NotMountable

STORY = (
    b"---\r\ntitle: The long night\r\nstatus: draft\r\n---\r\n"
    + b"The tide was out, and stayed out.\r\n\r\n" * 60
)
SAID_WITHIN_S = 1.0

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux"),
    pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount"),
]


@pytest.fixture(params=sorted(DISKS))
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A newsroom on a disk of its own, and what makes that disk refuse everything."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        with DISKS[request.param](folder) as spoil:
            room = create_newsroom(
                folder / "room", "The Courier", url="https://courier.example", timezone="UTC"
            )
            (room.stories_folder / "night.md").write_bytes(STORY)
            yield room.folder, spoil
    except NotMountable as reason:
        pytest.skip(f"no such disk here: {reason}")


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, disk: tuple[Path, Callable[[], None]]) -> Iterator[MainWindow]:
    made = build_window(qapp)
    made.resize(1200, 800)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    assert made.open_newsroom(disk[0])
    yield made
    if made.desk is not None:
        made.desk.leave_story(even_lost=True)
    made.close()
    made.theme.leave()
    made.deleteLater()
    qapp.processEvents()


def test_nothing_that_was_typed_is_lost(
    window: MainWindow, disk: tuple[Path, Callable[[], None]], qtbot: QtBot
) -> None:
    room, spoil = disk
    story = room / "stories" / "night.md"
    desk, workspace = window.desk, window.workspace
    assert desk is not None and workspace is not None and desk.current is not None
    assert desk.current.path == story
    hands = Hands(window, qtbot)
    spoil()
    workspace.editor.focus_text()
    hands.type("lastword ")
    session = desk.current
    asked = time.monotonic()
    hands.press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: session.state.kind is SaveKind.FAILED, timeout=5_000)
    qtbot.waitUntil(lambda: window.status._state.text().startswith("Not saved"), timeout=5_000)
    assert time.monotonic() - asked < SAID_WITHIN_S
    hands.type("and more ")
    assert desk.recovery.flush()
    assert story.read_bytes() == STORY
    assert not [file for file in story.parent.iterdir() if file.name.endswith(".stet-tmp")]
    typed = session.text
    assert "lastword" in typed and "and more" in typed
    assert desk.leave_story()
    (left,) = RecoveryStore(recovery_places()).look(window.clock())
    assert left.entry.text == typed
    assert story.read_bytes() == STORY
