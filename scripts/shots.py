"""Writes screenshots of the real window and of exported pages into a folder: `python scripts/shots.py FOLDER`.

Works on a copy of the sample newsroom at a fixed moment, without a screen, and touches none of the user's settings.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

NOW = datetime(2026, 11, 17, 14, 34, tzinfo=UTC)
STORY = "ferry-aground"
WIDE, NARROW = (1440, 900), (1100, 700)
PATIENCE_MS = 30_000
PAGES = {"page-desktop": (1280, 2200), "page-phone": (390, 2600)}


def main() -> int:
    """Take every shot; 0 when all were written."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "shots").resolve()
    target.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="stet-shots-") as scratch:
        for name in ("DATA", "CONFIG", "CACHE", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(scratch) / name.lower())
        from editor_app.ui.preview.engine import prepare_web_engine

        prepare_web_engine()
        from PySide6.QtWidgets import QApplication

        application = QApplication(["stet"])
        camera = Camera(application, sample_newsroom(Path(scratch)), target)
        for theme in ("light", "dark"):
            camera.shoot_window(theme)
        camera.shoot_site(Path(scratch) / "site")
    print(f"{len(camera.taken)} pictures in {target}")
    return 0


def sample_newsroom(scratch: Path) -> Path:
    """A copy of the sample whose files were last changed when their stories say."""
    from editor_app.locations import seeds_folder
    from editor_app.stories.newsroom import Newsroom

    room = scratch / "The Ostrey Courier"
    shutil.copytree(seeds_folder(), room)
    newsroom = Newsroom.open(room)
    for number, path in enumerate(newsroom.story_paths()):
        meta = newsroom.read(path).meta
        changed = meta.lastmod or meta.date or NOW - timedelta(minutes=17 * (number + 1))
        stamp = min(changed, NOW).timestamp()
        os.utime(path, (stamp, stamp))
    return room


class Camera:
    """Takes the pictures, one window at a time."""

    def __init__(self, application, room: Path, target: Path) -> None:  # type: ignore[no-untyped-def]
        self._application = application
        self._room = room
        self._target = target
        self.taken: list[Path] = []

    def shoot_window(self, mode: str) -> None:
        """Every state of the window worth a look, in one theme."""
        from editor_app.ui.main_window import MainWindow
        from editor_app.ui.settings import Settings
        from editor_app.ui.theme import Theme

        theme = Theme(mode)
        theme.apply(self._application)
        window = MainWindow(theme, Settings(), lambda: NOW)
        window.resize(*WIDE)
        window.show()
        self._rest(200)
        self._keep(window, f"welcome-{mode}")
        if not window.open_newsroom(self._room) or window.workspace is None:
            raise SystemExit("The sample newsroom could not be opened.")
        workspace = window.workspace
        workspace.open_story(self._room / "stories" / f"{STORY}.md")
        for panel in ("story", "breaking", "related", "share", "checks"):
            workspace.show_panel(panel)
            self._rest(400)
            self._keep(window, f"{'main' if panel == 'story' else panel}-{mode}")
        self._shoot_preview(window, mode)
        workspace.show_panel("story")
        window.resize(*NARROW)
        self._rest(300)
        self._keep(window, f"main-1100-{mode}")
        window.resize(*WIDE)
        self._rest(200)
        window.table["story.publish"].trigger()
        self._rest(800)
        self._keep(window, f"publish-{mode}")
        self._close(window)

    def _shoot_preview(self, window, mode: str) -> None:  # type: ignore[no-untyped-def]
        preview = window.workspace.preview
        if preview.is_available:
            shown: list[bool] = []
            preview.page_shown.connect(lambda: shown.append(True))
            window.workspace.show_panel("preview")
            self._wait_for(lambda: bool(shown))
            self._rest(700)
        else:
            window.workspace.show_panel("preview")
            self._rest(300)
        self._keep(window, f"preview-{mode}")

    def shoot_site(self, folder: Path) -> None:
        """The exported front page and article, as a desktop and a phone show them."""
        from editor_app.publish.site import export_site
        from editor_app.stories.newsroom import Newsroom

        newsroom = Newsroom.open(self._room)
        report = export_site(newsroom, folder, NOW, None, None)
        story = newsroom.read(self._room / "stories" / f"{STORY}.md")
        article = folder / newsroom.address_path(story).strip("/") / "index.html"
        for name, file in (("front", report.front_page), ("article", article)):
            for suffix, size in PAGES.items():
                self._shoot_page(file, size, f"{name}-{suffix}")

    def _shoot_page(self, file: Path, size: tuple[int, int], name: str) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtWebEngineCore import QWebEngineSettings
        from PySide6.QtWebEngineWidgets import QWebEngineView

        view = QWebEngineView()
        view.settings().setAttribute(QWebEngineSettings.WebAttribute.ShowScrollBars, False)
        view.resize(*size)
        view.show()
        loaded: list[bool] = []
        view.loadFinished.connect(loaded.append)
        view.load(QUrl.fromLocalFile(str(file)))
        self._wait_for(lambda: bool(loaded))
        self._rest(700)
        self._keep(view, name)
        self._close(view)

    def _keep(self, widget, name: str) -> None:  # type: ignore[no-untyped-def]
        file = self._target / f"{name}.png"
        if not widget.grab().save(str(file)):
            raise SystemExit(f"{file} could not be written.")
        self.taken.append(file)

    def _close(self, widget) -> None:  # type: ignore[no-untyped-def]
        widget.close()
        widget.deleteLater()
        self._rest(50)

    def _wait_for(self, condition: Callable[[], bool]) -> None:
        waited = 0
        while not condition():
            self._rest(20)
            waited += 20
            if waited > PATIENCE_MS:
                raise SystemExit("The window did not show what was wanted in time.")

    def _rest(self, milliseconds: int) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


if __name__ == "__main__":
    sys.exit(main())
