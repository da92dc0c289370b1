"""Connects the Insert actions to the body, and opens the popovers that edit what was inserted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QWidget

from editor_app.markup.rich import AlsoReadLink, Kind, RichBlock
from editor_app.richtext import commands, structure
from editor_app.richtext.context import BodyContext
from editor_app.richtext.drawing.also_read import EntryState, entry_state
from editor_app.richtext.drawing.embed_card import embed_in
from editor_app.richtext.drawing.picture import PicturePart
from editor_app.richtext.drawing.source_card import name_of_source
from editor_app.richtext.reader import object_in
from editor_app.richtext.timed_update import insert_update, update_words
from editor_app.session.story_session import StorySession
from editor_app.stories.related import RelatedLink
from editor_app.stories.update_times import words_for_now
from editor_app.ui.actions import Actions
from editor_app.ui.editor.also_read_form import AlsoReadForm
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.embed_form import EmbedForm
from editor_app.ui.editor.link_actions import LinkActions
from editor_app.ui.editor.object_forms import SourceForm, caret_to_end
from editor_app.ui.editor.picture_actions import PictureActions
from editor_app.ui.editor.popover import Popover
from editor_app.ui.editor.table_actions import TableActions
from editor_app.ui.theme import Theme


class InsertActions(QObject):
    """Takes `insert.*`. `trouble(str)` is a sentence for the person."""

    trouble = Signal(str)

    def __init__(self, editor: BodyEditor, theme: Theme, actions: Actions, host: QWidget) -> None:
        super().__init__(host)
        self._editor, self._theme, self._host = editor, theme, host
        self._session: StorySession | None = None
        self.popover: Popover | None = None
        self.pictures = PictureActions(editor, theme, actions, host)
        self.links = LinkActions(editor, theme, host)
        self.links.opened.connect(self._open)
        for part in (self.pictures, self.links):
            part.trouble.connect(self.trouble)
        self.tables = TableActions(editor, theme, actions, self)
        handlers = {
            "insert.link": self.links.edit,
            "insert.image": self.pictures.choose,
            "insert.also": lambda: self._ask(RichBlock(Kind.ALSO_READ)),
            "insert.rule": lambda: self._insert(RichBlock(Kind.DIVIDER)),
            "insert.fact": lambda: self.tables.insert_box(),
            "insert.table": lambda: self.tables.insert_table(),
            "insert.embed": lambda: self._ask(RichBlock(Kind.SOURCE)),
            "insert.pull": lambda: self._run(_make_pull_quote),
            "insert.update": self._insert_update,
        }
        self.identities = tuple(handlers)
        for identity, handler in handlers.items():
            actions.handle(identity, lambda _checked=False, call=handler: call())
        editor.object_opened.connect(self.open_object)
        editor.pictures_dropped.connect(self.pictures.insert)
        editor.picture_pressed.connect(self._press_picture)

    def set_session(self, session: StorySession | None) -> None:
        """Insert into another story from now on."""
        self.close_popover()
        self._session = session
        self.pictures.set_session(session)

    def close_popover(self) -> None:
        """Take what an open popover holds, or the words of a picture that are being edited."""
        if self.popover is not None:
            self.popover.finish(anyway=True)
        self.pictures.close_words()

    # -- objects

    def insert_also_read(self, links: Sequence[RelatedLink]) -> None:
        """Put an "Also read" block of these links below the caret's paragraph."""
        entries = tuple(
            AlsoReadLink(link.title, f"{link.story}.md" if link.story else link.url) for link in links
        )
        if entries:
            self._insert(RichBlock(Kind.ALSO_READ, links=entries))

    def _press_picture(self, block: QTextBlock, part: PicturePart, point: QPoint) -> None:
        if part is PicturePart.REPLACE:
            self.pictures.replace(block)
        else:
            self.pictures.open_words(block, part, point)

    def open_object(self, block: QTextBlock) -> None:
        """Edit the object in a block."""
        lone = object_in(block)
        if lone is None or self._editor.isReadOnly():
            return
        self._editor.ensureCursorVisible()
        if lone.kind is Kind.PICTURE:
            self.close_popover()
            self.pictures.open_words(block, PicturePart.IMAGE)
            return
        form, first = self._form_for(lone, block)
        if form is None:
            return
        form.removed.connect(lambda: self._remove(block))
        self._open(form)
        form.open_at(self._editor.object_rect(block).toRect(), first)

    def _form_for(self, lone: RichBlock, block: QTextBlock) -> tuple[Popover | None, QWidget]:
        if lone.kind is Kind.ALSO_READ:
            return self._also_read_form(lone.links, lambda made: self._replace(block, lone, made))
        embed = embed_in(lone)
        if embed is not None:
            return self._embed_form(embed.address, lambda text: self._replace_source(block, text))
        if lone.kind is Kind.SOURCE:
            source = SourceForm(self._theme, self._host, lone.source, name_of_source(lone.source)[0])
            source.chosen.connect(lambda text: self._replace_source(block, text))
            caret_to_end(source.text)
            return source, source.text
        return None, self._host

    def _also_read_form(
        self, links: tuple[AlsoReadLink, ...], take: Callable[[RichBlock], None]
    ) -> tuple[Popover, QWidget]:
        form = AlsoReadForm(self._theme, self._host, links, self.links.search, self._state_of)
        form.chosen.connect(take)
        return form, form.rows[0].title

    def _embed_form(self, address: str, take: Callable[[str], None]) -> tuple[Popover, QWidget]:
        form = EmbedForm(self._theme, self._host, address, self._embed_allowed)
        form.chosen.connect(take)
        form.opened.connect(self.links.follow)
        return form, form.address

    def _ask(self, wanted: RichBlock) -> None:
        """Ask first, insert then: what is called off leaves no trace, and what is taken is one step of undo."""
        if self._editor.isReadOnly():
            return
        self._editor.ensureCursorVisible()
        if wanted.kind is Kind.ALSO_READ:
            form, first = self._also_read_form((), self._insert)
        else:
            form, first = self._embed_form("", lambda text: self._insert(replace(wanted, source=text)))
        self._open(form)
        place = self._editor.cursorRect()
        place.setLeft(self._editor.column_left)
        form.open_at(place, first)

    def _state_of(self, link: AlsoReadLink) -> EntryState:
        context = self._editor.body.context if self._editor.body else BodyContext()
        return entry_state(link, context)

    def _embed_allowed(self, host: str) -> bool:
        return self._editor.body is not None and self._editor.body.context.embed_allowed(host)

    def _open(self, form: Popover) -> None:
        self.close_popover()
        self.popover = form
        form.closed.connect(self._closed)

    def _closed(self) -> None:
        self.popover = None
        self._editor.setFocus()

    def _replace(self, block: QTextBlock, before: RichBlock, made: RichBlock) -> None:
        if block.isValid() and made != before:
            structure.replace_object(block, made)

    def _replace_source(self, block: QTextBlock, text: str) -> None:
        """The new source is read again: what has become text is shown as text."""
        body = self._editor.body
        if body is None or not block.isValid():
            return
        if not text.strip():
            self._remove(block)
            return
        cursor = QTextCursor(block)
        with commands.one_step(cursor):
            cursor.setPosition(block.position())
            cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            body.insert_markdown(
                cursor, text.rstrip("\n").replace("\n", body.newline) + 2 * body.newline, into_first=True
            )
        self._editor.setTextCursor(cursor)

    def _remove(self, block: QTextBlock) -> None:
        if block.isValid():
            cursor = QTextCursor(block)
            structure.remove_block(cursor)
            self._editor.setTextCursor(cursor)

    def _insert(self, made: RichBlock) -> None:
        if self._editor.isReadOnly():
            return
        cursor = self._editor.textCursor()
        structure.insert_object(cursor, made)
        self._editor.setTextCursor(cursor)
        self._editor.setFocus()
        self._editor.ensureCursorVisible()

    def _insert_update(self) -> None:
        """A paragraph that begins with the time, above the updates there are: readers get the newest first."""
        session = self._session
        if session is None:
            return
        newsroom, meta = session.newsroom, session.meta
        language = meta.language or newsroom.settings.language
        there = update_words(self._editor.document(), language)
        words = words_for_now(there, meta.date, session.clock(), newsroom.timezone, language)
        self._run(lambda cursor: insert_update(cursor, words, language))

    def _run(self, command: object) -> None:
        if self._editor.isReadOnly() or not callable(command):
            return
        cursor = self._editor.textCursor()
        command(cursor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        self._editor.setFocus()


def _make_pull_quote(cursor: QTextCursor) -> None:
    """Of the paragraphs that are selected; below an object that is, of a new one."""
    with commands.one_step(cursor):
        if structure.selected_object(cursor) is not None:
            cursor.setPosition(cursor.selectionEnd())
            structure.split_block(cursor)
        commands.toggle_kind(cursor, Kind.PULL_QUOTE)
