from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from editor_app.publish.lone_page import export_page
from editor_app.publish.site import ExportCancelled, ExportError, Progress, export_site
from tests.publish.conftest import Desk
from tests.publish.pages import meta, read_page

Snapshot = Callable[[Path], dict[str, bytes]]


def stamps(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def age(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(10**18, 10**18))


def two_stories(desk: Desk) -> None:
    desk.picture("a.jpg")
    desk.story("one", "section: News\nauthor: Ana\nimage: {src: ../images/a.jpg, alt: x}\n")
    desk.story("two", "section: News\nauthor: Bo\ntags: [Fog]\n")


def test_what_an_export_reports(desk: Desk) -> None:
    two_stories(desk)
    desk.story("draft", status="draft")
    report = desk.export()
    assert report.front_page == desk.output / "index.html"
    assert report.front_page.is_file()
    assert set(report.written) == set(stamps(desk.output))
    assert (report.unchanged, report.removed) == ((), ())
    assert [entry.path.stem for entry in report.withheld] == ["draft"]


def test_unchanged_files_keep_their_time(desk: Desk) -> None:
    two_stories(desk)
    desk.export()
    age(desk.output)
    before = stamps(desk.output)
    report = desk.export()
    assert report.written == ()
    assert stamps(desk.output) == before
    desk.story("two", "title: Changed\nsection: News\nauthor: Bo\ntags: [Fog]\n")
    report = desk.export()
    touched = {name for name, stamp in stamps(desk.output).items() if stamp != before.get(name)}
    assert touched == set(report.written)
    assert "news/two/index.html" in touched and "404.html" not in touched
    assert not any(name.startswith("images/") for name in touched)


def test_what_left_is_removed_and_nothing_else_is(desk: Desk) -> None:
    two_stories(desk)
    desk.export()
    foreign = {
        "CNAME": "x",
        "news/own.html": "mine",
        "images/photo.jpg": "mine",
        "news/two/notes.txt": "mine",
        ".well-known/a": "b",
    }
    for name, text in foreign.items():
        (desk.output / name).parent.mkdir(parents=True, exist_ok=True)
        (desk.output / name).write_text(text)
    desk.story("two", "section: News\n", status="draft")
    desk.story("one", "section: News\n", status="draft")
    report = desk.export()
    assert {
        "news/two/index.html",
        "news/one/index.html",
        "authors/ana/index.html",
        "tags/fog/index.html",
    } <= set(report.removed)
    assert any(name.startswith("images/a-") for name in report.removed)
    assert not (desk.output / "authors").exists()
    for name, text in foreign.items():
        assert (desk.output / name).read_text() == text
    assert [path.name for path in (desk.output / "images").iterdir()] == ["photo.jpg"]


def test_the_list_of_files_is_not_on_the_site(desk: Desk) -> None:
    two_stories(desk)
    desk.export()
    assert not [
        path for path in desk.output.rglob("*") if "stet" in path.name.casefold() or path.name.startswith(".")
    ]
    assert list((desk.folder / ".stet" / "published").glob("*.json"))
    assert [path.name for path in desk.output.parent.iterdir() if "-new-" in path.name] == []


def test_the_same_input_gives_the_same_bytes(desk: Desk, tmp_path: Path, snapshot: Snapshot) -> None:
    two_stories(desk)
    desk.export()
    export_site(desk.newsroom, tmp_path / "again", desk.now, cache=tmp_path / "other-cache")
    assert snapshot(desk.output) == snapshot(tmp_path / "again")


def test_a_file_that_is_not_ours_is_never_replaced(desk: Desk, snapshot: Snapshot) -> None:
    two_stories(desk)
    desk.output.mkdir()
    (desk.output / "index.html").write_text("<p>Somebody's page</p>")
    with pytest.raises(ExportError, match=r"index\.html is in the way"):
        desk.export()
    assert snapshot(desk.output) == {"index.html": b"<p>Somebody's page</p>"}


def test_a_lost_list_does_not_lock_one_out(desk: Desk) -> None:
    two_stories(desk)
    desk.export()
    for path in (desk.folder / ".stet" / "published").iterdir():
        path.unlink()
    desk.story("two", "title: Changed\nsection: News\n")
    assert "news/two/index.html" in desk.export().written


@pytest.mark.parametrize("listed", ["../outside.txt", "/etc/x", "a/../../outside.txt", "..\\outside.txt"])
def test_a_tampered_list_removes_nothing_outside(desk: Desk, listed: str) -> None:
    import json

    two_stories(desk)
    desk.export()
    outside = desk.output.parent / "outside.txt"
    outside.write_text("keep")
    (path,) = (desk.folder / ".stet" / "published").glob("*.json")
    data = json.loads(path.read_text())
    data["files"].append(listed)
    path.write_text(json.dumps(data))
    desk.export()
    assert outside.read_text() == "keep"


def test_pictures_are_counted_while_they_are_made(desk: Desk) -> None:
    """To make the sizes of a photograph takes longer than to write a hundred pages."""
    for name in ("fog.jpg", "ice.jpg"):
        desk.picture(name)
    desk.story("fog", "image: {src: ../images/fog.jpg, alt: Fog}\n", "![Ice](../images/ice.jpg)\n")
    steps: list[Progress] = []
    desk.export(progress=steps.append)
    told = [(step.done, step.total) for step in steps if step.step == "Preparing pictures"]
    assert told == [(0, 2), (1, 2)]
    assert steps.index(next(step for step in steps if step.step == "Writing pages")) > 2
    again: list[Progress] = []
    desk.export(progress=again.append, output=desk.output.parent / "other")
    assert "Preparing pictures" not in {step.step for step in again}


def test_progress_and_stop(desk: Desk, snapshot: Snapshot) -> None:
    two_stories(desk)
    steps: list[Progress] = []
    desk.export(progress=steps.append)
    assert list(dict.fromkeys(step.step for step in steps)) == [
        "Reading stories", "Preparing pictures", "Writing pages", "Writing feeds", "Writing pictures",
        "Moving the pages in",
    ]  # fmt: skip
    assert all(0 <= step.done <= step.total for step in steps)
    before = snapshot(desk.output)
    desk.story("two", "title: Changed\nsection: News\n")
    again: list[Progress] = []
    desk.export(progress=again.append, output=desk.output.parent / "other")
    for stop_at in range(0, len(again) - 2, 3):
        asked = iter(range(10_000))
        with pytest.raises(ExportCancelled):
            desk.export(
                cancelled=lambda asked=asked, stop_at=stop_at: next(asked) >= stop_at,
                cache=desk.folder.parent / f"cache-{stop_at}",
            )
        assert snapshot(desk.output) == before
        assert [path.name for path in desk.output.parent.iterdir() if "-new-" in path.name] == []


def test_folders_a_site_may_not_be_written_to(desk: Desk) -> None:
    two_stories(desk)
    for folder in (desk.folder, desk.folder.parent, desk.folder / "stories", desk.folder / ".stet" / "x"):
        with pytest.raises(ExportError, match="the newsroom itself is there"):
            desk.export(output=folder)
    file = desk.folder.parent / "file"
    file.write_text("x")
    with pytest.raises(ExportError, match="it is a file"):
        desk.export(output=file)


def test_without_an_address_it_says_what_to_add(desk: Desk) -> None:
    (desk.folder / "newsroom.yaml").write_text("name: C\n")
    with pytest.raises(ExportError, match=r"newsroom\.yaml does not say where.*url:"):
        desk.export()


def test_a_link_out_of_the_folder_is_not_followed(desk: Desk, tmp_path: Path) -> None:
    two_stories(desk)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    desk.output.mkdir()
    (desk.output / "news").symlink_to(elsewhere)
    with pytest.raises(ExportError, match=r"a link leads out.*export again"):
        desk.export()
    assert list(elsewhere.iterdir()) == []


def test_an_empty_newsroom_is_a_site(desk: Desk) -> None:
    desk.export()
    page = read_page(desk.page("index.html"))
    assert page.one("main").one("p").text == "Nothing has been published yet."


def test_long_sections_have_pages(desk: Desk) -> None:
    for number in range(65):
        desk.story(f"s{number:02}", f"section: News\ndate: 2026-10-{number % 28 + 1:02}T10:00:00Z\n")
    desk.export()
    first, last = read_page(desk.page("news/index.html")), read_page(desk.page("news/page/1/index.html"))
    assert [len(page.all("article")) for page in (first, last)] == [35, 30]
    assert [node.attributes["href"] for node in first.all("a", rel="next")] == ["page/1/index.html"]
    assert [node.attributes["href"] for node in last.all("a", rel="prev")] == ["../../index.html"]
    assert last.one("title").text == "News – Page 1 – The Courier"


def test_a_new_story_leaves_full_pages_of_a_list_alone(desk: Desk) -> None:
    for number in range(95):
        desk.story(
            f"s{number:02}",
            f"section: News\ndate: 2026-{number // 28 + 1:02}-{number % 28 + 1:02}T10:00:00Z\n",
        )
    desk.export()
    desk.story("new", "section: News\n")
    written = set(desk.export().written)
    assert {"news/index.html", "latest/index.html", "news/new/index.html"} <= written
    assert not [name for name in written if "/page/" in name]
    assert len([name for name in written if name.startswith("news/s")]) <= 2


def test_one_page_alone(desk: Desk, tmp_path: Path) -> None:
    desk.picture("a.jpg")
    desk.story("other", "section: News\n")
    story = desk.story(
        "one", "section: News\nimage: {src: ../images/a.jpg, alt: x}\n", "See [other](other.md).\n"
    )
    path = export_page(desk.newsroom, story, tmp_path / "alone", desk.now, cache=desk.cache)
    page = read_page(path.read_text(encoding="utf-8"))
    assert path.name == "one.html"
    assert page.one("div", class_="body").one("a").attributes["href"] == "https://courier.example/news/other/"
    for image in page.all("img"):
        assert (path.parent / image.attributes["src"]).is_file()
    assert meta(page, "robots")[0].startswith("index")
    draft = desk.story("draft", "section: News\n", status="draft")
    page = read_page(
        export_page(desk.newsroom, draft, tmp_path / "draft", desk.now, cache=desk.cache).read_text()
    )
    assert meta(page, "robots") == ["noindex, nofollow"]
