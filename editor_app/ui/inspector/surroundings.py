"""What the panels need from the rest of Stet, as protocols: the session of a story and the desk around it.

Panels are given these and nothing more, so a test can hand them a small stand-in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from editor_app.stories.story import FrontMatter, Story


class StorySessionLike(Protocol):
    """The part of the session of one story that panels use."""

    meta_changed: Any
    body_changed: Any
    settling: Any

    @property
    def story(self) -> Story: ...

    @property
    def meta(self) -> FrontMatter: ...

    def edit(self, label: str, **values: object) -> None: ...


class DeskLike(Protocol):
    """The newsroom that is open, its stories and its clock."""

    @property
    def newsroom(self) -> Any: ...

    @property
    def catalogue(self) -> Any: ...

    def clock(self) -> datetime: ...

    def lookup(self, slug: str) -> Any | None: ...
