"""Settings: defaults, kinds, and what happens to values that cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from editor_app.ui import settings as declared
from editor_app.ui.settings import Settings

SETTINGS = [value for value in vars(declared).values() if isinstance(value, declared.Setting)]


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "stet.ini"), QSettings.Format.IniFormat)


def test_keys_are_unique() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)


def test_defaults_before_anything_is_set(store: QSettings) -> None:
    settings = Settings(store)
    assert [settings.get(setting) for setting in SETTINGS] == [setting.default for setting in SETTINGS]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (declared.THEME_MODE, "dark"),
        (declared.COMPACT_LIST, True),
        (declared.EDITOR_ZOOM, 1.5),
        (declared.WINDOW_GEOMETRY, b"\x00\x01geometry"),
        (declared.COLUMNS, ("180", "304")),
        (declared.COLUMNS, ("only one",)),
    ],
)
def test_a_value_survives_a_restart(tmp_path: Path, setting: declared.Setting[Any], value: Any) -> None:
    path = str(tmp_path / "stet.ini")
    first = QSettings(path, QSettings.Format.IniFormat)
    Settings(first).set(setting, value)
    first.sync()
    assert Settings(QSettings(path, QSettings.Format.IniFormat)).get(setting) == value


@pytest.mark.parametrize(
    ("setting", "stored"),
    [
        (declared.EDITOR_ZOOM, "large"),
        (declared.COMPACT_LIST, "perhaps"),
        (declared.THEME_MODE, "purple"),
        (declared.WINDOW_GEOMETRY, "text"),
    ],
)
def test_a_value_of_the_wrong_kind_reads_as_the_default(
    store: QSettings, setting: declared.Setting, stored: str
) -> None:
    store.setValue(setting.key, stored)
    assert Settings(store).get(setting) == setting.default


def test_setting_the_same_value_again_says_nothing(store: QSettings, qtbot: QtBot) -> None:
    settings = Settings(store)
    with qtbot.waitSignal(settings.changed) as told:
        settings.set(declared.COMPACT_LIST, True)
    assert told.args == [declared.COMPACT_LIST.key]
    with qtbot.assertNotEmitted(settings.changed):
        settings.set(declared.COMPACT_LIST, True)


def test_newsrooms_keep_their_own(store: QSettings, tmp_path: Path) -> None:
    settings = Settings(store)
    one, other = (
        settings.for_newsroom(tmp_path / "one", settings),
        settings.for_newsroom(tmp_path / "other", settings),
    )
    one.set(declared.OPEN_PANEL, "share")
    assert (one.get(declared.OPEN_PANEL), other.get(declared.OPEN_PANEL)) == ("share", "story")
    assert settings.get(declared.OPEN_PANEL) == "story"


def test_recent_newsrooms_newest_first_and_not_twice(store: QSettings) -> None:
    settings = Settings(store)
    for number in range(13):
        settings.remember_newsroom(Path(f"/rooms/{number}"), f"Room, {number}", "2026-11-17T14:33:00+00:00")
    settings.remember_newsroom(Path("/rooms/5"), "Renamed", "2026-11-17T15:00:00+00:00")
    recent = settings.recent_newsrooms()
    assert recent[0] == (Path("/rooms/5"), "Renamed", "2026-11-17T15:00:00+00:00")
    assert len(recent) == 10 and len({row[0] for row in recent}) == 10
    settings.forget_newsrooms()
    assert settings.recent_newsrooms() == ()
