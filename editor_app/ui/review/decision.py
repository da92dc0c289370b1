"""The foot of the review column: approve the story, or ask its writer for changes. Emits the decision; makes none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor_app.stories.workflow import Status
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import default_button, primary_button
from editor_app.ui.widgets.fields import GrowingText, LabeledField
from editor_app.ui.widgets.text_label import TextLabel

_PADDING = 14


class Decision(QWidget):
    """Offers what can be done with a story of this status, and nothing else.

    Signals:
        approved(): the story may go out as it stands.
        changes_asked(str): what the writer should change.
        review_asked(): send the draft for review.
    """

    approved = Signal()
    changes_asked = Signal(str)
    review_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = GrowingText(theme, lines=2, most=6)
        self.message.setPlaceholderText(self.tr("Needed if you ask for changes"))
        self._field = LabeledField(self.tr("Message to the writer"), self.message, theme)
        self.request = default_button(self.tr("Request changes"), theme, size="large")
        self.approve = primary_button(self.tr("Approve"), theme, icon="check")
        self.approve.setProperty("large", True)
        self.approve.setToolTip(self.tr("Approve  Ctrl+Enter"))
        self.send = default_button(self.tr("Send for review"), theme, size="large")
        self._help = TextLabel("", theme, "meta", "tertiary", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.request, self.approve, self.send):
            buttons.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, 12, _PADDING, 14)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addLayout(buttons)
        column.addWidget(self._help)
        self.request.clicked.connect(self._ask_for_changes)
        self.approve.clicked.connect(self._approve)
        self.send.clicked.connect(self.review_asked)
        self.message.edited.connect(lambda _text: self._field.set_fault(""))
        self.show_status(None)

    def show_status(self, status: Status | None) -> None:
        """Offer what can be done with a story of this status; None: there is no story."""
        decidable = status in (Status.REVIEW, Status.READY)
        self._field.setVisible(decidable)
        self.request.setVisible(decidable)
        self.approve.setVisible(status is Status.REVIEW)
        self.send.setVisible(status is Status.DRAFT)
        self._help.setText(self._words(status))
        self.setVisible(status is not None)

    def clear_message(self) -> None:
        """Begin with an empty message."""
        self.set_message("")

    def set_message(self, words: str) -> None:
        """Show a message that was not sent."""
        self.message.set_text(words)
        self._field.set_fault("")

    def focus_message(self) -> None:
        """Put the caret into the message."""
        (self.message if self.message.isVisibleTo(self) else self.send).setFocus()

    def press_main(self) -> None:
        """What Ctrl+Enter does."""
        if self.approve.isVisible():
            self.approve.click()

    def _approve(self) -> None:
        if self.message.toPlainText().strip():
            self._field.set_fault(
                self.tr("Approving does not send the message. Request changes, or clear it.")
            )
            self.message.setFocus()
        else:
            self.approved.emit()

    def _ask_for_changes(self) -> None:
        words = self.message.toPlainText().strip()
        if words:
            self.changes_asked.emit(words)
        else:
            self._field.set_fault(self.tr("Say what the writer should change."))
            self.message.setFocus()

    def _words(self, status: Status | None) -> str:
        if status is None:
            return ""
        return {
            Status.REVIEW: self.tr("Approving sets the story to Ready. It does not publish."),
            Status.READY: self.tr("Ready. It is not published yet."),
            Status.DRAFT: self.tr("This story is a draft. It has not been sent for review."),
            Status.PUBLISHED: self.tr("This story is published."),
            Status.KILLED: self.tr("This story was killed. A notice stands in its place."),
        }.get(status, "")
