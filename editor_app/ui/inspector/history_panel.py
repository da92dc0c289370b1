"""The History panel: the versions of the story, by day, and what can be done with the selected one.

Reads the list by a thread and only while it is seen. Restores nothing itself: it asks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from editor_app.session.errand import Errand
from editor_app.stories.history.version import Listing, Version
from editor_app.ui.inspector.panel import PADDING, Panel
from editor_app.ui.inspector.surroundings import DeskLike
from editor_app.ui.inspector.version_list import VersionList
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import default_button, tool_button
from editor_app.ui.widgets.text_label import ElidedLabel, TextLabel
from editor_app.ui.widgets.time_words import moment_words


class HistoryPanel(Panel):
    """Alt+7.

    Signals:
        save_requested(): keep what the story says now under a name.
        compare_requested(Version): show what has become of this version.
        comparison_followed(Version | None): another version is selected; whoever compares compares with this one.
        copy_requested(Version): its text on the clipboard.
        restore_requested(Version): make the story say this again.
        left(): Esc in the list.
    """

    save_requested = Signal()
    compare_requested = Signal(object)
    comparison_followed = Signal(object)
    copy_requested = Signal(object)
    restore_requested = Signal(object)
    left = Signal()

    panel_id = "history"
    locked_in_source = False
    follows: frozenset[str] = frozenset()

    def __init__(self, theme: Theme, desk: DeskLike, parent: QWidget | None = None) -> None:
        super().__init__(theme, desk, parent)
        self.title = self.tr("History")
        self._history: Any = getattr(desk, "history", None)
        self._stale = True
        self._wanted = ""
        self._reading: Path | None = None
        self._errand = Errand(self)
        self._errand.finished.connect(self._show_listing)
        self._errand.failed.connect(self._could_not_read)
        self.save = default_button(self.tr("Save version…"), theme, size="small")
        self.save.clicked.connect(self.save_requested)
        self._build_list()
        self._build_footer()
        if self._history is not None:
            self._history.changed.connect(self._version_added)
        if (time_passed := getattr(desk, "time_passed", None)) is not None:
            time_passed.connect(self._date_anew)
        self._listing = Listing()
        self._select(None)

    def _build_list(self) -> None:
        self.versions = VersionList(self.theme)
        self.empty = TextLabel(
            self.tr("Versions appear here after the first save."), self.theme, "meta", "tertiary", wrap=True
        )
        self.empty.setContentsMargins(PADDING, 14, PADDING, 0)
        self.damage = TextLabel("", self.theme, "meta", "developing", wrap=True)
        self.damage.setContentsMargins(PADDING, 10, PADDING, 4)
        self.note = TextLabel(
            self.tr(
                "Stet keeps a version at every publish, when you save one, and for each 10 minutes of work. Published "
                "and saved versions stay; of others one an hour stays for 30 days, and one a day for a year."
            ),
            self.theme, "meta", "tertiary", wrap=True,
        )  # fmt: skip
        self.note.setContentsMargins(PADDING, 8, PADDING, 10)
        for widget in (self.empty, self.damage, self.versions, self.note):
            self._sections.insertWidget(self._sections.count() - 1, widget)
        self._sections.setStretch(self._sections.indexOf(self.versions), 1)
        self._sections.setStretch(self._sections.count() - 1, 0)
        self.versions.version_selected.connect(self._select)
        self.versions.opened.connect(self.compare_requested)
        self.versions.escaped.connect(self.left)

    def _build_footer(self) -> None:
        row = self.add_footer()
        self.chosen = ElidedLabel("", self.theme, "meta", "secondary")
        self.copy = tool_button("copy", self.tr("Copy text"), self.theme)
        self.compare = default_button(self.tr("Compare"), self.theme, size="small")
        self.restore = default_button(self.tr("Restore"), self.theme, size="small")
        row.addWidget(self.chosen, 1)
        for button, signal in (
            (self.copy, self.copy_requested),
            (self.compare, self.compare_requested),
            (self.restore, self.restore_requested),
        ):
            row.addWidget(button)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self.versions.version))

    # -- for the inspector

    def header_buttons(self) -> tuple[QWidget, ...]:
        """Save version."""
        return (self.save,)

    def session_replaced(self) -> None:
        """Another story has other versions."""
        self._stale = True
        self.save.setEnabled(self.session is not None)
        self._show(Listing())
        self.empty.hide()
        self.refresh()

    def show_meta(self, keys: frozenset[str]) -> None:
        """What the front matter says is nothing to a list of versions."""

    def refresh(self) -> None:
        """Read the versions again, if anybody looks."""
        self._stale = True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read()

    def select_version(self, key: str) -> None:
        """Select a version, now or as soon as it is listed."""
        if not self.versions.select(key):
            self._wanted = key

    # -- reading

    def _version_added(self, path: Path) -> None:
        if self.session is not None and self.session.story.path == path:
            self.refresh()

    def _read(self) -> None:
        session, history = self.session, self._history
        if session is None or history is None or self._errand.is_running:
            return
        self._stale, self._reading = False, session.story.path
        path, keeper = self._reading, history.keeper
        self._errand.start(lambda: (path, keeper.versions(path), keeper.machine))

    def _show_listing(self, read: tuple[Path, Listing, str]) -> None:
        path, listing, machine = read
        if self.session is None or self.session.story.path != path:
            self._read()
            return
        self._show(listing, machine)
        if self._wanted and self.versions.select(self._wanted):
            self._wanted = ""
        if self._stale and self.isVisible():
            self._read()

    def _could_not_read(self, _failure: Exception) -> None:
        self.damage.setText(self.tr("The versions cannot be read from the disk."))
        self.damage.show()

    def _show(self, listing: Listing, machine: str = "") -> None:
        self._listing, self._on = listing, machine
        zone = self.desk.newsroom.timezone
        self.versions.show_versions(listing, machine, self.desk.clock(), zone)
        has_any = bool(listing.versions)
        self.empty.setVisible(not has_any and not listing.damaged)
        for widget in (self.versions, self.note):
            widget.setVisible(has_any)
        self._sections.setStretch(self._sections.count() - 1, 0 if has_any else 1)
        self.damage.setVisible(bool(listing.damaged))
        one, many = (
            self.tr("1 version is damaged on disk and left out."),
            self.tr("{0} versions are damaged on disk and left out."),
        )
        self.damage.setText(one if listing.damaged == 1 else many.format(listing.damaged))

    def _date_anew(self) -> None:
        """At midnight today is yesterday."""
        if self.isVisible() and self._listing.versions:
            self._show(self._listing, self._on)

    def _select(self, version: Version | None) -> None:
        for button in (self.copy, self.compare, self.restore):
            button.setEnabled(version is not None)
        if version is None:
            self.chosen.setText("")
        else:
            zone = self.desk.newsroom.timezone
            self.chosen.setText(moment_words(version.at, self.desk.clock(), zone))
        self.comparison_followed.emit(version)
