"""Where Stet's own files are, installed from a wheel or run from source. Knows no newsroom."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resources_folder() -> Path:
    """The folder of the site theme, the app's style and its tokens."""
    return _shipped("_resources", "resources")


@cache
def seeds_folder() -> Path:
    """The folder of the sample newsroom, read-only: open a copy of it."""
    return _shipped("_seeds", "seeds")


def _shipped(installed: str, from_source: str) -> Path:
    inside_wheel = _PACKAGE / installed
    return inside_wheel if inside_wheel.is_dir() else _PACKAGE.parent / from_source
