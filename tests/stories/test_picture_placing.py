from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from editor_app.stories.newsroom import Newsroom
from editor_app.stories.picture_placing import (
    PictureData,
    PictureNotPlaced,
    PicturePlaces,
    bring_in,
    place_picture,
)
from tests.stories.pictures_made import XMP, picture_bytes


@pytest.fixture
def story(newsroom: Newsroom) -> Path:
    return newsroom.stories_folder / "ferry.md"


@pytest.fixture
def places(newsroom: Newsroom, story: Path) -> PicturePlaces:
    return PicturePlaces.of(newsroom, story)


def chosen(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_picture_from_elsewhere_gets_a_clean_name_of_its_own(
    newsroom: Newsroom, story: Path, tmp_path: Path
) -> None:
    one, two = picture_bytes(color="teal"), picture_bytes(color="navy")
    first = chosen(tmp_path / "a", "Fähre & Quay (2).JPG", one)
    second = chosen(tmp_path / "b", "Fähre & Quay (2).JPG", two)
    assert place_picture(newsroom, story, first) == "../images/fahre-quay-2.jpg"
    assert place_picture(newsroom, story, second) == "../images/fahre-quay-2-2.jpg"
    assert (newsroom.images_folder / "fahre-quay-2.jpg").read_bytes() == one
    assert first.exists()
    assert not [file for file in newsroom.images_folder.iterdir() if file.name.startswith(".")]


def test_the_same_content_is_kept_once_whatever_it_is_called(places: PicturePlaces, tmp_path: Path) -> None:
    data = picture_bytes(color="olive")
    src = bring_in(places, chosen(tmp_path / "a", "Quay.jpg", data)).src
    assert bring_in(places, chosen(tmp_path / "a", "DSC_0042.jpeg", data)).src == src
    assert bring_in(places, PictureData("pasted.png", data)).src == src


def test_the_ending_says_what_the_file_holds(places: PicturePlaces, tmp_path: Path) -> None:
    named_wrongly = chosen(tmp_path / "a", "crest.jpg", picture_bytes("PNG"))
    assert bring_in(places, named_wrongly).src == "../images/crest.png"
    without_one = chosen(tmp_path / "a", "download", picture_bytes("WEBP"))
    assert bring_in(places, without_one).src == "../images/download.webp"


def test_a_picture_of_the_newsroom_stays_where_it_is(newsroom: Newsroom, story: Path) -> None:
    inside = chosen(newsroom.images_folder, "Quay side.jpg", picture_bytes())
    src = place_picture(newsroom, story, inside)
    assert src == "../images/Quay%20side.jpg"
    assert newsroom.picture_path(story, src) == inside


@pytest.mark.parametrize(
    ("kind", "mode", "ending"),
    [("TIFF", "RGB", ".jpg"), ("TIFF", "RGBA", ".png"), ("TIFF", "CMYK", ".jpg"), ("BMP", "RGB", ".png")],
)
def test_kinds_that_pages_cannot_show_are_converted(
    places: PicturePlaces, tmp_path: Path, kind: str, mode: str, ending: str
) -> None:
    data = picture_bytes(kind, mode=mode, color=(0, 0, 0, 0) if len(mode) == 4 else "teal")
    src = bring_in(places, chosen(tmp_path / "a", "scan.tif", data)).src
    assert src == f"../images/scan{ending}"
    with Image.open(places.images / f"scan{ending}") as made:
        assert made.size == (60, 40)


def test_sixteen_bits_a_pixel_keep_their_shades(places: PicturePlaces) -> None:
    made = BytesIO()
    Image.new("I;16", (8, 8), 32768).save(made, "TIFF")
    bring_in(places, PictureData("scan.tif", made.getvalue()))
    with Image.open(places.images / "scan.jpg") as picture:
        assert abs(int(picture.convert("L").getpixel((4, 4))) - 128) < 4  # type: ignore[arg-type]


def test_what_the_file_says_comes_with_it(places: PicturePlaces) -> None:
    placed = bring_in(places, PictureData("a.jpg", picture_bytes(xmp=XMP.encode())))
    assert placed.words.alt == "A white ferry"
    exif = Image.Exif()
    exif[0x010E] = "DSC_0042"
    assert bring_in(places, PictureData("DSC_0042.JPG", picture_bytes(exif=exif))).words.caption == ""


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("logo.svg", b"<?xml version='1.0'?><svg xmlns='x'/>", "“logo.svg” is an SVG drawing"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40, "is a HEIC picture"),
        ("plan.pdf", b"%PDF-1.7\n", "is a PDF"),
        ("note.jpg", b"not a picture at all", "is not a picture that pages can show"),
        ("empty.png", b"", "is empty"),
        ("half.jpg", picture_bytes(size=(400, 400))[:1200], "damaged or was cut off"),
        ("half.png", picture_bytes("PNG", size=(400, 400))[:300], "damaged or was cut off"),
    ],
)
def test_what_pages_cannot_show_is_refused_in_a_sentence(
    places: PicturePlaces, name: str, data: bytes, words: str
) -> None:
    with pytest.raises(PictureNotPlaced, match=words):
        bring_in(places, PictureData(name, data))
    assert [file.name for file in places.images.iterdir()] == ["ferry.jpg"]


def test_far_too_many_pixels_are_refused(places: PicturePlaces) -> None:
    for size in ((12_000, 9_000), (30_000, 30_000)):
        with pytest.raises(PictureNotPlaced, match="pixels"):
            bring_in(places, PictureData("map.png", picture_bytes("PNG", size=size, mode="1", color=0)))


def test_a_file_that_is_gone_is_named(places: PicturePlaces, tmp_path: Path) -> None:
    with pytest.raises(PictureNotPlaced, match=r"gone\.jpg.*could not be copied"):
        bring_in(places, tmp_path / "gone.jpg")
