"""Random lives of a small newsroom: by hand and in Stet, under clocks that jump, exported again and again.

What may be on the site is said by a few lines that know nothing of how Stet decides it (`Told.is_out`, `Life.may_show`).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from editor_app.publish.last_edition import LastEdition
from editor_app.publish.site import export_site
from editor_app.publish.time_check import TimeCheck, TimeDoubtful
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story_file import read_text, write_text
from editor_app.stories.unpublished import Mark, UnpublishedWork

BEGIN = datetime(2026, 3, 28, 9, 0, tzinfo=UTC)  # the night before clocks go forward in Europe
SLUGS = ("a", "b", "c")
STATUSES = (*["published"] * 9, "draft", "review", "ready", "killed", "publishd")
JUMPS = (timedelta(days=400), timedelta(days=-400), timedelta(minutes=-5), timedelta(days=3650))
TOKEN = re.compile(rb"zq(\d+)x")
HIDDEN = re.compile(rb"nq\d+x")


@dataclass(frozen=True)
class Told:
    """What one text says of itself. `embargo`: a moment, None, or words that are no moment."""

    token: int
    status: str
    embargo: datetime | str | None

    def is_out(self, now: datetime) -> bool:
        """Whether this text by itself is one for readers."""
        is_due = self.embargo is None or (isinstance(self.embargo, datetime) and self.embargo <= now)
        return self.status == "published" and is_due

    @property
    def text(self) -> str:
        word = f"Zq{self.token}x"
        embargo = "" if self.embargo is None else f"embargo: {_written(self.embargo)}\n"
        return (
            f"---\ntitle: {word} title\nkicker: {word}k\ndescription: {word} standfirst\nsection: News\n"
            f"authors: [{word} Writer]\ntags: [{word}tag]\nstatus: {self.status}\ndate: 2026-03-01T10:00:00Z\n{embargo}"
            f"breaking: {{level: breaking, since: 2026-03-01T10:00:00Z, until: 2040-01-01T10:00:00Z, alert: {word} alert}}\n"
            f"share: {{title: {word} share}}\nnote: Nq{self.token}x\n---\n\n{word} body, see [](b.md).\n"
        )


def _written(embargo: datetime | str) -> str:
    return embargo if isinstance(embargo, str) else embargo.isoformat()


@dataclass
class Held:
    """One story: what its file says, what was let out last, and whether it was taken off since."""

    file: Told
    public: Told
    is_off: bool = False

    def shows(self, now: datetime) -> int | None:
        """The token that readers may meet."""
        may = self.file.is_out(now) and self.public.is_out(now) and not self.is_off
        return self.public.token if may else None


@dataclass
class Life:
    """One newsroom in a folder, its true time, and how far its clock is off."""

    folder: Path
    dice: Random
    true: datetime = BEGIN
    off: timedelta = timedelta()
    stories: dict[str, Held] = field(default_factory=dict)
    tokens: int = 0
    shown: set[int] = field(default_factory=set)
    log: list[str] = field(default_factory=list)
    exports: int = 0
    showed: int = 0

    def __post_init__(self) -> None:
        (self.folder / "room" / "stories").mkdir(parents=True)
        settings = (
            "name: The Courier\nurl: https://courier.example\ntimezone: Europe/London\nsections: [News]\n"
        )
        (self.folder / "room" / "newsroom.yaml").write_text(settings)
        self.room = Newsroom.open(self.folder / "room")
        self.work = UnpublishedWork(self.room.folder)
        self.memory = LastEdition()
        self.export(is_sure=True)

    # -- what happens

    def step(self) -> None:
        """Something happens, and then the site is written."""
        slug = self.dice.choice(SLUGS)
        happening = self.dice.choice(
            (self.by_hand, self.save, self.save, self.save, self.publish, self.publish, self.stop_publishing,
             self.take_off, self.rename, self.spike, self.jump, self.wait, self.wait)
        )  # fmt: skip
        self.log.append(f"{happening.__name__} {slug}")
        happening(slug)
        self.export()

    def by_hand(self, slug: str) -> None:
        told = self._told()
        self._path(slug).write_text(told.text)
        self.stories[slug] = Held(told, told)

    def save(self, slug: str) -> None:
        """Stet saves what somebody wrote; it publishes nothing."""
        self._save(slug, self._told())

    def publish(self, slug: str) -> None:
        if (held := self.stories.get(slug)) is None:
            return
        embargo = held.file.embargo if isinstance(held.file.embargo, datetime) else None
        told = Told(self._token(), "published", embargo)
        self._save(slug, told)
        self.work.release(self._path(slug), told.text)
        held.public, held.is_off = told, False
        if self.dice.random() < 0.7:
            self.export()
            self.work.settle(self._path(slug), told.text)

    def stop_publishing(self, slug: str) -> None:
        """Publishing is stopped before anything was written, and taken back."""
        if (held := self.stories.get(slug)) is None:
            return
        before = held.file
        told = Told(self._token(), "published", before.embargo)
        was = (held.public, held.is_off)
        self._save(slug, told)
        mark: Mark | None = self.work.release(self._path(slug), told.text)
        if mark is not None:
            self.work.put_back(self._path(slug), mark, told.text)
        held.public, held.is_off = was
        self._save(slug, before)

    def take_off(self, slug: str) -> None:
        if (held := self.stories.get(slug)) is not None:
            self._save(slug, Told(self._token(), self.dice.choice(("draft", "killed")), held.file.embargo))

    def rename(self, slug: str) -> None:
        """Another program renames the file: what is known of it is its content."""
        other = self.dice.choice(SLUGS)
        if slug in self.stories and other not in self.stories:
            self._path(slug).rename(self._path(other))
            self.stories[other] = self.stories.pop(slug)

    def spike(self, slug: str) -> None:
        if slug in self.stories:
            path = self._path(slug)
            spiked = self.room.spike(path, self.true)
            self.work.moved(path, spiked.path)
            if self.dice.random() < 0.5:
                self.export(without=slug)
                self.work.moved(spiked.path, self.room.restore(spiked))
            else:
                del self.stories[slug]

    def jump(self, _slug: str) -> None:
        self.off = self.dice.choice((*JUMPS, timedelta()))
        self.log[-1] += f" {self.off}"

    def wait(self, _slug: str) -> None:
        self.true += timedelta(minutes=self.dice.choice((1, 20, 180, 1_000, 3_000, 40_000)))

    # -- the site

    def export(self, *, is_sure: bool = False, without: str = "") -> None:
        """Write the site by the clock; a person who is asked looks at the wall, and sets a wrong clock right."""
        now = self.true + self.off
        site = self.folder / "site"
        check = TimeCheck(self.room, site, is_sure=is_sure)
        try:
            memory = self.memory if self.dice.random() < 0.6 else None  # the window, or the command line
            cache = self.folder.parent / "cache"
            export_site(self.room, site, now, cache=cache, helpers=0, memory=memory, time_check=check)
        except TimeDoubtful:
            self.log.append("asked")
            assert self.found() == self.shown, self.log
            self.off = timedelta()
            self.export(is_sure=True, without=without)
            return
        self.shown = self.found()
        self.exports, self.showed = self.exports + 1, self.showed + bool(self.shown)
        allowed = self.may_show(without)
        assert self.shown <= allowed, (self.shown - allowed, self.log)
        if not self.off:
            assert self.shown == allowed, (allowed - self.shown, self.log)

    def may_show(self, without: str = "") -> set[int]:
        """What readers may meet at the true time, whatever the clock says. A clock minutes back takes nothing away."""
        tokens = (held.shows(self.true) for slug, held in self.stories.items() if slug != without)
        return {token for token in tokens if token is not None}

    def found(self) -> set[int]:
        """Every token anywhere in the site, in names, too."""
        files = [path for path in (self.folder / "site").rglob("*") if path.is_file()]
        names = "\n".join(map(str, files)).encode()
        content = b"\n".join([names, *(path.read_bytes() for path in files)]).lower()
        assert not HIDDEN.search(content), self.log
        return {int(token) for token in TOKEN.findall(content)}

    # -- inside

    def _told(self) -> Told:
        soon = self.true + timedelta(minutes=self.dice.choice((-60, 10, 600, 5_000, 100_000)))
        embargo = self.dice.choice((*[None] * 8, *[soon] * 5, "2026-03-01", "soon", "2026-13-41T00:00:00Z"))
        return Told(self._token(), self.dice.choice(STATUSES), embargo)

    def _token(self) -> int:
        self.tokens += 1
        return self.tokens

    def _path(self, slug: str) -> Path:
        return self.room.stories_folder / f"{slug}.md"

    def _save(self, slug: str, told: Told) -> None:
        if (held := self.stories.get(slug)) is None:
            return
        path = self._path(slug)
        file = read_text(path)
        with self.work.saving(path, told.text, file.text, file.digest, UTC):
            write_text(path, told.text, file.digest)
        seconds = (self.true + self.off).timestamp()
        os.utime(path, (seconds, seconds))
        held.file = told
        if told.status in ("draft", "review", "ready", "killed") and not isinstance(told.embargo, str):
            held.is_off = True


def live(folder: Path, seed: int, steps: int = 10) -> Life:
    """One whole life. Fails with what happened when anything is on the site that may not be."""
    life = Life(folder / str(seed), Random(seed))
    for slug in SLUGS[:2]:
        life.by_hand(slug)
    for _ in range(steps):
        life.step()
    return life
