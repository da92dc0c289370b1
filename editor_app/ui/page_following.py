"""Keeps the editor and the preview beside it at the same place, and remembers the preview's device.

Each side follows only what a person does on the other: neither reports a scroll that it was asked for, so nothing echoes.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from editor_app.ui import settings as keys
from editor_app.ui.actions import Actions
from editor_app.ui.editor.editor_pane import EditorPane
from editor_app.ui.preview.pane import PreviewPane
from editor_app.ui.settings import Settings

_DEVICES = ("phone", "tablet", "desktop")


class PageFollowing(QObject):
    """Joins one editor to one preview."""

    def __init__(
        self, editor: EditorPane, preview: PreviewPane, actions: Actions, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._editor, self._preview = editor, preview
        self._actions, self._settings = actions, settings
        editor.caret_moved.connect(preview.show_block)
        editor.scrolled_to.connect(self._editor_scrolled)
        preview.block_reached.connect(self._preview_scrolled)
        preview.device_changed.connect(self._remember_device)
        preview.set_device(settings.get(keys.PREVIEW_DEVICE))
        self._check_device(str(preview.device))

    def _editor_scrolled(self, key: str) -> None:
        if self._preview.isVisible():
            self._preview.reveal_block(key)

    def _preview_scrolled(self, key: str) -> None:
        if self._editor.isVisible():
            self._editor.show_key(key)

    def _remember_device(self, device: str) -> None:
        self._settings.set(keys.PREVIEW_DEVICE, device)
        self._check_device(device)

    def _check_device(self, device: str) -> None:
        for name in _DEVICES:
            self._actions.set_checked(f"view.device.{name}", name == device)
