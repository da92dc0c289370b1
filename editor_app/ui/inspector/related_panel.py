"""The Related panel: the "Also read" list of a story, found by searching, ordered by hand, and suggested."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from editor_app.stories.related import RelatedLink
from editor_app.stories.workflow import Status
from editor_app.ui.inspector.other_link_form import OtherLinkForm
from editor_app.ui.inspector.panel import Panel
from editor_app.ui.inspector.reorder_list import ReorderList
from editor_app.ui.inspector.story_finder import StoryFinder
from editor_app.ui.inspector.suggestions import Suggestion, suggestions_for
from editor_app.ui.inspector.surroundings import DeskLike
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import default_button, link_button
from editor_app.ui.widgets.columns import remove_all
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.state_glyph import LONG_STATE_WORDS
from editor_app.ui.widgets.text_label import ElidedLabel, TextLabel
from editor_app.ui.widgets.time_words import moment_in_sentence


class RelatedPanel(Panel):
    """Signals:
    insert_also_read_requested(tuple[RelatedLink, ...]): put these into the text at the caret.
    open_story_requested(slug): open a related story.
    """

    insert_also_read_requested = Signal(object)
    open_story_requested = Signal(str)

    panel_id = "related"
    follows = frozenset({"related", "tags", "section"})

    def __init__(self, theme: Theme, desk: DeskLike, parent: QWidget | None = None) -> None:
        super().__init__(theme, desk, parent)
        self.title = self.tr("Related")
        self._replacing: RelatedLink | None = None
        self._build_search_and_list()
        self._build_suggestions()
        self._build_other_links()
        theme.changed.connect(self.refresh)

    # -- building

    def _build_search_and_list(self) -> None:
        column = self.add_section(gap=10)
        self.finder = StoryFinder(self.theme, self._search, self._about)
        self.finder.chosen.connect(self._add_entry)
        column.addWidget(self.finder)
        column.addSpacing(6)
        heading, _title, self._count = self.heading(self.tr("In this story"))
        column.addLayout(heading)
        self.stories = ReorderList(self.theme)
        self.stories.moved.connect(lambda start, end: self._move(self._story_links(), start, end))
        self.stories.removed.connect(lambda index: self._remove(self._story_links()[index]))
        self.stories.activated.connect(self._open)
        self.stories.menu_asked.connect(
            lambda index, where: self.menu_for(self._story_links(), index).popup(where)
        )
        self._empty_list = TextLabel(
            self.tr("No related stories yet. Search above, or add one of the suggestions."),
            self.theme, "meta", "tertiary", wrap=True,
        )  # fmt: skip
        column.addWidget(self._empty_list)
        column.addWidget(self.stories)
        self._insert_row = QWidget()
        row = QHBoxLayout(self._insert_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(TextLabel(self.tr("Shown at the end of the story"), self.theme, "meta", "tertiary"))
        row.addStretch(1)
        self.insert_here = default_button(self.tr("Insert here"), self.theme, size="small")
        self.insert_here.setToolTip(self.tr("Put these into the text at the caret, as an “Also read” block"))
        self.insert_here.clicked.connect(self._insert_here)
        row.addWidget(self.insert_here)
        column.addWidget(self._insert_row)

    def _build_suggestions(self) -> None:
        column = self.add_section(gap=4)
        heading, _title, _note = self.heading(self.tr("Suggested"), self.tr("Same tags or section"))
        column.addLayout(heading)
        self._suggested = QVBoxLayout()
        self._suggested.setSpacing(0)
        column.addLayout(self._suggested)
        self.suggestions: list[Suggestion] = []

    def _build_other_links(self) -> None:
        column = self.add_section(gap=8)
        heading, _title, _note = self.heading(self.tr("Other links"))
        self.add_link = default_button(self.tr("Add link…"), self.theme, size="small")
        heading.addWidget(self.add_link)
        column.addLayout(heading)
        self.link_form = OtherLinkForm(self.theme)
        self.link_form.hide()
        column.addWidget(self.link_form)
        self.outside = ReorderList(self.theme)
        self.outside.moved.connect(lambda start, end: self._move(self._outside_links(), start, end))
        self.outside.removed.connect(lambda index: self._remove(self._outside_links()[index]))
        self.outside.menu_asked.connect(
            lambda index, where: self.menu_for(self._outside_links(), index).popup(where)
        )
        column.addWidget(self.outside)
        self.add_link.clicked.connect(self.link_form.open_form)
        self.link_form.link_added.connect(lambda url, title: self._add(RelatedLink(url=url, title=title)))
        self.link_form.closed.connect(self.add_link.setFocus)

    # -- following

    def session_replaced(self) -> None:
        """Another story: the search starts empty."""
        self._replacing = None
        self.finder.clear()
        self.link_form.hide()

    def show_meta(self, keys: frozenset[str]) -> None:
        """Show the list, and what else could be in it."""
        if self.session is None:
            return
        stories, outside = self._story_links(), self._outside_links()
        self.stories.show_rows([self._story_row(link) for link in stories])
        self.outside.show_rows([self._outside_row(link) for link in outside])
        self.outside.setVisible(bool(outside))
        self.stories.setVisible(bool(stories))
        self._empty_list.setVisible(not stories)
        self._insert_row.setVisible(bool(stories or outside))
        self.insert_here.setEnabled(any(link.is_linked for link in self._links()))
        total = len(stories)
        self._count.setText(
            (self.tr("1 story") if total == 1 else self.tr("{0} stories").format(total)) if total else ""
        )
        self._show_suggestions()

    def focus_key(self, key: str) -> bool:
        """Put the keyboard on entry n for "related:n", or in the search field for "related"."""
        name, _, number = key.partition(":")
        if name != "related":
            return False
        links = self._links()
        index = int(number) if number.isdecimal() else -1
        if not 0 <= index < len(links):
            self.finder.field.setFocus()
            return True
        link = links[index]
        section, members = (
            (self.outside, self._outside_links()) if link.url else (self.stories, self._story_links())
        )
        row = next(position for position, member in enumerate(members) if member is link)
        section.rows[row].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll.ensureWidgetVisible(section.rows[row])
        return True

    # -- the list

    def _links(self) -> tuple[RelatedLink, ...]:
        return self.session.meta.related if self.session is not None else ()

    def _story_links(self) -> list[RelatedLink]:
        return [link for link in self._links() if not link.url]

    def _outside_links(self) -> list[RelatedLink]:
        return [link for link in self._links() if link.url]

    def _add_entry(self, entry: Any) -> None:
        self.add_story(entry.slug)

    def add_story(self, slug: str) -> None:
        """Add a story of the newsroom at the end, or in place of the entry that is being linked."""
        links = self._links()
        if any(link.story == slug for link in links):
            return
        replaced = self._replacing
        self._replacing = None
        if replaced is not None and replaced in links:
            linked = replaced.model_copy(update={"story": slug})
            self._edit(
                self.tr("Link related story"), tuple(linked if link == replaced else link for link in links)
            )
            self.finder.clear()
        else:
            self._add(RelatedLink(story=slug))

    def _add(self, link: RelatedLink) -> None:
        self._edit(self.tr("Add related link"), (*self._links(), link))

    def _remove(self, link: RelatedLink) -> None:
        self._edit(
            self.tr("Remove related link"), tuple(other for other in self._links() if other is not link)
        )

    def _move(self, members: Sequence[RelatedLink], start: int, end: int) -> None:
        """Reorder the links of one section, leaving those of the other section where they are in the whole list."""
        order = list(members)
        order.insert(end, order.pop(start))
        waiting = iter(order)
        moved = tuple(
            next(waiting) if any(link is member for member in members) else link for link in self._links()
        )
        self._edit(self.tr("Move related link"), moved)

    def _edit(self, label: str, links: tuple[RelatedLink, ...]) -> None:
        self.edit(label, related=links)

    def menu_for(self, members: Sequence[RelatedLink], index: int) -> QMenu:
        """The context menu of entry `index` of one section."""
        link = members[index]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if link.story:
            menu.addAction(self.tr("Open story"), lambda: self.open_story_requested.emit(link.story))
        insert = menu.addAction(self.tr("Insert here"), lambda: self.insert_also_read_requested.emit((link,)))
        insert.setEnabled(link.is_linked)
        menu.addSeparator()
        up = menu.addAction(self.tr("Move up"), lambda: self._move(members, index, index - 1))
        down = menu.addAction(self.tr("Move down"), lambda: self._move(members, index, index + 1))
        up.setEnabled(index > 0)
        down.setEnabled(index < len(members) - 1)
        menu.addSeparator()
        menu.addAction(self.tr("Remove"), lambda: self._remove(link))
        return menu

    def _insert_here(self) -> None:
        self.insert_also_read_requested.emit(tuple(link for link in self._links() if link.is_linked))

    def _open(self, index: int) -> None:
        link = self._story_links()[index]
        if link.story:
            self.open_story_requested.emit(link.story)
        else:
            self._find_for(link)

    def _find_for(self, link: RelatedLink) -> None:
        self._replacing = link
        self.finder.field.setText(link.title)
        self.finder.field.setFocus()

    # -- rows

    def _story_row(self, link: RelatedLink) -> tuple[QWidget, str]:
        entry = self.desk.lookup(link.story) if link.story else None
        headline = link.title or (entry.headline if entry else link.story)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(1)
        column.addWidget(TextLabel(headline, self.theme, "interface_medium", wrap=True))
        words, tone = self._state_of(link, entry)
        state = TextLabel(words, self.theme, "meta", tone, wrap=True)
        if link.story:
            column.addWidget(state)
        else:
            row = QHBoxLayout()
            find = link_button(self.tr("Find it"), self.theme)
            find.clicked.connect(lambda: self._find_for(link))
            row.addWidget(state, 1)
            row.addWidget(find)
            column.addLayout(row)
        return holder, f"{headline}. {words}"

    def _outside_row(self, link: RelatedLink) -> tuple[QWidget, str]:
        host = urlsplit(link.url).hostname or ""
        title = link.title or link.url
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 3, 0, 0)
        row.setSpacing(7)
        mark = QLabel()
        mark.setPixmap(self.theme.pixmap("link-simple", 15, "text.tertiary"))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(TextLabel(title, self.theme, "interface", wrap=True))
        address = ElidedLabel(link.url.partition("://")[2] or link.url, self.theme, "meta", "tertiary")
        words.addWidget(address)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return holder, f"{title}. {host}"

    def _state_of(self, link: RelatedLink, entry: Any | None) -> tuple[str, str]:
        if not link.is_linked:
            return self.tr("Not linked to a story yet. Left out."), "developing"
        if entry is None:
            return self.tr("No story “{0}” in this newsroom. Left out.").format(link.story), "breaking"
        return self._about(entry, with_section=False)

    def _about(self, entry: Any, with_section: bool = True) -> tuple[str, str]:
        now, zone = self.desk.clock(), self.desk.newsroom.timezone
        if entry.status is Status.PUBLISHED and (entry.embargo is None or entry.embargo <= now):
            moment = entry.date or entry.modified
            when = moment_in_sentence(moment, now, zone) if moment else ""
            if with_section and entry.section:
                return ", ".join(part for part in (entry.section, when) if part), "tertiary"
            return self.tr("Published {0}").format(when).strip(), "tertiary"
        if entry.status is Status.PUBLISHED:
            state = self.tr("Embargoed")
        else:
            state = LONG_STATE_WORDS.get(entry.status, str(entry.status).capitalize())
        if entry.status is Status.KILLED:
            return self.tr("{0}. Left out.").format(state), "developing"
        return self.tr("{0}. Left out until published.").format(state), "developing"

    # -- search and suggestions

    def _search(self, query: str) -> list[Any]:
        if self.session is None or self.desk.catalogue is None:
            return []
        taken = {link.story for link in self._links()} | {self.session.story.slug}
        return [entry for entry in self.desk.catalogue.search(query, limit=20) if entry.slug not in taken]

    def _show_suggestions(self) -> None:
        assert self.session is not None
        entries = self.desk.catalogue.entries if self.desk.catalogue is not None else ()
        suggestions = suggestions_for(self.session.story.slug, self.session.meta, entries)
        if suggestions == self.suggestions and self._suggested.count():
            return
        self.suggestions = suggestions
        remove_all(self._suggested)
        for suggestion in suggestions:
            self._suggested.addWidget(hline())
            self._suggested.addWidget(self._suggestion_row(suggestion))
        if not suggestions:
            words = self.tr("Give the story tags or a section to get suggestions.")
            self._suggested.addWidget(TextLabel(words, self.theme, "meta", "tertiary", wrap=True))

    def _suggestion_row(self, suggestion: Suggestion) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 8, 0, 9)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(TextLabel(suggestion.headline, self.theme, "interface", wrap=True))
        words.addWidget(TextLabel(suggestion.reason, self.theme, "meta", "tertiary", wrap=True))
        add = default_button(self.tr("Add"), self.theme, size="small")
        add.setAccessibleName(self.tr("Add {0}").format(suggestion.headline))
        add.clicked.connect(lambda: self.add_story(suggestion.slug))
        row.addLayout(words, 1)
        row.addWidget(add)
        return holder
