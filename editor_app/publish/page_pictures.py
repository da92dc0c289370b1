"""Pictures as one kind of page shows them: export names files it will write, the preview names files as they lie.

Both remember which picture came first, because a story without a lead picture is shared with its first one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from editor_app.markup.html import PictureTag
from editor_app.publish.addresses import Addresses
from editor_app.publish.images import SOCIAL_SIZE, PictureFile, PictureSet, PictureShop, picture_size
from editor_app.publish.views import IconView, PictureView, SocialView
from editor_app.stories.focal import Focal

BODY_SIZES = "(min-width: 40em) 38.5rem, 100vw"


class PagePictures(Protocol):
    """What a page asks of pictures. Every method raises `PictureUnusable` for one that cannot be shown."""

    def tag(self, path: Path) -> PictureTag:
        """A picture inside the body."""
        ...

    def view(self, path: Path, alt: str, caption: str = "", credit: str = "") -> PictureView:
        """A picture the template sets: the lead, a card."""
        ...

    def card(self, path: Path, alt: str, focal: Focal) -> PictureView:
        """The picture as cards show it, cut to 16:9 around `focal`."""
        ...

    def social(self, path: Path, alt: str, focal: Focal) -> SocialView:
        """The crop that networks show."""
        ...

    def shapes(self, path: Path, focal: Focal) -> tuple[str, ...]:
        """Absolute addresses of the picture in the shapes search engines ask for."""
        ...

    def icons(self, path: Path) -> tuple[IconView, ...]:
        """The picture as icons of the site, smallest first."""
        ...


class ExportPictures:
    """Pictures of an exported page.

    Args:
        shop: makes the sizes.
        addresses: how this page names files.
        absolute: addresses that hold anywhere, for the networks.
        used: every file a page named, by name; shared by all pages of a site, which then writes these and no others.
    """

    def __init__(
        self, shop: PictureShop, addresses: Addresses, absolute: Addresses, used: dict[str, PictureFile]
    ) -> None:
        self._shop = shop
        self._addresses = addresses
        self._absolute = absolute
        self._used = used

    def tag(self, path: Path) -> PictureTag:
        """Sizes in AVIF, WebP and JPEG."""
        made = self._shop.picture_set(path)
        better = (("image/avif", self._srcset(made.avif)), ("image/webp", self._srcset(made.webp)))
        return PictureTag(
            self._named(made.fallback), made.width, made.height, self._srcset(made.jpeg), BODY_SIZES,
            tuple(source for source in better if source[1]),
        )  # fmt: skip

    def view(self, path: Path, alt: str, caption: str = "", credit: str = "") -> PictureView:
        """Sizes in AVIF, WebP and JPEG."""
        return self._view(self._shop.picture_set(path), alt, caption, credit)

    def card(self, path: Path, alt: str, focal: Focal) -> PictureView:
        """The same, cut to a card's shape here where a style sheet would cut it around the wrong point."""
        return self._view(self._shop.card_set(path, focal), alt)

    def _view(self, made: PictureSet, alt: str, caption: str = "", credit: str = "") -> PictureView:
        return PictureView(
            self._named(made.fallback), made.width, made.height, alt,
            self._srcset(made.webp), self._srcset(made.jpeg), caption, credit, self._srcset(made.avif),
        )  # fmt: skip

    def social(self, path: Path, alt: str, focal: Focal) -> SocialView:
        """1200 by 630 pixels, JPEG."""
        made = self._shop.social_picture(path, focal)
        self._used[made.name] = made
        return SocialView(self._absolute.file(made.name), made.width, made.height, "image/jpeg", alt)

    def shapes(self, path: Path, focal: Focal) -> tuple[str, ...]:
        """16:9, 4:3 and square, JPEG."""
        files = self._shop.shapes(path, focal)
        self._used.update((file.name, file) for file in files)
        return tuple(self._absolute.file(file.name) for file in files)

    def icons(self, path: Path) -> tuple[IconView, ...]:
        """Square PNGs."""
        return tuple(IconView(self._named(file), file.width) for file in self._shop.icons(path))

    def _srcset(self, files: tuple[PictureFile, ...]) -> str:
        return ", ".join(f"{self._named(file)} {file.width}w" for file in files)

    def _named(self, file: PictureFile) -> str:
        self._used[file.name] = file
        return self._addresses.file(file.name)


class PreviewPictures:
    """Pictures of the preview: the originals, at the address that `picture_address` gives each."""

    def __init__(self, picture_address: Callable[[Path], str]) -> None:
        self._address = picture_address
        self._sizes: dict[tuple[Path, int], tuple[int, int]] = {}

    def tag(self, path: Path) -> PictureTag:
        """The original in one size."""
        width, height = self._size(path)
        return PictureTag(self._address(path), width, height)

    def view(self, path: Path, alt: str, caption: str = "", credit: str = "") -> PictureView:
        """The original in one size."""
        width, height = self._size(path)
        return PictureView(self._address(path), width, height, alt, caption=caption, credit=credit)

    def card(self, path: Path, alt: str, focal: Focal) -> PictureView:
        """The original in one size: the style sheet cuts it around its middle."""
        return self.view(path, alt)

    def social(self, path: Path, alt: str, focal: Focal) -> SocialView:
        """The original, said to have the size that export crops it to."""
        self._size(path)
        return SocialView(self._address(path), *SOCIAL_SIZE, "image/jpeg", alt)

    def shapes(self, path: Path, focal: Focal) -> tuple[str, ...]:
        """None: no search engine reads a preview."""
        return ()

    def icons(self, path: Path) -> tuple[IconView, ...]:
        """None: a preview stands in no browser's tab."""
        return ()

    def _size(self, path: Path) -> tuple[int, int]:
        try:
            key = (path, path.stat().st_mtime_ns)
        except OSError:
            return picture_size(path)
        if key not in self._sizes:
            self._sizes[key] = picture_size(path)
        return self._sizes[key]
