"""The promises through the whole way: file, session, editor, undo history and back to the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor

from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom, create_newsroom
from editor_app.stories.story_file import encode, read_text
from tests.corpus import long_stories, small_documents, varied_documents
from tests.fidelity.promises import text_blocks

_HEAD = '---\n# the desk\'s own comment\ntitle:   "A story"   # quoted\nstatus: draft\nmood: calm\n---\n'
Open = Callable[[bytes], StorySession]


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """An empty newsroom."""
    return create_newsroom(
        tmp_path / "room", "The Courier", url="https://courier.example", timezone="Europe/London"
    )


@pytest.fixture
def open_story(newsroom: Newsroom, now: datetime) -> Iterator[Open]:
    """Puts bytes into a story's file and opens it."""
    sessions: list[StorySession] = []
    path = newsroom.stories_folder / "story.md"

    def opened(data: bytes) -> StorySession:
        while sessions:
            sessions.pop().close()
        path.write_bytes(data)
        sessions.append(StorySession(newsroom, path, read_text(path), lambda: now))
        return sessions[-1]

    yield opened
    while sessions:
        sessions.pop().close()


def _files() -> list[bytes]:
    texts = [each.text for each in (*small_documents(), *varied_documents()[::4], *long_stories()[::20])]
    with_head = [_HEAD + text for text in texts[::2]]
    other_ends = [(_HEAD + text).replace("\r\n", "\n").replace("\n", "\r\n") for text in texts[1::6]]
    marked = ["\ufeff" + _HEAD + text for text in texts[3::9]]
    bare = texts[1::2]
    return [encode(text) for text in (*with_head, *other_ends, *marked, *bare)]


def test_open_and_save_leaves_every_byte(open_story: Open) -> None:
    files = _files()
    assert len(files) > 700
    for data in files:
        session = open_story(data)
        assert encode(session.story.text) == data
        assert session.save()
        assert session.path.read_bytes() == data


def test_an_edit_saved_and_undone_and_saved_again_leaves_every_byte(open_story: Open) -> None:
    edited = 0
    for data in _files()[::6]:
        session = open_story(data)
        block = next(text_blocks(session.body), None)
        if session.in_source_mode or block is None:
            continue
        QTextCursor(block).insertText("q")
        assert session.save()
        assert session.path.read_bytes() != data
        while session.undo_stack.canUndo():
            session.undo_stack.undo()
        assert session.save()
        assert session.path.read_bytes() == data
        edited += 1
    assert edited > 80


def test_a_saved_edit_changes_one_paragraph_of_the_file(open_story: Open) -> None:
    data = encode(_HEAD + "* star\n* list\n\nOne __odd__\nwrapped\n\n\n\nTwo   \n===\n\nLast")
    session = open_story(data)
    QTextCursor(session.body.document.find("wrapped")).insertText("folded")
    assert session.save()
    before, after = b"One __odd__\nwrapped\n", b"One **odd** folded\n"
    assert session.path.read_bytes() == data.replace(before, after)


def test_a_save_that_normalises_line_ends_is_noticed(
    open_story: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "editor_app.stories.story_file.encode", lambda text: text.replace("\r\n", "\n").encode("utf-8")
    )
    data = b"One\r\n\r\nTwo\r\n"
    session = open_story(data)
    QTextCursor(session.body.document).insertText("q")
    assert session.save()
    assert session.path.read_bytes() != data.replace(b"One", b"qOne")


def test_five_megabytes_open_and_save_unchanged(open_story: Open) -> None:
    paragraph = "The *ferry* left Ostrey at noon, the harbour office said & nobody knew why. " * 40
    body = "".join(f"{number} {paragraph}\n\n" for number in range(1_700))
    data = encode(_HEAD + body)
    assert len(data) > 5_000_000
    session = open_story(data)
    assert session.save()
    assert session.path.read_bytes() == data
    QTextCursor(session.body.document.findBlockByNumber(800)).insertText("q")
    assert encode(session.story.text) == data.replace(b"\n\n800 The", b"\n\nq800 The")
