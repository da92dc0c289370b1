"""The editor pane on a small newsroom, as the window builds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom
from editor_app.ui.actions import Actions
from editor_app.ui.editor.editor_pane import EditorPane
from editor_app.ui.theme import Theme

STORY = """---
title: Ferry aground
kicker: Sound crossing
description: Lifeboats are out.
status: published
dateline: Ostrey
date: 2026-11-17T13:31:00+00:00
authors: [Maren Oduya]
section: Harbour
---

The island   ferry __ran__ aground.

Lifeboats had brought 61 people ashore.

Also read: [Flood](flood.md); [Draft](draft.md)

## Crosshead

- one
- two

| a | b |
|---|---|
| 1 | 2 |

Last words"""


@dataclass
class Desk:
    """What a test works on."""

    pane: EditorPane
    actions: Actions
    theme: Theme
    newsroom: NewsroomSession
    folder: Path

    @property
    def session(self) -> StorySession:
        """The open story."""
        assert self.newsroom.current is not None
        return self.newsroom.current

    def caret_at(self, words: str, *, end: bool = False, select: bool = False) -> QTextCursor:
        """Put the caret at words of the body."""
        found = self.pane.galley.body.document().find(words)
        assert not found.isNull(), words
        cursor = QTextCursor(found)
        if not select:
            cursor.setPosition(found.selectionEnd() if end else found.selectionStart())
        self.pane.galley.body.setTextCursor(cursor)
        return cursor

    @property
    def text(self) -> str:
        """The story as it would be saved."""
        return self.session.story.text


@pytest.fixture
def theme(worn: Theme) -> Theme:
    """The light theme, worn by the application."""
    return worn


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, tmp_path: Path, now: datetime) -> Iterator[Desk]:
    """An open story in a shown editor."""
    stories = tmp_path / "stories"
    stories.mkdir()
    (tmp_path / "newsroom.yaml").write_text(
        "name: Courier\nurl: https://courier.example\ntimezone: UTC\nsections: [Harbour]\n"
    )
    (stories / "ferry.md").write_text(STORY, encoding="utf-8")
    (stories / "flood.md").write_text(
        "---\ntitle: Flood warning\nstatus: published\ndate: 2026-11-17T14:20:00+00:00\n---\n\nText\n",
        encoding="utf-8",
    )
    (stories / "draft.md").write_text("---\ntitle: A draft\n---\n\nText\n", encoding="utf-8")
    window = QObject()  # as the real one does, it takes along what was made for it
    newsroom = NewsroomSession(Newsroom.open(tmp_path), lambda: now, window)
    newsroom.load()
    actions = Actions(theme, window)
    pane = EditorPane(theme, actions)
    qtbot.addWidget(pane)
    pane.set_stories(newsroom.lookup, newsroom.catalogue.search)
    newsroom.story_opened.connect(pane.set_session)
    actions.add_to(pane)
    assert newsroom.open_story(stories / "ferry.md")
    pane.resize(640, 800)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    yield Desk(pane, actions, theme, newsroom, tmp_path)
    pane.set_session(None)
    newsroom.close_story()
    shiboken6.delete(window)
