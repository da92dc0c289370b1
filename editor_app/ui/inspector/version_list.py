"""The list of versions: days as headings, a row for each version, drawn by a delegate so that ten thousand cost nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from editor_app.stories.history.version import Listing, Version, VersionKind
from editor_app.ui.inspector.version_words import about, name_of, numbers_of
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.time_words import clock_time, day_words, moment_in_sentence

_EDGE, _MARKER, _TEXT = 14, 21, 38
_BATCH = 200
_STRONG = frozenset({VersionKind.PUBLISHED, VersionKind.NAMED})
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class VersionRow:
    """What a row says. A heading has no version."""

    name: str
    about: str = ""
    time: str = ""
    version: Version | None = None

    @property
    def spoken(self) -> str:
        """The row in a sentence for screen readers."""
        return ", ".join(part for part in (self.name, self.time, self.about) if part)


class VersionModel(QAbstractListModel):
    """The rows of one story's versions. What a row says is put into words when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Version | datetime] = []
        self._numbers: dict[str, int] = {}
        self._words: Callable[[Version], VersionRow] = lambda version: VersionRow("", version=version)
        self._day: Callable[[datetime], str] = lambda _moment: ""

    def show_versions(self, listing: Listing, machine: str, now: datetime, zone: tzinfo) -> None:
        """Show these versions, the days as they are called at `now`."""
        self.beginResetModel()
        numbers, day, self._entries, self._numbers = numbers_of(listing.versions), None, [], {}
        for version in listing.versions:
            if (date := version.at.astimezone(zone).date()) != day:
                day = date
                self._entries.append(version.at)
            self._numbers[version.key] = len(self._entries)
            self._entries.append(version)

        def words(version: Version) -> VersionRow:
            name = name_of(version, numbers.get(version.key, 0), lambda at: moment_in_sentence(at, now, zone))
            return VersionRow(name, about(version, machine), clock_time(version.at, zone), version)

        self._words, self._day = words, lambda moment: day_words(moment, now, zone)
        self.endResetModel()

    def version_at(self, number: int) -> Version | None:
        """The version in this row; None for a heading."""
        entry = self._entries[number]
        return entry if isinstance(entry, Version) else None

    def row_at(self, number: int) -> VersionRow:
        """What a row says."""
        entry = self._entries[number]
        return self._words(entry) if isinstance(entry, Version) else VersionRow(self._day(entry))

    def row_of(self, key: str) -> int:
        """Where the version of this key is; -1 when it is not here."""
        return self._numbers.get(key, -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.row_at(index.row()).name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.row_at(index.row()).spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.version_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _VersionDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: VersionList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if self._view.version_at(index) is None:
            return QSize(0, self._theme.line_height("meta_strong") + 14)
        return QSize(0, self._theme.line_height("interface") + self._theme.line_height("meta") + 15)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, box = self._view.row(index), QRectF(option.rect)
        if row.version is None:
            text = box.adjusted(_EDGE, 8, -_EDGE, 0)
            self._write(painter, text, row.name, "meta_strong", "text.secondary")
        else:
            self._paint_version(painter, box, row, row.version, option)
        painter.restore()

    def _paint_version(
        self, painter: QPainter, box: QRectF, row: VersionRow, version: Version, option: QStyleOptionViewItem
    ) -> None:
        color, strong = self._theme.color, version.kind in _STRONG
        inner = box.adjusted(8, 0, -8, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("sel.bg" if self._view.hasFocus() else "sel.inactive"))
            painter.drawRoundedRect(inner, 4, 4)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("bg.hover"))
            painter.drawRoundedRect(inner, 4, 4)
        if option.state & QStyle.StateFlag.State_Selected and self._view.has_ring:
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 4, 4)
        line = self._theme.line_height("interface")
        top = QRectF(_TEXT, box.top() + 7, box.width() - _TEXT - _EDGE, line)
        self._paint_marker(painter, top.center().y(), version.kind is VersionKind.PUBLISHED)
        time = self._theme.metrics("meta").horizontalAdvance(row.time)
        self._write(painter, top, row.time, "meta", "text.secondary", right=True)
        role = "interface_strong" if strong else "interface"
        self._write(painter, top.adjusted(0, 0, -time - 8, 0), row.name, role, "text.primary")
        below = QRectF(_TEXT, top.bottom(), top.width(), self._theme.line_height("meta"))
        self._write(painter, below, row.about, "meta", "text.secondary")

    def _paint_marker(self, painter: QPainter, middle: float, is_full: bool) -> None:
        ink = self._theme.color("text.primary" if is_full else "text.tertiary")
        painter.setPen(QPen(ink, 1.4))
        painter.setBrush(ink if is_full else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(_MARKER - 3.5, middle - 3.5, 7, 7))

    def _write(
        self, painter: QPainter, box: QRectF, text: str, role: str, token: str, *, right: bool = False
    ) -> None:
        painter.setFont(self._theme.font(role))
        painter.setPen(self._theme.color(token))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), fitting)


class VersionList(QListView):
    """One version is selected, or none. `opened` on Enter and double-click; `escaped` on Esc."""

    version_selected = Signal(object)
    opened = Signal(object)
    escaped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._versions = VersionModel()
        self.has_ring = False
        self.setModel(self._versions)
        self.setItemDelegate(_VersionDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # ten thousand rows are measured bit by bit
        self.setBatchSize(_BATCH)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Versions"))
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(24)
        self.selectionModel().currentChanged.connect(lambda *_about: self._tell())
        self.doubleClicked.connect(lambda _index: self._open())
        theme.changed.connect(self._restyle)

    @property
    def version(self) -> Version | None:
        """The selected version."""
        index = self.currentIndex()
        return self.version_at(index) if index.isValid() else None

    @property
    def rows(self) -> list[VersionRow]:
        """What is shown, headings too."""
        return [self._versions.row_at(number) for number in range(self._versions.rowCount())]

    def row(self, index: Index) -> VersionRow:
        """What the row at `index` says."""
        return self._versions.row_at(index.row())

    def version_at(self, index: Index) -> Version | None:
        """The version of the row at `index`; None for a heading."""
        return self._versions.version_at(index.row())

    def show_versions(self, listing: Listing, machine: str, now: datetime, zone: tzinfo) -> None:
        """Show these; the selected version stays selected where it is still among them."""
        before, scrolled = self.version, self.verticalScrollBar().value()
        self._versions.show_versions(listing, machine, now, zone)
        if before is not None:
            self.select(before.key)
        self.verticalScrollBar().setValue(scrolled)
        self._tell()

    def select(self, key: str) -> bool:
        """Select the version of this key; False when it is not here."""
        row = self._versions.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self._versions.index(row))
        return row >= 0

    def select_first(self) -> None:
        """Select the newest version, unless one is selected."""
        if self.version is None and self._versions.rowCount() > 1:
            self.setCurrentIndex(self._versions.index(1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.has_ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.select_first()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.has_ring = False
        super().focusOutEvent(event)

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()

    def _tell(self) -> None:
        self.version_selected.emit(self.version)

    def _open(self) -> None:
        if self.version is not None:
            self.opened.emit(self.version)
