"""The sample newsroom, exported as a whole."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor_app.publish.site import export_site
from editor_app.stories.newsroom import Newsroom
from tests.publish.pages import graph, meta, read_page

NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    folder = tmp_path_factory.mktemp("seeds")
    shutil.copytree(seeds, folder / "newsroom")
    export_site(Newsroom.open(folder / "newsroom"), folder / "site", NOW, cache=folder / "cache")
    return folder / "site"


def test_every_page_is_whole(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 40
    for path in pages:
        page = read_page(path.read_text(encoding="utf-8"))
        assert len(page.all("link", rel="canonical")) == len(page.all("main")) == len(page.all("h1")) == 1, (
            path
        )
        assert len(meta(page, "description")) == 1 and meta(page, "description")[0]
        for label in page.all(class_="label"):
            assert label.attributes["data-breaking-until"].endswith("Z")
        if meta(page, "og:type") == ["article"]:
            assert graph(page)["NewsArticle"]["headline"] == page.one("h1").text
            assert page.one("article", class_="story").one("h1")


def test_every_link_of_the_sample_leads_somewhere(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        page = read_page(path.read_text(encoding="utf-8"))
        ids = {node.attributes["id"] for node in page.all() if "id" in node.attributes}
        for node in page.all("a"):
            link, _, part = node.attributes["href"].partition("#")
            if not link:
                assert part in ids, (path, part)
            elif "://" not in link and not link.startswith("mailto:"):
                assert (path.parent / link).resolve().is_file(), (path, link)


def test_every_indexed_page_can_be_reached(site: Path) -> None:
    seen: set[Path] = set()
    waiting = [site / "index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for node in read_page(path.read_text(encoding="utf-8")).all("a"):
            link = node.attributes["href"].partition("#")[0]
            if link.endswith(".html") and "://" not in link:
                waiting.append((path.parent / link).resolve())
    indexed = {
        path for path in site.rglob("*.html") if 'content="noindex' not in path.read_text(encoding="utf-8")
    }
    assert indexed <= seen
