"""What the preview's own scheme serves: the page of the open story and the pictures it names, and nothing else.

An address never holds a path: a picture is known by a number that was handed out while its page was made.
"""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlSchemeHandler

from editor_app.ui.preview.engine import SCHEME

CONTENT_POLICY = (
    f"default-src 'none'; img-src {SCHEME}: data:; style-src {SCHEME}: 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-src 'none'; sandbox allow-same-origin"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_PICTURE_TYPES = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/svg+xml"}
)
_HOST = "story"


class StoryShelf:
    """The page and the pictures that may be asked for at this moment."""

    def __init__(self) -> None:
        self._page = b""
        self._edition = 0
        self._pictures: dict[Path, int] = {}
        self._paths: list[Path] = []
        self._forgotten = 0

    def put_page(self, html: str) -> QUrl:
        """Make `html` the one page that is served, and return its address, never the same twice."""
        self._page = html.encode("utf-8", "replace")
        self._edition += 1
        return QUrl(f"{SCHEME}://{_HOST}/page/{self._edition}")

    def picture_address(self, path: Path) -> str:
        """The address, relative to the page, of this picture file. Whether it may be shown is decided by the caller.

        It names no scheme, so that a sanitiser need not know the preview's.
        """
        if path not in self._pictures:
            self._pictures[path] = self._forgotten + len(self._paths)
            self._paths.append(path)
        return f"/picture/{self._pictures[path]}"

    def clear(self) -> None:
        """Forget the page and all pictures: another story is opened.

        Its pictures get other numbers: the web engine may still remember what an address showed.
        """
        self._page = b""
        self._forgotten += len(self._paths)
        self._pictures.clear()
        self._paths.clear()

    def page(self, url: QUrl) -> bytes | None:
        """The page when `url` is its present address."""
        if url.host() == _HOST and url.path() == f"/page/{self._edition}" and self._page:
            return self._page
        return None

    def picture(self, url: QUrl) -> Path | None:
        """The file of a picture address that was handed out."""
        kind, _, number = url.path().removeprefix("/").partition("/")
        if url.host() != _HOST or kind != "picture" or not (number.isascii() and number.isdigit()):
            return None
        at = int(number) - self._forgotten if len(number) < 9 else -1
        return self._paths[at] if 0 <= at < len(self._paths) else None


class StorySchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers the web engine's requests from a shelf."""

    def __init__(self, shelf: StoryShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Reply with the page, a picture, or nothing."""
        url = job.requestUrl()
        if job.requestMethod() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif (page := self._shelf.page(url)) is not None:
            buffer = QBuffer(job)
            buffer.setData(page)
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._reply(job, "text/html;charset=utf-8", buffer)
        elif (path := self._shelf.picture(url)) is not None:
            self._reply_picture(job, path)
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)

    def _reply_picture(self, job: QWebEngineUrlRequestJob, path: Path) -> None:
        kind = mimetypes.guess_type(path.name)[0] or ("image/avif" if path.suffix.lower() == ".avif" else "")
        file = QFile(str(path), job)
        if kind not in _PICTURE_TYPES or not path.is_file() or not file.open(QIODevice.OpenModeFlag.ReadOnly):
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        self._reply(job, kind, file)

    def _reply(self, job: QWebEngineUrlRequestJob, kind: str, body: QIODevice) -> None:
        headers: Any = {
            QByteArray(name.encode()): [QByteArray(value.encode())] for name, value in _HEADERS.items()
        }
        job.setAdditionalResponseHeaders(headers)
        job.reply(kind.encode(), body)
