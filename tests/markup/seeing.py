"""What a reader sees of some HTML, whatever order its tags nest in and however its lines are broken."""

from __future__ import annotations

from html.parser import HTMLParser

_INLINE = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "small", "span", "strong", "sup", "sub", "u", "s"}
)
_ALONE = frozenset({"br", "hr", "img"})


class _Eye(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, frozenset[str]]] = []
        self._marks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = tag + "".join(f" {name}={value}" for name, value in sorted(attrs))
        if tag in _INLINE:
            self._marks.append(shown)
        else:
            self._drop_blank()
            self.seen.append((f"<{shown}>", frozenset()))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self._drop_blank()
            if tag not in _ALONE:
                self.seen.append((f"</{tag}>", frozenset()))
            return
        for index in range(len(self._marks) - 1, -1, -1):
            if self._marks[index].split()[0] == tag:
                del self._marks[index]
                break

    def handle_data(self, data: str) -> None:
        for character in data:
            blank = character in " \n\t"
            if blank and (not self.seen or self.seen[-1][0] == " " or self.seen[-1][0].startswith("<")):
                continue
            marks = frozenset() if blank else frozenset(self._marks)
            self.seen.append((" " if blank else character, marks))

    def _drop_blank(self) -> None:
        if self.seen and self.seen[-1][0] == " ":
            self.seen.pop()


def seen(html: str) -> list[tuple[str, frozenset[str]]]:
    """Characters with their marks, and the block tags between them."""
    eye = _Eye()
    eye.feed(html)
    eye.close()
    eye._drop_blank()
    return eye.seen
