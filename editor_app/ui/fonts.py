"""The faces and the type roles: which family, size, weight and spacing each kind of text has.

Loads the faces of the font packages, prefers Inter and Newsreader where they are installed, and turns a role
("meta", "headline", …) into a `QFont` in points. Knows nothing about colours or widgets.
"""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

POINTS_PER_PIXEL = 1.0 if sys.platform == "darwin" else 0.75

_INTERFACE, _COPY, _DISPLAY, _FIXED = "interface", "copy", "display", "fixed"


@dataclass(frozen=True, slots=True)
class Role:
    """One kind of text. `size` and `line` in design pixels, `spacing` in em."""

    face: str
    size: float
    line: float
    weight: int = 400
    spacing: float = 0.0
    tabular: bool = False


ROLES: dict[str, Role] = {
    "rail": Role(_INTERFACE, 10.5, 12),
    "rail_current": Role(_INTERFACE, 10.5, 12, 600),
    "chip": Role(_INTERFACE, 10, 16, 700, 0.045),
    "state": Role(_INTERFACE, 10.5, 16, 600, 0.035),
    "counter": Role(_INTERFACE, 11, 16, tabular=True),
    "counter_value": Role(_INTERFACE, 11, 16, 600, tabular=True),
    "meta": Role(_INTERFACE, 11.5, 16, tabular=True),
    "meta_medium": Role(_INTERFACE, 11.5, 16, 500),
    "meta_strong": Role(_INTERFACE, 11.5, 16, 600, tabular=True),
    "interface": Role(_INTERFACE, 13, 18),
    "interface_medium": Role(_INTERFACE, 13, 18, 500),
    "interface_strong": Role(_INTERFACE, 13, 18, 600),
    "list_headline": Role(_INTERFACE, 13.5, 17.5, 600),
    "search": Role(_INTERFACE, 16, 22),
    "dialog_title": Role(_INTERFACE, 15, 20, 600),
    "nameplate": Role(_DISPLAY, 16, 20, 600),
    "empty_title": Role(_DISPLAY, 22, 28, 600),
    "welcome_title": Role(_DISPLAY, 44, 52, 600, -0.012),
    "kicker": Role(_INTERFACE, 12, 18, 600, 0.03),
    "headline": Role(_DISPLAY, 31, 35, 600, -0.012),
    "standfirst": Role(_COPY, 18, 25),
    "body": Role(_COPY, 18, 28),
    "also_read": Role(_COPY, 16, 24, 500),
    "crosshead": Role(_DISPLAY, 22, 28, 600),
    "small_crosshead": Role(_DISPLAY, 18, 26, 600),
    "pull_quote": Role(_DISPLAY, 24, 30, 600),
    "table": Role(_INTERFACE, 14, 21, tabular=True),
    "table_head": Role(_INTERFACE, 14, 21, 600, tabular=True),
    "fact": Role(_INTERFACE, 15, 24),
    "fact_title": Role(_INTERFACE, 14, 22, 600),
    "caption": Role(_INTERFACE, 12.5, 17),
    "source": Role(_FIXED, 13.5, 21),
}


@dataclass(frozen=True, slots=True)
class Face:
    """One family with its fallbacks, and what its sizes are multiplied with to keep the design's density."""

    families: tuple[str, ...]
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Faces:
    """The families in use for the four jobs."""

    interface: Face
    copy: Face
    display: Face
    fixed: Face

    def of(self, name: str) -> Face:
        """The face of a job: "interface", "copy", "display" or "fixed"."""
        return {_INTERFACE: self.interface, _COPY: self.copy, _DISPLAY: self.display, _FIXED: self.fixed}[
            name
        ]


def load_faces(use_system_font: bool = False) -> Faces:
    """Load the packaged faces and choose the families. Needs a `QGuiApplication`; safe to call again."""
    installed = set(QFontDatabase.families())
    if not use_system_font and "Inter" not in installed and "Source Sans Pro" not in installed:
        _load_package("font_source_sans_pro")
    if "Newsreader" not in installed and "Source Serif Pro" not in installed:
        _load_package("font_source_serif_pro")
    installed = set(QFontDatabase.families())
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    if use_system_font:
        interface = Face((system, "Noto Sans"))
    else:
        interface = _first(installed, (("Inter", 1.0), ("Source Sans Pro", 1.08)), (system, "Noto Sans"))
    newsreader = (("Newsreader Text", 1.0), ("Newsreader", 1.0))
    copy = _first(installed, (*newsreader, ("Source Serif Pro", 0.92)), ("Noto Serif",))
    newsreader = (("Newsreader Display", 1.0), ("Newsreader", 1.0))
    display = _first(installed, (*newsreader, ("Source Serif Pro", 0.96)), ("Noto Serif",))
    return Faces(interface, copy, display, Face((fixed, "Noto Sans Mono")))


def font_of(role: Role, faces: Faces, zoom: float = 1.0) -> QFont:
    """The font of a role; `zoom` multiplies its size (1.0 is the design's)."""
    face = faces.of(role.face)
    pixels = role.size * face.scale * zoom
    font = QFont()
    font.setFamilies(list(face.families))
    font.setPointSizeF(pixels * POINTS_PER_PIXEL)
    font.setWeight(QFont.Weight(_weight(role, face)))
    if role.spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, pixels * role.spacing)
    if role.tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    if not (sys.platform == "win32" and _device_ratio() == 1.0):
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _weight(role: Role, face: Face) -> int:
    """Source Sans has no medium weight: buttons take the next stronger, small labels the regular one."""
    if role.weight == 500 and face.families[0].startswith("Source"):
        return 600 if role.size >= 13 else 400
    return role.weight


def _first(installed: set[str], wanted: tuple[tuple[str, float], ...], fallbacks: tuple[str, ...]) -> Face:
    for family, scale in wanted:
        if family in installed:
            return Face((family, *fallbacks), scale)
    return Face(fallbacks)


def _load_package(name: str) -> None:
    """Register the faces of a font package; without the package the fallbacks serve."""
    try:
        package = importlib.import_module(name)
    except ImportError:
        return
    folder = Path(str(package.__file__)).parent
    wanted = ("-Regular", "-It", "-Semibold", "-SemiboldIt", "-Bold", "-BoldIt")
    for path in sorted(folder.rglob("*.otf")):
        if path.stem.endswith(wanted):
            QFontDatabase.addApplicationFont(str(path))


def _device_ratio() -> float:
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
