"""The preview's web page: goes nowhere, opens nothing, permits nothing, and hears only its own isolated script.

Content scripts are off. The isolated script reports by the page's console, each message led by a word that is drawn at
random for every page and that content cannot know.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEnginePermission, QWebEngineProfile, QWebEngineScript

from editor_app.session.preview_feed import Patch
from editor_app.ui.preview.engine import SCHEME
from editor_app.ui.preview.profile import harden

_OWN_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld
OUTSIDE_SCHEMES = frozenset({"http", "https", "mailto"})


class PreviewPage(QWebEnginePage):
    """One page, loaded once; from then on it is patched, and another story's page takes its place without a load.

    Signals:
        ready(): the page is there and can be patched.
        block_clicked(str), field_clicked(str): the block key, or the head field, that was clicked.
        scrolled(str): a person scrolled; the key of the first block in view, empty while the head is.
        link_asked_for(QUrl): a person asked to open an address outside.
    """

    ready = Signal()
    block_clicked = Signal(str)
    field_clicked = Signal(str)
    scrolled = Signal(str)
    link_asked_for = Signal(QUrl)

    def __init__(self, profile: QWebEngineProfile, script: Path, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        harden(self.settings())
        self._script = script.read_text(encoding="utf-8")
        self._token = ""
        self._order: Sequence[str] = ()
        self._shown = 0
        self._is_live = False
        self._expected = QUrl()
        self.loadFinished.connect(self._loaded)
        self.renderProcessTerminated.connect(self._lost)
        self.permissionRequested.connect(_deny)
        self.fullScreenRequested.connect(lambda request: request.reject())

    def open(self, url: QUrl, order: Sequence[str]) -> None:
        """Load a page of the own scheme whose blocks stand in this order."""
        self._shown += 1
        self._is_live = False
        self._order = order
        self._expected = url
        self._token = ""
        self.load(url)

    @property
    def is_live(self) -> bool:
        """Whether a page is there, so that another can take its place with `swap`."""
        return self._is_live

    def swap(self, html: str, order: Sequence[str]) -> None:
        """Put another page, from its top, in the place of the one that is there; `ready` follows. Nothing blinks."""
        self._shown += 1
        number = self._shown
        change = {"page": html, "order": list(order)}
        self._run(f"stetPreview.swap({_literal(change)})", lambda _result: self._swapped(number))

    def patch(self, patch: Patch, done: Callable[[], None]) -> None:
        """Change the page; `done` is called when the document has changed."""
        change = {
            "blocks": dict(patch.blocks),
            "order": patch.order,
            "head": patch.head,
            "page": patch.page,
        }
        show = f"stetPreview.show({_literal(patch.touched)});" if patch.touched else ""
        self._run(f"stetPreview.patch({_literal(change)});{show}1", lambda _result: done())

    def show_block(self, key: str) -> None:
        """Scroll the block into view unless it is."""
        self._run(f"globalThis.stetPreview?.show({_literal(key)})")

    def reveal_block(self, key: str) -> None:
        """Scroll the block to the top; empty: to the head of the page."""
        self._run(f"globalThis.stetPreview?.reveal({_literal(key)})")

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Only the page that `open` asked for is ever gone to."""
        typed = kind == QWebEnginePage.NavigationType.NavigationTypeTyped
        return typed and is_main_frame and QUrl(url) == self._expected and self._expected.scheme() == SCHEME

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]  # None: no window; the stubs want one
        """No content opens a window."""
        return None

    def chooseFiles(self, mode: object, old: object, types: object) -> list[str]:
        """No content asks for a file."""
        return []

    def javaScriptAlert(self, origin: QUrl | str, message: str) -> None:
        """No content shows a dialog."""

    def javaScriptConfirm(self, origin: QUrl | str, message: str) -> bool:
        """No content asks a question."""
        return False

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Hear the isolated script; all other messages are dropped, as they quote content."""
        if not self._token or not message.startswith(self._token):
            return
        try:
            report = json.loads(message.removeprefix(self._token))
        except ValueError:
            return
        kind = report.get("kind")
        if kind == "click":
            self._clicked(str(report.get("key", "")), str(report.get("field", "")))
        elif kind == "scroll":
            self.scrolled.emit(str(report.get("key", "")))
        elif kind == "link" and (url := QUrl(str(report.get("href", "")))).scheme() in OUTSIDE_SCHEMES:
            self.link_asked_for.emit(url)

    def _clicked(self, key: str, field: str) -> None:
        if key:
            self.block_clicked.emit(key)
        elif field:
            self.field_clicked.emit(field)

    def _loaded(self, ok: bool) -> None:
        if not ok or self.url() != self._expected:
            return
        self._token = secrets.token_urlsafe(24)
        settings = {"token": self._token, "order": list(self._order)}
        number = self._shown
        self._run(
            f"{self._script}\nstetPreview.begin({_literal(settings)})", lambda _result: self._begun(number)
        )

    def _begun(self, number: int) -> None:
        if number == self._shown:
            self._is_live = True
            self.ready.emit()

    def _swapped(self, number: int) -> None:
        if number == self._shown and self._is_live:
            self.ready.emit()

    def _lost(self, _status: object, _code: int) -> None:
        self._is_live = False

    def _run(self, code: str, done: Callable[[object], None] | None = None) -> None:
        self.runJavaScript(code, _OWN_WORLD, done or _ignore)


def _literal(value: object) -> str:
    """`value` as JavaScript source. JSON is a subset of JavaScript, given that ASCII alone is used."""
    return json.dumps(value, ensure_ascii=True)


def _ignore(_result: object) -> None:
    pass


def _deny(permission: QWebEnginePermission) -> None:
    permission.deny()
