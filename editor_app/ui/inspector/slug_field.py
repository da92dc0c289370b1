"""The slug: follows the headline's file until edited, locks when the story is first published, says what is wrong."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import default_button
from editor_app.ui.widgets.fields import LabeledField
from editor_app.ui.widgets.text_label import TextLabel

ADDRESS_WIDTH = 200
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class SlugField(QWidget):
    """One slug. `slug_edited(str)` carries only slugs that can be used, or "" to follow the file's name again."""

    slug_edited = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._locked = False
        self._unlocked_by_person = False
        self._is_taken = False
        self._address = TextLabel("", theme, "meta", "tertiary")
        self.editor = QLineEdit()
        type_role(self.editor, "interface", theme)
        self._lock = QAction(self)
        self._lock.triggered.connect(self._ask_to_unlock)
        self.editor.addAction(self._lock, QLineEdit.ActionPosition.TrailingPosition)
        self._field = LabeledField(self.tr("Slug"), self.editor, theme, self._address)
        self._unlock_row = self._build_unlock_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self._unlock_row)
        self.editor.textEdited.connect(self._edited)
        self.editor.editingFinished.connect(self._tidy)
        theme.changed.connect(self._show_state)

    @property
    def is_locked(self) -> bool:
        """Whether the slug cannot be edited just now."""
        return self._locked and not self._unlocked_by_person

    @property
    def message(self) -> str:
        """The line below the field."""
        return self._field.help.text()

    def show_slug(self, slug: str, address: str, locked: bool, taken: bool) -> None:
        """Show a story's slug; `locked` once it was published, `taken` when another story has the same."""
        if self._unusable(self.editor.text()) and self.editor.hasFocus():
            pass  # leave what is being typed, it is not a slug yet
        elif self.editor.text() != slug:
            self.editor.setText(slug)
        room = Qt.TextElideMode.ElideMiddle, ADDRESS_WIDTH
        self._address.setText(self._address.fontMetrics().elidedText(address, *room))
        self._address.setToolTip(address)
        self._locked, self._is_taken = locked, taken
        self._show_state()

    def forget_unlocking(self) -> None:
        """Another story is shown: what was unlocked is locked again."""
        self._unlocked_by_person = False
        self._unlock_row.hide()

    def unlock(self) -> None:
        """Let the slug be edited although readers know it."""
        self._unlocked_by_person = True
        self._unlock_row.hide()
        self._show_state()
        self.editor.setFocus()
        self.editor.selectAll()

    def _build_unlock_row(self) -> QWidget:
        row_widget = QWidget()
        row = QHBoxLayout(row_widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        unlock = default_button(self.tr("Unlock slug"), self._theme, size="small")
        keep = default_button(self.tr("Keep it"), self._theme, size="small")
        unlock.clicked.connect(self.unlock)
        keep.clicked.connect(self._keep)
        row.addWidget(unlock)
        row.addWidget(keep)
        row.addStretch(1)
        row_widget.hide()
        return row_widget

    def _ask_to_unlock(self) -> None:
        if self.is_locked:
            self._unlock_row.show()
            self._show_state()

    def _keep(self) -> None:
        self._unlock_row.hide()
        self._show_state()

    def _edited(self, text: str) -> None:
        self._show_state()
        if not self._unusable(text):
            self.slug_edited.emit(text)

    def _tidy(self) -> None:
        text = self.editor.text()
        tidy = re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9]+", "-", text.strip().lower())).strip("-")
        if text and tidy and tidy != text:
            self.editor.setText(tidy)
            self._edited(tidy)

    def _unusable(self, text: str) -> bool:
        return bool(text) and not _SLUG.fullmatch(text)

    def _show_state(self) -> None:
        locked = self.is_locked
        self.editor.setReadOnly(locked)
        self._lock.setVisible(self._locked)
        icon = "lock-simple" if locked else "lock-simple-open"
        self._lock.setIcon(self._theme.icon(icon, "text.secondary"))
        self._lock.setToolTip(self.tr("Unlock slug") if locked else self.tr("Unlocked"))
        if self._unusable(self.editor.text()):
            self._field.set_fault(self.tr("Use small letters, numbers and hyphens."))
        elif self._is_taken:
            self._field.set_fault(self.tr("Another story has this slug. Choose a different one."))
        elif not self._unlock_row.isHidden():
            self._field.set_help(
                self.tr("When this is published, the present address will lead readers to the new one.")
            )
        elif locked:
            self._field.set_help(self.tr("Locked since first published, so links keep working."))
        elif self._locked:
            self._field.set_help(
                self.tr("When this is published, the old address will lead readers to the new one.")
            )
        else:
            self._field.set_help("")
