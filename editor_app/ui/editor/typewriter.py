"""Typewriter scrolling: the line one writes stays at the middle of the page, and the page moves instead."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from editor_app.ui.editor.body_editor import BodyEditor


class Typewriter(QObject):
    """On or off, for one editor. A click leaves the page where it is; the next key brings its line to the middle."""

    def __init__(self, editor: BodyEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.is_on = False
        editor.cursorPositionChanged.connect(self._follow)

    def set_on(self, on: bool) -> None:
        """Begin or end."""
        self.is_on = on
        self._editor.set_room_below(0.5 if on else 0.0)
        if on:
            self._follow()

    def _follow(self) -> None:
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not self.is_on or by_mouse or not self._editor.hasFocus():
            return
        bar = self._editor.verticalScrollBar()
        line, height = self._editor.cursorRect(), self._editor.viewport().height()
        bar.setValue(bar.value() + line.center().y() - height // 2)
