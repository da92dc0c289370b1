"""`python -m bench`: how long a person waits, in the real window, for stories of several lengths, and for an export.

Without names all scenarios run: keys, open, switch, hold, paste, replace, enter, save, export. Wants a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench import exporting
from bench.figures import Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SIZES = (500, 5_000, 20_000)
SCENARIOS = ("keys", "open", "switch", "hold", "paste", "replace", "enter", "save", "export")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 when every measurement was made."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="stet-bench-") as folder:
        names = options.scenarios or list(SCENARIOS)
        code = _run([name for name in names if name != "export"], options, Path(folder))
        if code == 0 and "export" in names:
            archives = exporting.ExportSheet()
            exporting.measure(Path(folder), options.stories, archives)
            options.json.parent.mkdir(parents=True, exist_ok=True)
            archives.write(options.json.with_name(f"{options.json.stem}-export.json"))
        return code


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scenarios", nargs="*", metavar="scenario", help=f"any of {', '.join(SCENARIOS)}")
    parser.add_argument("--words", type=int, nargs="+", default=list(SIZES), help="lengths of the stories")
    parser.add_argument(
        "--stories", type=int, nargs="+", default=list(exporting.COUNTS), help="sizes of the archives"
    )
    parser.add_argument("--presses", type=int, default=120, help="key presses per story")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long a key is held")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), help="where the figures go")
    options = parser.parse_args(arguments)
    unknown = set(options.scenarios) - set(SCENARIOS)
    if unknown:
        parser.error(f"no such scenario: {', '.join(sorted(unknown))}")
    return options


def _run(names: Sequence[str], options: argparse.Namespace, folder: Path) -> int:
    if not names:
        return 0
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
    from editor_app.ui.collecting import Collector

    application = QApplication(["stet-bench"])
    collector = Collector(application)
    collector.start()
    sheet = Sheet()
    print(f"{os.cpu_count()} cores, {application.platformName()}", flush=True)
    try:
        _warm_up(application, folder)
        for name in names:
            _scenario(name, application, folder, options, sheet)()
    except Unanswered as failure:
        print(failure, file=sys.stderr)
        return 1
    finally:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        sheet.write(options.json)
    return 0


def _scenario(
    name: str, application: QApplication, folder: Path, options: argparse.Namespace, sheet: Sheet
) -> Callable[[], None]:
    from bench import keypress, opening, working

    def for_each(measure: Callable[..., None], *more: object) -> Callable[[], None]:
        def run() -> None:
            for words in options.words:
                measure(application, folder, words, *more, sheet)

        return run

    return {
        "keys": for_each(keypress.measure, options.presses),
        "open": for_each(opening.measure_open),
        "switch": lambda: opening.measure_switch(application, folder, sheet),
        "hold": for_each(working.measure_hold, options.seconds),
        "paste": for_each(working.measure_paste),
        "replace": for_each(working.measure_replace),
        "enter": for_each(working.measure_enter),
        "save": for_each(working.measure_save),
    }[name]


def _warm_up(application: QApplication, folder: Path) -> None:
    """The first window of a process reads fonts, starts the web engine and compiles templates: not of interest here."""
    from bench.desk import BenchDesk
    from bench.stories import make_newsroom

    story = make_newsroom(folder / "warm", 500)
    desk = BenchDesk(application, story.parent.parent)
    desk.open(story)
    desk.place_caret()
    for letter in "warming":
        desk.press(letter, 30)
    desk.rest(1500)
    desk.close()


if __name__ == "__main__":
    sys.exit(main())
