"""A real web engine for the preview's tests, and a page maker small enough to see through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.preview.engine import web_engine


@pytest.fixture
def engine(qapp: object) -> None:
    """Skips where pages cannot be shown."""
    state = web_engine()
    if not state.available:
        pytest.skip(state.reason)


@pytest.fixture
def theme(qapp: object):  # type: ignore[no-untyped-def]
    from editor_app.ui.theme import Theme

    return Theme("light")


def remove(widget: QWidget) -> None:
    """Delete a widget at once: a page that outlives the application outlives its profile."""
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)


class Shown:
    """A framed page under test, with plain ways to ask it things."""

    def __init__(self, frame, qtbot: QtBot, blocked: list[str]) -> None:  # type: ignore[no-untyped-def]
        self.frame = frame
        self.qtbot = qtbot
        self.blocked = blocked

    def show(self, html: str, order: tuple[str, ...] = ()) -> None:
        with self.qtbot.waitSignal(self.frame.ready, timeout=15_000):
            self.frame.show_page(html, order)

    def ask(self, code: str) -> object:
        """The value of JavaScript in the isolated world: text, a number or a truth."""
        from PySide6.QtWebEngineCore import QWebEngineScript

        answers: list[object] = []
        self.frame.page.runJavaScript(code, QWebEngineScript.ScriptWorldId.ApplicationWorld, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
        return answers[0]

    def patch(self, patch) -> None:  # type: ignore[no-untyped-def]
        done: list[bool] = []
        self.frame.patch(patch, lambda: done.append(True))
        self.qtbot.waitUntil(lambda: bool(done), timeout=10_000)

    def click(
        self,
        selector: str,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        """Click the middle of an element with a real mouse event."""
        box = self.ask(
            f"(e => {{ e.scrollIntoView({{block:'center',behavior:'instant'}}); const r=e.getBoundingClientRect();"
            f"return `${{r.left+r.width/2}} ${{r.top+r.height/2}}` }})(document.querySelector({selector!r}))"
        )
        scale = self.frame.view.zoomFactor()
        left, top = (round(float(part) * scale) for part in str(box).split())
        point = QPoint(left, top)
        QTest.mouseClick(self.frame.view.focusProxy(), button, modifiers, point)


@pytest.fixture
def shown(engine: None, qtbot: QtBot, theme) -> Iterator[Shown]:  # type: ignore[no-untyped-def]
    """A phone-sized framed page in a window."""
    from editor_app.locations import resources_folder
    from editor_app.ui.preview.scheme_handler import StoryShelf
    from editor_app.ui.preview.web_view import FramedPage

    blocked: list[str] = []
    frame = FramedPage(theme, StoryShelf(), resources_folder() / "app" / "preview_patch.js", blocked.append)
    frame.resize(456, 700)
    with qtbot.waitExposed(frame):
        frame.show()
    yield Shown(frame, qtbot, blocked)
    remove(frame)


@pytest.fixture
def page_of() -> Callable[..., str]:
    """A page with one paragraph per key."""

    def make(blocks: dict[str, str], head: str = "", css: str = "", tag: str = "p") -> str:
        body = "".join(f'<{tag} data-block="{escape(key)}">{html}</{tag}>' for key, html in blocks.items())
        return (
            f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Page</title><style>{css}</style>{head}</head>"
            f'<body><main><article><header><h1 data-field="title">Ferry aground</h1></header>'
            f'<div class="body">{body}</div></article></main></body></html>'
        )

    return make
