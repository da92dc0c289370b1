"""The documents at the top: what they point to is there, and the story file's page names every key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from editor_app.stories.newsroom_settings import Limits, NewsroomSettings
from editor_app.stories.story import FrontMatter

ROOT = Path(__file__).resolve().parent.parent
_LINK = re.compile(r"\]\((?!\w+:|#)([^)\s]+)\)")


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_link_leads_to_a_file(name: str) -> None:
    targets = _LINK.findall((ROOT / name).read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).is_file()] == []


def test_the_readme_shows_the_window() -> None:
    assert len(_LINK.findall((ROOT / "README.md").read_text(encoding="utf-8"))) >= 5


def test_every_module_the_architecture_names_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:ui|stories|publish|session|markup|resources)/[\w/.]+)`", text)
    assert named
    missing = [
        path
        for path in (name.split(".")[0] if not name.endswith((".json", ".py")) else name for name in named)
        if not any(
            (ROOT / base / f"{path}{end}").exists() for base in ("", "editor_app") for end in ("", ".py")
        )
    ]
    assert missing == []


def test_the_architecture_stays_short() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) < 150


def test_the_page_on_the_story_file_names_every_key() -> None:
    text = (ROOT / "docs/story-file.md").read_text(encoding="utf-8")
    keys = {*NewsroomSettings.model_fields, *Limits.model_fields, *FrontMatter.model_fields}
    assert sorted(key for key in keys if f"`{key}`" not in text) == []
