"""The second page of the publish dialog: how far the export is, step by step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from editor_app.ui.dialogs.publish_values import EXPORT_STEPS
from editor_app.ui.dialogs.sheet import EDGE
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.check_rows import Mark
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.text_label import TextLabel

_WORTH_SAYING_S = 2.0
_IN_MINUTES_S = 90.0

# How long one of a step's items takes beside the others: pictures are dear, and stories are read by the hundred.
_DEAR = {"Preparing pictures": 1.0, "Writing pages": 0.004, "Reading stories": 0.0005}
_LEAST_DEAR = 0.5


class ProgressPage(QWidget):
    """The bar, and the steps ticked off one by one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[str, tuple[Mark, TextLabel, TextLabel]] = {}
        self._totals: dict[str, int] = {}
        self._current = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 16, EDGE, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.words = TextLabel(self.tr("Starting…"), theme, "interface_strong")
        self.share = TextLabel("", theme, "meta", "tertiary")
        self.share.setMinimumWidth(self.share.fontMetrics().horizontalAdvance("100%"))
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight)
        head.addWidget(self.words, 1)  # the whole width at once: its words change faster than layouts do
        head.addWidget(self.share)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Publishing"))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addSpacing(4)
        column.addLayout(self._steps)
        safe = self.tr(
            "Nothing is replaced until every file is written. If you stop now, the site stays as it was."
        )
        column.addWidget(TextLabel(safe, theme, "meta", "tertiary", wrap=True))
        column.addStretch(1)
        for step in EXPORT_STEPS:
            self._add_step(step)

    def start_again(self) -> None:
        """All steps wait."""
        self._current = ""
        self.bar.setValue(0)
        self.words.setText(self.tr("Starting…"))
        self.share.setText("")
        for mark, label, detail in self._rows.values():
            mark.set_state("waiting")
            label.set_tone("tertiary")
            detail.setText("")
        self._totals.clear()

    def show_progress(self, step: str, done: int, total: int, left: float | None = None) -> None:
        """Tick off the steps before `step` and say how far it is; `total` 0 when that is not known.

        `left`: seconds that the step will still take, about; None while nobody can tell.
        """
        if step not in self._rows:
            self._add_step(step)
        names = list(self._rows)
        index = names.index(step)
        for name in names[:index]:
            self._set(name, "passed", "primary")
            if total_before := self._totals.get(name):
                self._rows[name][2].setText(self.tr("{0} of {0}").format(total_before))
        self._set(step, "running", "primary")
        part = done / total if total else 0.0
        if total > 1:
            self._totals[step] = total
        self._rows[step][2].setText(self.tr("{0} of {1}").format(done, total) if total > 1 else "")
        self._current = step
        costs = [self._cost(name) for name in names]
        value = round(1000 * (sum(costs[:index]) + part * costs[index]) / sum(costs))
        self.bar.setValue(max(value, self.bar.value()))
        self.share.setText(f"{self.bar.value() // 10}%")
        words = self.tr("{0}, {1} of {2}").format(step, done, total) if total > 1 else step
        if left is not None and left >= _WORTH_SAYING_S:
            words = (
                self.tr("{0}, about {1} s left").format(words, round(left))
                if left < _IN_MINUTES_S
                else self.tr("{0}, about {1} min left").format(words, round(left / 60))
            )
        self.words.setText(words)

    def _cost(self, step: str) -> float:
        """How much of the bar a step takes up, beside the others."""
        return max(_LEAST_DEAR, _DEAR.get(step, 0.0) * self._totals.get(step, 0))

    def _set(self, name: str, state: str, tone: str) -> None:
        mark, label, _detail = self._rows[name]
        mark.set_state(state)
        label.set_tone(tone)

    def _add_step(self, step: str) -> None:
        if self._rows:
            self._steps.addWidget(hline())
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 7)
        row.setSpacing(9)
        mark = Mark("waiting", self._theme)
        label = TextLabel(step, self._theme, "interface", "tertiary")
        detail = TextLabel("", self._theme, "meta", "tertiary")
        row.addWidget(mark)
        detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label)
        row.addWidget(detail, 1)
        self._steps.addLayout(row)
        self._rows[step] = (mark, label, detail)
