from __future__ import annotations

import pytest

from editor_app.stories.related import RelatedLink, moved, story_target


@pytest.mark.parametrize(
    ("target", "slug"),
    [
        ("ferry.md", "ferry"),
        ("ferry", "ferry"),
        (" ../2026/ferry.MD#top ", "ferry"),
        ("./ferry.md?x=1", "ferry"),
        ("the%20ferry.md", "the ferry"),
        ("https://a.example/ferry.md", None),
        ("mailto:a@b.example", None),
        ("//a.example/ferry", None),
        ("/ferry.md", None),
        ("#top", None),
        ("", None),
        ("report.pdf", None),
        ("folder/ferry", None),
        ("a\\b.md", None),
        (".md", None),
    ],
)
def test_the_story_a_target_names(target: str, slug: str | None) -> None:
    assert story_target(target) == slug


def test_moving_stops_at_either_end() -> None:
    one, two, three = (RelatedLink(story=slug) for slug in "abc")
    links = (one, two, three)
    assert moved(links, 0, 1) == (two, one, three)
    assert moved(links, 2, -5) == (three, one, two)
    assert moved(links, 1, 9) == (one, three, two)
    assert moved(links, 1, 0) == links


def test_what_is_linked() -> None:
    assert RelatedLink(story="a").is_linked and RelatedLink(url="https://a.example").is_linked
    assert not RelatedLink(title="Only a title").is_linked
