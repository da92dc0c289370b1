from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from PIL import Image

from editor_app.publish.images import PictureShop, PictureUnusable, picture_size


def save(path: Path, size: tuple[int, int], mode: str = "RGB", **options: object) -> Path:
    Image.effect_noise(size, 80).convert(mode).save(path, **options)
    return path


def test_sizes_have_true_dimensions_and_no_metadata(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "CANARY description"
    exif[0x8825] = {1: "N", 2: (50.0, 1.0, 1.0)}
    path = save(tmp_path / "Fährhafen.jpg", (2000, 1000), exif=exif, comment=b"CANARY comment")
    made = PictureShop(tmp_path / "cache").picture_set(path)
    assert [(file.width, file.height) for file in made.webp] == [(480, 240), (960, 480), (1440, 720)]
    assert made.fallback.width == 960
    for file in (*made.webp, *made.jpeg):
        data = file.data.read_bytes()
        assert b"CANARY" not in data
        with Image.open(file.data) as image:
            assert image.size == (file.width, file.height)
            assert not dict(image.getexif())
        assert file.name.startswith("images/fahrhafen-")
        assert file.name.endswith((f"-{file.width}.webp", f"-{file.width}.jpg"))


def test_small_pictures_are_not_blown_up(tmp_path: Path) -> None:
    made = PictureShop(tmp_path / "cache").picture_set(save(tmp_path / "a.png", (300, 200)))
    assert [file.width for file in made.jpeg] == [300]
    made = PictureShop(tmp_path / "cache").picture_set(save(tmp_path / "b.png", (1200, 675)))
    assert [file.width for file in made.webp] == [480, 960, 1200]


def test_turned_pictures_are_turned(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = save(tmp_path / "a.jpg", (1000, 500), exif=exif)
    assert picture_size(path) == (500, 1000)
    made = PictureShop(tmp_path / "cache").picture_set(path)
    with Image.open(made.jpeg[-1].data) as image:
        assert image.size == (500, 1000)


def test_transparency_survives_in_webp_and_is_white_in_jpeg(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGBA", (500, 500), (255, 0, 0, 0)).save(path)
    made = PictureShop(tmp_path / "cache").picture_set(path)
    with Image.open(made.webp[0].data) as image:
        assert image.mode == "RGBA"
    with Image.open(made.jpeg[0].data) as image:
        assert image.getpixel((10, 10)) == (255, 255, 255)


def test_social_crop_and_shapes(tmp_path: Path) -> None:
    shop = PictureShop(tmp_path / "cache")
    path = save(tmp_path / "a.jpg", (1000, 1000))
    social = shop.social_picture(path)
    with Image.open(social.data) as image:
        assert (image.format, image.size) == ("JPEG", (1200, 630))
    assert [(file.width, file.height) for file in shop.shapes(path)] == [
        (1000, 562),
        (1000, 750),
        (1000, 1000),
    ]


def test_each_size_is_made_once(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", (800, 400))
    first = PictureShop(tmp_path / "cache").picture_set(path)
    stamps = [file.data.stat().st_mtime_ns for file in first.webp]
    again = PictureShop(tmp_path / "cache").picture_set(path)
    assert again == first
    assert [file.data.stat().st_mtime_ns for file in again.webp] == stamps
    save(path, (700, 300))
    changed = PictureShop(tmp_path / "cache").picture_set(path)
    assert changed.webp[-1].name != first.webp[-1].name


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", b"\xff\xd8\xff\xe0 cut short", b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
)
def test_what_is_no_picture_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    with pytest.raises(PictureUnusable, match=r"a\.jpg"):
        PictureShop(tmp_path / "cache").picture_set(path)
    with pytest.raises(PictureUnusable, match="cannot be read"):
        PictureShop(tmp_path / "cache").picture_set(tmp_path / "missing.jpg")


def test_a_truncated_picture_is_damaged(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", (800, 400))
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(PictureUnusable, match="damaged"):
        PictureShop(tmp_path / "cache").picture_set(path)


def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.new("1", (12_000, 12_000)).save(path)
    with pytest.raises(PictureUnusable, match="100 million"):
        PictureShop(tmp_path / "cache").picture_set(path)
