"""Buttons of the five kinds: primary, default, quiet, destructive and link, tool buttons, and filter toggles."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from editor_app.ui.theme import Theme, type_role

_ICON_GAP = 3  # QSS gives a button icon a fixed 4 px gap; the pixmap carries the rest

_TOKENS = {
    "primary": "on.ink",
    "default": "text.secondary",
    "quiet": "text.secondary",
    "destructive": "breaking.text",
    "link": "accent.text",
    "toggle": "text.secondary",
}
_ROLES = {"primary": "interface_strong", "toggle": "meta", "link": "interface_medium"}


class Button(QPushButton):
    """A push button in the house style whose icon follows the theme."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        kind: str = "default",
        *,
        icon: str = "",
        size: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._icon_name = icon
        self._icon_token = _TOKENS.get(kind, "text.secondary")
        self.setProperty("kind", kind)
        if size:
            self.setProperty(size, True)
        type_role(self, _ROLES.get(kind, "interface_medium"), theme)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if kind == "toggle":
            self.setCheckable(True)
        self._refresh_icon()
        theme.changed.connect(self._refresh_icon)

    def set_icon(self, name: str, token: str = "") -> None:
        """Show another icon, by name ("" for none), optionally in the colour of another token."""
        self._icon_name = name
        self._icon_token = token or self._icon_token
        self._refresh_icon()

    def setText(self, text: str) -> None:
        """Other words; the icon keeps its distance from them."""
        super().setText(text)
        self._refresh_icon()

    def _refresh_icon(self) -> None:
        if self._icon_name:
            pad = _ICON_GAP if self.text() else 0
            self.setIcon(self._theme.icon(self._icon_name, self._icon_token, 16, pad_right=pad))
            self.setIconSize(QSize(16 + pad, 16))


class ToolButton(QToolButton):
    """A 28 px icon button; its tooltip names it, with the shortcut of its action."""

    def __init__(
        self,
        icon: str,
        tip: str,
        theme: Theme,
        *,
        size: int = 28,
        icon_size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon
        self._token = "text.secondary"
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFixedSize(size, size)
        self.setIconSize(QSize(icon_size, icon_size))
        self._refresh_icon()
        theme.changed.connect(self._refresh_icon)

    def set_icon(self, name: str, token: str = "") -> None:
        """Show another icon, optionally in the colour of another token."""
        self._icon_name = name
        self._token = token or self._token
        self._refresh_icon()

    def _refresh_icon(self) -> None:
        self.setIcon(self._theme.icon(self._icon_name, self._token, self.iconSize().width()))


class ActionButton(ToolButton):
    """A tool button that stands for an action: same state, same name, shortcut in the tooltip."""

    def __init__(
        self, action: QAction, icon: str, theme: Theme, *, size: int = 28, parent: QWidget | None = None
    ) -> None:
        super().__init__(icon, action.text().rstrip("…"), theme, size=size, parent=parent)
        self._action = action
        self._hidden_by_action = False
        self.setCheckable(action.isCheckable())
        self.clicked.connect(self._trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _trigger(self) -> None:
        self._action.trigger()
        self._follow()

    def _follow(self) -> None:
        action = self._action
        self.setEnabled(action.isEnabled())
        if action.isVisible() == self._hidden_by_action:
            self._hidden_by_action = not action.isVisible()
            self.setVisible(not self._hidden_by_action)
        self.setChecked(action.isChecked())
        self.setToolTip(tip_with_shortcut(action))


def tip_with_shortcut(action: QAction) -> str:
    """The tooltip of an action: its name, then its shortcut as the platform writes it."""
    name = action.toolTip().rstrip("…").replace("&", "")
    keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
    return f"{name}  {keys}" if keys else name


def primary_button(text: str, theme: Theme, *, icon: str = "", parent: QWidget | None = None) -> Button:
    """The one main button of a place: ink on paper."""
    return Button(text, theme, "primary", icon=icon, parent=parent)


def default_button(
    text: str, theme: Theme, *, icon: str = "", size: str = "", parent: QWidget | None = None
) -> Button:
    """An ordinary button; `size` "small" (24 px) or "large" (32 px)."""
    return Button(text, theme, "default", icon=icon, size=size, parent=parent)


def quiet_button(
    text: str, theme: Theme, *, icon: str = "", size: str = "", parent: QWidget | None = None
) -> Button:
    """A button without an outline, for headers."""
    return Button(text, theme, "quiet", icon=icon, size=size, parent=parent)


def destructive_button(text: str, theme: Theme, *, icon: str = "", parent: QWidget | None = None) -> Button:
    """A button that takes something away."""
    return Button(text, theme, "destructive", icon=icon, parent=parent)


def link_button(text: str, theme: Theme, *, parent: QWidget | None = None) -> Button:
    """A button that reads as a link, beside labels."""
    button = Button(text, theme, "link", parent=parent)
    type_role(button, "meta_medium", theme)
    return button


def toggle_button(text: str, theme: Theme, *, parent: QWidget | None = None) -> Button:
    """A pill that is on or off, for filters."""
    return Button(text, theme, "toggle", parent=parent)


def tool_button(
    icon: str, tip: str, theme: Theme, *, size: int = 28, parent: QWidget | None = None
) -> ToolButton:
    """An icon button; `tip` is its name."""
    return ToolButton(icon, tip, theme, size=size, parent=parent)


def action_button(action: QAction, icon: str, theme: Theme, *, parent: QWidget | None = None) -> ActionButton:
    """An icon button for an action of the table."""
    return ActionButton(action, icon, theme, parent=parent)
