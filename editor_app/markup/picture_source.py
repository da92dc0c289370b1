"""How a picture paragraph is written."""

from __future__ import annotations

import re

from editor_app.markup.extensions.pictures import joined_caption
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind, Picture, RichBlock


def normal_picture(picture: Picture) -> Picture:
    """`picture` with its texts on one line each."""
    texts = (picture.src, picture.alt, picture.caption, picture.credit)
    src, alt, caption, credit = (" ".join(re.sub("[\x02\x03]", "", text).split()) for text in texts)
    return Picture(src, alt, caption, credit, picture.decorative and not alt)


def write_picture(picture: Picture) -> str:
    """`![alt](src "Caption. (Photo: Credit)")`, escaped only where it must be; decoration says what it is."""
    wanted = (RichBlock(Kind.PICTURE, picture=picture),)
    written = ""
    for escape in (lambda text: text, _escaped, _guarded):
        written = _spelt(picture, escape)
        if read_slice(written) == wanted:
            return written
    return written


def _spelt(picture: Picture, escape) -> str:
    src = escape(picture.src)
    address = f"<{src}>" if re.search(r"\s", src) else src
    title = joined_caption(picture.caption, picture.credit)
    shown = f' "{escape(title)}"' if title else ""
    return f"![{escape(picture.alt)}]({address}{shown})" + (
        "{role=presentation}" if picture.decorative else ""
    )


def _escaped(text: str) -> str:
    entity = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    return re.sub(
        r"[<>]",
        lambda match: {"<": "&lt;", ">": "&gt;"}[match[0]],
        re.sub(r"([\\`\[\]()\"'])", r"\\\1", entity),
    )


def _guarded(text: str) -> str:
    return "".join(
        character if character.isalnum() or character in " /.-" else f"&#{ord(character)};"
        for character in text
    )
