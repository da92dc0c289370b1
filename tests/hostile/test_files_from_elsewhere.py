"""Newsrooms, stories and files that somebody else made: refused in time, or read, and nothing outside the newsroom is touched."""

from __future__ import annotations

import io
import os
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from editor_app.intake.importer import ImportFailed, import_file
from editor_app.markup.sanitise import Sanitiser
from editor_app.publish.site import export_site
from editor_app.stories.front_matter import read_story
from editor_app.stories.newsroom import Newsroom, NewsroomError, create_newsroom
from editor_app.stories.newsroom_file import parse_settings
from editor_app.stories.strict_yaml import YamlRefused, parse

BOMBS: dict[str, str] = {
    "laughs": "a: &a [x, x]\n" + "".join(f"{name}: &{name} [*a, *a, *a]\n" for name in "bcdefgh"),
    "merging": "a: &a {b: c}\nd:\n  <<: *a\n",
    "tag": "name: !!python/object/apply:os.system [id]\n",
    "brackets": "name: " + "[" * 5_000,
    "depth": "".join(" " * at + "a:\n" for at in range(2_000)),
    "dashes": "- " * 20_000,
    "long key": "k" * 70_000 + ": v\n",
    "long text": 'name: "' + "x" * 70_000 + '"\n',
    "escapes": 'name: "' + "\\x41" * 20_000 + '"\n',
    "many keys": "".join(f"k{at}: v\n" for at in range(20_000)),
    "questions": "? " * 5_000,
    "comments": "#" * 70_000 + "\n",
}


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return create_newsroom(tmp_path / "room", "The Courier", url="https://courier.example", timezone="UTC")


def _seconds(act: Callable[[], object]) -> float:
    """The least of three runs, by the processor's clock: other programs do not count."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("name", BOMBS)
def test_front_matter_that_would_go_off_is_dropped_at_once(name: str, room: Newsroom) -> None:
    def read() -> None:
        with pytest.raises(YamlRefused):
            parse(BOMBS[name])

    assert _seconds(read) < 0.05
    story = read_story(
        room.stories_folder / "a.md", f"---\nstatus: published\n{BOMBS[name]}---\nWords.\n", room.timezone
    )
    assert not story.is_readable


@pytest.mark.parametrize("name", BOMBS)
def test_settings_that_would_go_off_are_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    def read() -> None:
        with pytest.raises(NewsroomError):
            parse_settings(tmp_path / "newsroom.yaml", BOMBS[name])

    assert _seconds(read) < 0.05


OUTSIDE = ("../../outside", "/outside", "..\\..\\outside", "a/../../../outside", "....//outside", "\x00outside", "~/outside", "con", "a:b", "a" * 300)  # fmt: skip


@pytest.mark.parametrize("slug", OUTSIDE)
def test_no_slug_leads_out_of_the_site(slug: str, room: Newsroom, tmp_path: Path, now: datetime) -> None:
    text = f"---\ntitle: Words\nstatus: published\ndate: 2026-11-17T10:00:00Z\nslug: {slug!r}\nsection: {slug!r}\nimage: {{src: {slug!r}}}\n---\n![a]({slug})\n"
    (room.stories_folder / "a.md").write_text(text, "utf-8")
    secret = tmp_path / "outside"
    secret.write_text("not for readers", "utf-8")
    before = _tree(tmp_path)
    export_site(room, room.output_folder, now, cache=tmp_path / "cache")
    new = [
        name for name in _tree(tmp_path) - before if not name.startswith(("room/site", "room/.stet", "cache"))
    ]
    assert new == []
    assert secret.read_text("utf-8") == "not for readers"
    pages = (path for path in room.output_folder.rglob("*") if path.is_file())
    assert not any(b"not for readers" in page.read_bytes() for page in pages)


@pytest.mark.parametrize("output", ["..", "../..", "/", "stories", "images/x", ".stet/x", "."])
def test_no_output_folder_is_the_newsroom_or_above_it(output: str, room: Newsroom) -> None:
    path = room.folder / "newsroom.yaml"
    path.write_text(path.read_text("utf-8") + f"output: {output}\n", "utf-8")
    with pytest.raises(NewsroomError):
        Newsroom.open(room.folder)


@pytest.mark.skipif(os.name == "nt", reason="symbolic links")
def test_links_in_a_newsroom_from_elsewhere_lead_nowhere(
    room: Newsroom, tmp_path: Path, now: datetime
) -> None:
    outside = tmp_path / "home"
    outside.mkdir()
    (outside / "diary.md").write_text(
        "---\ntitle: Diary\nstatus: published\ndate: 2026-01-01T00:00:00Z\n---\ndeardiary\n"
    )
    (outside / "face.jpg").write_bytes(b"deardiary")
    (room.stories_folder / "diary.md").symlink_to(outside / "diary.md")
    (room.stories_folder / "all").symlink_to(outside)
    (room.images_folder / "face.jpg").symlink_to(outside / "face.jpg")
    room.theme_folder.mkdir()
    (room.theme_folder / "site.css").symlink_to(outside / "diary.md")
    (room.stories_folder / "a.md").write_text(
        "---\ntitle: A\nstatus: published\ndate: 2026-01-01T00:00:00Z\n---\n![a](../images/face.jpg)\n"
    )
    assert [path.name for path in room.story_paths()] == ["a.md"]
    export_site(room, room.output_folder, now, cache=tmp_path / "cache")
    pages = [path for path in room.output_folder.rglob("*") if path.is_file()]
    assert pages and not any(b"deardiary" in page.read_bytes() for page in pages)


def _word_file(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return data.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
PACKED = {
    "bomb": {"word/document.xml": b"\0" * 30_000_000},
    "entities": {"word/document.xml": ENTITIES},
    "outside": {"../../outside.xml": b"x", "/outside": b"x", "word/document.xml": b"<w/>"},
    "elsewhere": {"word/_rels/document.xml.rels": b'<r TargetMode="External" Target="file:///etc/passwd"/>'},
}


@pytest.mark.parametrize("name", PACKED)
def test_a_packed_file_is_refused_unopened(name: str, room: Newsroom, tmp_path: Path, now: datetime) -> None:
    sent = tmp_path / "sent.docx"
    sent.write_bytes(_word_file(PACKED[name]))
    before = _tree(tmp_path)
    with pytest.raises(ImportFailed, match="was not imported"):
        import_file(sent, room, None, now)
    assert _tree(tmp_path) == before


DEEP = {
    "divisions": "<div>" * 20_000 + "Words here",
    "lists": "<ul><li>" * 10_000 + "Words here",
    "wrongly closed": "<details><div></p>" * 10_000 + "Words here",
    "drawings": "<p>Words here</p>" + "<svg>" * 20_000,
}


@pytest.mark.parametrize("name", DEEP)
def test_a_page_nested_without_end_is_read_in_time(
    name: str, room: Newsroom, tmp_path: Path, now: datetime
) -> None:
    sent = tmp_path / "sent.html"
    sent.write_text(f"<html><body><h1>Ferry aground</h1>{DEEP[name]}", "utf-8")
    began = time.process_time()
    made = import_file(sent, room, None, now)
    assert time.process_time() - began < 3
    assert "Words here" in made.path.read_text("utf-8") or name == "drawings"


@pytest.mark.parametrize("name", DEEP)
def test_a_story_nested_without_end_holds_no_preview(name: str) -> None:
    sanitiser = Sanitiser()
    assert _seconds(lambda: sanitiser.clean(DEEP[name])) < 0.2
    cleaned = sanitiser.clean(DEEP[name])
    assert "Words here" in cleaned and "<svg" not in cleaned and "<details" not in cleaned


def test_a_page_that_is_deep_in_places_is_left_as_it_is() -> None:
    page = "<p>Words <b>here</b>.</p><ul><li>a<li>b</ul>" * 2_000 + "<div>" * 300 + "x" + "</div>" * 300
    assert "<b>here</b>" in Sanitiser().clean(page)


def test_a_long_line_is_read_in_time(room: Newsroom, tmp_path: Path, now: datetime) -> None:
    sent = tmp_path / "sent.html"
    sent.write_text("<html><body><h1>Ferry aground</h1><p>" + "word " * 40_000, "utf-8")
    began = time.process_time()
    import_file(sent, room, None, now)
    assert time.process_time() - began < 3


def test_many_parts_fill_the_memory_no_more_than_one(room: Newsroom, tmp_path: Path, now: datetime) -> None:
    sent = tmp_path / "sent.docx"
    parts = {f"word/part{number}.xml": b" " * 11_000_000 for number in range(6)}
    sent.write_bytes(_word_file(parts | {"word/document.xml": b"<w/>"}))
    tracemalloc.start()
    try:
        with pytest.raises(ImportFailed, match="its text is longer than any story"):
            import_file(sent, room, None, now)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "name",
    ["../../up.txt", "..\\up.txt", "con.txt", "a\nb.txt", "-rf.txt", ".hidden.txt", "é" * 100 + ".txt"],
)
def test_an_imported_file_becomes_a_story_among_the_stories(
    name: str, room: Newsroom, tmp_path: Path, now: datetime
) -> None:
    sent = tmp_path / "in" / name.replace("/", "_")
    sent.parent.mkdir()
    sent.write_text("Ferry aground\n\nThe ferry ran aground.\n", "utf-8")
    made = import_file(sent, room, None, now)
    assert made.path.parent == room.stories_folder and made.path.exists()


def _tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
