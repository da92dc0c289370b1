"""A look in a process beside this one finds what it would find here, whatever becomes of that process."""

from __future__ import annotations

import os
import signal

import pytest

from editor_app.publish import side_look
from editor_app.publish.side_look import SideLook

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be doubled")


@pytest.fixture(autouse=True)
def parted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' process has threads, and parts all the same."""
    monkeypatch.setattr(side_look, "_can_part", lambda: True)


def test_it_finds_what_the_look_finds() -> None:
    names = [f"news/story-{number}/index.html" for number in range(20_000)]  # more than a pipe holds
    here = os.getpid()
    assert SideLook(lambda: names if os.getpid() != here else []).found() == names


def test_nothing_found_is_an_answer() -> None:
    asked: list[int] = []
    here = os.getpid()
    assert SideLook(lambda: asked.append(1) or [] if os.getpid() == here else []).found() == []
    assert not asked


@pytest.mark.parametrize(
    "end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: 1 / 0], ids=["killed", "fault"]
)
def test_when_it_comes_to_nothing_the_look_is_taken_here(end: object) -> None:
    here = os.getpid()

    def look() -> list[str]:
        if os.getpid() != here:
            end()  # type: ignore[operator]
        return ["a"]

    assert SideLook(look).found() == ["a"]


def test_where_no_process_can_be_had_the_look_is_taken_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert SideLook(lambda: ["a"]).found() == ["a"]


def test_a_process_with_threads_does_not_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert not side_look._can_part()
