"""The pixels of a picture file as pages need them: turned upright, in sRGB, eight bits, no larger than is of use.

Files come from anywhere, so everything about them is doubted: size, colours, orientation, whether they end where they
should. Of metadata only whose picture it is gets out. Must not write files.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms

from editor_app.publish.reporting import PictureUnusable
from editor_app.stories.picture_limits import most_pixels
from editor_app.stories.picture_metadata import words_in

_BAND_PIXELS = 4_000_000  # larger pictures are read into small ones band by band
_OPENED = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF")
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture read: `image` as RGB or RGBA without metadata; who made it and whose it is, empty if it does not say."""

    image: Image.Image
    creator: str
    rights: str


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height of a picture as it is shown (turned as its camera says), from its header alone.

    Raises `PictureUnusable`.
    """
    with _opened(path) as image:
        width, height = image.size
        return (height, width) if _turn_of(image) >= 5 else (width, height)


def read_pixels(path: Path, width: int, least_side: int) -> Pixels:
    """The picture, made smaller as far as it stays twice as large as what is wanted of it.

    Args:
        width: how wide it has to be for its largest use, in pixels.
        least_side: how long its shorter side has to be.

    Of a moving picture, the first frame. Raises `PictureUnusable`.
    """
    with _opened(path) as original:
        try:
            words = words_in(original)
            turn, profile = _turn_of(original), original.info.get("icc_profile")
            across, down = original.size[::-1] if turn >= 5 else original.size
            scale = 2 * max(width / across, least_side / min(across, down))
            image = _read_small(original, scale)
            if image is not original:
                original.close()  # before its pixels are copied once more
            image = _in_srgb(image, profile if isinstance(profile, bytes) else b"")
            if turn in _TURNS:
                image = image.transpose(_TURNS[turn])
        except Exception as error:  # Pillow raises whatever a strange file makes it stumble over
            raise PictureUnusable(path, "is damaged") from error
    image.info = {}
    return Pixels(image, words.credit, words.copyright)


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        # Pillow warns of what is odd about a file; what matters of it is found out here.
        warnings.simplefilter("ignore")
        image = _open(path)
        with image:
            yield image


def _open(path: Path) -> Image.Image:
    try:
        image = Image.open(path, formats=_OPENED)
    except FileNotFoundError as error:
        raise PictureUnusable(path, "is missing") from error
    except Exception as error:  # as above
        raise PictureUnusable(path, "is not a picture Stet can read") from error
    most = most_pixels(image)
    if image.width * image.height > most or not image.width or not image.height:
        image.close()
        millions = most // 1_000_000
        raise PictureUnusable(path, f"has more than {millions} million pixels, the most for one of its kind")
    return image


def _turn_of(image: Image.Image) -> int:
    """The orientation its camera noted, 1 to 8; 1 where the note cannot be read."""
    try:
        turn = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # broken metadata raises whatever Pillow stumbles over; the picture may be whole
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def _read_small(original: Image.Image, scale: float) -> Image.Image:
    """The picture in a mode that is known here, at least `scale` of its size."""
    if original.format == "JPEG" and scale < 1:
        size = original.size
        wanted = (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))
        if original.mode in ("L", "RGB"):  # a draft of another mode would lose what its profile speaks of
            original.draft(original.mode, wanted)
        scale *= size[0] / original.size[0]
    factor = max(1, int(1 / scale)) if scale > 0 else 1
    width, height = original.size
    if factor < 2 or width * height <= _BAND_PIXELS:
        return _known_mode(original)
    rows = max(1, _BAND_PIXELS // width // factor) * factor
    small: Image.Image | None = None
    for top in range(0, height, rows):
        band = _known_mode(original.crop((0, top, width, min(height, top + rows))), original)
        has_alpha = band.mode == "RGBA"  # what cannot be seen must not bleed into what can
        band = band.convert("RGBa").reduce(factor).convert("RGBA") if has_alpha else band.reduce(factor)
        if small is None:
            small = Image.new(band.mode, (band.width, -(-height // factor)))
        small.paste(band, (0, top // factor))
    assert small is not None  # a picture has at least one row
    return small


def _known_mode(image: Image.Image, whole: Image.Image | None = None) -> Image.Image:
    """`image` (a part of `whole`) as L, RGB, RGBA, CMYK or LAB, its colours as they are."""
    whole = whole or image
    if whole.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in whole.info:
        if "transparency" in whole.info:
            image.info["transparency"] = whole.info["transparency"]
        return image.convert("RGBA")
    if whole.mode in ("L", "RGB", "CMYK", "LAB"):
        image.load()
        return image
    if whole.mode.startswith("I") or whole.mode == "F":
        return _eight_bits(image, whole)
    return image.convert("L" if whole.mode == "1" else "RGB")


def _eight_bits(image: Image.Image, whole: Image.Image) -> Image.Image:
    """Grey of sixteen or more bits; `convert` alone would make everything above 255 white."""
    if whole.mode.startswith("I;16"):
        low, high = 0.0, 65535.0
    else:
        low, high = (float(bound) for bound in whole.getextrema()[:2])  # type: ignore[arg-type]
        low, high = (0.0, 65535.0) if whole.mode == "I" and 255 < high <= 65535 and low >= 0 else (low, high)
    scale = 255 / (high - low) if high > low else 1.0
    wide = image.convert("F") if image.mode != "F" else image
    return wide.point(lambda value: value * scale + (-low * scale)).convert("L")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """`image` as RGB or RGBA in the colours that every screen knows; a profile that cannot be followed is none."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    plain = image.convert("RGB") if alpha is not None else image
    source = _profile(profile) or ("LAB" if plain.mode == "LAB" else None)
    if source is not None:
        try:
            given = ImageCms.createProfile("LAB") if source == "LAB" else source
            intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
            flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
            turned = ImageCms.profileToProfile(
                plain, given, ImageCms.createProfile("sRGB"), intent, "RGB", flags=flags
            )
            plain = turned or plain
        except (ImageCms.PyCMSError, ValueError, OSError):
            pass
    plain = plain.convert("RGB")
    if alpha is not None:
        plain.putalpha(alpha)
    return plain


def _profile(data: bytes) -> ImageCms.ImageCmsProfile | None:
    """The colour profile, if there is one that says something else than sRGB."""
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        return None if "srgb" in ImageCms.getProfileDescription(profile).lower() else profile
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
