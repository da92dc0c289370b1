"""What the panels need from the rest of Stet, as protocols: the session of a story and the desk around it.

Panels are given these and nothing more, so a test can hand them a small stand-in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Protocol

from editor_app.stories.story import FrontMatter, Story


class StorySessionLike(Protocol):
    """The part of the session of one story that panels use."""

    meta_changed: Any
    body_changed: Any

    @property
    def story(self) -> Story: ...

    @property
    def meta(self) -> FrontMatter: ...

    def edit(self, label: str, **values: object) -> None: ...


class NewsroomLike(Protocol):
    """The part of a newsroom that panels use."""

    folder: Path
    settings: Any
    timezone: tzinfo
    images_folder: Path

    def picture_path(self, story_path: Path | None, src: str) -> Path | None: ...

    def address(self, story: Story) -> str: ...

    def address_path(self, story: Story) -> str: ...


class CatalogueLike(Protocol):
    """The part of the catalogue that panels use; entries are `stories.catalogue.StoryEntry`."""

    @property
    def entries(self) -> Iterable[Any]: ...

    def by_slug(self, slug: str) -> Any | None: ...

    def search(self, query: str, limit: int = 20) -> list[Any]: ...


class DeskLike(Protocol):
    """The newsroom that is open, its stories and its clock."""

    @property
    def newsroom(self) -> Any: ...

    @property
    def catalogue(self) -> Any: ...

    def clock(self) -> datetime: ...

    def lookup(self, slug: str) -> Any | None: ...
