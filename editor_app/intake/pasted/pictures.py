"""Pictures that come with a copy as data. A picture that is elsewhere is never fetched, nor read from a file."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from editor_app.intake.pasted.copy import PastedPicture

_DATA_PICTURE = re.compile(r"\s*data:image/(png|jpe?g|gif|webp|avif)((?:;[\w=-]+)*),", re.I)
_LARGEST_PICTURE = 40_000_000


def is_file_name(alt: str) -> bool:
    """Whether an alt text is nothing but the name of a file."""
    return re.fullmatch(r"[\w-]+\.(?:png|jpe?g|gif|webp|avif)", alt, re.I) is not None


def picture_data(src: str) -> PastedPicture | None:
    """The picture that a `data:` address holds; None for any other address."""
    found = _DATA_PICTURE.match(src)
    if found is None or len(src) > _LARGEST_PICTURE:
        return None
    try:
        if ";base64" in found[2].lower():
            data = base64.b64decode(unquote_to_bytes(src[found.end() :]), validate=False)
        else:
            data = unquote_to_bytes(src[found.end() :])
    except (ValueError, binascii.Error):
        return None
    ending = found[1].lower().replace("jpeg", "jpg")
    return PastedPicture(data, f".{ending}") if data else None
