"""Word files as small as they can be, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{_OFFICE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
START = (
    f'<Relationships xmlns="{_OFFICE}/relationships"><Relationship Id="r1" Type="{_R}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style></w:styles>'
)


def paragraph(words: str, style: str = "", run: str = "") -> str:
    """A paragraph of one run; `style` is an id of `STYLES`, `run` what stands before its words."""
    looks = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{looks}<w:r>{run}<w:t>{words}</w:t></w:r></w:p>"


def document(body: str) -> str:
    """The main part with this body."""
    pictures = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    return f'<w:document xmlns:w="{_W}" xmlns:r="{_R}" {pictures}><w:body>{body}</w:body></w:document>'


def word_file(body: str, links: dict[str, str] | None = None) -> bytes:
    """A Word file; `links` are external relations by id, those of pictures begin with “i”."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{"image" if name.startswith("i") else "hyperlink"}" '
        f'Target="{target}" TargetMode="External"/>'
        for name, target in (links or {}).items()
    )
    return archive(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": START,
            "word/document.xml": document(body),
            "word/styles.xml": STYLES,
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_OFFICE}/relationships">{relations}</Relationships>',
        }
    )


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts, packed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return data.getvalue()
