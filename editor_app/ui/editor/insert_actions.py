"""Connects the Insert actions to the body, and opens the popovers that edit what was inserted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QWidget

from editor_app.markup.rich import AlsoReadLink, Kind, RichBlock, Span
from editor_app.richtext import commands, structure
from editor_app.richtext.drawing.picture import PicturePart
from editor_app.richtext.drawing.source_card import name_of_source
from editor_app.richtext.formats import block_format, format_of_span, new_key
from editor_app.richtext.reader import object_in
from editor_app.session.story_session import StorySession
from editor_app.stories.catalogue import StoryEntry
from editor_app.stories.related import RelatedLink
from editor_app.ui.actions import Actions
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.link_form import LinkForm
from editor_app.ui.editor.object_forms import AlsoReadForm, SourceForm, caret_to_end
from editor_app.ui.editor.picture_actions import PictureActions
from editor_app.ui.editor.popover import Popover
from editor_app.ui.editor.story_completer import Search
from editor_app.ui.editor.table_actions import TableActions
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.time_words import clock_time


def _no_stories(_words: str) -> Sequence[StoryEntry]:
    return ()


class InsertActions(QObject):
    """Takes `insert.*`. `trouble(str)` is a sentence for the person."""

    trouble = Signal(str)

    def __init__(self, editor: BodyEditor, theme: Theme, actions: Actions, host: QWidget) -> None:
        super().__init__(host)
        self._editor, self._theme, self._host = editor, theme, host
        self._session: StorySession | None = None
        self.search: Search = _no_stories
        self.popover: Popover | None = None
        self.pictures = PictureActions(editor, theme, host)
        self.pictures.trouble.connect(self.trouble)
        self.tables = TableActions(editor, theme, actions, self)
        handlers = {
            "insert.link": self.edit_link,
            "insert.image": self.pictures.choose,
            "insert.also": lambda: self._insert(RichBlock(Kind.ALSO_READ)),
            "insert.rule": lambda: self._insert(RichBlock(Kind.DIVIDER), edit=False),
            "insert.fact": lambda: self.tables.insert_box(),
            "insert.table": lambda: self.tables.insert_table(),
            "insert.embed": lambda: self._insert(RichBlock(Kind.SOURCE, source="https://")),
            "insert.pull": lambda: self._run(lambda cursor: commands.toggle_kind(cursor, Kind.PULL_QUOTE)),
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
            self.popover.finish()
        self.pictures.close_words()

    # -- links

    def edit_link(self) -> None:
        """Ask for the address of the selected words, or of the link at the caret."""
        if self._editor.isReadOnly():
            return
        cursor = commands.select_link(self._editor.textCursor())
        address, _title = commands.link_at(cursor)
        words = cursor.selectedText().replace("\u2029", " ") if "\ufffc" not in cursor.selectedText() else ""
        form = LinkForm(self._theme, self._host, self.search, address=address, words=words)
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        form.chosen.connect(lambda target, text: self._link(start, end, target, text))
        self._open(form)
        form.open(self._rect_of(cursor))

    def _link(self, start: int, end: int, address: str, words: str) -> None:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        commands.set_link(cursor, address, words)
        cursor.setPosition(cursor.selectionEnd())
        self._editor.setTextCursor(cursor)

    # -- objects

    def insert_also_read(self, links: Sequence[RelatedLink]) -> None:
        """Put an "Also read" block of these links below the caret's paragraph."""
        entries = tuple(
            AlsoReadLink(link.title, f"{link.story}.md" if link.story else link.url) for link in links
        )
        if entries:
            self._insert(RichBlock(Kind.ALSO_READ, links=entries), edit=False)

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
            also = AlsoReadForm(self._theme, self._host, lone.links, self.search)
            also.chosen.connect(lambda made: self._replace(block, lone, made))
            also.closed.connect(lambda: self._drop_empty(block))
            return also, also.rows[0].title
        if lone.kind is Kind.SOURCE:
            source = SourceForm(self._theme, self._host, lone.source, name_of_source(lone.source)[0])
            source.chosen.connect(lambda text: self._replace_source(block, text))
            caret_to_end(source.text)
            return source, source.text
        return None, self._host

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

    def _drop_empty(self, block: QTextBlock) -> None:
        """An "Also read" block in which nothing was entered is nothing."""
        lone = object_in(block) if block.isValid() else None
        if lone is not None and lone.kind is Kind.ALSO_READ and not lone.links:
            self._remove(block)

    def _insert(self, made: RichBlock, *, edit: bool = True) -> None:
        if self._editor.isReadOnly():
            return
        cursor = self._editor.textCursor()
        placed = structure.insert_object(cursor, made)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        if edit:
            self.open_object(placed)

    def _insert_update(self) -> None:
        """A paragraph that begins with the time in bold."""
        session = self._session
        if session is None:
            return
        words = clock_time(session.clock(), session.newsroom.timezone)

        def put(cursor: QTextCursor) -> None:
            with commands.one_step(cursor):
                cursor.setPosition(cursor.selectionEnd())
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
                if cursor.block().length() > 1:
                    cursor.insertBlock(block_format(Kind.PARAGRAPH, new_key()))
                cursor.insertText(words, format_of_span(Span("", bold=True)))
                cursor.insertText(" ", format_of_span(Span("")))

        self._run(put)

    def _run(self, command: object) -> None:
        if self._editor.isReadOnly() or not callable(command):
            return
        cursor = self._editor.textCursor()
        command(cursor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        self._editor.setFocus()

    def _rect_of(self, cursor: QTextCursor) -> QRect:
        end = QTextCursor(cursor)
        end.setPosition(cursor.selectionStart())
        return self._editor.cursorRect(end)
