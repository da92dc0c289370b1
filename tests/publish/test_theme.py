from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.locations import resources_folder
from editor_app.publish.site import ExportError
from editor_app.publish.theme import Theme, ThemeFault
from tests.publish.conftest import Desk


def rendered(folder: Path, text: str, **context: object) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "page.html").write_text(text, encoding="utf-8")
    return Theme(folder).render("page.html", context)


def test_a_newsroom_replaces_one_file(desk: Desk) -> None:
    theme = desk.folder / "theme"
    theme.mkdir()
    (theme / "notice.html").write_text(
        '{% extends "base.html" %}{% block main %}<h1>Ours: {{ title }}</h1>{% endblock %}'
    )
    (theme / "site.css").write_text("/* ours */ body { color: teal }")
    desk.story("a", "section: News\n")
    desk.export()
    assert "Ours: There is no page here" in desk.page("404.html")
    assert "<style>body{color: teal}</style>" in desk.page("news/a/index.html")


def test_extra_front_matter_reaches_the_theme(desk: Desk) -> None:
    (desk.folder / "theme" / "parts").mkdir(parents=True)
    (desk.folder / "theme" / "parts" / "story_foot.html").write_text("<p>{{ story.extra.photographer }}</p>")
    desk.story("a", "section: News\nphotographer: <Leo>\n")
    desk.export()
    assert "<p>&lt;Leo&gt;</p>" in desk.page("news/a/index.html")


def test_a_misspelt_name_is_named_with_its_line(desk: Desk) -> None:
    (desk.folder / "theme").mkdir()
    (desk.folder / "theme" / "notice.html").write_text("<h1>\n{{ titel }}</h1>")
    desk.story("a", "section: News\n")
    with pytest.raises(ExportError, match=r"notice\.html, line 2 .*titel"):
        desk.export()
    assert not desk.output.exists()


def test_text_is_escaped_unless_made_here(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ a }}", a="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ a._secret }}",
        "{{ a['__class__'] }}",
        "{{ a|attr('__class__') }}",
        "{{ '%s'|format(a) }}",
        "{{ '{0.__class__}'.format(a) }}",
        "{{ 'a' * 10 ** 9 }}",
        "{{ 2 ** 99999999 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 'a'.center(1000000000) }}",
        "{{ 'a'|center(1000000000) }}",
        "{% for x in range(10000000) %}{% endfor %}",
        "{{ cycler }}",
        "{{ self.__init__.__globals__ }}",
        "{{ range.__self__ }}",
        "{{ a.append(1) }}",
        "{% include 'page.html' %}",
        "{% include '../../newsroom.yaml' %}",
        "{{ missing }}",
        "{{ a.nothing }}",
        "{% if %}",
        "{{ 1 / 0 }}",
        "{{ a.read_text() }}",
    ],
)
def test_a_theme_cannot_leave_its_sandbox_or_hang(tmp_path: Path, text: str) -> None:
    with pytest.raises(ThemeFault, match=r"The theme file page\.html"):
        rendered(tmp_path / "theme", text, a=[1, 2])


def test_a_link_out_of_the_theme_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("CANARY")
    folder = tmp_path / "theme"
    folder.mkdir()
    (folder / "part.html").symlink_to(tmp_path / "secret.txt")
    (folder / "site.css").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(ThemeFault, match=r"part\.html"):
        rendered(folder, "{% include 'part.html' %}")
    with pytest.raises(ThemeFault, match=r"site\.css.*missing"):
        Theme(folder).stylesheet()


def test_the_built_in_theme_quotes_every_attribute() -> None:
    import re

    for path in (resources_folder() / "theme").rglob("*.html"):
        assert not re.search(r"=\s*\{\{", path.read_text(encoding="utf-8")), path


def test_the_stylesheet_names_no_font_file_and_no_address() -> None:
    css = Theme(resources_folder() / "theme").stylesheet()
    assert "@font-face" not in css and "url(" not in css and "@import" not in css and "/*" not in css
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("site.css", b"\xff\xfe", "site.css cannot be used: it is not UTF-8 text"),
        ("parts/story_head.html", b"\xff\xfe", "parts/story_head.html cannot be used: it is not UTF-8 text"),
        ("parts/story_head.html", b"\n{{ story.nope }}", "parts/story_head.html, line 2 cannot be used: there is nothing called “nope” there"),
        ("article.html", b'{% extends "nope.html" %}', "there is no theme file nope.html"),
        ("article.html", b"\n\n{% if %}", "article.html, line 3 cannot be used"),
    ],
)  # fmt: skip
def test_a_fault_of_a_theme_is_one_sentence_that_says_where(
    desk: Desk, name: str, data: bytes, said: str
) -> None:
    path = desk.folder / "theme" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    desk.story("a", "section: News\n")
    with pytest.raises(ExportError) as fault:
        desk.export()
    assert said in str(fault.value)
    assert "\n" not in str(fault.value) and "object" not in str(fault.value)


def test_loops_within_loops_end(tmp_path: Path) -> None:
    loops = "".join(f"{{% for {name} in range(1000) %}}" for name in "abc") + "{% endfor %}" * 3
    with pytest.raises(ThemeFault, match="together"):
        rendered(tmp_path, loops)
