"""The status bar: saved state and path at the left; words, reading time, language and checks at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from editor_app.ui.theme import Theme, set_tone, type_role
from editor_app.ui.widgets.buttons import Button

# what is being said -> icon, token
_STATES = {
    "saved": ("check", "ready.text"),
    "saving": ("", "text.secondary"),
    "unsaved": ("", "text.secondary"),
    "failed": ("x-circle-fill", "breaking.text"),
    "read_only": ("lock-simple", "text.secondary"),
    "": ("", "text.secondary"),
}


class StatusBar(QStatusBar):
    """Says; `checks_requested` is emitted when the count of warnings is pressed."""

    checks_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("status_bar")
        self.setAccessibleName("Status")
        self.setSizeGripEnabled(False)
        self.setFixedHeight(max(26, theme.line_height("meta") + 10))
        self._state = _StateLabel(theme)
        self._path = _PathLabel()
        type_role(self._path, "meta", theme)
        set_tone(self._path, "tertiary")
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._state)
        row.addWidget(self._path)
        self._read_only = _StateLabel(theme)
        self._read_only.hide()
        row.addWidget(self._read_only)
        row.addStretch(1)
        self.addWidget(left, 1)
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(14)
        self._facts = [self._fact() for _ in range(3)]
        for label in self._facts:
            row.addWidget(label)
        self._checks = Button("", theme, "link")
        type_role(self._checks, "meta_medium", theme)
        self._checks.setProperty("status", True)
        self._checks.clicked.connect(self.checks_requested)
        self._checks.hide()
        row.addWidget(self._checks)
        self.addPermanentWidget(right)

    def set_state(self, kind: str, text: str) -> None:
        """How saving stands: kind "saved", "saving", "unsaved", "failed" or "" (nothing to say)."""
        self._state.say(kind, text)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the story is shown to be read, and cannot be typed into."""
        self._read_only.say("read_only", "Read only" if read_only else "")

    def set_path(self, text: str) -> None:
        """Where the story's file is, told from the newsroom; or the newsroom's folder."""
        self._path.set_path(text)

    def set_counts(self, words: int | None, minutes: int = 0, language: str = "", selected: int = 0) -> None:
        """Words (and how many of them are selected), minutes of reading, language; None while no story is open."""
        texts = ("", "", "")
        if words is not None:
            counted = "1 word" if words == 1 else f"{words:,} words"
            if selected:
                counted = f"{selected:,} of {counted} selected"
            texts = (counted, f"{minutes} min read", language)
        for label, text in zip(self._facts, texts, strict=True):
            label.setText(text)
            label.setVisible(bool(text))

    def set_summary(self, text: str) -> None:
        """What stands at the right while no story is open: "42 stories"."""
        self.set_counts(None)
        self._facts[0].setText(text)
        self._facts[0].setVisible(bool(text))
        self.set_checks(0, 0)

    def set_checks(self, must_fix: int, look_at: int) -> None:
        """How many problems; nothing shows when there are none."""
        warnings = "1 warning" if look_at == 1 else f"{look_at} warnings"
        if must_fix:
            words = f"{must_fix} to fix, {warnings}" if look_at else f"{must_fix} to fix"
            icon, token = "x-circle-fill", "breaking.text"
        else:
            words, icon, token = warnings, "warning-fill", "developing.text"
        self._checks.setVisible(bool(must_fix or look_at))
        self._checks.setText(words)
        self._checks.set_icon(icon, token)
        self._checks.setIconSize(QSize(17, 14))
        self._checks.setProperty("alarm", "breaking" if must_fix else "developing")
        self._checks.setToolTip("Show checks")
        self._checks.style().unpolish(self._checks)
        self._checks.style().polish(self._checks)

    def _fact(self) -> QLabel:
        label = QLabel()
        type_role(label, "meta", self._theme)
        set_tone(label, "secondary")
        label.hide()
        return label


class _StateLabel(QLabel):
    """Words with a small icon before them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._kind = theme, ""
        type_role(self, "meta", theme)
        theme.changed.connect(self.update)

    def say(self, kind: str, text: str) -> None:
        self._kind = kind if kind in _STATES else ""
        self.setText(text)
        self.setVisible(bool(text))
        self.setContentsMargins(18 if _STATES[self._kind][0] else 0, 0, 0, 0)
        set_tone(self, "breaking" if self._kind == "failed" else "secondary")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icon, token = _STATES[self._kind]
        if icon:
            painter = QPainter(self)
            painter.drawPixmap(0, round((self.height() - 14) / 2), self._theme.pixmap(icon, 14, token))
            painter.end()


class _PathLabel(QLabel):
    """Elides in the middle, so that the file's name stays."""

    def set_path(self, text: str) -> None:
        self.setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()
