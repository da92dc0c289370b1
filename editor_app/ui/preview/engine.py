"""What has to be settled before QApplication exists so that a preview can be shown, and can leak nothing.

Sets Chromium's switches and registers the preview's own address scheme. Makes no profile, page or widget, and works
(by saying why not) where Qt WebEngine is missing or cannot run.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt

SCHEME = "stet-preview"

_FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
_NO_SANDBOX = "QTWEBENGINE_DISABLE_SANDBOX"
_DRAWING = "QT_QUICK_BACKEND"
_MISSING = "Qt WebEngine is not installed."

# No name is ever looked up: without this, <link rel=preconnect> sends DNS and TLS packets past the interceptor and the
# content policy. The inner quotes are needed, and the switch works from the environment only.
SWITCHES = (
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)


@dataclass(frozen=True, slots=True)
class WebEngine:
    """Whether pages can be shown in the window; `reason` is a sentence when they cannot."""

    available: bool
    reason: str = ""


def prepare_web_engine(environment: MutableMapping[str, str] | None = None) -> WebEngine:
    """Make Qt WebEngine ready. Call once, before QApplication; calling again changes nothing.

    Args:
        environment: where Chromium's switches are put, by default the process's own.
    """
    environment = os.environ if environment is None else environment
    add_switches(environment)
    # A web view on the graphics card would make the whole window draw there: a key press would then wait for the card
    # (measured without one: 16 ms to paint instead of 7), and Qt would make an open window anew for its first web view.
    environment.setdefault(_DRAWING, "software")
    if QCoreApplication.instance() is None:
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    try:
        _register_scheme()
        importlib.import_module("PySide6.QtWebEngineWidgets")
    except ImportError:
        return WebEngine(False, _MISSING)
    return web_engine(environment)


def web_engine(environment: Mapping[str, str] | None = None) -> WebEngine:
    """Whether pages can be shown: all that is needed is there, and `prepare_web_engine` was called in time."""
    environment = os.environ if environment is None else environment
    try:
        from PySide6.QtWebEngineCore import QWebEngineUrlScheme
    except ImportError:
        return WebEngine(False, _MISSING)
    if environment.get(_NO_SANDBOX, "") in {"", "0"}:
        # Chromium would end the whole program, so these must be known beforehand.
        if running_as_root():
            return WebEngine(
                False, "It does not run for the administrator (root). Start Stet as an ordinary user."
            )
        if not sandbox_can_start():
            return WebEngine(False, "This system does not allow the sandbox that the preview runs in.")
    if QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name().isEmpty():
        return WebEngine(False, "The web engine was not started with the program.")
    return WebEngine(True)


def add_switches(environment: MutableMapping[str, str]) -> None:
    """Append Chromium's switches; they stand last because Chromium obeys the last one of its kind."""
    present = environment.get(_FLAGS, "")
    missing = [switch for switch in SWITCHES if not present.endswith(" ".join(SWITCHES))]
    environment[_FLAGS] = " ".join([present, *missing]).strip()


def running_as_root() -> bool:
    """Whether this process has the system's administrator as its user."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def sandbox_can_start(settings: Path = Path("/proc/sys")) -> bool:
    """Whether Linux lets this user make the namespaces that Chromium's sandbox is built of."""
    if not sys.platform.startswith("linux"):
        return True
    refusing = {
        "kernel/unprivileged_userns_clone": "0",
        "kernel/apparmor_restrict_unprivileged_userns": "1",
        "user/max_user_namespaces": "0",
    }
    return not any(_setting(settings / name) == value for name, value in refusing.items())


def _setting(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _register_scheme() -> None:
    from PySide6.QtWebEngineCore import QWebEngineUrlScheme

    if not QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name().isEmpty():
        return
    scheme = QWebEngineUrlScheme(SCHEME.encode())
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)
