"""Pictures are read beside the window, at the size they are drawn, and kept while there is room."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from editor_app.richtext.drawing import picture_cache
from editor_app.richtext.drawing.picture_cache import PictureCache
from editor_app.richtext.drawing.picture_reader import read_picture


def photo(folder: Path, name: str = "a.jpg", size: tuple[int, int] = (400, 200), turn: int = 1) -> Path:
    path = folder / name
    exif = Image.Exif()
    exif[0x0112] = turn
    Image.new("RGB", size, "teal").save(path, exif=exif)
    return path


def test_a_picture_arrives_later_at_the_width_that_was_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    cache, path = PictureCache(), photo(tmp_path)
    assert cache.pixmap(path, 100) is None
    qtbot.waitUntil(lambda: cache.pixmap(path, 100) is not None)
    pixmap = cache.pixmap(path, 100)
    assert pixmap is not None
    assert pixmap.size() == QSize(100, 50)


def test_another_width_stands_in_until_the_right_one_is_there(qtbot: QtBot, tmp_path: Path) -> None:
    cache, path = PictureCache(), photo(tmp_path)
    cache.pixmap(path, 100)
    qtbot.waitUntil(lambda: cache.pixmap(path, 100) is not None)
    pixmap = cache.pixmap(path, 120)
    assert pixmap is not None
    assert pixmap.width() == 100
    with qtbot.waitSignal(cache.arrived):
        pass
    right = cache.pixmap(path, 120)
    assert right is not None
    assert right.width() == 120


def test_what_cannot_be_read_is_null_and_not_asked_for_again(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"no picture")
    cache = PictureCache()
    assert cache.size(path).isEmpty()
    cache.pixmap(path, 100)
    qtbot.waitUntil(lambda: cache.pixmap(path, 100) is not None)
    pixmap = cache.pixmap(path, 100)
    assert pixmap is not None
    assert pixmap.isNull()


@pytest.mark.parametrize(
    ("turn", "size"), [(1, (400, 200)), (6, (200, 400)), (8, (200, 400)), (3, (400, 200))]
)
def test_pictures_stand_upright(qtbot: QtBot, tmp_path: Path, turn: int, size: tuple[int, int]) -> None:
    path = photo(tmp_path, turn=turn)
    assert PictureCache().size(path) == QSize(*size)
    image = read_picture(path, 50)
    assert (image.width(), image.height()) == (50, 50 * size[1] // size[0])


def test_a_changed_file_is_read_anew(qtbot: QtBot, tmp_path: Path) -> None:
    cache, path = PictureCache(), photo(tmp_path)
    assert cache.size(path) == QSize(400, 200)
    photo(tmp_path, size=(300, 300))
    os.utime(path, ns=(1, 1))
    assert cache.size(path) == QSize(300, 300)


def test_no_more_pixels_are_kept_than_there_is_room(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_cache, "_ROOM", 3 * 100 * 50 * 4)
    cache = PictureCache()
    paths = [photo(tmp_path, f"{number}.jpg") for number in range(6)]
    for path in paths:
        cache.pixmap(path, 100)
        qtbot.waitUntil(lambda of=path: cache.pixmap(of, 100) is not None)
    assert len(cache._pixmaps) == 3


def test_letting_go_of_the_cache_while_it_reads_is_safe(qtbot: QtBot, tmp_path: Path) -> None:
    for number in range(5):
        cache = PictureCache()
        cache.pixmap(photo(tmp_path, f"{number}.jpg", (2000, 1500)), 800)
        del cache
    other = PictureCache()
    path = photo(tmp_path, "last.jpg")
    other.pixmap(path, 100)
    qtbot.waitUntil(lambda: other.pixmap(path, 100) is not None)
