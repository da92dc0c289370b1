"""What every test shares: an offscreen Qt, private user folders, and a fixed clock."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    # Chromium's sandbox refuses to run as root. The tests alone switch it off, never the product.
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

_GARBAGE = 150_000  # objects made and not let go of since the last collection


def pytest_unconfigure() -> None:
    """Leave nothing of ours on the clipboard: offscreen, Qt lets go of it only when Python is gone, which ends in a crash."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.clipboard().clear()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The application's class, with the web engine made ready before there is one of it."""
    from editor_app.ui.preview.engine import prepare_web_engine

    prepare_web_engine()
    return QApplication


@pytest.fixture(autouse=True)
def _private_user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own settings, data or cache."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    running = home / "run"
    running.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(running))
    monkeypatch.setenv("HOME", str(home))


@pytest.fixture(scope="session")
def _left_by_qt() -> list[str]:
    """The last tests that used Qt, until what they left has been collected."""
    return []


@pytest.fixture(autouse=True)
def _collected_in_this_thread(request: pytest.FixtureRequest, _left_by_qt: list[str]) -> Iterator[None]:
    """What Qt made is never collected in another thread, nor in the middle of anything, as in the application."""
    uses_qt = not {"qapp", "qtbot"}.isdisjoint(request.fixturenames)
    if _left_by_qt and (not uses_qt or gc.get_count()[0] > _GARBAGE):
        gc.collect()
        _left_by_qt.clear()
    if not uses_qt:
        gc.enable()
        yield
        return
    _left_by_qt.append(request.node.name)
    gc.disable()
    yield


@pytest.fixture
def now() -> datetime:
    """A fixed moment: 17 November 2026, 14:32 UTC."""
    return datetime(2026, 11, 17, 14, 32, tzinfo=UTC)


@pytest.fixture
def seeds() -> Path:
    """The sample newsroom as shipped, read-only."""
    return Path(__file__).resolve().parent.parent / "seeds"
