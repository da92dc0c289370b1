"""Reads what was exported as those who are given it do, and tells what in it is not where it belongs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib

OUT = "xout"  # the name of every element and attribute that breaks out
_NOT_AN_ADDRESS = ("javascript:", "vbscript:", "data:", "file:")
_ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "cite", "ping", "srcset"}


def faults_in(path: Path) -> list[str]:
    """What broke out in this file."""
    match path.suffix:
        case ".html":
            return list(page_faults(path.read_text("utf-8")))
        case ".xml" | ".svg" | ".xsl":
            return list(_tree_faults(ElementTree.fromstring(path.read_bytes())))
        case ".json" | ".webmanifest":
            return list(_data_faults(json.loads(path.read_bytes())))
        case _:
            return []


def page_faults(page: str) -> Iterator[str]:
    """What broke out in HTML, read as a browser reads it."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    yield from _tree_faults(tree)
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            yield from _data_faults(json.loads(script.text or "null"))
        elif OUT in (script.text or ""):
            yield f"script: {script.text}"
    for style in tree.iter("style"):
        if OUT in (style.text or ""):
            yield f"style: {style.text}"


def _tree_faults(tree: ElementTree.Element) -> Iterator[str]:
    for element in tree.iter():
        name = str(element.tag)
        if OUT in name.casefold():
            yield f"<{name}>"
        for key, value in element.attrib.items():
            if OUT in key.casefold() or (key.casefold().startswith("on") and key.isascii()):
                yield f"{name} {key}"
            start = "".join(value.split()).casefold()
            if (
                _is_address(element, key.casefold())
                and start.startswith(_NOT_AN_ADDRESS)
                and not _is_picture(start)
            ):
                yield f"{name} {key}={value}"
            if key == "style" and ("url(" in start or OUT in start):
                yield f"{name} {key}={value}"
        if name.rpartition("}")[2] in ("link", "loc", "id", "url") and element.text:
            yield from _address_fault(name, element.text)


def _is_address(element: ElementTree.Element, key: str) -> bool:
    if key != "content":
        return key in _ADDRESSES
    about = element.get("property") or element.get("name") or element.get("http-equiv") or ""
    return about.rpartition(":")[2] in ("url", "image", "secure_url", "player", "refresh")


def _data_faults(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if OUT in name.casefold():
                yield f"key {name}"
            yield from _data_faults(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _data_faults(inner, key)
    elif isinstance(value, str) and ("url" in key.casefold() or key in ("@id", "src", "image", "sameAs")):
        yield from _address_fault(key, value)


def _address_fault(name: str, value: str) -> Iterator[str]:
    if "".join(value.split()).casefold().startswith(_NOT_AN_ADDRESS):
        yield f"{name}: {value}"


def _is_picture(start: str) -> bool:
    return start.startswith("data:image/") and OUT not in start
