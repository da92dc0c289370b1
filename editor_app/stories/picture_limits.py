"""How many pixels a picture may have. A JPEG is read at a fraction of its size; anything else has to be in memory whole."""

from __future__ import annotations

_MOST_PIXELS = 100_000_000
_MOST_BYTES = 200_000_000  # of a picture that is read whole: an export stays below 300 MB with it
_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}  # the others take four for each pixel


def most_pixels(kind: str, mode: str) -> int:
    """How many pixels a picture of this kind ("JPEG", "PNG" ...) and mode ("RGB", "L" ...) may have, as Pillow calls them."""
    if kind in ("JPEG", "MPO") and mode in ("L", "RGB"):
        return _MOST_PIXELS
    return min(_MOST_PIXELS, _MOST_BYTES // _BYTES.get(mode, 4))


def advice(kind: str, mode: str) -> str:
    """What a person can do about a picture that has more."""
    return (
        "Save a smaller copy first."
        if most_pixels(kind, mode) == _MOST_PIXELS
        else "Save it as a JPEG first."
    )
