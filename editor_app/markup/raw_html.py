"""Where raw HTML lies in a text, found with Python-Markdown's own extractor so that both always agree."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

from markdown.extensions.md_in_html import HTMLExtractorExtra
from markdown.util import BLOCK_LEVEL_ELEMENTS

from editor_app.markup.bounds import TooTangledError, check_tags


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of text that must not be cut.

    Attributes:
        start, end: offsets.
        is_opaque: its inside is not read as Markdown blocks, so its lines say nothing about structure.
        is_fence: it is a fenced code block.
    """

    start: int
    end: int
    is_opaque: bool
    is_fence: bool = False


def raw_regions(text: str) -> list[Region]:
    """The tags, comments and raw blocks of `text` (as Python-Markdown normalises it: "\\n", tabs expanded)."""
    everything = [Region(-1, len(text), False)]
    try:
        check_tags(text)
    except TooTangledError:
        return everything
    tracer = _Tracer()
    tracer.feed(text)
    if len(tracer.rawdata):
        # The extractor gave up early and starts over on the rest with its line numbers out of step: what it
        # then makes of the rest depends on all that came before, so nothing may be cut.
        return everything
    return tracer.regions(len(text))


class _Tracer(HTMLExtractorExtra):
    """The extractor, noting the span of each construct and of each raw block."""

    _cache: list[str]  # the extractor's own; its published types leave it out

    def __init__(self) -> None:
        stash = SimpleNamespace(store=lambda html: "")
        super().__init__(
            SimpleNamespace(
                htmlStash=stash,
                block_level_elements=BLOCK_LEVEL_ELEMENTS,
                is_block_level=lambda tag: isinstance(tag, str) and tag.lower().rstrip("/") in _BLOCK_LEVEL,
            )  # type: ignore[arg-type]  # as much of Markdown as the parser asks for
        )

    def reset(self) -> None:
        super().reset()
        self._found: list[Region] = []
        self._opened: int | None = None

    def regions(self, end: int) -> list[Region]:
        """What was found; a raw block still open reaches to `end`."""
        if self._opened is not None:
            return [*self._found, Region(self._opened, end, True)]
        return self._found

    def handle_charref(self, name: str) -> None:
        super().handle_charref(name)
        self._noted(self._here(), self._here())

    def handle_entityref(self, name: str) -> None:
        super().handle_entityref(name)
        self._noted(self._here(), self._here())

    def _here(self) -> int:
        return self.line_offset + self.offset

    def parse_starttag(self, i: int) -> int:
        return self._noted(i, super().parse_starttag(i))

    def parse_endtag(self, i: int) -> int:
        return self._noted(i, super().parse_endtag(i))

    def parse_comment(self, i: int, report: bool = True) -> int:
        return self._noted(i, super().parse_comment(i, report))

    def parse_pi(self, i: int) -> int:
        return self._noted(i, super().parse_pi(i))

    def parse_html_declaration(self, i: int) -> int:
        return self._noted(i, super().parse_html_declaration(i))

    def _noted(self, start: int, end: int) -> int:
        # What the extractor keeps back (a rule after the end of a raw block, say) comes out at its next flush,
        # be it at the end of the text.
        inside = self.inraw or bool(self.mdstack) or bool(self._cache)
        if inside and self._opened is None:
            self._opened = start
        elif not inside and self._opened is not None:
            self._found.append(Region(self._opened, end, True))
            self._opened = None
        elif not inside and end > start:
            self._found.append(Region(start, end, False))
        return end


_BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS)
