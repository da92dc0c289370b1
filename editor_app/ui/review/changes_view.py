"""What has become of a version: a bar with the way back and from change to change, and the page of changes below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor_app.stories.history.comparing import Comparison
from editor_app.ui.review.changes_text import ChangesText
from editor_app.ui.theme import Theme, set_surface
from editor_app.ui.widgets.announcement import announce
from editor_app.ui.widgets.buttons import quiet_button, tool_button
from editor_app.ui.widgets.text_label import ElidedLabel, TextLabel


class ChangesView(QWidget):
    """Stands in the editor's column while two versions are compared.

    Signals:
        left(): the person goes back to the text.
    """

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        set_surface(self, "paper")
        self.setAccessibleName(self.tr("Changes"))
        self.back = quiet_button(self.tr("Edit"), theme, icon="arrow-left")
        self.back.setAccessibleName(self.tr("Leave the comparison and edit"))
        self.back.setToolTip(self.tr("Back to the text  Esc"))
        self.since = ElidedLabel("", theme, "interface_strong")
        self.count = TextLabel("", theme, "meta", "secondary")
        self.previous = tool_button("caret-up", self.tr("Previous change"), theme)
        self.next = tool_button("caret-down", self.tr("Next change"), theme)
        self.text = ChangesText(theme)
        bar = QWidget()
        bar.setFixedHeight(44)
        bar.setProperty("edge", "bottom")
        set_surface(bar, "paper")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.since, 1)
        row.addWidget(self.count)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.text, 1)
        self.back.clicked.connect(self.left)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))

    def show_comparison(self, comparison: Comparison, since: str, *, anew: bool) -> None:
        """Show what changed `since` a version, in words. Not `anew`: the place on the page is kept."""
        self.since.setText(since)
        changes = comparison.changes
        words = self.tr("1 change") if changes == 1 else self.tr("{0} changes").format(changes)
        self.count.setText(words if changes else self.tr("No changes"))
        if anew:
            self.text.show_comparison(comparison)
        else:
            self.text.keep_place(lambda: self.text.show_comparison(comparison))
        for button in (self.previous, self.next):
            button.setEnabled(changes > 0)
        if anew:
            announce(self, f"{since}. {self.count.text()}")

    def step(self, by: int) -> None:
        """Show the next or previous change."""
        spoken = self.text.step(by)
        if spoken:
            announce(self.text, spoken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
