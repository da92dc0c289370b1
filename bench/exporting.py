"""How long it takes to write the site of an archive: from nothing, after one change, and with nothing to do.

Whole processes are measured, as a person starts them, and an export inside a process that has made one before, as the
window does. Hugo writes the same stories with comparable templates where it is installed, in the same run: a ratio to it
holds on any machine, seconds hold on the one they were taken on.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from bench.archive import NEWEST, make_archive, slug_of, story_text

COUNTS = (100, 1_000, 10_000)
NOW = NEWEST + timedelta(days=2)
_TIMES = 3
_SETTLED_S = 2.1  # a file younger than that is read again, because file systems are slow to tell
_HUGO = Path(__file__).parent / "hugo"
_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Export:
    """One measurement: seconds that passed, seconds of all processors, megabytes of all processes at their most."""

    seconds: float
    work: float
    megabytes: float


@dataclass(slots=True)
class ExportSheet:
    """Collects rows and prints each as it comes."""

    rows: list[dict[str, object]] = field(default_factory=list)
    _each: dict[tuple[str, int], float] = field(default_factory=dict)

    def add(self, measure: str, count: int, found: Export, promise: str = "") -> None:
        """Note one row: the work for each story, and its ratio to that at the size before."""
        if not self.rows:
            print(f"\nexport\n{_HEADING}", flush=True)
        before = [each for (name, size), each in self._each.items() if name == measure and size < count]
        each = self._each[(measure, count)] = found.work / count
        growth = each / before[-1] if before else 1.0
        row = {"measure": measure, "stories": count, **asdict(found), "each_ms": each * 1000, "growth": growth,
               "promise": promise}  # fmt: skip
        self.rows.append(row)
        print(
            f"  {measure:<30} {count:>7} {found.seconds:>9.2f} {found.work:>9.2f} {found.megabytes:>7.0f}"
            f" {each * 1000:>9.2f} {growth:>6.2f}x  {promise}".rstrip(),
            flush=True,
        )

    def say(self, words: str) -> None:
        """Print a line between the rows."""
        print(f"  {words}", flush=True)

    def write(self, path: Path) -> None:
        """All rows as JSON."""
        path.write_text(json.dumps({"cores": os.cpu_count(), "rows": self.rows}, indent=2), encoding="utf-8")


_HEADING = f"  {'measure':<30} {'stories':>7} {'seconds':>9} {'work':>9} {'MB':>7} {'ms each':>9} {'growth':>7}  promised"


def measure(folder: Path, counts: Sequence[int], sheet: ExportSheet) -> None:
    """Measure archives of these sizes, in `folder`."""
    for count in counts:
        room = folder / f"archive-{count}"
        make_archive(room, count)
        rival = _hugo(folder, room, count, sheet)
        environment = {
            **os.environ,
            "XDG_CACHE_HOME": str(folder / f"cache-{count}"),
            "PYTHONPATH": str(_ROOT),
        }
        environment.pop(
            "PYTHONDONTWRITEBYTECODE", None
        )  # what is installed is compiled; Python's compiler is not measured
        found = _run(_export(room), _ROOT, environment)
        sheet.add("from nothing", count, found, "at most Hugo's time, 300 MB" if count == COUNTS[-1] else "")
        if rival:
            sheet.say(f"{found.seconds / rival.seconds:.2f} of Hugo's time")
        _measure_changes(room, count, environment, sheet)
        _measure_inside(room, count, environment, sheet)


def _measure_changes(room: Path, count: int, environment: dict[str, str], sheet: ExportSheet) -> None:
    large = count == COUNTS[-1]
    time.sleep(_SETTLED_S)
    _run(_export(room), _ROOT, environment)  # the files have settled only now

    def best(prepare: Callable[[int], object]) -> Export:
        found = []
        for number in range(_TIMES):
            prepare(number)
            found.append(_run(_export(room), _ROOT, environment, is_watched=False))
        prepare(_TIMES)
        watched = _run(_export(room), _ROOT, environment)
        return replace(min(found, key=lambda each: each.seconds), megabytes=watched.megabytes)

    sheet.add("nothing changed", count, best(lambda _number: None), "0.25 s" if large else "")
    sheet.add(
        "one story changed",
        count,
        best(lambda number: change(room, count // 2, number)),
        "0.3 s" if large else "",
    )
    sheet.add("one story more", count, best(lambda number: publish(room, number)))


def _measure_inside(room: Path, count: int, environment: dict[str, str], sheet: ExportSheet) -> None:
    """The same in a process that stays, as the window does."""
    time.sleep(_SETTLED_S)
    script = [sys.executable, "-m", "bench.exporting", str(room), str(count)]
    told = subprocess.run(
        script, cwd=_ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    for name, seconds, work, megabytes in json.loads(told):
        promise = "0.1 s" if count == COUNTS[-1] and name.startswith("one story changed") else ""
        sheet.add(name, count, Export(seconds, work, megabytes), promise)


def change(room: Path, number: int, version: int) -> None:
    """Add a sentence to a story."""
    with (room / "stories" / f"{slug_of(number)}.md").open("a", encoding="utf-8") as file:
        file.write(f"\nMore was said, for the {version}. time at {time.time_ns()}.\n")


def publish(room: Path, number: int) -> None:
    """Publish a story that is newer than all others."""
    text = story_text(0, 1).replace("\ndate: ", f"\nslug: new-{number}-{time.time_ns()}\ndate: ", 1)
    (room / "stories" / f"new-{number}-{time.time_ns()}.md").write_text(text, encoding="utf-8")


def inside(room: Path, count: int) -> list[tuple[str, float, float, float]]:
    """Exports within this process: name, seconds, seconds of work, megabytes at the most."""
    import resource

    from editor_app.publish.last_edition import LastEdition
    from editor_app.publish.site import export_site
    from editor_app.stories.newsroom import Newsroom

    newsroom, memory = Newsroom.open(room), LastEdition()
    gc.disable()  # in the window, garbage is collected between two turns of its event loop and never by a worker

    def best(name: str, prepare: Callable[[int], object]) -> tuple[str, float, float, float]:
        found = []
        for number in range(_TIMES):
            prepare(number)
            started, worked = time.perf_counter(), time.process_time()
            export_site(newsroom, newsroom.output_folder, NOW, memory=memory)
            found.append((time.perf_counter() - started, time.process_time() - worked))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return (name, *min(found), most)

    best("", lambda number: change(room, 1, number))
    time.sleep(_SETTLED_S)
    return [
        best("nothing changed, inside", lambda _number: None),
        best("one story changed, inside", lambda number: change(room, count // 2, number)),
    ]


def _hugo(folder: Path, room: Path, count: int, sheet: ExportSheet) -> Export | None:
    """Hugo on the same stories, with templates that make the same pages; None where it is not installed."""
    if shutil.which("hugo") is None:
        if count == COUNTS[0]:
            sheet.say("Hugo is not installed here, so nothing is compared with it.")
        return None
    site = folder / f"hugo-{count}"
    shutil.copytree(_HUGO, site)
    shutil.copytree(room / "stories", site / "content")
    shutil.copy(_ROOT / "resources" / "theme" / "site.css", site / "site.css")
    found = _run(["hugo", "--quiet"], site, dict(os.environ))
    sheet.add("Hugo, from nothing", count, found)
    if count == COUNTS[-1]:
        with (site / "content" / f"{slug_of(count // 2)}.md").open("a", encoding="utf-8") as file:
            file.write("\nMore was said.\n")
        sheet.add("Hugo, one story changed", count, _run(["hugo", "--quiet"], site, dict(os.environ)))
    return found


def _export(room: Path) -> list[str]:
    return [sys.executable, "-m", "editor_app", "export", str(room), "--now", NOW.isoformat()]


def _run(
    command: Sequence[str], folder: Path, environment: dict[str, str], *, is_watched: bool = True
) -> Export:
    """Run it, and watch how much memory it and what it starts have at their most.

    To watch it takes time from it, which counts where it is done in a blink; such a run is not watched.
    """
    before = os.times()
    started = time.perf_counter()
    most = 0.0
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        while is_watched:
            try:
                code = process.wait(0.02 if time.perf_counter() - started < 1 else 0.2)
                break
            except subprocess.TimeoutExpired:
                most = max(most, _memory(process.pid))
        else:
            code = process.wait()
    seconds = time.perf_counter() - started
    if code:
        raise subprocess.CalledProcessError(code, command)
    after = os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    return Export(seconds, work, most)


def _memory(process: int) -> float:
    """Megabytes of a process and all it has started; what they share counts once. 0 where the system does not tell."""
    total = 0.0
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / 1024
        for task in Path(f"/proc/{process}/task").iterdir():
            children = (task / "children").read_text(encoding="ascii").split()
            total += sum(_memory(int(child)) for child in children)
    except OSError:  # it has ended meanwhile
        return total
    return total


if __name__ == "__main__":
    print(json.dumps(inside(Path(sys.argv[1]), int(sys.argv[2]))))
