"""Versions come back as they were kept: by any machine, in order, through renames, damage and torn lines."""

from __future__ import annotations

import random
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from editor_app.stories.history.keeper import LOG, History
from editor_app.stories.history.version import VersionDamaged, VersionKind
from editor_app.stories.spiking import restore, spike
from tests.stories.history.conftest import START, text_of

MINUTE = timedelta(minutes=1)


def _keep(
    history: History,
    path: Path,
    body: str,
    minute: int = 0,
    kind: VersionKind = VersionKind.AUTOSAVED,
    name: str = "",
):
    return history.add(path, text_of(body), kind, START + minute * MINUTE, name)


def _texts(history: History, path: Path) -> list[str]:
    return [history.text(version) for version in history.versions(path).versions]


def test_versions_come_back_newest_first(history: History, story: Path) -> None:
    _keep(history, story, "One.")
    _keep(history, story, "One two.", 10)
    _keep(history, story, "One two three.", 20, VersionKind.NAMED, "Before lunch")
    listing = history.versions(story)
    assert _texts(history, story) == [text_of("One two three."), text_of("One two."), text_of("One.")]
    newest = listing.versions[0]
    assert (newest.kind, newest.name, newest.words, newest.who) == (
        VersionKind.NAMED,
        "Before lunch",
        3,
        "maren",
    )
    assert newest.path == "stories/ferry.md" and newest.machine_words == "quay" and listing.damaged == 0


def test_the_same_text_is_one_autosaved_version_but_each_publish_is_one(
    history: History, story: Path
) -> None:
    assert _keep(history, story, "One.") is not None
    assert _keep(history, story, "One.", 10) is None
    assert _keep(history, story, "One.", 20, VersionKind.PUBLISHED) is not None
    assert _keep(history, story, "One.", 30, VersionKind.PUBLISHED) is not None
    assert [version.kind.value for version in history.versions(story).versions] == [
        "published",
        "published",
        "autosaved",
    ]


def test_any_bytes_come_back(history: History, story: Path) -> None:
    dice = random.Random(5)
    texts = [
        bytes(dice.randrange(256) for _ in range(dice.randrange(2000))).decode("utf-8", "surrogateescape")
        for _ in range(90)
    ]
    for minute, text in enumerate(texts):
        history.add(story, text, VersionKind.NAMED, START + minute * MINUTE)
    assert _texts(history, story) == texts[::-1]


def test_a_long_run_of_edits_comes_back_and_is_small(history: History, story: Path) -> None:
    dice = random.Random(3)
    words = [f"word{dice.randrange(10_000)}" for _ in range(900)]
    texts = []
    for minute in range(300):
        words[dice.randrange(len(words))] = f"word{dice.randrange(10_000)}"
        texts.append("\n\n".join(" ".join(words[at : at + 45]) for at in range(0, len(words), 45)))
        _keep(history, story, texts[-1], minute)
    assert _texts(history, story) == [text_of(text) for text in texts[::-1]]
    used = sum(4096 * -(-file.stat().st_size // 4096) for file in history.folder.rglob("*") if file.is_file())
    assert used / 300 < 2_000, "10,000 versions of a story fit in 20 MB"


def test_only_this_account_may_read_them(history: History, story: Path) -> None:
    _keep(history, story, "One.")
    for place in history.folder.rglob("*"):
        assert stat.S_IMODE(place.stat().st_mode) == (0o700 if place.is_dir() else 0o600), place


def test_two_machines_are_merged_by_time(history_on: Callable[[str], History], story: Path) -> None:
    quay, mill = history_on("quay-00000001"), history_on("mill-00000002")
    _keep(quay, story, "One.", 0)
    _keep(mill, story, "Two.", 5)
    _keep(quay, story, "Three.", 10)
    for history in (quay, mill):
        assert _texts(history, story) == [text_of("Three."), text_of("Two."), text_of("One.")]
        assert [version.machine_words for version in history.versions(story).versions] == [
            "quay",
            "mill",
            "quay",
        ]


def test_a_clock_that_jumps_does_not_change_the_order(history: History, story: Path) -> None:
    for number, minute in enumerate([0, 10, 5_000_000, 30, -400_000, 50]):
        _keep(history, story, f"Text {number}.", minute)
    assert _texts(history, story) == [text_of(f"Text {number}.") for number in (5, 4, 3, 2, 1, 0)]


@pytest.mark.parametrize("cut", [1, 7, 40, -1])
def test_a_torn_last_line_costs_nothing_but_itself(history: History, story: Path, cut: int) -> None:
    _keep(history, story, "One.")
    _keep(history, story, "Two.", 10)
    log = history.own_folder(story) / LOG
    whole = log.read_bytes()
    first = whole.index(b"\n") + 1
    log.write_bytes(whole[: first + cut] if cut > 0 else whole[:-1])
    torn = [text_of("One.")] if cut > 0 else [text_of("Two."), text_of("One.")]
    assert _texts(history, story) == torn and history.versions(story).damaged == 0
    _keep(history, story, "Three.", 20)
    assert _texts(history, story) == [text_of("Three."), *torn]


def test_a_damaged_line_costs_that_version_and_is_counted(history: History, story: Path) -> None:
    for minute in range(4):
        _keep(history, story, f"Text {minute}.", minute)
    log = history.own_folder(story) / LOG
    lines = log.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b'"w":', b'"v":')
    lines[2] = b"\0" * 50 + b"\n"
    log.write_bytes(b"".join(lines))
    listing = history.versions(story)
    assert listing.damaged == 2
    assert _texts(history, story) == [text_of("Text 3."), text_of("Text 0.")]


def test_one_damaged_copy_of_a_whole_text_costs_nothing(history: History, story: Path) -> None:
    _keep(history, story, "One.")
    _keep(history, story, "One two.", 10)
    place = next(history.own_folder(story).glob("*.z"))
    place.write_bytes(place.read_bytes()[:-9] + b"\0" * 9)
    assert _texts(history, story) == [text_of("One two."), text_of("One.")]


def test_a_lost_text_is_said_and_the_next_version_is_kept_whole(history: History, story: Path) -> None:
    lost = _keep(history, story, "One.")
    for place in history.own_folder(story).glob("*.z*"):
        place.unlink()
    _keep(history, story, "One two.", 10)
    assert lost is not None
    with pytest.raises(VersionDamaged, match="missing or damaged"):
        history.text(lost)
    assert history.text(history.versions(story).versions[0]) == text_of("One two.")


def test_lines_of_a_later_stet_are_passed_over(history: History, story: Path) -> None:
    from editor_app.stories.history.lines import write_line

    _keep(history, story, "One.")
    with (history.own_folder(story) / LOG).open("ab") as log:
        log.write(write_line({"t": START.isoformat(), "k": "dreamt", "s": "0", "w": 1, "z": 1, "p": "x"}))
    _keep(history, story, "Two.", 10)
    assert _texts(history, story) == [text_of("Two."), text_of("One.")]


def test_a_spiked_story_comes_back_with_its_history(history: History, room: Path, story: Path) -> None:
    _keep(history, story, "One.")
    spiked = spike(room, story, START)
    history.moved(story, spiked.path, START)
    assert _texts(history, spiked.path) == [text_of("One.")]
    story.write_text(text_of("Another story."), encoding="utf-8")  # its name is taken meanwhile
    history.begin(story, START + MINUTE)
    _keep(history, story, "Another story.", 5)
    back = restore(room, spiked)
    history.moved(spiked.path, back, START + 2 * MINUTE)
    assert back != story and _texts(history, back) == [text_of("One.")]
    assert _texts(history, story) == [text_of("Another story.")]


def test_a_file_renamed_elsewhere_keeps_its_history(
    history_on: Callable[[str], History], story: Path
) -> None:
    quay, mill = history_on("quay-00000001"), history_on("mill-00000002")
    _keep(quay, story, "One.")
    _keep(quay, story, "Two.", 10)
    renamed = story.with_name("aground.md")
    story.rename(renamed)
    _keep(mill, renamed, "Two.", 20, VersionKind.OPENED)
    _keep(mill, renamed, "Three.", 30)
    assert _texts(mill, renamed) == [text_of("Three."), text_of("Two."), text_of("One.")]


def test_a_new_story_of_an_old_name_begins_anew(history: History, story: Path) -> None:
    _keep(history, story, "One.")
    story.unlink()
    history.begin(story, START + MINUTE)
    assert history.versions(story).versions == ()
    _keep(history, story, "New.", 5)
    assert _texts(history, story) == [text_of("New.")]


def test_what_readers_have_is_the_last_published(history: History, story: Path) -> None:
    assert history.published_text(story) is None
    _keep(history, story, "Out.", 0, VersionKind.PUBLISHED)
    _keep(history, story, "Out, and edited since.", 10)
    assert history.published_text(story) == text_of("Out.")
