"""How many pixels a picture may have. A JPEG is read at a fraction of its size; anything else has to be in memory whole.

A progressive JPEG is an exception: its decoder keeps every coefficient of the whole picture until the last pass has
been read, whatever the size that is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

_MOST_PIXELS = 100_000_000
_MOST_BYTES = 200_000_000  # of a picture that is read whole: an export stays below 300 MB with it
_MOST_HELD = 400_000_000  # of one that is progressive; a large photograph may well be
_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}  # the others take four for each pixel
_COEFFICIENT = 2  # bytes


class OpenedPicture(Protocol):
    """What is asked of a picture that Pillow has opened and not read yet."""

    @property
    def format(self) -> str | None: ...
    @property
    def mode(self) -> str: ...
    @property
    def info(self) -> Mapping[Any, Any]: ...


def most_pixels(picture: OpenedPicture) -> int:
    """How many pixels a picture of this kind (JPEG, PNG ...), mode (RGB, L ...) and make may have."""
    most, held = _most_of_kind(picture), _held(picture)
    if not held:
        return most
    read = 0 if _is_read_small(picture) else _BYTES.get(picture.mode, 4)
    return min(most, int(_MOST_HELD / (held + read)))


def advice(picture: OpenedPicture) -> str:
    """What a person can do about a picture that has more."""
    if most_pixels(picture) < _most_of_kind(picture):
        return "Save it as a JPEG that is not progressive first."
    if _most_of_kind(picture) == _MOST_PIXELS:
        return "Save a smaller copy first."
    return "Save it as a JPEG first."


def _most_of_kind(picture: OpenedPicture) -> int:
    if _is_read_small(picture):
        return _MOST_PIXELS
    return min(_MOST_PIXELS, _MOST_BYTES // _BYTES.get(picture.mode, 4))


def _is_read_small(picture: OpenedPicture) -> bool:
    return picture.format in ("JPEG", "MPO") and picture.mode in ("L", "RGB")


def _held(picture: OpenedPicture) -> float:
    """The bytes for each pixel that the decoder of a progressive JPEG keeps; 0 for any other picture."""
    if picture.format not in ("JPEG", "MPO") or not picture.info.get("progressive"):
        return 0.0
    layers: Sequence[Sequence[int]] = getattr(picture, "layer", ())
    samples = [layer[1] * layer[2] for layer in layers]  # of each colour, across times down
    return _COEFFICIENT * sum(samples) / max(samples) if samples and max(samples) else 0.0
