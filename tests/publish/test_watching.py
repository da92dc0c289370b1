from __future__ import annotations

from collections.abc import Callable

from editor_app.publish.reporting import ExportReport, Progress, Teller
from editor_app.publish.watching import Watch
from tests.publish.conftest import Desk


class Morning:
    """A watch that is looked through, one thing after the other, without any waiting."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.reports: list[ExportReport] = []
        self.faults: list[str] = []

    def go(self, *steps: Callable[[], object]) -> None:
        """Each step is taken when the watch waits, and the watch then looks three times."""
        waiting = [step for one in steps for step in (one, lambda: None, lambda: None)]

        def wait(seconds: float) -> bool:
            assert seconds > 0
            if not waiting:
                return True
            waiting.pop(0)()
            return False

        watch = Watch(
            self.desk.folder, self.desk.output, lambda: self.desk.now,
            lambda report, _seconds: self.reports.append(report), self.faults.append, self.desk.cache,
        )  # fmt: skip
        watch.run(wait)


def test_a_fault_that_was_taken_back_is_told_to_be_gone(desk: Desk) -> None:
    """Whoever shows the fault has to hear of it, though the site is as it was before."""
    desk.story("a", "section: News\n")
    morning = Morning(desk)
    part = desk.folder / "theme" / "parts" / "story_foot.html"
    part.parent.mkdir(parents=True)
    morning.go(lambda: None, lambda: part.write_text("{{ nonsense }}", encoding="utf-8"), part.unlink)
    assert len(morning.faults) == 1
    first, again = morning.reports
    assert first.written
    assert not again.written


def test_what_changes_is_written_again(desk: Desk) -> None:
    desk.story("a", "section: News\n")
    morning = Morning(desk)
    part = desk.folder / "theme" / "parts" / "story_foot.html"

    def theme() -> None:
        part.parent.mkdir(parents=True)
        part.write_text("<p>New foot</p>", encoding="utf-8")

    morning.go(
        lambda: None,
        lambda: desk.story("b", "section: News\n"),
        theme,
        lambda: desk.settings("feed_items: 1\n"),
        lambda: desk.picture("unused.jpg"),
    )
    first, story, look, settings = morning.reports
    assert "news/a/index.html" in first.written
    assert "news/b/index.html" in story.written
    assert "New foot" in desk.page("news/a/index.html")
    assert "news/a/index.html" in look.written
    assert settings.written
    assert morning.faults == []


def test_a_fault_is_told_once_and_the_watch_goes_on(desk: Desk) -> None:
    desk.story("a", "section: News\n")
    morning = Morning(desk)
    part = desk.folder / "theme" / "article.html"
    part.parent.mkdir()
    settings = desk.folder / "newsroom.yaml"
    good = settings.read_text(encoding="utf-8")
    morning.go(
        lambda: part.write_text("{{ story.nothing }}", encoding="utf-8"),
        lambda: None,
        part.unlink,
        lambda: settings.write_text("name: [", encoding="utf-8"),
        lambda: settings.write_text(good, encoding="utf-8"),
        lambda: desk.story("b", "section: News\n"),
    )
    assert len(morning.faults) == 2
    assert "article.html" in morning.faults[0]
    assert "newsroom.yaml" in morning.faults[1]
    assert "news/b/index.html" in morning.reports[-1].written


def test_a_file_still_being_written_is_left_alone(desk: Desk) -> None:
    desk.story("a", "section: News\n")
    morning = Morning(desk)
    path = desk.folder / "stories" / "b.md"
    pieces = [
        "---\ntitle: B\n",
        "status: published\nsection: News\n",
        "date: 2026-11-17T10:00:00Z\n---\nText.\n",
    ]

    def more() -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(pieces.pop(0))

    seen: list[int] = []

    def note() -> None:
        more()
        seen.append(len(morning.reports))

    watch_steps = [note, note, note]

    def wait(_seconds: float) -> bool:
        if watch_steps:
            watch_steps.pop(0)()
            return False
        return len(morning.reports) > 1

    Watch(
        desk.folder, desk.output, lambda: desk.now,
        lambda report, _seconds: morning.reports.append(report), morning.faults.append, desk.cache,
    ).run(wait)  # fmt: skip
    assert seen == [1, 1, 1]
    assert "news/b/index.html" in morning.reports[1].written


def test_progress_says_how_long_it_will_take(monkeypatch) -> None:
    clock = iter([0.0, 0.5, 2.0, 4.0])
    monkeypatch.setattr("editor_app.publish.reporting.time.monotonic", lambda: next(clock))
    heard: list[Progress] = []
    teller = Teller(heard.append, None)
    for done in (0, 10, 50, 100):
        teller.say("Writing pages", done, 100)
    assert [each.left for each in heard] == [None, None, 2.0, 0.0]
