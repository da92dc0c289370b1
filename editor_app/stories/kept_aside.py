"""Versions of a story that lost a conflict: kept whole in `.stet/conflicts`, never thrown away, never exported."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from editor_app.stories.story_file import StoryChangedOnDisk, digest_of, encode, write_text

_STAMP = "%Y%m%dT%H%M%SZ"


def keep_aside(newsroom_folder: Path, path: Path, text: str, now: datetime) -> Path:
    """Write `text`, a version of the story at `path`, beside the newsroom's stories. Raises `StorySaveFailed`.

    The name tells story, moment and content, so keeping the same version twice keeps it once.
    """
    digest = digest_of(encode(text))
    name = f"{path.stem} {now.astimezone(UTC).strftime(_STAMP)} {digest[:8]}{path.suffix}"
    kept = newsroom_folder / ".stet" / "conflicts" / name
    with suppress(StoryChangedOnDisk):  # this very version is there already
        write_text(kept, text, None)
    return kept


def keep_versions(newsroom_folder: Path, path: Path, texts: Iterable[str], now: datetime) -> None:
    """Keep every version that a conflict may leave behind, whole. The one place that says where they go.

    Raises `StorySaveFailed`; then nothing may be given up.
    """
    for text in texts:
        keep_aside(newsroom_folder, path, text, now)
