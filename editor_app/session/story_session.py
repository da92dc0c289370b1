"""The story being edited: its text with every unsaved edit, one undo history, autosave, and what happens on disk.

Knows no widget. Panes read `story` and `meta`, change them through `edit` and the body document, and listen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextDocument

from editor_app.richtext.body_document import BodyDocument
from editor_app.session.autosave import Autosave
from editor_app.session.body_steps import BodySteps, Ways
from editor_app.session.saving import DiskCopy, SaveState
from editor_app.session.source_mode import SourceMode
from editor_app.session.story_conflict import StoryConflict
from editor_app.session.undo import FollowingHeadEdit, HeadEdit, UndoHistory, weakly
from editor_app.session.unpublished_edits import UnpublishedEdits
from editor_app.stories.front_matter import FrontMatterUnreadable, read_story, split, with_values
from editor_app.stories.large_files import Beginning, read_beginning
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.slugs import slug_following
from editor_app.stories.story import FrontMatter, Story
from editor_app.stories.story_file import FileText, StorySaveFailed, read_text
from editor_app.stories.workflow import Status

BURST_MS = 1_500
SOURCE_PAUSE_MS, SOURCE_REST_MS = 200, 700
PUBLISH_STEP = "Publish"
_EVERY_KEY = frozenset(FrontMatter.model_fields) | {"type"}
# Who approves a story approves what readers will see, not where it stands or when it goes out.
_NOT_APPROVED = frozenset({"status", "date", "lastmod", "embargo", "note"})


class StorySession(QObject):
    """One open story.

    Signals:
        meta_changed(frozenset[str]): these front-matter keys have new values.
        touched(): the text is another; what a key press does not need to know of comes later.
        body_changed(BodyChange): the body changed; see `richtext.body_document`.
        state_changed(SaveState): how the text relates to the file.
        saved(): a save has just finished.
        conflict_found(): the file is no longer the one that was opened and there are edits of ours.
        reloaded(datetime): the file changed outside, nothing of ours was unsaved, and it was read again.
        caret_wanted(int): undo or redo changed the body at this document position.
        source_caret_wanted(int): the same in the Markdown source, while that is shown.
        source_mode_changed(bool): the Markdown source took the place of the rich text, or gave it back.
        read_only_changed(bool): somebody else writes this story now, or nobody else does any more.
        returned_to_review(): an edit took the approval from the story; undoing the edit gives it back.
        settling(): something is about to be done with the whole text. Who still has work for it on its way, such as a
            long copy that is being read, puts it in before returning.
    """

    meta_changed = Signal(object)
    touched = Signal()
    body_changed = Signal(object)
    state_changed = Signal(object)
    saved = Signal()
    conflict_found = Signal()
    reloaded = Signal(object)
    caret_wanted = Signal(int)
    source_caret_wanted = Signal(int)
    source_mode_changed = Signal(bool)
    returned_to_review = Signal()
    read_only_changed = Signal(bool)
    settling = Signal()

    def __init__(
        self,
        newsroom: Newsroom,
        path: Path,
        file: FileText | None,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
        *,
        unsaved: str = "",
    ) -> None:
        """Without a `file` the story begins with the text `unsaved`, which no file holds yet. Of a `Beginning` nothing is
        edited or saved, ever."""
        super().__init__(parent)
        self.newsroom = newsroom
        self.caret_at: Callable[[], int] = lambda: 0
        self.clock = clock
        self.undo_stack = UndoHistory(self)
        self.body = BodyDocument(self)
        self._steps = BodySteps(self.body.document, self.undo_stack, self)
        self._source = SourceMode(self.undo_stack, self._rich_text, self._take_text, self)
        self._before_source: Story | None = None
        self.unpublished = UnpublishedEdits(newsroom, path, self)
        self.is_beginning = isinstance(file, Beginning)
        read = read_beginning if self.is_beginning else read_text
        self._disk = DiskCopy(path, file, clock, self, self.unpublished.saving, read)
        self.unpublished.look(self._disk.digest)
        self._autosave = Autosave(self._disk, self._whole_text, self)
        self.conflict = StoryConflict(self, self._disk)
        self._approved = False
        self._is_read_only = self.is_beginning
        if self.is_beginning:
            self._autosave.allow(False)
        self._burst = 0
        self._looks_later: bool | None = None  # not in the middle of an edit; or whether somebody asked
        self._burst_end = _single_shot(self, BURST_MS, self.end_burst)
        self._source_pause = _single_shot(self, SOURCE_PAUSE_MS, self._source_settled)
        self._source_rest = _single_shot(self, SOURCE_REST_MS, self.take_source_along)
        story = read_story(path, file.text if file is not None else unsaved, newsroom.timezone)
        self._head = replace(story, body="")
        self._story: Story | None = story
        self.body.load(story.body)
        self._connect()
        if not story.is_readable:
            self.enter_source()

    def _connect(self) -> None:
        self._steps.stepped.connect(self._source.follow)
        self._steps.caret_wanted.connect(self.caret_wanted)
        self.body.changed.connect(self._body_edited)
        self._autosave.state_changed.connect(self.state_changed)
        self._disk.saved.connect(self.look_at_mark)
        self._disk.saved.connect(self.saved)
        self._disk.conflict_found.connect(self.conflict_found)
        self._source.edited.connect(self._source_edited)
        self._source.caret_wanted.connect(self.source_caret_wanted)
        self.undo_stack.indexChanged.connect(self._show_if_unreadable)

    # -- reading

    @property
    def story(self) -> Story:
        """The story as it would be saved now, unsaved edits included."""
        if self._story is None:
            if self._source.is_on:
                self._story = self._read(self._source.text)
            else:
                self._story = replace(self._head, body=self.body.markdown())
        return self._story

    @property
    def meta(self) -> FrontMatter:
        """The typed front matter, unsaved edits included."""
        return self.story.meta if self._source.is_on else self._head.meta

    @property
    def path(self) -> Path:
        """The story's file."""
        return self._head.path

    @property
    def state(self) -> SaveState:
        """How the text relates to the file."""
        return self._disk.state

    @property
    def text(self) -> str:
        """The whole file's text as it would be saved now; costs only the joining of its pieces, no reading."""
        return self._source.text if self._source.is_on else self._rich_text()

    @property
    def disk_text(self) -> str | None:
        """What the file held when it was last read or saved; None when there is none."""
        return self._disk.text

    @property
    def base_digest(self) -> str | None:
        """The digest of the file that the text was edited from; None when there is none."""
        return self._disk.digest

    @property
    def is_read_only(self) -> bool:
        """Whether somebody else writes this story: it is neither edited nor saved here."""
        return self._is_read_only

    def set_read_only(self, read_only: bool) -> None:
        """Say that somebody else writes this story now, or nobody else any more. What is unsaved here stays."""
        if read_only == self._is_read_only or self.is_beginning:
            return
        self.settle()
        self._is_read_only = read_only
        self.read_only_changed.emit(read_only)
        self._autosave.allow(not read_only)

    def look_at_mark(self) -> None:
        """See again what readers have of the story."""
        self.unpublished.look(self._disk.digest)

    @property
    def is_dirty(self) -> bool:
        """Whether the text differs from what was last read or saved."""
        return self._autosave.is_dirty

    @property
    def in_source_mode(self) -> bool:
        """Whether the Markdown source is being edited."""
        return self._source.is_on

    @property
    def source_document(self) -> QTextDocument | None:
        """The Markdown source while it is being edited."""
        return self._source.document

    @property
    def undo_stops_here(self) -> bool:
        """Whether the next step back would take back that the story was published.

        Ctrl+Z must not: readers have the page, and the next export would take it away without anybody having said so.
        """
        return self.undo_stack.undoText() == PUBLISH_STEP

    # -- editing

    def settle(self) -> None:
        """Have in the text what was given to it and is still on its way; may take seconds after a very long paste."""
        self.settling.emit()

    def within_last_step(self) -> AbstractContextManager[None]:
        """Edits of the body inside belong to its last step; whoever makes them joins them to it in the document, too."""
        return self._steps.within_last()

    def edit(self, label: str, **values: object) -> None:
        """Change front-matter keys as one undo step; edits of the same keys in quick succession are one step."""
        if self._is_read_only:
            return
        values |= self._slug_along(values)
        if self._source.is_on:
            self._edit_in_source(label, values)
            return
        changed = with_values(self._head, values, self.newsroom.timezone)
        if changed.head == self._head.head:
            return
        sent_back = self._loses_approval(frozenset(values))
        if sent_back:
            changed = with_values(changed, {"status": Status.REVIEW}, self.newsroom.timezone)
        command = HeadEdit(
            label, self._head.head, changed.head, frozenset(values), self._burst, self._set_head
        )
        self.undo_stack.push(command)
        self._burst_end.start()
        if sent_back:
            self.returned_to_review.emit()

    def _edit_in_source(self, label: str, values: Mapping[str, object]) -> None:
        """The same while the source is shown; nothing, while its front matter cannot be read."""
        try:
            self._source.replace(label, with_values(self.story, values, self.newsroom.timezone).text)
        except FrontMatterUnreadable:
            return
        self._source_settled()

    def _slug_along(self, values: Mapping[str, object]) -> dict[str, object]:
        """The slug of a story that readers have never seen goes along with its headline until somebody chooses one."""
        if "title" not in values or "slug" in values or self.meta.date is not None:
            return {}
        meta = self.meta
        slug = slug_following(meta.slug, self.path.stem, meta.title, str(values["title"] or ""))
        return {} if slug is None else {"slug": slug}

    def replace_text(self, label: str, text: str) -> None:
        """Make `text` the whole file's text, as one undo step."""
        if self._is_read_only:
            return
        self.settle()
        if self._source.is_on:
            self._source.replace(label, text)
            self._source_settled()
            return
        sent_back = text != self.story.text and self._loses_approval(_EVERY_KEY)
        if sent_back and (story := self._read(text)).meta.status is Status.READY:
            text = with_values(story, {"status": Status.REVIEW}, self.newsroom.timezone).text
        head, body = split(text)
        self.undo_stack.beginMacro(label)
        if head != self._head.head:
            self.undo_stack.push(HeadEdit(label, self._head.head, head, _EVERY_KEY, -1, self._set_head))
        if body != self.body.markdown():
            self.body.replace_all(body)
        self.undo_stack.endMacro()
        if sent_back and self.meta.status is Status.REVIEW:
            self.returned_to_review.emit()

    @property
    def is_approved(self) -> bool:
        """Whether what readers would see has been approved and not been touched since."""
        return self._approved and self.meta.status is Status.READY

    def set_approved(self, approved: bool) -> None:
        """Say that the story as it stands has been approved: an edit that readers would see sends it back to review."""
        self._approved = approved
        # The next key begins a step of its own, which takes the approval along when it is undone.
        self._steps.begin_own()

    def enter_source(self) -> None:
        """Let the person edit the file's text as it is. The rich text waits until `leave_source`."""
        if self._source.is_on:
            return
        self.settle()
        self._before_source = self.story
        self._source.enter()
        self.source_mode_changed.emit(True)

    def leave_source(self) -> bool:
        """Go back to rich text. False, and nothing changes, while the front matter cannot be read.

        Each step made in the source is one that undo goes back through in the rich text, too.
        """
        if not self._source.is_on:
            return True
        if not self.take_source_along():
            return False
        self._source.leave()
        self._steps.begin_own()
        self.source_mode_changed.emit(False)
        self.meta_changed.emit(_EVERY_KEY)
        return True

    def take_source_along(self) -> bool:
        """Let the rich text, and with it the preview, have what the source says now. False while that cannot be read."""
        self._source_settled()
        self._source_rest.stop()
        if not self.story.is_readable:
            return False
        self._source.take_along()
        return True

    # -- the file

    def save_soon(self) -> None:
        """Save in the background now, if anything is unsaved and nothing forbids it."""
        self._autosave.save_soon()

    def save(self) -> bool:
        """Save before returning. True when the file holds the text on screen."""
        self.settle()
        return self._autosave.save()

    def close(self) -> bool:
        """Save what is unsaved and let go of the file. False when it could not be saved."""
        self.settle()
        return self._autosave.close()

    def keep_trying(self, failure: StorySaveFailed) -> None:
        """The file could not even be made: save as soon as that can be done."""
        self._autosave.keep_trying(failure)

    def wait_for_person(self, message: str) -> None:
        """There is no file, and whether there shall be one is for `conflict.keep_mine` to say."""
        self._autosave.wait_for_person(message)

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Within it events may be let through in the middle of an edit: what is on disk is looked at only after it."""
        self._looks_later = False
        try:
            yield
        finally:
            looks, self._looks_later = self._looks_later, None
            if looks:
                self.check_disk()

    def check_disk(self) -> None:
        """Look at the file: read it again when it changed and nothing of ours is unsaved, else report a conflict."""
        if self._looks_later is not None:
            self._looks_later = True
        elif self._autosave.look():
            self.settle()  # what came in now is unsaved: then it is a conflict
            if self._autosave.look():
                self._reload()
                self.reloaded.emit(self.clock())

    # -- inside

    def _read(self, text: str) -> Story:
        return read_story(self.path, text, self.newsroom.timezone)

    def _show_if_unreadable(self, _index: int) -> None:
        """A step back or forward led to front matter that only the source can show."""
        if not self._source.is_on and not self._head.is_readable:
            self.enter_source()

    def _set_head(self, head: str) -> None:
        self._put_head(replace(self._read(head), body=""))

    def _put_head(self, head: Story) -> None:
        before, after = self._head.meta, head.meta
        self._head = head
        keys = after.keys_unlike(before)
        self._touch()
        self._source.follow()
        self.meta_changed.emit(keys)

    def _whole_text(self) -> str:
        return self.text

    def _rich_text(self) -> str:
        return self._head.head + self.body.markdown()

    def _take_text(self, text: str) -> Ways:
        """Make `text` the rich side's, for the source mode; returns the ways back and there again."""
        before, after = self._head, self._read(text)
        body_back, body_again = self._steps.take(lambda: self.body.replace_all(after.body))
        after = replace(after, body="")
        self._put_head(after)
        put_head = weakly(self._put_head)

        def back() -> None:
            body_back()
            put_head(before)

        def again() -> None:
            body_again()
            put_head(after)

        return back, again

    def _body_edited(self, change: object) -> None:
        self._touch()
        self.body_changed.emit(change)
        if not self._steps.is_replaying and self._loses_approval(frozenset({"body"})):
            self._send_back()

    def _loses_approval(self, keys: frozenset[str]) -> bool:
        return self.is_approved and bool(keys - _NOT_APPROVED)

    def _send_back(self) -> None:
        """The approved text has just been edited: back to review, in the same step of undo."""
        before = self._head.head
        after = with_values(self._head, {"status": Status.REVIEW}, self.newsroom.timezone).head
        keys = frozenset({"status"})
        self.undo_stack.push(FollowingHeadEdit("Edit text", before, after, keys, -1, self._set_head))
        self.returned_to_review.emit()

    def _source_edited(self) -> None:
        self._touch()
        self._source_pause.start()
        self._source_rest.start()

    def _source_settled(self) -> None:
        """A pause in the typing: only now is the front matter read, and what follows from it done."""
        self._source_pause.stop()
        if not self._source.is_on or self._before_source is None:
            return
        story, before = self.story, self._before_source
        keys = story.meta.keys_unlike(before.meta)
        touched = keys | ({"body"} if story.body != before.body else frozenset())
        if story.is_readable and self._loses_approval(touched):
            changed = with_values(story, {"status": Status.REVIEW}, self.newsroom.timezone)
            if self._source.add_to_last(changed.text):
                self.returned_to_review.emit()
        self.meta_changed.emit(_EVERY_KEY)

    def _touch(self) -> None:
        self._story = None
        self.touched.emit()
        self._autosave.note_edit()

    def end_burst(self) -> None:
        """What is typed into a field from now on is another step of undo."""
        self._burst += 1

    def _reload(self) -> None:
        file = self._disk.adopt_theirs()
        if file is None:
            return
        was_source = self.in_source_mode
        self._source.drop()
        self._approved = False
        story = self._read(file.text)
        self._head = replace(story, body="")
        self.body.load(story.body)
        self.undo_stack.clear()
        self._story = story
        self._autosave.stop()
        self._disk.note_same()
        self.look_at_mark()
        if was_source:
            self.source_mode_changed.emit(False)
        self.meta_changed.emit(_EVERY_KEY)
        if was_source or not story.is_readable:
            self.enter_source()


def _single_shot(parent: QObject, delay_ms: int, slot: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay_ms)
    timer.timeout.connect(slot)
    return timer
