"""From a key press to the editor painted and the preview's document changed, for stories of several lengths.

Types into the real editor beside the real preview, one key after the other as a fast typist does, in the middle of the
story, and reports medians, 95th percentiles, and each as a ratio to the shortest story. Wants a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.stories import make_newsroom

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SIZES = (500, 5_000, 20_000)
GAP_MS = 60
WARM_UP = 12
# No spaces: at the end of a paragraph one changes neither the file nor the page, and there is nothing to wait for.
TYPED = "thetideturnedbeforenoonandthecrewwenthome"


@dataclass(frozen=True, slots=True)
class Figure:
    """A median and a 95th percentile, in milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """The figure of some measurements."""
        ordered = sorted(values)
        return cls(statistics.median(ordered), ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))])


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured with one story."""

    words: int
    presses: int
    handled: Figure
    painted: Figure
    patched: Figure


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 when every measurement was made."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="stet-bench-") as folder:
        return _run(options, Path(folder))


def _run(options: argparse.Namespace, folder: Path) -> int:
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false;*.info=false")  # a table is wanted, not a log
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = (
        f"{os.environ.get('QTWEBENGINE_CHROMIUM_FLAGS', '')} --log-level=3"
    )
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())
    from editor_app.ui.preview.engine import prepare_web_engine

    engine = prepare_web_engine()
    if not engine.available:
        print(engine.reason, file=sys.stderr)
        return 1
    from PySide6.QtWidgets import QApplication

    from bench.desk import Unanswered

    application = QApplication(["stet-bench"])
    results: list[Result] = []
    print(_HEADING, flush=True)
    try:
        for words in options.words:
            story = make_newsroom(folder / f"room-{words}", words)
            results.append(_measure(application, story, words, options.presses))
            print(_row(results[-1], results[0]), flush=True)
    except Unanswered as failure:
        print(failure, file=sys.stderr)
        return 1
    if options.json:
        options.json.write_text(
            json.dumps([asdict(result) for result in results], indent=2), encoding="utf-8"
        )
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.keypress", description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, nargs="+", default=list(SIZES), help="lengths of the stories")
    parser.add_argument("--presses", type=int, default=120, help="key presses per story")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args(arguments)


def _measure(application: QApplication, story: Path, words: int, presses: int) -> Result:
    from bench.desk import BenchDesk

    desk = BenchDesk(application, story)
    try:
        made = [desk.press(TYPED[at % len(TYPED)], GAP_MS) for at in range(WARM_UP + presses)][WARM_UP:]
    finally:
        desk.close()
    return Result(
        words,
        presses,
        Figure.of([press.handled for press in made]),
        Figure.of([press.painted for press in made]),
        Figure.of([press.patched for press in made]),
    )


_HEADING = (
    "Milliseconds from a key press, p50 / p95, and the ratio of each p50 to the shortest story\n"
    f"{'words':>7} {'presses':>8} {'key handled':>16} {'editor painted':>22} {'preview patched':>22}"
)


def _row(result: Result, first: Result) -> str:
    def cell(figure: Figure, base: Figure) -> str:
        return f"{figure.p50:6.1f} / {figure.p95:5.1f} {figure.p50 / base.p50:5.2f}x"

    handled = f"{result.handled.p50:7.1f} / {result.handled.p95:5.1f}"
    return (
        f"{result.words:>7} {result.presses:>8} {handled:>16} {cell(result.painted, first.painted):>22}"
        f" {cell(result.patched, first.patched):>22}"
    )


if __name__ == "__main__":
    sys.exit(main())
