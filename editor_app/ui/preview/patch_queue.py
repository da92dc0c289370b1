"""Brings what waits in a preview feed to the page, one patch at a time and always the newest.

Holds no widget: it receives the function that patches.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from editor_app.session.preview_feed import Patch, PreviewFeed

Send = Callable[[Patch, Callable[[], None]], None]


class PatchQueue(QObject):
    """At most one patch is under way; edits made meanwhile become one patch after it.

    Signals:
        patched(Patch): the page shows this patch now.
    """

    patched = Signal(object)

    def __init__(self, send: Send, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._send = send
        self._feed: PreviewFeed | None = None
        self._sent = 0
        self._is_open = False
        self._under_way = False
        # A zero timer runs after the key's own painting, so the editor never waits for the preview.
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._send_next)

    @property
    def is_idle(self) -> bool:
        """Whether the page shows everything there is."""
        return not self._under_way and not (self._feed and self._feed.is_waiting)

    def follow(self, feed: PreviewFeed | None) -> None:
        """Take patches from this feed, once `open` is called."""
        if self._feed is not None:
            self._feed.waiting.disconnect(self._wake)
        self._feed = feed
        self.close()
        if feed is not None:
            feed.waiting.connect(self._wake)

    def open(self) -> None:
        """The page can be patched from now on."""
        self._is_open = True
        self._wake()

    def close(self) -> None:
        """The page cannot be patched; an answer that is still to come counts no more."""
        self._is_open = False
        self._under_way = False
        self._sent += 1
        self._turn.stop()

    def _wake(self) -> None:
        if self._is_open and not self._under_way and self._feed is not None and self._feed.is_waiting:
            self._turn.start()

    def _send_next(self) -> None:
        patch = (
            self._feed.take() if self._feed is not None and self._is_open and not self._under_way else None
        )
        if patch is None:
            return
        self._under_way = True
        self._sent += 1
        number = self._sent
        self._send(patch, lambda: self._done(number, patch))

    def _done(self, number: int, patch: Patch) -> None:
        if number != self._sent or not self._under_way:
            return
        self._under_way = False
        self.patched.emit(patch)
        self._wake()
