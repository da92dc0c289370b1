"""Disks that are full or can only be read, mounted for a test. Linux, as root."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class NotMountable(Exception):
    """No such disk can be had here; str() says why."""


def _do(*command: str | Path) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise NotMountable(f"there is no {command[0]}") from error
    if done.returncode:
        raise NotMountable(f"{command[0]}: {done.stderr.strip()[:200]}")


def fill(folder: Path) -> None:
    """Take the last byte of a disk."""
    with (folder / "filling").open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


@contextmanager
def tmpfs(folder: Path) -> Iterator[Callable[[], None]]:
    """256 KB of memory; what is given fills it."""
    _do("mount", "-t", "tmpfs", "-o", "size=256k", "none", folder)
    try:
        yield lambda: fill(folder)
    finally:
        _do("umount", "-l", folder)


@contextmanager
def small_ext4(folder: Path) -> Iterator[Callable[[], None]]:
    """1 MB of ext4, without room that only root may use."""
    image = folder.with_name(f"{folder.name}.img")
    with image.open("wb") as file:
        file.truncate(1024 * 1024)
    _do("mkfs.ext4", "-q", "-F", "-m", "0", "-O", "^has_journal", image)
    _do("mount", "-o", "loop", image, folder)
    try:
        yield lambda: fill(folder)
    finally:
        _do("umount", "-l", folder)


@contextmanager
def read_only(folder: Path) -> Iterator[Callable[[], None]]:
    """A folder bound on to itself, which from a moment on can only be read."""
    _do("mount", "--bind", folder, folder)
    try:
        yield lambda: _do("mount", "-o", "remount,bind,ro", folder)
    finally:
        _do("umount", "-l", folder)


DISKS = {"tmpfs": tmpfs, "ext4": small_ext4, "read-only": read_only}
