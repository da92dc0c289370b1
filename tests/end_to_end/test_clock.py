"""A clock that may be wrong: nothing goes out, the story is as it was, and a person is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editor_app.publish.clock_note import note_moment
from editor_app.stories.newsroom import create_newsroom
from editor_app.ui.dialogs.confirm_dialog import ConfirmDialog
from editor_app.ui.main_window import MainWindow
from tests.end_to_end.conftest import Hands

NOW = datetime.now(UTC)


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A newsroom that was last looked after five days ago, and a story whose embargo has ended since."""
    made = create_newsroom(
        tmp_path / "courier", "The Courier", url="https://courier.example", sections=("Harbour",)
    )
    for name, more in (("a", ""), ("b", f"embargo: {NOW - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}\n")):
        text = f"---\ntitle: Story {name}\nstatus: published\nsection: Harbour\ndate: 2026-01-01T10:00:00Z\n{more}---\n\nWords.\n"
        (made.stories_folder / f"{name}.md").write_text(text, "utf-8")
    note_moment(str(made.folder), (NOW - timedelta(days=5)).timestamp(), is_sure=True)
    return made.folder


def test_publishing_asks_first_and_goes_on_when_told_to(window: MainWindow, room: Path, hands: Hands) -> None:
    assert window.workspace is not None and window.desk is not None
    desk = window.desk
    assert desk.open_story(room / "stories" / "a.md") and desk.current is not None
    desk.current.edit("Change headline", title="Another headline")
    window.table["story.publish"].trigger()
    assert window.commands is not None
    flow = window.commands.publishing
    assert flow.dialog is not None
    flow.dialog.publish.click()
    hands.wait_for(lambda: any(one.isVisible() for one in window.findChildren(ConfirmDialog)))
    (question,) = (one for one in window.findChildren(ConfirmDialog) if one.isVisible())
    assert flow.dialog is None
    assert not (room / "site").exists()
    assert desk.current.unpublished.readers_have == "earlier"
    question.confirm.click()
    hands.wait_for(lambda: flow.dialog is not None)
    assert flow.dialog is not None
    flow.dialog.publish.click()
    hands.wait_for(lambda: (room / "site" / "harbour" / "b" / "index.html").exists(), 30_000)
    hands.wait_for(
        lambda: desk.current is not None and desk.current.unpublished.readers_have == "this", 30_000
    )
    page = (room / "site" / "harbour" / "a" / "index.html").read_text("utf-8")
    assert "Another headline" in page
