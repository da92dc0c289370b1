from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from editor_app.cli import stet
from editor_app.locations import resources_folder
from editor_app.publish.theme_check import ThemeProblem, check_theme, unquoted_attributes
from editor_app.publish.theme_files import NoSuchThemeFile, ThemeNotCopied, copy_theme, theme_names
from tests.publish.conftest import Desk

BUILT_IN = resources_folder() / "theme"


def written(desk: Desk, name: str, text: str) -> None:
    path = desk.folder / "theme" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def problems(desk: Desk) -> tuple[ThemeProblem, ...]:
    desk.story("a", "section: News\ntitle: Ferry aground\n")
    return check_theme(desk.newsroom, desk.now)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<a href={{ u }}>", [(1, "href")]),
        ("<p>\n<a class=card-{{ n }} href=\"{{ u }}\">", [(2, "class")]),
        ("<a\n  href={% if x %}{{ u }}{% endif %}>", [(2, "href")]),
        ("<a title='a > b' href={{ u }}>", [(1, "href")]),
        ('<a href="{{ u }}" class="x"{{ marks }}>', []),
        ("<a href='{{ u }}'>a={{ b }}</a>", []),
        ("{# <a href={{ u }}> #}", []),
        ('<p{% if a > b %} class="c"{% endif %}>{{ x }}', []),
    ],
)  # fmt: skip
def test_attributes_without_quotes_are_found(source: str, found: list[tuple[int, str]]) -> None:
    assert list(unquoted_attributes(source)) == found


def test_the_built_in_theme_copied_is_in_order(desk: Desk) -> None:
    copy_theme(BUILT_IN, desk.folder / "theme")
    assert problems(desk) == ()


@pytest.mark.parametrize(
    ("name", "text", "line", "said", "stops"),
    [
        ("notice.html", "<h1>\n<a class={{ text }}>", 2, "“class” needs quotes", False),
        ("notice.html", "<h1>{{ titel }}</h1>", 1, "The nearest is “title”", False),
        ("notice.html", "\n{% if %}", 2, "Expected an expression", True),
        ("notice.html", "{{ x|safe }}", 1, "No filter named 'safe'", True),
        ("notce.html", "<p>", 0, "Is it to be notice.html?", False),
        ("article.html", "{{ story.headlin }}", 1, "the nearest is “headline”. On the page “Ferry aground”", True),
        ("article.html", '<p onclick="go()">', 1, "“onclick” does nothing", False),
        ("article.html", "<p>\n<script>go()</script>", 2, "The script does nothing", False),
        ("site.css", "p {}\n@import 'https://x.example/a.css';", 2, "asks another place", False),
        ("site.css", "@font-face { src: url(//x.example/a.woff2) }", 1, "asks another place", False),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(
    desk: Desk, name: str, text: str, line: int, said: str, stops: bool
) -> None:
    written(desk, name, text)
    found = [problem for problem in problems(desk) if said.casefold() in problem.text.casefold()]
    assert [(problem.file, problem.line, problem.stops) for problem in found] == [(name, line, stops)]


def test_files_that_are_no_part_of_a_page_are_left_alone(desk: Desk) -> None:
    written(desk, "README.md", "Ours.")
    (desk.folder / "theme" / ".git").mkdir()
    written(desk, ".git/x.html", "{% if %}")
    assert problems(desk) == ()


def test_copying_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "site.css").write_text("ours")
    copied = copy_theme(BUILT_IN, tmp_path / "theme")
    assert [file.name for file in copied] == list(theme_names(BUILT_IN))
    assert [file.name for file in copied if not file.is_new] == ["site.css"]
    assert (tmp_path / "theme" / "site.css").read_text() == "ours"
    assert (tmp_path / "theme" / "parts" / "cards.html").read_bytes() == (
        BUILT_IN / "parts" / "cards.html"
    ).read_bytes()


def test_an_unknown_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(NoSuchThemeFile, match=r"Did you mean parts/cards\.html"):
        copy_theme(BUILT_IN, tmp_path / "theme", ["site.css", "cards.html"])
    with pytest.raises(NoSuchThemeFile):
        copy_theme(BUILT_IN, tmp_path / "theme", ["../app/style.qss"])
    assert not (tmp_path / "theme").exists()


def test_a_file_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "theme").write_text("a file")
    with pytest.raises(ThemeNotCopied, match="could not be written"):
        copy_theme(BUILT_IN, tmp_path / "theme")


def test_the_commands(desk: Desk) -> None:
    desk.story("a", "section: News\n")
    run = CliRunner().invoke
    assert "no theme of its own" in run(stet, ["theme", "check", str(desk.folder)]).output
    done = run(stet, ["theme", "copy", str(desk.folder), "site.css"])
    assert done.exit_code == 0 and done.output == "theme/site.css: copied\n"
    assert "left as it is" in run(stet, ["theme", "copy", str(desk.folder), "site.css"]).output
    assert "in order" in run(stet, ["theme", "check", str(desk.folder)]).output
    written(desk, "notice.html", "{{ nothing }}")
    done = run(stet, ["theme", "check", str(desk.folder)])
    assert done.exit_code == 1 and "theme/notice.html, line 1: “nothing” is not defined" in done.output
    assert (
        "stet: The built-in theme has no file x."
        in run(stet, ["theme", "copy", str(desk.folder), "x"]).output
    )
