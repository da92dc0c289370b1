"""A version is added whole or not at all, wherever a program dies and whatever the disk refuses."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from editor_app.stories.history.keeper import History
from editor_app.stories.history.thinner import thin
from editor_app.stories.history.thinning import ALL_FOR
from editor_app.stories.history.version import VersionDamaged, VersionKind, VersionNotKept
from tests.stories.history.conftest import START, text_of

CALLS = (
    "open",
    "write",
    "fsync",
    "close",
    "replace",
    "mkdir",
    "ftruncate",
    "unlink",
    "lseek",
    "read",
    "rename",
)
LONG = " ".join(f"word{number}" for number in range(4_000))

if sys.platform == "win32":
    pytest.skip("needs fork", allow_module_level=True)


def _dying(act: Callable[[], object], at: int) -> bool:
    """Do `act` in a process that ends without a word at its `at`th call of the system; whether it came to its end."""
    child = os.fork()
    if child == 0:
        left = at

        def counted(real: Callable) -> Callable:
            def call(*args, **more):
                nonlocal left
                left -= 1
                if left == 0:
                    if real.__name__ == "write":
                        real(
                            args[0], bytes(args[1])[: max(1, len(args[1]) // 2)]
                        )  # half of it reached the disk
                    os._exit(9)
                return real(*args, **more)

            return call

        for name in CALLS:
            setattr(os, name, counted(getattr(os, name)))
        try:
            act()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


@pytest.mark.parametrize(("before", "after"), [([], "One."), (["One."], "One two."), (["One."], LONG)])
def test_dying_at_any_call_loses_no_version(tmp_path: Path, before: list[str], after: str) -> None:
    for at in range(1, 200):
        room = tmp_path / str(at)
        story = room / "stories" / "ferry.md"
        story.parent.mkdir(parents=True)
        history = History(room, lambda: "quay-00000001")
        for body in before:
            history.add(story, text_of(body), VersionKind.NAMED, START)
        ended = _dying(lambda: history.add(story, text_of(after), VersionKind.NAMED, START), at)  # noqa: B023
        texts = [history.text(version) for version in history.versions(story).versions]
        old = [text_of(body) for body in before]
        assert texts in (old, [text_of(after), *old]), at
        history.add(story, text_of("And on."), VersionKind.NAMED, START)
        assert history.text(history.versions(story).versions[0]) == text_of("And on.")
        if ended:
            assert len(texts) == len(before) + 1
            return
    raise AssertionError("it never came to its end")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_every_call_failing_in_turn_is_said_and_harms_nothing(
    history: History, story: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = ["One."]
    history.add(story, text_of("One."), VersionKind.NAMED, START)
    for at in range(1, 60):
        left = at
        with monkeypatch.context() as patch:
            for name in ("open", "write", "fsync", "replace"):
                real = getattr(os, name)

                def call(*args, real=real, **more):
                    nonlocal left
                    left -= 1
                    if left == 0:
                        raise OSError(code, os.strerror(code))
                    return real(*args, **more)

                patch.setattr(os, name, call)
            body = f"{LONG if at % 2 else 'Short'} {at}."
            try:
                history.add(story, text_of(body), VersionKind.NAMED, START)
                failed = False
            except VersionNotKept as failure:
                assert failure.reason
                failed = True
        if not failed:
            kept.append(body)
        listing = history.versions(story)
        assert [history.text(version) for version in listing.versions] == [text_of(one) for one in kept[::-1]]
        assert listing.damaged == 0
        if left > 0:
            return
    raise AssertionError("it never came to its end")


def test_dying_while_thinning_loses_no_version_that_stays(tmp_path: Path) -> None:
    for at in range(1, 200):
        room = tmp_path / str(at)
        story = room / "stories" / "ferry.md"
        story.parent.mkdir(parents=True)
        history = History(room, lambda: "quay-00000001")
        history.add(story, text_of("Out."), VersionKind.PUBLISHED, START)
        for number in range(5):
            history.add(story, text_of(f"{LONG[: 500 * number]} {number}"), VersionKind.AUTOSAVED, START)
        later = START + 20 * ALL_FOR
        ended = _dying(lambda: thin(history, story, later, worth_it=1), at)  # noqa: B023
        versions = history.versions(story).versions
        try:
            texts = {history.text(version) for version in versions if version.kind is VersionKind.PUBLISHED}
            newest = history.text(versions[0])
        except VersionDamaged as damage:
            raise AssertionError(at) from damage
        assert texts == {text_of("Out.")} and newest == text_of(f"{LONG[:2000]} 4")
        if ended:
            assert len(versions) == 2
            return
    raise AssertionError("it never came to its end")


def test_several_programs_add_at_once_and_each_line_is_whole(history: History, story: Path) -> None:
    children = []
    for number in range(4):
        child = os.fork()
        if child == 0:
            try:
                for count in range(12):
                    history.add(story, text_of(f"Text {number} {count}."), VersionKind.NAMED, START)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    listing = history.versions(story)
    texts = {history.text(version) for version in listing.versions}
    assert texts == {text_of(f"Text {number} {count}.") for number in range(4) for count in range(12)}
    assert listing.damaged == 0
