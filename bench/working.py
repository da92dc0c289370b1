"""What a desk does besides typing: holding a key, pasting, replacing everywhere, Enter and undo, saving.

Counted is the longest time the window did not answer, for a pause is what a person notices.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication

from bench.desk import BenchDesk, Moment, send_key
from bench.figures import Sample, Sheet
from bench.stories import make_body, make_newsroom

REPEAT_MS = 30  # between the letters of a key that is held
ROUNDS = 8
PASTED_WORDS = 5_000
HITS = 2_000
_PROMISE = "worst 100"


def measure_hold(application: QApplication, folder: Path, words: int, seconds: float, sheet: Sheet) -> None:
    """Hold a key for so long; autosave runs meanwhile."""
    desk = _desk(application, folder / f"hold-{words}", words)
    try:
        for _ in range(20):
            desk.press("e", 10)
        desk.rest(1500)
        gc.collect()
        before, length, end = _resident(), desk.body.document().characterCount(), perf_counter() + seconds
        desk.pause.begin()
        handled: list[Sample] = []
        while perf_counter() < end:
            started = Moment.now()
            send_key(desk.body, "e", repeated=True)
            handled.append(started.until(Moment.now()))
            desk.rest(REPEAT_MS)
        pauses = desk.pause.end()
        desk.rest(2500)
        gc.collect()
        grown, typed = _resident() - before, desk.body.document().characterCount() - length
    finally:
        desk.close()
    sheet.add("hold a key", "key handled", words, handled)
    sheet.add("hold a key", "pauses", words, pauses, _PROMISE)
    sheet.say(f"{typed} letters typed, memory grew by {grown / 1024:.0f} KiB")


def measure_paste(application: QApplication, folder: Path, words: int, sheet: Sheet) -> None:
    """Paste 5,000 words of plain text and take it back."""
    mime = QMimeData()
    mime.setText(make_body(PASTED_WORDS, seed=11))
    QGuiApplication.clipboard().setMimeData(mime)

    def act(desk: BenchDesk) -> None:
        before = desk.body.document().characterCount()
        desk.body.paste()
        desk.wait_for(lambda: desk.body.document().characterCount() > before, "the pasted text")

    _measure_act(application, folder / f"paste-{words}", words, ("paste 5,000 words", 3), act, sheet)


def measure_replace(application: QApplication, folder: Path, words: int, sheet: Sheet) -> None:
    """Replace a word that stands 2,000 times in the story, and take it back."""

    def act(desk: BenchDesk) -> None:
        bar = desk.workspace.editor.find_bar
        bar.open_bar(replace=True)
        bar.words.setText("quaybank")
        bar.replacement.setText("quayside")
        bar.replace_every.click()
        bar.close_bar()

    _measure_act(
        application, folder / f"replace-{words}", words, ("replace 2,000 hits", 3), act, sheet, hits=HITS
    )


def measure_enter(application: QApplication, folder: Path, words: int, sheet: Sheet) -> None:
    """Enter in the middle of a paragraph, and undo."""

    def act(desk: BenchDesk) -> None:
        send_key(desk.body, "\r")

    _measure_act(application, folder / f"enter-{words}", words, ("enter", ROUNDS), act, sheet)


def measure_save(application: QApplication, folder: Path, words: int, sheet: Sheet) -> None:
    """A letter, and then the pause after which the story is saved, counted and checked."""
    desk = _desk(application, folder / f"save-{words}", words)
    pauses: list[Sample] = []
    try:
        for _ in range(ROUNDS):
            desk.press("e", 10)
            desk.pause.begin()
            desk.rest(2500)
            pauses.append(max(desk.pause.end(), key=lambda each: each.wall))
    finally:
        desk.close()
    sheet.add("after typing", "longest pause", words, pauses, _PROMISE)


def _measure_act(
    application: QApplication,
    room: Path,
    words: int,
    named: tuple[str, int],
    act: Callable[[BenchDesk], None],
    sheet: Sheet,
    hits: int = 0,
) -> None:
    name, rounds = named
    desk = _desk(application, room, words, hits)
    done: list[Sample] = []
    undone: list[Sample] = []
    settled: list[Sample] = []
    pauses: list[Sample] = []
    try:
        for at in range(rounds + 1):
            desk.place_caret()
            _into_paragraph(desk)
            desk.rest(1200)
            desk.pause.begin()
            handled, all_done = desk.do(lambda: act(desk))
            desk.rest(400)
            back, _all_back = desk.do(lambda: desk.trigger("edit.undo"))
            desk.rest(400)
            longest = max(desk.pause.end(), key=lambda each: each.wall)
            if at:  # the first round warms up
                done.append(handled)
                settled.append(all_done)
                undone.append(back)
                pauses.append(longest)
    finally:
        desk.close()
    sheet.add(name, "done", words, done)
    sheet.add(name, "painted and patched", words, settled)
    sheet.add(name, "undone", words, undone)
    sheet.add(name, "longest pause", words, pauses, _PROMISE)


def _into_paragraph(desk: BenchDesk) -> None:
    cursor = desk.body.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.MoveAnchor, 6)
    desk.body.setTextCursor(cursor)


def _desk(application: QApplication, room: Path, words: int, hits: int = 0) -> BenchDesk:
    story = make_newsroom(room, words, hits)
    desk = BenchDesk(application, room)
    desk.open(story)
    desk.place_caret()
    return desk


def _resident() -> int:
    """Bytes of memory this process holds; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf(
            "SC_PAGE_SIZE"
        )
    except (OSError, ValueError, AttributeError):
        return 0
