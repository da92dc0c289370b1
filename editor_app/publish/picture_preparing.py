"""Makes the sizes of pictures that stories show before their pages are made, so that a person sees what takes the time.

A page would make what it shows all the same: what is missed here costs nothing but the telling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from editor_app.publish.images import PictureShop
from editor_app.publish.reporting import PictureUnusable, Teller
from editor_app.publish.story_facts import StoryFacts
from editor_app.stories.focal import Focal
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

_IN_TEXT = re.compile(r"!\[[^\]\n]*\]\(<?([^\s)>]+)")


def prepare_pictures(
    newsroom: Newsroom,
    shop: PictureShop,
    stories: Iterable[StoryFacts],
    texts: Mapping[str, Story],
    teller: Teller,
) -> None:
    """Have `shop` make the lead pictures of these stories, and those in the `texts` at hand. Raises `ExportCancelled`."""
    wanted: dict[Path, Focal | None] = {}
    for facts in stories:
        if facts.image and (path := newsroom.picture_path(facts.path, facts.image[0])):
            wanted[path] = Focal.of(facts.image[2])
        story = texts.get(facts.file)
        for source in _IN_TEXT.findall(story.body) if story is not None and "![" in story.body else ():
            if path := newsroom.picture_path(facts.path, source):
                wanted.setdefault(path, None)
    unmade = [path for path in wanted if not _is_made(shop, path)]
    for done, path in enumerate(unmade):
        teller.say("Preparing pictures", done, len(unmade))
        focal = wanted[path]
        with suppress(PictureUnusable):  # its page will say so
            shop.picture_set(path)
            if focal is not None:
                shop.shapes(path, focal)


def _is_made(shop: PictureShop, path: Path) -> bool:
    try:
        return shop.has_made(path)
    except PictureUnusable:
        return True
