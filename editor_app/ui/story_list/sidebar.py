"""The sidebar: the newsroom's name and switcher, desks and sections with counts, more, and the live banner card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor_app.stories.catalogue import Desk, StoryEntry, in_desk
from editor_app.stories.slugs import slug_from
from editor_app.ui.story_list.grouping import is_live
from editor_app.ui.story_list.live_banner import LiveBanner, LiveBannerCard
from editor_app.ui.story_list.rows import embargo_words
from editor_app.ui.story_list.shelf import ALL_STORIES, DESK_ICONS, Shelf
from editor_app.ui.theme import Theme, set_surface, type_role
from editor_app.ui.widgets.buttons import tool_button
from editor_app.ui.widgets.drawing import RowFrame, row_frame

_SHELF, _COUNT, _ICON = (int(Qt.ItemDataRole.UserRole) + n for n in (1, 2, 3))
_MAIN_DESKS = (Desk.ALL, Desk.BREAKING, Desk.NEEDS_REVIEW, Desk.READY, Desk.EMBARGOED, Desk.PUBLISHED_TODAY)
_SIDE = 8


class Sidebar(QWidget):
    """The first column. `shelf_chosen(Shelf)`, `switcher_requested(QPoint)`, `banner_requested(Path)`."""

    shelf_chosen = Signal(object)
    switcher_requested = Signal(QPoint)
    banner_requested = Signal(object)

    def __init__(
        self, theme: Theme, clock: Callable[[], datetime], zone: tzinfo = UTC, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._clock, self._zone = theme, clock, zone
        self._entries: tuple[StoryEntry, ...] = ()
        self._sections: tuple[str, ...] = ()
        self._slugs: dict[str, str] = {}
        self._spiked = 0
        self._shelf = ALL_STORIES
        self.setObjectName("sidebar")
        self.setAccessibleName("Sidebar")
        self.setMinimumWidth(160)
        set_surface(self, "chrome")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self.list = self._make_list()
        column.addWidget(self.list, 1)
        self._card = LiveBannerCard(theme)
        self._card.manage_requested.connect(self.banner_requested)
        foot = QVBoxLayout()
        foot.setContentsMargins(_SIDE, _SIDE, _SIDE, _SIDE)
        foot.addWidget(self._card)
        column.addLayout(foot)
        self._minute = QTimer(self, interval=30_000)
        self._minute.timeout.connect(self._count)
        self._minute.start()
        theme.changed.connect(self.list.viewport().update)
        self._build()

    @property
    def shelf(self) -> Shelf:
        """What is chosen."""
        return self._shelf

    @property
    def banner(self) -> LiveBanner | None:
        """The banner the card shows."""
        return self._card.banner

    def set_newsroom(self, name: str, sections: Sequence[str], zone: tzinfo) -> None:
        """The newsroom's name, its sections in order, and its time zone."""
        self._name.setText(name)
        self._name.setToolTip(name)
        self._sections, self._zone = tuple(sections), zone
        self._build()

    def set_entries(self, entries: Iterable[StoryEntry]) -> None:
        """Count again. Sections that stories name but the newsroom does not list are added at the end."""
        self._entries = tuple(entries)
        if self._all_sections() != self._built_sections:
            self._build()
        self._count()

    def set_spiked_count(self, count: int) -> None:
        """How many stories are spiked."""
        self._spiked = count
        self._count()

    def show_shelf(self, shelf: Shelf) -> None:
        """Mark a shelf as shown, silently."""
        self._shelf = shelf
        for row in range(self.list.count()):
            if self.list.item(row).data(_SHELF) == shelf:
                blocked = self.list.blockSignals(True)
                self.list.setCurrentRow(row)
                self.list.blockSignals(blocked)

    def fill_shelf_menu(self, menu: QMenu) -> None:
        """Put all shelves into a menu, for when the sidebar is hidden."""
        menu.clear()
        group = QActionGroup(menu)
        for row in range(self.list.count()):
            item = self.list.item(row)
            shelf = item.data(_SHELF)
            if shelf is None:
                menu.addSeparator()
                continue
            action = QAction(f"{shelf.title}\t{item.data(_COUNT)}", menu)
            action.setCheckable(True)
            action.setChecked(shelf == self._shelf)
            action.triggered.connect(lambda _checked=False, which=shelf: self._choose(which))
            group.addAction(action)
            menu.addAction(action)

    def places(self) -> list[tuple[str, str, str, Callable[[], object]]]:
        """Every shelf as (title, icon, count, what shows it), for the command palette."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [
            (
                item.text(),
                str(item.data(_ICON) or ""),
                str(item.data(_COUNT) or ""),
                partial(self._choose, item.data(_SHELF)),
            )
            for item in items
            if item.data(_SHELF) is not None
        ]

    def focus_list(self) -> None:
        """F6."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        self._name = _ElidedLabel()
        type_role(self._name, "nameplate", self._theme)
        switch = tool_button("caret-up-down", "Switch newsroom", self._theme)
        switch.clicked.connect(
            lambda: self.switcher_requested.emit(switch.mapToGlobal(QPoint(0, switch.height())))
        )
        row.addWidget(self._name, 1)
        row.addWidget(switch)
        return head

    def _make_list(self) -> QListWidget:
        shelves = QListWidget()
        shelves.setFrameShape(QFrame.Shape.NoFrame)
        shelves.setProperty("clear", True)
        shelves.setItemDelegate(_ShelfDelegate(self._theme, shelves))
        shelves.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        shelves.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shelves.setMouseTracking(True)
        shelves.setAccessibleName("Desks and sections")
        shelves.setProperty("wants_key_focus", True)
        shelves.currentItemChanged.connect(self._current_changed)
        return shelves

    def _slug(self, section: str) -> str:
        """Sections are the same when their slugs are; a slug is made once."""
        if section not in self._slugs:
            self._slugs[section] = slug_from(section)
        return self._slugs[section]

    def _all_sections(self) -> tuple[str, ...]:
        known = {self._slug(section) for section in self._sections}
        extra = {
            entry.section
            for entry in self._entries
            if entry.section and self._slug(entry.section) not in known
        }
        return (*self._sections, *sorted(extra, key=str.casefold))

    def _build(self) -> None:
        self._built_sections = self._all_sections()
        blocked = self.list.blockSignals(True)
        self.list.clear()
        self._heading("Desk")
        for desk in _MAIN_DESKS:
            self._item(Shelf(desk), DESK_ICONS[desk])
        if self._built_sections:
            self._heading("Sections")
            for section in self._built_sections:
                self._item(Shelf(section=section), "")
        self._heading("More")
        self._item(Shelf(Desk.CORRECTIONS), DESK_ICONS[Desk.CORRECTIONS])
        self._item(Shelf(spiked=True), "prohibit")
        self.list.blockSignals(blocked)
        self._count()
        self.show_shelf(self._shelf)

    def _heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _item(self, shelf: Shelf, icon: str) -> None:
        item = QListWidgetItem(shelf.title)
        item.setData(_SHELF, shelf)
        item.setData(_ICON, icon)
        self.list.addItem(item)

    def _count(self) -> None:
        now = self._clock().astimezone(self._zone)
        sections: dict[str, int] = {}
        for entry in self._entries:
            if entry.section:
                slug = self._slug(entry.section)
                sections[slug] = sections.get(slug, 0) + 1
        for row in range(self.list.count()):
            item = self.list.item(row)
            shelf: Shelf | None = item.data(_SHELF)
            if shelf is None:
                continue
            if shelf.spiked:
                count = self._spiked
            elif shelf.section:
                count = sections.get(self._slug(shelf.section), 0)
            else:
                count = sum(1 for entry in self._entries if in_desk(entry, shelf.desk, now))
            shown = str(count) if count or not shelf.spiked else ""
            if item.data(_COUNT) != shown:
                item.setData(_COUNT, shown)
                stories = "1 story" if count == 1 else f"{count} stories"
                item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{shelf.title}, {stories}")
        self._card.set_banner(self._live_banner(now))

    def _live_banner(self, now: datetime) -> LiveBanner | None:
        live = [(entry, entry.breaking) for entry in self._entries if entry.breaking and is_live(entry, now)]
        if not live:
            return None
        entry, breaking = min(live, key=lambda one: (str(one[1].level), -one[0].changed.timestamp()))
        ends = embargo_words(breaking.until.astimezone(self._zone), now) if breaking.until else ""
        return LiveBanner(entry.path, breaking.alert or entry.title, str(breaking.level), ends, len(live) - 1)

    def _current_changed(self, item: QListWidgetItem | None) -> None:
        shelf = item.data(_SHELF) if item is not None else None
        if shelf is not None and shelf != self._shelf:
            self._choose(shelf)

    def _choose(self, shelf: Shelf) -> None:
        self.show_shelf(shelf)
        self.shelf_chosen.emit(shelf)


class _ElidedLabel(QLabel):
    """A label that gives way: it elides instead of holding its column open."""

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()


class _ShelfDelegate(QStyledItemDelegate):
    """A row of the sidebar: icon, words, count."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = self._theme.line_height
        if index.data(_SHELF) is None:
            return QSize(100, line("meta") + (8 if index.row() == 0 else 18))
        return QSize(100, line("interface") + 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = row_frame(option)
        if index.data(_SHELF) is None:
            painter.setFont(self._theme.font("meta_strong"))
            painter.setPen(self._theme.color("text.tertiary"))
            place = frame.rect.adjusted(16, 0, -8, -4)
            painter.drawText(
                place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), str(index.data())
            )
        else:
            self._paint_shelf(painter, frame, index)
        painter.restore()

    def _paint_shelf(
        self,
        painter: QPainter,
        frame: RowFrame,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        color, rect, view = self._theme.color, frame.rect, frame.view
        selected = frame.is_selected
        box = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or frame.is_hovered:
            painter.setBrush(color("sel.inactive" if selected else "bg.hover"))
            painter.drawRoundedRect(box, 5, 5)
        if selected and view is not None and view.property("kf"):
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        icon = str(index.data(_ICON))
        if icon:
            token = "text.primary" if selected else "text.secondary"
            painter.drawPixmap(
                round(box.left()) + 8, round(box.center().y() - 8), self._theme.pixmap(icon, 16, token)
            )
        shelf: Shelf = index.data(_SHELF)
        count = str(index.data(_COUNT) or "")
        alarmed = shelf.desk == Desk.BREAKING and not shelf.section and count not in ("", "0")
        painter.setFont(self._theme.font("meta_strong" if selected or alarmed else "meta"))
        painter.setPen(
            color("breaking.text" if alarmed else "text.secondary" if selected else "text.tertiary")
        )
        inner = box.adjusted(32, 0, -8, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), count)
        font = self._theme.font("interface_strong" if selected else "interface")
        painter.setFont(font)
        painter.setPen(color("text.primary" if selected else "text.secondary"))
        room = inner.width() - 24
        words = painter.fontMetrics().elidedText(shelf.title, Qt.TextElideMode.ElideRight, round(room))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
