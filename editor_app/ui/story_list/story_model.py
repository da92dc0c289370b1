"""The rows of the story list as a Qt model: stories under day headings, updated in place.

Keeps values only; which stories there are and in what order is decided by `catalogue.select`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from editor_app.stories.catalogue import StoryEntry
from editor_app.ui.story_list.rows import GroupRow, Row, row_of

Index = QModelIndex | QPersistentModelIndex
Item = GroupRow | StoryEntry | Row


class StoryModel(QAbstractListModel):
    """Stories and headings. Rows are worded when first asked for, and kept until the story or the minute changes."""

    def __init__(self, clock: Callable[[], datetime], zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock, self._zone = clock, zone
        self._items: list[Item] = []
        self._rows: dict[Path, Row] = {}
        self._positions: dict[Path, int] = {}

    def set_zone(self, zone: tzinfo) -> None:
        """The newsroom's time zone."""
        self._zone = zone
        self._rows.clear()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Headings count."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Headline or heading, shown and spoken."""
        is_shown, is_spoken = role == Qt.ItemDataRole.DisplayRole, role == Qt.ItemDataRole.AccessibleTextRole
        if not index.isValid() or not (is_shown or is_spoken):
            return None
        item = self._items[index.row()]
        if is_shown and not isinstance(item, GroupRow):
            return item.headline  # said without wording the whole row
        row = self.row_at(index.row())
        return row.title if isinstance(row, GroupRow) else row.spoken

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid() or isinstance(self._items[index.row()], GroupRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def is_group(self, row: int) -> bool:
        """Whether a row is a heading."""
        return isinstance(self._items[row], GroupRow)

    def row_at(self, row: int) -> Row | GroupRow:
        """What a row says."""
        item = self._items[row]
        if isinstance(item, GroupRow | Row):
            return item
        known = self._rows.get(item.path)
        if known is None:
            known = self._rows[item.path] = row_of(item, self._clock(), self._zone)
        return known

    def path_at(self, row: int) -> Path | None:
        """The file of a row, None for a heading."""
        item = self._items[row]
        return None if isinstance(item, GroupRow) else item.path

    def index_of(self, path: Path) -> QModelIndex:
        """Where a story is; an invalid index when it is not listed."""
        row = self._positions.get(path)
        return QModelIndex() if row is None else self.index(row, 0)

    def paths(self) -> list[Path]:
        """The stories listed, in order."""
        return [item.path for item in self._items if not isinstance(item, GroupRow)]

    def set_items(self, items: Sequence[Item]) -> None:
        """Show these rows; only what differs is removed, inserted or redrawn."""
        new = list(items)
        old_keys, new_keys = [_key(item) for item in self._items], [_key(item) for item in new]
        head = _common(old_keys, new_keys)
        tail = _common(old_keys[head:][::-1], new_keys[head:][::-1])
        old_end, new_end = len(old_keys) - tail, len(new_keys) - tail
        before = self._items
        if head < old_end:
            self.beginRemoveRows(QModelIndex(), head, old_end - 1)
            self._items = before[:head] + before[old_end:]
            self._reindex()
            self.endRemoveRows()
        if head < new_end:
            self.beginInsertRows(QModelIndex(), head, new_end - 1)
            self._items = self._items[:head] + new[head:new_end] + self._items[head:]
            self._reindex()
            self.endInsertRows()
        self._replace(new)

    def update_entries(self, entries: Iterable[StoryEntry]) -> None:
        """Put new values into rows that are there; order and number stay."""
        changed = {entry.path: entry for entry in entries}
        self._replace(
            [changed.get(item.path, item) if isinstance(item, StoryEntry) else item for item in self._items]
        )

    def forget_words(self) -> None:
        """Word every row anew, after the clock or the zone has moved on."""
        self._rows.clear()
        if self._items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._items) - 1, 0))

    def _replace(self, new: list[Item]) -> None:
        """Take over values of rows whose keys are the same, and say which have changed."""
        for row, (before, after) in enumerate(zip(self._items, new, strict=True)):
            if before == after and before.__class__ is after.__class__:
                continue
            self._items[row] = after
            if isinstance(after, StoryEntry):
                self._rows.pop(after.path, None)
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)

    def _reindex(self) -> None:
        self._positions = {
            item.path: row for row, item in enumerate(self._items) if not isinstance(item, GroupRow)
        }
        for path in self._rows.keys() - self._positions.keys():
            del self._rows[path]


def _key(item: Item) -> object:
    return item.title if isinstance(item, GroupRow) else item.path


def _common(left: Sequence[object], right: Sequence[object]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
