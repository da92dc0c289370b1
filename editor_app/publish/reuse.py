"""What the last export left that can be used again: whether a file is still as it was.

A file is, when it is made from the same, when the questions it asked have the same answers, and when it lies there
untouched. Makes nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

from editor_app.publish.at_rest import touched
from editor_app.publish.edition import Edition
from editor_app.publish.finding import answered
from editor_app.publish.ledger import Ledger, PageRecord, file_stamp


class LastExport:
    """The last export to `output`, seen from the present `edition`."""

    def __init__(self, known: Ledger, output: Path, edition: Edition) -> None:
        self.known, self._output, self._edition = known, output, edition

    def touched(self) -> list[str]:
        """The files that are not there as they were left."""
        return touched(self.known.outputs, str(self._output))

    def shows_same_pictures(self) -> bool:
        """Whether every picture that pages show is in the state it was in, and none that was missed has come."""
        if any(file_stamp(path) != stamp for path, stamp in self.known.pictures.items()):
            return False
        find = self._edition.newsroom.picture_path
        return all(find(Path(story), source) is None for story, source in self.known.about.get("missed", ()))

    def is_there(self, name: str) -> bool:
        """Whether the file is there as it was left."""
        left = self.known.outputs.get(name)
        if left is None:
            return False
        try:
            found = os.stat(f"{self._output}/{name}")  # noqa: PTH116 - thousands of them
        except (OSError, ValueError):
            return False
        return (found.st_size, found.st_mtime_ns) == left[1:]

    def holds(self, record: PageRecord) -> bool:
        """Whether the questions the file asked have the answers they had."""
        for story, src, found, stamp in record.pictures:
            if found:
                if file_stamp(found) != stamp:
                    return False
            elif self._edition.newsroom.picture_path(Path(story), src) is not None:
                return False
        return answered(self._edition, record.targets)

    def record(self, name: str, inputs: bytes | None) -> PageRecord | None:
        """How the file came about, if it would come about the same way; None when it has to be made again."""
        record = self.known.pages.get(name)
        if record is None or inputs is None or record.inputs != inputs:
            return None
        if not (record.kept or self.is_there(name)) or not self.holds(record):
            return None
        return record if all(self._has_picture(used) for used in record.used) else None

    def digest(self, name: str) -> bytes:
        """The digest of a file that is there."""
        return self.known.outputs[name][0]

    def _has_picture(self, used: tuple[str, int, int, str]) -> bool:
        return self.is_there(used[0]) or Path(used[3]).is_file()
