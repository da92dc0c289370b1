"""A Word file (.docx) somebody was sent -> a page of HTML, which `html_copy` reads like any other.

The file is an archive of XML from elsewhere: it is looked over before a library reads it, so that nothing in it can fill
the memory, run on without end, or lead to another file. What tracked changes deleted, and comments, are left behind.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, LargeZipFile, ZipFile

import mammoth
from bs4 import BeautifulSoup

ARCHIVE = b"PK\x03\x04"
_BODY = "word/document.xml"
_READ = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:_rels/)?[\w-]+\.xml(?:\.rels)?")
_LONGEST_PART = 12_000_000  # bytes, unpacked; a text of 50,000 words has about four million
_LONGEST_TEXT = 36_000_000  # all parts together
_MOST_PARTS = 3_000
_DEEPEST = 120
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TAG = re.compile(rb"<(/?)[^<>]*?(/?)>")
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""


class NotReadableWord(ValueError):
    """A Word file that cannot be read; `str()` goes on from "it was not imported: "."""


@dataclass(frozen=True, slots=True)
class WordPage:
    """What a Word file says.

    Attributes:
        html: its text as a page.
        pictures: how many pictures it holds, which are not in the page.
    """

    html: str
    pictures: int


def page_of_word(data: bytes) -> WordPage | None:
    """The page of the Word file in `data`; None when it is another kind of archive.

    Raises:
        NotReadableWord: it is damaged, locked with a password, or not what Word writes.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            if _BODY not in archive.namelist():
                return None
            clean = _looked_over(archive)
    except (
        BadZipFile,
        LargeZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # packed in a way that zipfile does not know
        OSError,
        ValueError,
    ) as error:
        if isinstance(error, NotReadableWord):
            raise
        raise NotReadableWord("the Word file is damaged") from error
    return _page(clean)


def _looked_over(archive: ZipFile) -> io.BytesIO:
    """The same archive with its text alone: no picture, no font, nothing embedded, and no part that is too much."""
    if len(archive.infolist()) > _MOST_PARTS:
        raise NotReadableWord("it has more parts than Word files have")
    clean, room = io.BytesIO(), _LONGEST_TEXT
    with ZipFile(clean, "w") as kept:
        for entry in archive.infolist():
            if not _READ.fullmatch(entry.filename):
                continue
            if entry.flag_bits & 1:
                raise NotReadableWord("it is locked with a password")
            with archive.open(entry) as part:
                content = part.read(_LONGEST_PART + 1)  # never trusting the size that the archive tells
            room -= len(content)
            if len(content) > _LONGEST_PART or room < 0:
                raise NotReadableWord("its text is longer than any story")
            if content[:2] in (b"\xff\xfe", b"\xfe\xff") or _DECLARES.search(content):
                raise NotReadableWord("it holds what Word does not write")
            if _is_too_deep(content):
                raise NotReadableWord("its parts are nested deeper than Word does it")
            kept.writestr(entry.filename, content)
    return clean


def _is_too_deep(content: bytes) -> bool:
    depth = 0
    for tag in _TAG.finditer(content):
        if tag[1]:
            depth -= 1
        elif not tag[2] and not tag[0].startswith((b"<?", b"<!")):
            depth += 1
            if depth > _DEEPEST:
                return True
    return False


def _page(clean: io.BytesIO) -> WordPage:
    pictures: list[None] = []

    def leave_out(_picture: Any) -> dict[str, str]:
        pictures.append(None)
        return {"src": ""}  # its words stay

    try:
        made = mammoth.convert_to_html(
            clean,
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(leave_out),
            external_file_access=False,
        )
    except ExpatError as error:
        raise NotReadableWord("the Word file is damaged") from error
    except Exception as error:  # the library says in many ways that a part is missing or not what it expects
        raise NotReadableWord("it is not as Word writes it") from error
    return WordPage(_as_a_page(str(made.value)), len(pictures))


def _as_a_page(html: str) -> str:
    """With one headline, headings below it, and a heading for each table's columns.

    Links from note to note lead nowhere in a story; the notes keep their numbers.
    """
    page = BeautifulSoup(html, "html.parser")
    for link in page.find_all("a", href=re.compile(r"^#")):
        if link.get_text() == "↑":
            link.decompose()
        else:
            link.unwrap()
    if len(page.find_all("h1")) > 1:
        for heading in page.find_all(["h1", "h2", "h3", "h4", "h5"])[1:]:
            heading.name = f"h{int(heading.name[1]) + 1}"
    for table in page.find_all("table"):
        if table.find("th") is None and (first := table.find("tr")) is not None:
            for cell in first.find_all("td"):
                cell.name = "th"
    return str(page)
