"""Links to other stories: `[text](other-slug.md)` leads to the story's address, or is plain text until it is out."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from editor_app.markup.links import Links, story_target


class StoryLinkTreeprocessor(Treeprocessor):
    """Resolves the links of the tree."""

    def __init__(self, md: Markdown, links: Links) -> None:
        super().__init__(md)
        self._links = links

    def run(self, root: Element) -> None:
        """Rework the tree in place."""
        for element in root.iter("a"):
            found = story_target(element.get("href") or "")
            if found is None:
                continue
            story = self._links.story(found[0])
            if story is not None and story.is_public:
                element.set("href", story.address + found[1])
            else:
                # An element that the sanitiser drops, leaving its text.
                element.tag = "span"
                element.attrib.clear()


class StoryLinkExtension(Extension):
    """Registers the pass."""

    def __init__(self, links: Links) -> None:
        super().__init__()
        self._links = links

    def extendMarkdown(self, md: Markdown) -> None:
        """After inline parsing and attribute lists."""
        md.treeprocessors.register(StoryLinkTreeprocessor(md, self._links), "story_links", 4)
