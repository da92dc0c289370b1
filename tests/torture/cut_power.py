"""Cuts the power of a file system while somebody saves on it: what was acknowledged must be there when it is mounted again. No Qt.

`python -m tests.torture.cut_power FOLDER ext4|xfs CUTS SEED [careless]`, as root: one JSON object on standard output. The file system is in an
image that is mounted by a loop device; the kernel is told to drop it with whatever is not on the disk, as a power cut does
(FS_IOC_SHUTDOWN, without writing its log). The careless one syncs nothing, as a control.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import select
import shutil
import signal
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from editor_app.stories import placing
from editor_app.stories.history import log_file, objects
from editor_app.stories.recovery import journal
from tests.torture.killed_saves import LANES, Lane

SHUTDOWN, WITHOUT_LOG = 0x8004587D, 2
IMAGE_MB = {"ext4": 64, "xfs": 320}
MAKE = {"ext4": ("mkfs.ext4", "-q", "-F"), "xfs": ("mkfs.xfs", "-q", "-f")}
# ext4's own remedy for programs that rename without syncing is left off: nobody promises it.
MOUNT = {"ext4": "loop,noauto_da_alloc", "xfs": "loop"}


class NotPossible(Exception):
    """No file system can be made or mounted here; str() says why."""


class Power:
    """A file system in an image, and its plug."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.kind, self.mounted = kind, folder / "mounted"
        self._image = folder / f"{kind}.img"
        self.mounted.mkdir(parents=True)
        with self._image.open("wb") as file:
            file.truncate(IMAGE_MB[kind] * 1024 * 1024)
        self._do(*MAKE[kind], str(self._image))
        self.plug_in()

    def plug_in(self) -> None:
        self._do("mount", "-o", MOUNT[self.kind], str(self._image), str(self.mounted))

    def cut(self) -> None:
        """From here on nothing reaches the disk."""
        handle = os.open(self.mounted, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", WITHOUT_LOG))
        finally:
            os.close(handle)

    def pull_out(self) -> None:
        for _attempt in range(50):
            if subprocess.run(["umount", self.mounted], capture_output=True, check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise NotPossible("it stays busy")

    def _do(self, *command: str) -> None:
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError as error:
            raise NotPossible(f"there is no {command[0]}") from error
        if done.returncode:
            raise NotPossible(f"{command[0]}: {done.stderr.strip()[:200]}")


def _sync_nothing() -> None:
    os.fsync = os.fdatasync = lambda _handle: None
    journal._sync = lambda _handle: None
    placing.sync_folder = objects.sync_folder = log_file.sync_folder = journal.sync_folder = lambda _folder: (
        None
    )


def save_until_cut(power: Power, lane: Lane, luck: random.Random, careless: bool) -> int:
    """A process saves; the power is cut; the last number it acknowledged before, 0 if none."""
    listening, telling = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            if careless:
                _sync_nothing()
            number = lane.highest
            while True:
                number += 1
                lane.save(number)
                os.write(telling, b"%d\n" % number)
        os._exit(1)
    os.close(telling)
    said, wanted, deadline = b"", luck.randrange(4), time.monotonic() + 5
    while said.count(b"\n") < wanted and time.monotonic() < deadline:
        if select.select([listening], [], [], 0.1)[0]:
            said += os.read(listening, 4096)
    time.sleep(luck.choice((0.0, 0.002, 0.02)) * luck.random())
    # What counts was heard before the cut. After it the machine is dead; here the process lives on for a moment, and an
    # fsync that had begun may still be told that all is well.
    while select.select([listening], [], [], 0)[0] and (heard := os.read(listening, 4096)):
        said += heard
    power.cut()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(listening)
    return max((int(line) for line in said.split(b"\n")[:-1]), default=0)


def torture(folder: Path, kind: str, cuts: int, seed: int, careless: bool) -> dict[str, int]:
    """So many power cuts, shared out among the ways to save."""
    luck = random.Random(seed)
    power = Power(folder, kind)
    counts = {"cuts": 0, "acknowledged": 0, "lost": 0, "torn": 0}
    try:
        lanes = [lane(power.mounted / f"{lane.__name__}{number}") for number, lane in enumerate(LANES)]
        os.sync()
        for turn in range(cuts):
            lane = lanes[turn % len(lanes)]
            before = lane.highest
            lane.highest = max(save_until_cut(power, lane, luck, careless), before)
            power.pull_out()
            power.plug_in()
            try:
                found = lane.present()
            except (OSError, ValueError):
                found = None
            counts["cuts"] += 1
            counts["acknowledged"] += lane.highest - before
            counts["torn"] += found is None
            counts["lost"] += found is not None and found < lane.highest
            if found is None or found < lane.highest:
                what = f"{type(lane).__name__}: {found} of {lane.highest} at cut {turn}"
                print(what, lane.what_is_there(), file=sys.stderr)
                lanes[lanes.index(lane)] = type(lane)(power.mounted / f"again{turn}")
            else:
                lane.highest = found
                lane.tidy()
            os.sync()
    finally:
        with suppress(NotPossible):
            power.pull_out()
        shutil.rmtree(folder, ignore_errors=True)
    return counts


if __name__ == "__main__":
    try:
        told: dict[str, int] | dict[str, str] = torture(
            Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), "careless" in sys.argv
        )
    except NotPossible as reason:
        told = {"not_possible": str(reason)}
    print(json.dumps(told))
