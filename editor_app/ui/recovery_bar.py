"""The bar that offers what an earlier session left unsaved, and the one that says typing is not being kept.

Says and asks; what becomes of a text is `session.recovery`'s business.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.recovery import Offer, OfferKind
from editor_app.session.story_session import StorySession
from editor_app.stories.merging import Merge
from editor_app.ui.actions import Actions
from editor_app.ui.dialogs.compare_sheet import CompareFacts, CompareSheet
from editor_app.ui.editor.editor_pane import EditorPane
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.notice_bar import NoticeBar
from editor_app.ui.widgets.time_words import clock_time, day_words, moment_in_sentence

_RECOVERY, _JOURNAL = "recovery", "journal"
ACTION = "story.bring_back"


class RecoveryBar(QObject):
    """Shows the offers of one newsroom above its editor, and takes the action that makes one again.

    `say` shows a message: its words, the words of its button (may be empty), and what that does.
    """

    def __init__(
        self,
        theme: Theme,
        editor: EditorPane,
        desk: NewsroomSession,
        actions: Actions,
        say: Callable[[str, str, object], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme, self._editor, self._desk, self._say = theme, editor, desk, say
        self._session: StorySession | None = None
        self._shown: Offer | None = None
        desk.caret_at = lambda: editor.galley.body.textCursor().position()
        desk.recovery.offered.connect(self._show)
        desk.recovery.journal_failed.connect(self._show_failure)
        actions.handle(ACTION, lambda _checked=False: self._bring_back())

    def set_session(self, session: StorySession | None) -> None:
        """Another story is in the editor, or none."""
        if self._session is not None:
            self._session.saved.disconnect(self._saved)
        self._session = session
        if session is not None:
            session.saved.connect(self._saved)
        self._editor.notices.remove_bar(_JOURNAL)
        self._show(self._desk.recovery.offer if session is not None else None)

    def _show(self, offer: Offer | None) -> None:
        self._shown = offer
        if offer is None:
            self._editor.notices.remove_bar(_RECOVERY)
            return
        words, detail = offer_words(offer, self._desk.clock(), self._desk)
        gone = offer.kind is OfferKind.GONE
        buttons: tuple[tuple[str, ...], ...] = () if gone else (("compare", self.tr("Compare…")),)
        keep = ("restore", self.tr("Save it here again") if gone else self.tr("Restore"), "primary")
        buttons = (*buttons, ("discard", self.tr("Discard")), keep)
        bar = NoticeBar("information", words, buttons, self._theme, detail=detail)
        bar.chosen.connect(self._answer)
        self._editor.notices.show_bar(_RECOVERY, bar)

    def _answer(self, choice: str) -> None:
        offer, recovery = self._shown, self._desk.recovery
        if offer is None or offer is not recovery.offer:
            return
        self._editor.focus_text()  # before the button goes: its focus would fall to whatever comes next
        if offer.kind is OfferKind.GONE:
            self._answer_for_no_file(choice)
        elif choice == "compare":
            self._compare(offer)
        elif choice == "restore":
            recovery.restore()
        else:
            recovery.discard()
            self._say(
                self.tr("Discarded. It is kept for 30 days"), self.tr("Bring it back"), self._bring_back
            )

    def _compare(self, offer: Offer) -> None:
        session, both = self._session, self._desk.recovery.compare()
        if session is None or both is None:
            return
        facts = CompareFacts(
            session.path.name, clock_time(offer.at, self._desk.newsroom.timezone), "", self.tr("Recovered")
        )
        sheet = CompareSheet(self._theme, both, facts, self._editor.window())
        sheet.merged.connect(lambda text: self._take_merged(offer, both, text))
        sheet.open()

    def _take_merged(self, offer: Offer, both: Merge, text: str) -> None:
        session = self._session
        if session is None or self._desk.recovery.offer is not offer:
            return
        if session.text != both.theirs:
            self._desk.trouble.emit(self.tr("The story changed meanwhile. Compare once more."))
        else:
            self._desk.recovery.restore(text)
            self._editor.focus_text()

    def _answer_for_no_file(self, choice: str) -> None:
        if choice == "discard":
            self._desk.discard_recovered()
            self._say(self.tr("Discarded. It is kept for 30 days"), "", None)
        elif self._session is not None and self._session.conflict.keep_mine():
            self._show(None)

    def _bring_back(self) -> None:
        if not self._desk.recovery.bring_back():
            self._say(self.tr("Nothing that was left unsaved in this story is kept"), "", None)

    def _saved(self) -> None:
        """A story that had no file has one now."""
        if self._shown is not None and self._shown.kind is OfferKind.GONE:
            self._show(None)

    def _show_failure(self, reason: str) -> None:
        if not reason:
            self._editor.notices.remove_bar(_JOURNAL)
            return
        bar = NoticeBar(
            "error",
            self.tr("Typing is not being kept: {0}.").format(reason),
            (("retry", self.tr("Try again")),),
            self._theme,
            detail=self.tr("What is not saved would be lost in a crash. Save now, and make room."),
        )
        bar.chosen.connect(lambda _what: self._desk.recovery.flush())
        self._editor.notices.show_bar(_JOURNAL, bar)


def offer_words(offer: Offer, now: datetime, desk: NewsroomSession) -> tuple[str, str]:
    """What the bar says of an offer: the sentence, and what continues it."""
    zone = desk.newsroom.timezone
    today = day_words(offer.at, now, zone) == day_words(now, now, zone)
    when = clock_time(offer.at, zone) if today else moment_in_sentence(offer.at, now, zone)
    words = f"Unsaved work from {when} was recovered."
    if offer.kind is OfferKind.GONE:
        return words, "The story has no file any more."
    count = abs(offer.more_words)
    if offer.more_words > 0:
        detail = f"{count:,} {_words(count)} more than the file."
    elif count:
        detail = f"{count:,} {_words(count)} fewer than the file."
    else:
        detail = "As many words as the file, but not the same text."
    if offer.kind is OfferKind.CHANGED:
        detail += " The file has been changed since; its version is kept, too."
    return words, detail


def waiting_words(others: int) -> str:
    """What is said at the start of stories that are not the open one."""
    if others == 1:
        return "Unsaved work of 1 more story was recovered; it is offered when you open that story"
    return f"Unsaved work of {others} more stories was recovered; it is offered when you open them"


def _words(count: int) -> str:
    return "word" if count == 1 else "words"
