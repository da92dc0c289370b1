"""Every setting, declared once with its type and default, kept by the system (QSettings).

Settings of one newsroom (sizes, open story) are kept under a key made from its folder. No setting changes what a
story or a page says; those live in the newsroom.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

Value = TypeVar("Value", str, int, float, bool, bytes, tuple)


@dataclass(frozen=True, slots=True)
class Setting(Generic[Value]):
    """One setting; `choices` are all values it may have, empty when any will do."""

    key: str
    default: Value
    choices: tuple[Value, ...] = ()


THEME_MODE = Setting("look/theme", "system", ("system", "light", "dark", "high_contrast"))
USE_SYSTEM_FONT = Setting("look/use_system_font", False)
EDITOR_ZOOM = Setting("look/editor_zoom", 1.0)
CHECK_SPELLING = Setting("editor/check_spelling", True)
SMART_TYPING = Setting("edit/smart_typing", True)
TYPEWRITER = Setting("edit/typewriter", False)
COMPACT_LIST = Setting("list/compact", False)
PREVIEW_DEVICE = Setting("preview/device", "phone", ("phone", "tablet", "desktop"))
SHORTCUTS: Setting[tuple] = Setting("keyboard/shortcuts", ())
RECENT_NEWSROOMS: Setting[tuple] = Setting("newsrooms/recent", ())
WINDOW_GEOMETRY = Setting("window/geometry", b"")

# Kept for each newsroom.
COLUMNS: Setting[tuple] = Setting("room/columns", ())
OPEN_PANEL = Setting("room/panel", "story")
OPEN_STORY = Setting("room/story", "")
SIDEBAR_SHOWN = Setting("room/sidebar", True)
IGNORED_WORDS: Setting[tuple] = Setting("room/ignored_words", ())


_MOST_RECENT = 10


class Settings(QObject):
    """Reads and writes settings; `changed` carries the key. A stored value of the wrong kind reads as the default."""

    changed = Signal(str)

    def __init__(
        self, store: QSettings | None = None, prefix: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "stet", "stet"
        )
        self._prefix = prefix

    def get(self, setting: Setting[Value]) -> Value:
        """The value, or the default when there is none or it cannot be read."""
        stored = self._store.value(self._prefix + setting.key)
        value = _read(stored, setting.default)
        if value is None or (setting.choices and value not in setting.choices):
            return setting.default
        return value

    def set(self, setting: Setting[Value], value: Value) -> None:
        """Keep a value."""
        if value == self.get(setting):
            return
        self._store.setValue(self._prefix + setting.key, _stored(value))
        self.changed.emit(setting.key)

    def for_newsroom(self, folder: Path, parent: QObject) -> Settings:
        """The settings kept for one newsroom, for as long as `parent` needs them."""
        digest = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        return Settings(self._store, f"newsroom-{digest}/", parent)

    def recent_newsrooms(self) -> tuple[tuple[Path, str, str], ...]:
        """Folders opened before, newest first, as (folder, newsroom's name, ISO time)."""
        rows = []
        for line in self.get(RECENT_NEWSROOMS):
            folder, name, opened = (*str(line).split("\t"), "", "")[:3]
            if folder:
                rows.append((Path(folder), name, opened))
        return tuple(rows)

    def remember_newsroom(self, folder: Path, name: str, opened: str) -> None:
        """Put a newsroom at the top of the recent ones; `opened` is an ISO time."""
        others = [row for row in self.recent_newsrooms() if row[0] != folder][: _MOST_RECENT - 1]
        rows = [(folder, name, opened), *others]
        self.set(RECENT_NEWSROOMS, tuple("\t".join((str(path), words, time)) for path, words, time in rows))

    def forget_newsrooms(self) -> None:
        """Clear the recent newsrooms."""
        self.set(RECENT_NEWSROOMS, ())

    def sync(self) -> None:
        """Write to disk now."""
        self._store.sync()


def _stored(value: object) -> object:
    if isinstance(value, bytes):
        return QByteArray(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value


def _read(stored: object, default: Value) -> Value | None:
    """A stored value as the kind its default has; None when it is not one."""
    if stored is None:
        return None
    try:
        if isinstance(default, bool):
            read: object = {"true": True, "false": False, "1": True, "0": False}.get(str(stored).lower())
        elif isinstance(default, bytes):
            read = bytes(stored.data()) if isinstance(stored, QByteArray) else None
        elif isinstance(default, tuple):
            items = [stored] if isinstance(stored, str) else stored
            read = tuple(str(item) for item in items) if isinstance(items, list | tuple) else None
        elif isinstance(default, int | float):
            read = type(default)(str(stored))
        else:
            read = str(stored)
    except ValueError:
        return None
    return cast("Value | None", read)
