"""The Story panel: slug, section, dateline, kind of piece, byline, tags, lead image, embargo, times and the note to the desk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor_app.stories.picture_placing import PicturePlaces, PlacedPicture
from editor_app.stories.story import LeadImage
from editor_app.stories.workflow import Status
from editor_app.ui.inspector.embargo_row import EmbargoRow
from editor_app.ui.inspector.lead_image_section import LeadImageSection
from editor_app.ui.inspector.panel import Panel
from editor_app.ui.inspector.picture_cache import PictureCache
from editor_app.ui.inspector.picture_errand import PictureErrand
from editor_app.ui.inspector.pictures import ChoosePicture, ask_for_picture
from editor_app.ui.inspector.slug_field import SlugField
from editor_app.ui.inspector.surroundings import DeskLike
from editor_app.ui.inspector.type_choice import TypeChoice
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.fields import CountedText, LabeledField
from editor_app.ui.widgets.text_label import TextLabel
from editor_app.ui.widgets.time_words import moment_words
from editor_app.ui.widgets.token_field import TokenField


class StoryPanel(Panel):
    """`failed(sentence)`: something a person asked for could not be done."""

    failed = Signal(str)

    panel_id = "story"
    follows = frozenset(
        {
            "slug",
            "section",
            "dateline",
            "authors",
            "tags",
            "image",
            "embargo",
            "date",
            "lastmod",
            "note",
            "status",
            "title",
            "type",
        }
    )

    def __init__(self, theme: Theme, desk: DeskLike, parent: QWidget | None = None) -> None:
        super().__init__(theme, desk, parent)
        self.title = self.tr("Story")
        self.choose_picture: ChoosePicture = ask_for_picture
        self._cache = PictureCache()
        self._errand = PictureErrand(self)
        self._build_naming()
        self._build_image()
        self._build_times()
        self._build_note()
        self._connect()
        theme.changed.connect(self.refresh)

    # -- building

    def _build_naming(self) -> None:
        column = self.add_section()
        self.slug = SlugField(self.theme)
        self.section = QComboBox()
        self.dateline = QLineEdit()
        self.dateline.setPlaceholderText(self.tr("Place"))
        for field in (self.section, self.dateline):
            type_role(field, "interface", self.theme)
        self.type = TypeChoice(self.theme)
        for choice in (self.section, self.type):
            self.guard_wheel(choice)
        self.byline = TokenField(self.theme, self.tr("Byline"), self.tr("Add a name"))
        self.tags = TokenField(self.theme, self.tr("Tags"), self.tr("Add a tag"))
        column.addWidget(self.slug)
        pair = QHBoxLayout()
        pair.setSpacing(10)
        pair.addWidget(LabeledField(self.tr("Section"), self.section, self.theme), 1)
        pair.addWidget(LabeledField(self.tr("Dateline"), self.dateline, self.theme), 1)
        column.addLayout(pair)
        column.addWidget(LabeledField(self.tr("Kind of piece"), self.type, self.theme))
        column.addWidget(LabeledField(self.tr("Byline"), self.byline, self.theme))
        column.addWidget(LabeledField(self.tr("Tags"), self.tags, self.theme))

    def _build_image(self) -> None:
        self.image = LeadImageSection(self.theme, self._cache)
        self.guard_wheel(self.image.rights)
        self.add_section().addWidget(self.image)

    def _build_times(self) -> None:
        column = self.add_section(gap=6)
        self.embargo = EmbargoRow(self.theme, self.desk.newsroom.timezone)
        self.guard_wheel(self.embargo.moment)
        column.addWidget(self.embargo)
        self.published = self._fact_row(column, self.tr("Published"))
        self.updated = self._fact_row(column, self.tr("Updated"))

    def _fact_row(self, column: QVBoxLayout, words: str) -> TextLabel:
        row = QHBoxLayout()
        value = TextLabel("", self.theme, "interface", "secondary")
        name = TextLabel(words, self.theme, "interface")
        name.setMinimumHeight(22)
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(value)
        column.addLayout(row)
        return value

    def _build_note(self) -> None:
        column = self.add_section()
        self.note = CountedText(self.tr("Note to desk"), 0, self.theme, lines=3, one_paragraph=False)
        self.note.counter.hide()
        self.note.setPlaceholder(self.tr("Seen by the newsroom, never published"))
        column.addWidget(self.note)

    def _connect(self) -> None:
        self.slug.slug_edited.connect(self._edit_slug)
        self.section.activated.connect(
            lambda _index: self.edit(self.tr("Change section"), section=self.section.currentData())
        )
        self.dateline.textEdited.connect(lambda text: self.edit(self.tr("Change dateline"), dateline=text))
        self.type.type_chosen.connect(
            lambda word: self.edit(self.tr("Change kind of piece"), type=word or None)
        )
        self.byline.tokens_changed.connect(
            lambda names: self.edit(self.tr("Change byline"), authors=tuple(names))
        )
        self.tags.tokens_changed.connect(lambda tags: self.edit(self.tr("Change tags"), tags=tuple(tags)))
        self.image.image_edited.connect(lambda label, image: self.edit(label, image=image))
        self._errand.failed.connect(self.failed)
        self.image.replace_requested.connect(self.replace_picture)
        self.image.remove_requested.connect(lambda: self.edit(self.tr("Remove lead image"), image=None))
        self.embargo.embargo_edited.connect(self._edit_embargo)
        self.note.textEdited.connect(lambda text: self.edit(self.tr("Change note"), note=text))

    # -- following

    def session_replaced(self) -> None:
        """Another story: its slug is locked again if it was published, and the choices are read anew."""
        self._errand.forget()
        self.slug.forget_unlocking()
        settings = self.desk.newsroom.settings
        entries = tuple(self.desk.catalogue.entries) if self.desk.catalogue else ()
        authors = [*settings.authors, *(name for entry in entries for name in entry.authors)]
        self.byline.set_suggestions(dict.fromkeys(authors))
        self.tags.set_suggestions(dict.fromkeys(tag for entry in entries for tag in entry.tags))

    def show_meta(self, keys: frozenset[str]) -> None:
        """Show the story's values; a field that already shows its value is left alone, caret and all."""
        if self.session is None:
            return
        meta = self.session.meta
        if keys & {"slug", "section", "date", "status", "title"}:
            self._show_slug()
        if "section" in keys:
            self._show_section(meta.section)
        if "dateline" in keys and self.dateline.text() != meta.dateline:
            self.dateline.setText(meta.dateline)
        if "type" in keys:
            self.type.show_type(meta.extra)
        if "authors" in keys:
            self.byline.set_tokens(meta.authors)
        if "tags" in keys:
            self.tags.set_tokens(meta.tags)
        if "image" in keys:
            self.image.show_image(meta.image, self._picture_path(meta.image))
        if keys & {"embargo", "date", "lastmod"}:
            self._show_times()
        if "note" in keys:
            self.note.setText(meta.note)

    def focus_key(self, key: str) -> bool:
        """Put the caret in the field of a key of this panel."""
        fields: dict[str, QWidget] = {
            "slug": self.slug.editor,
            "section": self.section,
            "dateline": self.dateline,
            "type": self.type,
            "authors": self.byline,
            "tags": self.tags,
            "image": self.image.first_field,
            "embargo": self.embargo.switch,
            "note": self.note.editor,
        }
        field = fields.get(key)
        if field is None:
            return False
        field.setFocus()
        self._scroll.ensureWidgetVisible(field, 0, 40)
        return True

    def replace_picture(self) -> None:
        """Let a person choose the lead image."""
        if self.session is None:
            return
        chosen = self.choose_picture(self, Path(self.desk.newsroom.images_folder))
        if chosen is not None:
            self.set_picture(chosen)

    def set_picture(self, chosen: Path) -> None:
        """Make the picture file `chosen` the lead image, with the alt text, caption and credit written in the file."""
        if self.session is None:
            return
        places = PicturePlaces.of(self.desk.newsroom, self.session.story.path)
        self._errand.begin(self.session, places, chosen, self._take_picture)

    def _take_picture(self, placed: PlacedPicture) -> None:
        if self.session is None:
            return
        before = self.session.meta.image
        if before is not None and before.src == placed.src:
            return
        words = placed.words
        image = LeadImage(src=placed.src, alt=words.alt or None, caption=words.caption, credit=words.credit)
        self.edit(self.tr("Replace lead image") if before else self.tr("Add lead image"), image=image)

    def _show_slug(self) -> None:
        assert self.session is not None
        story, meta = self.session.story, self.session.meta
        was_published = meta.date is not None or meta.status in (Status.PUBLISHED, Status.KILLED)
        other = self.desk.lookup(story.slug)
        taken = other is not None and getattr(other, "path", story.path) != story.path
        self.slug.show_slug(story.slug, self.desk.newsroom.address_path(story), was_published, taken)

    def _show_section(self, section: str) -> None:
        with QSignalBlocker(self.section):
            self.section.clear()
            self.section.addItem(self.tr("Choose…"), "")
            names = list(self.desk.newsroom.settings.sections)
            if section and section not in names:
                names.append(section)
            for name in names:
                self.section.addItem(name, name)
            self.section.setCurrentIndex(max(0, self.section.findData(section)))

    def _show_times(self) -> None:
        assert self.session is not None
        meta, now, zone = self.session.meta, self.desk.clock(), self.desk.newsroom.timezone
        self.embargo.show_embargo(meta.embargo, now)
        self.published.setText(moment_words(meta.date, now, zone) if meta.date else self.tr("Not yet"))
        self.updated.setText(moment_words(meta.lastmod, now, zone) if meta.lastmod else "–")

    def _picture_path(self, image: LeadImage | None) -> Path | None:
        if image is None or self.session is None:
            return None
        return self.desk.newsroom.picture_path(self.session.story.path, image.src)

    def _edit_slug(self, slug: str) -> None:
        self.edit(self.tr("Change slug"), slug=slug)

    def _edit_embargo(self, moment: object) -> None:
        label = self.tr("Set embargo") if moment is not None else self.tr("Lift embargo")
        self.edit(label, embargo=moment)
