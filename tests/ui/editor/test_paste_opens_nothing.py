"""What is pasted or dropped is never looked up: no file is read, no port is knocked at, by text, headline or source."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.editor.conftest import Desk

PAGES = (
    '<img src="AT">', '<img srcset="AT 2x" src="AT">', '<p style="background:url(AT)">a</p>', '<body background="AT">a</body>',
    '<table background="AT"><tr><td background="AT">a</table>', '<link rel=stylesheet href="AT">a', "<style>@import 'AT'</style>a",
    '<link rel=preconnect href="AT">a', '<iframe src="AT"></iframe>a', '<object data="AT">a</object>', '<embed src="AT">a',
    '<video src="AT" poster="AT">a</video>', '<audio src="AT" autoplay>a</audio>', '<script src="AT"></script>a', '<base href="AT"><img src="x">',
    '<meta http-equiv=refresh content="0;url=AT">a', '<ul style="list-style-image:url(AT)"><li>a</ul>', '<svg><image href="AT"/><use href="AT#a"/></svg>a',
    '<input type=image src="AT">a', '<picture><source srcset="AT"><img src="AT"></picture>', '<a href="AT" ping="AT">a</a>',
)  # fmt: skip


class Bait:
    """A file and a port that tell whether anybody came."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.write_bytes(b"GIF89a")
        self._port = socket.create_server(("127.0.0.1", 0))
        self._port.setblocking(False)
        self.reset()

    @property
    def addresses(self) -> list[str]:
        """What a page could call it."""
        port = self._port.getsockname()[1]
        return [
            self._file.as_uri(),
            str(self._file),
            f"http://127.0.0.1:{port}/a.png",
            f"//127.0.0.1:{port}/a.png",
        ]

    def reset(self) -> None:
        """Older than its last change: then the system notes the next reading."""
        os.utime(self._file, (0, self._file.stat().st_mtime))

    def was_taken(self) -> bool:
        """Whether the file was read, or somebody came to the port."""
        try:
            self._port.accept()[0].close()
        except BlockingIOError:
            return self._file.stat().st_atime > 0
        return True

    def close(self) -> None:
        self._port.close()


@pytest.fixture
def bait(tmp_path: Path) -> Iterator[Bait]:
    made = Bait(tmp_path / "bait.png")
    yield made
    made.close()


def _pages(bait: Bait) -> Iterator[QMimeData]:
    for address in bait.addresses:
        for page in PAGES:
            data = QMimeData()
            data.setHtml(page.replace("AT", address))
            data.setText("a")
            yield data


def test_nothing_pasted_or_dropped_is_looked_up(desk: Desk, qtbot: QtBot, bait: Bait) -> None:
    body = desk.pane.galley.body
    for data in _pages(bait):
        body.insertFromMimeData(data)
        place = QPointF(20, 20)
        action, buttons, keys = (
            Qt.DropAction.CopyAction,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(body.viewport(), QDropEvent(place, action, data, buttons, keys))
    body.repaint()
    assert not bait.was_taken()
    desk.session.enter_source()
    qtbot.wait(20)
    assert not bait.was_taken()


def test_control_a_plain_text_widget_of_qt_reads_the_file(qtbot: QtBot, bait: Bait) -> None:
    widget = QTextEdit()
    qtbot.addWidget(widget)
    data = QMimeData()
    data.setHtml(f'<img src="{bait.addresses[0]}">')
    widget.insertFromMimeData(data)
    widget.document().resource(QTextDocument.ResourceType.ImageResource, bait.addresses[0])
    widget.show()
    QApplication.processEvents()
    if not bait.was_taken():
        pytest.skip("this file system does not note when a file is read")
