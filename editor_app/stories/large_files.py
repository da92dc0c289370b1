"""Story files too large to be laid out whole: what is shown of them, without reading more than that.

The beginning of such a file is to be looked at and never to be written back: its digest is no file's, so that a save
that names it is refused.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from editor_app.stories.placing import digest_of
from editor_app.stories.story_file import FileText, StoryNotReadable, decode, read_text, reason_unread

LARGEST_MB = 20  # a larger file is shown, but not edited
SHOWN_BYTES = 60_000
_UNFINISHED = 3  # bytes of a character that may be missing at a cut


@dataclass(frozen=True, slots=True)
class Beginning(FileText):
    """What a large file begins with; its `digest` is that of no file. `size` is the whole file's, in bytes."""

    size: int


def is_large(path: Path) -> bool:
    """Whether the file at `path` is larger than can be edited; False when it cannot be looked at."""
    try:
        return path.stat().st_size > LARGEST_MB * 1024 * 1024
    except OSError:
        return False


def read_beginning(path: Path) -> Beginning:
    """As many whole paragraphs from the file's start as are shown. The digest changes when the file does.

    Raises `StoryNotReadable`.
    """
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            data = file.read(SHOWN_BYTES)
    except OSError as error:
        raise StoryNotReadable(path, reason_unread(error)) from error
    if len(data) < state.st_size:
        data = _whole_paragraphs(data)
    mark = f"beginning {digest_of(data)} of {state.st_size} bytes at {state.st_mtime_ns}"
    return Beginning(decode(data), mark, state.st_size)


def read_shown(path: Path) -> FileText:
    """The file's text, or its beginning when it is large. Raises `StoryNotReadable`."""
    return read_beginning(path) if is_large(path) else read_text(path)


def _whole_paragraphs(data: bytes) -> bytes:
    """`data` up to its last blank line; else to the end of a line, or of a character."""
    for end in (b"\n\n", b"\n\r\n", b"\n", b"\r"):
        at = data.rfind(end)
        if at >= len(data) // 2:
            return data[: at + len(end)]
    for missing in range(_UNFINISHED + 1):
        try:
            whole = data[: len(data) - missing]
            whole.decode("utf-8")
            return whole
        except UnicodeDecodeError:
            continue
    return data
