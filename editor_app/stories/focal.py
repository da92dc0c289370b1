"""The point of a picture that has to stay in sight when it is cut to another shape.

Written like CSS writes a position: `focal: 62% 38%`, from the left and from the top. Computes only; cuts nothing.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator

_WRITTEN = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%[\s,]+(\d{1,3}(?:\.\d+)?)\s*%")
FOCAL_EXPECTED = "two percentages, from the left and from the top, such as 62% 38%"


class Focal(NamedTuple):
    """A point of a picture: how far from the left and from the top, each from 0 to 1."""

    across: float = 0.5
    down: float = 0.5

    @classmethod
    def of(cls, text: str) -> Focal:
        """The point that `text` names; the middle when it is empty. Raises ValueError."""
        if not text.strip():
            return MIDDLE
        match = _WRITTEN.fullmatch(text.strip())
        if match is None or max(float(match[1]), float(match[2])) > 100:
            raise ValueError(f"expected {FOCAL_EXPECTED}")
        return cls(float(match[1]) / 100, float(match[2]) / 100)

    @property
    def text(self) -> str:
        """As front matter has it, in whole percent; empty for the middle."""
        across, down = round(self.across * 100), round(self.down * 100)
        return "" if (across, down) == (50, 50) else f"{across}% {down}%"

    def moved(self, across: float, down: float) -> Focal:
        """The point that lies this much further right and down, inside the picture."""
        return Focal(min(1.0, max(0.0, self.across + across)), min(1.0, max(0.0, self.down + down)))

    def crop(self, width: float, height: float, shape: float) -> tuple[float, float, float, float]:
        """The largest part of a picture that has this shape, with the point as near its middle as can be.

        Args:
            width, height: of the picture.
            shape: width divided by height of the part.

        Returns left, top, width and height of the part.
        """
        part_width, part_height = (
            (width, width / shape) if width < height * shape else (height * shape, height)
        )
        left = min(max(0.0, self.across * width - part_width / 2), width - part_width)
        top = min(max(0.0, self.down * height - part_height / 2), height - part_height)
        return left, top, part_width, part_height


MIDDLE = Focal()


def _read_focal(value: Any) -> Any:
    if isinstance(value, str):
        Focal.of(value)
    return value


FocalText = Annotated[str, BeforeValidator(_read_focal)]
"""A focal point as front matter has it; empty: the middle."""
