"""The first page, while no newsroom is open: open, make, try the sample; and the newsrooms opened before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from editor_app.ui.key_focus import mark_key_focus
from editor_app.ui.theme import Theme, set_surface
from editor_app.ui.widgets.buttons import link_button
from editor_app.ui.widgets.columns import remove_all
from editor_app.ui.widgets.divider import hline, key_cap
from editor_app.ui.widgets.drops import take_copy
from editor_app.ui.widgets.text_label import TextLabel
from editor_app.ui.widgets.time_words import day_words, moment_words

_WIDTH, _LEFT_WIDTH, _GAP = 820, 300, 58
_SHOWN = 6


class WelcomePage(QWidget):
    """Signals: `open_requested`, `new_requested`, `sample_requested`, `newsroom_chosen(Path)`, `clear_requested`,
    `dropped(list[Path])` for a folder or files let go over it."""

    open_requested = Signal()
    new_requested = Signal()
    sample_requested = Signal()
    newsroom_chosen = Signal(object)
    clear_requested = Signal()
    dropped = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("welcome")
        self.setAccessibleName("Welcome")
        self.setAcceptDrops(True)
        set_surface(self, "paper")
        content = QWidget()
        content.setFixedWidth(_WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(TextLabel("Stet", theme, "welcome_title"))
        column.addSpacing(6)
        about = TextLabel(
            "Write, check and publish local news. Each story is a Markdown file in a folder you choose.",
            theme,
            "standfirst",
            "secondary",
        )
        about.setWordWrap(True)
        about.setMaximumWidth(560)
        column.addWidget(about)
        column.addSpacing(34)
        column.addLayout(self._two_columns())
        column.addSpacing(46)
        column.addWidget(hline())
        column.addSpacing(16)
        column.addLayout(self._keys())
        outer = QVBoxLayout(self)
        outer.addStretch(9)
        outer.addWidget(content, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(10)

    def set_recent(self, rows: Sequence[tuple[Path, str, str]], now: datetime) -> None:
        """The newsrooms opened before, newest first: (folder, name, ISO time). Missing folders are greyed."""
        remove_all(self._recent)
        for folder, name, opened in rows[:_SHOWN]:
            row = RecentRow(folder, name or folder.name, _opened_words(opened, now), self._theme)
            row.clicked.connect(lambda _checked=False, which=folder: self.newsroom_chosen.emit(which))
            self._recent.addWidget(row)
        self._recent_head.setVisible(bool(rows))

    def focus_first(self) -> None:
        """Put the focus on the first button."""
        self._open.setFocus(Qt.FocusReason.TabFocusReason)
        mark_key_focus(self._open, True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Local files and folders may be let go here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """See `dropped`."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            take_copy(event)
            self.dropped.emit(paths)

    def _two_columns(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        left = QVBoxLayout()
        left.setSpacing(8)
        self._open = WelcomeButton(
            "Open newsroom folder…", "Ctrl+O", "folder-open", self._theme, primary=True
        )
        new = WelcomeButton("New newsroom…", "Ctrl+Shift+N", "folder-plus", self._theme)
        sample = WelcomeButton("Try the sample newsroom", "", "newspaper", self._theme)
        self._open.clicked.connect(self.open_requested)
        new.clicked.connect(self.new_requested)
        sample.clicked.connect(self.sample_requested)
        for button in (self._open, new, sample):
            left.addWidget(button)
        hint = TextLabel(
            "You can also drop a folder, or Markdown, text or HTML files, on this window.",
            self._theme,
            "caption",
            "tertiary",
        )
        hint.setWordWrap(True)
        hint.setFixedWidth(_LEFT_WIDTH)
        left.addSpacing(6)
        left.addWidget(hint)
        left.addStretch(1)
        row.addLayout(left)
        row.addLayout(self._recent_column(), 1)
        return row

    def _recent_column(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(0)
        self._recent_head = QWidget()
        head = QHBoxLayout(self._recent_head)
        head.setContentsMargins(8, 0, 8, 6)
        label = TextLabel("Recent", self._theme, "meta_medium", "secondary")
        clear = link_button("Clear", self._theme)
        clear.setAccessibleName("Clear recent newsrooms")
        clear.clicked.connect(self.clear_requested)
        head.addWidget(label, 1)
        head.addWidget(clear)
        self._recent_head.hide()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        right.addWidget(self._recent_head)
        right.addLayout(self._recent)
        right.addStretch(1)
        return right

    def _keys(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for keys, words in ((("Ctrl", "K"), "Find a story or command"), (("Ctrl", "N"), "New story")):
            for key in keys:
                row.addWidget(key_cap(key, self._theme))
            row.addWidget(TextLabel(words, self._theme, "caption", "secondary"))
            row.addSpacing(22)
        row.addStretch(1)
        return row


class WelcomeButton(QAbstractButton):
    """A wide button: icon, words, and its shortcut at the right."""

    def __init__(self, text: str, keys: str, icon: str, theme: Theme, *, primary: bool = False) -> None:
        super().__init__()
        self._theme, self._keys, self._icon, self._primary = theme, keys, icon, primary
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("wants_key_focus", True)
        self.setFixedSize(self.sizeHint())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The width of the column."""
        return QSize(_LEFT_WIDTH, max(36, self._theme.line_height("interface") + 18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ink for the first, raised for the others."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color
        hover = self.underMouse()
        if self._primary:
            ground = "text.secondary" if self.isDown() else "ink.hover" if hover else "ink"
            edge, ink, quiet = ground, "on.ink", "on.ink"
        else:
            ground = "bg.pressed" if self.isDown() else "bg.hover" if hover else "bg.raised"
            edge, ink, quiet = "line.strong", "text.primary", "text.tertiary"
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(color(edge), 1))
        painter.setBrush(color(ground))
        painter.drawRoundedRect(rect, 5, 5)
        if self.property("kf"):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color(ink if self._primary else "bg.raised"), 1))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 4, 4)
            painter.setPen(QPen(color("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        icon = self._theme.pixmap(self._icon, 16, "on.ink" if self._primary else "text.secondary")
        painter.drawPixmap(16, round((self.height() - 16) / 2), icon)
        painter.setFont(self._theme.font("interface_strong"))
        painter.setPen(color(ink))
        inner = rect.adjusted(38, 0, -15, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(quiet))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._keys)
        painter.end()


class RecentRow(QAbstractButton):
    """One newsroom opened before: its initial, name, folder, and when."""

    def __init__(self, folder: Path, name: str, opened: str, theme: Theme) -> None:
        super().__init__()
        self._theme, self._folder, self._opened = theme, folder, opened
        self._missing = not folder.is_dir()
        self.setText(name)
        self.setAccessibleName(f"{name}, {folder}" + (", folder not found" if self._missing else ""))
        self.setToolTip("The folder cannot be found" if self._missing else str(folder))
        self.setEnabled(not self._missing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("wants_key_focus", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.sizeHint().height())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Two lines and some air."""
        line = self._theme.line_height
        return QSize(320, line("interface") + line("meta") + 16)

    def event(self, event: QEvent) -> bool:
        """Hover repaints."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Initial, name, folder, time."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color
        rect = QRectF(self.rect())
        if (self.underMouse() and self.isEnabled()) or self.property("kf"):
            painter.setPen(QPen(color("focus"), 2) if self.property("kf") else Qt.PenStyle.NoPen)
            painter.setBrush(color("bg.hover"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
        box = QRectF(8, rect.center().y() - 15, 30, 30)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("bg.pressed"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(self._theme.font("nameplate"))
        painter.setPen(color("text.primary" if self.isEnabled() else "text.disabled"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text()[:1].upper())
        meta = self._theme.font("caption")
        metrics = QFontMetricsF(meta)
        time_width = metrics.horizontalAdvance(self._opened)
        line = self._theme.line_height
        left, top = box.right() + 12, rect.center().y() - (line("interface") + line("meta")) / 2
        room = rect.right() - 10 - time_width - 12 - left
        name_font = self._theme.font("interface_strong")
        painter.setFont(name_font)
        name = QFontMetricsF(name_font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(left, top, room, line("interface")), middle, name)
        painter.setFont(meta)
        painter.setPen(color("text.tertiary" if self.isEnabled() else "text.disabled"))
        folder = metrics.elidedText(str(self._folder), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRectF(left, top + line("interface"), room, line("meta")), middle, folder)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(rect.adjusted(0, 0, -10, 0), right, self._opened)
        painter.end()


def _opened_words(iso: str, now: datetime) -> str:
    """ "Today 14:33", "Mon 9 Nov", "2 Sep 2025"; empty for what is no time."""
    try:
        opened = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    zone = now.tzinfo or UTC
    is_today = opened.astimezone(zone).date() == now.astimezone(zone).date()
    return (moment_words if is_today else day_words)(opened, now, zone)
