"""A small newsroom that tests write into, and its export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from editor_app.publish.edition import Edition
from editor_app.publish.page import PageRenderer
from editor_app.publish.site import ExportReport, export_site
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

SETTINGS = """\
name: The Courier
url: https://courier.example
language: en-GB
timezone: Europe/London
sections: [News, Harbour, Weather]
share:
  networks: [facebook, x, linkedin, pinterest, whatsapp]
"""


@dataclass
class Desk:
    """A newsroom folder, with short ways to write to it and to publish it."""

    folder: Path
    cache: Path
    now: datetime

    @property
    def newsroom(self) -> Newsroom:
        return Newsroom.open(self.folder)

    @property
    def output(self) -> Path:
        return self.folder.parent / "site"

    def settings(self, text: str) -> None:
        (self.folder / "newsroom.yaml").write_text(SETTINGS + text, encoding="utf-8")

    def story(self, slug: str, front_matter: str = "", body: str = "", status: str = "published") -> Story:
        """Write a story. `date` and `title` are given unless `front_matter` has them."""
        head = f"status: {status}\n" if status else ""
        if "title:" not in front_matter:
            head += f"title: Story {slug}\n"
        if "date:" not in front_matter.replace("date: {", ""):
            head += "date: 2026-11-17T10:00:00Z\n"
        body = body or f"A line on {slug}.\n"
        path = self.folder / "stories" / f"{slug}.md"
        path.write_text(f"---\n{head}{front_matter}---\n\n{body}", encoding="utf-8")
        return self.newsroom.read(path)

    def picture(
        self, name: str, size: tuple[int, int] = (1600, 900), colour: str = "navy", **options: Any
    ) -> Path:
        path = self.folder / "images" / name
        path.parent.mkdir(exist_ok=True)
        Image.new("RGB", size, colour).save(path, **options)
        return path

    def edition(self, now: datetime | None = None) -> Edition:
        return Edition.of(self.newsroom, now or self.now)

    def renderer(self) -> PageRenderer:
        return PageRenderer(self.newsroom, self.edition(), lambda path: f"/picture/{path.name}")

    def export(self, now: datetime | None = None, output: Path | None = None, **options: Any) -> ExportReport:
        options.setdefault("cache", self.cache)
        return export_site(self.newsroom, output or self.output, now or self.now, **options)

    def page(self, name: str) -> str:
        return (self.output / name).read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, now: datetime) -> Desk:
    folder = tmp_path / "newsroom"
    (folder / "stories").mkdir(parents=True)
    (folder / "newsroom.yaml").write_text(SETTINGS, encoding="utf-8")
    return Desk(folder, tmp_path / "cache", now)


@pytest.fixture
def snapshot() -> Callable[[Path], dict[str, bytes]]:
    """Every file below a folder with its bytes."""

    def take(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    return take
