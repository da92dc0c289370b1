"""What helps one write and is chosen in the menus: typographic typing, typewriter scrolling, focus mode.

Joins the actions, the settings and the columns of the window to the editor, which does the work.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from editor_app.ui import settings as keys
from editor_app.ui.actions import Actions
from editor_app.ui.columns import Columns
from editor_app.ui.editor.editor_pane import EditorPane
from editor_app.ui.settings import Settings


class WritingAids(QObject):
    """Takes `format.smart`, `view.typewriter` and `view.focus` for one newsroom."""

    def __init__(
        self, editor: EditorPane, columns: Columns, actions: Actions, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._editor, self._columns = editor, columns
        self._actions, self._settings = actions, settings
        actions.handle("format.smart", self._set_smart)
        actions.handle("view.typewriter", self._set_typewriter)
        actions.handle("view.focus", editor.focus_mode.set_on)
        editor.focus_mode.changed.connect(self._focus_changed)
        self._set_smart(settings.get(keys.SMART_TYPING))
        self._set_typewriter(settings.get(keys.TYPEWRITER))

    def leave_focus(self) -> None:
        """What was asked for is to be seen: the columns come back."""
        self._editor.focus_mode.set_on(False)

    def _set_smart(self, on: bool) -> None:
        self._editor.galley.body.typing.is_smart = on
        self._actions.set_checked("format.smart", on)
        self._settings.set(keys.SMART_TYPING, on)

    def _set_typewriter(self, on: bool) -> None:
        self._editor.typewriter.set_on(on)
        self._actions.set_checked("view.typewriter", on)
        self._settings.set(keys.TYPEWRITER, on)

    def _focus_changed(self, on: bool) -> None:
        self._actions.set_checked("view.focus", on)
        self._columns.set_bare(on)
        if on:
            self._editor.focus_text()
