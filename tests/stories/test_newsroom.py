from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from editor_app.stories import story_file
from editor_app.stories.newsroom import (
    Newsroom,
    NewsroomInvalid,
    NewsroomNotFound,
    create_newsroom,
    machine_zone,
)
from editor_app.stories.story import Story
from editor_app.stories.workflow import Status

Write = Callable[[str, str], Story]


def settings_of(folder: Path, text: str) -> Newsroom:
    folder.mkdir(exist_ok=True)
    (folder / "newsroom.yaml").write_text(text, encoding="utf-8")
    return Newsroom.open(folder)


def test_settings_have_their_defaults(tmp_path: Path) -> None:
    newsroom = settings_of(tmp_path / "n", "name: The Courier\n")
    settings = newsroom.settings
    assert (settings.language, settings.permalink, settings.feed_items) == ("en", "/{section}/{slug}/", 30)
    assert (settings.limits.headline, settings.limits.kicker) == (70, 32)
    assert (settings.limits.description, settings.limits.alert) == (160, 55)
    assert settings.breaking.hours == 2
    assert settings.share.networks == ("facebook", "x", "linkedin", "pinterest", "whatsapp")
    assert newsroom.timezone == machine_zone()
    assert newsroom.output_folder == newsroom.folder / "site"
    assert newsroom.private_folder == newsroom.folder / ".stet"


def test_settings_are_typed_and_unknown_keys_kept(tmp_path: Path) -> None:
    settings = settings_of(
        tmp_path / "n",
        "\ufeffname: no\nurl: https://courier.example/\ntimezone: Europe/London\npermalink: '{year}/{slug}.html'\n"
        "authors:\n  Maren Oduya: {x: maren}\n  Wen Aster:\nlimits: {headline: 60}\nembeds: video.example\ntide: high\n",
    ).settings
    assert settings.name == "no"
    assert settings.url == "https://courier.example"
    assert settings.permalink == "/{year}/{slug}.html"
    assert settings.authors["Maren Oduya"].x == "maren"
    assert settings.authors["Wen Aster"].url == ""
    assert settings.limits.headline == 60
    assert settings.embeds == ("video.example",)
    assert settings.model_extra == {"tide": "high"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "no name"),
        ("nme: x\n", 1, "no name"),
        ("name: x\nlimits:\n  headline: many\n", 2, "whole number"),
        ("name: x\nlimits: {headline: 0}\n", 2, "limits.headline"),
        ("name: x\r\ntimezone: Mars/Base\r\n", 2, "Europe/London"),
        ("name: x\nurl: courier.example\n", 2, "https://"),
        ("name: x\npermalink: /{section}/\n", 2, "{slug}"),
        ("name: x\npermalink: /{name}/{slug}\n", 2, "{slug}"),
        ("name: x\npermalink: /../{slug}\n", 2, "{slug}"),
        ("name: x\npermalink: /{slug.__class__}/{slug}\n", 2, "{slug}"),
        ("name: x\noutput: .\n", 2, "over the newsroom"),
        ("name: x\noutput: stories/out\n", 2, "own files"),
        ("name: x\nbreaking: 2\n", 2, "keys with values"),
        ("name: x\na: [\n", 3, "never closed"),
        ("name: x\nname: y\n", 2, "twice"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    (tmp_path / "newsroom.yaml").write_text(text, newline="")
    with pytest.raises(NewsroomInvalid) as invalid:
        Newsroom.open(tmp_path)
    assert invalid.value.line == line
    assert words in str(invalid.value)
    assert "newsroom.yaml" in str(invalid.value)


def test_where_there_is_no_newsroom(tmp_path: Path) -> None:
    with pytest.raises(NewsroomNotFound, match=r"has no newsroom\.yaml"):
        Newsroom.open(tmp_path)
    with pytest.raises(NewsroomNotFound, match="cannot be found"):
        Newsroom.open(tmp_path / "gone")


def test_making_a_newsroom(tmp_path: Path) -> None:
    newsroom = create_newsroom(
        tmp_path / "a" / "b", "No: “the” Courier", timezone="Europe/London", sections=("Sea",)
    )
    assert newsroom.settings.name == "No: “the” Courier"
    assert newsroom.settings.sections == ("Sea",)
    assert newsroom.timezone == ZoneInfo("Europe/London")
    assert newsroom.stories_folder.is_dir()
    with pytest.raises(NewsroomInvalid, match="already"):
        create_newsroom(newsroom.folder, "Again")


def test_story_files_are_found_and_nothing_else(newsroom: Newsroom, write: Write, tmp_path: Path) -> None:
    write("b", "")
    write("2026/11/a", "")
    write(".hidden", "")
    (newsroom.stories_folder / "notes.txt").write_text("")
    (newsroom.stories_folder / ".git").mkdir()
    (newsroom.stories_folder / ".git" / "c.md").write_text("")
    outside = tmp_path / "secret.md"
    outside.write_text("secret")
    (newsroom.stories_folder / "link.md").symlink_to(outside)
    (newsroom.stories_folder / "circle.md").symlink_to(newsroom.stories_folder / "circle.md")
    (newsroom.stories_folder / "up").symlink_to(tmp_path)
    assert [newsroom.relative(path) for path in newsroom.story_paths()] == [
        "stories/2026/11/a.md",
        "stories/b.md",
    ]


def test_a_new_story_is_a_draft_named_after_its_headline(newsroom: Newsroom, now: datetime) -> None:
    story = newsroom.create_story("Ferry: aground!", {"tags": ["ferry"], "slug": ""}, "Body\n", now)
    assert story.path == newsroom.stories_folder / "ferry-aground.md"
    assert story.path.read_text() == (
        '---\ntitle: "Ferry: aground!"\nstatus: draft\ntags:\n  - ferry\n---\nBody\n'
    )
    assert newsroom.read(story.path).text == story.text
    assert story.meta.status is Status.DRAFT
    again = newsroom.create_story("Ferry aground", now=now)
    assert again.path.name == "ferry-aground-2.md"
    assert newsroom.create_story("Tide", now=now, taken=["tide"]).slug == "tide-2"
    untitled = newsroom.create_story("", now=now)
    assert (untitled.path.name, untitled.text) == ("untitled.md", "---\ntitle:\nstatus: draft\n---\n")


def test_a_copy_has_the_text_but_not_the_past(newsroom: Newsroom, write: Write, now: datetime) -> None:
    story = write(
        "ferry",
        "---\ntitle: Ferry # x\nslug: sea\nstatus: published\ndate: 2026-11-17T10:00:00Z\nbreaking: {level: breaking}\n"
        "embargo: 2099-01-01T00:00:00Z\naliases: [/old/]\ncorrections: [{text: a}]\ndesk: 1\n---\nBody",
    )
    copy = newsroom.duplicate(story, now)
    assert copy.path.name == "sea-2.md"
    assert (
        copy.text
        == "---\ntitle: Ferry (copy) # x\nstatus: draft\nembargo: 2099-01-01T00:00:00Z\ndesk: 1\n---\nBody"
    )
    broken = write("broken", "---\ntitle: [\n---\nBody")
    assert newsroom.duplicate(broken, now).text == broken.text


def test_spiking_and_restoring(newsroom: Newsroom, write: Write, now: datetime) -> None:
    story = write("2026/ferry", "---\ntitle: Ferry\n---\nBody")
    spiked = newsroom.spike(story.path, now)
    assert not story.path.exists()
    assert spiked.headline == "Ferry"
    assert spiked.original == "stories/2026/ferry.md"
    assert spiked.when == now
    assert spiked.path.is_relative_to(newsroom.private_folder / "spiked")
    second = newsroom.spike(write("2026/ferry", "---\ntitle: Second\n---\n").path, now)
    assert {found.path for found in newsroom.spiked()} == {spiked.path, second.path}
    assert newsroom.restore(spiked) == story.path
    assert story.path.read_text() == "---\ntitle: Ferry\n---\nBody"
    assert newsroom.restore(second).name == "ferry-2.md"
    assert newsroom.spiked() == []
    with pytest.raises(story_file.StorySaveFailed, match="no longer there"):
        newsroom.restore(second)
    with pytest.raises(story_file.StorySaveFailed, match="no longer there"):
        newsroom.spike(newsroom.stories_folder / "gone.md", now)


def test_pictures_are_found_inside_the_newsroom_only(
    newsroom: Newsroom, write: Write, tmp_path: Path
) -> None:
    story = write("2026/ferry", "")
    picture = newsroom.images_folder / "ferry.jpg"
    spaced = newsroom.images_folder / "the ferry.jpg"
    spaced.write_bytes(picture.read_bytes())
    (tmp_path / "secret.jpg").write_bytes(b"")
    (newsroom.images_folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (newsroom.private_folder / "spiked").mkdir(parents=True)
    (newsroom.private_folder / "spiked" / "x.jpg").write_bytes(b"")
    assert newsroom.picture_path(story.path, "../../images/ferry.jpg") == picture
    assert newsroom.picture_path(story.path, "images/ferry.jpg") == picture
    assert newsroom.picture_path(story.path, "/images/ferry.jpg?x#y") == picture
    assert newsroom.picture_path(None, "images/the%20ferry.jpg") == spaced
    for src in (
        "", "../../../secret.jpg", "images/link.jpg", "/etc/passwd", "https://a.example/ferry.jpg", "//a/ferry.jpg",
        "newsroom.yaml", "file:images/ferry.jpg", "images", "images/gone.jpg", ".stet/spiked/x.jpg", "a\0.jpg", "C:\\a.jpg",
    ):  # fmt: skip
        assert newsroom.picture_path(story.path, src) is None, src


def test_addresses(newsroom: Newsroom, write: Write, tmp_path: Path) -> None:
    story = write("ferry", "---\nsection: city LIFE\nslug: sea\n---\n")
    assert newsroom.address_path(story) == "/city-life/sea/"
    assert newsroom.address(story) == "https://courier.example/city-life/sea/"
    assert newsroom.address_path(write("ferry", "")) == "/ferry/"
    assert newsroom.address_path(write("Näive Name", "---\nslug: ../../x\n---\n")) == "/x/"
    dated = settings_of(
        tmp_path / "d", "name: x\ntimezone: Pacific/Auckland\npermalink: /{year}/{month}/{day}/{slug}.html\n"
    )
    story = write("ferry", "---\ndate: 2026-11-17T13:00:00Z\n---\n")
    assert dated.address_path(story) == "/2026/11/18/ferry.html"
    assert dated.address(story) == "/2026/11/18/ferry.html"


def test_spiked_at_the_same_second_keep_their_times(newsroom: Newsroom, write: Write) -> None:
    when = datetime(2026, 11, 17, 1, 2, 3, 999, tzinfo=UTC)
    for slug in ("a", "b"):
        newsroom.spike(write(slug, "").path, when)
    assert [found.when for found in newsroom.spiked()] == [when.replace(microsecond=0)] * 2
