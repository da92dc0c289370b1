"""Choosing a picture for a story: the file dialog, the copy into the newsroom, and the `src` to write."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg")

ChoosePicture = Callable[[QWidget, Path], Path | None]


class PictureNotPlaced(Exception):
    """A picture could not be copied into the newsroom; `str()` says why in one sentence."""


def ask_for_picture(parent: QWidget, folder: Path) -> Path | None:
    """Let a person choose a picture file, starting in `folder`; None when they change their mind."""
    endings = " ".join(f"*{ending}" for ending in PICTURE_ENDINGS)
    title = QCoreApplication.translate("pictures", "Choose a picture")
    kinds = QCoreApplication.translate("pictures", "Pictures ({0})").format(endings)
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
    return Path(chosen) if chosen else None


def place_picture(newsroom: Any, story_path: Path, chosen: Path) -> str:
    """The `src` for a picture, relative to the story's folder; a file from elsewhere is copied into `images/` first.

    Raises `PictureNotPlaced` when the copy fails.
    """
    inside = _is_inside(chosen, Path(newsroom.folder))
    target = chosen if inside else _copy(chosen, Path(newsroom.images_folder))
    return Path(os.path.relpath(target.resolve(), story_path.parent.resolve())).as_posix()


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _copy(chosen: Path, images: Path) -> Path:
    target = images / chosen.name
    try:
        images.mkdir(parents=True, exist_ok=True)
        number = 2
        while target.exists() and target.read_bytes() != chosen.read_bytes():
            target = images / f"{chosen.stem}-{number}{chosen.suffix}"
            number += 1
        if not target.exists():
            shutil.copyfile(chosen, target)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise PictureNotPlaced(f"{chosen.name} could not be copied to {images}: {reason}.") from problem
    return target
