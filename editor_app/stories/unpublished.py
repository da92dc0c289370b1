"""Work on published stories that readers have not been given: which texts of which files it is, and what readers have instead.

Stet saves while somebody writes, so the file of a published story is ahead of the site. In `.stet/unpublished` each such
story has a mark: the digests of the files that Stet saved as unpublished work, and the text that is public instead. A mark
is on disk before the file is. A file with any other digest is what its writer wants readers to have, as always: a person
who publishes from files needs to know nothing of this. What follows for a page is `publish/public_story`'s.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from hashlib import sha256
from pathlib import Path
from typing import Any

from editor_app.stories.front_matter import read_story
from editor_app.stories.history.lines import read_line, write_line
from editor_app.stories.history.objects import make_private, put_in_place
from editor_app.stories.story_file import (
    StorySaveFailed,
    digest_of,
    encode,
    sync_folder,
    write_reason,
)
from editor_app.stories.workflow import Status

FOLDER = "unpublished"
_MOST_DIGESTS = 100  # whoever reads a file that is being saved meets an older one than the mark's last
_NAME = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """The unpublished work on one story.

    Attributes:
        path: its file, told from the newsroom; empty when another story has that file now.
        public: the whole text that readers have; None: nothing of it was ever published.
        digests: of the files that were saved as unpublished work, the last one last.
        is_withdrawn: it was taken off the site; only publishing it brings it back, whatever its status says.
        sent: the digest of the file that was published while the site is not known to be written yet; else empty.
        is_damaged: the mark cannot be read, so that nothing of the story may be public.
        place: the name of the mark's own file; empty when it has none yet.
    """

    path: str
    public: str | None = None
    digests: tuple[str, ...] = ()
    is_withdrawn: bool = False
    sent: str = ""
    is_damaged: bool = False
    place: str = ""

    def covers(self, digest: str) -> bool:
        """Whether a file with this digest is unpublished work."""
        return self.is_damaged or digest in self.digests


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a newsroom at one moment.

    Attributes:
        by_path: by the absolute path of the story's file.
        by_digest: by the digest of every file that is unpublished work, wherever it was moved.
        states: for each of those paths a number that changes with its mark.
    """

    by_path: Mapping[str, Mark] = field(default_factory=dict)
    by_digest: Mapping[str, Mark] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)


class UnpublishedWork:
    """The marks of one newsroom. Holds nothing in memory; all that changes them is on disk when it returns."""

    def __init__(self, newsroom_folder: Path) -> None:
        self._newsroom = newsroom_folder
        self.folder = newsroom_folder / ".stet" / FOLDER

    # -- reading

    def mark_of(self, path: Path | str) -> Mark | None:
        """The mark of the story in this file; None when it has none."""
        return self._read(self._name(path), self._told(path))

    def covering(self, path: Path, digest: str) -> Mark | None:
        """The mark of a file with this digest: the story's own, or that of a story which was moved here."""
        mark = self.mark_of(path)
        return mark if mark is not None and mark.covers(digest) else self.load().by_digest.get(digest)

    def load(self) -> Marks:
        """Every mark; none when there is no unpublished work."""
        by_path: dict[str, Mark] = {}
        by_digest: dict[str, Mark] = {}
        states: dict[str, int] = {}
        try:
            names = sorted(name for name in os.listdir(self.folder) if not name.startswith("."))  # noqa: PTH208
        except OSError:
            return Marks()
        for name in names:
            mark = self._read(name, "")
            if mark is None:
                continue
            by_digest.update(dict.fromkeys(mark.digests, mark))
            if mark.path:
                path = f"{self._newsroom}{os.sep}{mark.path.replace('/', os.sep)}"
                by_path[path] = mark
                states[path] = _number_of(mark)
        return Marks(by_path, by_digest, states)

    # -- what saving a story changes

    @contextlib.contextmanager
    def saving(
        self, path: Path, text: str, before: str | None, expected: str | None, timezone: tzinfo
    ) -> Iterator[None]:
        """Within it `text` is written into the file; it is marked first, unless readers may have it.

        `before`: what the file held when last read or saved; `expected`: the digest it has to have. Raises `StorySaveFailed`.
        """
        try:
            is_marked = self._note_work(path, text, before, expected, timezone)
        except OSError as error:
            reason = f"it cannot be kept apart from what readers have ({write_reason(error)})"
            raise StorySaveFailed(path, reason) from error
        yield
        mark = self.mark_of(path) if is_marked else None
        if mark is not None and not mark.covers(digest_of(encode(text))):
            self._remove(mark.place)  # readers have what the file holds

    def _note_work(
        self, path: Path, text: str, before: str | None, expected: str | None, timezone: tzinfo
    ) -> bool:
        digest, standing = digest_of(encode(text)), _standing(path, text, timezone)
        mark = self._about(path, expected or "")
        if mark is None:
            was_out = before is not None and _standing(path, before, timezone) is Status.PUBLISHED
            if not was_out and standing is not Status.PUBLISHED:
                return False  # a draft becomes a draft: nobody was ever to see it
            mark = Mark(self._told(path), public=before if was_out else None)
        elif mark.is_damaged:
            (self.folder / mark.place).read_bytes()  # one that only cannot be read now is not to be replaced
            mark = Mark(self._told(path), digests=(expected or "",), place=mark.place)
        withdrawn = mark.is_withdrawn or standing not in (Status.PUBLISHED, None)
        digests = tuple(known for known in mark.digests if known != digest)
        if text != mark.public or withdrawn:
            digests = (*digests, digest)[-_MOST_DIGESTS:]
        self._give(path, replace(mark, digests=digests, is_withdrawn=withdrawn, sent=""))
        return True

    def _about(self, path: Path, digest: str) -> Mark | None:
        """The mark that a save over a file with this digest goes on with."""
        mark = self.covering(path, digest)
        if mark is None and (own := self.mark_of(path)) is not None and own.public is not None:
            return own if digest_of(encode(own.public)) == digest else None
        return mark

    # -- what publishing changes

    def release(self, path: Path, text: str) -> Mark | None:
        """Readers may have `text`, which the file holds, from now on. Returns what `put_back` needs. Raises OSError."""
        digest = digest_of(encode(text))
        mark = self.covering(path, digest)
        if mark is None:
            return None
        rest = tuple(known for known in mark.digests if known != digest)
        self._give(path, Mark(mark.path, mark.public, rest, sent=digest, place=mark.place))
        return mark

    def put_back(self, path: Path, mark: Mark, text: str) -> None:
        """The site could not be written: `text`, which was released, is unpublished work again. Raises OSError."""
        digest = digest_of(encode(text))
        digests = (*(known for known in mark.digests if known != digest), digest)
        self._give(path, replace(mark, digests=digests, is_damaged=False, place=self._name(path)))

    def settle(self, path: Path, text: str) -> None:
        """The site has `text`: nothing of it is unpublished any more."""
        mark = self.mark_of(path)
        if mark is not None and mark.sent == digest_of(encode(text)):
            self._remove(mark.place)

    def replace_public(self, path: Path, public: str, text: str) -> None:
        """Readers may have `public` from now on, in place of what they had, while the file holds `text`. Raises OSError."""
        mark = self.mark_of(path)
        if mark is None or mark.is_damaged:
            return
        digests = mark.digests
        if public == text and not mark.is_withdrawn:
            digests = tuple(known for known in digests if known != digest_of(encode(text)))
        self._write(mark.place, replace(mark, public=public, digests=digests))

    def moved(self, old: Path, new: Path) -> None:
        """The file at `old` is at `new` now. What cannot be written is found by its digest all the same."""
        mark = self.mark_of(old)
        if mark is not None and not mark.is_damaged:
            with contextlib.suppress(OSError):
                self._give(new, mark)

    # -- on disk

    def _told(self, path: Path | str) -> str:
        told = os.fspath(path)
        start = f"{self._newsroom}{os.sep}"
        return (told[len(start) :] if told.startswith(start) else told).replace(os.sep, "/")

    def _name(self, path: Path | str) -> str:
        return sha256(self._told(path).encode("utf-8", "surrogatepass")).hexdigest()[:_NAME]

    def _read(self, name: str, told: str) -> Mark | None:
        """The mark in this file. One that is there and cannot be read is damaged: doubt means unpublished."""
        try:
            with open(f"{self.folder}/{name}", "rb") as file:  # noqa: PTH123 - asked for every story of an export
                data = file.read()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            return Mark(told, is_damaged=True, place=name)
        values = read_line(data)
        mark = _mark_from(values) if values is not None else None
        return replace(mark, place=name) if mark is not None else Mark(told, is_damaged=True, place=name)

    def _give(self, path: Path, mark: Mark) -> None:
        """Make it the mark of the story at `path`, and of no file that is there no more."""
        name, own = self._name(path), self.mark_of(path)
        if own is not None and own.digests and own.place != mark.place:
            # Of a story that somebody renamed, so that another could have its file: found by its digests from now on.
            aside = sha256(own.digests[-1].encode("ascii")).hexdigest()[:_NAME]
            self._write(aside, replace(own, path=""))
        self._write(name, replace(mark, path=self._told(path)))
        if mark.place not in ("", name) and not (mark.path and (self._newsroom / mark.path).exists()):
            self._remove(mark.place)

    def _write(self, name: str, mark: Mark) -> None:
        values = {
            "p": mark.path,
            "o": mark.public,
            "d": list(mark.digests),
            "w": mark.is_withdrawn,
            "s": mark.sent,
        }
        make_private(self.folder)
        put_in_place(self.folder / name, write_line(values))
        sync_folder(self.folder)

    def _remove(self, name: str) -> None:
        with contextlib.suppress(OSError):  # one that stays behind speaks of a file that is there no more
            (self.folder / name).unlink()
            sync_folder(self.folder)


def _standing(path: Path, text: str, timezone: tzinfo) -> Status | None:
    """The status a text says it has; None when its front matter is not wholly valid."""
    story = read_story(path, text, timezone)
    return story.meta.status if story.is_readable else None


def _mark_from(values: Mapping[str, Any]) -> Mark | None:
    path, public, digests = values.get("p"), values.get("o"), values.get("d")
    if not isinstance(path, str) or not isinstance(public, str | None) or not isinstance(digests, list):
        return None
    return Mark(path, public, tuple(map(str, digests)), bool(values.get("w")), str(values.get("s", "")))


def _number_of(mark: Mark) -> int:
    told = repr((mark.public, mark.digests, mark.is_withdrawn, mark.sent))
    return int.from_bytes(sha256(told.encode("utf-8", "surrogatepass")).digest()[:7], "big")
