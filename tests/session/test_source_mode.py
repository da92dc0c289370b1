from __future__ import annotations

import random
import time
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextDocumentLayout
from pytestqt.qtbot import QtBot

from editor_app.session.source_text import shown
from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story_file import encode, read_text
from tests.session.conftest import FERRY

UGLY = (
    "---\r\n# the desk's own\r\ntitle: Ferry\r\nstatus: draft\r\n---\r\n\r\nOne\u200b two\u00a0three.\r\rFour *five* six.\n\n"
    "- a\r\n- b\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n\r\nNUL \x00 and \x0c feed \u2028 and \udce9 byte\r\n\r\n> quote"
)


def open_story(newsroom: Newsroom, now: datetime, text: str, name: str = "trial") -> StorySession:
    path = newsroom.stories_folder / f"{name}.md"
    path.write_bytes(encode(text))
    return StorySession(newsroom, path, read_text(path), lambda: now)


def screen_text(session: StorySession) -> str:
    document = session.source_document
    assert document is not None
    return "\n".join(document.findBlockByNumber(at).text() for at in range(document.blockCount()))


def type_in_source(session: StorySession, words: str, text: str) -> None:
    assert session.source_document is not None
    cursor = session.source_document.find(words)
    assert not cursor.isNull(), words
    cursor.insertText(text)


def type_in_body(session: StorySession, words: str, text: str) -> None:
    cursor = session.body.document.find(words)
    assert not cursor.isNull(), words
    cursor.insertText(text)


def test_nobody_is_kept_in_the_source_by_a_change_of_the_rich_text_meanwhile(session: StorySession) -> None:
    session.enter_source()
    type_in_source(session, "Lifeboats", "Two lifeboats")
    type_in_body(session, "The island", "Something\n\n\nelse")
    shown_last = session.text
    assert session.leave_source()
    assert session.text == shown_last
    session.undo_stack.undo()
    session.undo_stack.redo()
    assert session.text == shown_last


def test_undo_goes_back_through_edits_of_either_view_in_order(session: StorySession) -> None:
    seen = [session.story.text]
    type_in_body(session, "island", "blue island")
    seen.append(session.story.text)
    session.enter_source()
    type_in_source(session, "Lifeboats", "Two lifeboats")
    seen.append(session.story.text)
    type_in_source(session, "runs aground", "is afloat")
    seen.append(session.story.text)
    assert session.leave_source()
    session.edit("Section", section="Harbour")
    seen.append(session.story.text)
    type_in_body(session, "ferry", "old ferry")
    seen.append(session.story.text)
    assert len(set(seen)) == 6
    for text in reversed(seen[:-1]):
        session.undo_stack.undo()
        assert session.story.text == text
    assert session.meta.title == "Ferry runs aground"
    for text in seen[1:]:
        session.undo_stack.redo()
        assert session.story.text == text
    assert session.meta.title == "Ferry is afloat"


def test_undo_in_the_source_takes_back_what_was_done_in_rich_text(session: StorySession) -> None:
    type_in_body(session, "island", "blue island")
    session.edit("Headline", title="Ferry afloat")
    session.enter_source()
    session.undo_stack.undo()
    assert "title: Ferry runs aground" in screen_text(session)
    session.undo_stack.undo()
    assert screen_text(session) == FERRY
    session.undo_stack.redo()
    assert "blue island" in screen_text(session)
    assert session.leave_source()
    assert session.story.text == FERRY.replace("island", "blue island")
    assert "blue island" in session.body.document.toPlainText()


def test_letters_typed_in_the_source_are_one_step(session: StorySession) -> None:
    session.enter_source()
    assert session.source_document is not None
    cursor = session.source_document.find("island")
    cursor.setPosition(cursor.selectionEnd())
    for letter in "ers'":
        cursor.insertText(letter)
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert screen_text(session) == FERRY


def test_a_step_undone_in_the_source_can_be_made_again_in_rich_text(session: StorySession) -> None:
    session.enter_source()
    type_in_source(session, "island", "blue island")
    session.undo_stack.undo()
    assert session.leave_source()
    session.undo_stack.redo()
    assert "blue island" in session.body.document.toPlainText()
    session.undo_stack.undo()
    assert session.story.text == FERRY


def test_going_back_to_front_matter_that_cannot_be_read_shows_the_source(session: StorySession) -> None:
    session.enter_source()
    type_in_source(session, "Ferry runs aground", "[Ferry")
    type_in_source(session, "[Ferry", "Ferry")
    assert session.leave_source()
    session.undo_stack.undo()
    assert session.in_source_mode
    assert "title: [Ferry" in screen_text(session)
    session.undo_stack.undo()
    assert session.story.text == FERRY
    assert session.leave_source()


def test_values_can_be_set_while_the_source_is_shown(session: StorySession) -> None:
    session.enter_source()
    session.edit("Section", section="Harbour")
    assert "section: Harbour" in screen_text(session)
    session.undo_stack.undo()
    assert screen_text(session) == FERRY


def test_a_file_that_changed_outside_is_read_again_in_the_source(session: StorySession, ferry: Path) -> None:
    session.enter_source()
    ferry.write_text(FERRY.replace("island", "mainland"), encoding="utf-8")
    session.check_disk()
    assert session.in_source_mode
    assert screen_text(session) == FERRY.replace("island", "mainland")


@pytest.mark.parametrize("seed", range(40))
def test_what_is_on_screen_is_what_is_saved_whatever_is_done(
    newsroom: Newsroom, now: datetime, qtbot: QtBot, seed: int
) -> None:
    chance = random.Random(seed)
    start = UGLY.replace("\udce9", "é") if seed % 2 else FERRY
    session = open_story(newsroom, now, start)
    for _ in range(40):
        match chance.randrange(8):
            case 0:
                session.enter_source() if not session.in_source_mode else session.leave_source()
            case 1:
                session.undo_stack.undo()
            case 2:
                session.undo_stack.redo()
            case 7 if session.in_source_mode:
                if session.take_source_along():
                    assert session.body.markdown() == session.story.body
            case 3 if session.source_document is None:
                session.edit("Headline", title=chance.choice(("Ferry", "Afloat", "Aground")))
            case _:
                document = session.source_document or session.body.document
                cursor = QTextCursor(document)
                cursor.setPosition(chance.randrange(document.characterCount()))
                # As a caret does: never between the halves of a character.
                cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
                cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
                if chance.random() < 0.4:
                    cursor.movePosition(
                        QTextCursor.MoveOperation.NextCharacter,
                        QTextCursor.MoveMode.KeepAnchor,
                        chance.randrange(12),
                    )
                cursor.insertText(chance.choice(("", "x", " word ", "🙂", "\n", "é")))
        text = session.story.text
        if session.in_source_mode:
            assert screen_text(session) == shown(text)
        assert session.save()
        assert session.path.read_bytes() == encode(text)
    while session.undo_stack.canRedo():
        session.undo_stack.redo()
    end = session.story.text
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    assert session.story.text == start
    while session.undo_stack.canRedo():
        session.undo_stack.redo()
    assert session.story.text == end
    assert session.close()


def test_every_byte_survives_an_edit_elsewhere_and_its_undo(
    newsroom: Newsroom, now: datetime, qtbot: QtBot
) -> None:
    session = open_story(newsroom, now, UGLY)
    session.enter_source()
    type_in_source(session, "quote", "quoted words")
    assert session.story.text == UGLY.replace("quote", "quoted words")
    assert session.save()
    assert session.path.read_bytes() == encode(UGLY.replace("quote", "quoted words"))
    session.undo_stack.undo()
    assert session.story.text == UGLY
    assert session.close()


def test_an_edit_of_approved_source_goes_back_to_review_in_the_same_step(session: StorySession) -> None:
    session.edit("Ready", status="ready")
    session.set_approved(True)
    text = session.story.text
    session.enter_source()
    type_in_source(session, "island", "blue island")
    assert session.leave_source()
    assert session.meta.status == "review"
    assert not session.is_approved
    session.undo_stack.undo()
    assert session.story.text == text
    assert session.is_approved


def test_published_in_the_source_is_published(session: StorySession, now: datetime) -> None:
    session.enter_source()
    session.edit("Publish", status="published", date=now)
    assert session.meta.status == "published"
    assert session.undo_stops_here
    assert session.save()
    assert "status: published" in session.path.read_text(encoding="utf-8")


def test_a_key_in_a_long_source_costs_its_line_alone(newsroom: Newsroom, now: datetime, qtbot: QtBot) -> None:
    def cost(paragraphs: int) -> float:
        text = "---\ntitle: A\n---\n\n" + "Words and more words of a story.\n\n" * paragraphs
        session = open_story(newsroom, now, text, f"long{paragraphs}")
        session.enter_source()
        document = session.source_document
        assert document is not None
        document.setDocumentLayout(QPlainTextDocumentLayout(document))
        cursor = QTextCursor(document.findBlockByNumber(paragraphs))
        best = min(_typed(cursor) for _ in range(40))
        session.close()
        return best

    assert cost(10_000) < 5 * cost(200) + 0.0005


def _typed(cursor: QTextCursor) -> float:
    started = time.perf_counter()
    cursor.insertText("x")
    return time.perf_counter() - started


def test_leaving_the_source_takes_up_only_what_was_changed(
    newsroom: Newsroom, now: datetime, qtbot: QtBot
) -> None:
    text = "---\ntitle: A\n---\n\n" + "".join(f"Paragraph {number} here.\n\n" for number in range(300))
    session = open_story(newsroom, now, text)
    before = session.body.runs()
    session.enter_source()
    type_in_source(session, "Paragraph 150", "Part 150")
    assert session.leave_source()
    after = session.body.runs()
    assert sum(run.key not in {known.key for known in before} for run in after) == 1
    assert session.close()


def test_after_a_rest_the_rich_text_has_what_the_source_says(session: StorySession, qtbot: QtBot) -> None:
    session.enter_source()
    type_in_source(session, "island", "blue island")
    with qtbot.waitSignal(session.body_changed):
        pass
    assert "blue island" in session.body.document.toPlainText()
    type_in_source(session, "Lifeboats", "Two lifeboats")
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert screen_text(session) == FERRY
    assert "blue" not in session.body.document.toPlainText()
    session.undo_stack.redo()
    session.undo_stack.redo()
    assert session.leave_source()
    assert "Two lifeboats" in session.body.document.toPlainText()
    assert session.story.text == FERRY.replace("island", "blue island").replace("Lifeboats", "Two lifeboats")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("place", ["Lifeboats", "on the way*."])
def test_a_run_of_letters_at_the_end_of_a_line_is_one_step(
    newsroom: Newsroom, now: datetime, qtbot: QtBot, place: str, end: str
) -> None:
    session = open_story(newsroom, now, FERRY.replace("\n", end))
    before = session.text
    session.enter_source()
    assert session.source_document is not None
    cursor = session.source_document.find(place)
    cursor.setPosition(cursor.selectionEnd())
    steps = session.undo_stack.count()
    for letter in " and more":
        cursor.insertText(letter)
    assert session.undo_stack.count() == steps + 1
    assert session.text == before.replace(place, place + " and more")
    session.undo_stack.undo()
    assert session.text == before
    session.undo_stack.redo()
    for _ in " more":
        cursor.deletePreviousChar()
    assert session.undo_stack.count() == steps + 2
    session.undo_stack.undo()
    assert session.text == before.replace(place, place + " and more")
    session.close()
