"""What is exported step by step, each time only what changed, is byte for byte what is exported from nothing."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from editor_app.publish import at_rest, listing_page, narrowing
from editor_app.publish.last_edition import LastEdition
from editor_app.publish.site import export_site
from editor_app.publish.site_making import SiteMaker
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story_file import read_text, write_text
from editor_app.stories.unpublished import UnpublishedWork
from tests.publish.conftest import SETTINGS, Desk

NOW = datetime(2026, 11, 17, 14, 30, tzinfo=UTC)
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # to shrink what was found takes minutes
MANY = int(os.environ.get("STET_EXAMPLES", "120")) // 10
SLUGS = ("a", "b", "c", "d", "e", "f", "g")


@dataclass
class Paper:
    """A newsroom that changes in the ways a real one does."""

    desk: Desk
    now: datetime = NOW
    stories: dict[str, dict[str, str]] = field(default_factory=dict)

    def write(self, slug: str, /, **changes: str) -> None:
        keys = self.stories.setdefault(
            slug,
            {
                "title": f"Story {slug}",
                "status": "published",
                "section": "News",
                "date": "2026-11-17T10:00:00Z",
            },
        )
        keys.update(changes)
        body = keys.get("body", f"Words of {slug}.\n")
        head = "".join(f"{key}: {value}\n" for key, value in keys.items() if key != "body" and value)
        path = self.desk.folder / "stories" / f"{slug}.md"
        path.write_text(f"---\n{head}---\n\n{body}", encoding="utf-8")

    def save(self, slug: str, words: str) -> None:
        """Save it as Stet does, which publishes nothing."""
        path = self.desk.folder / "stories" / f"{slug}.md"
        if path.exists():
            file = read_text(path)
            text = (
                f"{file.text}{words}\n" if words else file.text.replace("status: published", "status: draft")
            )
            with self.work.saving(path, text, file.text, file.digest, UTC):
                write_text(path, text, file.digest)

    def publish(self, slug: str, change: str) -> None:
        """What was saved is let out, and perhaps taken back or known to be on the site, as the app does."""
        path = self.desk.folder / "stories" / f"{slug}.md"
        text = read_text(path).text if path.exists() else ""
        mark = self.work.release(path, text) if text else None
        if change == "settled":
            self.desk.export(self.now)
            self.work.settle(path, text)
        elif change == "taken back" and mark is not None:
            self.work.put_back(path, mark, text)

    @property
    def work(self) -> UnpublishedWork:
        return UnpublishedWork(self.desk.newsroom.folder)

    def remove(self, slug: str) -> None:
        self.stories.pop(slug, None)
        (self.desk.folder / "stories" / f"{slug}.md").unlink(missing_ok=True)


STEPS = st.one_of(
    st.tuples(
        st.just("write"),
        st.sampled_from(SLUGS),
        st.sampled_from(
            [
                {"title": "Another headline"},
                {"description": "A standfirst."},
                {"body": "See [](b.md) and [that](c.md).\n\n![x](../images/p.jpg)\n"},
                {"body": "Also read: [](a.md)\n"},
                {"section": "Harbour"},
                {"authors": "[Ana, Bo]"},
                {"tags": "[Fog, Ice]"},
                {"status": "draft"},
                {"status": "published"},
                {"status": "killed"},
                {"slug": "moved"},
                {"slug": "a"},
                {"slug": "c", "section": "Harbour"},
                {"aliases": "[/news/a/, /news/moved/]"},
                {"aliases": "[/news/b/, /harbour/, /tags/fog/, /corrections/]"},
                {"embargo": "2026-11-17T15:00:00Z"},
                {"date": "2026-11-16T10:00:00Z"},
                {"date": "2025-11-16T10:00:00Z"},
                {"date": "2026-11-14T12:00:00Z"},
                {"date": ""},
                {"lastmod": "2026-11-17T14:00:00Z"},
                {"image": "{src: ../images/p.jpg, alt: Fog}"},
                {"breaking": "{level: breaking, since: 2026-11-17T14:00:00Z, until: 2026-11-17T15:30:00Z}"},
                {"related": "[{story: b}, {story: d}]"},
                {"corrections": "[{date: 2026-11-17T13:00:00Z, text: It was foggy.}]"},
            ]
        ),
    ),
    st.tuples(st.just("save"), st.sampled_from(SLUGS), st.sampled_from(["More.", "See [](b.md).", ""])),
    st.tuples(st.just("publish"), st.sampled_from(SLUGS), st.sampled_from(["", "settled", "taken back"])),
    st.tuples(st.just("remove"), st.sampled_from(SLUGS)),
    st.tuples(
        st.just("wait"), st.sampled_from([timedelta(minutes=40), timedelta(hours=10), timedelta(days=3)])
    ),
    st.tuples(st.just("picture"), st.sampled_from(["navy", "red", ""])),
    st.tuples(st.just("settings"), st.sampled_from(["", "feed_items: 1\n", "permalink: /{slug}/\n"])),
    st.tuples(st.just("theme"), st.sampled_from(["", "<p>{{ story.headline }}</p>"])),
    st.tuples(st.just("meddle"), st.sampled_from(["index.html", "news/a/index.html", "feed.xml"])),
)


def take(paper: Paper, step: tuple) -> None:
    desk = paper.desk
    match step:
        case ("write", slug, changes):
            paper.write(slug, **changes)
        case ("save", slug, words):
            paper.save(slug, words)
        case ("publish", slug, change):
            paper.publish(slug, change)
        case ("remove", slug):
            paper.remove(slug)
        case ("wait", time):
            paper.now += time
        case ("picture", colour):
            if colour:
                desk.picture("p.jpg", (80, 60), colour)
            else:
                (desk.folder / "images" / "p.jpg").unlink(missing_ok=True)
        case ("settings", text):
            desk.settings(text)
        case ("theme", text):
            part = desk.folder / "theme" / "parts" / "story_foot.html"
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(text, encoding="utf-8") if text else part.unlink(missing_ok=True)
        case ("meddle", name):
            target = desk.output / name
            if target.exists():
                target.write_text("somebody was here", encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("trusting", [True, False], ids=["by the files' state", "by reading"])
@pytest.mark.parametrize("remembering", [True, False], ids=["in a process that stays", "anew"])
def test_step_by_step_is_as_from_nothing(trusting: bool, remembering: bool) -> None:
    """Lists have pages of two here, so that a few stories are an archive."""

    @settings(deadline=None, max_examples=MANY, phases=QUICK)
    @given(st.lists(STEPS, min_size=1, max_size=7))
    def compare(steps: list[tuple]) -> None:
        with tempfile.TemporaryDirectory() as temporary:
            paper = begin(Path(temporary))
            memory = LastEdition() if remembering else None
            paper.desk.export(paper.now, memory=memory)
            for number, step in enumerate(steps):
                take(paper, step)
                rest = looked_at(paper)
                fresh = from_nothing(paper, Path(temporary) / f"fresh-{number}")
                if rest is not None:
                    assert files(paper.desk.output) == fresh, step
                paper.desk.export(paper.now, memory=memory)
                assert files(paper.desk.output) == fresh, step

    settled = -(10**15) if trusting else 10**15
    with (
        mock.patch.object(at_rest, "SETTLED_NS", settled),
        mock.patch.object(listing_page, "PAGE_LENGTH", 2),
        mock.patch.object(narrowing, "PAGE_LENGTH", 2),
    ):
        compare()


def begin(folder: Path) -> Paper:
    """A paper of a few stories, in a folder of its own."""
    newsroom = folder / "newsroom"
    (newsroom / "stories").mkdir(parents=True)
    (newsroom / "newsroom.yaml").write_text(SETTINGS, encoding="utf-8")
    paper = Paper(Desk(newsroom, folder / "cache", NOW))
    for number, slug in enumerate(SLUGS[:-1]):
        paper.write(slug, date=f"2026-11-{17 - number:02}T10:00:00Z", tags="[Fog]" if number % 2 else "")
    return paper


def looked_at(paper: Paper) -> at_rest.AtRest | None:
    """What can be told of the paper's site from the state of files alone."""
    desk = paper.desk
    return at_rest.at_rest(str(desk.folder), str(desk.output), paper.now.timestamp(), str(desk.cache))


def from_nothing(paper: Paper, output: Path) -> dict[str, bytes]:
    """The files of the same site, made by somebody who never saw it."""
    export_site(Newsroom.open(paper.desk.folder), output, paper.now, cache=output.with_suffix(".cache"))
    return files(output)


def test_a_few_changes_are_made_without_looking_at_every_page(tmp_path: Path) -> None:
    paper = begin(tmp_path)
    paper.desk.export(paper.now)
    paper.write("c", title="Another headline")
    with mock.patch.object(SiteMaker, "stage", side_effect=AssertionError("everything was looked at")):
        report = paper.desk.export(paper.now)
    assert "news/c/index.html" in report.written
    assert "news/a/index.html" in report.written  # which names it beside its own
    assert "404.html" in report.unchanged
    assert files(paper.desk.output) == from_nothing(paper, tmp_path / "fresh")


def test_what_others_did_to_the_ledger_is_not_believed(tmp_path: Path) -> None:
    """Two exports that began with the same ledger: what the second appends to the first's counts for nothing."""
    paper = begin(tmp_path)
    desk, memory = paper.desk, LastEdition()
    desk.export(paper.now, memory=memory)
    (ledger,) = (path for path in (desk.cache / "sites").iterdir() if not path.suffix)
    before = ledger.read_bytes()
    paper.write("a", title="Told by one")
    desk.export(paper.now, memory=memory)
    by_one = ledger.read_bytes()
    assert by_one.startswith(before)
    ledger.write_bytes(before)
    paper.write("b", title="Told by another")
    desk.export(paper.now)  # knows nothing of the first
    by_other = ledger.read_bytes()[len(before) :]
    for content in (by_one + by_other, by_one[:-7], by_one + b"x" * 50, before[:-3], b"", before[:40]):
        ledger.write_bytes(content)
        desk.export(paper.now, memory=memory)
        assert files(desk.output) == from_nothing(paper, tmp_path / f"fresh-{len(content)}")
        (desk.output / "news/a/index.html").touch()


def test_the_comparison_sees_a_forgotten_question(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without looking at what a page's links led to, a withdrawn story would go on being linked."""
    desk.story("a", "section: News\n", "See [that story](b.md).\n")
    desk.story("b", "section: Harbour\n")
    desk.story("c", "section: Harbour\n")
    desk.export()
    assert "that story</a>" in desk.page("news/a/index.html")
    desk.story("b", "section: Harbour\n", status="draft")
    with monkeypatch.context() as patch:
        patch.setattr("editor_app.publish.reuse.answered", lambda *_: True)
        desk.export()
        assert "that story</a>" in desk.page("news/a/index.html")
    desk.story("b", "section: Harbour\ntitle: Again\n", status="draft")
    (desk.output / "news/a/index.html").touch()
    desk.export()
    assert "that story</a>" not in desk.page("news/a/index.html")
