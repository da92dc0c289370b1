from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from pydantic import ValidationError

from editor_app.stories.plain_values import as_text, is_default, plain
from editor_app.stories.sharing import NetworkShare, Share
from editor_app.stories.story import Correction, FrontMatter, LeadImage, Story
from editor_app.stories.workflow import Status


def test_the_slug_is_the_files_name_unless_it_is_written() -> None:
    path = Path("/n/stories/ferry.aground.md")
    assert Story(path, "", "", FrontMatter()).slug == "ferry.aground"
    assert Story(path, "", "", FrontMatter(slug="sea")).slug == "sea"


def test_values_cannot_be_changed_in_place() -> None:
    story = Story(Path("/n/a.md"), "", "", FrontMatter())
    with pytest.raises(FrozenInstanceError):
        story.body = "x"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        story.meta.title = "x"


def test_plain_values_leave_defaults_out_and_keep_what_is_unknown() -> None:
    meta = FrontMatter.model_validate({"title": "a", "share": {"x": {"text": "b"}, "odd": "c"}, "desk": "d"})
    assert plain(meta) == {"title": "a", "share": {"x": {"text": "b"}, "odd": "c"}, "desk": "d"}
    assert plain(LeadImage(src="a", alt="")) == {"src": "a", "alt": ""}
    assert plain((Correction(text="a"),)) == [{"text": "a"}]
    assert plain(Share(networks=())) == {"networks": []}


def test_what_says_no_more_than_nothing() -> None:
    assert (
        is_default("title", "")
        and is_default("tags", ())
        and is_default("share", Share())
        and is_default("image", None)
    )
    assert not is_default("status", Status.DRAFT)
    assert not is_default("share", Share(x=NetworkShare(text="a")))


def test_values_without_a_type_become_text() -> None:
    assert as_text({"a": 1, "b": [True, None], "c": None}) == {"a": "1", "b": ["true"]}
