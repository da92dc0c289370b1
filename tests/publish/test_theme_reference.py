"""The reference of themes is what the code says, and the code does what it says."""

from __future__ import annotations

import inspect
from dataclasses import fields
from typing import Any

import pytest

from editor_app.locations import resources_folder
from editor_app.publish import views
from editor_app.publish.theme import Theme
from editor_app.publish.theme_context import EVERYWHERE, PARTS, TEMPLATES
from editor_app.publish.theme_files import theme_names
from scripts.theme_reference import PAGE, described_fields, reference
from tests.publish.conftest import Desk

VIEWS = [
    kind for _name, kind in inspect.getmembers(views, inspect.isclass) if kind.__module__ == views.__name__
]


def test_the_reference_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run: make reference"


@pytest.mark.parametrize("kind", VIEWS)
def test_every_value_is_described(kind: type) -> None:
    summary, described = described_fields(kind)
    assert summary.endswith(".")
    assert list(described) == [field.name for field in fields(kind)]


def test_every_file_of_the_built_in_theme_is_in_the_reference() -> None:
    named = {entry.name for entry in TEMPLATES} | set(PARTS)
    assert named == set(theme_names(resources_folder() / "theme"))


def test_pages_are_made_with_what_the_reference_says(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, dict[str, Any]] = {}
    render = Theme.render

    def noted(theme: Theme, template: str, context: dict[str, Any]) -> str:
        seen.setdefault(template, {}).update(
            {k: v for k, v in context.items() if v or k not in seen[template]}
        )
        return render(theme, template, context)

    monkeypatch.setattr(Theme, "render", noted)
    (desk.folder / "pages").mkdir()
    desk.story(
        "a", "section: News\nauthors: Leo\ncorrections:\n  - {date: 2026-11-17T11:00:00Z, text: Wrong.}\n"
    )
    desk.export()
    everywhere = {given.name for given in EVERYWHERE}
    for entry in TEMPLATES:
        if entry.name in seen:
            assert set(seen[entry.name]) == everywhere | {given.name for given in entry.given}, entry.name
            for given in entry.given:
                kind = given.type.partition(" |")[0]
                value = seen[entry.name][given.name]
                assert value is None or kind.startswith("tuple") or type(value).__name__ == kind
    assert {"article.html", "front.html", "listing.html", "corrections.html", "notice.html"} <= set(seen)
