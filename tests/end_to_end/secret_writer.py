"""The real application with somebody who writes a secret into a draft, looks at it, keeps a version, writes the site, meets a fault.

`python -m tests.end_to_end.secret_writer FOLDER STORY SECRET [killed]`: ends by itself, or waits to be killed after saying "ready".
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from editor_app import app
from editor_app.ui.main_window import MainWindow


class Writer:
    """Does one thing after the other."""

    def __init__(self, window: MainWindow, story: Path, secret: str, *, is_killed: bool) -> None:
        self._window, self._story, self._secret, self._is_killed = window, story, secret, is_killed
        QTimer.singleShot(0, self._write)

    def _write(self) -> None:
        workspace = self._window.workspace
        if workspace is None or not workspace.desk.open_story(self._story):
            QTimer.singleShot(50, self._write)
            return
        desk = workspace.desk
        session = desk.current
        assert session is not None
        session.edit("Change headline", title=f"{self._secret} headline", note=f"{self._secret} note")
        workspace.show_panel("preview")
        QTest.keyClicks(workspace.editor.galley.body, f"{self._secret} ")
        session.save()
        desk.history.save_version(f"{self._secret} version")
        job = desk.publishing.job()
        job.start()
        self._until(lambda: not job.is_running)
        QTest.keyClicks(workspace.editor.galley.body, f"{self._secret} again ")
        self._until(desk.recovery.flush)
        if self._is_killed:
            print("ready", flush=True)
            time.sleep(600)
        sys.excepthook(ValueError, ValueError(self._secret), None)
        QTest.qWait(500)
        self._window.close()
        QTimer.singleShot(0, app.QApplication.quit)

    def _until(self, condition: object) -> None:
        for _ in range(400):
            if condition():  # type: ignore[operator]
                return
            QTest.qWait(50)


def main(folder: Path, story: Path, secret: str, *, is_killed: bool) -> int:
    """Run until done or killed."""
    real, kept = app.open_first, []

    def open_and_write(window: MainWindow, first: Path | None) -> None:
        real(window, first)
        kept.append(Writer(window, story, secret, is_killed=is_killed))

    app.open_first = open_and_write
    return app.main(folder)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], is_killed="killed" in sys.argv))
