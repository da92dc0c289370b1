"""Words that must not get out, and a search that finds them whatever they were wrapped in.

The words hold letters that every encoding changes, so that a search for them as written alone would see nothing.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_COMPRESSED = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_LABEL = re.compile(r"xn--[a-z0-9-]+", re.IGNORECASE)
_URL_SAFE = str.maketrans("-_", "+/")
_TIMES = 3  # wrapped in one another


def canary(*about: object) -> str:
    """A word that stands for this, and for nothing else. Only letters and digits, none of them plain throughout."""
    return "zéq" + "".join(f"{part}".casefold().replace("_", "") for part in about) + "qéz"


def readings(data: bytes) -> Iterator[str]:
    """What the bytes say, read in every way that a file of a site or a cache may be written in."""
    yield from _unwrapped(data.decode("utf-8", "ignore"))
    for start in (0, 1):
        yield data[start:].decode("utf-16-le", "ignore").casefold()
    for begun in _COMPRESSED.finditer(data):
        try:
            told = zlib.decompressobj().decompress(data[begun.start() :], 10_000_000)
        except zlib.error:
            continue
        yield told.decode("utf-8", "ignore").casefold()


def _unwrapped(text: str) -> Iterator[str]:
    for _ in range(_TIMES):
        yield text.casefold()
        for run in _BASE64.findall(text)[:2_000]:
            for start in range(4):
                part = run[start:].translate(_URL_SAFE)
                part = part[:-1] if len(part) % 4 == 1 else part
                try:
                    plain = base64.b64decode(part + "=" * (-len(part) % 4))
                except binascii.Error:
                    continue
                yield plain.decode("utf-8", "ignore").casefold()
        for label in _LABEL.findall(text):
            try:
                yield label.lower().encode("ascii").decode("idna").casefold()
            except UnicodeError:
                continue
        told = _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), unquote(unescape(text)))
        if told == text:
            return
        text = told


def holders(folder: Path, words: dict[str, str]) -> dict[str, list[str]]:
    """Which files below `folder` hold which of these words (name -> word), in their content or in their names."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        told = list(_unwrapped(name))
        if path.is_file():
            told += readings(path.read_bytes())
        for which, word in words.items():
            if any(word.casefold() in reading for reading in told):
                found.setdefault(which, []).append(name)
    return found


def wrappings(word: str) -> dict[str, bytes]:
    """The word in each wrapping that the search has to see through."""
    encoded = word.encode()
    return {
        "plain": encoded,
        "capitals": word.upper().encode(),
        "entities": "".join(f"&#{ord(letter)};" for letter in word).encode(),
        "hexadecimal entities": "".join(f"&#x{ord(letter):x};" for letter in word).encode(),
        "percent": "".join(f"%{byte:02X}" for byte in encoded).encode(),
        "percent in an entity": word.replace("é", "&#37;C3&#37;A9").encode(),
        "JSON": json.dumps(word).encode(),
        "JSON in HTML": json.dumps(word).replace("\\", "&#92;").encode(),
        "base64": base64.b64encode(b"." + encoded),
        "base64 of an image": b"data:image/svg+xml;base64,"
        + base64.b64encode(b"<svg>" + encoded + b"</svg>"),
        "UTF-16": word.encode("utf-16-le"),
        "compressed": zlib.compress(encoded),
        "host name": b"https://" + f"{word}.example".encode("idna") + b"/",
    }
