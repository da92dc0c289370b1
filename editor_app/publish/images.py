"""Pictures as pages need them: sized, re-encoded, without metadata, each made once and kept by content.

The original's bytes never reach a site: what is written is always drawn anew from its pixels, so that EXIF, GPS and
whatever else a camera or a desk left inside stay behind, but for who made it and whose it is. Must not know stories.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.publish.kept_pictures import KeptPictures
from editor_app.publish.reporting import PictureUnusable
from editor_app.stories.focal import MIDDLE, Focal
from editor_app.stories.slugs import slug_from

if TYPE_CHECKING:  # what reads and writes pictures takes a while to load, and many an export shows none
    from editor_app.publish.picture_pixels import Pixels

__all__ = ["PictureFile", "PictureSet", "PictureShop", "PictureUnusable", "picture_size"]

WIDTHS: tuple[int, ...] = (480, 960, 1440)
SOCIAL_SIZE: tuple[int, int] = (1200, 630)
SHAPES: tuple[tuple[int, int], ...] = ((16, 9), (4, 3), (1, 1))
CARD_SHAPE: tuple[int, int] = (16, 9)
ICON_SIDES: tuple[int, ...] = (32, 180, 512)
_ENDINGS = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg", "PNG": "png"}
_LARGEST_BYTES = 60_000_000
_WIDEST_CROP = 1200
_ENCODERS = 2

_SizeAndForm = tuple[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One file to be written to a site: `name` relative to the site's folder, `data` where its bytes are."""

    name: str
    width: int
    height: int
    data: Path


@dataclass(frozen=True, slots=True)
class PictureSet:
    """One picture in every size, smallest first, as AVIF (none where this machine cannot), as WebP and as JPEG."""

    webp: tuple[PictureFile, ...]
    jpeg: tuple[PictureFile, ...]
    avif: tuple[PictureFile, ...] = ()

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


class PictureShop:
    """Makes picture sets and keeps what it made.

    Args:
        cache: folder for what was made; safe to delete at any time.
        avif: whether to make AVIF; None: where this machine can.
    """

    def __init__(self, cache: Path, *, avif: bool | None = None) -> None:
        self._kept = KeptPictures(cache)
        self._avif = avif
        self._digests: dict[Path, tuple[tuple[int, int], str]] = {}
        self._sets: dict[tuple[Path, str, Focal | None], PictureSet] = {}
        self._open: tuple[str, Pixels] | None = (
            None  # the picture that was read last: its sizes come one after another
        )

    @property
    def _has_avif(self) -> bool:
        if self._avif is None:
            from editor_app.publish.picture_encoding import can_write_avif

            self._avif = can_write_avif()
        return self._avif

    def picture_set(self, path: Path) -> PictureSet:
        """Every size of the picture at `path`. Raises `PictureUnusable`."""
        full_width, full_height = self._size(path)
        widths = _widths(full_width)
        return self._set(path, "", [(w, max(1, round(full_height * w / full_width))) for w in widths], None)

    def has_made(self, path: Path) -> bool:
        """Whether the sizes of the picture at `path` are at hand. Raises `PictureUnusable`."""
        from editor_app.publish.picture_encoding import RECIPE

        width, height = self._size(path)
        widest = _widths(width)[-1]
        size = f"{widest}x{max(1, round(height * widest / width))}"
        return self._kept.find(f"{self._digest(path)}-{size}-{RECIPE}.jpg") is not None

    def card_set(self, path: Path, focal: Focal = MIDDLE) -> PictureSet:
        """The picture as cards show it, where a page cannot cut it so itself. Raises `PictureUnusable`.

        Cut to 16:9 around `focal`; the whole picture where that is what cutting around its middle shows.
        """
        from editor_app.publish.picture_encoding import is_cut_alike

        full_width, full_height = self._size(path)
        across, down = CARD_SHAPE
        if is_cut_alike(full_width, full_height, across / down, focal):
            return self.picture_set(path)
        widths = _widths(min(full_width, full_height * across // down))
        sizes = [(width, max(1, round(width * down / across))) for width in widths]
        return self._set(path, f"-card{_spot(focal)}", sizes, focal)

    def social_picture(self, path: Path, focal: Focal = MIDDLE) -> PictureFile:
        """The picture cut to 1200 by 630 pixels around `focal`, as a JPEG. Raises `PictureUnusable`."""
        stem = self._stem(path)
        return self._sized(path, f"{stem}-social{_spot(focal)}.jpg", SOCIAL_SIZE, "JPEG", focal)

    def shapes(self, path: Path, focal: Focal = MIDDLE) -> tuple[PictureFile, ...]:
        """The picture cut to 16:9, 4:3 and a square around `focal`, as JPEG, never larger than it is.

        Raises `PictureUnusable`.
        """
        full_width, full_height = self._size(path)
        stem = self._stem(path)
        files = []
        for across, down in SHAPES:
            width = max(1, min(_WIDEST_CROP, full_width, full_height * across // down))
            size = (width, max(1, width * down // across))
            name = f"{stem}-{across}x{down}{_spot(focal)}.jpg"
            files.append(self._sized(path, name, size, "JPEG", focal))
        return tuple(files)

    def icons(self, path: Path) -> tuple[PictureFile, ...]:
        """The picture as square icons, smallest first: whole, on white, as PNG. Raises `PictureUnusable`."""
        stem = self._stem(path)
        return tuple(self._sized(path, f"{stem}-icon-{side}.png", (side, side), "PNG") for side in ICON_SIDES)

    def _set(
        self, path: Path, kind: str, sizes: Iterable[tuple[int, int]], focal: Focal | None
    ) -> PictureSet:
        key = (path, self._digest(path), focal)
        if key not in self._sets:
            stem, sizes = f"{self._stem(path)}{kind}", list(sizes)
            forms = ("AVIF", "WEBP", "JPEG") if self._has_avif else ("WEBP", "JPEG")
            kept = self._all_kept(path, [(size, form) for form in forms for size in sizes], focal)
            made = {
                form: tuple(
                    PictureFile(f"{stem}-{size[0]}.{_ENDINGS[form]}", *size, kept[size, form])
                    for size in sizes
                )
                for form in forms
            }
            self._sets[key] = PictureSet(made["WEBP"], made["JPEG"], made.get("AVIF", ()))
        return self._sets[key]

    def _sized(
        self, path: Path, name: str, size: tuple[int, int], form: str, focal: Focal | None = None
    ) -> PictureFile:
        return PictureFile(name, *size, self._all_kept(path, [(size, form)], focal)[size, form])

    def _all_kept(
        self, path: Path, wanted: list[_SizeAndForm], focal: Focal | None
    ) -> dict[_SizeAndForm, Path]:
        """Where these sizes of one picture are kept, each made now if it was not yet."""
        from editor_app.publish.picture_encoding import RECIPE

        crop = f"-crop{_spot(focal)}" if focal is not None else ""
        digest = self._digest(path)
        names = {
            (size, form): f"{digest}-{size[0]}x{size[1]}{crop}-{RECIPE}.{_ENDINGS[form]}"
            for size, form in wanted
        }
        kept = {one: self._kept.find(name) for one, name in names.items()}
        missing = [one for one, file in kept.items() if file is None]
        if missing:
            try:
                made = self._made(self._pixels(path), missing, focal)
            except (OSError, ValueError, MemoryError, RuntimeError) as error:
                raise PictureUnusable(path, "is damaged") from error
            kept.update((one, self._kept.keep(names[one], data)) for one, data in made.items())
        return {one: file for one, file in kept.items() if file is not None}

    def _made(
        self, pixels: Pixels, wanted: list[_SizeAndForm], focal: Focal | None
    ) -> dict[_SizeAndForm, bytes]:
        """The bytes of these sizes. Encoders leave the interpreter to others, so two work at a time."""
        from editor_app.publish.picture_encoding import cut, encode, encode_icon

        if wanted[0][1] == "PNG":
            return {one: encode_icon(pixels, one[0][0]) for one in wanted}
        cuts = {size: cut(pixels, size, focal) for size in dict.fromkeys(size for size, _form in wanted)}
        if len(wanted) == 1:
            return {one: encode(cuts[one[0]], one[1], pixels) for one in wanted}
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(_ENCODERS, "pictures") as pool:
            return dict(
                zip(wanted, pool.map(lambda one: encode(cuts[one[0]], one[1], pixels), wanted), strict=True)
            )

    def _pixels(self, path: Path) -> Pixels:
        digest = self._digest(path)
        if self._open is None or self._open[0] != digest:
            self._open = None  # never two large pictures at once
            from editor_app.publish.picture_pixels import read_pixels

            self._open = (digest, read_pixels(path, WIDTHS[-1], _WIDEST_CROP))
        return self._open[1]

    def _size(self, path: Path) -> tuple[int, int]:
        self._digest(path)  # says first what is wrong with the file as a file
        return picture_size(path)

    def _stem(self, path: Path) -> str:
        return f"images/{slug_from(path.stem)[:60]}-{self._digest(path)[:10]}"

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


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height of a picture as it is shown, from its header alone. Raises `PictureUnusable`."""
    from editor_app.publish import picture_pixels

    return picture_pixels.picture_size(path)


def _widths(full: int) -> list[int]:
    widths = [width for width in WIDTHS if width < full]
    return [*widths, full] if full <= WIDTHS[-1] else widths


def _spot(focal: Focal) -> str:
    """The focal point in a file's name; nothing for the middle."""
    return "" if focal == MIDDLE else f"-{round(focal.across * 100)}-{round(focal.down * 100)}"
