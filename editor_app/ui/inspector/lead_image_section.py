"""The lead image in the Story panel: thumbnail, Replace, alt text, caption, credit and rights."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, QSizeF, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor_app.stories.story import LeadImage
from editor_app.ui.inspector.picture_cache import PictureCache
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import link_button
from editor_app.ui.widgets.fields import CountedText, LabeledField
from editor_app.ui.widgets.text_label import ElidedLabel, TextLabel
from editor_app.ui.widgets.thumbnail import Thumbnail

ALT_LIMIT = 140
THUMBNAIL = QSize(112, 63)
RIGHTS = ("Staff", "Agency", "Handout", "Licensed", "Reader", "Public domain")


class LeadImageSection(QWidget):
    """The fields of `image`.

    `image_edited(label, LeadImage)` carries the whole new value; `replace_requested` and `remove_requested` ask.
    """

    image_edited = Signal(str, object)
    replace_requested = Signal()
    remove_requested = Signal()

    def __init__(self, theme: Theme, cache: PictureCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cache = cache
        self._image: LeadImage | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._build_picture())
        self._fields = QWidget()
        column.addWidget(self._fields)
        self._build_fields()

    @property
    def first_field(self) -> QWidget:
        """Where the caret goes when something about the lead image is to be looked at."""
        return self.alt if self._image is not None else self.replace

    def show_image(self, image: LeadImage | None, path: Path | None) -> None:
        """Show `image`, whose file is `path` (None: not found)."""
        self._image = image
        self._fields.setVisible(image is not None)
        self.remove.setVisible(image is not None)
        self.replace.setText(self.tr("Replace…") if image else self.tr("Choose picture…"))
        self.replace.setAccessibleName(
            self.tr("Replace lead image") if image else self.tr("Choose a lead image")
        )
        if image is None:
            self.thumbnail.set_image(None, missing=self.tr("No lead image"))
            self._name.setText(self.tr("No lead image"))
            self._size.setText(self.tr("It heads the page and the share cards."))
            self._mark.hide()
            self._state.setText("")
            return
        facts = self._cache.facts(path) if path else None
        pixmap = (
            self._cache.covering(path, QSizeF(THUMBNAIL), self.devicePixelRatioF())
            if path and facts
            else None
        )
        self.thumbnail.set_image(pixmap, Path(image.src).name, missing=self.tr("Not found"))
        self._name.setText(Path(image.src).name)
        self._size.setText(
            _size_words(facts.width, facts.height, facts.weight) if facts else self.tr("Not found")
        )
        self._say_state(image, facts is not None)
        self._fill(image)

    def _build_picture(self) -> QVBoxLayout:
        heading = QHBoxLayout()
        heading.setSpacing(10)
        heading.addWidget(TextLabel(self.tr("Lead image"), self._theme, "meta_medium", "secondary"))
        heading.addStretch(1)
        self.remove = link_button(self.tr("Remove"), self._theme)
        self.replace = link_button(self.tr("Replace…"), self._theme)
        self.remove.setAccessibleName(self.tr("Remove lead image"))
        self.remove.clicked.connect(self.remove_requested)
        self.replace.clicked.connect(self.replace_requested)
        heading.addWidget(self.remove)
        heading.addWidget(self.replace)
        self.thumbnail = Thumbnail(self._theme, THUMBNAIL)
        self._name = ElidedLabel("", self._theme, "interface")
        self._size = TextLabel("", self._theme, "meta", "tertiary", wrap=True)
        self._mark = TextLabel("", self._theme, "meta", "ready")
        self._state = TextLabel("", self._theme, "meta", "ready", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._size)
        state = QHBoxLayout()
        state.setSpacing(4)
        state.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        words.addLayout(state)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.thumbnail, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        block = QVBoxLayout()
        block.setSpacing(6)
        block.addLayout(heading)
        block.addLayout(row)
        return block

    def _build_fields(self) -> None:
        self.alt = CountedText(self.tr("Alt text"), ALT_LIMIT, self._theme)
        self.decorative = QCheckBox(self.tr("Decorative, needs no alt text"))
        self.caption = CountedText(self.tr("Caption"), 0, self._theme)
        self.caption.counter.hide()
        self.credit = QLineEdit()
        self.rights = QComboBox()
        self.rights.setEditable(True)
        self.rights.addItems(["", *RIGHTS])
        for field in (self.decorative, self.credit, self.rights):
            type_role(field, "interface", self._theme)
        column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.alt)
        column.addWidget(self.decorative)
        column.addWidget(self.caption)
        pair = QHBoxLayout()
        pair.setSpacing(10)
        pair.addWidget(LabeledField(self.tr("Credit"), self.credit, self._theme), 1)
        pair.addWidget(LabeledField(self.tr("Rights"), self.rights, self._theme), 1)
        column.addLayout(pair)
        self.alt.textEdited.connect(lambda text: self._edit(self.tr("Change alt text"), alt=text))
        self.decorative.clicked.connect(self._set_decorative)
        self.caption.textEdited.connect(lambda text: self._edit(self.tr("Change caption"), caption=text))
        self.credit.textEdited.connect(lambda text: self._edit(self.tr("Change credit"), credit=text))
        rights_line = self.rights.lineEdit()
        assert rights_line is not None  # the box is editable
        rights_line.textEdited.connect(lambda text: self._edit(self.tr("Change rights"), rights=text))
        self.rights.activated.connect(
            lambda _index: self._edit(self.tr("Change rights"), rights=self.rights.currentText())
        )

    def _fill(self, image: LeadImage) -> None:
        decorative = image.alt == ""
        self.decorative.setChecked(decorative)
        self.decorative.setVisible(not image.alt)
        self.alt.setEnabled(not decorative)
        if self.alt.text() != (image.alt or ""):
            self.alt.setText(image.alt or "")
        if self.caption.text() != image.caption:
            self.caption.setText(image.caption)
        if self.credit.text() != image.credit:
            self.credit.setText(image.credit)
        if self.rights.currentText() != image.rights:
            self.rights.setEditText(image.rights)

    def _say_state(self, image: LeadImage, found: bool) -> None:
        missing = [
            words
            for words, is_missing in (
                (self.tr("alt text"), image.alt is None),
                (self.tr("credit"), not image.credit),
            )
            if is_missing
        ]
        if not found:
            words, good = self.tr("The file is not in the newsroom."), False
        elif missing:
            words, good = self.tr("Still to write: {0}").format(", ".join(missing)), False
        else:
            words, good = self.tr("Credit and alt text set"), True
        self._state.setText(words)
        self._state.set_tone("ready" if good else "developing")
        token = "ready.text" if good else "developing.text"
        self._mark.setPixmap(self._theme.pixmap("check" if good else "warning-fill", 13, token))
        self._mark.show()

    def _set_decorative(self, on: bool) -> None:
        label = self.tr("Mark picture as decorative") if on else self.tr("Ask for alt text")
        self._edit(label, alt="" if on else None)

    def _edit(self, label: str, **values: object) -> None:
        if self._image is None:
            return
        if values.get("alt") == "" and not self.decorative.isChecked():
            values["alt"] = None  # emptied by hand: not written yet, rather than decorative
        self.image_edited.emit(label, self._image.model_copy(update=values))


def _size_words(width: int, height: int, weight: int) -> str:
    size = f"{weight / 1_000_000:.1f} MB" if weight >= 1_000_000 else f"{max(1, round(weight / 1000))} KB"
    return f"{width} × {height}, {size}"
