"""The words in which unsaved work is offered."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.recovery import Offer, OfferKind
from editor_app.stories.newsroom import Newsroom, create_newsroom
from editor_app.stories.recovery.record import Entry
from editor_app.stories.recovery.store import LeftBehind
from editor_app.ui.recovery_bar import offer_words, waiting_words


@pytest.fixture
def desk(tmp_path: Path, now: datetime, qapp: object) -> NewsroomSession:
    room = tmp_path / "room"
    create_newsroom(room, "The Courier", url="https://courier.example", timezone="Europe/London")
    return NewsroomSession(Newsroom.open(room), lambda: now)


def words(
    desk: NewsroomSession, more: int, kind: OfferKind = OfferKind.UNSAVED, ago: timedelta = timedelta()
) -> str:
    at = desk.clock() - ago
    left = LeftBehind(Entry("a1", "/room", "/room/stories/a.md", None, 0, at, "text"), ())
    return " ".join(offer_words(Offer(left, kind, at, more), desk.clock(), desk))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (1_238, "1,238 words more than the file."),
        (1, "1 word more than the file."),
        (-1, "1 word fewer than the file."),
        (-12, "12 words fewer than the file."),
        (0, "As many words as the file, but not the same text."),
    ],
)
def test_how_much_it_differs(desk: NewsroomSession, more: int, said: str) -> None:
    assert words(desk, more) == f"Unsaved work from 14:32 was recovered. {said}"


def test_another_day_is_named(desk: NewsroomSession) -> None:
    assert words(desk, 1, ago=timedelta(days=1)).startswith(
        "Unsaved work from yesterday 14:32 was recovered."
    )
    assert words(desk, 1, ago=timedelta(days=5)).startswith(
        "Unsaved work from Thu 12 Nov, 14:32 was recovered."
    )


def test_a_file_that_changed_meanwhile_is_mentioned(desk: NewsroomSession) -> None:
    assert words(desk, 2, OfferKind.CHANGED).endswith(
        "The file has been changed since; its version is kept, too."
    )


def test_a_story_without_a_file_says_so(desk: NewsroomSession) -> None:
    assert words(desk, 2, OfferKind.GONE).endswith("The story has no file any more.")


def test_other_stories_are_counted() -> None:
    assert waiting_words(1).startswith("Unsaved work of 1 more story")
    assert waiting_words(3).startswith("Unsaved work of 3 more stories")
