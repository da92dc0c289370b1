"""What is wrong with a newsroom's theme, found without publishing: faults stop an export, the rest is worth a look.

Reads each template, looks at what autoescaping cannot save, and makes a page of each kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from editor_app.locations import resources_folder
from editor_app.publish.edition import Edition
from editor_app.publish.page import PageRenderer, theme_of
from editor_app.publish.public_story import PublicStories
from editor_app.publish.theme import Theme, ThemeFault
from editor_app.publish.theme_context import names_for
from editor_app.publish.theme_files import theme_names
from editor_app.stories.newsroom import Newsroom

_MOST_STORIES = 30
_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TAG = re.compile(r"<[A-Za-z](?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_SHOWN, _HIDDEN = "\ue000", "\ue001"
_BARE = re.compile(rf"([\w:-]+)\s*=\s*[^\s>\"'=]*{_SHOWN}")
_HANDLER = re.compile(r"\s(on[a-z]+)\s*=", re.IGNORECASE)
_ELSEWHERE = re.compile(r"@import\b|url\(\s*['\"]?(?:https?:)?//", re.IGNORECASE)
_GIVEN_BY_JINJA = frozenset({"range", "namespace", "loop", "self", "super", "caller", "varargs", "kwargs"})


@dataclass(frozen=True, slots=True)
class ThemeProblem:
    """Something about one file. `line` 0: no line in particular; `stops`: no page can be made with it."""

    file: str
    line: int
    text: str
    stops: bool


def check_theme(newsroom: Newsroom, now: datetime) -> tuple[ThemeProblem, ...]:
    """Everything there is to say of the newsroom's theme, by file and line."""
    own, built_in = newsroom.theme_folder, resources_folder() / "theme"
    names = theme_names(own) if own.is_dir() else ()
    theme = theme_of(newsroom)
    found: set[ThemeProblem] = set()
    for name in names:
        found.update(_about_file(theme, own / name, name, theme_names(built_in)))
    if not any(problem.stops for problem in found):
        found.update(_about_pages(newsroom, theme, now))
    return tuple(sorted(found, key=lambda problem: (problem.file, problem.line, problem.text)))


def unquoted_attributes(source: str) -> Iterator[tuple[int, str]]:
    """(line, attribute) of each attribute whose value comes from a template mark and stands in no quotes.

    Escaping does not help there: a value with a space in it would begin another attribute.
    """
    for line, tag in _tags(source):
        bare = _QUOTED.sub(lambda quoted: f'"{"_" * (len(quoted[0]) - 2)}"', tag)
        for match in _BARE.finditer(bare):
            yield line + tag[: match.start()].count("\n"), match[1]


def _about_file(theme: Theme, path: Path, name: str, known: tuple[str, ...]) -> Iterator[ThemeProblem]:
    if path.suffix not in (".html", ".css", ".js"):
        return
    try:
        source = path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError):
        yield ThemeProblem(name, 0, "It is not UTF-8 text.", True)
        return
    if "/" not in name and name not in known and (near := get_close_matches(name, known, n=1, cutoff=0.75)):
        yield ThemeProblem(
            name, 0, f"It replaces no file of the built-in theme. Is it to be {near[0]}?", False
        )
    if path.suffix == ".css":
        for match in _ELSEWHERE.finditer(source):
            yield ThemeProblem(
                name,
                _line(source, match.start()),
                "It asks another place for a file. Pages refuse that.",
                False,
            )
    if path.suffix != ".html":
        return
    try:
        theme.check(name)
    except ThemeFault as fault:
        yield ThemeProblem(fault.template, fault.line, f"{fault.reason[:1].upper()}{fault.reason[1:]}.", True)
        return
    yield from _about_markup(source, name)
    yield from _about_names(source, name)


def _about_markup(source: str, name: str) -> Iterator[ThemeProblem]:
    for line, attribute in unquoted_attributes(source):
        yield ThemeProblem(name, line, f"The value of “{attribute}” needs quotes around it.", False)
    for line, tag in _tags(source):
        if match := _HANDLER.search(_QUOTED.sub("", tag)):
            yield ThemeProblem(
                name, line, f"“{match[1]}” does nothing: pages run no script of a theme.", False
            )
        if tag.lower().startswith("<script") and "ld+json" not in tag and "page.script" not in source:
            yield ThemeProblem(name, line, "The script does nothing: pages run no script of a theme.", False)


def _about_names(source: str, name: str) -> Iterator[ThemeProblem]:
    """Names that no page of this kind is given, and that the template does not make itself."""
    try:
        template = Environment().parse(source)
    except TemplateSyntaxError:
        return
    known = names_for(name)
    for word in sorted(
        meta.find_undeclared_variables(template) - known - _own_names(template) - _GIVEN_BY_JINJA
    ):
        near = get_close_matches(word, known, n=1)
        hint = f" The nearest is “{near[0]}”." if near else ""
        place = re.search(rf"\b{re.escape(word)}\b", source)
        line = _line(source, place.start()) if place else 0
        yield ThemeProblem(name, line, f"No page gives it a “{word}”.{hint}", False)


def _own_names(template: nodes.Template) -> set[str]:
    """What the template sets, imports and takes as arguments, wherever it does."""
    own = {node.name for node in template.find_all(nodes.Name) if node.ctx != "load"}
    own.update(node.name for node in template.find_all(nodes.Macro))
    own.update(node.target for node in template.find_all(nodes.Import))
    for node in template.find_all(nodes.FromImport):
        own.update(entry if isinstance(entry, str) else entry[1] for entry in node.names)
    return own


def _about_pages(newsroom: Newsroom, theme: Theme, now: datetime) -> Iterator[ThemeProblem]:
    """A page of each kind, and those of the newest stories."""
    edition, public = Edition.of(newsroom, now), PublicStories(newsroom)
    renderer = PageRenderer(newsroom, edition, theme=theme)
    makers: list[Callable[[], object]] = [renderer.front_page, renderer.not_found, renderer.corrections_page]
    makers += [
        lambda listing=listing: renderer.listing(listing) for listing in renderer.listings()[:_MOST_STORIES]
    ]
    makers += [lambda page=page: renderer.standing_page(page) for page in renderer.standing_pages()]
    makers += [
        lambda facts=facts: renderer.article(public.read(facts.path))
        for facts in edition.stories[:_MOST_STORIES]
    ]
    makers += [theme.stylesheet, theme.script]
    for make in makers:
        try:
            make()
        except ThemeFault as fault:
            where = f" On the page “{fault.page}”." if fault.page else ""
            reason = f"{fault.reason[:1].upper()}{fault.reason[1:]}.{where}"
            yield ThemeProblem(fault.template, fault.line, reason, True)


def _tags(source: str) -> Iterator[tuple[int, str]]:
    """(line, tag) of each tag, with template marks made one kind of character."""

    def hidden(mark: re.Match[str]) -> str:
        cover = _SHOWN if mark[0].startswith("{{") else _HIDDEN
        return "".join(character if character == "\n" else cover for character in mark[0])

    covered = _MARK.sub(hidden, source)
    for match in _TAG.finditer(covered):
        yield _line(covered, match.start()), match[0].replace(_HIDDEN, " ")


def _line(source: str, offset: int) -> int:
    return source.count("\n", 0, offset) + 1
