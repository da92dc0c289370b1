"""From a key press to the editor painted and to the preview's document changed, for stories of several lengths.

Types into the real editor beside the real preview, one key after the other as a fast typist does, in the middle of the
story. A bare `QTextEdit` with the same text, in the same run, is the yardstick: what painting a key costs at least.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QTextEdit

from bench.desk import BenchDesk, Moment, PaintWatch, rest, send_key, wait_for
from bench.figures import Sample, Sheet
from bench.stories import MEASURED, make_body, make_newsroom

GAP_MS = 60
WARM_UP = 12
# No spaces: at the end of a paragraph one changes neither the file nor the page, and there is nothing to wait for.
TYPED = "thetideturnedbeforenoonandthecrewwenthome"
_PROMISE = "p50 16, p95 33, 1.3x"


def measure(application: QApplication, folder: Path, words: int, presses: int, sheet: Sheet) -> None:
    """Type `presses` keys and add the rows."""
    story = make_newsroom(folder / f"keys-{words}", words)
    desk = BenchDesk(application, story.parent.parent)
    try:
        desk.open(story)
        desk.place_caret()
        made = [desk.press(_key(at), GAP_MS) for at in range(WARM_UP + presses)][WARM_UP:]
    finally:
        desk.close()
    sheet.add("key press", "key handled", words, [each.handled for each in made])
    sheet.add("key press", "editor painted", words, [each.painted for each in made], _PROMISE)
    sheet.add("key press", "preview patched", words, [each.patched for each in made], _PROMISE)
    bare = _bare(words, presses)
    sheet.add("key press", "bare QTextEdit painted", words, bare)


def _key(at: int) -> str:
    return TYPED[at % len(TYPED)]


def _bare(words: int, presses: int) -> list[Sample]:
    edit = QTextEdit()
    edit.resize(700, 800)
    edit.setPlainText(make_body(words))
    edit.show()
    cursor = edit.document().find(MEASURED[:20])
    cursor.movePosition(cursor.MoveOperation.EndOfBlock)
    edit.setTextCursor(cursor)
    edit.setFocus()
    watch = PaintWatch(edit)
    edit.viewport().installEventFilter(watch)
    rest(300)
    samples: list[Sample] = []
    for at in range(WARM_UP + presses):
        watch.at = None
        started = Moment.now()
        send_key(edit, _key(at))
        wait_for(lambda: watch.at is not None, "the bare editor to paint")
        assert watch.at is not None
        samples.append(started.until(watch.at))
        rest(GAP_MS)
    edit.close()
    edit.deleteLater()
    rest(50)
    return samples[WARM_UP:]
