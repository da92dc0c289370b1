"""Pictures as pages need them: sized, re-encoded, without metadata, each made once and kept by content.

The original's bytes never reach a site: what is written is always drawn anew from its pixels, so that EXIF, GPS and
whatever else a camera or a desk left inside stay behind. Must not know stories.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from editor_app.publish.reporting import PageFault
from editor_app.stories.slugs import slug_from

WIDTHS: tuple[int, ...] = (480, 960, 1440)
SOCIAL_SIZE: tuple[int, int] = (1200, 630)
SHAPES: tuple[tuple[int, int], ...] = ((16, 9), (4, 3), (1, 1))
ICON_SIDES: tuple[int, ...] = (32, 180, 512)
_RECIPE = "1"  # part of each cache key: change it when the encoding below changes
_LARGEST_PIXELS = 100_000_000
_LARGEST_BYTES = 60_000_000
_OPENED = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF")


class PictureUnusable(PageFault):
    """A picture that cannot be shown. `path` is the file, `reason` a short clause for a person."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The picture {path.name} {reason}.")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One file to be written to a site: `name` relative to the site's folder, `data` where its bytes are."""

    name: str
    width: int
    height: int
    data: Path


@dataclass(frozen=True, slots=True)
class PictureSet:
    """One picture in every size, smallest first, as WebP and as JPEG."""

    webp: tuple[PictureFile, ...]
    jpeg: tuple[PictureFile, ...]

    @property
    def width(self) -> int:
        """Width of the largest size, in pixels."""
        return self.jpeg[-1].width

    @property
    def height(self) -> int:
        """Height of the largest size, in pixels."""
        return self.jpeg[-1].height

    @property
    def fallback(self) -> PictureFile:
        """The JPEG for a browser that knows no `srcset`: at most 960 pixels wide."""
        return next((file for file in reversed(self.jpeg) if file.width <= 960), self.jpeg[0])


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height of a picture as it is shown (turned as its camera says), from its header alone."""
    with _opened(path) as image:
        width, height = image.size
        try:
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        except (OSError, ValueError, SyntaxError):
            turned = False
    return (height, width) if turned else (width, height)


class PictureShop:
    """Makes picture sets and keeps what it made.

    Args:
        cache: folder for what was made; safe to delete at any time.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._digests: dict[Path, tuple[tuple[int, int], str]] = {}
        self._sets: dict[tuple[Path, str], PictureSet] = {}
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)

    def picture_set(self, path: Path) -> PictureSet:
        """Every size of the picture at `path`. Raises `PictureUnusable`."""
        digest = self._digest(path)
        known = self._sets.get((path, digest))
        if known is not None:
            return known
        full_width, full_height = picture_size(path)
        widths = [width for width in WIDTHS if width < full_width]
        if full_width <= WIDTHS[-1]:
            widths.append(full_width)
        sizes = [(width, max(1, round(full_height * width / full_width))) for width in widths]
        stem = f"images/{slug_from(path.stem)[:60]}-{digest[:10]}"
        made = PictureSet(
            webp=tuple(self._sized(path, digest, f"{stem}-{w}.webp", (w, h), "WEBP") for w, h in sizes),
            jpeg=tuple(self._sized(path, digest, f"{stem}-{w}.jpg", (w, h), "JPEG") for w, h in sizes),
        )
        self._sets[(path, digest)] = made
        return made

    def social_picture(self, path: Path) -> PictureFile:
        """The picture cropped to 1200 by 630 pixels, as a JPEG. Raises `PictureUnusable`."""
        digest = self._digest(path)
        name = f"images/{slug_from(path.stem)[:60]}-{digest[:10]}-social.jpg"
        return self._sized(path, digest, name, SOCIAL_SIZE, "JPEG", crop=True)

    def shapes(self, path: Path) -> tuple[PictureFile, ...]:
        """The picture cropped to 16:9, 4:3 and a square, as JPEG, never larger than it is. Raises `PictureUnusable`."""
        digest = self._digest(path)
        full_width, full_height = picture_size(path)
        stem = f"images/{slug_from(path.stem)[:60]}-{digest[:10]}"
        files = []
        for across, down in SHAPES:
            width = max(1, min(1200, full_width, full_height * across // down))
            size = (width, max(1, width * down // across))
            files.append(self._sized(path, digest, f"{stem}-{across}x{down}.jpg", size, "JPEG", crop=True))
        return tuple(files)

    def icons(self, path: Path) -> tuple[PictureFile, ...]:
        """The picture as square icons, smallest first: whole, on white, as PNG. Raises `PictureUnusable`."""
        digest = self._digest(path)
        stem = f"images/{slug_from(path.stem)[:60]}-{digest[:10]}-icon"
        return tuple(
            self._sized(path, digest, f"{stem}-{side}.png", (side, side), "PNG") for side in ICON_SIDES
        )

    def _sized(
        self, path: Path, digest: str, name: str, size: tuple[int, int], form: str, crop: bool = False
    ) -> PictureFile:
        key = f"{digest}-{size[0]}x{size[1]}{'-crop' if crop else ''}-{_RECIPE}.{form.lower()}"
        kept = self._cache / key[:2] / key
        if not kept.is_file():
            _write_whole(kept, _encoded(path, size, form, crop))
        return PictureFile(name, size[0], size[1], kept)

    def _digest(self, path: Path) -> str:
        try:
            stat = path.stat()
            if stat.st_size > _LARGEST_BYTES:
                raise PictureUnusable(path, "is larger than 60 MB")
            stamp = (stat.st_size, stat.st_mtime_ns)
            known = self._digests.get(path)
            if known is None or known[0] != stamp:
                known = (stamp, hashlib.sha256(path.read_bytes()).hexdigest())
                self._digests[path] = known
        except OSError as error:
            raise PictureUnusable(path, f"cannot be read ({error.strerror})") from error
        return known[1]


def _opened(path: Path) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path, formats=_OPENED)
    except FileNotFoundError as error:
        raise PictureUnusable(path, "is missing") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureUnusable(path, "is not a picture Stet can read") from error
    if image.width * image.height > _LARGEST_PIXELS or not image.width or not image.height:
        image.close()
        raise PictureUnusable(path, "has more than 100 million pixels")
    return image


def _encoded(path: Path, size: tuple[int, int], form: str, crop: bool) -> bytes:
    with _opened(path) as original:
        try:
            if original.format == "JPEG" and not crop:
                original.draft("RGB", (max(size), max(size)))
            image = ImageOps.exif_transpose(original)
            image = _plain_pixels(image, keep_alpha=form == "WEBP")
            resample = Image.Resampling.LANCZOS
            if form == "PNG":
                image = ImageOps.pad(image, size, resample, color="white")
            elif crop:
                image = ImageOps.fit(image, size, resample)
            elif image.size != size:
                image = image.resize(size, resample)
            out = BytesIO()
            if form == "PNG":
                image.save(out, "PNG", optimize=True)
            elif form == "WEBP":
                image.save(out, "WEBP", quality=80, method=4)
            else:
                image.save(out, "JPEG", quality=82, optimize=True, progressive=True)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, EOFError) as error:
            raise PictureUnusable(path, "is damaged") from error
    return out.getvalue()


def _plain_pixels(image: Image.Image, keep_alpha: bool) -> Image.Image:
    """The pixels alone, as RGB (or RGBA), with no metadata left to be saved with them."""
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if has_alpha:
        image = image.convert("RGBA")
        if not keep_alpha:
            paper = Image.new("RGBA", image.size, "white")
            paper.alpha_composite(image)
            image = paper.convert("RGB")
    else:
        image = image.convert("RGB")
    image.info = {}
    return image


def _write_whole(target: Path, data: bytes) -> None:
    """Write a cache entry so that no reader ever sees half of it."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
