"""Texts of our own that Stet is held against: small documents by construct, odd characters, line ends, long stories.

The small documents stand in the `.md` files beside this, each below a line `%% name`; their blanks and tabs count. What
no editor shows (control characters, odd line ends) is spelt in Python. Everything is the same at every run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from tests.corpus.long_stories import long_story
from tests.corpus.odd_characters import ODD

_FOLDER = Path(__file__).parent
_MARK = "%% "
# One short form of each construct, to stand beside every other.
NEIGHBOURS: tuple[str, ...] = (
    "Prose.", "Two\nlines.", "Broken  \nline.", "## Head", "### Small", "Under\n---", "* * *", "- item", "* a\n* b", "1. one",
    "- a\n    - b", "> quote", "> a\n> — b", "> pull\n{.pull}", "    code", "```\nfence\n```", "a | b\n--|--\n1 | 2", "<div>raw</div>",
    "<!-- note -->", "<b>tag</b> first", "[x]: /y", "[x] used[^1]", "[^1]: note", "*[TK]: to come", "Term\n:   meaning",
    ":   orphan", "!!! note\n    box", "Lead\n{: .lead }", "![alt](a.jpg)", "Also read: [A](a.md)", "Also read:", "https://a.example/",
)  # fmt: skip
_JOINS = ("\n", "\n\n", "\n\n\n", "\n    \n")


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what it is about."""

    name: str
    text: str


@cache
def small_documents() -> tuple[Document, ...]:
    """The documents of the `.md` files and those with odd characters."""
    found: list[Document] = []
    for path in sorted(_FOLDER.glob("*.md")):
        name, lines = "", []
        for line in path.read_bytes().decode("utf-8").split("\n"):
            if line.startswith(_MARK):
                _close(found, path.stem, name, lines)
                name, lines = line.removeprefix(_MARK), []
            else:
                lines.append(line)
        _close(found, path.stem, name, lines[:-1])
    return (*found, *(Document(f"odd: {name}", text) for name, text in ODD.items()))


def _close(found: list[Document], family: str, name: str, lines: list[str]) -> None:
    if name:
        found.append(Document(f"{family}: {name}", "".join(line + "\n" for line in lines)))


@cache
def varied_documents() -> tuple[Document, ...]:
    """The small documents as other systems and hands leave them: other line ends, no last one, a byte order mark."""
    ways = (
        ("CRLF", lambda text: text.replace("\n", "\r\n")),
        ("CR", lambda text: text.replace("\n", "\r")),
        ("mixed", _mixed),
        ("no end", lambda text: text.rstrip("\n")),
        ("mark", lambda text: "\ufeff" + text),
        ("blanks", lambda text: text.replace("\n", " \t\n")),
        ("lead", lambda text: "\n \n" + text + "\n\n\n"),
    )
    small = [document for document in small_documents() if "\r" not in document.text]
    return tuple(
        Document(f"{document.name} ({way})", change(document.text))
        for number, document in enumerate(small)
        for way, change in (ways[number % len(ways)], ways[(number + 3) % len(ways)])
    )


def _mixed(text: str) -> str:
    ends = ("\n", "\r\n", "\r", "\r\n")
    lines = text.split("\n")
    return "".join(line + ends[number % 4] for number, line in enumerate(lines[:-1])) + lines[-1]


@cache
def neighbours() -> tuple[Document, ...]:
    """Every construct beside every other, the blank lines between them in turn."""
    return tuple(
        Document(f"{first!r} {join!r} {second!r}", f"{first}{join}{second}\n")
        for number, (first, second) in enumerate(product(NEIGHBOURS, repeat=2))
        for join in (_JOINS[number % 4], _JOINS[1])
        if join != _JOINS[1] or number % 4 != 1
    )


@cache
def long_stories(count: int = 120) -> tuple[Document, ...]:
    """Stories of 20 to 120 blocks, as a newsroom writes them and as it should not."""
    return tuple(Document(f"story {number}", long_story(number)) for number in range(count))
