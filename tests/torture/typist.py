"""The real application with somebody at it who never stops typing; runs until it is killed.

Types numbered words at the end of the open story. After each, tells its number and the moment (monotonic seconds) on standard output.
`python -m tests.torture.typist FOLDER SEED [careless]`: the careless one has neither journal nor autosave, as a control.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from editor_app import app
from editor_app.session import autosave, story_journal
from editor_app.ui.main_window import MainWindow

NEVER_MS = 10_000_000


class Typist:
    """Presses one key at a time, as fast as a person in a hurry, and rests now and then so that autosave has its turn."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self._window, self._luck = window, random.Random(seed)
        self._number, self._rest = 0, ""
        self._timer = QTimer(window, singleShot=True)
        self._timer.timeout.connect(self._press)
        self._timer.start(0)

    def _press(self) -> None:
        workspace = self._window.workspace
        if workspace is None or workspace.session is None:
            self._timer.start(20)
            return
        body = workspace.editor.galley.body
        if not self._rest:
            if self._number:
                print(self._number, time.monotonic(), flush=True)
            else:
                body.setFocus()
                body.moveCursor(body.textCursor().MoveOperation.End)
            self._number += 1
            self._rest = f"w{self._number:04} "
            self._between(body)
        QTest.keyClicks(body, self._rest[0])
        self._rest = self._rest[1:]
        self._timer.start(self._luck.choice((8, 12, 20, 35)))

    def _between(self, body: object) -> None:
        luck = self._luck.random()
        if luck < 0.04:
            QTest.keyClick(body, Qt.Key.Key_Return)  # type: ignore[arg-type]
        elif luck < 0.06:
            QTest.keyClick(body, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)  # type: ignore[arg-type]
        elif luck < 0.09:
            QTest.qWait(self._luck.randrange(100, 1_300))


def main(folder: Path, seed: int, careless: bool) -> int:
    """Run until killed."""
    if careless:
        story_journal.PAUSE_MS = story_journal.LATEST_MS = NEVER_MS
        autosave.AUTOSAVE_DELAY_MS = NEVER_MS
    real, kept = app.open_first, []

    def open_and_type(window: MainWindow, first: Path | None) -> None:
        real(window, first)
        window.activateWindow()
        kept.append(Typist(window, seed))

    app.open_first = open_and_type
    return app.main(folder)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), "careless" in sys.argv))
