"""Link, footnote and abbreviation definitions: what one part of a story says about words in another.

Every slice is read and rendered with the definitions of the whole story. They travel as Markdown text, which
`Definitions.parsed` (in `dialect`) reads; this module holds the value and how it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Definitions:
    """What a text defines.

    Attributes:
        links: label in lower case -> (address, title).
        notes: footnote label -> its Markdown, in the order of definition.
        abbreviations: the short form -> the long one.
    """

    links: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is defined."""
        return bool(self.links or self.notes or self.abbreviations)

    def written(self) -> str:
        """The definitions as Markdown, one after the other."""
        lines = [_link(label, *target) for label, target in self.links.items() if "\n" not in label]
        lines += [f"*[{short}]: {long}" for short, long in self.abbreviations.items()]
        blocks = ["\n".join(lines)] if lines else []
        blocks += [_note(label, text) for label, text in self.notes.items()]
        return "\n\n".join(blocks) + "\n\n" if blocks else ""


def may_define(source: str) -> bool:
    """Whether `source` could hold a definition at all: cheap, and never wrongly False."""
    return "]:" in source or "] :" in source


def _link(label: str, address: str, title: str | None) -> str:
    address = address or "<>"
    return f'[{label}]: {address} "{title}"' if title else f"[{label}]: {address}"


def _note(label: str, text: str) -> str:
    return f"[^{label}]: " + "\n".join(
        ("    " + line if number and line.strip() else line) for number, line in enumerate(text.split("\n"))
    )
