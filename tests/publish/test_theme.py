from __future__ import annotations

import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from editor_app.locations import resources_folder
from editor_app.publish.site import ExportError
from editor_app.publish.theme import Theme, ThemeFault, safe
from editor_app.publish.views import LinkView
from tests.publish.conftest import Desk

BUILT_IN = resources_folder() / "theme"
LOOP = "{% for x in range(1000) %}"


def rendered(folder: Path, text: str, seconds: float = 5.0, **context: object) -> str:
    """What a newsroom's own template makes of a context."""
    folder.mkdir(exist_ok=True)
    (folder / "page.html").write_text(text, encoding="utf-8")
    return Theme(BUILT_IN, folder, seconds=seconds).render("page.html", context)


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
        "{{ a|map(attribute='__class__')|list }}",
        "{{ a|groupby('__class__') }}",
        "{{ a|sort(attribute='__class__.__name__') }}",
        "{{ (a|first).__init__ }}",
        "{{ ''|attr('join') }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ a.__getitem__(0) }}",
        "{{ lipsum() }}",
        "{{ joiner }}",
        "{{ request }}",
        "{% set a.x = 1 %}",
        "{{ {}.setdefault('a', 1) }}",
        "{{ [1].pop() }}",
        "{{ 'a'.format_map({}) }}",
        "{{ 'a'.encode() }}",
        "{{ 'a'.join(['b']) }}",
        "{{ 'a'.replace('a', 'b') }}",
        "{{ 'a'.zfill(1000000000) }}",
        "{% include '/etc/passwd' %}",
        "{% include 'parts/../../../newsroom.yaml' %}",
        "{% import 'os' as os %}",
        "{% extends 'page.html' %}",
        "{% do a.append(1) %}",
        "{% debug %}",
        "{{ a }}",
        "{{ '{:>1000000000}'.format(1) }}",
        "{{ view }}",
        "{{ [1]|batch(1000000000, 0)|list }}",
        "{{ [1]|slice(1000000000)|list }}",
        "{{ 1|round(1000000000, 'ceil') }}",
        "{{ [[1]]|sum(start=[]) }}",
        "{{ ('a'|replace('a', words))|replace('a', words) }}",
        "{{ range(1000)|join(words) }}",
        "{{ range(10 ** 12) }}",
        "{{ words|striptags }}",
        "{{ 1 << 99999999999 }}",
    ],
)
def test_a_theme_cannot_leave_its_sandbox_or_hang(tmp_path: Path, text: str) -> None:
    with pytest.raises(ThemeFault, match=r"The theme file page\.html"):
        rendered(tmp_path / "theme", text, seconds=60, a=[1, 2], words="a" * 200_000, view=LinkView("/", "x"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LOOP * 3 + "{% endfor %}" * 3, "together"),
        ("{% set n = range(1000) %}" + "{% for x in n %}" * 4 + "{% endfor %}" * 4, "longer than 0.3 seconds"),
        (LOOP + "{% for x in words %}{% endfor %}{% endfor %}", "longer than 0.3 seconds"),
        ("{% set x = words %}" + "{% set x = x ~ x %}" * 60, "a text grows"),
        ("{% set x = words %}" + "{% set x = x + x %}" * 60, "a text grows"),
        ("{% set x = words %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 60, "grows without end"),
        ("{% set x = [1] %}" + "{% set x = [x, x] %}" * 60 + "{{ x|string }}", "a list grows"),
        ("{% set x = (1,) %}" + "{% set x = (x, x) %}" * 60 + "{{ x == x }}", "a list grows"),
        ("{% set x = {'a': 1} %}" + "{% set x = {'a': x, 'b': x} %}" * 60, "a list grows"),
        ("{% set x = [1] %}" + "{% set x = x + x %}" * 60, "a list grows"),
        ("{% set x = 9999999 %}" + "{% set x = x * x %}" * 60, "a number grows"),
        ("{% set n = namespace(x='aa') %}" + LOOP + "{% set n.x = n.x ~ n.x %}{% endfor %}", "a text grows"),
        (LOOP + "{{ words }}{{ words }}{{ words }}{% endfor %}", "the page grows"),
        ("{% set n = range(1000) %}{% for x in n %}{% for y in n %}" + "x" * 2000 + "{% endfor %}{% endfor %}", "grows"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "without end"),
        ("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}", "longer than"),
        ("{% macro m(x, n) %}{% if n %}{{ m([x, x], n - 1) }}{% endif %}{% endmacro %}{{ m(1, 60) }}", "a list grows"),
        ("{% macro m(n) %}{% if n %}{{ m(n - 1, varargs, varargs) }}{% endif %}{% endmacro %}{{ m(60, 1) }}", "a list grows"),
        ("{% for x in tree recursive %}{{ loop(tree) }}{% endfor %}", "without end"),
        ("{% include 'page.html' %}", "without end"),
        ("{% if n is not defined %}{% set n = 0 %}{% endif %}{% set n = n + 1 %}"
         "{% if n < 40 %}{% include 'page.html' %}{% include 'page.html' %}{% endif %}", "longer than"),
        (LOOP.replace("range(1000)", "'ab'") * 30 + "{% endfor %}" * 30, "nested too deeply"),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "without end"),
    ],
)  # fmt: skip
def test_a_runaway_template_is_stopped(tmp_path: Path, text: str, said: str) -> None:
    is_slow = "longer" in said  # the others have to stop for what they take, long before their time is over
    started = time.monotonic()
    with pytest.raises(ThemeFault, match=said):
        rendered(
            tmp_path / "theme", text, seconds=0.3 if is_slow else 60, words="ab" * 5_000, tree=["a", "b"]
        )
    assert time.monotonic() - started < 30


def test_it_is_stopped_on_a_worker_as_well(tmp_path: Path) -> None:
    endless = "{% set n = range(1000) %}" + "{% for x in n %}" * 4 + "{% endfor %}" * 4
    with ThreadPoolExecutor(1) as pool, pytest.raises(ThemeFault, match="longer than"):
        pool.submit(rendered, tmp_path / "theme", endless, 0.1).result(timeout=20)


def test_memory_stays_bounded_while_a_page_grows(tmp_path: Path) -> None:
    grows = LOOP + LOOP.replace("range(1000)", "range(90)") + "{{ words }}{% endfor %}{% endfor %}"
    tracemalloc.start()
    try:
        with pytest.raises(ThemeFault):
            rendered(tmp_path / "theme", grows, words="a<" * 250_000)
        assert tracemalloc.get_traced_memory()[1] < 300_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{% for x in a %}{{ loop.index }}/{{ loop.length }}{{ '' if loop.last else ', ' }}{% endfor %}", "1/2, 2/2"),
        ("{% for x in [] %}x{% else %}none{% endfor %}", "none"),
        ("{% for k, v in {'b': 1, 'a': 2}|dictsort %}{{ k ~ v }}{% endfor %}", "a2b1"),
        ("{% for x in tree recursive %}{{ x.name }}({{ loop(x.below) }}){% endfor %}", "top(leaf())"),
        ("{% set n = namespace(sum=0) %}{% for x in a %}{% set n.sum = n.sum + x %}{% endfor %}{{ n.sum * 2 }}", "6"),
        ("{{ a|map('string')|join('<') }}", "1&lt;2"),
        ("{% set x %}<b>{{ '<' }}</b>{% endset %}{{ x }}", "<b>&lt;</b>"),
        ("{% macro m(x) %}<i>{{ x }}{{ caller() }}</i>{% endmacro %}{% call m('&') %}!{% endcall %}", "<i>&amp;!</i>"),
        ("{{ '<' ~ safe ~ 1 }}", "&lt;<hr>1"),
        ("{{ [a, a]|length }}{{ (1, a[0])|last }}{{ 'x' if 1 in a }}", "21x"),
        ("{% for row in range(5)|batch(2, 0) %}{{ row|join }};{% endfor %}", "01;23;40;"),
        ("{{ 7 % 4 }}{{ 2.5 * 2 }}{{ none is none }}{{ true }}", "35.0TrueTrue"),
        ("{% for x in a if x > 1 %}{{ x }}{% endfor %}{{ loop is defined }}", "2False"),
    ],
)  # fmt: skip
def test_what_themes_do_every_day_goes_on_as_before(tmp_path: Path, text: str, made: str) -> None:
    tree = [{"name": "top", "below": [{"name": "leaf", "below": []}]}]
    assert rendered(tmp_path / "theme", text, a=[1, 2], tree=tree, safe=safe("<hr>")) == made


def test_the_built_in_theme_is_not_metered_and_makes_the_same_pages(desk: Desk) -> None:
    desk.story("a", "section: News\n", "Words.\n\n- one\n- two\n")
    desk.export()
    before = desk.page("news/a/index.html"), desk.page("index.html")
    (desk.folder / "theme").mkdir()
    (desk.folder / "theme" / "unused.html").write_text("{{ page.title }}")
    desk.export()
    assert (desk.page("news/a/index.html"), desk.page("index.html")) == before


def test_a_fault_names_the_page_and_the_nearest_name(desk: Desk) -> None:
    (desk.folder / "theme" / "parts").mkdir(parents=True)
    (desk.folder / "theme" / "parts" / "story_head.html").write_text("\n{{ story.headlin }}")
    desk.story("a", "section: News\ntitle: Ferry aground\n")
    with pytest.raises(ExportError) as fault:
        desk.export()
    assert str(fault.value) == (
        "The theme file parts/story_head.html, line 2 cannot be used: there is nothing called “headlin” there; "
        "the nearest is “headline” (on the page “Ferry aground”)."
    )


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
        outside = re.sub(r'"[^"<>]*"', '""', path.read_text(encoding="utf-8"))
        assert not re.search(r"=\s*\{\{", outside), path


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
