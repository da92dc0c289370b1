"""One patch at a time, always the newest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal

from editor_app.session.preview_feed import Patch
from editor_app.ui.preview.patch_queue import PatchQueue


class Feed(QObject):
    waiting = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.next: Patch | None = None

    @property
    def is_waiting(self) -> bool:
        return self.next is not None

    def offer(self, text: str) -> None:
        self.next = Patch({"a": text})
        self.waiting.emit()

    def take(self) -> Patch | None:
        patch, self.next = self.next, None
        return patch


class Page:
    def __init__(self) -> None:
        self.sent: list[str] = []
        self.answers: list[Callable[[], None]] = []

    def patch(self, patch: Patch, done: Callable[[], None]) -> None:
        self.sent.append(patch.blocks["a"])
        self.answers.append(done)


@pytest.fixture
def feed(qapp: object) -> Feed:
    return Feed()


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def queue(feed: Feed, page: Page) -> PatchQueue:
    queue = PatchQueue(page.patch)
    queue.follow(feed)  # type: ignore[arg-type]
    queue.open()
    return queue


def test_an_edit_is_sent_after_the_key_event_not_in_it(
    queue: PatchQueue, feed: Feed, page: Page, qtbot
) -> None:
    feed.offer("1")
    assert page.sent == []
    qtbot.waitUntil(lambda: page.sent == ["1"])


def test_edits_made_meanwhile_become_one(queue: PatchQueue, feed: Feed, page: Page, qtbot) -> None:
    feed.offer("1")
    qtbot.waitUntil(lambda: page.sent == ["1"])
    for text in "234":
        feed.offer(text)
    qtbot.wait(20)
    assert page.sent == ["1"]
    with qtbot.waitSignal(queue.patched, timeout=1_000):
        page.answers[0]()
    qtbot.waitUntil(lambda: page.sent == ["1", "4"])
    page.answers[1]()
    assert queue.is_idle


def test_nothing_is_sent_before_the_page_is_there(feed: Feed, page: Page, qtbot) -> None:
    queue = PatchQueue(page.patch)
    queue.follow(feed)  # type: ignore[arg-type]
    feed.offer("1")
    qtbot.wait(20)
    assert page.sent == []
    assert not queue.is_idle
    queue.open()
    qtbot.waitUntil(lambda: page.sent == ["1"])


def test_an_answer_from_a_page_that_is_gone_does_not_count(
    queue: PatchQueue, feed: Feed, page: Page, qtbot
) -> None:
    feed.offer("1")
    qtbot.waitUntil(lambda: page.sent == ["1"])
    queue.close()
    queue.open()
    with qtbot.assertNotEmitted(queue.patched, wait=20):
        page.answers[0]()
    feed.offer("2")
    qtbot.waitUntil(lambda: page.sent == ["1", "2"])


def test_another_story_is_followed_alone(queue: PatchQueue, feed: Feed, page: Page, qtbot) -> None:
    other = Feed()
    queue.follow(other)  # type: ignore[arg-type]
    queue.open()
    feed.offer("old")
    other.offer("new")
    qtbot.waitUntil(lambda: page.sent == ["new"])
