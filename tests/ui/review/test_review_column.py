from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.stories.checks import CheckReport, Place, Problem, Severity
from editor_app.stories.newsroom import create_newsroom
from editor_app.stories.workflow import Status
from editor_app.ui.review.column import ReviewColumn
from editor_app.ui.review.header import ReviewHeader
from editor_app.ui.screens import Device
from editor_app.ui.theme import Theme

STORY = """---
title: Ferry runs aground
status: review
authors: [Maren Oduya, Tomas Brandt]
note: Legal has seen it
---
The island ferry ran aground.
"""


@pytest.fixture
def desk(tmp_path: Path, now: datetime, qtbot: QtBot) -> Iterator[NewsroomSession]:
    room = create_newsroom(
        tmp_path / "room", "The Courier", url="https://courier.example", timezone="Europe/London"
    )
    story = room.stories_folder / "ferry.md"
    story.write_text(STORY, encoding="utf-8")
    session = NewsroomSession(room, lambda: now)
    session.load()
    assert session.open_story(story)
    yield session
    session.close()


@pytest.fixture
def column(desk: NewsroomSession, theme: Theme, qtbot: QtBot) -> ReviewColumn:
    made = ReviewColumn(theme, desk)
    qtbot.addWidget(made)
    made.set_session(desk.current)
    made.resize(340, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_column_says_whose_story_it_is_and_how_long(column: ReviewColumn) -> None:
    assert column.byline.text() == "Maren Oduya, Tomas Brandt"
    assert column.length.text() == "5 words, 1 min read"
    assert column.note.text() == "Legal has seen it"


def test_a_story_in_review_can_be_approved(column: ReviewColumn, qtbot: QtBot) -> None:
    with qtbot.waitSignal(column.decision.approved):
        qtbot.mouseClick(column.decision.approve, Qt.MouseButton.LeftButton)


def test_asking_for_changes_needs_a_message(column: ReviewColumn, qtbot: QtBot) -> None:
    decision = column.decision
    with qtbot.assertNotEmitted(decision.changes_asked):
        qtbot.mouseClick(decision.request, Qt.MouseButton.LeftButton)
    assert "what the writer should change" in decision.message.accessibleDescription()
    qtbot.keyClicks(decision.message, "Source for 61?")
    assert decision.message.accessibleDescription() == ""
    with qtbot.waitSignal(decision.changes_asked) as asked:
        qtbot.mouseClick(decision.request, Qt.MouseButton.LeftButton)
    assert asked.args == ["Source for 61?"]


def test_approving_never_drops_a_message(column: ReviewColumn, qtbot: QtBot) -> None:
    decision = column.decision
    qtbot.keyClicks(decision.message, "Source for 61?")
    with qtbot.assertNotEmitted(decision.approved):
        decision.press_main()
    assert decision.message.toPlainText() == "Source for 61?"


def test_a_message_waits_while_another_story_is_read(
    column: ReviewColumn, desk: NewsroomSession, qtbot: QtBot
) -> None:
    ferry = desk.current
    qtbot.keyClicks(column.decision.message, "Source for 61?")
    column.set_session(None)
    assert column.decision.message.toPlainText() == ""
    column.set_session(ferry)
    assert column.decision.message.toPlainText() == "Source for 61?"


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (Status.REVIEW, {"request", "approve"}),
        (Status.READY, {"request"}),
        (Status.DRAFT, {"send"}),
        (Status.PUBLISHED, set()),
    ],
)
def test_only_what_can_be_done_is_offered(column: ReviewColumn, status: Status, shown: set[str]) -> None:
    column.decision.show_status(status)
    offered = {name for name in ("request", "approve", "send") if getattr(column.decision, name).isVisible()}
    assert offered == shown
    assert column.decision.message.isVisible() == ("request" in shown)


def test_the_column_follows_the_story(column: ReviewColumn, desk: NewsroomSession) -> None:
    desk.signing_off.move_to(Status.READY)
    assert not column.decision.approve.isVisible()
    assert desk.current is not None
    desk.current.edit("Note", note="")
    assert not column.note.isVisible()


def test_there_are_ways_to_other_stories_only_when_they_wait(column: ReviewColumn) -> None:
    column.show_waiting(1, 1)
    assert not column.next.isVisible()
    column.show_waiting(2, 3)
    assert column.next.isVisible()
    assert column.waiting.text() == "2 of 3"
    column.show_waiting(0, 1)
    assert column.previous.isVisible()
    assert column.waiting.text() == "1 waiting"


def test_checks_are_summed_up(column: ReviewColumn, desk: NewsroomSession) -> None:
    assert desk.current is not None
    report = desk.check(desk.current.story)
    column.show_report(report)
    assert len(column.checks.rows) == len(report.problems) > 0
    assert column.checks_summary.text() == f"{len(report.look_at)} to look at"
    column.show_report(CheckReport((), ()))
    assert column.checks_summary.text() == "All passed"


def test_a_column_nobody_sees_makes_no_rows(column: ReviewColumn) -> None:
    column.hide()
    problems = tuple(
        Problem("fault", Severity.LOOK_AT, f"Fault {at}", "", Place("body", at)) for at in range(3)
    )
    column.show_report(CheckReport(problems, ()))
    assert column.checks_summary.text() == "3 to look at"
    assert column.checks.rows == []
    column.show()
    assert [row.title for row in column.checks.rows] == ["Fault 0", "Fault 1", "Fault 2"]


def test_the_header_says_where_the_story_stands(desk: NewsroomSession, theme: Theme, qtbot: QtBot) -> None:
    header = ReviewHeader(theme)
    qtbot.addWidget(header)
    header.set_session(desk.current)
    assert header.state.text() == "In review"
    desk.signing_off.move_to(Status.READY)
    assert header.state.text() == "Ready"
    header.show_device(Device.DESKTOP)
    with qtbot.waitSignal(header.device_chosen) as chosen:
        qtbot.keyClick(header.devices, Qt.Key.Key_Left)
    assert chosen.args == [Device.TABLET]
