"""Processes that save one story as fast as they can, for seconds or (make torture) minutes: no save that was said to be good is overwritten unseen."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from pathlib import Path

import pytest

from editor_app.stories import atomic_rename
from editor_app.stories.story_file import StoryFileError, read_text, write_text

SECONDS = 60 * float(os.environ.get("STET_MINUTES", "0.1"))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="fork")


def _unsupported(*_: object) -> None:
    raise atomic_rename.RenameNotSupported


def _save_on(path: Path, name: str, seconds: float, answers: object, can_swap: bool) -> None:
    if not can_swap:
        atomic_rename._rename = _unsupported
    chance, said, number = random.Random(name), [], 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            file = read_text(path)
            number += 1
            text = f"{name}-{number} of {file.text.partition(' ')[0]}"
            if chance.random() < 0.3:
                time.sleep(chance.random() / 500)
            write_text(path, text, file.digest)
        except StoryFileError:
            continue
        said.append(text)
    answers.put(said)  # type: ignore[attr-defined]


@pytest.mark.parametrize("can_swap", [True, False], ids=["swapping", "without swapping"])
@pytest.mark.parametrize("writers", [2, 4])
def test_no_good_save_is_overwritten_unseen(tmp_path: Path, writers: int, can_swap: bool) -> None:
    path = tmp_path / "story.md"
    seconds = SECONDS if (writers, can_swap) == (2, True) else SECONDS / 4
    path.write_text("start ", "utf-8")
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    workers = [
        context.Process(target=_save_on, args=(path, name, seconds, answers, can_swap))
        for name in "abcd"[:writers]
    ]
    for worker in workers:
        worker.start()
    said = [text for _worker in workers for text in answers.get()]
    for worker in workers:
        worker.join()
    parents = [text.rpartition(" ")[2] for text in said]
    kept = {file.read_text("utf-8").partition(" ")[0] for file in tmp_path.iterdir()}
    seen = kept.union(parents)
    unseen = [text for text in said if text.partition(" ")[0] not in seen]
    print(f"{writers} writers, {len(said)} saves, {len(unseen)} overwritten unseen")
    assert len(said) > 20
    assert not unseen
    assert len(parents) == len(set(parents)), "two saves were made of the same version"
