"""Choosing a picture for a story: the file dialog. Copies nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from editor_app.stories.pictures import PICTURE_ENDINGS

ChoosePicture = Callable[[QWidget, Path], Path | None]


def ask_for_picture(parent: QWidget, folder: Path) -> Path | None:
    """Let a person choose a picture file, starting in `folder`; None when they change their mind."""
    endings = " ".join(f"*{ending}" for ending in sorted(PICTURE_ENDINGS))
    title = QCoreApplication.translate("pictures", "Choose a picture")
    kinds = QCoreApplication.translate("pictures", "Pictures ({0})").format(endings)
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
    return Path(chosen) if chosen else None
