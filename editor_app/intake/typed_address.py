"""An address as somebody types it into a form, made whole: `example.org`, `desk@example.org`, `flood.md`.

Says in a sentence why something cannot be linked to. Opens nothing.
"""

from __future__ import annotations

import re

from editor_app.intake.pasted.addresses import clean_address
from editor_app.markup.links import story_target

_SAFE = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):(?P<rest>.*)", re.I | re.S)
_MAIL = re.compile(r"[^@\s/:<>]+@[\w-]+(?:\.[\w-]+)+")
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}\.?(?::\d{1,5})?(?:[/?#]\S*)?|localhost(?::\d{1,5})?(?:/\S*)?")
_PHONE = re.compile(r"\+\d[\d ()./-]{5,}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]")


class AddressRefused(Exception):
    """Nothing that a story may link to. `str()` is a sentence for the person."""


def typed_address(text: str) -> str:
    """The address that `text` means; empty for none. Raises `AddressRefused`."""
    text = _UNSEEN.sub("", text).strip()
    if not text or text.startswith("#") or story_target(text) is not None:
        return text.replace(" ", "%20")
    if text.startswith("//"):
        text = f"https:{text}"
    if _MAIL.fullmatch(text):
        return f"mailto:{text}"
    if _PHONE.fullmatch(text):
        return "tel:" + re.sub(r"[^\d+]", "", text)
    if _HOST.fullmatch(text):
        text = f"https://{text}"
    return _with_scheme(text)


def _with_scheme(text: str) -> str:
    match = _SCHEME.fullmatch(text)
    scheme = match["scheme"].lower() if match else ""
    if match is None:
        if text.startswith("/") and " " not in text:
            return text
        raise AddressRefused(
            f"“{_short(text)}” is no address. Type one such as example.org, or choose a story."
        )
    if scheme == "file" or len(scheme) == 1:
        raise AddressRefused(
            "Readers cannot open a file on this computer. Use an address that begins with https://."
        )
    if scheme not in _SAFE:
        raise AddressRefused(
            f"Links that begin with “{scheme}:” are left out of pages. Use one that begins with https://."
        )
    if scheme in ("http", "https"):
        text = clean_address(text.replace(" ", "%20"))
        if not text:
            raise AddressRefused(f"“{scheme}://” needs a host, such as {scheme}://example.org.")
        return text
    if not match["rest"].strip():
        raise AddressRefused(f"“{scheme}:” needs something after it.")
    return text.replace(" ", "%20") if scheme == "mailto" else text


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
