from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QAbstractSlider, QWidget
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.stories.newsroom import create_newsroom
from editor_app.ui import settings as keys
from editor_app.ui.actions import Actions
from editor_app.ui.editor.editor_pane import EditorPane
from editor_app.ui.page_following import PageFollowing
from editor_app.ui.settings import Settings
from editor_app.ui.theme import Theme

STORY = "---\ntitle: Long\n---\n" + "\n\n".join(
    f"Paragraph {number}. " + "Words go on. " * 20 for number in range(60)
)


class Preview(QWidget):
    """What the editor's side sees of a preview."""

    block_reached = Signal(str)
    device_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.show_block, self.reveal_block = Mock(), Mock()
        self.device = "phone"

    def set_device(self, device: str) -> None:
        self.device = device


class Joined:
    """An editor beside a preview."""

    def __init__(self, pane: EditorPane, preview: Preview, actions: Actions, settings: Settings) -> None:
        self.pane, self.preview, self.actions, self.settings = pane, preview, actions, settings
        self.bar = pane.galley.body.verticalScrollBar()


@pytest.fixture
def joined(qtbot: QtBot, theme: Theme, tmp_path: Path, now: datetime) -> Iterator[Joined]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    settings = Settings()
    settings.set(keys.PREVIEW_DEVICE, "tablet")
    room = create_newsroom(tmp_path / "room", "Courier")
    path = room.stories_folder / "long.md"
    path.write_text(STORY, encoding="utf-8")
    desk = NewsroomSession(room, lambda: now)
    actions = Actions(theme)
    pane, preview, owner = EditorPane(theme, actions), Preview(), QObject()
    for widget in (pane, preview):
        qtbot.addWidget(widget)
    desk.story_opened.connect(pane.set_session)
    PageFollowing(pane, preview, actions, settings, owner)  # type: ignore[arg-type]  # acts as the preview
    assert desk.open_story(path)
    pane.resize(640, 600)
    with qtbot.waitExposed(pane):
        pane.show()
    preview.show()
    yield Joined(pane, preview, actions, settings)
    pane.set_session(None)
    desk.close()


def key_of(joined: Joined, number: int) -> str:
    assert joined.pane.session is not None
    return joined.pane.session.body.runs()[number].key


def test_the_preview_follows_the_wheel_and_nothing_else(joined: Joined, qtbot: QtBot) -> None:
    joined.bar.setValue(900)  # as the caret does
    joined.bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
    qtbot.waitUntil(lambda: joined.preview.reveal_block.called)
    assert joined.preview.reveal_block.call_count == 1
    assert joined.preview.reveal_block.call_args.args[0] in {
        key_of(joined, number) for number in range(3, 20)
    }
    joined.bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    qtbot.waitUntil(lambda: joined.preview.reveal_block.call_count == 2)
    assert joined.preview.reveal_block.call_args.args == ("",)


def test_the_editor_follows_the_preview_without_an_echo(joined: Joined, qtbot: QtBot) -> None:
    caret = joined.pane.galley.body.textCursor().position()
    joined.preview.block_reached.emit(key_of(joined, 30))
    body = joined.pane.galley.body
    assert body.visible_blocks()[0].text().startswith(("Paragraph 29", "Paragraph 30"))
    assert body.textCursor().position() == caret
    joined.preview.block_reached.emit("")
    assert joined.bar.value() == joined.bar.minimum()
    assert not joined.pane.galley._scrolled.isActive()
    joined.preview.reveal_block.assert_not_called()


def test_the_device_is_kept_and_shown_in_the_menu(joined: Joined) -> None:
    assert joined.preview.device == "tablet"
    assert joined.actions["view.device.tablet"].isChecked()
    joined.preview.device_changed.emit("desktop")
    assert joined.settings.get(keys.PREVIEW_DEVICE) == "desktop"
    checked = [
        name for name in ("phone", "tablet", "desktop") if joined.actions[f"view.device.{name}"].isChecked()
    ]
    assert checked == ["desktop"]
