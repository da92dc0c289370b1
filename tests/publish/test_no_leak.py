"""Nothing of a story that readers may not see is anywhere in a site: every field, every state, every file."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from PIL import Image

from tests.publish.conftest import Desk

STATES = {
    "draft": "status: draft\n",
    "review": "status: review\n",
    "ready": "status: ready\n",
    "killed": "status: killed\n",
    "embargoed": "status: published\nembargo: 2026-11-17T14:33:00Z\n",
    "dated": "status: published\nembargo: 2026-11-17\n",
    "unreadable": "status: published\nembargo: soon\n",
    "twice": "status: published\nstatus: published\n",
    "unknown": "status: publishd\n",
    "typed": "status: published\ntags: {a: b}\n",
    "broken": "status: published\nx: [\n",
}
FIELDS = ("title", "kicker", "description", "authors", "section", "tags", "dateline", "caption", "credit", "alt", "rights",
          "alert", "sharetitle", "sharetext", "correction", "note", "extra", "body", "related")  # fmt: skip


def canary(state: str, field: str) -> str:
    return f"Zq{state}{field}Zq"


def write(desk: Desk, state: str) -> None:
    words = {field: canary(state, field) for field in FIELDS}
    exif = Image.Exif()
    exif[0x010E] = canary(state, "exif")
    desk.picture(f"zq{state}picturezq.jpg", (800, 500), exif=exif, comment=canary(state, "comment").encode())
    date = "" if state == "killed" else "date: 2026-11-17T10:00:00Z\n"
    (desk.folder / "stories" / f"zq{state}slugzq.md").write_text(
        "---\n"
        + (f"tags: [{words['tags']}]\n" if state != "typed" else "")
        + f"title: {words['title']}\nkicker: {words['kicker']}\ndescription: {words['description']}\n"
        f"authors: [{words['authors']}]\nsection: {words['section']}\ndateline: {words['dateline']}\n{date}"
        f"image: {{src: ../images/zq{state}picturezq.jpg, alt: {words['alt']}, caption: {words['caption']}, "
        f"credit: {words['credit']}, rights: {words['rights']}}}\n"
        f"breaking: {{level: breaking, since: 2026-11-17T10:00:00Z, until: 2026-11-18T10:00:00Z, alert: {words['alert']}}}\n"
        f"share: {{title: {words['sharetitle']}, x: {{text: {words['sharetext']}}}}}\n"
        f"corrections: [{{date: 2026-11-17T10:00:00Z, text: {words['correction']}}}]\n"
        f"related: [{{url: 'https://{words['related']}.example/'}}]\n"
        f"note: {words['note']}\nextra: {words['extra']}\n{STATES[state]}---\n\n"
        f"{words['body']}\n\n![a](../images/zq{state}picturezq.jpg)\n",
        encoding="utf-8",
    )


@pytest.fixture
def site(desk: Desk) -> Desk:
    for state in STATES:
        write(desk, state)
    links = "".join(f"- [a](zq{state}slugzq.md)\n" for state in STATES)
    related = ", ".join(f"{{story: zq{state}slugzq}}" for state in STATES)
    desk.picture("open.jpg")
    desk.story(
        "open",
        f"section: News\nauthor: Ana\nnote: ZqnoteZq\nimage: {{src: ../images/open.jpg, alt: x, rights: ZqrightsZq}}\nrelated: [{related}]\n",
        f"Links.\n\n{links}\nAlso read: " + "; ".join(f"[](zq{state}slugzq.md)" for state in STATES) + "\n",
    )
    (desk.folder / ".stet" / "spiked").mkdir(parents=True)
    (desk.folder / ".stet" / "spiked" / "zqspikedzq.md").write_text(
        "---\ntitle: ZqspikedZq\nstatus: published\n---\nx\n"
    )
    desk.export()
    return desk


def spellings(word: str) -> set[bytes]:
    forms = {word, word.casefold(), quote(word), "".join(f"&#{ord(char)};" for char in word)}
    return {form.encode() for form in forms} | {base64.b64encode(word.encode()).rstrip(b"=")[:-1]}


def test_no_word_of_it_is_anywhere(site: Desk) -> None:
    content = b"\n".join(path.read_bytes() for path in sorted(site.output.rglob("*")) if path.is_file())
    names = "\n".join(path.relative_to(site.output).as_posix() for path in site.output.rglob("*")).casefold()
    assert b"Story open" in content  # the control: what is public is there
    for state in STATES:
        for field in (*FIELDS, "exif", "comment", "slug", "picture"):
            word = canary(state, field)
            assert not any(form in content for form in spellings(word)), word
            assert word.casefold() not in names
    for word in ("ZqnoteZq", "ZqrightsZq", "ZqspikedZq", ".md"):
        assert word.encode() not in content


def test_no_picture_of_it_and_no_original_bytes(site: Desk) -> None:
    pictures = {path.read_bytes() for path in (site.output / "images").iterdir()}
    originals = {path.read_bytes() for path in (site.folder / "images").iterdir()}
    assert pictures and not pictures & originals
    assert {
        path.name.rpartition("-")[0].partition("-")[0] for path in (site.output / "images").iterdir()
    } == {"open"}


def test_only_kinds_of_files_a_site_has(site: Desk) -> None:
    kinds = {path.suffix for path in site.output.rglob("*") if path.is_file()}
    assert kinds - {".avif"} == {".svg", ".html", ".xml", ".json", ".txt", ".jpg", ".webp", ".webmanifest"}


def test_taken_back_means_gone(desk: Desk) -> None:
    desk.picture("photo.jpg")
    fields = "title: ZqtitleZq\nsection: News\ntags: [ZqtagZq]\nauthor: ZqauthorZq\nimage: {src: ../images/photo.jpg, alt: x}\n"
    desk.story("one", fields, "ZqbodyZq\n")
    desk.export()
    assert b"ZqtitleZq" in (desk.output / "feed.xml").read_bytes()
    for status, extra in (("draft", ""), ("published", "embargo: 2027-01-01T00:00:00Z\n"), ("killed", "")):
        desk.story("one", fields + extra, "ZqbodyZq\n", status=status)
        desk.export()
        content = b"\n".join(path.read_bytes() for path in desk.output.rglob("*") if path.is_file())
        names = "\n".join(str(path) for path in desk.output.rglob("*"))
        for word in ("Zqtitle", "Zqtag", "Zqauthor", "Zqbody"):
            assert word.encode() not in content and word.casefold() not in names.casefold(), (status, word)
        assert "photo-" not in names
        desk.story("one", fields, "ZqbodyZq\n")
        desk.export()
        assert b"ZqtitleZq" in (desk.output / "feed.xml").read_bytes()
