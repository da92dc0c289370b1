"""Every way in which Stet writes what a person made: what is there before, the write itself, and what must be true after it.

The write is made in a process whose disk misbehaves (`faults`); what came of it is judged by another. No Qt.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

from editor_app.spelling.newsroom_words import add_word, read_words
from editor_app.stories import atomic_rename, spiking
from editor_app.stories.history.keeper import History
from editor_app.stories.history.machine import machine_name
from editor_app.stories.history.thinner import thin
from editor_app.stories.history.version import VersionKind, VersionNotKept
from editor_app.stories.kept_aside import keep_aside
from editor_app.stories.leftovers import clear_leftovers
from editor_app.stories.newsroom import Newsroom, NewsroomError, create_newsroom
from editor_app.stories.picture_placing import PictureData, PictureNotPlaced, PicturePlaces, bring_in
from editor_app.stories.recovery import journal as journal_file
from editor_app.stories.recovery.journal import Journal, JournalNotWritten
from editor_app.stories.recovery.record import Entry
from editor_app.stories.recovery.store import RecoveryStore
from editor_app.stories.story_file import (
    StoryChangedOnDisk,
    StoryFileError,
    StorySaveFailed,
    StorySaveUnconfirmed,
    digest_of,
    encode,
    write_text,
)
from editor_app.stories.unpublished import UnpublishedWork

EVERYTHING_TOLD = (StoryFileError, NewsroomError, VersionNotKept, JournalNotWritten, PictureNotPlaced)
HEAD = "---\ntitle: Ferry aground\nstatus: draft\n---\n"
OLD = HEAD + "The ferry ran aground off Skerry Point.\n" * 40
NEW = HEAD + "The ferry ran aground off Skerry Point, and is afloat again.\n" * 45
THEIRS = HEAD + "A colleague wrote this in that very moment.\n"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FERRY = Path("room/stories/ferry.md")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the writer said before it ended: `done`, `told` (and the sentence), or nothing at all (`killed`)."""

    kind: str
    sentence: str = ""
    unconfirmed: bool = False
    held_name: bool = False
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Scenario:
    """`prepare` makes what is there, `act` is the write, `faults_after` names what is wrong once it has ended.

    `ways` are the lacks of the file system it is tried with: (no exchange, no rename to a free name, no hard links).
    """

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path], object]
    faults_after: Callable[[Path, Outcome], Iterator[str]]
    ways: tuple[tuple[bool, bool, bool], ...] = ((False, False, False),)


ALL_THERE = (False, False, False)
REPLACING = (ALL_THERE, (True, False, False), (True, True, True))
NAMING = (ALL_THERE, (False, True, False), (True, True, True))


def tidy(base: Path) -> None:
    """What the next start of Stet does with what an interrupted save left."""
    room = base / "room"
    if room.is_dir():
        later = datetime.now(UTC) + timedelta(hours=1)
        clear_leftovers(room, (room / "stories", room / "images"), later)


def litter(base: Path) -> Iterator[str]:
    """Temporary files that are still there."""
    for file in base.rglob("*.stet-tmp"):
        if "history" not in file.parts:  # those go when the next whole text is kept
            yield f"left lying: {file.name}"


def all_texts(base: Path) -> list[bytes]:
    return [file.read_bytes() for file in (base / "room").rglob("*.md") if file.is_file()]


def judged(path: Path, old: bytes | None, new: bytes, outcome: Outcome) -> Iterator[str]:
    """Whole old or whole new; what was said is true; and the next save is no conflict with ourselves."""
    found = path.read_bytes() if path.exists() else None
    if outcome.held_name:
        # No links, and a disk that refuses everything from then on: the empty file that held the name could not be removed.
        old = found
    if found not in (old, new):
        yield f"torn: {len(found or b'')} bytes"
    if outcome.kind == "done" and found != new:
        yield "said to be saved, and is not"
    if outcome.kind == "told":
        if not outcome.sentence.strip():
            yield "failed without a word"
        if "as it was before" in outcome.sentence and found != old:
            yield "said to be as it was, and is not"
        if outcome.unconfirmed and found != new:
            yield "said to be written, and is not"
        yield from _goes_on(path, old, new, outcome)


def _goes_on(path: Path, old: bytes | None, new: bytes, outcome: Outcome) -> Iterator[str]:
    known = new if outcome.unconfirmed else old
    try:
        write_text(path, "went on", digest_of(known) if known is not None else None)
    except StoryFileError as failure:
        yield f"the next save failed: {failure}"


# -- a story


def room_with_story(base: Path) -> None:
    (base / "room" / "stories").mkdir(parents=True)
    (base / FERRY).write_bytes(encode(OLD))


def replace_story(base: Path) -> None:
    write_text(base / FERRY, NEW, digest_of(encode(OLD)))


def story_is_whole(base: Path, outcome: Outcome) -> Iterator[str]:
    yield from judged(base / FERRY, encode(OLD), encode(NEW), outcome)


def replace_in_a_race(base: Path) -> None:
    """A colleague saves between our last look and our renaming."""
    real, calls = atomic_rename.exchange, []

    def late(one: Path, other: Path) -> None:
        if not calls:
            calls.append(1)
            with paused():
                (base / "theirs").write_bytes(encode(THEIRS))
                (base / "theirs").replace(base / FERRY)
        real(one, other)

    atomic_rename.exchange = late
    replace_story(base)


def theirs_is_somewhere(base: Path, outcome: Outcome) -> Iterator[str]:
    if outcome.kind == "done":
        yield "a colleague's version was written over without a word"
    if encode(THEIRS) not in all_texts(base) and encode(OLD) not in [(base / FERRY).read_bytes()]:
        yield "a colleague's version is nowhere"
    if (base / FERRY).read_bytes() not in (encode(OLD), encode(NEW), encode(THEIRS)):
        yield "torn"


def replace_by_link(base: Path) -> None:
    write_text(base / "room" / "stories" / "linked.md", NEW, digest_of(encode(OLD)))


def room_with_linked_story(base: Path) -> None:
    room_with_story(base)
    (base / "room" / "stories" / "linked.md").symlink_to("ferry.md")


def empty_room(base: Path) -> None:
    (base / "room" / "stories").mkdir(parents=True)


def make_story(base: Path) -> None:
    write_text(base / "room/stories/fresh.md", NEW, None)


def make_story_in_new_folders(base: Path) -> None:
    write_text(base / "room/stories/harbour/2026/fresh.md", NEW, None)


def new_story_is_whole(base: Path, outcome: Outcome) -> Iterator[str]:
    (found,) = list((base / "room").rglob("fresh.md")) or [base / "room/stories/fresh.md"]
    yield from judged(found, None, encode(NEW), outcome)


def changed_outside(base: Path) -> None:
    room_with_story(base)
    (base / FERRY).write_bytes(encode(THEIRS))


def keep_both(base: Path) -> None:
    """What happens when a person ends a conflict: the other version aside first, then ours in its place."""
    keep_aside(base / "room", base / FERRY, THEIRS, NOW)
    write_text(base / FERRY, NEW, digest_of(encode(THEIRS)))


def both_are_there(base: Path, outcome: Outcome) -> Iterator[str]:
    if encode(THEIRS) not in all_texts(base):
        yield "a colleague's version is nowhere"
    if outcome.kind == "done" and (base / FERRY).read_bytes() != encode(NEW):
        yield "said to be saved, and is not"


def refuse_to_overwrite(base: Path, outcome: Outcome) -> Iterator[str]:
    if outcome.kind == "done" or (base / FERRY).read_bytes() != encode(THEIRS):
        yield "a colleague's version was written over"


PUBLIC = OLD.replace("status: draft", "status: published\ndate: 2026-03-01T08:00:00Z")
AHEAD = PUBLIC + "Not for readers yet.\n"


def published_room(base: Path) -> None:
    room_with_story(base)
    (base / FERRY).write_bytes(encode(PUBLIC))


def save_ahead_of_the_site(base: Path) -> None:
    digest = digest_of(encode(PUBLIC))
    with UnpublishedWork(base / "room").saving(base / FERRY, AHEAD, PUBLIC, digest, UTC):
        write_text(base / FERRY, AHEAD, digest)


def nothing_goes_out(base: Path, outcome: Outcome) -> Iterator[str]:
    found = (base / FERRY).read_bytes()
    mark = UnpublishedWork(base / "room").mark_of(base / FERRY)
    if found == encode(AHEAD) and (
        mark is None or not mark.covers(digest_of(found)) or mark.public != PUBLIC
    ):
        yield "what was not published would go out, or what is public is not known"
    if found == encode(PUBLIC) and mark is not None and mark.covers(digest_of(found)):
        yield "what was published would be taken back"
    yield from judged(base / FERRY, encode(PUBLIC), encode(AHEAD), outcome)


# -- the newsroom's own files


def make_newsroom(base: Path) -> None:
    create_newsroom(base / "room", "The Courier", url="https://courier.example", timezone="UTC")


def newsroom_is_whole(base: Path, outcome: Outcome) -> Iterator[str]:
    settings = base / "room" / "newsroom.yaml"
    if settings.exists() and Newsroom.open(base / "room").settings.name != "The Courier":
        yield "the settings are torn"
    if outcome.kind == "done" and not (settings.exists() and (base / "room" / "images").is_dir()):
        yield "said to be made, and is not"


def room_with_words(base: Path) -> None:
    empty_room(base)
    add_word(base / "room", "Skerry")


def add_to_dictionary(base: Path) -> None:
    add_word(base / "room", "Halvorsen")


def words_are_whole(base: Path, outcome: Outcome) -> Iterator[str]:
    words = read_words(base / "room")
    if "Skerry" not in words or words - {"Skerry", "Halvorsen"}:
        yield f"the dictionary is torn: {words}"
    if outcome.kind == "done" and "Halvorsen" not in words:
        yield "said to be kept, and is not"


def first_word(base: Path, outcome: Outcome) -> Iterator[str]:
    words = read_words(base / "room")
    if words - {"Halvorsen"} or (outcome.kind == "done" and not words):
        yield f"the dictionary is torn: {words}"


# -- pictures


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), (20, 90, 140)).save(made, "PNG")
    return made.getvalue()


def add_picture(base: Path) -> None:
    room = base / "room"
    bring_in(PicturePlaces(room, room / "images", base / FERRY), PictureData("Quay at dawn.png", picture()))


def picture_is_whole(base: Path, outcome: Outcome) -> Iterator[str]:
    found = [file for file in (base / "room" / "images").rglob("*") if file.is_file()]
    if any(file.read_bytes() != picture() for file in found):
        yield "half a picture"
    if outcome.kind == "done" and len(found) != 1:
        yield "said to be there, and is not"


# -- versions


def history_of(base: Path) -> History:
    return History(base / "room", lambda: machine_name(base / "data"))


def one_version(base: Path) -> None:
    room_with_story(base)
    history_of(base).add(base / FERRY, OLD, VersionKind.NAMED, NOW)


def add_version(base: Path) -> None:
    history_of(base).add(base / FERRY, NEW, VersionKind.NAMED, NOW + timedelta(minutes=1))


def add_other_version(base: Path) -> None:
    history_of(base).add(base / FERRY, other_text(), VersionKind.NAMED, NOW + timedelta(minutes=1))


def other_text() -> str:
    """Like nothing before it, so that it is kept whole and not as what changed."""
    return HEAD + " ".join(f"word{number * 7919 % 10007}" for number in range(3_000))


def _versions(base: Path, before: list[str], after: str, outcome: Outcome) -> Iterator[str]:
    history = history_of(base)
    listing = history.versions(base / FERRY)
    texts = [history.text(version) for version in listing.versions]
    if texts not in (before, [after, *before]):
        yield f"{len(texts)} versions, not {len(before)} or one more"
    if outcome.kind == "done" and texts[:1] != [after]:
        yield "said to be kept, and is not"
    history.add(base / FERRY, OLD + "And on.\n", VersionKind.NAMED, NOW + timedelta(minutes=2))
    if history.text(history.versions(base / FERRY).versions[0]) != OLD + "And on.\n":
        yield "the next version is not there"


def first_version_is_whole(base: Path, outcome: Outcome) -> Iterator[str]:
    yield from _versions(base, [], NEW, outcome)


def second_version_is_whole(base: Path, outcome: Outcome) -> Iterator[str]:
    yield from _versions(base, [OLD], NEW, outcome)


def other_version_is_whole(base: Path, outcome: Outcome) -> Iterator[str]:
    yield from _versions(base, [OLD], other_text(), outcome)


def thin_out(base: Path) -> None:
    thin(history_of(base), base / FERRY, NOW + timedelta(days=40), worth_it=1)


def many_versions(base: Path) -> None:
    """Of one hour, told by way of each other, so that most of them go when they are old."""
    room_with_story(base)
    for minute in range(4):
        text = OLD + f"Minute {minute}.\n"
        history_of(base).add(base / FERRY, text, VersionKind.AUTOSAVED, NOW + timedelta(minutes=minute))
    history_of(base).add(base / FERRY, other_text(), VersionKind.NAMED, NOW + timedelta(minutes=9))


def nothing_that_stays_is_gone(base: Path, outcome: Outcome) -> Iterator[str]:
    history = history_of(base)
    listing = history.versions(base / FERRY)
    texts = [history.text(version) for version in listing.versions]
    if texts[:1] != [other_text()] or listing.damaged:
        yield f"the named version is not there, {listing.damaged} damaged"
    history.add(base / FERRY, OLD + "And on.\n", VersionKind.NAMED, NOW + timedelta(days=41))
    if history.text(history.versions(base / FERRY).versions[0]) != OLD + "And on.\n":
        yield "the next version is not there"


def rename_in_history(base: Path) -> None:
    history_of(base).moved(base / FERRY, base / "room/stories/renamed.md", NOW)


def history_follows_or_stays(base: Path, outcome: Outcome) -> Iterator[str]:
    history = history_of(base)
    old, new = (
        len(history.versions(path).versions) for path in (base / FERRY, base / "room/stories/renamed.md")
    )
    if (old, new) not in ((1, 0), (0, 1)):
        yield f"{old} versions at the old name, {new} at the new one"
    if outcome.kind == "done" and not new:
        yield "said to have moved, and has not"


# -- spiking


def spike(base: Path) -> None:
    spiking.spike(base / "room", base / FERRY, NOW)


def one_spiked(base: Path) -> None:
    room_with_story(base)
    spike(base)


def restore(base: Path) -> None:
    with paused():
        (spiked,) = spiking.spiked_stories(base / "room", UTC)
    spiking.restore(base / "room", spiked)


def spiked_or_not(base: Path, outcome: Outcome) -> Iterator[str]:
    yield from _is_at(base, outcome, ends_spiked=True)


def restored_or_not(base: Path, outcome: Outcome) -> Iterator[str]:
    yield from _is_at(base, outcome, ends_spiked=False)


def _is_at(base: Path, outcome: Outcome, *, ends_spiked: bool) -> Iterator[str]:
    texts = all_texts(base)
    if encode(OLD) not in texts or set(texts) != {encode(OLD)}:
        yield f"the story is nowhere, or torn: {[len(text) for text in texts]}"
    is_there = (base / FERRY).exists()
    is_spiked = any((base / "room/.stet/spiked").rglob("*.md"))
    if outcome.kind == "done" and (is_there == ends_spiked or is_spiked != ends_spiked):
        yield "said to be moved, and is not"
    if outcome.kind == "told" and not (is_there if ends_spiked else is_spiked):
        yield "said to be where it was, and is not"


# -- the journal


def places(base: Path) -> tuple[Path, Path]:
    return (base / "data" / "stet" / "recovery", base / "run" / "stet" / "recovery")


def entry(text: str) -> Entry:
    return Entry("one", "/room", "/room/stories/ferry.md", digest_of(encode(OLD)), 3, NOW, text)


def nothing(base: Path) -> None:
    """No folder is there yet."""


def begin_journal(base: Path) -> None:
    Journal(places(base), "one").write(entry(NEW))


def go_on_in_journal(base: Path) -> None:
    """Three texts; the first two are on the disk before the faults begin."""
    journal = Journal(places(base), "one")
    with paused():
        journal.write(entry(OLD + "one"))
        journal.write(entry(OLD + "two"))
    journal.write(entry(NEW))


def begin_a_new_file(base: Path) -> None:
    """The file is as long as it may get: the next text goes into another, and only then the first one goes."""
    roll, journal_file.ROLL_BYTES = journal_file.ROLL_BYTES, 64
    try:
        go_on_in_journal(base)
    finally:
        journal_file.ROLL_BYTES = roll


def _left(base: Path) -> list[str]:
    store = RecoveryStore(places(base))
    texts = [left.entry.text for left in (*store.look(NOW), *store.kept())]
    store.close()
    return texts


def journal_is_begun(base: Path, outcome: Outcome) -> Iterator[str]:
    texts = _left(base)
    if texts not in ([], [NEW]) or (outcome.kind == "done" and not texts):
        yield f"{len(texts)} texts in the journal"


def journal_went_on(base: Path, outcome: Outcome) -> Iterator[str]:
    texts = _left(base)
    if texts not in ([OLD + "two"], [NEW]):
        yield f"lost or torn: {len(texts)} texts in the journal"
    if outcome.kind == "done" and texts != [NEW]:
        yield "said to be in the journal, and is not"


def one_left_behind(base: Path) -> None:
    journal = Journal(places(base), "one")
    journal.write(entry(NEW))
    journal.close()


def move_away(base: Path) -> None:
    store = RecoveryStore(places(base))
    for left in store.look(NOW):
        store.keep(left.files, NOW)


def still_to_be_had(base: Path, outcome: Outcome) -> Iterator[str]:
    if _left(base) != [NEW]:
        yield "the text is gone"


# -- all of them


class paused:  # noqa: N801 - reads as a sentence
    """While this lasts the disk behaves; `Disk` puts the real thing here."""

    pause: Callable[[bool], None] = staticmethod(lambda _paused: None)

    def __enter__(self) -> None:
        type(self).pause(True)

    def __exit__(self, *_: object) -> None:
        type(self).pause(False)


SCENARIOS = (
    Scenario("story", room_with_story, replace_story, story_is_whole, REPLACING),
    Scenario("ahead", published_room, save_ahead_of_the_site, nothing_goes_out, REPLACING),
    Scenario("race", room_with_story, replace_in_a_race, theirs_is_somewhere),
    Scenario("linked", room_with_linked_story, replace_by_link, story_is_whole),
    Scenario("changed", changed_outside, replace_story, refuse_to_overwrite, REPLACING),
    Scenario("conflict", changed_outside, keep_both, both_are_there),
    Scenario("new", empty_room, make_story, new_story_is_whole, NAMING),
    Scenario("new-folders", empty_room, make_story_in_new_folders, new_story_is_whole),
    Scenario("newsroom", nothing, make_newsroom, newsroom_is_whole, NAMING),
    Scenario("dictionary", room_with_words, add_to_dictionary, words_are_whole),
    Scenario("first-word", empty_room, add_to_dictionary, first_word),
    Scenario("picture", room_with_story, add_picture, picture_is_whole, NAMING),
    Scenario("first-version", room_with_story, add_version, first_version_is_whole),
    Scenario("next-version", one_version, add_version, second_version_is_whole),
    Scenario("whole-version", one_version, add_other_version, other_version_is_whole),
    Scenario("thinning", many_versions, thin_out, nothing_that_stays_is_gone),
    Scenario("moved", one_version, rename_in_history, history_follows_or_stays),
    Scenario("spike", room_with_story, spike, spiked_or_not, (ALL_THERE, (True, True, False))),
    Scenario("restore", one_spiked, restore, restored_or_not, (ALL_THERE, (True, True, False))),
    Scenario("journal-begun", nothing, begin_journal, journal_is_begun),
    Scenario("journal", nothing, go_on_in_journal, journal_went_on),
    Scenario("journal-rolled", nothing, begin_a_new_file, journal_went_on),
    Scenario("recovery", one_left_behind, move_away, still_to_be_had),
)


def outcome_of(failure: Exception) -> Outcome:
    """What a person would hear of it. An exception that has no sentence for people is a fault of its own."""
    if isinstance(failure, EVERYTHING_TOLD):
        return Outcome(
            "told",
            str(failure),
            isinstance(failure, StorySaveUnconfirmed),
            isinstance(failure, StoryChangedOnDisk),
        )
    return Outcome("broke", f"{type(failure).__name__}: {failure}")


# -- a control: what everybody writes first


def save_in_place(base: Path) -> None:
    """Cut the file to nothing, then write it."""
    try:
        handle = os.open(base / FERRY, os.O_WRONLY | os.O_TRUNC | os.O_CREAT)
        try:
            os.write(handle, encode(NEW))
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise StorySaveFailed(base / FERRY, error.strerror or "") from error


CONTROL = Scenario("in place", room_with_story, save_in_place, story_is_whole)
