"""Pasted into any field of the window, or dropped on it, nothing is looked up, run or fetched: found in the window, so that a new
field is tried by itself. What Python opens is heard by its audit hook; what Qt would read is seen at a file and a port put out as bait.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

import editor_app.ui
from editor_app.richtext.reader import object_in
from editor_app.ui.main_window import MainWindow
from editor_app.ui.review.changes_text import ChangesText
from editor_app.ui.workspace import _RAIL
from tests.end_to_end.conftest import room, window
from tests.ui.editor.test_paste_opens_nothing import PAGES, Bait, bait

__all__ = ["bait", "room", "window"]

_HEARD = {
    "open", "os.listdir", "os.scandir", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen", "os.system",
    "os.exec", "os.posix_spawn", "urllib.Request", "webbrowser.open", "import", "exec",
}  # fmt: skip
_NEVER = _HEARD - {"open", "os.listdir", "os.scandir", "import", "exec"}


class Ears:
    """Hears what Python does while it is asked to; a hook cannot be taken away again."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.listens = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, about: tuple[Any, ...]) -> None:
        if self.listens and event in _HEARD:
            self.heard.append((event, str(about[0]) if about else ""))


@pytest.fixture(scope="module")
def ears() -> Ears:
    return Ears()


def _copies(bait: Bait) -> Iterator[QMimeData]:
    for address in bait.addresses:
        pages = [page.replace("AT", address) for page in PAGES]
        for page in ("".join(pages), pages[0], pages[5]):
            data = QMimeData()
            data.setHtml(page)
            data.setText(f"a {address}")
            yield data
        data = QMimeData()
        data.setText(f'<img src="{address}"> ![a]({address}) $(touch {address}) `{address}`')
        data.setUrls([QUrl("http://" + address.removeprefix("http://"))])
        yield data
        data = QMimeData()
        data.setData("text/markdown", f"![a]({address})\n\n[b]: {address}".encode())
        data.setText(f"![a]({address})")
        yield data


def _fields(window: MainWindow) -> list[QWidget]:
    """Those that a person sees now."""
    found = [field for kind in (QLineEdit, QTextEdit, QPlainTextEdit) for field in window.findChildren(kind)]
    return [field for field in found if field.isVisible()]


def _give(field: QWidget, data: QMimeData) -> None:
    QApplication.clipboard().setMimeData(data)
    if isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit):
        field.paste()
    target = field.viewport() if isinstance(field, QTextEdit | QPlainTextEdit) else field
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDropEvent(QPointF(6, 6), copy, data, left, none))


def _open_everything(window: MainWindow) -> None:
    """Have fields there that are made when they are wanted."""
    assert window.workspace is not None
    editor = window.workspace.editor
    body = editor.galley.body
    block = body.document().begin()
    while block.isValid():
        lone = object_in(block)
        if lone is not None and lone.picture is not None:
            editor.insert_actions.pictures._open_chosen(block)
            break
        block = block.next()
    editor.find_bar.open_bar(replace=True)


@pytest.mark.parametrize("in_source", [False, True])
def test_nothing_is_looked_up_whatever_is_pasted_wherever(
    window: MainWindow, room: Path, bait: Bait, ears: Ears, qtbot: QtBot, in_source: bool
) -> None:
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.current is not None, timeout=10_000)
    _open_everything(window)
    workspace = window.workspace
    assert workspace is not None
    if in_source:
        workspace.editor.source_switch.toggle()
    ears.heard.clear()
    ears.listens = True
    try:
        tried: list[QWidget] = []
        for panel, _name, _icon in _RAIL:
            workspace.show_panel(panel)
            for field in _fields(window):
                if field not in tried:
                    tried.append(field)
                    for data in _copies(bait):
                        _give(field, data)
        qtbot.wait(300)
    finally:
        ears.listens = False
    assert len(tried) > (15 if in_source else 20), tried
    assert not bait.was_taken()
    assert [event for event in ears.heard if event[0] in _NEVER] == []
    assert [about for event, about in ears.heard if event == "open" and "bait" in about] == []


def _kinds_of(kind: type[QTextEdit]) -> Iterator[type[QTextEdit]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds_of(one)


def test_no_field_leaves_it_to_qt_to_make_out_what_is_pasted(qapp: QApplication) -> None:
    for module in pkgutil.walk_packages(editor_app.ui.__path__, "editor_app.ui."):
        importlib.import_module(module.name)
    kinds = [kind for kind in _kinds_of(QTextEdit) if kind.__module__.startswith("editor_app.")]
    assert len(kinds) >= 4
    for kind in kinds:
        bare = kind.insertFromMimeData is QTextEdit.insertFromMimeData
        assert not bare or kind.__subclasses__() or kind is ChangesText, kind  # which can only be read


def test_control_the_ears_hear(bait: Bait, ears: Ears, tmp_path: Path) -> None:
    ears.heard.clear()
    ears.listens = True
    (tmp_path / "bait.png").read_bytes()
    ears.listens = False
    assert ("open", str(tmp_path / "bait.png")) in ears.heard
