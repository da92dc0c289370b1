"""Links in the body: made, changed, taken off, and followed. Readers' rules hold here, too: no file, no script."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QTextCursor
from PySide6.QtWidgets import QWidget

from editor_app.markup.links import story_target
from editor_app.richtext import commands, structure
from editor_app.stories.catalogue import StoryEntry
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.link_form import LinkForm
from editor_app.ui.editor.story_offers import Search
from editor_app.ui.theme import Theme

_OPENED = ("http", "https", "mailto", "tel")
_MOST_SHOWN = 60


def _no_stories(_words: str) -> Sequence[StoryEntry]:
    return ()


class LinkActions(QObject):
    """Signals.

    opened(Popover): a form asks for an address.
    story_wanted(str): the story of this slug is to be opened.
    said(str): what has just been opened; trouble(str): why something was not.
    """

    opened = Signal(object)
    story_wanted = Signal(str)
    said = Signal(str)
    trouble = Signal(str)

    def __init__(self, editor: BodyEditor, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._editor, self._theme, self._host = editor, theme, host
        self.search: Search = _no_stories
        self.open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl
        editor.address_followed.connect(self.follow)

    @property
    def selected_words(self) -> str:
        """The selected words that could be linked, on one line; empty without any."""
        cursor = self._editor.textCursor()
        if self._editor.isReadOnly() or not cursor.hasSelection() or "\ufffc" in cursor.selectedText():
            return ""
        return " ".join(cursor.selectedText().split())

    def edit(self) -> None:
        """Ask for the address of the selected words, or of the link at the caret."""
        if self._editor.isReadOnly():
            return
        cursor = commands.select_link(self._editor.textCursor())
        selected = cursor.selectedText()
        if "\ufffc" in selected or structure.selected_object(cursor) is not None:
            self.trouble.emit("Links stand on words. Select some, or put the caret into the text.")
            return
        address, _title = commands.link_at(cursor)
        words = selected.replace("\u2029", " ").replace("\u2028", " ")
        form = LinkForm(self._theme, self._host, self.search, address=address, words=words)
        form.words.setEnabled("\u2029" not in selected)
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        form.chosen.connect(
            lambda target, text: self._link(start, end, target, text if text != words else "")
        )
        form.opened.connect(self.follow)
        self.opened.emit(form)
        form.open(self._rect_of(cursor))

    def _link(self, start: int, end: int, address: str, words: str) -> None:
        """`words`: what is to stand there instead; empty leaves what stands there."""
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        commands.set_link(cursor, address, words or ("" if start != end else shown_address(address)))
        if start == end:
            cursor.setPosition(start + _length(words or shown_address(address)))
        else:
            cursor.setPosition(max(cursor.selectionEnd(), cursor.position()))
        self._editor.setTextCursor(cursor)

    # -- following

    def follow(self, address: str) -> None:
        """Open what an address names: a story here, anything of the web in the person's browser, nothing else."""
        target = story_target(address)
        if target is not None:
            slug = target[0].replace("\\", "/").rpartition("/")[2].removesuffix(".md").removesuffix(".MD")
            body = self._editor.body
            if body is not None and body.context.lookup(slug) is None:
                self.trouble.emit(f"No story of this newsroom is called “{slug}”.")
            else:
                self.story_wanted.emit(slug)
            return
        url = QUrl(address, QUrl.ParsingMode.TolerantMode)
        if url.scheme().lower() in _OPENED:
            self._open(url, address)
        elif url.scheme():
            self.trouble.emit(
                f"Links that begin with “{url.scheme()}:” are not opened, and pages leave them out."
            )
        elif address:
            self.trouble.emit(f"“{_short(address)}” leads to a place on the site. It works on the page.")

    def _open(self, url: QUrl, address: str) -> None:
        if self.open_address(url):
            self.said.emit(f"Opened {_short(address)}")
        else:
            self.trouble.emit(f"No program could be opened for {_short(address)}.")

    def _rect_of(self, cursor: QTextCursor) -> QRect:
        begin = QTextCursor(cursor)
        begin.setPosition(cursor.selectionStart())
        return self._editor.cursorRect(begin)


def shown_address(address: str) -> str:
    """An address as readers should see it where there are no other words: without its scheme."""
    for scheme in ("https://", "http://", "mailto:", "tel:"):
        if address.startswith(scheme):
            return address[len(scheme) :].rstrip("/") or address
    return address


def _short(address: str) -> str:
    return address if len(address) <= _MOST_SHOWN else f"{address[: _MOST_SHOWN - 1]}…"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
