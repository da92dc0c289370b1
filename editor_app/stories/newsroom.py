"""A newsroom on disk: its folder, its settings, its stories' paths and addresses, and how stories come and go.

Reads and writes story files through `story_file`; holds no list of stories (that is `catalogue`) and never publishes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from editor_app.stories import front_matter, large_files, placing, spiking, story_file, yaml_text
from editor_app.stories.newsroom_file import (
    SETTINGS_FILE,
    NewsroomError,
    NewsroomInvalid,
    NewsroomNotFound,
    line_of_key,
    machine_zone,
    parse_settings,
    read_settings,
)
from editor_app.stories.newsroom_settings import NewsroomSettings
from editor_app.stories.pictures import find_picture
from editor_app.stories.slugs import is_slug, slug_from, unique_slug
from editor_app.stories.spiking import SpikedStory
from editor_app.stories.story import Story
from editor_app.stories.story_listing import story_entries
from editor_app.stories.workflow import Status

__all__ = [
    "SETTINGS_FILE",
    "Newsroom",
    "NewsroomError",
    "NewsroomInvalid",
    "NewsroomNotFound",
    "SpikedStory",
    "create_newsroom",
    "machine_zone",
]

_OWN_FOLDERS = ("stories", "images", "pages", "theme", ".stet")
_REMOVED_FROM_A_COPY = ("slug", "aliases", "date", "lastmod", "breaking", "corrections")


class Newsroom:
    """An open newsroom. All paths are absolute; nothing here caches what stories say."""

    def __init__(self, folder: Path, settings: NewsroomSettings, timezone: ZoneInfo) -> None:
        self.folder = folder
        self.settings = settings
        self.timezone = timezone
        self.stories_folder = folder / "stories"
        self.images_folder = folder / "images"
        self.theme_folder = folder / "theme"
        self.private_folder = folder / ".stet"
        self.output_folder = (folder / Path(settings.output or "site").expanduser()).resolve()

    @classmethod
    def open(cls, folder: Path) -> Newsroom:
        """The newsroom in `folder` (or the one whose `newsroom.yaml` is given). Raises `NewsroomError`."""
        folder = Path(folder)
        folder = folder.parent if folder.name == SETTINGS_FILE and not folder.is_dir() else folder
        path = folder.expanduser().absolute() / SETTINGS_FILE
        settings, timezone, text = read_settings(path)
        newsroom = cls(path.parent.resolve(), settings, timezone)
        if reason := newsroom._bad_output():
            raise NewsroomInvalid(path, line_of_key(text, "output"), reason)
        return newsroom

    def story_paths(self) -> list[Path]:
        """Every story file, sorted; hidden files and links that lead out of the newsroom are passed over."""
        return [Path(entry.path) for entry in self.story_files()]

    def story_files(self) -> list[os.DirEntry[str]]:
        """The same as the system lists them, for whoever needs the state of many of them."""
        found = story_entries(str(self.stories_folder), str(self.folder))
        return sorted(found, key=lambda entry: entry.path.replace(os.sep, "\0"))

    def read(self, path: Path) -> Story:
        """The story in this file. Raises `StoryNotReadable`."""
        return self.read_with_digest(path)[0]

    def read_with_digest(self, path: Path) -> tuple[Story, str]:
        """The story in this file, and the digest that a later save has to name. Raises `StoryNotReadable`."""
        file = story_file.read_text(path)
        return front_matter.read_story(path, file.text, self.timezone), file.digest

    def read_beginning(self, path: Path) -> Story:
        """What a large file begins with, as a story. Raises `StoryNotReadable`."""
        return front_matter.read_story(path, large_files.read_beginning(path).text, self.timezone)

    def relative(self, path: Path) -> str:
        """`path` as told from the newsroom's folder, with slashes; as it is when it lies elsewhere."""
        try:
            return path.relative_to(self.folder).as_posix()
        except ValueError:
            return str(path)

    def create_story(
        self,
        headline: str,
        values: Mapping[str, object] | None = None,
        body: str = "",
        now: datetime | None = None,
        *,
        taken: Iterable[str] = (),
    ) -> Story:
        """A new draft in `stories/`, its file named after the headline. Raises `StorySaveFailed`.

        `taken` are slugs that other stories' front matter has, beside the files' names. `values` are front-matter keys to begin with. `now` is not written: a story gets its date by being published.
        """
        given = dict(values or {})
        wanted = str(given.pop("slug", "") or "")
        title = yaml_text.entry("title", headline or None, 0, "\n")
        status = str(given.pop("status", "") or Status.DRAFT)
        text = f"---\n{title}{yaml_text.entry('status', status, 0, chr(10))}---\n{body}"
        slug = slug_from(wanted or headline)
        story = front_matter.read_story(self.stories_folder / f"{slug}.md", text, self.timezone)
        return self._write_unique(front_matter.with_values(story, given, self.timezone), slug, taken=taken)

    def duplicate(self, story: Story, now: datetime | None = None) -> Story:
        """A draft beside `story` with its text, without its address, times, label and corrections."""
        copy = story
        if story.is_readable:
            changes: dict[str, object] = {key: None for key in _REMOVED_FROM_A_COPY}
            changes["status"] = Status.DRAFT
            changes["title"] = f"{story.meta.title} (copy)" if story.meta.title else None
            copy = front_matter.with_values(story, changes, self.timezone)
        return self._write_unique(copy, slug_from(story.slug), story.path.parent, taken=(story.slug,))

    def spike(self, path: Path, now: datetime) -> SpikedStory:
        """Take a story out of the newsroom, into `.stet/spiked`. Raises `StorySaveFailed`."""
        return spiking.spike(self.folder, path, now)

    def spiked(self) -> list[SpikedStory]:
        """The spiked stories, the last one first."""
        return spiking.spiked_stories(self.folder, self.timezone)

    def restore(self, spiked: SpikedStory) -> Path:
        """Put a spiked story back where it was, under a new name if the old one is taken. Raises `StorySaveFailed`."""
        return spiking.restore(self.folder, spiked)

    def picture_path(self, story_path: Path | None, src: str) -> Path | None:
        """The picture file that `src` names, seen from the story or from the newsroom.

        None when there is no such file, when it is no picture, or when it lies outside the newsroom.
        """
        return find_picture(self.folder, story_path, src)

    def allows_embeds_of(self, host: str) -> bool:
        """Whether pages may show players from `host`."""
        allowed = {name.casefold().removeprefix("www.") for name in self.settings.embeds}
        return host.casefold().removeprefix("www.") in allowed

    def address_path(self, story: Story) -> str:
        """The path of the story's page on the site, such as `/harbour/ferry-aground/`."""
        moment = story.meta.date or story.meta.lastmod
        local = moment.astimezone(self.timezone) if moment else None
        section = self.settings.section_name(story.meta.section) or story.meta.section
        parts = {
            "section": slug_from(section) if section else "",
            "slug": story.slug if is_slug(story.slug) else slug_from(story.slug),
            "year": f"{local:%Y}" if local else "",
            "month": f"{local:%m}" if local else "",
            "day": f"{local:%d}" if local else "",
        }
        return re.sub(r"/{2,}", "/", self.settings.permalink.format(**parts))

    def address(self, story: Story) -> str:
        """The canonical address of the story's page; only its path while the newsroom has no `url`."""
        return self.settings.url + self.address_path(story)

    def _bad_output(self) -> str:
        output = self.output_folder
        own = [self.folder / name for name in _OWN_FOLDERS]
        if self.folder.is_relative_to(output):
            return "“output”: the site cannot be written over the newsroom itself. Name another folder, such as site."
        if any(output.is_relative_to(folder) for folder in own):
            return "“output”: the site cannot be written among the newsroom's own files. Name another folder, such as site."
        return ""

    def _write_unique(
        self, story: Story, slug: str, folder: Path | None = None, *, taken: Iterable[str] = ()
    ) -> Story:
        folder = folder or self.stories_folder
        taken = {path.stem.casefold() for path in self.story_paths()} | set(taken)
        while True:
            slug = unique_slug(slug, taken)
            path = folder / f"{slug}.md"
            try:
                story_file.write_text(path, story.text, None)
            except story_file.StoryChangedOnDisk:
                taken.add(slug)  # somebody made it in this moment
            else:
                return replace(story, path=path)


def create_newsroom(
    folder: Path,
    name: str,
    url: str = "",
    *,
    language: str = "en",
    timezone: str = "",
    sections: tuple[str, ...] = (),
) -> Newsroom:
    """Make a newsroom in `folder`, which may exist but hold no newsroom, and open it.

    Raises `NewsroomInvalid` when there is one already or the values do not fit, `StorySaveFailed` when it cannot be written.
    """
    folder = Path(folder).expanduser().absolute()
    path = folder / SETTINGS_FILE
    if not placing.is_gone(path):
        raise NewsroomInvalid(
            path, 0, "There is a newsroom in this folder already. Open it, or choose another folder."
        )
    values = {
        "name": name,
        "url": url,
        "language": language,
        "timezone": timezone,
        "sections": list(sections),
    }
    text = "".join(yaml_text.entry(key, value, 0, "\n") for key, value in values.items() if value)
    parse_settings(path, text)
    story_file.write_text(path, text, None)
    try:
        for own in ("stories", "images"):
            placing.make_folder(folder / own)
    except OSError as error:
        raise story_file.StorySaveFailed(folder, f"its folders cannot be made ({error.strerror})") from error
    return Newsroom.open(folder)
