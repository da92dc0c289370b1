"""The look of the app: colours, fonts and icons by name, and their application to the running `QApplication`.

One `Theme` is built by `app.py` and handed to every pane. It follows the system's light or dark choice and its
wish for more contrast. It knows widgets only to set their fonts anew; those that cache anything coloured listen to `changed`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import mkdtemp
from weakref import WeakSet

from platformdirs import user_cache_path
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget
from shiboken6 import isValid

from editor_app.locations import resources_folder
from editor_app.ui.fonts import ROLES, Faces, font_of, load_faces
from editor_app.ui.icons import icon_pixmap
from editor_app.ui.key_focus import KeyFocus
from editor_app.ui.tokens import Tokens, read_tokens

MODES = ("system", "light", "dark", "high_contrast")

_PALETTE = (
    (QPalette.ColorRole.Window, "bg.chrome"),
    (QPalette.ColorRole.WindowText, "text.primary"),
    (QPalette.ColorRole.Base, "bg.input"),
    (QPalette.ColorRole.AlternateBase, "bg.list"),
    (QPalette.ColorRole.Text, "text.primary"),
    (QPalette.ColorRole.Button, "bg.raised"),
    (QPalette.ColorRole.ButtonText, "text.primary"),
    (QPalette.ColorRole.BrightText, "breaking.text"),
    (QPalette.ColorRole.Highlight, "text.sel"),
    (QPalette.ColorRole.HighlightedText, "text.primary"),
    (QPalette.ColorRole.PlaceholderText, "text.tertiary"),
    (QPalette.ColorRole.ToolTipBase, "ink"),
    (QPalette.ColorRole.ToolTipText, "on.ink"),
    (QPalette.ColorRole.Link, "accent.text"),
    (QPalette.ColorRole.LinkVisited, "accent.text"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Light, "bg.raised"),
    (QPalette.ColorRole.Midlight, "bg.hover"),
    (QPalette.ColorRole.Mid, "line.subtle"),
    (QPalette.ColorRole.Dark, "line.strong"),
    (QPalette.ColorRole.Shadow, "line.control"),
)
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)

_GLYPHS = {
    "caret": ("M3 5.2 7 9.2 11 5.2", "text.tertiary", 1.6),
    "caret-disabled": ("M3 5.2 7 9.2 11 5.2", "text.disabled", 1.6),
    "caret-up": ("M3 9 7 5 11 9", "text.secondary", 1.6),
    "caret-left": ("M9 3 5 7 9 11", "text.secondary", 1.6),
    "caret-right": ("M5 3 9 7 5 11", "text.tertiary", 1.6),
    "check": ("M2.6 7.4 5.6 10.3 11.4 4", "on.accent", 2.0),
    "check-menu": ("M2.6 7.4 5.6 10.3 11.4 4", "text.primary", 1.7),
    "dash": ("M3 7 11 7", "on.accent", 2.0),
}


class Theme(QObject):
    """Colours by token, fonts by role, icons by name, for the theme in force.

    `changed` is emitted after the colours or fonts have changed and the application wears them.
    """

    changed = Signal()

    def __init__(
        self, mode: str = "system", *, use_system_font: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tokens = read_tokens(resources_folder() / "app")
        self._template = (resources_folder() / "app" / "style.qss").read_text(encoding="utf-8")
        self._mode = mode if mode in MODES else "system"
        self._use_system_font = use_system_font
        self._faces = load_faces(use_system_font)
        self._metrics: dict[str, QFontMetricsF] = {}
        self._fonts: dict[tuple[str, float], QFont] = {}
        self._pixmaps: dict[tuple[object, ...], QPixmap] = {}
        self._icons: dict[tuple[object, ...], QIcon] = {}
        self._application: QApplication | None = None
        self._key_focus: KeyFocus | None = None
        self._typed: WeakSet[QWidget] = WeakSet()
        self._name = self._resolve()

    @property
    def tokens(self) -> Tokens:
        """All tokens of all themes."""
        return self._tokens

    @property
    def name(self) -> str:
        """The theme in force: "light", "dark", "hc_light" or "hc_dark"."""
        return self._name

    @property
    def mode(self) -> str:
        """What was chosen: "system", "light", "dark" or "high_contrast"."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self._name.endswith("dark")

    def set_mode(self, mode: str) -> None:
        """Choose "system", "light", "dark" or "high_contrast"; anything else counts as "system"."""
        self._mode = mode if mode in MODES else "system"
        self._tell_system()
        self._refresh()

    def set_use_system_font(self, use: bool) -> None:
        """Set the interface in the system's font instead of the packaged face."""
        if use == self._use_system_font:
            return
        self._use_system_font = use
        self._faces = load_faces(use)
        self._fonts.clear()
        self._metrics.clear()
        self._wear()
        self.changed.emit()

    def color(self, token: str) -> QColor:
        """The colour of a token, such as "bg.paper". Raises `KeyError` for a name that is no token."""
        return QColor(self._tokens.colors[self._name][token])

    def font(self, role: str, zoom: float = 1.0) -> QFont:
        """A font for a role of `fonts.ROLES`; `zoom` multiplies its size. The caller may change its copy."""
        key = (role, zoom)
        if key not in self._fonts:
            self._fonts[key] = font_of(ROLES[role], self._faces, zoom)
        return QFont(self._fonts[key])

    def metrics(self, role: str) -> QFontMetricsF:
        """What a role measures; kept, because painters ask for every row."""
        if role not in self._metrics:
            self._metrics[role] = QFontMetricsF(self.font(role))
        return self._metrics[role]

    @property
    def faces(self) -> Faces:
        """The families in use."""
        return self._faces

    def line_height(self, role: str, zoom: float = 1.0) -> int:
        """The height of one line of a role, in logical pixels, grown with the system's text scaling."""
        return round(ROLES[role].line * zoom * self.text_scale)

    @property
    def field_height(self) -> int:
        """The height of a one-line field or button: 28 px, more where the system sets larger text."""
        return max(28, self.line_height("interface") + 10)

    @property
    def text_scale(self) -> float:
        """How much larger than usual the system sets text (1.0: as usual)."""
        screen = QGuiApplication.primaryScreen()
        return max(1.0, screen.logicalDotsPerInch() / 96.0) if screen else 1.0

    def pixmap(
        self,
        name: str,
        size: float = 16,
        token: str = "text.secondary",
        *,
        ratio: float = 0.0,
        pad_right: int = 0,
    ) -> QPixmap:
        """An icon as a pixmap of `size` logical pixels, in the colour of a token."""
        ratio = ratio or self._device_ratio()
        color = self.color(token)
        key = (name, size, color.rgba(), ratio, pad_right)
        if key not in self._pixmaps:
            self._pixmaps[key] = icon_pixmap(name, size, color, ratio, pad_right)
        return self._pixmaps[key]

    def icon(self, name: str, token: str = "text.secondary", size: int = 16, *, pad_right: int = 0) -> QIcon:
        """An icon with its disabled state. Widgets that keep it ask again on `changed`."""
        key = (name, token, size, pad_right)
        if key not in self._icons:
            icon = QIcon()
            for ratio in sorted({1.0, 2.0, self._device_ratio()}):
                icon.addPixmap(self.pixmap(name, size, token, ratio=ratio, pad_right=pad_right))
                faded = self.pixmap(name, size, "text.disabled", ratio=ratio, pad_right=pad_right)
                icon.addPixmap(faded, QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def apply(self, app: QApplication) -> None:
        """Dress the application: Fusion, palette, font, stylesheet; and follow the system from now on."""
        if self._application is None:
            self._application = app
            self._key_focus = KeyFocus(app, lambda: self.color("focus"), self)
            app.setStyle(QStyleFactory.create("Fusion"))
            self._hints = app.styleHints()
            self._accessibility = self._hints.accessibility()
            self._hints.colorSchemeChanged.connect(self._refresh)
            self._accessibility.contrastPreferenceChanged.connect(self._refresh)
        self._tell_system()
        self._name = self._resolve()
        self._wear()

    def leave(self) -> None:
        """Stop following the system and watching the focus; the application keeps what it wears."""
        if self._application is None:
            return
        self._hints.colorSchemeChanged.disconnect(self._refresh)
        self._accessibility.contrastPreferenceChanged.disconnect(self._refresh)
        self._hints.setColorScheme(Qt.ColorScheme.Unknown)
        if self._key_focus is not None:
            self._key_focus.stop()
            self._key_focus = None
        self._application = None

    def palette(self) -> QPalette:
        """The palette made of the tokens, so that nothing falls back to system colours."""
        palette = QPalette()
        for role, token in _PALETTE:
            palette.setColor(role, self.color(token))
        for role in _DISABLED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text.disabled"))
        return palette

    def style_sheet(self) -> str:
        """The stylesheet with tokens and glyph files filled in."""
        colors = self._tokens.colors[self._name]
        text = re.sub(r"\$\{([a-z.]+)\}", lambda found: colors[found[1]], self._template)
        folder = self._write_glyphs()
        return re.sub(
            r"@glyph\(([a-z-]+)\)", lambda found: f'url("{(folder / found[1]).as_posix()}.svg")', text
        )

    def _resolve(self) -> str:
        scheme = QGuiApplication.styleHints().colorScheme()
        dark = scheme == Qt.ColorScheme.Dark
        if self._mode in ("light", "dark"):
            dark = self._mode == "dark"
        more = self._mode == "high_contrast" or (self._mode == "system" and _system_wants_contrast())
        return ("hc_" if more else "") + ("dark" if dark else "light")

    def _tell_system(self) -> None:
        """Native parts (file dialogs, web view) follow the same scheme."""
        if self._application is None:
            return
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._application.styleHints().setColorScheme(wanted.get(self._mode, Qt.ColorScheme.Unknown))

    def _refresh(self) -> None:
        name = self._resolve()
        if name == self._name:
            return
        self._name = name
        self._pixmaps.clear()
        self._icons.clear()
        self._wear()
        self.changed.emit()

    def _wear(self) -> None:
        if self._application is None:
            return
        # To put one stylesheet in another's place takes Qt more than twice as long as to undress and dress again.
        self._application.setStyleSheet("")
        self._application.setPalette(self.palette())
        self._application.setFont(self.font("interface"))
        self._application.setStyleSheet(self.style_sheet())
        for widget in list(self._typed):
            if isValid(widget):
                widget.setFont(self.font(str(widget.property("type_role"))))

    def keep_typed(self, widget: QWidget) -> None:
        """Set this widget's font again whenever the faces change.

        Not found by `QApplication.allWidgets()`: that hands over what the web engine owns, and what is on its way out,
        and has ended the process.
        """
        self._typed.add(widget)

    def _write_glyphs(self) -> Path:
        """QSS can only take its small arrows and ticks from files."""
        folder = glyph_folder() / self._name
        folder.mkdir(parents=True, exist_ok=True)
        for name, (path, token, width) in _GLYPHS.items():
            svg = (
                '<svg xmlns="http://www.w3.org/2000/svg" width="14" height="14" viewBox="0 0 14 14">'
                f'<path d="{path}" fill="none" stroke="{self.color(token).name()}" stroke-width="{width}" '
                'stroke-linecap="round" stroke-linejoin="round"/></svg>'
            )
            (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        return folder

    def _device_ratio(self) -> float:
        application = QGuiApplication.instance()
        return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0


def glyph_folder() -> Path:
    """Where the small arrows and ticks of the stylesheet are: the user's cache, or a temporary folder without one.

    They stay there, because the application may wear a stylesheet longer than its theme lives.
    """
    cache = user_cache_path("stet", appauthor=False) / "glyphs"
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(mkdtemp(prefix="stet-glyphs-"))
    return cache if os.access(cache, os.W_OK) else Path(mkdtemp(prefix="stet-glyphs-"))


def type_role(widget: QWidget, role: str, theme: Theme) -> None:
    """Set a widget in the font of a role; it follows when the faces change."""
    widget.setProperty("type_role", role)
    widget.setFont(theme.font(role))
    theme.keep_typed(widget)


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a label or button its text colour: "primary", "secondary", "tertiary", "accent", "breaking",
    "developing", "ready", "embargo", "review" or "disabled". Follows the theme."""
    _set_style_property(widget, "tone", tone)


def set_surface(widget: QWidget, surface: str) -> None:
    """Give a plain widget its ground: "chrome", "list", "paper", "panel", "raised" or "well". Follows the theme."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    _set_style_property(widget, "surface", surface)


def _set_style_property(widget: QWidget, name: str, value: str) -> None:
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _system_wants_contrast() -> bool:
    hints = QGuiApplication.styleHints()  # kept in a name: what it hands out dies with its wrapper
    accessibility = hints.accessibility()
    return accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast
