"""Related links: the "Also read" list of a story, each a story of the newsroom or an address elsewhere."""

from __future__ import annotations

from editor_app.stories.values import FrontMatterValue


class RelatedLink(FrontMatterValue):
    """One entry of "Also read". `story` is the slug of a story of this newsroom, `url` an address elsewhere.

    With neither, it is an entry that is not linked yet (wire copy named a title nobody has found), which a
    check reports. `title` overrides the target's own headline.
    """

    story: str = ""
    url: str = ""
    title: str = ""

    @property
    def is_linked(self) -> bool:
        """Whether it leads anywhere."""
        return bool(self.story or self.url)


def moved(links: tuple[RelatedLink, ...], index: int, by: int) -> tuple[RelatedLink, ...]:
    """`links` with the one at `index` moved `by` places (negative: up), stopping at either end."""
    target = min(max(index + by, 0), len(links) - 1)
    rest = [link for position, link in enumerate(links) if position != index]
    rest.insert(target, links[index])
    return tuple(rest)
