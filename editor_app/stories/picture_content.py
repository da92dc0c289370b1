"""What a picture file really holds, whatever its name says: a kind pages can show, one to convert, or no picture.

Opens the whole picture once, so what passes here can be drawn and published. Slow for large photographs: not for the
window's thread. Writes nothing.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from editor_app.stories.picture_limits import advice, most_pixels
from editor_app.stories.picture_metadata import PictureWords, words_in

# Pillow's name of a kind -> the ending it gets. MPO is the JPEG of phones that hold a second view.
_SHOWN = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif", "GIF": ".gif"}
_READ = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP", "JPEG2000", "PPM")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
_SVG_START = (b"<svg", b"<?xml")
_KINDS = "Use JPEG, PNG, WebP, AVIF or GIF."
_QUALITY = 92


class NotAPicture(Exception):
    """A file that pages cannot show. `str()` is the rest of a sentence that begins with the file's name."""


@dataclass(frozen=True, slots=True)
class PictureContent:
    """What was found: the ending that fits, the words inside, and new `data` when it had to be converted."""

    ending: str
    words: PictureWords
    data: bytes | None = None


def content_of(raw: bytes) -> PictureContent:
    """What the bytes of a file hold. Raises `NotAPicture`."""
    picture = _opened(raw)
    kind = picture.format or ""
    most = most_pixels(picture)
    if picture.width * picture.height > most:
        millions = round(picture.width * picture.height / 1_000_000)
        raise NotAPicture(
            f"has {millions} million pixels, and pages take at most {most // 1_000_000} of a picture of its kind. "
            f"{advice(picture)}"
        )
    words = words_in(picture)
    try:
        if kind in _SHOWN:
            # JPEG can be read at an eighth of its size, which finds a file that was cut off just as well.
            picture.draft("RGB", (max(1, picture.width // 8), max(1, picture.height // 8)))
            picture.load()
            return PictureContent(_SHOWN[kind], words)
        picture.load()
        return _converted(picture, words)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as failure:
        raise NotAPicture("is damaged or was cut off. Fetch it again.") from failure


def _opened(raw: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(BytesIO(raw), formats=_READ)
    except Image.DecompressionBombError as failure:
        raise NotAPicture("has far too many pixels. Save a smaller copy first.") from failure
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as failure:
        raise NotAPicture(_why_not(raw[:512])) from failure


def _why_not(start: bytes) -> str:
    if not start:
        return "is empty. Fetch it again."
    if start[4:8] == b"ftyp" and start[8:12] in _HEIF_BRANDS:
        return "is a HEIC picture, as phones make them, which pages cannot show. Save it as JPEG first."
    head = start.lstrip().lower()
    if head.startswith(_SVG_START) and b"<svg" in head:
        return f"is an SVG drawing, which pages do not take from outside. {_KINDS}"
    if head.startswith(b"%pdf"):
        return f"is a PDF and not a picture. {_KINDS}"
    return f"is not a picture that pages can show. {_KINDS}"


def _converted(picture: Image.Image, words: PictureWords) -> PictureContent:
    """A photograph becomes a JPEG; what is see-through or has few colours becomes a PNG. Colour profile and turn stay."""
    kept = {name: picture.info[name] for name in ("icc_profile", "xmp") if picture.info.get(name)}
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        picture = picture.point(lambda value: value / 256).convert("L")
    is_drawing = picture.mode in ("1", "P", "RGBA", "LA", "PA") or "transparency" in picture.info
    exif = Image.Exif()
    turn = picture.getexif().get(0x0112)
    if turn:
        exif[0x0112] = turn
    made = BytesIO()
    if is_drawing or picture.format == "BMP":
        picture.save(made, "PNG", exif=exif, icc_profile=kept.get("icc_profile"))
        return PictureContent(".png", words, made.getvalue())
    if picture.mode == "CMYK":
        kept.pop("icc_profile", None)  # it describes inks
    if picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    picture.save(made, "JPEG", quality=_QUALITY, exif=exif, **kept)
    return PictureContent(".jpg", words, made.getvalue())
