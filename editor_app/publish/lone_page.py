"""Writes the page of one story by itself, to look at it in a browser or to send it to somebody."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from editor_app.publish.addresses import file_of
from editor_app.publish.edition import Edition
from editor_app.publish.images import PictureFile, PictureShop
from editor_app.publish.page import PageRenderer
from editor_app.publish.page_head import HIDDEN, INDEXED
from editor_app.publish.page_making import encoded
from editor_app.publish.public_story import PublicStories
from editor_app.publish.site import export_cache, one_sentence_each
from editor_app.stories.gate import is_public
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable


def export_page(
    newsroom: Newsroom, story: Story, folder: Path, now: datetime, cache: Path | None = None
) -> Path:
    """Write the page of one story with its pictures into `folder`, and return the page.

    The page stands alone: its links lead to the site. A story that is not public keeps search engines out, because
    a person may look at a draft in a browser, and nobody else may find it. Raises `ExportError`.
    """
    folder = Path(folder)
    with one_sentence_each(folder):
        edition = Edition.of(newsroom, now)
        used: dict[str, PictureFile] = {}
        shop = PictureShop((cache or export_cache()) / "pictures")
        robots = INDEXED if is_public(story, now) and _is_out(newsroom, story) else HIDDEN
        html = PageRenderer(newsroom, edition, shop=shop, used=used, alone=True).article(story, robots)
        folder.mkdir(parents=True, exist_ok=True)
        for picture in used.values():
            target = folder / picture.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(picture.data.read_bytes())
        page = folder / f"{Path(file_of(newsroom.address_path(story))).stem}.html"
        if page.stem == "index":
            page = folder / f"{Path(file_of(newsroom.address_path(story))).parent.name or 'story'}.html"
        page.write_bytes(encoded(html))
    return page


def _is_out(newsroom: Newsroom, story: Story) -> bool:
    """Whether readers have the story as it is here, not an earlier text of it."""
    try:
        return PublicStories(newsroom).read(story.path).text == story.text
    except StoryNotReadable:
        return False
