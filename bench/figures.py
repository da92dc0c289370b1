"""Figures of one run: medians, 95th percentiles and the worst, and each median as a ratio to the shortest story's.

A ratio holds on any machine; milliseconds hold on the one they were taken on. The time the window's thread was at work
stands beside the time that passed, because other programs share the machine.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement: milliseconds that passed, and milliseconds the window's thread was at work meanwhile."""

    wall: float
    work: float


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one thing in a story of so many words.

    Attributes:
        ratio: the median to that of the shortest story in the same run.
        promise: what it must not pass, in words of the table; empty where nothing is promised.
    """

    scenario: str
    measure: str
    words: int
    count: int
    p50: float
    p95: float
    worst: float
    work_p50: float
    work_worst: float
    ratio: float
    promise: str = ""


class Sheet:
    """Collects rows and prints each as it comes."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._first: dict[tuple[str, str], float] = {}
        self._heading = ""

    def add(
        self, scenario: str, measure: str, words: int, samples: Sequence[Sample], promise: str = ""
    ) -> None:
        """Reduce `samples` to a row and print it."""
        walls, works = sorted(each.wall for each in samples), sorted(each.work for each in samples)
        p50 = statistics.median(walls)
        base = self._first.setdefault((scenario, measure), p50)
        row = Row(
            scenario,
            measure,
            words,
            len(walls),
            p50,
            _percentile(walls, 0.95),
            walls[-1],
            statistics.median(works),
            works[-1],
            p50 / base if base else 1.0,
            promise,
        )
        self.rows.append(row)
        if scenario != self._heading:
            self._heading = scenario
            print(f"\n{scenario}, in milliseconds\n{_HEADING}", flush=True)
        print(_line(row), flush=True)

    def say(self, words: str) -> None:
        """Print a line between the rows."""
        print(f"  {words}", flush=True)

    def write(self, path: Path) -> None:
        """All rows as JSON, with the machine they were taken on."""
        machine = {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "system": platform.system(),
            "platform": os.environ.get("QT_QPA_PLATFORM", ""),
        }
        rows = [asdict(row) for row in self.rows]
        path.write_text(json.dumps({"machine": machine, "rows": rows}, indent=2), encoding="utf-8")


_HEADING = (
    f"  {'measure':<26} {'words':>6} {'n':>5} {'p50':>8} {'p95':>8} {'worst':>8}"
    f" {'work p50':>9} {'work worst':>10} {'ratio':>7}  promised"
)


def _line(row: Row) -> str:
    return (
        f"  {row.measure:<26} {row.words:>6} {row.count:>5} {row.p50:>8.1f} {row.p95:>8.1f} {row.worst:>8.1f}"
        f" {row.work_p50:>9.1f} {row.work_worst:>10.1f} {row.ratio:>6.2f}x  {row.promise}"
    ).rstrip()


def _percentile(ordered: Sequence[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, round((len(ordered) - 1) * part))]
