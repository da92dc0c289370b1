"""The picture dialog: alt text, caption and credit of a picture in the text, or that it is decorative."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import default_button, primary_button
from editor_app.ui.widgets.fields import CountedText, LabeledField
from editor_app.ui.widgets.text_label import ElidedLabel, TextLabel
from editor_app.ui.widgets.thumbnail import Thumbnail

ALT_LIMIT = 140


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What is said about a picture. `decorative`: readers who do not see it miss nothing, so it has no alt text."""

    alt: str = ""
    caption: str = ""
    credit: str = ""
    decorative: bool = False


class PictureDialog(Sheet):
    """`words_chosen(PictureWords)`; Cancel leaves the picture as it was."""

    words_chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        name: str,
        image: QImage | None,
        words: PictureWords,
        *,
        is_new: bool = True,
    ) -> None:
        super().__init__(theme, self.tr("Place picture") if is_new else self.tr("Edit picture"), host, 520)
        thumbnail = Thumbnail(theme, QSize(160, 90))
        thumbnail.set_image(image, name, missing=self.tr("Not found"))
        about = QVBoxLayout()
        about.setSpacing(2)
        about.addWidget(ElidedLabel(name, theme, "interface_medium"))
        if image is not None and not image.isNull():
            about.addWidget(TextLabel(f"{image.width()} × {image.height()}", theme, "meta", "tertiary"))
        about.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(thumbnail)
        row.addLayout(about, 1)
        self.body.addLayout(row)
        self._build_fields(words)
        self._build_footer(is_new)

    @property
    def words(self) -> PictureWords:
        """What the fields say now."""
        decorative = self.decorative.isChecked()
        alt = "" if decorative else self.alt.text().strip()
        return PictureWords(alt, self.caption.text().strip(), self.credit.text().strip(), decorative)

    def first_focus(self) -> QWidget | None:
        """Alt text: it is what is forgotten."""
        return self.alt.editor

    def _build_fields(self, words: PictureWords) -> None:
        self.alt = CountedText(self.tr("Alt text"), ALT_LIMIT, self.theme)
        self.alt.setText(words.alt)
        self.alt.setPlaceholder(self.tr("What the picture shows, for readers who do not see it"))
        self.decorative = QCheckBox(self.tr("Decorative, needs no alt text"))
        type_role(self.decorative, "interface", self.theme)
        self.caption = CountedText(self.tr("Caption"), 0, self.theme)
        self.caption.counter.hide()
        self.caption.setText(words.caption)
        self.credit = QLineEdit(words.credit)
        type_role(self.credit, "interface", self.theme)
        self.body.addWidget(self.alt)
        self.body.addWidget(self.decorative)
        self.body.addWidget(self.caption)
        self.body.addWidget(LabeledField(self.tr("Credit"), self.credit, self.theme))
        self.decorative.toggled.connect(lambda on: self.alt.setEnabled(not on))
        self.decorative.setChecked(words.decorative)

    def _build_footer(self, is_new: bool) -> None:
        row = self.add_footer()
        cancel = default_button(self.tr("Cancel"), self.theme)
        self.apply = primary_button(
            self.tr("Place picture") if is_new else self.tr("Change picture"), self.theme
        )
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.apply)
        self.main_button = self.apply
        cancel.clicked.connect(self.close_sheet)
        self.apply.clicked.connect(self._apply)

    def _apply(self) -> None:
        words = self.words
        self.close_sheet()
        self.words_chosen.emit(words)
