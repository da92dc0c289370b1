"""A newsroom in which anything may happen in any order, as a Hypothesis state machine; no window.

After every step: what is on screen is what would be saved, no file is torn, the site holds nothing unpublished, nothing was raised.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.exceptions import capture_exceptions

from editor_app.publish.site import export_site
from editor_app.richtext.body_document import BodyDocument
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.saving import SaveKind
from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom, create_newsroom
from editor_app.stories.story_file import StoryChangedOnDisk, StorySaveFailed
from editor_app.stories.workflow import MOVES, Status
from tests.richtext.test_any_edit import EDITS
from tests.torture.shown_body import shown

BEGIN = datetime(2026, 11, 17, 14, 32, tzinfo=UTC)
HEADS = ("", "embargo: 2026-11-17T16:00:00Z\n", "status: published\ndate: 2026-11-17T10:00:00Z\n")
BODIES = (
    "One paragraph.\n\nAnother *one*.\n",
    "- a\n- b\n\n    - c\n\n> quote\n>\n> — Ana\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "Line\r\n\r\n    code\r\n\r\nAlso read: [Ferry](s1.md)\r\n",
    '![alt](../images/none.jpg "Caption. (Photo: Ana)")\n\n<div class=x>raw</div>\n\n!!! note "Box"\n    In it.\n',
    "",
)
WORDS = st.sampled_from(
    ["word ", "tide", " — ", "é\U0001f6a2", "**b** ", "[x](s2.md)", "\t", "`c", "TK ", "<b>"]
)
SOURCES = st.sampled_from(
    ["x", "\n", "\n\n", "a\nb\n", "", "---\n", "title: ", "\t", "> ", "\u2028", "\u2029", "\r", "\ufffd"]
)
PLACE = st.floats(0, 1)
# The last two are the document's own undo and redo, which nobody reaches but through the session's history.
ONE_EDIT = st.integers(0, len(EDITS) - 3)
_PUBLIC = re.compile(r"^status: published\s*$", re.M)
_EMBARGO = re.compile(r"^embargo: *(\S+)", re.M)


def _is_open(machine: AnySession) -> bool:
    return machine.session is not None


def _shows_source(machine: AnySession) -> bool:
    return machine.session is not None and machine.session.in_source_mode


class AnySession(RuleBasedStateMachine):
    """One newsroom, its session and the hands of a restless person; others change its files meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._catching = capture_exceptions()
        self._raised = self._catching.__enter__()
        self._place = Path(tempfile.mkdtemp(prefix="any-session-"))
        # A user of its own: what one life leaves in a journal is not offered in the next, whose newsroom looks like the same one moved.
        self._user = pytest.MonkeyPatch()
        self._user.setenv("XDG_DATA_HOME", str(self._place / "user"))
        self._number = 0
        self.now = BEGIN
        self.known: dict[Path, set[bytes]] = {}
        self.for_readers: dict[Path, set[str]] = {}

    @initialize()
    def begin(self) -> None:
        self.room = create_newsroom(
            self._place / "room", "The Courier", url="https://courier.example", timezone="Europe/London"
        )
        self.output = self._place / "out"
        for head, body in zip(HEADS, BODIES, strict=False):
            self._write_new(head, body)
        self.desk = self._new_desk()
        self.open_story(0)

    def _new_desk(self) -> NewsroomSession:
        desk = NewsroomSession(Newsroom.open(self.room.folder), lambda: self.now)
        desk.story_opened.connect(self._opened)
        desk.load()
        return desk

    # -- what a person does

    @rule(at=st.integers(0, 9))
    def open_story(self, at: int) -> None:
        paths = self.room.story_paths()
        if paths:
            self._note()
            self.desk.open_story(paths[at % len(paths)])

    @rule()
    @precondition(_is_open)
    def close_story(self) -> None:
        self.desk.close_story()

    @rule()
    def new_story(self) -> None:
        self.desk.new_story()
        self._note_made()

    @rule()
    @precondition(_is_open)
    def duplicate(self) -> None:
        if self.session is not None:
            self._attempt(lambda: self.desk.duplicate(self.session.path))  # type: ignore[union-attr]
            self._note_made()

    @rule(words=st.lists(WORDS, min_size=1, max_size=4), at=PLACE)
    @precondition(_is_open)
    def type(self, words: list[str], at: float) -> None:
        cursor = self._cursor(at, at)
        for word in words if cursor is not None else ():
            cursor.insertText(word)  # type: ignore[union-attr]

    @rule(at=PLACE)
    @precondition(_is_open)
    def type_secret(self, at: float) -> None:
        """Words that nobody may read before somebody publishes them."""
        cursor = self._cursor(at, at)
        if cursor is not None:
            self._number += 1
            cursor.insertText(f" canary{self._number}x ")

    @rule(edits=st.lists(st.tuples(ONE_EDIT, PLACE, PLACE), min_size=1, max_size=4))
    @precondition(_is_open)
    def edit_body(self, edits: list[tuple[int, float, float]]) -> None:
        for number, start, end in edits:
            cursor = self._cursor(start, end)
            if cursor is not None and self.session is not None and not self.session.in_source_mode:
                EDITS[number](cursor, self.session.body)

    @rule(
        values=st.sampled_from(
            [
                {"title": "Ferry: 'aground' # again"},
                {"title": ""},
                {"kicker": "Sea"},
                {"description": "line\nline"},
                {"tags": ["Fog", "no", "1.10"]},
                {"authors": ["Ana", "Bo"]},
                {"embargo": BEGIN + timedelta(hours=1)},
                {"embargo": None},
                {"related": [{"story": "s1"}, {"url": "https://a.example/", "title": "A"}]},
                {"share": {"enabled": True, "title": "“Shared”", "x": {"text": "t", "hashtags": ["a"]}}},
                {"breaking": {"level": "breaking", "since": BEGIN, "until": BEGIN + timedelta(hours=2)}},
                {"breaking": None},
                {"slug": "moved"},
                {"note": "Only for us"},
            ]
        )
    )
    @precondition(_is_open)
    def edit_head(self, values: dict[str, object]) -> None:
        if self.session is not None:
            self.session.edit("Change", **values)

    @rule()
    @precondition(_is_open)
    def undo(self) -> None:
        if self.session is not None and not self.session.undo_stops_here:
            self.session.undo_stack.undo()

    @rule()
    @precondition(_is_open)
    def redo(self) -> None:
        if self.session is not None:
            self.session.undo_stack.redo()

    @rule()
    @precondition(_is_open)
    def undo_all_and_redo(self) -> None:
        """Back at the beginning stands what was opened, byte for byte; forward again, what was there."""
        if self.session is None:
            return
        stack, before, index = self.session.undo_stack, self.session.text, self.session.undo_stack.index()
        stack.setIndex(0)
        assert self.session.text == self.first
        stack.setIndex(index)
        assert self.session.text == before

    @rule()
    @precondition(_is_open)
    def save(self) -> None:
        if self.session is not None:
            self._note()
            if self.session.save():
                assert self.session.path.read_bytes() == self.session.text.encode("utf-8", "surrogateescape")

    @rule()
    @precondition(_is_open)
    def autosave(self) -> None:
        if self.session is not None:
            self._note()
            self.session.save_soon()
            self._let_things_happen()

    @rule()
    @precondition(_is_open)
    def show_source(self) -> None:
        if self.session is not None:
            self.session.enter_source()

    @rule(edits=st.lists(st.tuples(PLACE, PLACE, SOURCES), min_size=1, max_size=4), rests=st.booleans())
    @precondition(_shows_source)
    def edit_source(self, edits: list[tuple[float, float, str]], rests: bool) -> None:
        for start, length, text in edits:
            cursor = self._cursor(start, min(1.0, start + length / 20))
            if cursor is not None:
                cursor.insertText(text)
        if rests and self.session is not None:
            self.session.take_source_along()

    @rule()
    @precondition(_is_open)
    def show_rich_text(self) -> None:
        if self.session is not None:
            self.session.leave_source()

    @rule(status=st.sampled_from([Status.DRAFT, Status.REVIEW, Status.READY, Status.KILLED]))
    @precondition(_is_open)
    def move(self, status: Status) -> None:
        if self.session is not None and status in MOVES[self.session.meta.status]:
            self._attempt(lambda: self.desk.signing_off.move_to(status))
            self._note()

    @rule()
    @precondition(_is_open)
    def publish(self) -> None:
        session = self.session
        if session is None or Status.PUBLISHED not in {*MOVES[session.meta.status], session.meta.status}:
            return
        if self._attempt(self.desk.publishing.mark_published):
            self.for_readers[session.path] = _secrets(session.text.encode("utf-8", "surrogateescape"))
        self._note()
        if session.meta.status is Status.PUBLISHED:
            self.desk.history.note_published(session.path, session.text)
        self.export()

    @rule()
    def export(self) -> None:
        if self.session is not None:
            self._note()
            self.session.save()
        export_site(self.room, self.output, self.now, cache=self._place / "cache")
        self._check_site()

    @rule()
    @precondition(_is_open)
    def spike(self) -> None:
        if self.session is not None and self.session.state.kind is not SaveKind.CONFLICT:
            path, before = self.session.path, {spiked.path for spiked in self.room.spiked()}
            self._note()
            self._attempt(lambda: self.desk.spike(path))
            for spiked in self.room.spiked():
                if spiked.path not in before:
                    self.for_readers[spiked.path] = self.for_readers.pop(path, set())

    @rule()
    def restore(self) -> None:
        spiked = self.room.spiked()
        if spiked:
            before = spiked[0].path.read_bytes()
            path = self.desk.restore(spiked[0])
            self.for_readers[path] = self.for_readers.pop(spiked[0].path, set())
            assert path.read_bytes() == before
            self.known.setdefault(path, set()).add(before)

    @rule(way=st.sampled_from(["mine", "theirs", "merged", "wait"]))
    def settle(self, way: str) -> None:
        session = self.session
        if session is None or session.state.kind is not SaveKind.CONFLICT:
            return
        mine, theirs = session.text, session.conflict.theirs
        if way == "mine":
            self._attempt(session.conflict.keep_mine)
        elif way == "theirs":
            self._attempt(session.conflict.take_theirs)
        elif way == "merged" and (merge := session.conflict.compare()) is not None:
            self._attempt(lambda: session.conflict.take_merged(merge, mine + "merged"))
        self._note()
        if way in ("theirs", "merged") and theirs is not None and session.text != mine:
            kept = {path.read_text("utf-8") for path in self.room.private_folder.rglob("*.md")}
            assert mine in kept, "the text on screen gave way and was not kept"

    # -- what others do

    @rule(kind=st.sampled_from(["append", "headline", "broken", "empty", "status"]))
    def change_outside(self, kind: str) -> None:
        for path in self.room.story_paths()[:2]:
            was = data = path.read_bytes()
            data = {
                "append": data + b"\nFrom outside.\n",
                "headline": data.replace(b"title:", b"title: Outside", 1),
                "broken": b"---\ntitle: [\n---\n" + data,
                "empty": b"",
                "status": re.sub(rb"status: \w+", b"status: review", data, count=1),
            }[kind]
            beside = path.with_suffix(".outside")
            beside.write_bytes(data)
            beside.replace(path)
            self.known.setdefault(path, set()).add(data)
            if data != was:
                self.for_readers[path] = _secrets(data)
        self._look()

    @rule()
    @precondition(_is_open)
    def rename_outside(self) -> None:
        if self.session is not None and self.session.path.exists():
            self._number += 1
            target = self.session.path.with_name(f"renamed-{self._number}.md")
            self.known[target] = {self.session.path.read_bytes()}
            del self.known[self.session.path]
            self.for_readers[target] = self.for_readers.pop(self.session.path, set())
            self.session.path.rename(target)
            self._look()

    @rule()
    @precondition(_is_open)
    def delete_outside(self) -> None:
        if self.session is not None and len(self.room.story_paths()) > 1:
            self.session.path.unlink(missing_ok=True)
            self._look()

    @rule(head=st.sampled_from(HEADS), body=st.sampled_from(BODIES))
    def arrive(self, head: str, body: str) -> None:
        if len(self.room.story_paths()) < 8:
            self._write_new(head, body)
            self._look()

    @rule(hours=st.sampled_from([1, 3, 30]))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.desk.time_passed.emit()
        self._let_things_happen()

    @rule()
    def let_things_happen(self) -> None:
        self._note()
        self._let_things_happen()

    @rule(cleanly=st.booleans())
    def close_and_open_again(self, cleanly: bool) -> None:
        """Left without saving, what was on screen is offered; restoring it brings it back."""
        session, text = self.session, self.session.text if self.session is not None else ""
        path = session.path if session is not None else None
        unsaved = session is not None and session.is_dirty
        self._note()
        self.now += timedelta(seconds=1)  # of several texts that were left the latest is offered first
        if cleanly and not self.desk.close():
            cleanly = False
        if not cleanly:
            assert self.desk.leave_story(even_lost=False) or session is None
            assert self.desk.close()
        self._forget_desk()
        self.now += timedelta(seconds=1)
        self.desk = self._new_desk()
        if path is not None and self.desk.open_story(path) and not cleanly:
            self._let_things_happen()
            assert self.session is not None
            if unsaved and self.desk.recovery.offer is not None and self.session.text != text:
                self.desk.recovery.restore()
            if not self.session.is_read_only and self.session.state.kind is not SaveKind.CONFLICT:
                offer = self.desk.recovery.offer
                assert self.session.text == text, (self.session.text, text, offer, self.session.state)
            elif unsaved:
                offer = self.desk.recovery.offer
                kept = {
                    path.read_text("utf-8", "surrogateescape")
                    for path in self.room.private_folder.rglob("*.md")
                }
                kept |= {self.session.text, offer.left.entry.text if offer is not None else ""}
                assert text in kept, "what was on screen is neither there, nor offered, nor kept"
            self._note()

    # -- what must be true

    @invariant()
    def nothing_was_raised(self) -> None:
        assert not self._raised, self._raised

    @invariant()
    def what_is_on_screen_is_what_would_be_saved(self) -> None:
        session = self.session
        if session is None or session.in_source_mode:
            return
        again = BodyDocument()
        again.load(session.body.markdown())
        assert shown(again) == shown(session.body), (session.text, shown(again), shown(session.body))
        assert session.text == session.story.text

    @invariant()
    def no_file_is_torn(self) -> None:
        if not hasattr(self, "desk"):
            return
        self._note()
        for path in self.room.story_paths():
            data = path.read_bytes()
            assert data in self.known.get(path, set()), path
        names = [path.name for path in self.room.stories_folder.iterdir()]
        left = [name for name in names if not name.endswith(".md")]
        assert not [name for name in left if not name.startswith(".~lock.")], left

    def teardown(self) -> None:
        try:
            if hasattr(self, "desk"):
                if self.session is not None:
                    self.desk.leave_story(even_lost=True)
                self.desk.close()
                self._forget_desk()
                self.nothing_was_raised()
        finally:
            self._catching.__exit__(None, None, None)
            self._user.undo()
            shutil.rmtree(self._place, ignore_errors=True)

    # -- inside

    @property
    def session(self) -> StorySession | None:
        return self.desk.current if hasattr(self, "desk") else None

    def _opened(self, session: StorySession | None) -> None:
        if session is not None:
            self.first = session.text
            session.reloaded.connect(lambda _at: setattr(self, "first", session.text))

    def _attempt(self, act: Callable[[], object]) -> bool:
        """Do it; that it cannot be saved, because somebody else changed the file, is said and no fault."""
        with suppress(StorySaveFailed, StoryChangedOnDisk):
            act()
            return True
        return False

    def _cursor(self, start: float, end: float) -> QTextCursor | None:
        session = self.session
        if session is None or session.is_read_only:
            return None
        document = session.source_document if session.in_source_mode else session.body.document
        assert document is not None
        cursor, last = QTextCursor(document), document.characterCount() - 1
        cursor.setPosition(round(start * last))
        cursor.setPosition(round(end * last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _note(self) -> None:
        """From now on the file may hold what the screen shows now."""
        session = self.session
        if session is not None:
            text = session.text.encode("utf-8", "surrogateescape")
            self.known.setdefault(session.path, set()).add(text)
        for path in self.room.story_paths():
            if path not in self.known:  # a copy, made by the program: at least it is whole
                data = path.read_bytes()
                assert data.startswith(b"---\n") or not data
                self.known[path] = {data}

    def _note_made(self) -> None:
        """The open story was made just now, perhaps under a name that another one had once."""
        if self.session is not None and self.session.path.exists() and not self.session.undo_stack.count():
            self.known.setdefault(self.session.path, set()).add(self.session.path.read_bytes())
            self.for_readers.pop(self.session.path, None)
        self._note()

    def _look(self) -> None:
        self.desk._look_at_disk()
        self._note()

    def _let_things_happen(self) -> None:
        QTest.qWait(1)
        session = self.session
        if session is not None:
            session.close() if session.state.kind is SaveKind.SAVING else None
        QCoreApplication.processEvents()

    def _forget_desk(self) -> None:
        self.desk.deleteLater()
        QCoreApplication.sendPostedEvents(self.desk, QEvent.Type.DeferredDelete.value)

    def _write_new(self, head: str, body: str) -> None:
        self._number += 1
        slug = f"s{self._number}"
        secret = f"canary{self._number}x"
        status = "" if "status:" in head else "status: draft\n"
        text = f"---\ntitle: {secret} headline\n{status}{head}mood: calm # ours\n---\n{secret} body\n\n{body}"
        path = self.room.stories_folder / f"{slug}.md"
        path.write_bytes(text.encode())
        self.known[path] = {path.read_bytes()}
        self.for_readers[path] = _secrets(path.read_bytes())

    def _check_site(self) -> None:
        """Of a story that is public readers meet what was published last, or what somebody else wrote since; of others nothing."""
        public: set[str] = set()
        for path in self.room.story_paths():
            if self._is_public(path.read_text("utf-8", errors="surrogateescape")):
                public |= self.for_readers.get(path, set())
        found: set[str] = set()
        for path in self.output.rglob("*"):
            if path.is_file():
                found |= _secrets(path.read_bytes())
        assert found <= public, found - public

    def _is_public(self, text: str) -> bool:
        head = text.split("\n---", 1)[0]
        embargo = _EMBARGO.search(head)
        is_over = embargo is None or datetime.fromisoformat(embargo[1].strip("'\"")) <= self.now
        return bool(_PUBLIC.search(head)) and is_over


def _secrets(data: bytes) -> set[str]:
    return {word.decode() for word in re.findall(rb"canary\d+x", data)}
