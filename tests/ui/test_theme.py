"""Tokens, contrast, fonts, icons, and the change from light to dark while running."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from editor_app.locations import resources_folder
from editor_app.ui.fonts import ROLES
from editor_app.ui.icons import icon_exists
from editor_app.ui.theme import Theme, set_tone, type_role
from editor_app.ui.tokens import THEME_NAMES, contrast_ratio, read_tokens

TOKENS = read_tokens(resources_folder() / "app")


@pytest.mark.parametrize("name", THEME_NAMES)
def test_every_promised_contrast_is_kept(name: str) -> None:
    colors = TOKENS.colors[name]
    faults = [
        (pair.foreground, ground, round(contrast_ratio(colors[pair.foreground], colors[ground]), 2))
        for pair in TOKENS.pairs
        for ground in pair.backgrounds
        if round(contrast_ratio(colors[pair.foreground], colors[ground]), 2) < pair.needed
    ]
    assert faults == []


def test_high_contrast_text_reaches_seven_to_one() -> None:
    for name in ("hc_light", "hc_dark"):
        colors = TOKENS.colors[name]
        for token in ("text.secondary", "text.tertiary", "accent.text", "breaking.text", "draft.text"):
            assert contrast_ratio(colors[token], colors["bg.panel"]) >= 7, (name, token)


def test_the_four_themes_have_the_same_tokens() -> None:
    assert {frozenset(TOKENS.colors[name]) for name in THEME_NAMES} == {frozenset(TOKENS.colors["light"])}


def test_contrast_of_black_on_white() -> None:
    assert round(contrast_ratio("#000000", "#FFFFFF"), 1) == 21.0


def test_the_stylesheet_sets_no_fonts_and_leaves_no_placeholder(theme: Theme) -> None:
    template = (resources_folder() / "app" / "style.qss").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", template, flags=re.DOTALL)
    assert "font" not in rules
    assert "${" not in theme.style_sheet() and "@glyph" not in theme.style_sheet()


def test_modes_choose_the_theme(theme: Theme) -> None:
    names = []
    for mode in ("light", "dark", "high_contrast", "nonsense"):
        theme.set_mode(mode)
        names.append((theme.mode, theme.name))
    assert names == [("light", "light"), ("dark", "dark"), ("high_contrast", "hc_light"), ("system", "light")]


def test_changing_the_mode_recolours_icons_palette_and_labels(
    worn: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    label = QLabel("Saved")
    qtbot.addWidget(label)
    set_tone(label, "tertiary")
    before = worn.icon("eye").pixmap(16).toImage()
    with qtbot.waitSignal(worn.changed):
        worn.set_mode("dark")
    assert worn.icon("eye").pixmap(16).toImage() != before
    assert qapp.palette().color(QPalette.ColorRole.Window) == worn.color("bg.chrome")
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.WindowText) == worn.color("text.tertiary")


def test_the_same_mode_again_changes_nothing(worn: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(worn.changed):
        worn.set_mode("light")


def test_roles_are_set_in_points_and_installed_families(theme: Theme) -> None:
    for role in ROLES:
        font = theme.font(role)
        assert font.pointSizeF() > 0 and font.pixelSize() == -1, role
    assert QFontInfo(theme.font("body")).family() in ("Newsreader", "Newsreader Text", "Source Serif Pro")
    assert QFontInfo(theme.font("interface")).family() in ("Inter", "Source Sans Pro")


def test_zoom_makes_a_role_larger(theme: Theme) -> None:
    assert theme.font("body", 2.0).pointSizeF() == pytest.approx(2 * theme.font("body").pointSizeF())
    assert theme.line_height("body", 2.0) == 2 * theme.line_height("body")


def test_the_system_font_replaces_the_interface_face_of_widgets_in_use(worn: Theme, qtbot: QtBot) -> None:
    label = QLabel("Words")
    qtbot.addWidget(label)
    type_role(label, "meta", worn)
    before = label.font().families()
    worn.set_use_system_font(True)
    assert label.font().families() != before
    assert label.font().families() == worn.font("meta").families()


def test_a_token_that_does_not_exist_is_refused(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.color("bg.nowhere")


def test_an_icon_has_a_disabled_state_and_fills_its_square(theme: Theme) -> None:
    icon = theme.icon("article", "text.primary", 16)
    normal, disabled = icon.pixmap(16).toImage(), icon.pixmap(16, icon.Mode.Disabled).toImage()
    assert normal.width() == 16 and normal != disabled
    assert any(normal.pixelColor(x, y).alpha() for x in range(16) for y in range(16))


@pytest.mark.parametrize(
    "name",
    [
        "caret-up-down",
        "list-checks",
        "devices",
        "markdown-logo",
        "sidebar",
        "text-b-bold",
        "ph.eye",
        "fa6b.facebook",
        "fa6b.x-twitter",
    ],
)
def test_icons_the_design_names_can_be_drawn(theme: Theme, name: str) -> None:
    image = theme.pixmap(name, 32, "text.primary", ratio=1.0).toImage()
    assert icon_exists(name)
    assert sum(image.pixelColor(x, y).alpha() > 0 for x in range(32) for y in range(32)) > 40


def test_an_unknown_icon_is_nothing_rather_than_an_exception(theme: Theme) -> None:
    assert not icon_exists("no-such-thing")
    assert theme.pixmap("no-such-thing", 16).width() > 0


def test_native_parts_are_told_the_scheme(worn: Theme, qapp: QApplication) -> None:
    worn.set_mode("dark")
    assert worn.name == "dark"
    worn.set_mode("system")
    assert qapp.styleHints().colorScheme() in (Qt.ColorScheme.Unknown, Qt.ColorScheme.Light)
    assert worn.name in ("light", "hc_light")
