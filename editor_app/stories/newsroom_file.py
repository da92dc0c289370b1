"""Reads `newsroom.yaml`: strictly, with every fault told by its line. Makes values; opens no other file."""

from __future__ import annotations

import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from editor_app.stories import story_file, strict_yaml
from editor_app.stories.front_matter_reading import validate, without_empty
from editor_app.stories.line_ends import LINE_END
from editor_app.stories.newsroom_settings import NewsroomSettings
from editor_app.stories.placing import is_gone

SETTINGS_FILE = "newsroom.yaml"


class NewsroomError(Exception):
    """A newsroom that cannot be opened; str() is one sentence."""


class NewsroomNotFound(NewsroomError):
    """There is no newsroom in this folder."""

    def __init__(self, folder: Path) -> None:
        if folder.is_dir():
            sentence = f"The folder {folder} is not a newsroom: it has no {SETTINGS_FILE}."
        else:
            sentence = f"The folder {folder} cannot be found. Choose it again, or open another."
        super().__init__(sentence)
        self.folder = folder


class NewsroomInvalid(NewsroomError):
    """`newsroom.yaml` cannot be used. `line` counts from 1, 0 when it is about the whole file."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        where = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{where}: {message}")
        self.path = path
        self.line = line
        self.message = message


def read_settings(path: Path) -> tuple[NewsroomSettings, ZoneInfo, str]:
    """The settings in the file at `path`, the newsroom's time zone, and the file's text. Raises `NewsroomError`."""
    if is_gone(path):
        raise NewsroomNotFound(path.parent)
    try:
        text = story_file.read_text(path).text
    except story_file.StoryNotReadable as error:
        raise NewsroomInvalid(path, 0, f"It cannot be read: {error.reason}.") from error
    settings, zone = parse_settings(path, text)
    return settings, zone, text


def parse_settings(path: Path, text: str) -> tuple[NewsroomSettings, ZoneInfo]:
    """The settings that `text` holds, and the time zone they name. `path` is for the message. Raises `NewsroomInvalid`."""
    source = text.removeprefix("\ufeff")
    try:
        root = strict_yaml.parse(source)
    except strict_yaml.YamlRefused as refused:
        message = refused.message[:1].upper() + refused.message[1:] + "."
        raise NewsroomInvalid(path, len(LINE_END.findall(source, 0, refused.offset)) + 1, message) from None
    values = strict_yaml.to_plain(root) if root else {}
    if isinstance(values.get("authors"), dict):  # a name alone, with nothing about it, is an author too
        values["authors"] = {name: about or {} for name, about in values["authors"].items()}
    values = without_empty(values)
    if not str(values.get("name", "")).strip():
        raise NewsroomInvalid(
            path,
            line_of_key(text, "name"),
            "The newsroom has no name. Add a line such as “name: The Courier”.",
        )
    try:
        settings, faults = validate(NewsroomSettings, values, {})
    except ValidationError:
        raise NewsroomInvalid(path, 0, "Its values cannot be understood.") from None
    if faults:
        key, message = faults[0]
        raise NewsroomInvalid(
            path, line_of_key(text, str(key[0])), f"“{'.'.join(map(str, key))}”: {message}."
        )
    return settings, _zone(path, text, settings.timezone)


def line_of_key(text: str, key: str) -> int:
    """The line, from 1, on which this top-level key stands; 1 when it is not there."""
    for number, line in enumerate(LINE_END.split(text), start=1):
        if re.match(rf"\ufeff?[\"']?{re.escape(key)}[\"']?\s*:", line):
            return number
    return 1


def _zone(path: Path, text: str, name: str) -> ZoneInfo:
    if not name:
        return machine_zone()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"“{name}” is not a time zone. Write one such as Europe/London."
        raise NewsroomInvalid(path, line_of_key(text, "timezone"), message) from None


def machine_zone() -> ZoneInfo:
    """The time zone this machine is set to, UTC when it does not say."""
    candidates = [os.environ.get("TZ", "").lstrip(":")]
    try:
        linked = Path("/etc/localtime").resolve().as_posix()
        candidates.append(linked.partition("zoneinfo/")[2])
        candidates.append(Path("/etc/timezone").read_text(encoding="utf-8").strip())
    except OSError:
        pass
    for name in candidates:
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return ZoneInfo("UTC")
