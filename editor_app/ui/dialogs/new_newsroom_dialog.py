"""The dialog for a new newsroom: its name, its folder, and whether it starts with the sample stories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import default_button, primary_button
from editor_app.ui.widgets.fields import LabeledField

ChooseFolder = Callable[[QWidget, Path], Path | None]


@dataclass(frozen=True, slots=True)
class NewNewsroom:
    """What the person wants: a name, the folder to make, the site's address (may be empty), and sample stories or not."""

    name: str
    folder: Path
    url: str = ""
    with_sample: bool = False


def ask_for_folder(parent: QWidget, start: Path) -> Path | None:
    """Let a person choose a folder; None when they change their mind."""
    title = QCoreApplication.translate("NewNewsroomDialog", "Choose where the newsroom is kept")
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(chosen) if chosen else None


class NewNewsroomDialog(Sheet):
    """`newsroom_wanted(NewNewsroom)`; the caller makes it and calls `show_fault` when that cannot be done."""

    newsroom_wanted = Signal(object)

    def __init__(
        self, theme: Theme, host: QWidget, parent_folder: Path, choose_folder: ChooseFolder = ask_for_folder
    ) -> None:
        super().__init__(theme, self.tr("New newsroom"), host, 480)
        self._parent_folder = parent_folder
        self._choose_folder = choose_folder
        self._folder_follows_name = True
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("The Ostrey Courier"))
        self.folder = QLineEdit(str(parent_folder))
        self.url = QLineEdit()
        self.url.setPlaceholderText("https://")
        self.with_sample = QCheckBox(self.tr("Start with the sample stories"))
        for field in (self.name, self.folder, self.url, self.with_sample):
            type_role(field, "interface", theme)
        self._name_field = LabeledField(self.tr("Name"), self.name, theme)
        self._folder_field = LabeledField(self.tr("Folder"), self._folder_line(), theme)
        self._url_field = LabeledField(self.tr("Site address"), self.url, theme, self.tr("Needed to publish"))
        for row in (self._name_field, self._folder_field, self._url_field, self.with_sample):
            self.body.addWidget(row)
        self._build_footer()
        self.name.textEdited.connect(self._name_edited)
        self.folder.textEdited.connect(self._folder_edited)

    def first_focus(self) -> QWidget | None:
        """The name."""
        return self.name

    def submit(self) -> None:
        """Ask for the newsroom if name, folder and address can be used."""
        name, folder, url = self.name.text().strip(), self.folder.text().strip(), self.url.text().strip()
        self._name_field.set_fault("" if name else self.tr("Give the newsroom a name."))
        self._folder_field.set_fault("" if folder else self.tr("Choose a folder."))
        is_web = not url or url.startswith(("http://", "https://"))
        self._url_field.set_fault("" if is_web else self.tr("Begin the address with https://."))
        self.relayout()
        if name and folder and is_web:
            wanted = NewNewsroom(name, Path(folder).expanduser(), url, self.with_sample.isChecked())
            self.newsroom_wanted.emit(wanted)

    def show_fault(self, sentence: str) -> None:
        """Say why the newsroom could not be made; the dialog stays."""
        self._folder_field.set_fault(sentence)
        self.relayout()

    def _folder_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        change = default_button(self.tr("Choose…"), self.theme)
        change.clicked.connect(self._choose)
        self.folder.setAccessibleName(self.tr("Folder"))
        row.addWidget(self.folder, 1)
        row.addWidget(change)
        return line

    def _build_footer(self) -> None:
        row = self.add_footer()
        cancel = default_button(self.tr("Cancel"), self.theme)
        self.make = primary_button(self.tr("Make newsroom"), self.theme)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.make)
        cancel.clicked.connect(self.close_sheet)
        self.make.clicked.connect(self.submit)

    def _name_edited(self, name: str) -> None:
        if self._folder_follows_name:
            self.folder.setText(str(self._parent_folder / folder_name(name)))

    def _folder_edited(self, _text: str) -> None:
        self._folder_follows_name = False

    def _choose(self) -> None:
        chosen = self._choose_folder(self, self._parent_folder)
        if chosen is not None:
            self._parent_folder = chosen
            self._folder_follows_name = True
            self._name_edited(self.name.text())


def folder_name(name: str) -> str:
    """A folder name for a newsroom's name: "The Ostrey Courier" -> "the-ostrey-courier"."""
    words = "".join(character if character.isalnum() else " " for character in name).split()
    return "-".join(words).lower()
