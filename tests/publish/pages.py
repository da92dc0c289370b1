"""Reads a page back the way a browser would, for tests to ask about."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Node:
    tag: str
    attributes: dict[str, str]
    parent: Node | None
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    def all(self, tag: str = "", **wanted: str) -> list[Node]:
        found: list[Node] = []
        for child in self.children:
            if isinstance(child, Node):
                attributes = {key.replace("_", "-").strip("-"): value for key, value in wanted.items()}
                if (not tag or child.tag == tag) and all(child.matches(k, v) for k, v in attributes.items()):
                    found.append(child)
                found += child.all(tag, **wanted)
        return found

    def matches(self, key: str, value: str) -> bool:
        given = self.attributes.get(key)
        return given is not None and (value in ("*", given) or (key == "class" and value in given.split()))

    def one(self, tag: str = "", **wanted: str) -> Node:
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} × {tag} {wanted}"
        return found[0]

    def inside(self, tag: str) -> bool:
        return self.parent is not None and (self.parent.tag == tag or self.parent.inside(tag))


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {}, None)
        self.at = self.root
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"an attribute twice on <{tag}>")
        node = Node(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_endtag(self, tag: str) -> None:
        if self.at.tag != tag:
            self.faults.append(f"</{tag}> inside <{self.at.tag}>")
        self.at = self.at.parent or self.root

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read_page(html: str) -> Node:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert not builder.faults, builder.faults
    assert builder.at is builder.root, f"<{builder.at.tag}> is not closed"
    return builder.root


def meta(page: Node, name: str) -> list[str]:
    return [
        node.attributes["content"]
        for node in page.all("meta")
        if name
        in (node.attributes.get("name"), node.attributes.get("property"), node.attributes.get("http-equiv"))
    ]


def graph(page: Node) -> dict[str, dict[str, Any]]:
    data = json.loads(page.one("script", type="application/ld+json").text)
    assert data["@context"] == "https://schema.org"
    types = [(thing["@type"], thing) for thing in data["@graph"]]
    return {name: thing for found, thing in types for name in ([found] if isinstance(found, str) else found)}
