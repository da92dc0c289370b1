"""No field of a story or of the newsroom breaks out of where it stands: text, attribute, address, JSON-LD, feed, sitemap."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.publish.conftest import Desk

BREAKOUTS = {
    "element": "A<x-out>B",
    "double": 'A" x-out="1',
    "single": "A' x-out='1",
    "script": "A</script><x-out>",
    "title": "A</title></textarea></style><x-out>",
    "comment": "A--><x-out><!--",
    "section": "A]]><x-out/><![CDATA[",
    "entity": "A&quot; x-out=&quot;1 &lt;x-out&gt; &#34;",
    "template": "A{{ 7 * 191 }}{% raw %}<x-out>",
    "json": 'A\\", "x-out": "1 \u2028 </script><x-out>',
    "address": 'javascript:x"onclick="x-out',
    "bare": "A x-out=1 onclick=x-out //",
}
NOT_AN_ADDRESS = ("javascript:", "vbscript:", "data:")


class _Look(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.data: list[str] = []
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "x-out":
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if "x-out" in name or name.startswith("on"):
                self.faults.append(f"{tag} {name}")
            is_address = name in ("href", "src", "action") and (value or "").strip().lower().startswith(
                NOT_AN_ADDRESS
            )
            if is_address and not (value or "").startswith("data:image/"):
                self.faults.append(f"{tag} {name}={value}")
        self._in_data = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_data = False


def _write(desk: Desk, bad: str) -> None:
    text = json.dumps(bad)  # YAML reads JSON's texts
    desk.picture("p.jpg", (400, 300))
    fields = (
        f"title: {text}\nkicker: {text}\ndescription: {text}\nauthors: [{text}, Ana]\nsection: {text}\ntags: [{text}]\ndateline: {text}\n"
        f"image: {{src: ../images/p.jpg, alt: {text}, caption: {text}, credit: {text}, rights: {text}}}\n"
        f"breaking: {{level: breaking, since: 2026-11-17T10:00:00Z, until: 2026-11-18T10:00:00Z, alert: {text}}}\n"
        f"share: {{title: {text}, description: {text}, x: {{text: {text}, hashtags: [{text}]}}, linkedin: {{text: {text}}}}}\n"
        f"corrections: [{{date: 2026-11-17T11:00:00Z, text: {text}}}]\nrelated: [{{story: b, title: {text}}}, {{url: {text}, title: {text}}}]\n"
    )
    body = f'![{bad}](../images/p.jpg "{bad}")\n\nAlso read: [{bad}](b.md)\n\n> Said.\n> \u2014 {bad}\n\n[a]({bad})\n\n{bad}\n\n## {bad}\n'
    desk.story("a", fields, body)
    desk.story("b", f"title: {text}\n", f"See [{bad}](a.md).\n")


def _faults(path: Path) -> list[str]:
    if path.suffix == ".html":
        look = _Look()
        look.feed(path.read_text("utf-8"))
        look.close()
        for data in look.data:
            json.loads(data)
        return look.faults
    if path.suffix == ".xml":
        tree = ElementTree.fromstring(path.read_bytes())
        return [
            element.tag for element in tree.iter() if "x-out" in str(element.tag) or "x-out" in element.attrib
        ]
    if path.suffix in (".json", ".webmanifest"):
        return ["x-out"] if "x-out" in json.loads(path.read_bytes()) else []
    return []


@pytest.mark.parametrize("name", BREAKOUTS)
def test_a_story_stays_where_it_stands(desk: Desk, name: str) -> None:
    _write(desk, BREAKOUTS[name])
    desk.export()
    files = [path for path in desk.output.rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html"]
    assert len(pages) > 3 and any(path.suffix == ".xml" for path in files)
    found = {path.name: faults for path in files if (faults := _faults(path))}
    assert found == {}
    assert not any("1337" in page.read_text("utf-8") for page in pages)


@pytest.mark.parametrize("name", ["element", "double", "script", "section", "json", "template"])
def test_the_newsroom_s_own_words_stay_where_they_stand(desk: Desk, name: str) -> None:
    text = json.dumps(BREAKOUTS[name])
    path = desk.folder / "newsroom.yaml"
    desk.settings("")
    lines = (
        path.read_text("utf-8")
        .replace("name: The Courier", f"name: {text}")
        .replace("[News,", f"[{text}, News,")
    )
    path.write_text(lines, "utf-8")
    desk.story("a", f"section: {text}\n")
    desk.export()
    found = {
        path.name: faults for path in desk.output.rglob("*") if path.is_file() and (faults := _faults(path))
    }
    assert found == {}


def test_the_look_sees_what_breaks_out(tmp_path: Path) -> None:
    for number, bad in enumerate(
        (BREAKOUTS["element"], f'<a title="{BREAKOUTS["double"]}">', '<a href="javascript:x">')
    ):
        page = tmp_path / f"{number}.html"
        page.write_text(f"<p>{bad}</p>", "utf-8")
        assert _faults(page)
