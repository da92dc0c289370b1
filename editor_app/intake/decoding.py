"""Bytes of a text file somebody was sent -> text. Guesses the encoding, never loses a letter.

Knows nothing of stories. It refuses what is not text at all (`NotText`) instead of importing noise.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file"),
    (b"{\\rtf", "a rich-text (RTF) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_SAMPLE = 4096
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_FOR_FILES = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_MIXED = "stet-windows-1252"


class NotText(ValueError):
    """The bytes are not text. `kind` says what they look like, with its article ("a PDF")."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"it is {kind}, not text")
        self.kind = kind


def decode(data: bytes) -> str:
    """The text of `data`: UTF-8 or UTF-16/32 by mark or by shape, else Windows-1252. Line ends stay as they are.

    Raises:
        NotText: when `data` is a known binary format or holds what text never holds.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    for magic, kind in _KNOWN_FORMATS:
        if data.startswith(magic):
            raise NotText(kind)
    if wide := _unmarked_utf16(data):
        return _strictly(data, wide)
    if b"\0" in data:
        raise NotText("a binary file")
    text = _utf8_or_windows(data)
    if len(_CONTROLS.findall(text[:_SAMPLE])) * 20 > len(text[:_SAMPLE]):
        raise NotText("a binary file")
    return text


def tidy(text: str) -> str:
    """`text` with every kind of line end as one line feed, and without characters no text file should hold."""
    return _NOT_FOR_FILES.sub("", _LINE_ENDS.sub("\n", text))


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        # A marked file that is damaged at one place is still worth having; the damage shows as U+FFFD.
        text = data.decode(encoding, "replace")
    if text.count("\ufffd") * 10 > len(text) + 20 or "\0" in text:
        raise NotText("a binary file")
    return text


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows in its zero bytes: every space and line end has one, always on the same side."""
    if len(data) % 2 or len(data) < 4 or b"\0" not in data:
        return None
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        sample = data[:_SAMPLE].decode(encoding, "strict" if len(data) <= _SAMPLE else "ignore")
    except UnicodeDecodeError:
        return None
    spaces = sum(letter in " \n" for letter in sample)
    unlikely = sum(
        unicodedata.category(letter) in ("Cc", "Cn", "Co", "Cs") and letter not in "\t\n\r"
        for letter in sample
    )
    return encoding if not unlikely and spaces * 100 > len(sample) else None


def _utf8_or_windows(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    escaped = data.decode("utf-8", "surrogateescape")
    strays = sum("\udc80" <= letter <= "\udcff" for letter in escaped)
    wide = sum(letter > "\x7f" for letter in escaped) - strays
    # Mostly good UTF-8 with a few strays (two files joined by hand): read each stray by itself.
    return data.decode("utf-8", _MIXED) if wide > strays else _windows(data)


def _windows(data: bytes) -> str:
    # The five bytes Windows-1252 leaves undefined are read as Latin-1 reads them.
    return data.decode("cp1252", _MIXED)


def _stray_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return "".join(_one_windows_letter(byte) for byte in stray), error.end


def _one_windows_letter(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error(_MIXED, _stray_bytes)
