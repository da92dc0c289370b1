"""Which addresses are embeds when they stand alone, and which player each has. Loads nothing of the parser's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"]+\Z", re.I)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_YOUTUBE = re.compile(r"[\w-]{6,20}\Z")
_VIMEO = re.compile(r"\d{4,12}\Z")
_FRAME = re.compile(
    r"https://(?:www\.youtube-nocookie\.com/embed/[\w-]{6,20}|player\.vimeo\.com/video/\d{4,12}\?dnt=1)\Z"
)


@dataclass(frozen=True, slots=True)
class Embed:
    """An embedded address: its host, and the player's address when we know a privacy-friendly one."""

    address: str
    host: str
    player: str = ""


def embed_of(text: str) -> Embed | None:
    """The embed that a paragraph with nothing but `text` stands for, or None."""
    address = text.strip()
    if not _ADDRESS.match(address):
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return Embed(address, host, _player(host, parts.path, parts.query)) if host else None


def embed_in_source(source: str) -> Embed | None:
    """The embed that a paragraph's Markdown stands for: the address bare, escaped, or in angle brackets."""
    text = source.strip()
    if text.startswith("<") and text.endswith(">"):
        return embed_of(text[1:-1])
    return embed_of(_ESCAPE.sub(r"\1", text))


def is_player(address: str) -> bool:
    """Whether `address` is one of the players that `embed_of` makes."""
    return bool(_FRAME.match(address))


def _player(host: str, path: str, query: str) -> str:
    if host in ("youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com"):
        last = path.rstrip("/").rpartition("/")[2]
        video = parse_qs(query).get("v", [""])[0] if path.startswith("/watch") else last
        return f"https://www.youtube-nocookie.com/embed/{video}" if _YOUTUBE.match(video) else ""
    if host in ("vimeo.com", "player.vimeo.com"):
        last = path.rstrip("/").rpartition("/")[2]
        return f"https://player.vimeo.com/video/{last}?dnt=1" if _VIMEO.match(last) else ""
    return ""
