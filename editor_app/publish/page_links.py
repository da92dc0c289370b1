"""What a story's Markdown may point at: other public stories, pictures of the newsroom, hosts it may embed.

One object for one page: it answers `markup.html` and remembers nothing that could leak from one page to another.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from editor_app.markup.html import LinkedStory, PictureTag
from editor_app.publish.addresses import Addresses
from editor_app.publish.finding import Finder
from editor_app.publish.images import PictureUnusable
from editor_app.publish.labels import Labels
from editor_app.publish.standing import Standing
from editor_app.stories.newsroom import Newsroom

PictureTagMaker = Callable[[Path], PictureTag]
_NOT_PUBLIC = LinkedStory("", "", False)


class StoryLinks:
    """The links of one story's page.

    Args:
        newsroom: the newsroom.
        finder: finds stories that may be linked, and pictures.
        story_path: the story's file, which pictures are named relative to.
        addresses: how this page names others.
        labels: the page's words.
        picture_tag: makes the tag of a picture file; raises `PictureUnusable`.
        standing: the newsroom's own pages, which may be linked like stories.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        finder: Finder,
        story_path: Path,
        addresses: Addresses,
        labels: Labels,
        picture_tag: PictureTagMaker,
        standing: Standing,
    ) -> None:
        self._newsroom = newsroom
        self._finder = finder
        self._story_path = story_path
        self._addresses = addresses
        self._labels = labels
        self._picture_tag = picture_tag
        self._standing = standing
        self._shown: dict[str, PictureTag] = {}

    def story(self, target: str) -> LinkedStory | None:
        """The public story that `target` (`slug.md`, `../slug.md#part` or `slug`) names; else one that is not public.

        A standing page may be named the same way.
        """
        target = unquote(target)
        story = self._finder.story(target)
        if story is None:
            page = self._standing.by_target(target)
            return LinkedStory(self._addresses.page(page.path), page.title, True) if page else _NOT_PUBLIC
        return LinkedStory(self._addresses.page(story.address), story.title, True)

    def picture(self, src: str) -> PictureTag | None:
        """The tag of a picture of the newsroom; None when there is none that can be shown.

        An address that was given for a picture names that picture too: the page may be read more than once.
        """
        if src in self._shown:
            return self._shown[src]
        path = self._finder.picture(self._story_path, unquote(src))
        if path is None:
            return None
        try:
            tag = self._picture_tag(path)
        except PictureUnusable:
            return None
        self._shown[tag.address] = tag
        return tag

    def embed_allowed(self, host: str) -> bool:
        """Whether `newsroom.yaml` lets pages embed `host`."""
        return self._newsroom.allows_embeds_of(host)

    def label(self, key: str) -> str:
        """The page's word for `key`; the key itself, made readable, when there is none."""
        try:
            return self._labels.word(key)
        except KeyError:
            return key.replace("_", " ").capitalize()
