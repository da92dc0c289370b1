"""The pane follows the story that is open: real session, real page, real web engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.stories.newsroom import Newsroom
from editor_app.ui.preview.engine import WebEngine
from editor_app.ui.preview.pane import PreviewPane
from editor_app.ui.screens import ColourScheme, Device

from .conftest import Shown, remove

STORY = """\
---
title: Ferry aground
section: Harbour
authors: [Maren Oduya]
dateline: Ostrey
---
The ferry ran aground at noon.

Lifeboats are [on their way](flood.md).

![Ferry](../images/ferry.jpg "A ferry. (Photo: Leo Marsh)")
"""
FLOOD = "---\ntitle: Flood warning\nstatus: {status}\ndate: 2026-11-17T10:00:00Z\n---\nThe river rises.\n"
TEXT = "[...document.querySelectorAll('[data-block]')].map(e => e.textContent.trim()).join(' / ')"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    room = tmp_path / "room"
    (room / "stories").mkdir(parents=True)
    (room / "images").mkdir()
    (room / "newsroom.yaml").write_text(
        "name: Courier\nurl: https://courier.example\ntimezone: UTC\n", encoding="utf-8"
    )
    (room / "stories" / "ferry.md").write_text(STORY, encoding="utf-8")
    (room / "stories" / "flood.md").write_text(FLOOD.format(status="published"), encoding="utf-8")
    shutil.copy(Path(__file__).parents[3] / "seeds" / "images" / "ferry.jpg", room / "images" / "ferry.jpg")
    return room


class Clock:
    """A clock that a test can move."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def desk(room: Path, clock: Clock, qapp: object) -> Iterator[NewsroomSession]:
    desk = NewsroomSession(Newsroom.open(room), clock)
    desk.load()
    yield desk
    desk.close()


class Watched(Shown):
    """A pane under test."""

    def __init__(self, pane: PreviewPane, qtbot: QtBot, desk: NewsroomSession) -> None:
        super().__init__(None, qtbot, [])
        self.pane = pane
        self.desk = desk

    def open(self, name: str) -> None:
        with self.qtbot.waitSignal(self.pane.page_shown, timeout=15_000):
            assert self.desk.open_story(self.desk.newsroom.folder / "stories" / name)
            self.pane.set_session(self.desk.current)
        self.frame = self.pane.frame

    def write(self, text: str, at: int = 0) -> None:
        """Type at a position of the body, and wait until the page shows it."""
        assert self.desk.current is not None
        cursor = QTextCursor(self.desk.current.body.document)
        cursor.setPosition(at)
        with self.qtbot.waitSignal(self.pane.patched, timeout=10_000):
            cursor.insertText(text)


@pytest.fixture
def opened_addresses() -> list[QUrl]:
    return []


@pytest.fixture
def watched(engine: None, qtbot: QtBot, theme, desk: NewsroomSession, opened_addresses) -> Iterator[Watched]:
    def note(url: QUrl) -> bool:
        opened_addresses.append(url)
        return True

    pane = PreviewPane(theme, desk, open_address=note)
    pane.resize(456, 800)
    with qtbot.waitExposed(pane):
        pane.show()
    yield Watched(pane, qtbot, desk)
    pane.set_session(None)
    remove(pane)


def test_the_open_story_is_shown_as_readers_get_it(watched: Watched) -> None:
    watched.open("ferry.md")
    assert watched.ask("document.querySelector('h1').textContent") == "Ferry aground"
    text = str(watched.ask(TEXT))
    assert text.startswith("Ostrey — The ferry ran aground at noon. / Lifeboats are on their way.")
    assert watched.ask("document.querySelectorAll('[data-block] a').length") == 1
    assert int(float(str(watched.ask("document.querySelector('[data-block] img').naturalWidth")))) > 100
    assert watched.pane.is_up_to_date


def test_typing_changes_its_paragraph_and_no_other(watched: Watched) -> None:
    watched.open("ferry.md")
    watched.ask("document.querySelectorAll('[data-block]').forEach(e => e.kept = true); 1")
    watched.write("Today ")
    assert str(watched.ask(TEXT)).startswith("Ostrey — Today The ferry ran")
    assert (
        watched.ask("[...document.querySelectorAll('[data-block]')].map(e => !!e.kept).join()")
        == "false,true,true"
    )


def test_a_new_paragraph_appears_in_its_place(watched: Watched) -> None:
    watched.open("ferry.md")
    body = watched.desk.current.body  # type: ignore[union-attr]
    cursor = QTextCursor(body.document)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    cursor.insertBlock()
    cursor.insertText("It is foggy.")
    watched.qtbot.waitUntil(lambda: " / It is foggy. / Lifeboats" in str(watched.ask(TEXT)), timeout=10_000)


def test_the_headline_follows_its_field(watched: Watched) -> None:
    watched.open("ferry.md")
    watched.ask("globalThis.kept = true; 1")
    with watched.qtbot.waitSignal(watched.pane.patched, timeout=10_000):
        watched.desk.current.edit("Headline", title="Ferry afloat")  # type: ignore[union-attr]
    assert watched.ask("document.querySelector('h1').textContent") == "Ferry afloat"
    assert watched.ask("globalThis.kept") is True


def test_the_dateline_and_other_keys_remake_the_page_in_place(watched: Watched) -> None:
    watched.open("ferry.md")
    watched.ask("globalThis.kept = true; 1")
    with watched.qtbot.waitSignal(watched.pane.patched, timeout=10_000):
        watched.desk.current.edit("Dateline", dateline="Fennick")  # type: ignore[union-attr]
    assert str(watched.ask(TEXT)).startswith("Fennick — The ferry")
    assert watched.ask("globalThis.kept") is True


def test_another_story_takes_the_place_and_the_first_is_let_go(watched: Watched) -> None:
    watched.open("ferry.md")
    watched.open("flood.md")
    assert watched.ask("document.querySelector('h1').textContent") == "Flood warning"
    assert watched.ask(TEXT) == "The river rises."


def test_another_story_needs_no_load_and_begins_at_its_top(watched: Watched) -> None:
    watched.open("ferry.md")
    watched.pane.resize(456, 300)
    watched.ask("globalThis.kept = document.documentElement; scrollTo(0, 40); scrollY")
    loads: list[bool] = []
    watched.frame.page.loadStarted.connect(lambda: loads.append(True))
    watched.open("flood.md")
    assert watched.ask("globalThis.kept === document.documentElement") is True
    assert watched.ask("scrollY") == 0
    assert loads == []
    watched.write("Slowly: ")
    assert watched.ask(TEXT) == "Slowly: The river rises."


def test_pictures_of_two_stories_never_share_an_address(watched: Watched, room: Path) -> None:
    watched.open("ferry.md")
    first = watched.ask("document.querySelector('img').getAttribute('src')")
    (room / "stories" / "other.md").write_text(STORY.replace("Ferry aground", "Other"), encoding="utf-8")
    watched.open("other.md")
    assert watched.ask("document.querySelector('h1').textContent") == "Other"
    assert watched.ask("document.querySelector('img').getAttribute('src')") != first


def test_a_click_in_the_page_of_the_story_before_goes_nowhere(watched: Watched) -> None:
    watched.open("ferry.md")
    heard: list[str] = []
    watched.pane.block_clicked.connect(heard.append)
    assert watched.desk.open_story(watched.desk.newsroom.folder / "stories" / "flood.md")
    watched.pane.set_session(watched.desk.current)
    watched.frame.block_clicked.emit("b1")
    assert heard == []
    with watched.qtbot.waitSignal(watched.pane.page_shown, timeout=15_000):
        pass
    watched.frame.block_clicked.emit("b1")
    assert heard == ["b1"]


def test_a_long_story_shows_its_top_at_once_and_all_of_it_in_order_soon(watched: Watched, room: Path) -> None:
    paragraphs = [f"Paragraph number {number}." for number in range(150)]
    text = "---\ntitle: Long\n---\n" + "\n\n".join(paragraphs) + "\n"
    (room / "stories" / "long.md").write_text(text, encoding="utf-8")
    watched.open("long.md")
    watched.qtbot.waitUntil(lambda: watched.pane.is_up_to_date, timeout=15_000)
    assert watched.ask(TEXT) == " / ".join(paragraphs)


def test_a_link_goes_when_its_story_is_no_longer_public(watched: Watched, room: Path) -> None:
    watched.open("ferry.md")
    (room / "stories" / "flood.md").write_text(FLOOD.format(status="draft"), encoding="utf-8")
    watched.desk.catalogue.refresh(room / "stories" / "flood.md")
    with watched.qtbot.waitSignal(watched.pane.patched, timeout=10_000):
        watched.desk.entries_changed.emit(frozenset({room / "stories" / "flood.md"}))
    assert watched.ask("document.querySelectorAll('[data-block] a').length") == 0


def test_saving_the_open_draft_does_not_remake_the_page(watched: Watched, room: Path) -> None:
    watched.open("ferry.md")
    with watched.qtbot.assertNotEmitted(watched.pane.patched, wait=500):
        watched.desk.entries_changed.emit(frozenset({room / "stories" / "ferry.md"}))


def test_dark_and_light_colours(watched: Watched) -> None:
    watched.open("ferry.md")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = watched.ask(ground)
    with watched.qtbot.waitSignal(watched.pane.patched, timeout=10_000):
        watched.pane.header.scheme_button.click()
    assert watched.pane.scheme is ColourScheme.DARK
    assert watched.ask(ground) != light
    assert watched.pane.header.scheme_button.accessibleName() == "Show light colours"


@pytest.mark.parametrize(
    ("device", "width"), [(Device.PHONE, 390), (Device.TABLET, 768), (Device.DESKTOP, 1280)]
)
def test_each_device_is_laid_out_at_its_width(watched: Watched, device: Device, width: int) -> None:
    watched.open("ferry.md")
    watched.pane.set_device(device)
    watched.qtbot.waitUntil(
        lambda: abs(int(str(watched.ask("innerWidth")).split(".")[0]) - width) <= 2, timeout=5_000
    )
    assert watched.pane.header.devices.value == device
    assert watched.frame.view.width() <= watched.pane.width()


def test_a_click_places_the_caret(watched: Watched) -> None:
    watched.open("ferry.md")
    key = watched.desk.current.body.runs()[1].key  # type: ignore[union-attr]
    with watched.qtbot.waitSignal(watched.pane.block_clicked, timeout=5_000) as click:
        watched.click(f'[data-block="{key}"]')
    assert click.args == [key]


def test_ctrl_click_hands_the_link_to_the_browser(watched: Watched, opened_addresses: list[QUrl]) -> None:
    from PySide6.QtCore import Qt

    watched.open("ferry.md")
    watched.click("[data-block] a", Qt.KeyboardModifier.ControlModifier)
    watched.qtbot.waitUntil(lambda: bool(opened_addresses), timeout=5_000)
    assert opened_addresses[0].host() == "courier.example"


def test_open_in_browser_writes_one_private_page(watched: Watched, opened_addresses: list[QUrl]) -> None:
    watched.open("ferry.md")
    watched.pane.header.browser_button.click()
    watched.qtbot.waitUntil(lambda: bool(opened_addresses), timeout=15_000)
    page = Path(opened_addresses[0].toLocalFile())
    assert "Ferry aground" in page.read_text(encoding="utf-8")
    assert str(page).startswith(str(Path.home()))
    assert page.parent.stat().st_mode & 0o077 == 0


def test_a_dead_web_process_is_replaced_quietly(watched: Watched) -> None:
    import os
    import signal

    watched.open("ferry.md")
    with watched.qtbot.waitSignal(watched.pane.page_shown, timeout=15_000):
        os.kill(watched.frame.page.renderProcessPid(), signal.SIGKILL)
    watched.write("Still ")
    assert "Still The ferry" in str(watched.ask(TEXT))


def test_a_hidden_pane_does_nothing_and_catches_up(watched: Watched) -> None:
    watched.open("ferry.md")
    watched.pane.hide()
    cursor = QTextCursor(watched.desk.current.body.document)  # type: ignore[union-attr]
    with watched.qtbot.assertNotEmitted(watched.pane.patched, wait=100):
        cursor.insertText("Hidden ")
    with watched.qtbot.waitSignal(watched.pane.page_shown, timeout=10_000):
        watched.pane.show()
    assert "Hidden The ferry" in str(watched.ask(TEXT))


def test_the_theme_of_the_newsroom_may_be_broken(watched: Watched, room: Path) -> None:
    (room / "theme").mkdir()
    (room / "theme" / "article.html").write_text("{% if %}", encoding="utf-8")
    assert watched.desk.open_story(room / "stories" / "ferry.md")
    watched.pane.set_session(watched.desk.current)
    watched.qtbot.waitUntil(lambda: watched.pane.notice.title == "The page cannot be made", timeout=10_000)


def test_a_theme_edited_on_disk_shows_at_once_and_in_place(watched: Watched, room: Path) -> None:
    watched.open("ferry.md")
    watched.ask("window.same = document.querySelector('[data-block]'); 1")
    (room / "theme").mkdir()
    with watched.qtbot.waitSignal(watched.pane.patched, timeout=10_000):
        (room / "theme" / "site.css").write_text("body { letter-spacing: 3px }", encoding="utf-8")
    assert watched.ask("getComputedStyle(document.body).letterSpacing") == "3px"
    with watched.qtbot.waitSignal(watched.pane.patched, timeout=10_000):
        (room / "theme" / "notice.html").write_text("unused", encoding="utf-8")
        (room / "theme" / "base.html").write_text(
            "<html><body>{% block main %}{% endblock %}<p id=ours>Ours: {{ site.name }}</p></body></html>",
            encoding="utf-8",
        )
    assert watched.ask("document.querySelector('#ours').textContent") == "Ours: Courier"


def test_a_fault_of_the_theme_leaves_the_last_page_and_what_is_typed_shows(
    watched: Watched, room: Path
) -> None:
    watched.open("ferry.md")
    pane = watched.pane
    part = room / "theme" / "parts" / "story_head.html"
    part.parent.mkdir(parents=True)
    part.write_text("<h1>\n{{ story.headlin }}</h1>", encoding="utf-8")
    watched.qtbot.waitUntil(lambda: pane.fault_bar.isVisible(), timeout=10_000)
    assert "parts/story_head.html, line 2" in pane.fault_bar.accessibleName()
    assert "the nearest is “headline”" in pane.fault_bar.accessibleName()
    assert pane.frame is not None and pane.frame.isVisible()
    watched.write("Typed ")
    assert "Typed The ferry" in str(watched.ask(TEXT))
    assert watched.desk.current is not None
    watched.desk.current.edit(
        "Change headline", title="Ferry afloat"
    )  # its head cannot be made; nothing breaks
    watched.write("Again. ")
    assert "Again. Typed" in str(watched.ask(TEXT))
    with watched.qtbot.waitSignal(pane.patched, timeout=10_000):
        part.write_text("<h1>{{ story.headline }}</h1>", encoding="utf-8")
    assert not pane.fault_bar.isVisible()
    assert watched.ask("document.querySelector('h1').textContent") == "Ferry afloat"


def test_a_story_opened_under_a_broken_theme_shows_when_it_is_mended(watched: Watched, room: Path) -> None:
    (room / "theme").mkdir()
    (room / "theme" / "article.html").write_text("{% if %}", encoding="utf-8")
    assert watched.desk.open_story(room / "stories" / "ferry.md")
    watched.pane.set_session(watched.desk.current)
    watched.qtbot.waitUntil(lambda: watched.pane.notice.title == "The page cannot be made", timeout=10_000)
    with watched.qtbot.waitSignal(watched.pane.page_shown, timeout=10_000):
        (room / "theme" / "article.html").unlink()
    watched.frame = watched.pane.frame
    assert "The ferry ran aground" in str(watched.ask(TEXT))


def test_without_the_web_engine_there_is_the_browser(
    qtbot: QtBot, theme, desk: NewsroomSession, room: Path
) -> None:
    asked: list[QUrl] = []
    pane = PreviewPane(
        theme,
        desk,
        engine=WebEngine(False, "Qt WebEngine is not installed."),
        open_address=lambda url: asked.append(url) or True,
    )
    qtbot.addWidget(pane)
    pane.show()
    assert desk.open_story(room / "stories" / "ferry.md")
    pane.set_session(desk.current)
    assert pane.notice.title == "Preview needs the web engine"
    assert pane.notice.button.text() == "Preview in browser"
    pane.notice.button.click()
    qtbot.waitUntil(lambda: bool(asked), timeout=15_000)
    assert asked[0].isLocalFile()
    pane.set_session(None)


def test_a_preview_opened_after_other_stories_changed_is_shown(watched: Watched, room: Path) -> None:
    watched.pane.hide()
    assert watched.desk.open_story(room / "stories" / "ferry.md")
    watched.pane.set_session(watched.desk.current)
    watched.desk.entries_changed.emit(None)
    with watched.qtbot.waitSignal(watched.pane.page_shown, timeout=15_000):
        watched.pane.show()


def test_a_label_goes_when_its_time_is_over(watched: Watched, room: Path, clock: Clock) -> None:
    until = "breaking: {level: breaking, since: 2026-11-17T14:00:00Z, until: 2026-11-17T15:00:00Z}\ntitle:"
    (room / "stories" / "ferry.md").write_text(STORY.replace("title:", until, 1), encoding="utf-8")
    watched.open("ferry.md")
    label = "document.querySelectorAll('[data-field=label], [data-breaking-until]').length"
    assert watched.ask(label) == 1
    with watched.qtbot.assertNotEmitted(watched.pane.patched, wait=400):
        watched.desk.time_passed.emit()
    clock.now += timedelta(hours=1)
    with watched.qtbot.waitSignal(watched.pane.patched, timeout=10_000):
        watched.desk.time_passed.emit()
    assert watched.ask(label) == 0
