"""Rows of the settings: a name, a line of help, and a control at the right that acts at once.

A row that an action of the menus does too is that action: both always say the same.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor_app.ui.actions import Actions
from editor_app.ui.settings import Setting, Settings
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.switch import Switch
from editor_app.ui.widgets.text_label import TextLabel


class SettingRow(QWidget):
    """A name with help below it, and a control."""

    def __init__(self, name: str, words: str, control: QWidget, theme: Theme) -> None:
        super().__init__()
        self.control = control
        self.help = TextLabel(words, theme, "meta", "secondary", wrap=True)
        self.help.setVisible(bool(words))
        label = TextLabel(name, theme, "interface_medium")
        label.setBuddy(control)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(label)
        text.addWidget(self.help)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(24)
        row.addLayout(text, 1)
        row.addWidget(control)


class SwitchRow(SettingRow):
    """A setting that is on or off. With no newsroom open the action may not work yet; then the setting is kept."""

    def __init__(
        self,
        words: tuple[str, str],
        setting: Setting[bool],
        identity: str,
        actions: Actions,
        settings: Settings,
        theme: Theme,
    ) -> None:
        name, self._words = words
        self.switch = Switch(name, theme)
        super().__init__(name, self._words, self.switch, theme)
        self._setting, self._action, self._settings = setting, actions[identity], settings
        self.switch.toggled.connect(self._choose)
        settings.changed.connect(self._setting_changed)
        self._action.changed.connect(self._show)
        self._show()

    def _setting_changed(self, key: str) -> None:
        if key == self._setting.key:
            self._show()

    def _show(self) -> None:
        reason = self._action.reason if self._action.is_handled else ""
        blocked = self.switch.blockSignals(True)
        self.switch.setChecked(self._settings.get(self._setting))
        self.switch.blockSignals(blocked)
        self.switch.setEnabled(not reason)
        self.switch.update()
        self.help.setText(reason or self._words)
        self.switch.setAccessibleDescription(self.help.text())

    def _choose(self, on: bool) -> None:
        if self._action.is_handled and self._action.isEnabled() and self._action.isChecked() != on:
            self._action.trigger()
        else:
            self._settings.set(self._setting, on)
