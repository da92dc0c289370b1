"""Hears of changes to the files of a newsroom's theme, so that the preview can follow whoever works on it.

A watcher is a hint: what the files look like decides whether anything changed. Reads no file.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLE_MS = 60
_MOST_FILES = 500  # a theme has a dozen; somebody may have put a whole project there


class ThemeWatch(QObject):
    """Watches one theme folder, which need not be there yet.

    Signals:
        changed(): a file was written, added or removed.
    """

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(self._heard)
        self._watcher.fileChanged.connect(self._heard)
        self._seen: dict[str, tuple[int, int, int]] | None = self._follow()

    def _heard(self, _path: str) -> None:
        """Something changed on disk: look when the last of it is there."""
        self._settle.start()

    def distrust(self) -> None:
        """A page could not be made with the theme, whatever state that was: any state to come counts as another."""
        self._follow()
        self._seen = None

    def look(self) -> None:
        """Look at the files now; `changed` follows if they are not as they were."""
        seen = self._follow()
        if seen != self._seen:
            self._seen = seen
            self.changed.emit()

    def _follow(self) -> dict[str, tuple[int, int, int]]:
        """The state of every file. An atomic replace takes a file from the watcher, so all are put back each time."""
        folders, files = _contents(self._folder)
        # Until there is a theme, the newsroom's own folder tells when there is.
        wanted = [str(self._folder.parent), *folders, *files]
        watched = {*self._watcher.directories(), *self._watcher.files()}
        if missing := [path for path in wanted if path not in watched and os.path.exists(path)]:  # noqa: PTH110
            self._watcher.addPaths(missing)
        return files


def _contents(folder: Path) -> tuple[list[str], dict[str, tuple[int, int, int]]]:
    folders: list[str] = []
    files: dict[str, tuple[int, int, int]] = {}
    waiting = [str(folder)]
    while waiting and len(files) < _MOST_FILES:
        path = waiting.pop()
        try:
            entries = list(os.scandir(path))
        except OSError:
            continue
        folders.append(path)
        for entry in entries:
            if entry.name.startswith("."):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.is_file():
                    state = entry.stat()
                    files[entry.path] = (state.st_mtime_ns, state.st_size, state.st_ino)
            except OSError:
                continue
    return folders, files
