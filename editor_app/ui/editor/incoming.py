"""What is pasted or dropped on the body: text of any program, pictures; afterwards, the offer to take the words alone.

Pictures are handed on to whoever brings them into the newsroom. Nothing is fetched, and no file but a picture is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QTextCursor

from editor_app.intake.pasted.brought import Brought, ReadCopy, read_ahead
from editor_app.intake.pasted.copy import PastedPicture
from editor_app.richtext import paste
from editor_app.richtext.foreign_copy import Pasted, brought_by, end_step, place_copy
from editor_app.session.job import Job
from editor_app.session.story_session import StorySession
from editor_app.stories.picture_placing import PictureData, PictureNotPlaced, PicturePlaces, bring_in
from editor_app.stories.pictures import is_picture_name

if TYPE_CHECKING:
    from editor_app.ui.editor.body_editor import BodyEditor

_PICTURE_FORMATS = {
    "image/jpeg": ".jpg", "image/webp": ".webp", "image/avif": ".avif", "image/gif": ".gif", "image/png": ".png",
}  # fmt: skip
_MORE_PICTURES = frozenset({".tif", ".tiff", ".bmp", ".heic", ".heif"})
_LARGE_PNG = 1_500_000  # bytes; a photograph of this size is smaller as JPEG
_JPEG_QUALITY = 92
_LONG_MS, _PATIENCE_S = 600, 10.0


@dataclass(frozen=True, slots=True)
class _Last:
    """The last paste that could be done otherwise: what was selected, the words alone, the step it made."""

    anchor: int
    position: int
    words: str
    step: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a copy goes that is still being read, and what was selected there."""

    cursor: QTextCursor
    selected: str
    brought: Brought

    def now(self) -> tuple[int, int]:
        """Anchor and position, as they are after what was typed meanwhile."""
        if self.cursor.selectedText() != self.selected:
            # Something was typed here: it stays, and what was selected is gone already.
            self.cursor.setPosition(self.cursor.selectionStart())
        return self.cursor.anchor(), self.cursor.position()


class Incoming(QObject):
    """Takes what comes for one body editor.

    Signals:
        said(str, str, object): a message, the words of its action (may be empty) and what the action does.
        unsaid(object): the message with this action is no longer true.
        trouble(str): a sentence about what could not be taken.
    """

    said = Signal(str, str, object)
    unsaid = Signal(object)
    trouble = Signal(str)

    def __init__(self, editor: BodyEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._session: StorySession | None = None
        self._last: _Last | None = None
        self._offer: Callable[[], None] | None = None
        self._places: dict[Job, _Place] = {}

    def set_session(self, session: StorySession | None) -> None:
        """Paste into another story from now on."""
        self._withdraw()
        if self._session is not None:
            self._session.settling.disconnect(self.settle)
            self._session.body.about_to_load.disconnect(self._forget)
            self._session.undo_stack.indexChanged.disconnect(self._edited)
        self._forget()
        self._session = session
        if session is not None:
            session.undo_stack.indexChanged.connect(self._edited)
            session.body.about_to_load.connect(self._forget)
            session.settling.connect(self.settle)

    def is_welcome(self, source: QMimeData) -> bool:
        """Whether it is something for the text. Files that are no pictures are for the window: it imports them."""
        if _files_in(source):
            return bool(_picture_files(source))
        return paste.can_paste(source) or source.hasImage()

    def take(self, source: QMimeData, *, plain: bool = False) -> None:
        """Insert at the caret; `plain`: the words alone."""
        body, cursor = self._editor.body, self._editor.textCursor()
        if body is None or self._editor.isReadOnly():
            return
        self._withdraw()
        if not plain and self._take_pictures(source, cursor):
            return
        if _files_in(source) and not source.hasHtml():
            name = _files_in(source)[0].name
            self.trouble.emit(f"“{name}” is a file. To make a story of it, drop it on the list of stories.")
            return
        brought = brought_by(source)
        if not plain and not paste.is_ours(source) and brought.is_large:
            self._take_later(brought, cursor)
            return
        before = (cursor.anchor(), cursor.position())
        pasted = paste.paste_mime(cursor, source, body, plain=plain, keep_picture=self._keep)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        self._tell(pasted, before)

    def _tell(self, pasted: Pasted, before: tuple[int, int]) -> None:
        if words := _words_for(pasted):
            # A drop ends its step of undo after this; what is said then is about a step that is there.
            QTimer.singleShot(0, self, lambda: self._say(words, before, pasted.plain))

    # -- what takes a while to read

    def _take_later(self, brought: Brought, cursor: QTextCursor) -> None:
        """Read a long copy on a worker and place it where the caret was; what is typed meanwhile comes after it."""
        place = _Place(QTextCursor(cursor), cursor.selectedText(), brought)
        place.cursor.setKeepPositionOnInsert(True)
        job = Job(lambda _progress, _cancelled: read_ahead(brought), self)
        self._places[job] = place
        job.finished.connect(lambda read: self._was_read(job, read))
        job.failed.connect(lambda _failure: self._was_not_read(job))
        job.start()
        QTimer.singleShot(_LONG_MS, self, lambda: self._say_long(job))

    def settle(self) -> None:
        """Put in what is still being read, waiting for it: the story is about to be saved, left or shown otherwise."""
        if not self._places:
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            for job, place in list(self._places.items()):
                if not job.finish(_PATIENCE_S if place.brought.text.strip() else None):
                    self._was_not_read(job)  # its words are at hand
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _say_long(self, job: Job) -> None:
        if job in self._places:
            self.trouble.emit("Reading what you pasted…")

    def _was_read(self, job: Job, read: ReadCopy) -> None:
        place = self._places.pop(job, None)
        job.deleteLater()
        if place is not None:
            self._put(place, lambda cursor: place_copy(cursor, read, self._keep))

    def _was_not_read(self, job: Job) -> None:
        """What makes a copy rich is beyond us: its words are not."""
        place = self._places.pop(job, None)
        job.deleteLater()
        if place is not None:
            self._put(place, lambda cursor: _words_alone(cursor, place.brought.text))
            came = "The formatting of what you pasted could not be read: the words came alone."
            self.trouble.emit(came if place.brought.text.strip() else "What you pasted could not be read.")

    def _put(self, place: _Place, insert: Callable[[QTextCursor], Pasted]) -> None:
        """Insert at a place, as one step."""
        cursor, caret = place.cursor, self._editor.textCursor()
        before = place.now()
        stayed = (caret.anchor(), caret.position()) == before
        later = [
            other.cursor for other in self._places.values() if other.now() == before and not place.selected
        ]
        cursor.setKeepPositionOnInsert(False)
        pasted = insert(cursor)
        for other in later:  # what was pasted after this at the same caret comes after it
            other.setPosition(cursor.position())
        if stayed:
            self._editor.setTextCursor(cursor)
            self._editor.ensureCursorVisible()
        self._tell(pasted, before)

    def _forget(self) -> None:
        """Another body is put in place. Whoever does that has had the story settled: nothing is lost here."""
        self._places.clear()

    # -- the words alone

    def _say(self, words: str, before: tuple[int, int], plain: str) -> None:
        session = self._session
        if session is None or not plain:
            self.said.emit(words, "", None)
            return
        self._last = _Last(*before, plain, session.undo_stack.index())
        self._offer = self._paste_words
        self.said.emit(words, "Paste without formatting", self._offer)

    def _paste_words(self) -> None:
        """Take the last paste back and put its words there instead; together they are one step of undo."""
        session, body, last = self._session, self._editor.body, self._last
        if session is None or body is None or last is None or session.undo_stack.index() != last.step:
            return
        self._last = self._offer = None
        session.undo_stack.undo()
        cursor = QTextCursor(body.document)
        end = body.document.characterCount() - 1
        cursor.setPosition(min(last.anchor, end))
        cursor.setPosition(min(last.position, end), QTextCursor.MoveMode.KeepAnchor)
        paste.paste_text(cursor, last.words)
        end_step(cursor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        self._editor.setFocus()

    def _edited(self, index: int) -> None:
        if self._last is not None and index != self._last.step:
            self._withdraw()

    def _withdraw(self) -> None:
        offer, self._last, self._offer = self._offer, None, None
        if offer is not None:
            self.unsaid.emit(offer)

    # -- pictures

    def _take_pictures(self, source: QMimeData, cursor: QTextCursor) -> bool:
        """Hand pictures on when pictures are what was copied. False when it is text, or nothing for us."""
        found: list[Path | PictureData] = list(_picture_files(source))
        if not found and source.hasImage() and not _has_words(source):
            found = [picture for picture in [_bitmap_in(source)] if picture is not None]
        if found:
            self._editor.pictures_dropped.emit(found, cursor.selectionEnd())
        return bool(found)

    def _keep(self, picture: PastedPicture) -> str:
        """Bring a picture of a copy into the newsroom; its `src`, empty when that was not possible."""
        if self._session is None:
            return ""
        places = PicturePlaces.of(self._session.newsroom, self._session.path)
        try:
            return bring_in(places, PictureData(f"pasted-picture{picture.ending}", picture.data)).src
        except PictureNotPlaced as failure:
            self.trouble.emit(str(failure))
            return ""


def _words_alone(cursor: QTextCursor, words: str) -> Pasted:
    paste.paste_text(cursor, words)
    end_step(cursor)
    return Pasted()


def _words_for(pasted: Pasted) -> str:
    """What there is to say about a paste; empty when it was as plain as it looks."""
    if pasted.too_large:
        return "Too much to paste with its formatting: the words came alone"
    left = [
        _counted(pasted.left_out.pictures, "picture"),
        _counted(pasted.left_out.notes, "footnote"),
    ]
    behind = " and ".join(words for words in left if words)
    if behind:
        return f"Pasted without {behind}"
    if not pasted.plain:
        return ""
    return "Pasted with its formatting" if pasted.is_rich else "Pasted with its lines joined"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}" if count else ""


def _files_in(source: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()] if source.hasUrls() else []


def _picture_files(source: QMimeData) -> list[Path]:
    return [
        file
        for file in _files_in(source)
        if is_picture_name(file.name) or file.suffix.casefold() in _MORE_PICTURES
    ]


def _has_words(source: QMimeData) -> bool:
    """Whether there is text beside the picture: then the picture is how the text looks, as from a spreadsheet."""
    if source.hasText() and source.text().strip():
        return True
    return source.hasHtml() and bool(paste.words_of_page(source.html()).strip())


def _bitmap_in(source: QMimeData) -> PictureData | None:
    """The picture on the clipboard, in the form it was copied in where pages can show that."""
    for name, ending in _PICTURE_FORMATS.items():
        if name != "image/png" and source.hasFormat(name) and (data := bytes(source.data(name).data())):
            return PictureData(f"pasted-picture{ending}", data)
    image = source.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return None
    data = bytes(source.data("image/png").data()) or _encoded(image, "PNG")
    if len(data) > _LARGE_PNG and not image.hasAlphaChannel():
        return PictureData("pasted-picture.jpg", _encoded(image, "JPEG", _JPEG_QUALITY))
    return PictureData("pasted-picture.png", data)


def _encoded(image: QImage, form: str, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form, quality)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
