"""One row of the compare dialog: a paragraph as each version has it, and which of the two is taken.

Only shows and asks. Words are escaped before they are marked, so nothing in a story is read as anything but words.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from editor_app.stories.alignment import word_changes
from editor_app.stories.merging import WHOLE_HEAD, Difference, Kind, Side
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import Button
from editor_app.ui.widgets.text_label import TextLabel

MIDDLE = 96
_TEXT_ZOOM = 0.89
_NAMES = {
    "title": "Headline",
    "kicker": "Kicker",
    "description": "Standfirst",
    "authors": "Byline",
    "author": "Byline",
    "image": "Lead image",
    "related": "Related stories",
    "lastmod": "Updated",
    "date": "Published",
    "note": "Note to desk",
    "breaking": "Breaking status",
    "share": "Share texts",
    WHOLE_HEAD: "Details",
}


def name_of(difference: Difference) -> str:
    """What differs, in the desk's words; empty for a paragraph."""
    return _NAMES.get(difference.key, difference.key.replace("_", " ").replace("-", " ").capitalize())


class CompareRow(QWidget):
    """One difference. `side` is what is chosen.

    Signals:
        chosen(): a person chose a side.
        step_wanted(int): go to the next (1) or the one before (-1).
    """

    chosen = Signal()
    step_wanted = Signal(int)

    def __init__(self, theme: Theme, difference: Difference, number: int, count: int) -> None:
        super().__init__()
        self._theme, self.difference = theme, difference
        self.side = difference.proposed
        mine, theirs = (_value(difference.key, text) for text in (difference.mine, difference.theirs))
        self._sides = {
            Side.MINE: _SideText(theme, mine, theirs),
            Side.THEIRS: _SideText(theme, theirs, mine),
        }
        self.buttons = {
            side: _SideButton(words, theme) for side, words in ((Side.MINE, "Mine"), (Side.THEIRS, "Disk"))
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 1)
        row.setSpacing(0)
        row.addWidget(self._sides[Side.MINE], 1)
        row.addWidget(self._middle())
        row.addWidget(self._sides[Side.THEIRS], 1)
        self._name(number, count)
        for side, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, side=side: self.choose(side))
            button.key_pressed.connect(self._take_key)
        theme.changed.connect(self._show)
        self._show()

    def choose(self, side: Side) -> None:
        """Take this version's words."""
        had_focus = any(button.hasFocus() for button in self.buttons.values())
        self.side = side
        self._show()
        if had_focus:
            self.focus_choice()
        self.chosen.emit()

    def focus_choice(self) -> None:
        """Put the keyboard on what is chosen."""
        self.buttons[self.side].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is in this row."""
        return any(button.hasFocus() for button in self.buttons.values())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline below."""
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self._theme.color("line.subtle"))
        painter.end()

    # -- inside

    def _middle(self) -> QWidget:
        middle = QWidget()
        middle.setFixedWidth(round(MIDDLE * self._theme.text_scale))
        column = QVBoxLayout(middle)
        column.setContentsMargins(9, 10, 9, 10)
        column.setSpacing(5)
        column.addStretch(1)
        name = name_of(self.difference)
        if name:
            label = TextLabel(name, self._theme, "meta_strong", "secondary", wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        for button in self.buttons.values():
            column.addWidget(button)
        if self.difference.kind is Kind.CONFLICT:
            both = TextLabel("Both changed", self._theme, "meta_medium", "developing")
            both.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(both)
        column.addStretch(1)
        return middle

    def _name(self, number: int, count: int) -> None:
        where = f"difference {number} of {count}"
        what = name_of(self.difference) or "Paragraph"
        both = ", both changed" if self.difference.kind is Kind.CONFLICT else ""
        for side, button in self.buttons.items():
            words = self.difference.mine if side is Side.MINE else self.difference.theirs
            button.setAccessibleName(f"{button.text()}, {what}, {where}{both}")
            button.setAccessibleDescription(words or "Not in this version")

    def _show(self) -> None:
        for side, button in self.buttons.items():
            on = side is self.side
            button.set_on(on)
            self._sides[side].set_on(on)

    def _take_key(self, key: int) -> None:
        sides = {
            Qt.Key.Key_M: Side.MINE,
            Qt.Key.Key_Left: Side.MINE,
            Qt.Key.Key_D: Side.THEIRS,
            Qt.Key.Key_Right: Side.THEIRS,
        }
        if Qt.Key(key) in sides:
            self.choose(sides[Qt.Key(key)])
        else:
            self.step_wanted.emit(1 if Qt.Key(key) is Qt.Key.Key_Down else -1)


class _SideButton(Button):
    """One of the two choices of a row. The one that is on is the row's only stop for Tab."""

    key_pressed = Signal(int)
    _KEYS = (
        Qt.Key.Key_M,
        Qt.Key.Key_D,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
    )

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text, theme, size="small")
        self.setCheckable(True)

    def set_on(self, on: bool) -> None:
        """Whether this is the choice."""
        self.setChecked(on)
        self.setProperty("kind", "primary" if on else "default")
        self.style().unpolish(self)
        self.style().polish(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and arrows choose and go on."""
        if event.key() in self._KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.key_pressed.emit(event.key())
            event.accept()
        else:
            super().keyPressEvent(event)


class _SideText(QWidget):
    """What one version says, with the words marked that the other does not have."""

    def __init__(self, theme: Theme, text: str, other: str) -> None:
        super().__init__()
        self._theme, self._is_on = theme, False
        self._pieces = word_changes(text, other) if text else ()
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._label.setSizePolicy(policy)
        type_role(self._label, "body", theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 11, 16, 13)
        column.addWidget(self._label)
        column.addStretch(1)

    def set_on(self, on: bool) -> None:
        """Whether these are the words that are taken."""
        self._is_on = on
        self._label.setFont(self._theme.font("body", _TEXT_ZOOM))
        ink = self._theme.color("text.primary" if on else "text.tertiary").name()
        mark = f"background-color:{self._theme.color('ins.bg').name()}; color:{self._theme.color('ins.text').name()}; text-decoration:underline"
        words = "".join(
            f'<span style="{mark}">{_shown(piece)}</span>' if changed else _shown(piece)
            for piece, changed in self._pieces
        )
        height = self._theme.line_height("body", _TEXT_ZOOM)
        style = f"color:{ink}; line-height:{height}px" + ("" if words else "; font-style:italic")
        self._label.setText(f'<p style="{style}">{words or "Not in this version"}</p>')
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper and a bar at the edge when taken."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("bg.paper" if self._is_on else "bg.panel"))
        if self._is_on:
            painter.fillRect(QRectF(0, 0, 3, self.height()), self._theme.color("accent"))
        line = self._theme.color("line.subtle")
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), line)
        painter.end()


def _value(key: str, text: str) -> str:
    """What a key is set to; its name stands between the two sides already."""
    return text.removeprefix(f"{key}:").strip() if key and key in _NAMES else text


def _shown(text: str) -> str:
    return escape(text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")
