"""A file somebody was sent -> one new story file of a newsroom, status draft.

Either the whole story is in the newsroom afterwards, or nothing is and the caller is told why in one sentence.
Never changes the file it reads, nor a story that is already there.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from editor_app.intake.decoding import NotText, decode, tidy
from editor_app.intake.html_copy import decode_html, looks_like_html, page_title, pieces_of_html
from editor_app.intake.markdown_copy import pieces_of_markdown
from editor_app.intake.wire_copy import FindStory, Imported, read_wire_copy, understand
from editor_app.intake.word_copy import ARCHIVE, NotReadableWord, WordPage, page_of_word
from editor_app.stories.front_matter import FrontMatterUnreadable, read_story, split, with_values
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.slugs import slug_from, unique_slug
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryChangedOnDisk, StorySaveFailed, write_text
from editor_app.stories.workflow import Status

LARGEST_FILE = 20_000_000
"""Bytes. A text of news is a thousandth of this; what is larger is something else, and no story could hold it."""

MARKDOWN_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkd"})
HTML_ENDINGS = frozenset({".html", ".htm", ".xhtml"})


class ImportFailed(Exception):
    """A file could not be imported; nothing was written. `str()` is one sentence for a person."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name or path} was not imported: {reason}.")
        self.path = path
        self.reason = reason


class Titled(Protocol):
    """A story of the newsroom, as far as an "Also read" line needs it."""

    @property
    def slug(self) -> str:
        """The story's slug."""
        ...


class StoryIndex(Protocol):
    """What the importer asks of the newsroom's catalogue."""

    def by_title(self, title: str) -> Titled | None:
        """The story of this title, whatever its case and punctuation."""
        ...

    def refresh(self, path: Path) -> object:
        """Take notice of a story file that is new or has changed."""
        ...


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of several files: the new stories, and the failures, each in the order of the files."""

    stories: tuple[Story, ...]
    failures: tuple[ImportFailed, ...]


def import_file(path: Path, newsroom: Newsroom, catalogue: StoryIndex | None, now: datetime) -> Story:
    """Make a story of the text, Markdown, HTML or Word file at `path`, as a draft. `now` is aware.

    Raises:
        ImportFailed: the file cannot be read, is empty, too large or not text, or the story cannot be written.
    """
    text, note = _read_text(path)
    if not tidy(text).strip():
        raise ImportFailed(path, "it is empty")
    try:
        story = _make_story(path, text, note, newsroom, _title_finder(catalogue), now)
    except StorySaveFailed as error:
        raise ImportFailed(path, f"the newsroom's folder could not be written to ({error.reason})") from error
    except OSError as error:
        raise ImportFailed(
            path, f"the newsroom's folder could not be written to ({error.strerror})"
        ) from error
    if catalogue is not None:
        catalogue.refresh(story.path)
    return story


def import_files(
    paths: Iterable[Path],
    newsroom: Newsroom,
    catalogue: StoryIndex | None,
    now: datetime,
    *,
    progress: Callable[[Path], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Import each of `paths`; one that fails does not stop the others. `progress` hears each path before its turn."""
    stories: list[Story] = []
    failures: list[ImportFailed] = []
    for path in paths:
        if cancelled and cancelled():
            break
        if progress:
            progress(path)
        try:
            stories.append(import_file(path, newsroom, catalogue, now))
        except ImportFailed as failure:
            failures.append(failure)
    return ImportReport(tuple(stories), tuple(failures))


def read_copy(
    path: Path, text: str, now: datetime, breaking_hours: float, find_story: FindStory
) -> Imported | None:
    """What `text`, the content of a file named `path`, says: by its ending, or as HTML when it begins like that.

    None when it is a page that shows nothing.
    """
    ending = path.suffix.lower()
    if ending in HTML_ENDINGS or looks_like_html(text):
        pieces = pieces_of_html(text)
        if not pieces:
            return None
        fallback = page_title(text) or _title_from_name(path)
        return understand(pieces, now, breaking_hours, find_story, fallback)
    if ending in MARKDOWN_ENDINGS:
        pieces = pieces_of_markdown(tidy(text))
        return understand(pieces, now, breaking_hours, find_story, _title_from_name(path))
    return read_wire_copy(text, now, breaking_hours, find_story)


def _read_text(path: Path) -> tuple[str, str]:
    """What the file says, as text or a page, and what the desk has to know of it; usually nothing."""
    data = _read_bytes(path)
    try:
        if data.startswith(ARCHIVE) and (word := page_of_word(data)) is not None:
            return f"<!DOCTYPE html><html>{word.html}</html>" if word.html else "", _left_behind(path, word)
        return decode_html(data) if path.suffix.lower() in HTML_ENDINGS else decode(data), ""
    except NotReadableWord as error:
        raise ImportFailed(path, str(error)) from error
    except NotText as error:
        raise ImportFailed(
            path, f"{error}; save it as plain text, Markdown, HTML or Word (.docx) and import that"
        ) from error


def _left_behind(path: Path, word: WordPage) -> str:
    if not word.pictures:
        return ""
    count = "A picture" if word.pictures == 1 else f"{word.pictures} pictures"
    return f"{count} of {path.name} did not come with the text."


def _make_story(
    path: Path, text: str, note: str, newsroom: Newsroom, find_story: FindStory, now: datetime
) -> Story:
    if (
        path.suffix.lower() in MARKDOWN_ENDINGS
        and split(text)[0]
        and (kept := _keep_front_matter(path, text, newsroom))
    ):
        return kept
    imported = read_copy(path, text, now, newsroom.settings.breaking.hours, find_story)
    if imported is None:
        raise ImportFailed(path, "there is nothing to read on the page")
    values: dict[str, Any] = {key: value for key, value in imported.values.items() if key != "title"}
    if note:
        values["note"] = note
    return newsroom.create_story(imported.headline, values, imported.body, now)


def _keep_front_matter(path: Path, text: str, newsroom: Newsroom) -> Story | None:
    """A Markdown story with front matter of its own comes in as it is, but as a draft and under a free slug.

    None when its front matter cannot be parsed: then all of it is body text, so that no word of it is lost and none
    of it can publish anything.
    """
    story = read_story(path, text.removeprefix("\ufeff"), newsroom.timezone)
    title = story.meta.title or _title_from_name(path)
    wanted = slug_from(story.meta.slug or path.stem or title)
    taken = {
        slug.casefold()
        for known in newsroom.story_paths()
        for slug in (known.stem, newsroom.read(known).slug)
    }
    while True:
        slug = unique_slug(wanted, taken)
        values: dict[str, object] = {"title": title, "status": Status.DRAFT}
        if story.meta.slug:
            values["slug"] = slug
        try:
            made = with_values(story, values, newsroom.timezone)
        except FrontMatterUnreadable:
            return None
        if made.meta.status is not Status.DRAFT:
            return None
        target = newsroom.stories_folder / f"{slug}.md"
        try:
            write_text(target, made.text, None)
        except StoryChangedOnDisk:
            taken.add(slug)  # somebody made it in this moment
        else:
            return newsroom.read(target)


def _read_bytes(path: Path) -> bytes:
    try:
        # Without O_NONBLOCK a named pipe would hold us until somebody writes to it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise ImportFailed(path, "there is no such file") from error
    except PermissionError as error:
        raise ImportFailed(path, "you are not allowed to read it") from error
    except (OSError, ValueError) as error:
        raise ImportFailed(
            path, f"it could not be opened ({getattr(error, 'strerror', None) or error})"
        ) from error
    try:
        if reason := _why_not_read(os.fstat(descriptor)):
            raise ImportFailed(path, reason)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ImportFailed(path, f"it could not be read ({error.strerror})") from error
    finally:
        os.close(descriptor)
    if not data:
        raise ImportFailed(path, "it is empty")
    return data


def _why_not_read(status: os.stat_result) -> str:
    if stat.S_ISDIR(status.st_mode):
        return "it is a folder; name the files in it"
    if not stat.S_ISREG(status.st_mode):
        return "it is not a file with content"
    if status.st_size > LARGEST_FILE:
        return f"it is larger than {LARGEST_FILE // 1_000_000} MB"
    return ""


def _title_finder(catalogue: StoryIndex | None) -> FindStory:
    def find(title: str) -> str | None:
        entry = catalogue.by_title(title) if catalogue is not None and title else None
        return entry.slug if entry else None

    return find


def _title_from_name(path: Path) -> str:
    words = path.stem.replace("_", " ").replace("-", " ").split()
    name = " ".join(words)
    return name[:1].upper() + name[1:] or "Untitled"
