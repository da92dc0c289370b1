"""The pages of a small newsroom, as text to be read: a change of a template shows here as a difference.

`STET_GOLDEN=write` writes them anew; look at the difference before you keep it. Stylesheet and script stand for themselves and
are replaced by a word, so that only a change of a page shows.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor_app.publish.site import export_site
from editor_app.stories.newsroom import Newsroom

HERE = Path(__file__).resolve().parent
NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
PAGES = {
    "article.html": "harbour/ferry-aground/index.html",
    "article-right-to-left.html": "harbour/arabic/index.html",
    "article-plain.html": "weather/merrow-flood/index.html",
    "article-live.html": "weather/gale-night/index.html",
    "front.html": "index.html",
    "section.html": "harbour/index.html",
    "author.html": "authors/maren-oduya/index.html",
    "tag.html": "tags/gull-holm/index.html",
    "standing.html": "how-we-work/index.html",
    "corrections.html": "corrections/index.html",
    "withdrawn.html": "news/withdrawn/index.html",
    "not-found.html": "404.html",
    "feed.xml": "feed.xml",
    "feed.json": "feed.json",
    "atom.xml": "atom.xml",
    "section-feed.json": "harbour/feed.json",
    "site.webmanifest": "site.webmanifest",
    "sitemap.xml": "sitemap.xml",
    "sitemap-pages.xml": "sitemap-pages.xml",
    "sitemap-month.xml": "sitemap-2026-11.xml",
    "sitemap-news.xml": "sitemap-news.xml",
    "robots.txt": "robots.txt",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("golden") / "site"
    newsroom = Newsroom.open(HERE / "newsroom")
    newsroom.private_folder = output.parent / "private"
    export_site(newsroom, output, NOW, cache=output.parent / "cache")
    return output


def indented(data: re.Match[str]) -> str:
    """Structured data a line a fact; on the page it is one line."""
    return "\n" + json.dumps(json.loads(data[0]), ensure_ascii=False, indent=1) + "\n"


def readable(text: str) -> str:
    text = re.sub(r"<style>.*?</style>", "<style>[site.css]</style>", text, flags=re.DOTALL)
    text = re.sub(
        r'(?<=<script type="application/ld\+json">).*?(?=</script>)', indented, text, flags=re.DOTALL
    )
    text = re.sub(r"<script>.*?</script>", "<script>[page.js]</script>", text, flags=re.DOTALL)
    text = re.sub(r"script-src 'sha256-[^']+'", "script-src '[page.js]'", text)
    return re.sub(r"style-src 'sha256-[^']+'", "style-src '[site.css]'", text)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_as_it_was(site: Path, name: str) -> None:
    found = readable((site / PAGES[name]).read_text(encoding="utf-8"))
    kept = HERE / "pages" / name
    if os.environ.get("STET_GOLDEN") == "write":
        kept.write_text(found, encoding="utf-8")
    wanted = kept.read_text(encoding="utf-8")
    if found != wanted:
        lines = difflib.unified_diff(
            wanted.splitlines(), found.splitlines(), f"kept/{name}", f"found/{name}", "", "", 2, ""
        )
        pytest.fail(f"{name} is not as it was:\n" + "\n".join(lines), pytrace=False)


def test_every_golden_page_is_compared() -> None:
    assert {path.name for path in (HERE / "pages").iterdir()} == set(PAGES)


def test_the_pages_belong_to_the_site(site: Path) -> None:
    for found in PAGES.values():
        assert (site / found).is_file()
    assert not (site / "harbour" / "secret-plan").exists()
