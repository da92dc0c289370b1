from __future__ import annotations

import os
import random
import re
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw, features

from editor_app.publish.images import PictureFile, PictureShop, PictureUnusable, picture_size
from editor_app.publish.kept_pictures import KeptPictures
from editor_app.publish.picture_encoding import can_write_avif, cut, encode
from editor_app.publish.picture_pixels import read_pixels
from editor_app.stories.focal import Focal
from editor_app.stories.picture_content import NotAPicture, content_of
from editor_app.stories.picture_limits import most_pixels
from tests.publish.conftest import Desk

DAY = 86_400
needs_avif = pytest.mark.skipif(not features.check("avif"), reason="this Pillow writes no AVIF")


def save(path: Path, size: tuple[int, int], mode: str = "RGB", **options: Any) -> Path:
    Image.effect_noise(size, 80).convert(mode).save(path, **options)
    return path


def plain(path: Path, size: tuple[int, int], **options: Any) -> Path:
    """A picture that is quick to encode."""
    Image.linear_gradient("L").resize(size).convert("RGB").save(path, **options)
    return path


def test_sizes_have_true_dimensions_and_no_metadata(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "CANARY description"
    exif[0x8825] = {1: "N", 2: (50.0, 1.0, 1.0)}
    path = plain(tmp_path / "Fährhafen.jpg", (2000, 1000), exif=exif, comment=b"CANARY comment")
    made = PictureShop(tmp_path / "cache").picture_set(path)
    assert [(file.width, file.height) for file in made.webp] == [(480, 240), (960, 480), (1440, 720)]
    assert made.fallback.width == 960
    for file in (*made.avif, *made.webp, *made.jpeg):
        data = file.data.read_bytes()
        assert b"CANARY" not in data
        with Image.open(file.data) as image:
            assert image.size == (file.width, file.height)
            assert not dict(image.getexif())
        assert file.name.startswith("images/fahrhafen-")
        assert file.name.endswith(tuple(f"-{file.width}.{ending}" for ending in ("avif", "webp", "jpg")))


def test_small_pictures_are_not_blown_up(tmp_path: Path) -> None:
    made = PictureShop(tmp_path / "cache", avif=False).picture_set(save(tmp_path / "a.png", (300, 200)))
    assert [file.width for file in made.jpeg] == [300]
    made = PictureShop(tmp_path / "cache", avif=False).picture_set(save(tmp_path / "b.png", (1200, 675)))
    assert [file.width for file in made.webp] == [480, 960, 1200]


def test_turned_pictures_are_turned(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = plain(tmp_path / "a.jpg", (1000, 500), exif=exif)
    assert picture_size(path) == (500, 1000)
    made = PictureShop(tmp_path / "cache", avif=False).picture_set(path)
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
    path = plain(tmp_path / "a.jpg", (800, 400))
    first = PictureShop(tmp_path / "cache", avif=False).picture_set(path)
    stamps = [file.data.stat().st_mtime_ns for file in first.webp]
    again = PictureShop(tmp_path / "cache", avif=False).picture_set(path)
    assert again == first
    assert [file.data.stat().st_mtime_ns for file in again.webp] == stamps
    save(path, (700, 300))
    changed = PictureShop(tmp_path / "cache", avif=False).picture_set(path)
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


def test_a_picture_that_would_fill_the_memory_is_refused_unless_it_can_be_read_smaller(
    tmp_path: Path,
) -> None:
    large = Image.new("RGB", (7_500, 7_000), "navy")
    for name in ("scan.png", "scan.jpg"):
        large.save(tmp_path / name)
    with pytest.raises(PictureUnusable, match="more than 50 million pixels"):
        read_pixels(tmp_path / "scan.png", 480, 300)
    assert read_pixels(tmp_path / "scan.jpg", 480, 300).image.width < 2_000
    with pytest.raises(NotAPicture, match="at most 50 of a picture of its kind"):
        content_of((tmp_path / "scan.png").read_bytes())
    large.convert("L").save(tmp_path / "grey.png")  # takes a quarter
    assert read_pixels(tmp_path / "grey.png", 480, 300).image.width < 2_000


@pytest.mark.parametrize(
    ("mode", "options", "most"),
    [
        ("RGB", {"progressive": True, "subsampling": "4:4:4"}, 66),
        ("RGB", {"progressive": True, "subsampling": "4:2:0"}, 100),
        ("RGB", {"subsampling": "4:4:4"}, 100),
        ("L", {"progressive": True}, 100),
        ("CMYK", {"progressive": True}, 33),
        ("CMYK", {}, 50),
    ],
)
def test_a_progressive_jpeg_may_have_as_many_pixels_as_its_decoder_can_keep(
    mode: str, options: dict[str, Any], most: int
) -> None:
    data = BytesIO()
    Image.new(mode, (64, 64)).save(data, "JPEG", **options)
    with Image.open(data) as picture:
        assert most_pixels(picture) // 1_000_000 == most


def test_a_progressive_jpeg_that_would_fill_the_memory_is_refused_before_it_is_read(tmp_path: Path) -> None:
    data = BytesIO()
    Image.new("RGB", (64, 64)).save(data, "JPEG", progressive=True, subsampling="4:4:4")
    raw = bytearray(data.getvalue())
    frame = raw.index(b"\xff\xc2")
    raw[frame + 5 : frame + 9] = (9_000).to_bytes(2, "big") * 2  # says that it has 81 million
    with pytest.raises(NotAPicture, match=r"at most 66 .*not progressive first"):
        content_of(bytes(raw))
    (tmp_path / "a.jpg").write_bytes(raw)
    with pytest.raises(PictureUnusable, match="more than 66 million pixels"):
        read_pixels(tmp_path / "a.jpg", 480, 300)


def colour_at(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    found = image.getpixel(place)
    assert isinstance(found, tuple)
    return found


def shown(file: PictureFile, place: tuple[float, float]) -> tuple[int, ...]:
    """The colour at a place given as parts of width and height."""
    with Image.open(file.data) as image:
        rgb = image.convert("RGB")
        return colour_at(rgb, (int(place[0] * (rgb.width - 1)), int(place[1] * (rgb.height - 1))))


def is_near(colour: tuple[int, ...], wanted: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(one - other) <= by for one, other in zip(colour, wanted, strict=True))


@needs_avif
def test_a_picture_comes_as_avif_webp_and_jpeg_of_the_same_sizes(tmp_path: Path) -> None:
    made = PictureShop(tmp_path / "cache").picture_set(plain(tmp_path / "a.jpg", (1600, 900)))
    for files, form in ((made.avif, "AVIF"), (made.webp, "WEBP"), (made.jpeg, "JPEG")):
        assert [file.width for file in files] == [480, 960, 1440]
        with Image.open(files[0].data) as image:
            assert (image.format, image.size) == (form, (480, 270))


def test_where_avif_cannot_be_written_there_is_none(tmp_path: Path) -> None:
    made = PictureShop(tmp_path / "cache", avif=False).picture_set(save(tmp_path / "a.jpg", (500, 300)))
    assert made.avif == () and made.webp and made.jpeg


def test_the_same_picture_makes_the_same_bytes(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", (300, 200))
    sets = [PictureShop(tmp_path / name).picture_set(path) for name in ("one", "two")]
    one, two = ([file.data.read_bytes() for file in (*made.avif, *made.webp, *made.jpeg)] for made in sets)
    assert one == two


def test_who_made_it_and_whose_it_is_stay_and_nothing_else(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Leo Märsh".encode()
    exif[0x8298] = "© The Ostrey Courier".encode()
    exif[0x010E] = "CANARY description"
    exif[0x0110] = "CANARY camera"
    exif[0x8825] = {1: "N", 2: (50.0, 1.0, 1.0), 29: "CANARY"}
    exif[0x8769] = {0x927C: b"CANARY maker's note", 0xA431: "CANARY serial"}
    shop = PictureShop(tmp_path / "cache")
    path = save(tmp_path / "a.jpg", (700, 500), exif=exif)
    made = shop.picture_set(path)
    for file in (*made.avif, *made.webp, *made.jpeg, *shop.shapes(path), shop.social_picture(path)):
        data = file.data.read_bytes()
        assert b"CANARY" not in data
        assert "Leo Märsh".encode() in data and "© The Ostrey Courier".encode() in data
        with Image.open(file.data) as image:
            assert set(image.getexif()) == {0x013B, 0x8298}
            assert "xmp" not in image.info and "icc_profile" not in image.info


def test_a_picture_is_cut_around_its_focal_point(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    image = Image.new("RGB", (2400, 1000), "white")
    ImageDraw.Draw(image).rectangle((2100, 400, 2300, 600), fill="red")
    image.save(path)
    shop, focal = PictureShop(tmp_path / "cache"), Focal.of("92% 50%")
    plain, square = shop.shapes(path)[2], shop.shapes(path, focal)[2]
    assert plain.name != square.name
    assert (square.width, square.height) == (1000, 1000)
    assert is_near(shown(square, (0.8, 0.5)), (255, 0, 0))  # at the edge: the cut ends where the picture does
    assert is_near(shown(plain, (0.8, 0.5)), (255, 255, 255))
    assert is_near(shown(shop.social_picture(path, Focal.of("50% 92%")), (0.5, 0.5)), (255, 255, 255))


def test_a_card_is_cut_only_where_a_style_sheet_would_cut_it_elsewhere(tmp_path: Path) -> None:
    shop = PictureShop(tmp_path / "cache", avif=False)
    tall, wide = plain(tmp_path / "tall.png", (900, 1200)), plain(tmp_path / "wide.png", (1600, 900))
    assert shop.card_set(tall) == shop.picture_set(tall)
    assert shop.card_set(wide, Focal(0.1, 0.1)) == shop.picture_set(wide)
    cut = shop.card_set(tall, Focal(0.5, 0.1))
    assert [(file.width, file.height) for file in cut.jpeg] == [(480, 270), (900, 506)]
    assert "-card-50-10-480" in cut.webp[0].name


def test_colours_of_a_wide_profile_become_those_every_screen_knows(tmp_path: Path) -> None:
    # A profile whose colours are swapped about would show at once if it were dropped unread.
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    path = tmp_path / "lab.tif"
    Image.new("LAB", (500, 300), (136, 208, 195)).save(path, icc_profile=lab)  # pure red, as Lab
    made = PictureShop(tmp_path / "cache").picture_set(path)
    red = shown(made.jpeg[0], (0.5, 0.5))
    assert red[0] > 200 and red[1] < 60


@pytest.mark.parametrize("form", ["TIFF", "JPEG"])
def test_inks_become_light(tmp_path: Path, form: str) -> None:
    path = tmp_path / "inks.img"
    Image.new("CMYK", (500, 300), (0, 255, 255, 0)).save(path, form)
    red = shown(PictureShop(tmp_path / "cache").picture_set(path).jpeg[0], (0.5, 0.5))
    assert red[0] > 200 and red[1] < 80 and red[2] < 80


def test_sixteen_bits_are_not_white(tmp_path: Path) -> None:
    path = tmp_path / "grey.png"
    Image.new("I;16", (500, 300), 32768).save(path)
    made = PictureShop(tmp_path / "cache").picture_set(path)
    assert is_near(shown(made.jpeg[0], (0.5, 0.5)), (128, 128, 128), 3)


def test_a_palette_with_a_see_through_colour(tmp_path: Path) -> None:
    path = tmp_path / "p.gif"
    image = Image.new("P", (500, 300), 1)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(0, (0, 0, 250, 300))
    image.save(path, transparency=1)
    made = PictureShop(tmp_path / "cache").picture_set(path)
    assert is_near(shown(made.jpeg[0], (0.9, 0.5)), (255, 255, 255))
    assert is_near(shown(made.jpeg[0], (0.1, 0.5)), (255, 0, 0))
    for files in (made.webp, made.avif):
        if files:
            with Image.open(files[0].data) as shown_image:
                assert colour_at(shown_image.convert("RGBA"), (400, 100))[3] == 0


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame(tmp_path: Path, form: str) -> None:
    path = tmp_path / "moving.img"
    frames = [Image.new("RGB", (500, 300), colour) for colour in ("red", "blue", "green")]
    frames[0].save(path, form, save_all=True, append_images=frames[1:], duration=50)
    made = PictureShop(tmp_path / "cache").picture_set(path)
    assert is_near(shown(made.jpeg[0], (0.5, 0.5)), (255, 0, 0))
    with Image.open(made.webp[0].data) as image:
        assert getattr(image, "n_frames", 1) == 1


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "1", "L", "LA", "CMYK", "I;16"])
def test_a_large_picture_is_read_small_band_by_band(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "large.tif"
    gradient = Image.linear_gradient("L").resize((6000, 5000)).convert("RGB")
    image = Image.new("I;16", (6000, 5000), 40_000) if mode == "I;16" else gradient.convert(mode)
    image.save(path)
    pixels = read_pixels(path, 480, 300)
    assert pixels.image.width < 2000 and pixels.image.mode in ("RGB", "RGBA")
    assert abs(pixels.image.width / pixels.image.height - 1.2) < 0.01
    if mode == "RGB":
        rows = [colour_at(pixels.image, (50, y))[0] for y in range(0, pixels.image.height, 20)]
        assert rows == sorted(rows)  # no band stands in the place of another


def test_a_strange_orientation_is_none(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 99
    assert picture_size(save(tmp_path / "a.jpg", (300, 200), exif=exif)) == (300, 200)


def test_what_was_not_used_for_long_is_let_go(tmp_path: Path) -> None:
    now = 1_800_000_000.0
    kept = KeptPictures(tmp_path, lambda: now)
    for age in (0, 2, 30, 200, 400):
        path = kept.keep(f"k{age:03d}", b"x" * 100)
        os.utime(path, (now - age * DAY, now - age * DAY))
    assert kept.prune(most_bytes=250) == 3
    assert kept.prune(most_bytes=0) == 0  # once a day is enough
    assert [kept.place(f"k{age:03d}").is_file() for age in (0, 2, 30, 200, 400)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_what_is_used_stays_and_what_was_just_made_is_never_taken(tmp_path: Path) -> None:
    now = 1_800_000_000.0
    kept = KeptPictures(tmp_path, lambda: now)
    for name in ("old", "new"):
        os.utime(kept.keep(name, b"x"), (now - 300 * DAY, now - 300 * DAY))
    assert kept.find("old") is not None and kept.find("none") is None
    assert kept.prune(most_bytes=0) == 1
    assert kept.place("old").is_file()


def test_a_picture_in_the_text_is_offered_in_better_formats_first(desk: Desk) -> None:
    desk.picture("photo.jpg")
    desk.story(
        "a",
        "section: News\n",
        'Words.\n\n![A pier](../images/photo.jpg "Low tide.")\n\n'
        '<picture><source srcset="https://other.example/x.webp"><img src="../images/photo.jpg" alt="x"></picture>\n',
    )
    desk.export()
    page = desk.page("news/a/index.html")
    figure = page.partition("<figure>")[2].partition("</figure>")[0]
    assert re.findall(r'type="([^"]*)"', figure) in (["image/avif", "image/webp"], ["image/webp"])
    assert figure.count("<picture>") == 1 and 'alt="A pier"' in figure and 'loading="lazy"' in figure
    assert all(re.search(rf'<img [^>]*{name}="\d+"', figure) for name in ("width", "height"))
    assert "other.example" not in page and page.count("<source") == figure.count("<source")
    for name in re.findall(r"images/[\w-]+\.(?:avif|webp|jpg)", figure):
        assert (desk.output / name).is_file()


def test_a_focal_point_cuts_what_networks_and_cards_show(desk: Desk) -> None:
    desk.picture("tall.jpg", (900, 1400))
    meta = "section: News\nimage:\n  src: ../images/tall.jpg\n  alt: A mast\n  focal: 50% 5%\n"
    desk.story("a", meta)
    desk.story("b", "section: News\n")
    desk.export()
    page, other = desk.page("news/a/index.html"), desk.page("news/b/index.html")
    assert re.search(r'og:image" content="[^"]*-social-50-5\.jpg"', page)
    assert "-1x1-50-5.jpg" in page and "-card-50-5-" in other and "-card-" not in page
    desk.story("a", meta.replace("5%\n", "95%\n"))
    desk.export()
    assert "-card-50-95-" in desk.page("news/b/index.html")
    assert not list((desk.output / "images").glob("*-50-5*"))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_a_file_with_wrong_bytes_is_a_picture_or_said_to_be_none(tmp_path: Path, form: str) -> None:
    chance = random.Random(form)
    whole = BytesIO()
    if form == "AVIF" and not features.check("avif"):
        pytest.skip("this Pillow reads no AVIF")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().replace(b"sRGB", b"wide")
    options = {} if form == "GIF" else {"icc_profile": profile}
    Image.effect_noise((90, 60), 60).convert("RGB").save(whole, form, **options)
    shop, outcomes = PictureShop(tmp_path / "cache", avif=False), set()
    for number in range(60):
        data = bytearray(whole.getvalue())
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data) if number % 2 else min(len(data), 400))] = chance.randrange(256)
        path = tmp_path / f"{number}.img"
        path.write_bytes(data[: chance.randrange(len(data))] if number % 4 == 0 else data)
        try:
            shop.picture_set(path)
            outcomes.add("shown")
        except PictureUnusable as problem:
            outcomes.add(problem.reason)
    assert outcomes - {"shown"}


def test_formats_that_are_made_side_by_side_are_as_made_alone(tmp_path: Path) -> None:
    noise = Image.effect_noise((1500, 900), 60)
    Image.merge("RGB", (noise, noise.transpose(Image.Transpose.ROTATE_180), noise)).save(tmp_path / "a.png")
    pixels = read_pixels(tmp_path / "a.png", 1440, 1200)
    alone = {
        (size, form): encode(cut(pixels, size), form, pixels)
        for size in ((480, 288), (960, 576), (1440, 864))
        for form in ("AVIF", "WEBP", "JPEG")
        if form != "AVIF" or can_write_avif()
    }
    for turn in range(3):
        made = PictureShop(tmp_path / f"cache-{turn}").picture_set(tmp_path / "a.png")
        for form, files in (("AVIF", made.avif), ("WEBP", made.webp), ("JPEG", made.jpeg)):
            for file in files:
                assert file.data.read_bytes() == alone[(file.width, file.height), form], (turn, file.name)
