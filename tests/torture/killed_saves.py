"""Processes that save as fast as they can and say so after each save; every one is killed at a moment of chance. No Qt.

`python -m tests.torture.killed_saves FOLDER KILLS SEED [careless]`: one JSON object on standard output. What was acknowledged must be
there, whole; of what was not, all or nothing. The careless ones write in place, as a control.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image

from editor_app.stories import atomic_rename
from editor_app.stories.history.keeper import History
from editor_app.stories.history.version import VersionKind
from editor_app.stories.leftovers import clear_leftovers
from editor_app.stories.picture_placing import PictureData, PicturePlaces, bring_in
from editor_app.stories.recovery.journal import Journal
from editor_app.stories.recovery.record import Entry
from editor_app.stories.recovery.store import RecoveryStore
from editor_app.stories.story_file import read_text, write_text

START = datetime(2026, 3, 2, tzinfo=UTC)
Acknowledge = Callable[[int], None]


def made(number: int) -> str:
    """A text that tells its number, and by its seal whether it is whole; from 200 bytes to 60 KB."""
    body = f"save {number}\n" + f"The tide turned at {number}.\n" * (10 + number * 7919 % 2_000)
    return body + sha256(body.encode()).hexdigest() + "\n"


def number_of(text: str) -> int | None:
    """Its number; None when the text is torn."""
    body, seal = text[:-65], text[-65:-1]
    found = re.match(r"save (\d+)\n", body)
    return int(found[1]) if found and sha256(body.encode()).hexdigest() == seal else None


class Lane:
    """One way to save, and the folder it is done in. `highest` is the last number that was acknowledged."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.highest = folder, 0
        (folder / "stories").mkdir(parents=True)
        self.path = folder / "stories" / "night.md"
        self.begin()

    def begin(self) -> None:
        self.path.write_text(made(0), encoding="utf-8")

    def save(self, number: int) -> None:
        write_text(self.path, made(number), read_text(self.path).digest)

    def present(self) -> int | None:
        """The number that a person would find now; None: torn, or gone."""
        return number_of(self.path.read_text("utf-8"))

    def what_is_there(self) -> list[tuple[str, int]]:
        """Every file and its bytes, for whoever has to find out."""
        return [(file.name, file.stat().st_size) for file in self.folder.rglob("*") if file.is_file()]

    def tidy(self) -> None:
        folders = (self.folder / "stories", self.folder / "images")
        clear_leftovers(self.folder, folders, datetime.now(UTC) + timedelta(hours=1))
        left = [name for name in self.folder.rglob(".*.stet-tmp") if "history" not in name.parts]
        assert not left, left


class Swapped(Lane):
    """As on most file systems."""


def _unsupported(*_: object) -> None:
    raise atomic_rename.RenameNotSupported


def _no_links(*_: object) -> None:
    raise PermissionError(1, "no links here")


class Linked(Lane):
    """Without a swap."""

    def save(self, number: int) -> None:
        atomic_rename._rename = _unsupported
        super().save(number)


class Copied(Linked):
    """Without links either."""

    def save(self, number: int) -> None:
        os.link = _no_links
        super().save(number)


class New(Lane):
    """A new file every time."""

    def begin(self) -> None:
        self.path.with_name("n0.md").write_text(made(0), encoding="utf-8")

    def save(self, number: int) -> None:
        write_text(self.path.with_name(f"n{number}.md"), made(number), None)

    def present(self) -> int | None:
        files = {int(file.stem[1:]): file for file in (self.folder / "stories").glob("n*.md")}
        if any(number_of(file.read_text("utf-8")) != number for number, file in files.items()):
            return None
        last = max(files)
        for number, file in files.items():
            if number < last:
                file.unlink()  # so that there are never many
        return last


class Journalled(Lane):
    """The recovery journal."""

    def begin(self) -> None:
        self._journal: Journal | None = None
        self._last = 0

    def _places(self) -> tuple[Path, Path]:
        return (self.folder / "recovery", self.folder / "second")

    def save(self, number: int) -> None:
        self._journal = self._journal or Journal(self._places(), f"session{os.getpid()}")
        self._journal.write(Entry(f"session{os.getpid()}", "/r", "/r/night.md", "0", 0, START, made(number)))

    def present(self) -> int | None:
        store = RecoveryStore(self._places())
        left = store.look(START)
        numbers = [number_of(one.entry.text) for one in left]
        for one in left:
            for file in one.files:
                file.unlink()
        store.close()
        if None in numbers:
            return None
        self._last = max([self._last, *(number for number in numbers if number is not None)])
        return self._last


class Versioned(Lane):
    """The history."""

    def begin(self) -> None:
        self._history = History(self.folder, lambda: "quay-00000001")
        self._era = 0

    def _path(self) -> Path:
        return self.folder / "stories" / f"era{self._era}.md"

    def save(self, number: int) -> None:
        at = START + timedelta(minutes=number)
        self._history.add(self._path(), made(number), VersionKind.NAMED, at)

    def present(self) -> int | None:
        versions = self._history.versions(self._path()).versions
        if any(number_of(self._history.text(version)) is None for version in versions[:3]):
            return None
        found = max(
            [self.highest, *(number_of(self._history.text(version)) or 0 for version in versions[:1])]
        )
        if len(versions) > 300:
            self._era += 1  # a new story, so that listing stays quick
        if versions and (number_of(self._history.text(versions[0])) or 0) < self.highest:
            return -1
        return found


class Pictured(Lane):
    """A picture is brought in, and then a story that names it is saved."""

    def begin(self) -> None:
        (self.folder / "images").mkdir(exist_ok=True)
        super().begin()

    def save(self, number: int) -> None:
        places = PicturePlaces(self.folder, self.folder / "images", self.path)
        placed = bring_in(places, PictureData(f"quay {number}.png", _picture(number)))
        assert f"quay-{number}.png" in placed.src
        super().save(number)

    def present(self) -> int | None:
        number = super().present()
        picture = self.folder / "images" / f"quay-{number}.png"
        if number and (not picture.exists() or picture.read_bytes() != _picture(number)):
            return None
        return number


def _picture(number: int) -> bytes:
    made_of = BytesIO()
    Image.new("RGB", (24, 16), (number % 256, number // 256 % 256, 90)).save(made_of, "PNG")
    return made_of.getvalue()


class InPlace(Lane):
    """The control."""

    def save(self, number: int) -> None:
        with self.path.open("w", encoding="utf-8") as file:
            file.write(made(number))
            file.flush()
            os.fsync(file.fileno())


LANES: tuple[type[Lane], ...] = (Swapped, Linked, Copied, New, Journalled, Versioned, Pictured)


def run_until_killed(lane: Lane, luck: random.Random) -> int:
    """Start a process that saves, kill it; the last number it acknowledged, 0 if none."""
    listening, telling = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            number = lane.highest
            while True:
                number += 1
                lane.save(number)
                os.write(telling, b"%d\n" % number)
        os._exit(1)
    os.close(telling)
    time.sleep(luck.choice((0.002, 0.01, 0.03, 0.08)) * luck.random())
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    with os.fdopen(listening, "rb") as answers:
        said = answers.read()
    assert os.WIFSIGNALED(status), f"{type(lane).__name__} ended by itself"
    return max((int(line) for line in said.split(b"\n")[:-1]), default=0)


def torture(folder: Path, kills: int, seed: int, kinds: tuple[type[Lane], ...]) -> dict[str, int]:
    """So many kills, shared out among the ways to save."""
    luck = random.Random(seed)
    lanes = [kind(folder / kind.__name__) for kind in kinds]
    counts = {"kills": 0, "acknowledged": 0, "in_the_middle": 0, "lost": 0, "torn": 0}
    for turn in range(kills):
        lane = lanes[turn % len(lanes)]
        before = lane.highest
        said = run_until_killed(lane, luck)
        lane.highest = max(said, before)
        found = lane.present()
        counts["kills"] += 1
        counts["acknowledged"] += max(0, lane.highest - before)
        if found is None:
            counts["torn"] += 1
            lane.begin()
            continue
        counts["lost"] += found < lane.highest
        counts["torn"] += found > lane.highest + 1
        counts["in_the_middle"] += found == lane.highest + 1
        lane.highest = max(found, lane.highest)
        if turn % 50 < len(lanes):
            lane.tidy()
    return counts


if __name__ == "__main__":
    chosen = (InPlace,) if "careless" in sys.argv else LANES
    print(json.dumps(torture(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), chosen)))
