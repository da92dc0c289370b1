"""What the menu of a text says about a wrong word: what may have been meant, that the newsroom writes it so,
or that it may stand in this story.

Suggestions take a moment. The menu waits for them a little, so that it does not grow under the pointer, and no longer.
"""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QMenu

from editor_app.session.spelling import Spelling
from editor_app.spelling.words import Word
from editor_app.ui.direction import isolated

WAIT_MS = 150


class SpellingMenu(QObject):
    """Fills the top of one menu and pops it up. Lives as long as the menu; `replace` is called with what was chosen."""

    def __init__(self, menu: QMenu, word: Word, spelling: Spelling, replace: Callable[[str], None]) -> None:
        super().__init__(menu)
        self._menu, self._word, self._spelling, self._replace = menu, word, spelling, replace
        self._where = QPoint()
        self._is_open = self._by_key = False
        first = menu.actions()[0] if menu.actions() else None
        self._waiting = QAction("Looking for suggestions\u2026", menu)
        self._waiting.setEnabled(False)
        own = word.text.removesuffix("'s")
        add = QAction(f"Add \u201c{isolated(own)}\u201d to the newsroom\u2019s dictionary", menu)
        add.triggered.connect(lambda _checked=False: spelling.own_words.add(own))
        ignore = QAction("Ignore in this story", menu)
        ignore.triggered.connect(lambda _checked=False: spelling.ignore(own))
        line = QAction(menu)
        line.setSeparator(True)
        for action in (self._waiting, ignore, add, line):
            if first is None:
                menu.addAction(action)
            else:
                menu.insertAction(first, action)

    def open(self, where: QPoint, *, by_key: bool = False) -> None:
        """Pop the menu up at a point of the screen as soon as there are suggestions, or without them.

        `by_key`: the first of them is chosen already, so that Enter takes it.
        """
        self._where, self._by_key = where, by_key
        QTimer.singleShot(WAIT_MS, self, self._pop_up)

        def take(suggestions: tuple[str, ...]) -> None:
            if shiboken6.isValid(self):  # the menu may have been closed long ago
                self._take(suggestions)

        self._spelling.suggest(self._word.text, take)

    def _take(self, suggestions: tuple[str, ...]) -> None:
        if not suggestions:
            self._waiting.setText("No suggestions")
        for text in suggestions:
            action = QAction(text.replace("&", "&&"), self._menu)
            font = QFont(self._menu.font())
            font.setBold(True)
            action.setFont(font)
            action.triggered.connect(lambda _checked=False, text=text: self._replace(text))
            self._menu.insertAction(self._waiting, action)
        if suggestions:
            self._menu.removeAction(self._waiting)
        self._pop_up()

    def _pop_up(self) -> None:
        if not self._is_open:
            self._is_open = True
            self._menu.popup(self._where)
            if self._by_key and self._menu.actions()[0].isEnabled():
                self._menu.setActiveAction(self._menu.actions()[0])
