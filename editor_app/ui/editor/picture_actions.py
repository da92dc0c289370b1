"""Pictures of the body: brought in from files or the clipboard, replaced, and their words edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QFileDialog, QWidget

from editor_app.markup.rich import Kind, Picture, RichBlock
from editor_app.richtext import structure
from editor_app.richtext.commands import one_step
from editor_app.richtext.drawing.picture import PicturePart, words_top
from editor_app.richtext.reader import object_in
from editor_app.session.story_session import StorySession
from editor_app.stories.picture_placing import PicturePlaces, PlacedPicture
from editor_app.ui.actions import Actions
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.body_marks import text_rect
from editor_app.ui.editor.picture_arrivals import Given, PictureArrivals, Taken
from editor_app.ui.editor.picture_words import PictureWords
from editor_app.ui.theme import Theme

_KINDS = "Pictures (*.jpg *.jpeg *.png *.webp *.avif *.gif *.tif *.tiff *.bmp *.heic *.heif);;All files (*)"
_NOT_CHOSEN = "Choose a picture in the text first."


class PictureActions(QObject):
    """Takes `picture.*`, and brings pictures in for whoever takes `insert.image`.

    Signals: trouble(str), a sentence for the person.
    """

    trouble = Signal(str)

    def __init__(self, editor: BodyEditor, theme: Theme, actions: Actions, host: QWidget) -> None:
        super().__init__(host)
        self._actions, self._rich, self._reason = actions, False, ""
        self._editor, self._theme, self._host = editor, theme, host
        self._session: StorySession | None = None
        self._arrivals = PictureArrivals(self)
        self._arrivals.trouble.connect(self.trouble)
        self._place: QTextCursor | None = None  # of the words being edited
        self._step = (-1, -1)
        self.words: PictureWords | None = None
        editor.scrolled.connect(self._follow)
        editor.rearranged.connect(self._follow)
        editor.selectionChanged.connect(self._follow_choice)
        editor.word_wanted.connect(self.open_word)
        actions.handle("picture.words", lambda _checked=False: self._with_chosen(self._open_chosen))
        actions.handle("picture.replace", lambda _checked=False: self._with_chosen(self.replace))
        actions.handle("picture.decorative", lambda _checked=False: self._with_chosen(self._decorate))

    def set_session(self, session: StorySession | None) -> None:
        """Work on another story from now on. The one before was settled when it was left."""
        self.close_words()
        self._arrivals.drop()
        if self._session is not None:
            self._session.settling.disconnect(self._arrivals.settle)
            self._session.body.about_to_load.disconnect(self.close_words)
            self._session.body.changed.disconnect(self._body_changed)
        self._session = session
        if session is not None:
            session.settling.connect(self._arrivals.settle)
            session.body.about_to_load.connect(self.close_words)
            session.body.changed.connect(self._body_changed)

    # -- the chosen picture

    def set_rich(self, rich: bool, reason: str) -> None:
        """Whether rich text is being edited, and if not, why."""
        self._rich, self._reason = rich, reason
        self._follow_choice()

    def _chosen(self) -> QTextBlock | None:
        block = structure.selected_object(self._editor.textCursor())
        lone = object_in(block) if block is not None else None
        return block if lone is not None and lone.picture is not None else None

    def _with_chosen(self, act: Callable[[QTextBlock], None]) -> None:
        block = self._chosen()
        if block is not None and not self._editor.isReadOnly():
            act(block)

    def _open_chosen(self, block: QTextBlock) -> None:
        self.open_words(block, PicturePart.IMAGE)

    def _decorate(self, block: QTextBlock) -> None:
        """Mark it as decoration, or as wanting alt text again; decoration has none."""
        lone = object_in(block)
        if lone is not None and lone.picture is not None:
            on = not lone.picture.decorative
            picture = replace(lone.picture, decorative=on)
            structure.replace_object(block, RichBlock(Kind.PICTURE, picture=picture))
            self._follow_choice()

    def _follow_choice(self) -> None:
        block = self._chosen()
        lone = object_in(block) if block is not None else None
        picture = lone.picture if lone is not None else None
        for identity in ("picture.words", "picture.replace", "picture.decorative"):
            usable = self._rich and picture is not None
            self._actions.set_available(identity, usable, self._reason if not self._rich else _NOT_CHOSEN)
        if self._rich and picture is not None and picture.alt:
            self._actions.set_available("picture.decorative", False, "It has alt text; take that out first.")
        self._actions.set_checked("picture.decorative", picture is not None and picture.decorative)

    # -- bringing in

    def choose(self) -> None:
        """Ask for picture files and insert them below the caret's paragraph."""
        if self._session is None or self._editor.isReadOnly():
            return
        folder = str(self._session.newsroom.images_folder)
        names, _kind = QFileDialog.getOpenFileNames(self._host.window(), "Insert images", folder, _KINDS)
        if names:
            self.insert([Path(name) for name in names], self._editor.textCursor().position())

    def insert(self, given: Sequence[Given], position: int) -> None:
        """Bring pictures in, put them into the text at a position as one step, and ask for the alt text of one."""
        if self._session is None or self._editor.isReadOnly():
            return
        place = QTextCursor(self._editor.document())
        place.setPosition(min(position, self._editor.document().characterCount() - 1))
        self._bring(given, place, self._put)

    def replace(self, block: QTextBlock) -> None:
        """Ask for another file in a picture's place; its words stay."""
        lone = object_in(block) if block.isValid() else None
        if self._session is None or lone is None or lone.picture is None or self._editor.isReadOnly():
            return
        folder = str(self._session.newsroom.images_folder)
        name, _kind = QFileDialog.getOpenFileName(self._host.window(), "Replace picture", folder, _KINDS)
        if name:
            self._bring([Path(name)], QTextCursor(block), self._swap)

    def _bring(self, given: Sequence[Given], place: QTextCursor, then: Taken) -> None:
        assert self._session is not None
        places = PicturePlaces.of(self._session.newsroom, self._session.path)
        self._arrivals.bring(places, given, place, then)

    def _put(self, place: QTextCursor, placed: list[PlacedPicture]) -> None:
        last: QTextBlock | None = None
        with one_step(place):
            for one in placed:
                words = one.words
                picture = Picture(one.src, words.alt, words.caption, words.credit)
                if last is not None:
                    structure.select_object(place, last)
                last = structure.insert_object(place, RichBlock(Kind.PICTURE, picture=picture))
        if self._arrivals.is_settling:
            return  # the story is being saved or left: nobody is asked for words now
        self._editor.setTextCursor(place)
        if last is not None and len(placed) == 1:
            words = placed[0].words
            self.open_words(last, PicturePart.CAPTION if words.alt else PicturePart.BADGE)
            if self.words is not None and (words.alt or words.caption or words.credit):
                self.words.say_from_file()
        self._editor.ensureCursorVisible()

    def _swap(self, place: QTextCursor, placed: list[PlacedPicture]) -> None:
        """Words of the picture before stay; where there were none, the new file's are taken."""
        lone = object_in(place.block())
        if lone is None or lone.picture is None:
            return
        old, words = lone.picture, placed[0].words
        made = Picture(
            placed[0].src,
            old.alt or ("" if old.decorative else words.alt),
            old.caption or words.caption,
            old.credit or words.credit,
            old.decorative,
        )
        structure.replace_object(place.block(), RichBlock(Kind.PICTURE, picture=made))
        if not self._arrivals.is_settling:
            self._select(place.block())

    # -- words in place

    def open_words(self, block: QTextBlock, part: PicturePart, click: QPoint | None = None) -> None:
        """Edit caption, credit and alt text below the picture in `block`, beginning with the one that `part` names."""
        self.close_words()
        lone = object_in(block) if block.isValid() else None
        if lone is None or lone.picture is None or self._session is None or self._editor.isReadOnly():
            return
        if part is PicturePart.IMAGE:
            needs_alt = not lone.picture.alt and not lone.picture.decorative
            part = PicturePart.BADGE if needs_alt else PicturePart.CAPTION
        self._place = QTextCursor(block)
        self._step = (-1, -1)
        self._select(block)
        words = self.words = PictureWords(
            self._theme, self._editor.viewport(), lone.picture, zoom=self._editor.zoom
        )
        words.set_typing(self._editor.typing)
        words.set_spelling(self._editor.spelling.spelling)
        words.edited.connect(self._take)
        words.grown.connect(self._follow)
        words.left.connect(self._left)
        words.replace_wanted.connect(self._replace_open)
        words.remove_wanted.connect(self._remove_open)
        self._follow()
        words.open(part, click)
        self._show_all()

    def open_word(self, block: QTextBlock, part: int, start: int, end: int) -> None:
        """Edit a picture's words, with what stands between two places of a part selected."""
        self.open_words(block, PicturePart.CAPTION)
        if self.words is not None:
            self.words.select(part, start, end)
            self._show_all()

    def close_words(self) -> None:
        """Take the words as they stand, and go."""
        if self.words is not None:
            self.words.finish()

    def _take(self, picture: Picture) -> None:
        """Write the words; all that is typed until the words are left is one step of undo."""
        session, place = self._session, self._place
        if session is None or place is None or object_in(place.block()) is None:
            return
        made = RichBlock(Kind.PICTURE, picture=picture)
        document = place.document()
        if self._step == (session.undo_stack.index(), document.availableUndoSteps()):
            with session.within_last_step():
                structure.replace_object(place.block(), made, joins=True)
        else:
            structure.replace_object(place.block(), made)
        self._step = (session.undo_stack.index(), document.availableUndoSteps())
        self._follow()

    def _body_changed(self, _change: object) -> None:
        """Undo, or another pane, changed the text while the words are open."""
        if self.words is None or self._place is None:
            return
        lone = object_in(self._place.block())
        if lone is None or lone.picture is None or lone.picture.src != self.words.picture().src:
            self._place = None
            self.words.finish()
            return
        self._follow()
        if lone.picture != self.words.picture():
            self.words.show_picture(lone.picture)

    def _left(self, way: int) -> None:
        """The words are closed; the caret goes on."""
        place, self._place, self.words = self._place, None, None
        presentation = self._editor.body.presentation if self._editor.body else None
        if presentation is None:
            return
        presentation.clear_room()
        self._editor.viewport().update()
        if place is None:  # the picture is gone
            self._editor.setFocus()
            return
        block = place.block()
        if way == 0 or (way == 1 and not block.next().isValid()):
            self._select(block)
        elif way == 1:
            self._go_to(block.next())
        if way in (0, 1):
            self._editor.setFocus()
            self._editor.ensureCursorVisible()

    def _replace_open(self) -> None:
        place = self._place
        if place is not None and self.words is not None:
            block = place.block()
            self.words.finish(0)
            self.replace(block)

    def _remove_open(self) -> None:
        place = self._place
        if place is not None and self.words is not None:
            cursor = QTextCursor(place.block())
            self.words.finish(0)
            structure.remove_block(cursor)
            self._editor.setTextCursor(cursor)

    def _select(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        structure.select_object(cursor, block)
        self._editor.setTextCursor(cursor)

    def _go_to(self, block: QTextBlock) -> None:
        if object_in(block) is not None:
            self._select(block)
        else:
            self._editor.setTextCursor(QTextCursor(block))

    # -- where the words stand

    def _follow(self) -> None:
        """Keep the words below their picture, and the room for them as high as they are."""
        body = self._editor.body
        if self.words is None or self._place is None or body is None or body.presentation is None:
            return
        block = self._place.block()
        lone = object_in(block)
        if lone is None or lone.picture is None:
            return
        width = self._editor.lineWrapColumnOrWidth()
        top = words_top(body.presentation.scene, lone.picture, width)
        self.words.set_zoom(self._editor.zoom)
        self.words.setFixedWidth(width)
        height = self.words.sizeHint().height()
        body.presentation.set_room(block, top + height)
        rect = text_rect(self._editor, block)
        place = QRect(self._editor.column_left, round(rect.top() + top), width, height)
        if place != self.words.geometry():
            self.words.setGeometry(place)
            self._editor.viewport().update()

    def _show_all(self) -> None:
        """Scroll so that the words are in view, and the picture, too, where there is room for both."""
        if self.words is None:
            return
        bar = self._editor.verticalScrollBar()
        below = self.words.geometry().bottom() + 24 - self._editor.viewport().height()
        if below > 0:
            bar.setValue(bar.value() + below)
        elif self.words.y() < 0:
            bar.setValue(bar.value() + self.words.y() - 60)
