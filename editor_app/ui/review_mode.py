"""Review mode of the window: the page readers will get takes the editor's place, with the decision beside it.

Shows and hides columns; what is decided, and what actions do, is the business of `review_commands`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.story_session import StorySession
from editor_app.ui.arrangement import LIST_BESIDE_EDITOR
from editor_app.ui.preview.pane import PreviewPane
from editor_app.ui.review.column import DEFAULT_WIDTH, ReviewColumn
from editor_app.ui.review.header import ReviewHeader
from editor_app.ui.screens import Device
from editor_app.ui.theme import Theme

_LIST_WIDTH = 286


class ReviewMode(QObject):
    """On or off. The page is the preview's own: the pane stays where it is and wears another header.

    Signals:
        changed(bool): review begins, or has ended.
    """

    changed = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        desk: NewsroomSession,
        splitter: QSplitter,
        stories: QWidget,
        page: PreviewPane,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._splitter, self._stories, self._page = splitter, stories, page
        self._away: Sequence[QWidget] = ()
        self._device_before = page.device
        self._device = Device.TABLET
        self.is_on = False
        self.header = ReviewHeader(theme)
        self.header.setParent(page)
        self.header.hide()
        self.column = ReviewColumn(theme, desk)
        self.column.hide()
        splitter.addWidget(self.column)
        splitter.setStretchFactor(splitter.indexOf(self.column), 0)
        self.header.device_chosen.connect(page.set_device)
        page.device_changed.connect(lambda device: self.header.show_device(Device(device)))
        desk.time_passed.connect(self.header.refresh)

    def set_away(self, widgets: Sequence[QWidget]) -> None:
        """These leave the window while a story is reviewed."""
        self._away = tuple(widgets)

    def set_session(self, session: StorySession | None) -> None:
        """Review another story; without one there is nothing to review."""
        self.header.set_session(session)
        self.column.set_session(session)

    def begin(self) -> None:
        """Review from now on; whoever lays out the window calls `arrange` after this."""
        if self.is_on:
            return
        self.is_on = True
        self._device_before = self._page.device
        self._page.wear(self.header)
        self._page.set_device(self._device)
        self.header.show_device(self._device)
        self._splitter.setStretchFactor(self._splitter.indexOf(self._page), 1)
        self.changed.emit(True)

    def end(self) -> None:
        """Edit from now on; whoever lays out the window shows the other columns again."""
        if not self.is_on:
            return
        self.is_on = False
        self._device = self._page.device
        self.column.hide()
        self._page.wear(None)
        self._page.set_device(self._device_before)
        self._splitter.setStretchFactor(self._splitter.indexOf(self._page), 0)
        self.changed.emit(False)

    def arrange(self, window_width: int, resize: bool) -> None:
        """Show the page, the decision and, where there is room, the list; everything else leaves."""
        for widget in self._away:
            widget.hide()
        self._stories.setVisible(window_width >= LIST_BESIDE_EDITOR)
        self.column.show()
        self._page.show()
        if resize:
            self._set_widths()

    def _set_widths(self) -> None:
        stories = _LIST_WIDTH if self._stories.isVisibleTo(self._splitter) else 0
        wanted = {self._stories: stories, self.column: DEFAULT_WIDTH}
        wanted[self._page] = max(1, self._splitter.width() - stories - DEFAULT_WIDTH - 2)
        columns = (self._splitter.widget(index) for index in range(self._splitter.count()))
        self._splitter.setSizes([wanted.get(column, 0) for column in columns])
