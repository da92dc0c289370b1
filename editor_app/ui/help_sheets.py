"""The sheets of the Help menu: every shortcut, read from the table of actions, and what Stet is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from editor_app import __version__
from editor_app.ui.actions import MENUS, Actions, StetAction
from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.shortcuts import default_keys, in_words
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import primary_button
from editor_app.ui.widgets.text_label import TextLabel

_ABOUT = (
    ("Licence", "MIT"),
    ("Window and preview", "Qt for Python, LGPL 3"),
    ("Faces", "Source Serif Pro and Source Sans Pro, SIL Open Font License 1.1"),
    ("Icons", "Phosphor, MIT; network marks from Font Awesome Brands, SIL Open Font License 1.1"),
)


class ShortcutSheet(Sheet):
    """Every action that has keys, by menu."""

    def __init__(self, theme: Theme, actions: Actions, host: QWidget) -> None:
        super().__init__(theme, "Keyboard shortcuts", host, 720, 620)
        content = QWidget()
        columns = QGridLayout(content)
        columns.setContentsMargins(0, 0, 12, 0)
        columns.setHorizontalSpacing(32)
        for position, menu in enumerate(MENUS):
            rows = [action for action in actions if action.is_handled and _belongs(action, menu)]
            if rows:
                columns.addLayout(
                    self._section(menu, rows), position // 2, position % 2, Qt.AlignmentFlag.AlignTop
                )
        area = QScrollArea()
        area.setAccessibleName("Keyboard shortcuts")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        area.setWidget(content)
        self.body.addWidget(area, 1)
        _add_close(self, theme)

    def _section(self, menu: str, rows: list[StetAction]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.addWidget(TextLabel(menu, self.theme, "interface_strong"), 0, 0, 1, 2)
        for number, action in enumerate(rows, start=1):
            grid.addWidget(TextLabel(action.spec.name, self.theme, "interface"), number, 0)
            keys = TextLabel(_keys(action), self.theme, "meta", "tertiary")
            grid.addWidget(keys, number, 1, Qt.AlignmentFlag.AlignRight)
        return grid


class AboutSheet(Sheet):
    """Name, version, licences."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, f"Stet {__version__}", host, 460)
        words = (
            "A desktop newsroom editor. What you did not touch is written back byte for byte: let it stand."
        )
        self.body.addWidget(TextLabel(words, theme, "interface", wrap=True))
        for name, value in _ABOUT:
            row = QVBoxLayout()
            row.setSpacing(0)
            row.addWidget(TextLabel(name, theme, "meta", "tertiary"))
            row.addWidget(TextLabel(value, theme, "interface", wrap=True))
            self.body.addLayout(row)
        _add_close(self, theme)


def _add_close(sheet: Sheet, theme: Theme) -> None:
    close = primary_button("Close", theme)
    close.clicked.connect(sheet.close_sheet)
    row = sheet.add_footer()
    row.addStretch(1)
    row.addWidget(close)
    sheet.main_button = close


def _belongs(action: StetAction, menu: str) -> bool:
    return bool(_keys(action)) and action.spec.menu.split("/")[0] == menu


def _keys(action: StetAction) -> str:
    """The keys it has now; those of a list are the list's own, and always the same."""
    return in_words(default_keys(action.spec) if action.spec.list_only else action.shortcuts())
