"""Whether a site needs nothing done, or only what a few stories change, told from the state of files alone.

Asked before anything else is loaded, since to load what makes pages takes longer than to look at every file of a large
archive. What it goes by is what an export left in its ledger (`ledger_file`); where it has the least doubt it says no, and
the export itself looks closer. A site needs nothing done only when

- the newsroom's settings are byte for byte as they were, and its theme, its standing pages, its notes of unpublished work,
  Stet's own programs and the machine's time zone are in the state they were in;
- every story's file, and no other, is there in the state it was read in, and had been left alone when it was read;
- every picture that pages show is in the state it was in, and none that was missed has come;
- every file of the site lies there with the size and the time it was left with, and the list of our files is as it was;
- no moment has passed at which time alone changes something.
"""

from __future__ import annotations

import os
import sys
import time

from editor_app.publish import ledger_file
from editor_app.stories.story_listing import story_entries

TYPE_CHECKING = False
if TYPE_CHECKING:  # `typing` takes a while to load
    from editor_app.publish.side_look import SideLook

SETTLED_NS = 2_000_000_000
"""As coarse as the time of any file system in use: what was changed that lately may change again and show the same time."""

_NUMBERS = 2**63 - 1
_WORTH_A_PROCESS = 2_000  # files

Stamp = tuple[int, int, int, int]
"""What the system says of a file: change of content and of the file itself in nanoseconds, size, number."""

UNTOLD: Stamp = (0, 0, 0, 0)
"""The stamp of a file whose state the system does not tell: it is always read."""

Part = tuple[str, str, object]
"""One thing that every page depends on: its kind (`text`, `tree`, `code`, `file`, `link`, `word`), where it is, how it was."""


class AtRest:
    """What an export with nothing to do has to say.

    Attributes:
        front_page: the address of the front page's file.
        unchanged: how many files the site has.
        stories, pages: how many stories and standing pages are withheld.
        broken_links: links inside the site that lead nowhere, a sentence each.
    """

    __slots__ = ("broken_links", "front_page", "pages", "stories", "unchanged")

    def __init__(self, state: ledger_file.State) -> None:
        self.front_page: str = state["front_page"]
        self.unchanged = len(state["outputs"])
        self.stories, self.pages = state["withheld"]
        self.broken_links: tuple[str, ...] = state["broken_links"]


class Seen:
    """What was seen of a newsroom where nothing but stories, and files of the site, can differ from what the last export left.

    Attributes:
        folder, output: of the newsroom and of its site.
        begun: when the look began, in nanoseconds since 1970.
        found: the ledger, of which only the state was read.
        stamps: each story's file -> its stamp.
        changed: the stories' files that have to be read: they are new, not as they were, or in doubt.
    """

    __slots__ = ("_beside", "_outputs", "begun", "changed", "folder", "found", "output", "path", "stamps")

    def __init__(self, path: str, found: ledger_file.Found, begun: int) -> None:
        state = found.state
        self.path, self.found, self.begun = path, found, begun
        self.folder: str = state["folder"]
        self.output: str = state["output"]
        stories = f"{self.folder}{os.sep}stories"
        self.stamps = stamps_of_stories(stories, self.folder, state["marked"])
        self.changed = to_read(self.stamps, state["stamps"], state["read_at"])
        self._outputs = state["outputs"]
        self._beside: SideLook | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether every story is as it was."""
        return not self.changed and len(self.stamps) == len(self.found.state["stamps"])

    def look_beside(self) -> None:
        """Begin to look at the site's files in a process beside this one, where that pays."""
        if len(self._outputs) >= _WORTH_A_PROCESS:
            from editor_app.publish.side_look import SideLook  # an export with nothing to do does not need it

            outputs, output = self._outputs, self.output
            self._beside = SideLook(lambda: touched(outputs, output))

    def touched(self) -> list[str]:
        """The files of the site that are not there as they were left."""
        beside, self._beside = self._beside, None
        return touched(self._outputs, self.output) if beside is None else beside.found()


def at_rest(folder: str, output: str | None, now: float, cache: str) -> AtRest | None:
    """What to say of the site of the newsroom in `folder` when nothing has to be done; None when it has to be looked at.

    The arguments are those of `look`.
    """
    seen = look(folder, output, now, cache)
    return None if seen is None else rest_of(seen)


def look(folder: str, output: str | None, now: float, cache: str) -> Seen | None:
    """Look at the newsroom in `folder`; None when more than stories and files of the site may differ, or nothing is known.

    Args:
        output: where the site is, absolute; None: where the newsroom's settings have it.
        now: the moment of the export in seconds since 1970.
        cache: where the notes of exports are kept.
    """
    begun = time.time_ns()
    folder = os.path.realpath(os.path.abspath(os.path.expanduser(folder)))  # noqa: PTH100, PTH111
    if output is None:
        output = usual_output(folder, cache)
    if output is None:
        return None
    path = ledger_name(folder, output, cache)
    found = ledger_file.read(path, only_state=True)
    if found is None or not _is_ground_same(found.state, folder, output, now):
        return None
    return Seen(path, found, begun)


def rest_of(seen: Seen) -> AtRest | None:
    """What to say when nothing has to be done; None when something has."""
    if not seen.is_quiet or seen.touched() or _is_anything_staged(seen.output):
        return None
    return AtRest(seen.found.state)


def _is_ground_same(state: ledger_file.State, folder: str, output: str, now: float) -> bool:
    settled = state["read_at"] - SETTLED_NS
    return (
        (state["folder"], state["output"]) == (folder, output)
        and state["made_at"] <= now < state["quiet_until"]
        and all(as_before(part, settled) for part in state["parts"])
        and _are_pictures_as_before(state, folder)
        and file_stamp(state["manifest"][0]) == state["manifest"][1]
    )


def _is_anything_staged(output: str) -> bool:
    """Whether beside the site stands what an export staged that is at work, or was killed and has to be cleared away."""
    folder, name = os.path.split(output)
    try:
        return any(entry.startswith(f".{name}-new-") for entry in os.listdir(folder))  # noqa: PTH208 - pathlib takes a while to load
    except OSError:
        return True


def stamps_of_stories(folder: str, newsroom: str, marked: dict[str, int]) -> dict[str, Stamp]:
    """The stamp of each story's file below `folder`; `marked` is what is known of unpublished work, by file."""
    stamps: dict[str, Stamp] = {}
    for entry in story_entries(folder, newsroom):
        try:
            found = entry.stat()
        except OSError:
            stamps[entry.path] = UNTOLD
            continue
        # As `stamp_of` has it; ten thousand calls would be felt.
        stamps[entry.path] = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
    for path in marked.keys() & stamps.keys():
        stamp = stamps[path]
        stamps[path] = (*stamp[:3], (stamp[3] ^ marked[path]) & _NUMBERS)
    return stamps


def to_read(stamps: dict[str, Stamp], before: dict[str, Stamp], read_at: int) -> list[str]:
    """The stories' files that have to be read: they are new, not as they were `before`, or in doubt.

    `read_at` is when they were looked at before, in nanoseconds since 1970.
    """
    settled = read_at - SETTLED_NS
    known = before.get
    return [
        path
        for path, stamp in stamps.items()
        if known(path) != stamp or not 0 < stamp[0] < settled or stamp[1] >= settled
    ]


def _are_pictures_as_before(state: ledger_file.State, folder: str) -> bool:
    if any(file_stamp(path) != stamp for path, stamp in state["pictures"].items()):
        return False
    if not state["missed"]:
        return True
    from pathlib import Path

    from editor_app.stories.pictures import find_picture

    return all(find_picture(Path(folder), Path(story), source) is None for story, source in state["missed"])


def touched(outputs: dict[str, tuple[bytes, int, int]], output: str) -> list[str]:
    """The files of the site in `output` that are not there as they were left: digest, size, time of change."""
    place = _folder_handle(output)
    stat, start = os.stat, "" if place is not None else f"{output}/"
    found: list[str] = []
    try:
        for name, (_digest, size, changed) in outputs.items():
            try:
                state = stat(start + name, dir_fd=place)
                if state.st_mtime_ns == changed and state.st_size == size:
                    continue
            except (OSError, ValueError):
                pass
            found.append(name)
    finally:
        if place is not None:
            os.close(place)
    return found


def _folder_handle(folder: str) -> int | None:
    """The folder, opened, so that the system need not find its way there for each of thousands of files; None: it has to."""
    if os.stat not in os.supports_dir_fd:
        return None
    try:
        return os.open(folder, os.O_RDONLY)
    except OSError:
        return None


def as_before(part: Part, settled: int) -> bool:
    """Whether this is as it was; what was changed after `settled` (nanoseconds since 1970) is in doubt."""
    kind, where, was = part
    if kind == "text":
        return bytes_of(where) == was
    if kind == "file":
        return file_stamp(where) == was
    if kind == "link":
        return os.path.realpath(where) == was
    if kind == "word":
        return word(where) == was
    now = tree(where, ".py" if kind == "code" else "")
    return now == was and all(stamp is not None and max(stamp[:2]) < settled for _path, stamp in now)


def word(name: str) -> str:
    """What this process was told by its surroundings: a variable, or which Python it is."""
    return sys.version + sys.prefix if name == "python" else os.environ.get(name, "")


def tree(folder: str, ending: str = "") -> tuple[tuple[str, Stamp | None], ...]:
    """The state of every file below `folder` whose name ends so, but for what Python compiled."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return ()
    found: list[tuple[str, Stamp | None]] = []
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                found += tree(entry.path, ending)
        elif entry.name.endswith(ending):
            found.append((entry.path, file_stamp(entry.path)))
    return tuple(found)


def bytes_of(path: str) -> bytes | None:
    """What the file holds; None when it cannot be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib takes a while to load
            return file.read()
    except OSError:
        return None


def stamp_of(found: os.stat_result) -> Stamp:
    """What of a file's state tells that it is still the one that was read."""
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def file_stamp(path: str) -> Stamp | None:
    """The stamp of the file at `path`; None when there is none."""
    try:
        return stamp_of(os.stat(path))  # noqa: PTH116 - thousands of them: a Path for each costs more than the look
    except (OSError, ValueError):
        return None


def ledger_name(folder: str, output: str, cache: str) -> str:
    """The file of the ledger of one newsroom's site in one folder."""
    return f"{cache}/sites/{_digest(folder, output)}"


def usual_output(folder: str, cache: str) -> str | None:
    """Where the newsroom's settings had its site at the last export to there; None when that is not known."""
    kept = bytes_of(f"{cache}/sites/{_digest(folder)}.usual")
    return None if kept is None else os.fsdecode(kept)


def keep_usual_output(folder: str, output: str, cache: str) -> None:
    """Keep it for the next time. That it cannot be kept costs time alone."""
    if usual_output(folder, cache) == output:
        return
    try:
        with open(f"{cache}/sites/{_digest(folder)}.usual", "wb") as file:  # noqa: PTH123
            file.write(os.fsencode(output))
    except OSError:
        return


def _digest(*names: str) -> str:
    from _blake2 import (
        blake2b,
    )  # what `hashlib` gives, without loading the system's library for all other kinds

    return blake2b("\0".join(names).encode("utf-8", "surrogateescape"), digest_size=10).hexdigest()
