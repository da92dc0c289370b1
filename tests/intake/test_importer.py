from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor_app.intake import importer
from editor_app.intake.importer import ImportFailed, import_file, import_files
from editor_app.markup.rich import AlsoReadLink, Kind
from editor_app.stories.breaking import Level
from editor_app.stories.catalogue import Catalogue
from editor_app.stories.newsroom import Newsroom, create_newsroom
from editor_app.stories.story import Story
from editor_app.stories.workflow import Status
from tests.intake.test_wire_copy import COPY

NOW = datetime(2026, 11, 22, 18, 4, tzinfo=UTC)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return create_newsroom(tmp_path / "news", "The Test Courier")


@pytest.fixture
def catalogue(newsroom: Newsroom) -> Catalogue:
    newsroom.create_story("Ferry with 143 aboard runs aground", {"slug": "ferry-aground"}, "It did.\n", NOW)
    catalogue = Catalogue(newsroom)
    catalogue.load()
    return catalogue


def sent(tmp_path: Path, content: str | bytes, name: str = "copy.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.fixture
def nothing_added(newsroom: Newsroom) -> Iterator[None]:
    before = files_below(newsroom.folder)
    yield
    assert files_below(newsroom.folder) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_wire_copy_becomes_one_draft(
    tmp_path: Path, newsroom: Newsroom, catalogue: Catalogue, encoding: str
) -> None:
    before = set(newsroom.story_paths())
    story = import_file(sent(tmp_path, COPY.encode(encoding)), newsroom, catalogue, NOW)
    assert set(newsroom.story_paths()) - before == {story.path}
    read = newsroom.read(story.path)
    assert read.problems == ()
    assert read.meta.status is Status.DRAFT
    assert read.meta.title == "Lighthouse on Gull Holm goes dark for the first time since 1911"
    assert read.meta.breaking is not None and read.meta.breaking.level is Level.BREAKING
    assert read.meta.breaking.in_force(NOW)
    assert read.meta.share.networks == ("facebook", "x", "linkedin", "pinterest", "whatsapp")
    assert "](ferry-aground.md)" in read.body
    assert "“We have a torch,” said the keeper — and meant it." in read.body
    entry = catalogue.by_path(story.path)
    assert entry is not None and entry.headline == read.meta.title


def test_the_file_that_was_sent_is_not_touched(tmp_path: Path, newsroom: Newsroom) -> None:
    path = sent(tmp_path, COPY)
    import_file(path, newsroom, None, NOW)
    assert path.read_text() == COPY


def test_the_same_file_twice_makes_two_stories(tmp_path: Path, newsroom: Newsroom) -> None:
    path = sent(tmp_path, COPY)
    first, second = (import_file(path, newsroom, None, NOW) for _ in range(2))
    assert first.path != second.path
    assert first.path.read_bytes() == second.path.read_bytes()


def test_stories_of_one_import_find_each_other(
    tmp_path: Path, newsroom: Newsroom, catalogue: Catalogue
) -> None:
    files = [sent(tmp_path, "Sun\n\nIt shines.", "a.txt"), sent(tmp_path, "Rain\n\nAlso read: Sun", "b.txt")]
    report = import_files(files, newsroom, catalogue, NOW)
    assert report.failures == ()
    assert report.stories[1].body == "Also read: [Sun](sun.md)\n"


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, newsroom: Newsroom) -> None:
    files = [sent(tmp_path, "", "empty.txt"), sent(tmp_path, "Rain\n\nIt rains.", "rain.txt")]
    heard: list[Path] = []
    report = import_files(files, newsroom, None, NOW, progress=heard.append)
    assert [str(failure) for failure in report.failures] == ["empty.txt was not imported: it is empty."]
    assert [story.meta.title for story in report.stories] == ["Rain"]
    assert heard == files


def test_an_import_can_be_cancelled_between_files(tmp_path: Path, newsroom: Newsroom) -> None:
    files = [sent(tmp_path, f"Rain {n}", f"{n}.txt") for n in range(3)]
    report = import_files(files, newsroom, None, NOW, cancelled=lambda: len(newsroom.story_paths()) == 1)
    assert [story.meta.title for story in report.stories] == ["Rain 0"]


@pytest.mark.usefixtures("nothing_added")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b" \n\r\n\t", "it is empty"),
        (b"\xef\xbb\xbf", "it is empty"),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00",
            "it is a picture, not text; save it as plain text, Markdown, HTML or Word (.docx) and import that",
        ),
        (
            b"\x00\x01\x02 binary",
            "it is a binary file, not text; save it as plain text, Markdown, HTML or Word (.docx) and import that",
        ),
    ],
)
def test_what_cannot_be_imported_is_refused_in_one_sentence(
    tmp_path: Path, newsroom: Newsroom, content: bytes, reason: str
) -> None:
    with pytest.raises(ImportFailed) as refused:
        import_file(sent(tmp_path, content), newsroom, None, NOW)
    assert str(refused.value) == f"copy.txt was not imported: {reason}."


@pytest.mark.usefixtures("nothing_added")
def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path, newsroom: Newsroom) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(ImportFailed, match=r"^huge\.txt was not imported: it is larger than 20 MB\.$"):
        import_file(path, newsroom, None, NOW)


@pytest.mark.usefixtures("nothing_added")
def test_what_is_no_file_is_refused(tmp_path: Path, newsroom: Newsroom) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, reason in [
        (tmp_path / "gone.txt", "there is no such file"),
        (tmp_path, "it is a folder"),
        (pipe, "it is not a file with content"),
    ]:
        with pytest.raises(ImportFailed, match=reason):
            import_file(path, newsroom, None, NOW)


@pytest.mark.usefixtures("nothing_added")
def test_a_file_one_may_not_read_is_refused(
    tmp_path: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_args: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(importer.os, "open", forbidden)
    with pytest.raises(ImportFailed, match="you are not allowed to read it"):
        import_file(sent(tmp_path, COPY), newsroom, None, NOW)


@pytest.mark.usefixtures("nothing_added")
def test_a_newsroom_that_cannot_be_written_says_so(
    tmp_path: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(ImportFailed, match="could not be written to"):
        import_file(sent(tmp_path, COPY), newsroom, None, NOW)


def test_a_web_page_becomes_markdown(tmp_path: Path, newsroom: Newsroom, catalogue: Catalogue) -> None:
    page = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Page</title><style>p {}</style>
    <script>alert("run me")</script></head><body onload="x()"><p>Breaking News</p><h1>Mast &amp; <em>sail</em></h1>
    <p>The <b>mast</b> broke; 3 &lt; 4 * 5 * 6. <a href="https://sea.example/a?b=1">More</a>
    <a href="javascript:alert(1)">bad</a></p><h2>Why</h2><ul><li>wind</li><li>age</li></ul>
    <blockquote><p>It bent.</p></blockquote><p>Also read: <a href="https://sea.example/ferry">Ferry with 143 aboard runs
    aground</a></p><img src="data:image/png;base64,AAAA" alt="A mast"><ol><li>Facebook</li><li>X</li></ol></body></html>"""
    story = import_file(sent(tmp_path, page, "page.html"), newsroom, catalogue, NOW)
    assert story.meta.title == "Mast & sail"
    assert story.meta.breaking is not None
    assert story.meta.share.networks == ("facebook", "x")
    assert story.body == (
        "The **mast** broke; 3 < 4 * 5 * 6. [More](https://sea.example/a?b=1) bad\n\n## Why\n\n- wind\n- age\n\n"
        "> It bent.\n\nAlso read: [Ferry with 143 aboard runs aground](ferry-aground.md)\n\nA mast\n"
    )


def test_a_headline_below_other_lines_of_a_page_is_found(tmp_path: Path, newsroom: Newsroom) -> None:
    page = "<nav>Home</nav><div>Developing</div><h1>Rain</h1><p>It rains.</p>"
    story = import_file(sent(tmp_path, page, "page.html"), newsroom, None, NOW)
    assert (story.meta.title, story.body) == ("Rain", "Home\n\nIt rains.\n")
    assert story.meta.breaking is not None and story.meta.breaking.level is Level.DEVELOPING


def test_a_page_says_its_own_encoding(tmp_path: Path, newsroom: Newsroom) -> None:
    page = '<meta charset="windows-1251"><h1>Новини</h1><p>Дощ.</p>'.encode("cp1251")
    story = import_file(sent(tmp_path, page, "page.htm"), newsroom, None, NOW)
    assert (story.meta.title, story.body) == ("Новини", "Дощ.\n")


def test_a_page_nested_without_end_keeps_its_words(tmp_path: Path, newsroom: Newsroom) -> None:
    page = "<h1>Deep</h1>" + "<div>" * 20_000 + "<p>at the bottom</p>"
    story = import_file(sent(tmp_path, page, "deep.html"), newsroom, None, NOW)
    assert "at the bottom" in story.body


@pytest.mark.usefixtures("nothing_added")
def test_a_page_that_shows_nothing_is_refused(tmp_path: Path, newsroom: Newsroom) -> None:
    page = "<html><head><script>alert(1)</script></head><body><!-- nothing --></body></html>"
    with pytest.raises(ImportFailed, match="there is nothing to read on the page"):
        import_file(sent(tmp_path, page, "page.html"), newsroom, None, NOW)


def test_a_page_that_is_only_an_address_is_no_trouble(tmp_path: Path, newsroom: Newsroom) -> None:
    story = import_file(sent(tmp_path, "https://a.example/x", "page.html"), newsroom, None, NOW)
    assert "https://a.example/x" in story.text


def test_text_that_is_really_html_is_read_as_html(tmp_path: Path, newsroom: Newsroom) -> None:
    story = import_file(
        sent(tmp_path, "<!doctype html>\n<h1>Rain</h1><p>It <i>rains</i>.", "copy.txt"), newsroom, None, NOW
    )
    assert (story.meta.title, story.body) == ("Rain", "It *rains*.\n")


def test_markdown_keeps_its_source(tmp_path: Path, newsroom: Newsroom) -> None:
    body = "It *rains*,  and\nit __pours__.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n* one\n* two\n"
    story = import_file(sent(tmp_path, f"# Rain\n\n{body}", "rain.md"), newsroom, None, NOW)
    assert (story.meta.title, story.body) == ("Rain", body)


def test_markdown_without_a_headline_is_named_after_its_file(tmp_path: Path, newsroom: Newsroom) -> None:
    story = import_file(sent(tmp_path, "It rains.\n", "notes_on-rain.md"), newsroom, None, NOW)
    assert (story.meta.title, story.body) == ("Notes on rain", "It rains.\n")


FRONT = "---\ntitle: Rain  # the headline\nstatus: published\nmood:   'grey'\n---\r\nIt *rains*.\n"


def test_markdown_with_front_matter_comes_in_as_it_is_but_as_a_draft(
    tmp_path: Path, newsroom: Newsroom
) -> None:
    story = import_file(sent(tmp_path, FRONT, "rain.md"), newsroom, None, NOW)
    assert story.meta.status is Status.DRAFT
    text = story.path.read_bytes().decode()
    assert "title: Rain  # the headline\n" in text and "mood:   'grey'\n" in text
    assert text.endswith("---\r\nIt *rains*.\n")
    assert "published" not in text


def test_a_taken_slug_gets_a_number(tmp_path: Path, newsroom: Newsroom, catalogue: Catalogue) -> None:
    text = "---\ntitle: Other\nslug: ferry-aground\n---\nBody\n"
    story = import_file(sent(tmp_path, text, "x.md"), newsroom, catalogue, NOW)
    assert story.slug != "ferry-aground"
    assert story.slug == story.path.stem
    first = catalogue.by_slug("ferry-aground")
    assert first is not None and first.headline == "Ferry with 143 aboard runs aground"


def test_broken_front_matter_becomes_text_and_can_publish_nothing(tmp_path: Path, newsroom: Newsroom) -> None:
    text = "---\ntitle: [Rain\nstatus: published\n---\n\nIt rains.\n"
    story = import_file(sent(tmp_path, text, "rain.md"), newsroom, None, NOW)
    assert story.problems == ()
    assert story.meta.status is Status.DRAFT
    assert "title: [Rain" in story.body and "status: published" in story.body and "It rains." in story.body


def also_read_of(story: Story) -> list[AlsoReadLink]:
    from editor_app.markup.blocks import slice_body
    from editor_app.markup.reader import read_slice

    blocks = [block for source in slice_body(story.body) for block in read_slice(source)]
    return [link for block in blocks if block.kind is Kind.ALSO_READ for link in block.links]


def test_a_title_nobody_knows_stays_an_unlinked_entry(
    tmp_path: Path, newsroom: Newsroom, catalogue: Catalogue
) -> None:
    story = import_file(sent(tmp_path, "Rain\n\nAlso read: Snow on the way"), newsroom, catalogue, NOW)
    assert also_read_of(story) == [AlsoReadLink("Snow on the way")]
