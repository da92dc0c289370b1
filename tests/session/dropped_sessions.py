"""Opens stories, edits them, and lets go of them without a word, while Python collects now and then. Ends with a crash, or says how many
of them are still there.

Run by a test in a process of its own: `python -m tests.session.dropped_sessions FOLDER ROUNDS SEED`.
"""

from __future__ import annotations

import gc
import random
import sys
import weakref
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QTextCursor

from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import create_newsroom
from editor_app.stories.story_file import read_text

_TEXT = "---\ntitle: Ferry\n---\nThe ferry ran aground.\n\nLifeboats are *out*.\n"


def _work_on(session: StorySession, luck: random.Random) -> None:
    for _ in range(luck.randrange(5)):
        document = session.source_document or session.body.document
        match luck.randrange(8):
            case 0 | 1:
                QTextCursor(document).insertText("Words. ")
            case 2:
                session.edit("Headline", title=f"Ferry {luck.random()}")
            case 3:
                session.enter_source()
            case 4:
                session.leave_source()
            case 5:
                session.undo_stack.undo()
            case 6:
                session.replace_text("Restore", _TEXT)
            case _:
                session.save()


def main(folder: Path, rounds: int, seed: int) -> None:
    """Does it so many times."""
    app, luck = QGuiApplication([]), random.Random(seed)
    newsroom = create_newsroom(folder / "room", "The Courier", timezone="UTC")
    path = newsroom.stories_folder / "ferry.md"
    now = datetime(2026, 11, 17, tzinfo=UTC)
    gc.disable()
    known: list[weakref.ref[StorySession]] = []
    for _ in range(rounds):
        path.write_text(_TEXT, "utf-8")
        session = StorySession(newsroom, path, read_text(path), lambda: now)
        known.append(weakref.ref(session))
        gc.collect(luck.choice((0, 0, 1)))
        _work_on(session, luck)
        del session
        if luck.random() < 0.5:
            app.processEvents()
        if luck.random() < 0.1:
            gc.collect()
    gc.collect()
    print("still there:", sum(one() is not None for one in known))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
