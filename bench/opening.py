"""From the wish for a story to its text on screen, to its page in the preview, and to the end of all that follows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from bench.desk import BenchDesk, Opening
from bench.figures import Sheet
from bench.stories import add_story, make_newsroom

ROUNDS = 6
SETTLE_MS = 600
ORDINARY = (400, 600, 800, 1000)


def measure_open(application: QApplication, folder: Path, words: int, sheet: Sheet) -> None:
    """Open a story of that length again and again, another one in between."""
    story = make_newsroom(folder / f"open-{words}", words)
    other = add_story(story.parent, "short", 120, seed=3)
    desk = BenchDesk(application, story.parent.parent)
    made: list[Opening] = []
    pauses = []
    try:
        for _ in range(ROUNDS):
            desk.open(other)
            desk.rest(SETTLE_MS)
            desk.pause.begin()
            made.append(desk.open(story))
            desk.rest(SETTLE_MS)
            pauses.append(max(desk.pause.end(), key=lambda each: each.wall))
    finally:
        desk.close()
    long = words >= 20_000
    sheet.add("open", "text on screen", words, [each.painted for each in made], "300" if long else "")
    sheet.add("open", "page shown", words, [each.page for each in made])
    sheet.add("open", "all done", words, [each.settled for each in made], "1000" if long else "")
    sheet.add("open", "longest pause", words, pauses)


def measure_switch(application: QApplication, folder: Path, sheet: Sheet) -> None:
    """Go round the stories of an ordinary day."""
    room = folder / "switch"
    first = make_newsroom(room, ORDINARY[0])
    stories = [first, *(add_story(first.parent, f"day-{at}", at, seed=at) for at in ORDINARY[1:])]
    desk = BenchDesk(application, room)
    made: list[Opening] = []
    loads: list[bool] = []
    try:
        for story in stories:
            desk.open(story)
            desk.rest(200)
        frame = desk.workspace.preview.frame
        if frame is not None:
            frame.page.loadStarted.connect(lambda: loads.append(True))
        for _ in range(ROUNDS):
            for story in stories:
                made.append(desk.open(story))
                desk.rest(200)
    finally:
        desk.close()
    words = sum(ORDINARY) // len(ORDINARY)
    sheet.add("switch", "text on screen", words, [each.painted for each in made], "60")
    sheet.add("switch", "page shown", words, [each.page for each in made])
    sheet.say(f"the preview loaded a page anew in {len(loads)} of {len(made)} switches")
