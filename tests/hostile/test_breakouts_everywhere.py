"""No value of front matter or `newsroom.yaml` and no construct of a body breaks out of where it stands, in any file that readers get.

Places come from the models and constructs from the kinds of blocks, so what is new is tried by itself.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editor_app.markup.blocks import slice_body
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.newsroom_file import NewsroomError
from editor_app.stories.newsroom_settings import NewsroomSettings
from editor_app.stories.story import FrontMatter
from tests.hostile.fields import Place, places, put
from tests.hostile.reading_back import faults_in, page_faults
from tests.publish.conftest import Desk

BREAKOUTS = {
    "all at once": "zqN\"'`><xout xout=1 onclick=xout></script></style></title></textarea></noscript></template>--><xout/>]]><xout>",
    "attribute": 'zqN" xout="1" onerror="xout()" x=\'" xout\'',
    "encoded": "zqN&quot; xout=&#34;1&#34; &lt;xout&gt;&#60;xout&#62; \\u003cxout\\u003e %22 xout=%22",
    "json": 'zqN\\", "xout": "1\u2028\u2029</script><xout>\\',
    "template": "zqN{{ '<xout>' | safe }}{% raw %}<xout>{# <xout> #}${xout}",
    "script address": "javascript:xout('zqN')",
    "file address": "file:///etc/passwd?zqN",
    "other address": 'https://x.example/"xout="1><xout>zqN',
    "lines": "zqN\n---\nstatus: published\nxout: 1\n\r\n<xout>\n\n<!-- <xout>\n\x0b\x85<xout>",
}
WHOLE: dict[str, object] = {
    "title": "Ferry",
    "status": "published",
    "date": "2026-11-17T10:00:00Z",
    "section": "News",
    "image": {"src": "../images/p.jpg", "alt": "a", "caption": "b", "credit": "c"},
    "breaking": {
        "level": "breaking",
        "since": "2026-11-17T10:00:00Z",
        "until": "2026-11-18T10:00:00Z",
        "alert": "a",
    },
    "related": [{"story": "other"}],
    "corrections": [{"date": "2026-11-17T11:00:00Z", "text": "a"}],
}
# What Stet does not know is handed to themes, and a kind of piece is read from beside the model.
FIELDS: tuple[Place, ...] = (*places(FrontMatter), ("type",), ("anything",), ("any", "thing", 0))
MUST_SHOW = (
    "title",
    "kicker",
    "description",
    "authors",
    "section",
    "tags",
    "dateline",
    "corrections",
    "related",
    "image",
)

BODIES = (
    "AT",
    "## AT\n\nText\n\n### AT",
    "- AT\n- b\n    - AT",
    "* AT\n* b\n\n    AT",
    "1. AT\n2. b",
    "> AT\n> \u2014 AT",
    "> AT\n{.pull}",
    "---\n\nAT",
    '![AT](../images/p.jpg "AT (Photo: AT)")',
    "![AT](AT)",
    "Also read: [AT](other.md); [a](AT)",
    "Also read:\n\n- [AT](other.md)\n- [AT](AT)",
    "| AT | b |\n|---|---|\n| AT | `AT` |",
    '!!! note "AT"\n    AT',
    "```AT\nAT\n```",
    "    AT",
    "`AT` **AT** *AT* ~~AT~~ <AT> &AT;",
    '[AT](AT "AT") [a](<AT>) [b](other.md#AT "AT")',
    '[a][r]\n\n[r]: AT "AT"',
    "a[^1] HTML\n\n[^1]: AT\n\n*[HTML]: AT",
    "<div AT>AT</div>\n\n<p title='AT'>AT</p>\n\n<!-- AT -->",
    "https://x.example/AT",
    "AT\n:   AT",
    "**14:20** AT\n\n## 14:20 AT",
)


def _front_matter(place: Place, text: str) -> str:
    return json.dumps(put(WHOLE, place, text), ensure_ascii=False)[1:-1]


def _write(desk: Desk, name: str, head: str, body: str = "Text.\n") -> None:
    (desk.folder / "stories" / f"{name}.md").write_text(f"---\n{{{head}}}\n---\n\n{body}\n", "utf-8")


def _faults(desk: Desk) -> dict[str, list[str]]:
    files = [path for path in desk.output.rglob("*") if path.is_file()]
    assert len(files) > 3
    return {str(path.relative_to(desk.output)): found for path in files if (found := faults_in(path))}


def _shown(desk: Desk) -> str:
    return "".join(
        path.read_text("utf-8", "ignore")
        for path in desk.output.rglob("*.*")
        if path.suffix in (".html", ".xml", ".json")
    )


@pytest.mark.parametrize("name", BREAKOUTS)
def test_no_field_of_a_story_breaks_out(desk: Desk, name: str) -> None:
    desk.picture("p.jpg", (400, 300))
    desk.story("other", "section: News\n")
    for number, place in enumerate(FIELDS):
        text = BREAKOUTS[name].replace("zqN", f"zq{number}q")
        _write(desk, f"story-{number}", _front_matter(place, text))
        if name == "all at once":  # what a withdrawn one leaves
            killed = json.dumps(put(WHOLE | {"status": "killed"}, place, text), ensure_ascii=False)[1:-1]
            _write(desk, f"killed-{number}", killed)
    desk.export()
    assert _faults(desk) == {}
    if "address" not in name and name != "lines":
        shown = _shown(desk)
        seen = {place[0] for number, place in enumerate(FIELDS) if f"zq{number}q" in shown}
        assert seen.issuperset(MUST_SHOW)
    assert "passwd" not in _shown(desk) or name == "file address"


@pytest.mark.parametrize("name", BREAKOUTS)
def test_no_construct_of_a_body_breaks_out(desk: Desk, name: str) -> None:
    desk.picture("p.jpg", (400, 300))
    desk.settings("embeds: [x.example]\n")
    desk.story("other", "section: News\n")
    text = BREAKOUTS[name].replace("zqN", "zq")
    for number, body in enumerate(BODIES):
        for way, words in enumerate((text, " ".join(text.split()))):
            _write(desk, f"story-{number}-{way}", _front_matter(("kicker",), "K"), body.replace("AT", words))
    desk.export()
    assert _faults(desk) == {}


@pytest.mark.parametrize("name", ["all at once", "encoded", "script address"])
def test_no_preview_breaks_out(desk: Desk, name: str) -> None:
    desk.picture("p.jpg", (400, 300))
    text = BREAKOUTS[name]
    newsroom, renderer, path = desk.newsroom, desk.renderer(), desk.folder / "stories" / "story.md"
    _write(desk, "story", _front_matter(("title",), text))
    story = newsroom.read(path)
    for place in FIELDS:
        _write(desk, "story", _front_matter(place, text))
        story = newsroom.read(path)
        assert list(page_faults(renderer.preview(story, [("b1", story.body)]))) == [], place
        assert list(page_faults(renderer.render_head(story))) == [], place
    for body in BODIES:
        for number, part in enumerate(slice_body(body.replace("AT", text))):
            assert list(page_faults(renderer.render_slice(story, part, "", f"b{number}"))) == [], body


@pytest.mark.parametrize("place", list(places(NewsroomSettings)), ids=lambda place: ".".join(map(str, place)))
def test_no_setting_of_a_newsroom_breaks_out(desk: Desk, place: Place) -> None:
    known: dict[str, object] = {
        "name": "The Courier",
        "url": "https://courier.example",
        "timezone": "UTC",
        "sections": ["News"],
        "authors": {"Ana": {"role": "Editor", "url": "https://a.example"}},
        "policies": {"ethics": "/ethics/"},
    }
    for name in ("all at once", "script address"):
        settings = put(known, place, BREAKOUTS[name])
        (desk.folder / "newsroom.yaml").write_text(json.dumps(settings, ensure_ascii=False), "utf-8")
        try:
            Newsroom.open(desk.folder)
        except NewsroomError:
            continue
        desk.story("a", f"section: {json.dumps(settings.get('sections', ['News'])[0])}\nauthors: [Ana]\n")
        desk.export()
        assert _faults(desk) == {}


def test_every_kind_of_block_is_tried() -> None:
    tried = {block.kind for body in BODIES for part in slice_body(body) for block in read_slice(part, "")}
    assert tried >= set(Kind)


def test_control_what_breaks_out_is_seen(tmp_path: Path) -> None:
    for number, text in enumerate(BREAKOUTS.values()):
        words, page = text.replace("zqN", ""), tmp_path / f"{number}.html"
        page.write_text(
            f"<!doctype html><title>a</title><a href='{words}'>{words}</a><i title=\"{words}\">"
            f'<script type="application/ld+json">{{"a": "a"}}</script>',
            "utf-8",
        )
        if "encoded" not in list(BREAKOUTS)[number]:
            assert faults_in(page), text
    data = tmp_path / "a.json"
    data.write_text('{"a": {"xout": 1}, "url": "javascript:a"}')
    assert len(faults_in(data)) == 2
