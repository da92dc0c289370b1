"""One line of a log: a checksum, and a JSON object. A line that is torn or was changed is told from one that is whole.

Knows what a version's line holds; reads and writes no file.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from editor_app.stories.history.version import Version, VersionKind

_CHECK = 24  # hexadecimal digits: 96 bits


def write_line(values: Mapping[str, Any]) -> bytes:
    """`values` as a line with its checksum and line end."""
    data = json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return checksum(data).encode("ascii") + b" " + data + b"\n"


def read_line(line: bytes) -> dict[str, Any] | None:
    """What a line says; None when it is torn or damaged."""
    check, space, data = line.rstrip(b"\r\n").partition(b" ")
    if not space or check != checksum(data).encode("ascii"):
        return None
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def checksum(data: bytes) -> str:
    """The checksum of a line's JSON."""
    return hashlib.sha256(data).hexdigest()[:_CHECK]


def key_of(line: bytes) -> str:
    """The checksum a line begins with."""
    return line[:_CHECK].decode("ascii", "replace")


def version_values(version: Version) -> dict[str, Any]:
    """What the line of `version` says."""
    values: dict[str, Any] = {
        "t": version.at.isoformat(),
        "k": version.kind.value,
        "s": version.digest,
        "w": version.words,
        "z": version.size,
        "p": version.path,
    }
    if version.who:
        values["who"] = version.who
    if version.name:
        values["name"] = version.name
    if version.base:
        values |= {"b": version.base, "r": version.run}
        values["d"] = base64.b64encode(version.delta).decode("ascii")
    return values


def version_from(values: Mapping[str, Any], key: str, machine: str, story_id: str) -> Version | None:
    """The version of a line; None when the line tells of something else, as one of a later Stet may."""
    try:
        at = datetime.fromisoformat(values["t"])
        if at.tzinfo is None:
            return None
        return Version(
            key=key,
            machine=machine,
            story_id=story_id,
            at=at,
            kind=VersionKind(values["k"]),
            digest=str(values["s"]),
            words=int(values["w"]),
            size=int(values["z"]),
            path=str(values["p"]),
            who=str(values.get("who", "")),
            name=str(values.get("name", "")),
            base=str(values.get("b", "")),
            delta=base64.b64decode(values["d"]) if "d" in values else b"",
            run=int(values.get("r", 0)),
        )
    except (KeyError, TypeError, ValueError):
        return None
