"""What the bullet or number that stands before a list item says about its list."""

from __future__ import annotations

import re

from editor_app.markup.rich import Kind

_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}\.)*(?P<number>\d{1,4})[.)\]:]?\Z")
_LETTER = re.compile(r"[(\[]?(?:[a-z]|[ivxlcdm]{1,7})[.)\]]\Z", re.I)


class WordLists:
    """The lists of a Word copy. Word writes no lists but paragraphs with a level and the marker to be shown."""

    def __init__(self) -> None:
        self._counted: dict[int, int] = {}

    def place_of(self, marker: str, level: int, style_name: str) -> tuple[Kind, int, int]:
        """Kind, depth and number of the item with this marker. `style_name` decides when the marker is missing."""
        marker = "".join(marker.split())
        depth = max(0, level - 1)
        for deeper in [each for each in self._counted if each > depth]:
            del self._counted[deeper]
        number = _NUMBER.match(marker)
        is_number = bool(number or _LETTER.match(marker) or (not marker and "number" in style_name.lower()))
        if not is_number:
            self._counted.pop(depth, None)
            return Kind.BULLET, depth, 1
        counted = int(number["number"]) if number else self._counted.get(depth, 0) + 1
        self._counted[depth] = counted
        return Kind.NUMBER, depth, counted

    def end(self) -> None:
        """A paragraph that is no item: the next list counts anew."""
        self._counted.clear()
