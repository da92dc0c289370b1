"""The Markdown of the "Also read" paragraph: how it is written and read back. Loads nothing of the parser's."""

from __future__ import annotations

import html
import re

from editor_app.markup.rich import AlsoReadLink

_LABEL = re.compile(
    r"^\s*(?P<open>[*_]{0,3})also[ \t]+read[ \t]*(?::(?P<in>[*_]{0,3})|(?P<out>[*_]{1,3})[ \t]*:)", re.I
)
_LINK = re.compile(
    r"\[(?P<text>(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\])*)\]"
    r"\([ \t]*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>(?:\\.|[^\s()<>\\]|\([^\s()]*\))*))[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*')?[ \t]*\)"
)
ITEM_MARK = re.compile(r"^[ ]{0,7}(?:[*+-]|\d+\.)[ ]+", re.M)
"""What an entry of a list below the label begins with."""

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKED = re.compile(r"(?<![\w\\])(\*{1,3}|_{1,3}|`|~~)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_NOT_PLAIN = re.compile(r"(?<!\\)[\[\]<>]|\]\(")


def parse_also_read(text: str) -> tuple[AlsoReadLink, ...] | None:
    """The entries of the "Also read" paragraph `text` (its Markdown), or None when it is not one."""
    match = _LABEL.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    opened = match["open"]
    closed = match["in"] if match["out"] is None else match["out"]
    if opened and not closed:
        if not rest.rstrip().endswith(opened):
            return None
        rest = rest.rstrip()[: -len(opened)]
    elif opened != closed:
        return None
    entries: list[AlsoReadLink] = []
    for part in _parts(rest):
        entry = _entry(part)
        if entry is None:
            return None
        entries.append(entry)
    return tuple(entries)


def is_label(text: str) -> bool:
    """Whether `text` begins as an "Also read" paragraph does, whatever follows."""
    return _LABEL.match(text) is not None


def is_list_awaited(text: str) -> bool:
    """Whether `text` is the bare label, so that a list below it belongs to it."""
    return parse_also_read(text) == ()


def _parts(rest: str) -> list[str]:
    if ITEM_MARK.search(rest):
        pieces = ITEM_MARK.split(rest)
        return [piece for piece in map(str.strip, pieces) if piece]
    pieces, start, position = [], 0, 0
    while position < len(rest):
        link = _LINK.match(rest, position)
        if link:
            position = link.end()
            following = re.compile(r"[ \t]*\n\s*(?=\[)").match(rest, position)
            if following:
                pieces.append(rest[start:position])
                start = position = following.end()
            continue
        if rest[position] == "\\":
            position += 2
            continue
        if rest[position] == ";" and not re.search(r"&#?\w+$", rest[start:position]):
            pieces.append(rest[start:position])
            start = position + 1
        position += 1
    pieces.append(rest[start:])
    return [piece for piece in map(str.strip, pieces) if piece]


def _entry(part: str) -> AlsoReadLink | None:
    whole = re.fullmatch(r"(\*{1,3}|_{1,3})?(?P<link>\[.*\))(?(1)\1)[ \t]*[.,]?", part, re.S)
    link = _LINK.fullmatch(whole["link"]) if whole else None
    if link:
        target = link["angle"] if link["angle"] is not None else link["bare"]
        return AlsoReadLink(_plain(link["text"]), html.unescape(_ESCAPE.sub(r"\1", target or "")).strip())
    if _NOT_PLAIN.search(part):
        return None
    return AlsoReadLink(_plain(part))


def _plain(text: str) -> str:
    """`text` as a reader sees it: marks dropped, escapes and entities undone, one line."""
    previous = None
    while previous != text:
        previous, text = text, _MARKED.sub(r"\2", text)
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", text)).split())


_X = AlsoReadLink("x")


def write_also_read(links: tuple[AlsoReadLink, ...]) -> str:
    """The paragraph that reads back to `links`."""
    return " ".join(["Also read:", "; ".join(map(_write_entry, links))]).rstrip()


def _write_entry(link: AlsoReadLink) -> str:
    title = " ".join(link.title.split())
    bare = AlsoReadLink(title)
    # With a neighbour on each side: `&x` and a semicolon make an entity.
    if not link.target and title and parse_also_read(f"Also read: x; {title}; x") == (_X, bare, _X):
        return title
    written = ""
    for escaped in (title, _escaped(title, r"[\\`*_\[\]~]"), _escaped(title, r"[\\`*_\[\]~&<>]")):
        written = f"[{escaped}]({_address(link.target)})"
        if parse_also_read(f"Also read: {written}") == (AlsoReadLink(title, link.target),):
            return written
    return written


def _escaped(title: str, characters: str) -> str:
    entities = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    return re.sub(characters, lambda match: entities.get(match[0], "\\" + match[0]), title)


def _address(target: str) -> str:
    safe = target.replace("<", "%3C").replace(">", "%3E").replace("\n", "")
    return f"<{safe}>" if re.search(r"[\s()\\]", safe) else safe
