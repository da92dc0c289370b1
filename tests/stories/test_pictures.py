from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from editor_app.stories.pictures import is_elsewhere, is_picture_name, picture_size


@pytest.mark.parametrize(
    "src", ["https://a.example/x.jpg", "//a/x.jpg", "data:image/png;base64,x", "C:\\x.jpg", "\\\\host\\x.jpg"]
)
def test_what_lies_elsewhere(src: str) -> None:
    assert is_elsewhere(src)


def test_what_lies_in_the_newsroom() -> None:
    assert not is_elsewhere("../images/a.jpg")
    assert is_picture_name("a%20b.JPG?v=1") and is_picture_name("a.webp")
    assert not is_picture_name("a.svg") and not is_picture_name("a.pdf") and not is_picture_name("")


def test_sizes_are_those_a_reader_sees(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (30, 20)).save(path)
    assert picture_size(path) == (30, 20)
    turned = Image.new("RGB", (300, 200))
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(path, exif=exif)
    assert picture_size(path) == (200, 300)
    path.write_bytes(b"no picture")
    assert picture_size(path) is None
    assert picture_size(tmp_path / "gone.jpg") is None
