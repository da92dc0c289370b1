"""Spiked stories: taken out of the newsroom, kept in `.stet/spiked` with the path they had, and put back again.

A spiked file lies in a folder named after the moment, under its old path, so no list has to be kept true. Never deletes.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from editor_app.stories import atomic_rename, front_matter, placing, story_file
from editor_app.stories.slugs import unique_slug

_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class SpikedStory:
    """A story in `.stet/spiked`. `original` is the path it had, told from the newsroom; `when` is aware."""

    path: Path
    original: str
    when: datetime
    headline: str
    slug: str


def spike(folder: Path, path: Path, now: datetime) -> SpikedStory:
    """Move the story at `path` into `.stet/spiked`. Raises `StorySaveFailed`; then it is where it was."""
    original = path.relative_to(folder).as_posix()
    stamp = now.astimezone(UTC)
    spiked_folder = folder / ".stet" / "spiked"
    try:
        taken = {entry.name for entry in spiked_folder.iterdir()} if spiked_folder.is_dir() else set()
        target = spiked_folder / unique_slug(stamp.strftime(_STAMP), taken) / original
        placing.make_folder(target.parent)
        _move(path, target)
    except OSError as error:
        raise story_file.StorySaveFailed(path, _words(error)) from error
    return _describe(target, original, stamp.replace(microsecond=0), UTC)


def spiked_stories(folder: Path, zone: tzinfo) -> list[SpikedStory]:
    """Everything in `.stet/spiked`, the last one first."""
    found: list[SpikedStory] = []
    for stamped in sorted(_names_in(folder / ".stet" / "spiked", "*/"), reverse=True):
        when = _moment(stamped.name)
        if when is None:
            continue
        for path in sorted(_names_in(stamped, "**/*.md")):
            found.append(_describe(path, path.relative_to(stamped).as_posix(), when, zone))
    return found


def _names_in(folder: Path, pattern: str) -> list[Path]:
    with contextlib.suppress(OSError):
        return list(folder.glob(pattern))
    return []


def restore(folder: Path, spiked: SpikedStory) -> Path:
    """Move a spiked story back; where another file has its name now, it gets a number. Raises `StorySaveFailed`."""
    wanted = folder / spiked.original
    try:
        placing.make_folder(wanted.parent)
        target = _free_name(wanted)
        _move(spiked.path, target)
    except OSError as error:
        raise story_file.StorySaveFailed(wanted, _words(error)) from error
    _remove_empty(spiked.path.parent, folder / ".stet" / "spiked")
    return target


def _free_name(wanted: Path) -> Path:
    taken = {path.stem for path in wanted.parent.glob(f"*{wanted.suffix}")}
    return wanted.with_name(unique_slug(wanted.stem, taken) + wanted.suffix)


def _move(source: Path, target: Path) -> None:
    atomic_rename.rename_to_free_name(source, target)
    for folder in (target.parent, source.parent):
        with contextlib.suppress(OSError):  # it has moved; after a power cut it may be where it was
            placing.sync_folder(folder)


def _remove_empty(folder: Path, stop: Path) -> None:
    while folder != stop and folder.is_relative_to(stop):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _moment(name: str) -> datetime | None:
    try:
        return datetime.strptime(name.partition("-")[0], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _describe(path: Path, original: str, when: datetime, zone: tzinfo) -> SpikedStory:
    try:
        story = front_matter.read_story(path, story_file.read_text(path).text, zone)
        headline, slug = story.meta.title, story.slug
    except story_file.StoryNotReadable:
        headline, slug = "", path.stem
    return SpikedStory(path, original, when, headline or path.stem, slug)


def _words(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is no longer there"
    return story_file.write_reason(error)
