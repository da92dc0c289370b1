"""The place for bars between header and format bar: one at a time, the others wait."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor_app.ui.theme import Theme
from editor_app.ui.widgets.announcement import announce

_ORDER = ("error", "warning", "information", "success")


class NoticeSlot(QWidget):
    """Shows the most pressing of the bars it was given. Bars are any widget with a `kind`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_bar(self, identity: str, bar: QWidget) -> None:
        """Add a bar, in place of an earlier one of the same id, and say it if it says something new."""
        earlier = self._bars.get(identity)
        is_new = earlier is None or earlier.accessibleName() != bar.accessibleName()
        self.remove_bar(identity)
        self._bars[identity] = bar
        self._column.addWidget(bar)
        self._arrange()
        if is_new and bar.accessibleName():
            announce(bar, bar.accessibleName(), urgent=getattr(bar, "kind", "") == "error")

    def remove_bar(self, identity: str) -> None:
        """Take a bar away; nothing happens when there is none of this id."""
        bar = self._bars.pop(identity, None)
        if bar is not None:
            self._column.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
            self._arrange()

    def clear(self) -> None:
        """Take all bars away."""
        for identity in list(self._bars):
            self.remove_bar(identity)

    def bar(self, identity: str) -> QWidget | None:
        """The bar of this id."""
        return self._bars.get(identity)

    def _arrange(self) -> None:
        bars = sorted(self._bars.values(), key=_urgency)
        for index, bar in enumerate(bars):
            bar.setVisible(index == 0)
        self.setVisible(bool(bars))


def _urgency(bar: QWidget) -> int:
    kind = str(getattr(bar, "kind", "information"))
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
