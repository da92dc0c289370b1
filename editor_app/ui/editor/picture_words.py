"""Caption, credit and alt text of a picture, edited in place below it. Knows no document: it is told what to show."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from editor_app.markup.rich import Picture
from editor_app.richtext.drawing.picture import PicturePart
from editor_app.session.spelling import Spelling
from editor_app.ui.editor.typing_style import TypingStyle
from editor_app.ui.editor.words_field import WordsField
from editor_app.ui.theme import Theme, set_surface, type_role
from editor_app.ui.widgets.buttons import link_button
from editor_app.ui.widgets.fields import CounterLabel
from editor_app.ui.widgets.graphemes import grapheme_count
from editor_app.ui.widgets.text_label import TextLabel

_ALT_LIMIT = 140
_FROM_FILE = "Words from the picture’s file"


class PictureWords(QFrame):
    """Stands in the page, as wide as the column, from the picture's lower edge down.

    Signals:
        edited(Picture): the words have changed; told at once, so that whoever saves now saves them.
        grown(): it needs another height.
        replace_wanted(), remove_wanted(): another file; no picture at all.
        left(int): it is done with; the caret goes to what is before (-1) or after (1) the picture, or onto it (0).
    """

    edited = Signal(object)
    grown = Signal()
    replace_wanted = Signal()
    remove_wanted = Signal()
    left = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget, picture: Picture, *, zoom: float = 1.0) -> None:
        super().__init__(parent)
        self._theme, self._zoom, self._picture, self._page = theme, zoom, picture, parent
        self._is_open = False
        set_surface(self, "paper")
        self.setAccessibleName("Picture")
        self.caption = WordsField("Caption", "Caption", "secondary", theme)
        self.credit = WordsField("Credit", "Credit: who took it", "tertiary", theme)
        self.alt = WordsField("Alt text", "What the picture shows", "primary", theme)
        self.counter = CounterLabel(_ALT_LIMIT, theme)
        self.counter.speak_for(self.alt)
        self.decorative = QCheckBox("Decorative, needs no alt text")
        self.hint = TextLabel("", theme, "meta", "tertiary")
        self.replace = link_button("Replace…", theme)
        self.replace.setAccessibleName("Replace picture")
        self.remove = link_button("Remove", theme)
        self.remove.setAccessibleName("Remove picture")
        self._build()
        self.show_picture(picture)
        self._connect()
        self.hide()

    def set_typing(self, style: TypingStyle) -> None:
        """Touch up what is typed as in the text."""
        for field in self._fields:
            field.typing = style

    def set_spelling(self, spelling: Spelling | None) -> None:
        """Who judges the words of caption and alt text; a credit is a name."""
        for field in (self.caption, self.alt):
            field.spelling.set_spelling(spelling)

    def select(self, part: int, start: int, end: int) -> None:
        """Select what stands between two places of a part, as `object_words` counts the parts."""
        field = self._fields[part]
        cursor = field.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- showing

    def show_picture(self, picture: Picture) -> None:
        """Show other words; what is in a field already keeps its caret."""
        self._picture = picture
        for field, text in zip(self._fields, (picture.caption, picture.credit, picture.alt), strict=True):
            field.set_words(text)
        self.decorative.setChecked(picture.decorative)
        self._follow()

    def set_zoom(self, zoom: float) -> None:
        """Draw the words at the scale of the page."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._dress()

    def say_from_file(self) -> None:
        """Say that the words were found in the file."""
        self.hint.setText(_FROM_FILE)

    def open(self, part: PicturePart, click: QPoint | None = None) -> None:
        """Show it and put the caret into the field of a part; `click`: at that point of the parent."""
        self._is_open = True
        self.show()
        self.raise_()
        field = {PicturePart.CREDIT: self.credit, PicturePart.BADGE: self.alt}.get(part, self.caption)
        if not field.isEnabled():
            field = self.caption
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if click is not None and field is self.caption:
            field.setTextCursor(field.cursorForPosition(field.mapFrom(self._page, click)))
        else:
            field.moveCursor(field.textCursor().MoveOperation.End)
        # Not an event filter on the application: it would wrap every object the web engine owns, and crash.
        _application().focusChanged.connect(self._follow_focus)

    def finish(self, way: int | None = None) -> None:
        """Go; `way` says where the caret is wanted, None: it is somewhere else already."""
        if not self._is_open:
            return
        self._is_open = False
        _application().focusChanged.disconnect(self._follow_focus)
        self.hide()
        self.deleteLater()
        self.left.emit(way if way is not None else 2)

    def _tell(self) -> None:
        picture = self.picture()
        if picture != self._picture:
            self._picture = picture
            self.edited.emit(picture)

    def picture(self) -> Picture:
        """The picture with the words of the fields."""
        decorative = self.decorative.isChecked()
        alt = "" if decorative else self.alt.words()
        return replace(
            self._picture,
            alt=alt,
            caption=self.caption.words(),
            credit=self.credit.words(),
            decorative=decorative and not alt,
        )

    # -- keys and focus

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Ctrl+Enter go back to the picture. Nothing typed is lost by either."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape or (enter and control):
            self.finish(0)
        elif enter and isinstance(focus := QApplication.focusWidget(), QCheckBox):
            focus.click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round the fields and out at either end: into the text, before or after the picture."""
        order = [widget for widget in self._order if widget.isVisible() and widget.isEnabled()]
        focus = QApplication.focusWidget()
        at = order.index(focus) + (1 if forward else -1) if focus is not None and focus in order else 0
        if 0 <= at < len(order):
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            order[at].setFocus(reason)
        else:
            self.finish(1 if forward else 0)
        return True

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The focus went elsewhere in the window: that is the end. Another window or a menu is not."""
        if now is None or now is self or self.isAncestorOf(now) or now.window() is not self.window():
            return
        self.finish()

    def _step(self, field: WordsField, by: int) -> None:
        at = self._fields.index(field) + by
        if at < 0:
            self.finish(0)
        elif at < len(self._fields) and self._fields[at].isEnabled():
            self._fields[at].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.finish(1)

    # -- inside

    def _build(self) -> None:
        self._fields = (self.caption, self.credit, self.alt)
        self._order: tuple[QWidget, ...] = (*self._fields, self.decorative, self.replace, self.remove)
        for field in self._fields:
            field.setFont(self._theme.font("caption", self._zoom))
        type_role(self.decorative, "meta", self._theme)
        tray = QFrame()
        set_surface(tray, "panel")
        head = QHBoxLayout()
        head.setSpacing(8)
        label = TextLabel("Alt text", self._theme, "meta_medium", "secondary")
        label.setBuddy(self.alt)
        head.addWidget(label)
        head.addWidget(self.hint, 1)
        head.addWidget(self.counter)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.decorative)
        foot.addStretch(1)
        foot.addWidget(self.replace)
        foot.addWidget(self.remove)
        inner = QVBoxLayout(tray)
        inner.setContentsMargins(10, 6, 10, 6)
        inner.setSpacing(4)
        inner.addLayout(head)
        inner.addWidget(self.alt)
        inner.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.caption)
        column.addWidget(self.credit)
        column.addSpacing(4)
        column.addWidget(tray)

    def _connect(self) -> None:
        for field in self._fields:
            field.edited.connect(self._typed)
            field.grown.connect(self.grown)
            field.stepped.connect(lambda by, of=field: self._step(of, by))
        self.decorative.clicked.connect(self._decorate)
        self.replace.clicked.connect(self.replace_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self._theme.changed.connect(self._dress)

    def _typed(self) -> None:
        self.hint.setText("")
        self._follow()
        self._tell()

    def _decorate(self) -> None:
        self._follow()
        self._tell()

    def _follow(self) -> None:
        self.alt.setEnabled(not self.decorative.isChecked())
        self.decorative.setEnabled(self.decorative.isChecked() or not self.alt.words())
        self.counter.set_count(grapheme_count(self.alt.words()))
        self.counter.setVisible(bool(self.alt.words()))

    def _dress(self) -> None:
        for field in self._fields:
            field.setFont(self._theme.font("caption", self._zoom))


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
