"""Picture files made for tests, with the words that agencies and cameras put into them."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

from PIL import Image

Colour = str | int | tuple[int, ...]

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" photoshop:Credit="Ostrey Courier">
<dc:description><rdf:Alt><rdf:li xml:lang="de">Die F\u00e4hre</rdf:li>
<rdf:li xml:lang="x-default">The ferry at the quay.</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Leo Marsh</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">\u00a9 Ostrey Courier 2026</rdf:li></rdf:Alt></dc:rights>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A white ferry</rdf:li></rdf:Alt>
</Iptc4xmpCore:AltTextAccessibility></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def iptc(**values: str) -> bytes:
    """A Photoshop block with IPTC records: `caption`, `credit`, `creator`, `copyright`, in UTF-8."""
    numbers = {"caption": 120, "credit": 110, "creator": 80, "copyright": 116}
    records = [b"\x1c\x01\x5a\x00\x03\x1b%G"]
    for name, text in values.items():
        raw = text.encode()
        records.append(b"\x1c\x02" + bytes([numbers[name]]) + struct.pack(">H", len(raw)) + raw)
    data = b"".join(records)
    padded = data + b"\0" * (len(data) % 2)
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + padded


def picture_bytes(
    kind: str = "JPEG", *, size: tuple[int, int] = (60, 40), color: Colour = "teal", **saved: Any
) -> bytes:
    """A picture file of one colour."""
    mode = str(saved.pop("mode", "RGB"))
    made = BytesIO()
    Image.new(mode, size, color).save(made, kind, **saved)
    return made.getvalue()


def with_iptc(jpeg: bytes, **values: str) -> bytes:
    """A JPEG with an IPTC block put behind its first marker."""
    block = iptc(**values)
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]
