from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from editor_app.stories.unpublished import UnpublishedWork
from tests.publish.histories import live

LIVES = int(os.environ.get("STET_LIVES", "12"))


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody pulls the plug here."""
    monkeypatch.setattr("os.fsync", lambda _handle: None)


def test_random_lives_let_nothing_out_that_nobody_published(tmp_path: Path) -> None:
    exports = shown = asked = 0
    for seed in range(LIVES):
        life = live(tmp_path, seed)
        exports, shown, asked = exports + life.exports, shown + life.showed, asked + life.log.count("asked")
        shutil.rmtree(life.folder)
    print(f"{LIVES} lives, {exports} exports, {shown} with stories, asked {asked} times, 0 leaks")
    assert shown > LIVES and asked >= LIVES // 12


def test_lives_without_marks_leak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what is looked for is found where it is let out."""
    monkeypatch.setattr(UnpublishedWork, "_note_work", lambda *_: None)
    with pytest.raises(AssertionError):
        for seed in range(30):
            live(tmp_path, seed)
            shutil.rmtree(tmp_path / str(seed))
