"""How a page is looked at: the devices with the size of their screens, and the colours a reader prefers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Device(StrEnum):
    """Whose screen the page is laid out for."""

    PHONE = "phone"
    TABLET = "tablet"
    DESKTOP = "desktop"


class ColourScheme(StrEnum):
    """The colours a reader's system asks for."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Screen:
    """A device's screen in CSS px."""

    width: int
    height: int


SCREENS = {
    Device.PHONE: Screen(390, 844),
    Device.TABLET: Screen(768, 1024),
    Device.DESKTOP: Screen(1280, 800),
}
