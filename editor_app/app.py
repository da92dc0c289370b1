"""The composition root of the desktop application: the only place that builds its objects and joins them."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from editor_app import __version__
from editor_app.ui import settings as keys
from editor_app.ui.collecting import Collector
from editor_app.ui.main_window import MainWindow, log_path
from editor_app.ui.preview.engine import prepare_web_engine
from editor_app.ui.settings import Settings
from editor_app.ui.theme import Theme

_LOG_LIMIT = 1_000_000  # bytes; the log begins anew beyond that


def main(folder: Path | None = None) -> int:
    """Run Stet on the newsroom in `folder`; None: the one that was open last, else the welcome page. Returns the exit code."""
    prepare_web_engine()
    app = QApplication(sys.argv[:1])
    collector = Collector(app)
    collector.start()
    app.setApplicationName("Stet")
    app.setApplicationDisplayName("Stet")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("stet")
    window = build_window(app)
    _catch_mishaps(window)
    _close_on_signals(window, app)
    window.show()
    open_first(window, folder)
    return app.exec()


def build_window(app: QApplication) -> MainWindow:
    """The window with everything it needs, not shown yet."""
    settings = Settings()
    theme = Theme(settings.get(keys.THEME_MODE), use_system_font=settings.get(keys.USE_SYSTEM_FONT))
    theme.apply(app)
    return MainWindow(theme, settings, _now)


def open_first(window: MainWindow, folder: Path | None) -> None:
    """Open `folder`, or the newsroom that was open last if it is still there."""
    if folder is not None:
        window.open_newsroom(folder)
        return
    recent = window.settings.recent_newsrooms()
    if recent and recent[0][0].is_dir():
        window.open_newsroom(recent[0][0])


def _now() -> datetime:
    return datetime.now(UTC)


def _catch_mishaps(window: MainWindow) -> None:
    """A fault of our own saves the story, goes to the log without any of its text, and is told in a sentence."""

    def caught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        log = _write_log(kind, trace)
        kept = window.desk is None or _try(window.desk.recovery.flush)
        saved = window.desk is None or window.desk.current is None or _try(window.desk.current.save)
        safe = (
            "Your text is saved."
            if saved
            else "Your text is kept, and is offered again when Stet starts."
            if kept
            else "Your text is still here; copy it to another place."
        )
        window.say_trouble(f"Something in Stet did not work. {safe} Details are in {log}.")

    sys.excepthook = caught
    relay = _Relay(caught, window)

    def fell(fall: threading.ExceptHookArgs) -> None:
        if not issubclass(fall.exc_type, SystemExit):
            relay.fell.emit(fall.exc_type, fall.exc_value, fall.exc_traceback)

    threading.excepthook = fell


class _Relay(QObject):
    """Takes what a thread of ours raised to the window's thread, which alone may save and say anything."""

    fell = Signal(object, object, object)

    def __init__(self, caught: Callable[..., None], parent: QObject) -> None:
        super().__init__(parent)
        self._caught = caught
        self.fell.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def _take(self, *about: object) -> None:
        self._caught(*about)


def _try(act: Callable[[], bool]) -> bool:
    try:
        return act()
    except Exception:
        return False


def _write_log(kind: type[BaseException], trace: TracebackType | None) -> Path:
    # The exception's own words may quote a story, so only its kind and the places in the code are kept.
    log = log_path()
    places = "".join(
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}\n"
        for frame in traceback.extract_tb(trace)
    )
    try:
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_long = log.exists() and log.stat().st_size > _LOG_LIMIT
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if is_long else os.O_APPEND)
        with os.fdopen(os.open(log, flags, 0o600), "a", encoding="utf-8") as file:
            if hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), 0o600)
            file.write(f"{_now().isoformat()} Stet {__version__} {kind.__name__}\n{places}")
    except OSError:
        pass  # a log that cannot be written must not be a second fault
    return log


def _close_on_signals(window: MainWindow, app: QApplication) -> None:
    """SIGTERM, SIGHUP and Ctrl+C save and close, without a dialog; what cannot be saved stays in the recovery journal.

    A log-out tells the same in its own way before it ends Stet.
    """

    def leave() -> None:
        window.is_ending = True
        _keep_everything(window)
        if not window.close():
            if window.desk is not None:
                _try(window.desk.keep_unsaved)
            app.exit()  # quit() would ask the window again, which has just said no

    def told(_number: int, _frame: object) -> None:
        # Python may be in the middle of an edit: it is finished first.
        QTimer.singleShot(0, app, leave)

    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), told)
    app.commitDataRequest.connect(
        lambda _manager: _keep_everything(window), Qt.ConnectionType.DirectConnection
    )
    # Python sees a signal only while its interpreter runs; Qt's loop has to hand over now and then.
    beat = QTimer(app)
    beat.timeout.connect(lambda: None)
    beat.start(250)


def _keep_everything(window: MainWindow) -> None:
    """The journal first: a save may wait long for a disk that is far away."""
    if window.desk is not None:
        _try(window.desk.recovery.flush)
        if window.desk.current is not None:
            _try(window.desk.current.save)
