"""The words inside a picture file: caption, alt text, credit and copyright, as agencies and cameras write them.

Reads IPTC (IIM), XMP and EXIF, in the order in which a desk trusts them. Only offers: nothing here writes, and a
block that cannot be read is as good as none. XMP is XML from strangers: it is refused when it declares anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from PIL import Image
from PIL.ImageFile import ImageFile
from PIL.IptcImagePlugin import getiptcinfo

_LARGEST_XMP = 2_000_000
_LONGEST = 2_000  # characters of one text; the rest is no caption
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XMP = {
    "alt": ("{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility",),
    "caption": ("{http://purl.org/dc/elements/1.1/}description",),
    "credit": ("{http://ns.adobe.com/photoshop/1.0/}Credit",),
    "creator": ("{http://purl.org/dc/elements/1.1/}creator",),
    "copyright": ("{http://purl.org/dc/elements/1.1/}rights",),
}
_IIM = {"caption": (2, 120), "credit": (2, 110), "creator": (2, 80), "copyright": (2, 116)}
_IIM_CHARSET, _UTF_8 = (1, 90), b"\x1b%G"
_EXIF = {"caption": 0x010E, "creator": 0x013B, "copyright": 0x8298}
# Cameras write these where a person would write what there is to see.
_MADE_BY_CAMERAS = re.compile(
    r"(?:OLYMPUS|SONY|KONICA|MINOLTA|DIGITAL CAMERA|DCIM|DSC|IMG|default|SAMSUNG|NIKON|CANON)\b.{0,24}", re.I
)


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What a picture file says about itself; empty where it says nothing. `copyright` names whose it is."""

    caption: str = ""
    alt: str = ""
    credit: str = ""
    copyright: str = ""


def words_in(picture: Image.Image) -> PictureWords:
    """The words inside an opened picture. Never raises: metadata is often broken where the picture is not."""
    sources = [_quietly(read, picture) for read in (_from_xmp, _from_iptc, _from_exif)]

    def first(*names: str) -> str:
        found = (_clean(source.get(name, "")) for name in names for source in sources)
        return next((text for text in found if text), "")

    caption = first("caption")
    if _MADE_BY_CAMERAS.fullmatch(caption):
        caption = ""
    rights = first("copyright")
    return PictureWords(caption, first("alt"), _credit(first("creator"), first("credit"), rights), rights)


def _credit(creator: str, credit: str, rights: str) -> str:
    """ "Leo Marsh / Ostrey Courier": who took it and who is to be named, once; else whose it is."""
    if creator and credit and creator.casefold() not in credit.casefold():
        return f"{creator} / {credit}"
    return credit or creator or re.sub(r"^\s*(?:©|\(c\)|copyright)[\s:]*", "", rights, flags=re.I)


def _clean(text: str) -> str:
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\ufdd0\ufdd1\ufffc\ufffd\ud800-\udfff]+", " ", text)
    return " ".join(text.split())[:_LONGEST].rstrip()


def _quietly(read, picture: Image.Image) -> Mapping[str, str]:
    try:
        return read(picture)
    except Exception:  # Pillow raises whatever a strange file makes it stumble over
        return {}


# -- XMP


def _from_xmp(picture: Image.Image) -> Mapping[str, str]:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    raw = packet.encode("utf-8") if isinstance(packet, str) else bytes(packet)
    start, end = raw.find(b"<x:xmpmeta"), raw.rfind(b">")
    if start < 0:
        start = raw.find(b"<rdf:RDF")
    raw = raw[start : end + 1] if start >= 0 else b""
    if not raw or len(raw) > _LARGEST_XMP or _DECLARES.search(raw):
        return {}
    root = ElementTree.fromstring(raw)
    described = list(root.iter(f"{_RDF}Description"))
    return {
        name: text
        for name, tags in _XMP.items()
        if (text := next((found for tag in tags if (found := _property(described, tag))), ""))
    }


def _property(described: Iterable[Element], tag: str) -> str:
    """A property's text: written as an attribute, as an element, or as a list of languages or of people."""
    for element in described:
        if element.get(tag):
            return str(element.get(tag))
        for child in element.findall(tag):
            items = list(child.iter(f"{_RDF}li"))
            if not items:
                return child.text or ""
            if child.find(f"{_RDF}Alt") is None:
                return ", ".join(item.text.strip() for item in items if item.text and item.text.strip())
            default = next((item for item in items if item.get(_LANG) == "x-default"), items[0])
            return default.text or ""
    return ""


# -- IPTC and EXIF


def _from_iptc(picture: Image.Image) -> Mapping[str, str]:
    found = getiptcinfo(picture) or {} if isinstance(picture, ImageFile) else {}
    is_utf_8 = found.get(_IIM_CHARSET) == _UTF_8
    texts = {}
    for name, key in _IIM.items():
        value = found.get(key)
        parts = value if isinstance(value, list) else [value]
        words = [_decoded(part, is_utf_8) for part in parts if isinstance(part, bytes)]
        texts[name] = ", ".join(word.strip() for word in words if word.strip())
    return texts


def _from_exif(picture: Image.Image) -> Mapping[str, str]:
    exif = picture.getexif()
    texts = {}
    for name, tag in _EXIF.items():
        value = exif.get(tag)
        if isinstance(value, bytes):
            texts[name] = _decoded(value, False)
        elif isinstance(value, str):
            # Pillow reads these as Latin-1; many programs write UTF-8.
            texts[name] = _decoded(value.encode("latin-1", "replace"), False) if _is_latin(value) else value
    return texts


def _is_latin(text: str) -> bool:
    return all(ord(character) < 256 for character in text)


def _decoded(raw: bytes, is_utf_8: bool) -> str:
    raw = raw.partition(b"\0")[0]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace") if is_utf_8 else raw.decode("cp1252", "replace")
