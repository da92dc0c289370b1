"""Which files of an output folder are Stet's: the list from the last export, kept in the newsroom and never on the site.

Only files in this list are ever removed from an output folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_VERSION = 2


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of one output folder, by name relative to it."""

    names: frozenset[str]

    @classmethod
    def of(cls, private_folder: Path, output: Path) -> Manifest:
        """The list of the last export to `output`; empty when there was none or the list cannot be read."""
        names = _read(private_folder, output).get("files")
        if not isinstance(names, list | dict):  # version 1 had a digest beside each name
            return cls(frozenset())
        return cls(frozenset(name for name in names if _is_inside(name)))

    @staticmethod
    def written_at(private_folder: Path, output: Path) -> datetime | None:
        """The moment (aware) whose site was last written to `output`; None when that is not known."""
        with suppress(OSError, ValueError):
            if moment := _moment(_moment_file(private_folder, output).read_text(encoding="utf-8")):
                return moment
        return _moment(str(_read(private_folder, output).get("exported")))

    @staticmethod
    def note_written(private_folder: Path, output: Path, now: datetime) -> None:
        """The site at `now` is written, and its files are those of the list. Raises OSError."""
        _replace(_moment_file(private_folder, output), now.isoformat(), is_kept=False)

    def save(self, private_folder: Path, output: Path, now: datetime) -> None:
        """Keep the list. Raises OSError."""
        data = {
            "version": _VERSION,
            "output": str(output),
            "exported": now.isoformat(),
            "files": sorted(self.names),
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",\n", ": "))
        _replace(file_of_list(private_folder, output), text, is_kept=True)
        self.note_written(private_folder, output, now)


def _replace(target: Path, text: str, *, is_kept: bool) -> None:
    """Write the file in one step; `is_kept`: it is on the disk before anybody is told."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".manifest-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            if is_kept:
                os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None


def _read(private_folder: Path, output: Path) -> dict[str, object]:
    try:
        data = json.loads(file_of_list(private_folder, output).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) and data.get("version") in (1, _VERSION) else {}


def file_of_list(private_folder: Path, output: Path) -> Path:
    """Where the list of our files in `output` is kept."""
    name = hashlib.sha256(str(output).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return private_folder / "published" / f"{name}.json"


def _moment_file(private_folder: Path, output: Path) -> Path:
    return file_of_list(private_folder, output).with_suffix(".time")


def _is_inside(name: object) -> bool:
    """Whether a listed name can only mean a file below the output folder, whoever wrote the list."""
    if not isinstance(name, str) or not name or "\\" in name or "\0" in name or ":" in name:
        return False
    return all(part not in ("", ".", "..") for part in name.split("/"))
