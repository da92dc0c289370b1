"""Who has a story open: a lock that only this machine sees, and a lease file beside the story that all machines see.

A courtesy among people: what protects the words is that a save compares the file. So nothing here fails where a folder cannot
be written, and another machine's lease is never judged by a clock: it is stale only when its beat has stood still for
`STILL_S` seconds of our own monotonic clock, and even then a person is asked. Knows nothing of what a story holds.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import platform
import re
import secrets
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from platformdirs import user_data_path

from editor_app.stories.history.objects import make_private
from editor_app.stories.recovery.locking import try_lock

STILL_S = 6.0  # without a beat, on our own clock, before a lease of another machine counts as left behind
BEAT_S = 2.0
_UNFINISHED = re.compile(r"\.~lock\..*#[0-9a-f]{8}", re.S)
_SIZE = 1_024  # bytes; always the same, so that a beat is one write over the last one


@dataclass(frozen=True, slots=True)
class Lease:
    """What a lease file says. `started` is when its process started, as the machine counts; `beat` only ever grows."""

    id: str
    user: str
    host: str
    machine: str
    boot: str
    pid: int
    started: str
    beat: int = 0

    @property
    def is_here(self) -> bool:
        """Whether it was written by a process of this machine, which can be asked for."""
        return self.machine == _machine()

    @property
    def is_dead(self) -> bool:
        """Whether its process certainly lives no more. Of another machine nobody can say."""
        if not self.is_here:
            return False
        return self.boot != _boot() or _started(self.pid) != self.started


def lease_path(story: Path) -> Path:
    """The lease of the story at `story`, hidden from lists and named so that version control can pass it over."""
    return story.with_name(f".~lock.{story.name}#")


def is_unfinished_lease(name: str) -> bool:
    """Whether a file of this name is a lease that was being put in its place."""
    return _UNFINISHED.fullmatch(name) is not None


def read_lease(story: Path) -> Lease | None:
    """The lease beside a story; None when there is none. One that cannot be understood has only its content as its id."""
    return _lease_in(lease_path(story))


class Hold:
    """This process's claim to one story. Not safe for use by two threads at once.

    `is_held` tells whether the story is ours; `other`, when it is not, who has it (None: another Stet here that says nothing).
    """

    def __init__(self, story: Path, locks: Path | None = None, user: str = "") -> None:
        self.story = Path(os.path.realpath(story))
        self._locks = locks or user_data_path("stet", appauthor=False) / "locks"
        self._own = Lease(
            uuid.uuid4().hex,
            user or person(),
            platform.node() or "this computer",
            _machine(),
            _boot(),
            os.getpid(),
            _started(os.getpid()),
        )
        self._handle: int | None = None
        self.is_held = False
        self.other: Lease | None = None

    def take(self, stale: Lease | None = None) -> bool:
        """Try to have the story; `stale` is a lease that a person has decided to take over. Whether it is ours now."""
        if self.is_held:
            return True
        if not self._lock():
            self.other = read_lease(self.story)
            return False
        for _attempt in range(3):
            found = read_lease(self.story)
            if found is None:
                if self._put_new():
                    self.is_held, self.other = True, None
                    return True
            elif found.is_dead or (stale is not None and (found.id, found.beat) == (stale.id, stale.beat)):
                self._clear(found)
            else:
                self.other = found
                self._unlock()
                return False
        self.other = read_lease(self.story)
        self._unlock()
        return False

    def beat(self) -> bool:
        """Show that we live. False when somebody else has taken the story; then it is no longer ours."""
        if not self.is_held:
            return False
        self._own = replace(self._own, beat=self._own.beat + 1)
        found = self._write_over()
        if found is None:
            self._put_new()  # somebody tidied it away, or the folder was gone for a while
        elif found.id != self._own.id:
            self.is_held, self.other = False, found
            self._unlock()
        return self.is_held

    def let_go(self) -> None:
        """Have the story no longer; the lease file goes if it is ours."""
        if self.is_held:
            found = read_lease(self.story)
            if found is not None and found.id == self._own.id:
                with suppress(OSError):
                    lease_path(self.story).unlink()
        self.is_held = False
        self._unlock()

    # -- inside

    def _lock(self) -> bool:
        name = hashlib.sha256(os.fsencode(self.story)).hexdigest()[:32]
        try:
            make_private(self._locks)
            handle = os.open(self._locks / name, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except OSError:
            return True  # no place for locks: the lease has to do
        if try_lock(handle):
            self._handle = handle
            return True
        with suppress(OSError):
            os.close(handle)
        return False

    def _unlock(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            with suppress(OSError):
                os.close(handle)

    def _write_over(self) -> Lease | None:
        """Write our lease over itself, in place: a folder that is watched for stories need not hear of it.

        Returns what stood there; nothing is written when that is somebody else's, or when there is none (None).
        """
        try:
            handle = os.open(lease_path(self.story), os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        except FileNotFoundError:
            return None
        except OSError:
            return self._own
        with os.fdopen(handle, "r+b", buffering=0) as file, suppress(OSError):
            found = _understood(file.read(4 * _SIZE) or b"")
            if found.id == self._own.id:
                file.seek(0)
                file.write(self._record())
            return found
        return self._own

    def _put_new(self) -> bool:
        """Put our lease where none is. False when another came first; a folder that cannot be written has to do without."""
        path = lease_path(self.story)
        temporary = path.with_name(f"{path.name}{secrets.token_hex(4)}")
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            with os.fdopen(handle, "wb") as file:
                file.write(self._record())
            _rename_to_free(temporary, path)
        except FileExistsError:
            return False
        except OSError:
            return True
        finally:
            with suppress(OSError):
                temporary.unlink()
        return True

    def _record(self) -> bytes:
        return json.dumps(asdict(self._own)).encode().ljust(_SIZE)

    def _clear(self, found: Lease) -> None:
        """Take a dead lease away; if another was put in its place meanwhile, that goes back."""
        path = lease_path(self.story)
        aside = path.with_name(f"{path.name}{secrets.token_hex(4)}")
        with suppress(OSError):
            path.rename(aside)
            moved = _lease_in(aside)
            if moved is not None and moved.id != found.id:
                with suppress(FileExistsError):
                    _rename_to_free(aside, path)
            aside.unlink(missing_ok=True)


def person() -> str:
    """Who sits here, by full name where the system knows it."""
    with suppress(Exception):  # an account without an entry, or a system without accounts
        import pwd

        full = pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip()
        if full and full != "root":
            return full
    with suppress(Exception):
        return getpass.getuser()
    return ""


def _lease_in(path: Path) -> Lease | None:
    try:
        with path.open("rb") as file:
            return _understood(file.read(4 * _SIZE))
    except OSError:
        return None


def _understood(data: bytes) -> Lease:
    try:
        told = json.loads(data)
        lease = Lease(**{name: told[name] for name in Lease.__dataclass_fields__})
        if isinstance(lease.pid, int) and isinstance(lease.beat, int):
            return replace(lease, user=str(lease.user)[:80], host=str(lease.host)[:80])
    except (ValueError, KeyError, TypeError):
        pass
    return Lease(hashlib.sha256(data).hexdigest(), "", "", "", "", 0, "")


def _rename_to_free(temporary: Path, path: Path) -> None:
    """Give a whole file its name, unless that is taken. Raises `FileExistsError`."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.close(handle)
        temporary.replace(path)


@cache
def _machine() -> str:
    """What tells this machine from others of the same name; processes of a container of its own count as another machine."""
    told = str(uuid.getnode())
    with suppress(OSError):
        told = Path("/etc/machine-id").read_text("ascii", "replace").strip() or told
    with suppress(OSError):
        told += str(Path("/proc/self/ns/pid").readlink())
    return hashlib.sha256(f"stet {platform.node()} {told}".encode()).hexdigest()[:32]


@cache
def _boot() -> str:
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return ""


def _started(pid: int) -> str:
    """When a process started, in the machine's own count; empty when there is no such process, "?" where nobody can tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        fields = stat.rpartition(")")[2].split()
    except OSError:
        if Path("/proc/self/stat").exists():
            return ""
        return "?" if _lives(pid) else ""
    return "" if fields[0] in ("Z", "X") else fields[19]


def _lives(pid: int) -> bool:
    if os.name == "nt":
        return True  # signals end processes there; the lock alone tells
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
