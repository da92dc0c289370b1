"""The actions of the window, made from the one table in `action_table`.

`Actions` makes one `QAction` per row. An action nobody has taken with `handle` (or by connecting to its
`triggered` or `toggled`) is not built yet: it is hidden, disabled, and appears nowhere. An action that cannot be
used at the moment is disabled with a reason (`set_available`). Nothing here knows what an action does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from PySide6.QtCore import QMetaMethod, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from editor_app.ui.action_table import ACTIONS, MAC_KEYS, MENUS, ActionSpec
from editor_app.ui.theme import Theme

__all__ = ["ACTIONS", "MENUS", "ActionSpec", "Actions", "StetAction"]


# The letters that open the menus together with Alt.
_ACCESS = {title: f"&{title}" for title in MENUS} | {"Format": "F&ormat"}
_ROLES = {
    "file.quit": QAction.MenuRole.QuitRole,
    "edit.settings": QAction.MenuRole.PreferencesRole,
    "help.about": QAction.MenuRole.AboutRole,
}


class StetAction(QAction):
    """A `QAction` that knows its row, whether anybody has taken it, and why it cannot be used."""

    def __init__(self, spec: ActionSpec, owner: Actions) -> None:
        super().__init__(spec.text, owner)
        self._owner = owner
        self.spec = spec
        self.is_handled = False
        self.reason = ""
        self.setVisible(False)
        self.setEnabled(False)

    def connectNotify(self, signal: QMetaMethod) -> None:
        """Whoever connects to `triggered` or `toggled` takes the action; menus and buttons do not count."""
        if bytes(signal.name().data()) in (b"triggered", b"toggled") and not self._owner.is_building:
            self._owner.take(self.spec.id)


class Actions(QObject):
    """One action per row of the table. `changed` is emitted when availability changes."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._building = 0
        self._actions: dict[str, StetAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._menus: list[QMenu] = []
        for spec in ACTIONS:
            self._actions[spec.id] = self._make(spec)
        self._set_icons()
        theme.changed.connect(self._set_icons)

    def __getitem__(self, identity: str) -> StetAction:
        """The action of an id. Raises `KeyError` for an id that is not in the table."""
        return self._actions[identity]

    def __iter__(self) -> Iterator[StetAction]:
        """All actions, in the order of the table."""
        return iter(self._actions.values())

    @property
    def is_building(self) -> bool:
        """Whether menus or buttons are being made, whose connections mean nothing."""
        return self._building > 0

    def handle(self, identity: str, slot: Callable[..., object], *, toggled: bool = False) -> StetAction:
        """Take an action: call `slot` when it is triggered (or, with `toggled`, with its new state)."""
        action = self._actions[identity]
        (action.toggled if toggled else action.triggered).connect(slot)
        self.take(identity)
        return action

    def take(self, identity: str) -> None:
        """Say that an action works, so that it appears."""
        action = self._actions[identity]
        if not action.is_handled:
            action.is_handled = True
            action.setVisible(True)
            action.setEnabled(not action.reason)
            self.changed.emit()

    def set_available(self, identity: str, available: bool, reason: str = "") -> None:
        """Enable or disable an action; `reason` is a sentence shown where it is disabled."""
        action = self._actions[identity]
        action.reason = "" if available else (reason or "Not possible here.")
        action.setEnabled(available and action.is_handled)
        tip = action.spec.tip or action.spec.name
        action.setToolTip(tip if available else f"{tip}. {action.reason}")
        action.setStatusTip(action.reason or action.spec.tip)

    def set_checked(self, identity: str, checked: bool) -> None:
        """Show a state without triggering anything."""
        action = self._actions[identity]
        if action.isChecked() != checked:
            blocked = action.blockSignals(True)
            action.setChecked(checked)
            action.blockSignals(blocked)
            action.changed.emit()

    def menu_bar(self, bar: QMenuBar) -> QMenuBar:
        """Fill a menu bar from the table. Menus without a working action stay hidden."""
        for title in MENUS:
            menu = self._menu(title, bar)
            bar.addMenu(menu)
            self._fill(menu, title)
        self.changed.connect(self._hide_empty_menus)
        self._hide_empty_menus()
        return bar

    def add_submenu(self, title: str, after: str, submenu: QMenu) -> None:
        """Put a menu of changing content (recent newsrooms, templates) into a top menu, below an action."""
        for menu in self._menus:
            if menu.property("path") != title:
                continue
            entries = menu.actions()
            place = entries.index(self._actions[after]) + 1
            before = entries[place] if place < len(entries) else None
            menu.insertMenu(before, submenu) if before else menu.addMenu(submenu)

    def context_menu(self, parent: QWidget, identities: tuple[str, ...]) -> QMenu:
        """A menu of some actions; "-" makes a line. The caller pops it up; it deletes itself when closed."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._building += 1
        for identity in identities:
            if identity == "-":
                menu.addSeparator()
            else:
                menu.addAction(self._actions[identity])
        self._building -= 1
        return menu

    def button_for(self, identity: str, make: Callable[[QAction], QWidget]) -> QWidget:
        """Make a button for an action without counting its connections as a handler."""
        self._building += 1
        try:
            return make(self._actions[identity])
        finally:
            self._building -= 1

    def add_to(self, window: QWidget) -> None:
        """Make every shortcut work anywhere in a window, menu bar shown or not."""
        self._building += 1
        window.addActions([*self._actions.values()])
        self._building -= 1

    def _make(self, spec: ActionSpec) -> StetAction:
        action = StetAction(spec, self)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setToolTip(spec.tip or spec.name)
        action.setStatusTip(spec.tip)
        action.setMenuRole(_ROLES.get(spec.id, QAction.MenuRole.NoRole))
        action.setIconVisibleInMenu(not spec.checkable)  # a tick and an icon share one place
        keys = MAC_KEYS.get(spec.id, spec.shortcuts) if sys.platform == "darwin" else spec.shortcuts
        if keys and not spec.list_only:
            action.setShortcuts([QKeySequence(key) for key in keys])
        if spec.group:
            group = self._groups.get(spec.group)
            if group is None:
                group = self._groups[spec.group] = QActionGroup(self)
            self._building += 1
            group.addAction(action)
            self._building -= 1
        return action

    def _set_icons(self) -> None:
        for action in self._actions.values():
            if action.spec.icon:
                token = (
                    "breaking.text" if action.spec.id in ("story.spike", "story.kill") else "text.secondary"
                )
                action.setIcon(self._theme.icon(action.spec.icon, token))

    def _menu(self, path: str, parent: QWidget) -> QMenu:
        menu = QMenu(_ACCESS.get(path) or path.rpartition("/")[2], parent)
        menu.setProperty("path", path)
        menu.setToolTipsVisible(True)
        self._menus.append(menu)
        return menu

    def _fill(self, menu: QMenu, path: str) -> None:
        self._building += 1
        submenus: set[str] = set()
        for spec in ACTIONS:
            if spec.menu == path:
                if spec.separate:
                    menu.addSeparator()
                menu.addAction(self._actions[spec.id])
            elif spec.menu.startswith(path + "/") and spec.menu not in submenus:
                submenus.add(spec.menu)
                if spec.separate:
                    menu.addSeparator()
                submenu = self._menu(spec.menu, menu)
                menu.addMenu(submenu)
                self._fill(submenu, spec.menu)
        self._building -= 1

    def _hide_empty_menus(self) -> None:
        for menu in reversed(self._menus):
            shown = any(action.isVisible() and not action.isSeparator() for action in menu.actions())
            menu.menuAction().setVisible(shown)
