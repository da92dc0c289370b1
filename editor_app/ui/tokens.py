"""The design tokens: every colour of the four themes, read from `resources/app/tokens.json`. No Qt, no logic."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

THEME_NAMES = ("light", "dark", "hc_light", "hc_dark")


@dataclass(frozen=True, slots=True)
class ContrastPair:
    """A foreground that must reach a contrast ratio over each of its backgrounds."""

    foreground: str
    backgrounds: tuple[str, ...]
    needed: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as `#RRGGBB` by theme name and token name, and the pairs whose contrast is promised."""

    colors: Mapping[str, Mapping[str, str]]
    pairs: tuple[ContrastPair, ...]


def read_tokens(folder: Path) -> Tokens:
    """Read `tokens.json` in the app's resource folder."""
    raw = json.loads((folder / "tokens.json").read_text(encoding="utf-8"))
    pairs = tuple(
        ContrastPair(pair["foreground"], tuple(pair["backgrounds"]), float(pair["needed"]))
        for pair in raw["pairs"]
    )
    return Tokens(raw["color"], pairs)


def contrast_ratio(first: str, second: str) -> float:
    """The WCAG contrast ratio of two `#RRGGBB` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
