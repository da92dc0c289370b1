"""The preview beside the editor: the page readers will get, following every key.

Joins the header, the framed page and the pages of the story. Says what happened by signals; changes no story.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl, Signal, SignalInstance
from PySide6.QtGui import QColor, QDesktopServices, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from editor_app.locations import resources_folder
from editor_app.publish.theme import ThemeFault
from editor_app.session.preview_feed import Patch
from editor_app.session.story_session import StorySession
from editor_app.ui.preview.address_label import AddressLabel
from editor_app.ui.preview.answer_watch import AnswerWatch
from editor_app.ui.preview.engine import WebEngine, web_engine
from editor_app.ui.preview.header import PreviewHeader
from editor_app.ui.preview.notice import PreviewNotice
from editor_app.ui.preview.outside import Browser
from editor_app.ui.preview.patch_queue import PatchQueue
from editor_app.ui.preview.story_pages import Desk, MakePages, StoryPages
from editor_app.ui.screens import ColourScheme, Device
from editor_app.ui.theme import Theme, set_surface
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from editor_app.ui.preview.scheme_handler import StoryShelf
    from editor_app.ui.preview.web_view import FramedPage

MINIMUM_WIDTH = 400
# The editor paints first: whoever opens a story looks at its text.
AFTER_TEXT_MS = 25
_PAPER = {ColourScheme.LIGHT: "#ffffff", ColourScheme.DARK: "#171614"}


class PreviewPane(QWidget):
    """The pane.

    Signals:
        block_clicked(str): the key of the block that was clicked in the page.
        field_clicked(str): the head field ("title", "kicker", …) that was clicked.
        block_reached(str): a person scrolled the page; the key of its first block in view, empty while its head is.
        patched(Patch): the page shows this change now.
        page_shown(): a story's page has been loaded.
        device_changed(str): the page is laid out for another device now.
        printed(bool): what `print_page` began has ended; whether it is printed.
        close_requested(): the person closed the preview.
        trouble(str): a sentence about something that could not be done.
    """

    block_clicked = Signal(str)
    field_clicked = Signal(str)
    block_reached = Signal(str)
    patched = Signal(object)
    page_shown = Signal()
    device_changed = Signal(str)
    printed = Signal(bool)
    close_requested = Signal()
    trouble = Signal(str)

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        engine: WebEngine | None = None,
        make_pages: MakePages | None = None,
        open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl,
        blocked: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._desk = desk
        self._engine = engine or web_engine()
        self._browser = Browser(open_address, self)
        self._blocked = blocked
        self._worn: QWidget | None = None
        self._frame: FramedPage | None = None
        self._shelf: StoryShelf | None = None
        self._scheme = ColourScheme.DARK if theme.is_dark else ColourScheme.LIGHT
        self._scheme_chosen = False
        self._device = Device.PHONE
        self._last_key = ""
        self._is_settled = False
        self._soon = QTimer(self, singleShot=True, interval=AFTER_TEXT_MS)
        self._soon.timeout.connect(self._load)
        self._queue = PatchQueue(self._send, self)
        self._pages = StoryPages(desk, self._queue, make_pages, self)
        self._watch = AnswerWatch(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        set_surface(self, "panel")
        self.setAccessibleName("Preview")
        self.setMinimumWidth(MINIMUM_WIDTH)
        self.header = PreviewHeader(self._theme)
        self.notice = PreviewNotice(self._theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self._header_line = hline()
        column.addWidget(self._header_line)
        self.fault_bar = NoticeBar("warning", "", (), self._theme)
        self.fault_bar.hide()
        column.addWidget(self.fault_bar)
        column.addWidget(self._stack, 1)
        self._address = AddressLabel(self._theme, self)
        self.header.show_device(Device.PHONE, 1.0)
        self.header.show_scheme(self._scheme)
        self._show_notice()

    def _connect(self) -> None:
        self.header.device_chosen.connect(self.set_device)
        self.header.scheme_chosen.connect(self._choose_scheme)
        self.header.browser_requested.connect(self.show_in_browser)
        self.header.close_requested.connect(self.close_requested)
        self.notice.chosen.connect(self._notice_answered)
        self._queue.patched.connect(self.patched)
        self._browser.failed.connect(self.trouble)
        self._pages.ready.connect(self._load)
        self._pages.failed.connect(self._page_stays)
        self._pages.restyled.connect(self._restyled)
        self._queue.patched.connect(self._renewed)
        self._queue.patched.connect(self._watch.answered)
        self._watch.silent.connect(self._stuck)
        self._theme.changed.connect(self._follow_theme)

    # -- what the window asks

    def wear(self, header: QWidget | None) -> None:
        """Show another header above the page, as in review; None: the preview's own."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        if self._worn is not None:
            layout.removeWidget(self._worn)
            self._worn.hide()
        self._worn = header
        if header is not None:
            layout.insertWidget(0, header)
            header.show()
        self.header.setVisible(header is None)
        self._header_line.setVisible(header is None)

    def focus_page(self) -> None:
        """Give the page the keyboard, to scroll it."""
        is_page = self._frame is not None and self._stack.currentWidget() is self._frame
        (self._frame.view if self._frame is not None and is_page else self.notice.button).setFocus()

    @property
    def is_available(self) -> bool:
        """Whether pages can be shown here at all."""
        return self._engine.available

    def set_session(self, session: StorySession | None) -> None:
        """Follow another story, or none. Its page takes the place of the one that shows as soon as its text is seen."""
        self._last_key = ""
        self._is_settled = False
        self._pages.follow(session)
        if session is None or not self._engine.available:
            self._load()
        else:
            self._soon.start()

    def show_block(self, key: str) -> None:
        """Keep this block in view: the caret is in it."""
        self._last_key = key
        self._pages.prefer(key)
        if self._frame is not None and self.isVisible():
            self._frame.show_block(key)

    def reveal_block(self, key: str) -> None:
        """Scroll this block to the top, as the editor was scrolled to it; empty: to the head of the page."""
        if self._frame is not None and self.isVisible():
            self._frame.reveal_block(key)

    @property
    def device(self) -> Device:
        """The device the page is laid out for."""
        return self._device

    def set_device(self, device: Device | str) -> None:
        """Lay the page out for a phone, a tablet or a desktop."""
        device = Device(device)
        changed = device is not self._device
        self._device = device
        if self._frame is not None:
            self._frame.set_device(device)
        else:
            self.header.show_device(device, 1.0)
        if changed:
            self.device_changed.emit(str(device))

    @property
    def scheme(self) -> ColourScheme:
        """The colours the page is shown in."""
        return self._scheme

    def set_scheme(self, scheme: ColourScheme | str) -> None:
        """Show the page as readers see it who prefer light, or dark."""
        scheme = ColourScheme(scheme)
        if scheme is self._scheme:
            return
        self._scheme = scheme
        self.header.show_scheme(scheme)
        if self._frame is not None:
            self._frame.set_ground(QColor(_PAPER[scheme]))
        self._pages.set_color_scheme(scheme)

    def show_in_browser(self) -> None:
        """Open the story's page in the person's browser."""
        session = self._pages.session
        if session is not None:
            self._browser.show_story(self._desk.newsroom, session.story, self._desk.clock())

    @property
    def frame(self) -> FramedPage | None:
        """The framed page, once one was shown."""
        return self._frame

    @property
    def is_up_to_date(self) -> bool:
        """Whether the page shows every edit."""
        return self._queue.is_idle

    @property
    def is_shown(self) -> bool:
        """Whether the page of the story is there to be looked at."""
        is_page = self._frame is not None and self._stack.currentWidget() is self._frame
        return is_page and self._is_settled and self.isVisible()

    def print_page(self, printer: QPrinter) -> bool:
        """Begin to print the page; `printer` has to live until `printed`. False when no page is shown."""
        if self._frame is None or not self.is_shown:
            return False
        if printer.outputFileName():  # letters stay letters, where a printer is sent a picture of the page
            self._frame.view.printToPdf(printer.outputFileName(), printer.pageLayout(), printer.pageRanges())
        else:
            self._frame.view.print(printer)
        return True

    # -- the page

    def _send(self, patch: Patch, done: Callable[[], None]) -> None:
        if self._frame is not None:
            self._watch.expect()
            self._frame.patch(patch, done)

    def _load(self) -> None:
        """Show the story's page anew, if anybody can see it."""
        self._soon.stop()
        if self._pages.session is None or not self._engine.available:
            self._show_notice()
            return
        if not self.isVisible():
            return
        frame, shelf = self._framed()
        try:
            page = self._pages.page(shelf, self._scheme)
        except ThemeFault as fault:
            self._page_failed(str(fault))
            return
        if page is None:
            return
        self._is_settled = False
        if self._watch.is_overdue and frame.end_process():
            return  # its end leads here again
        self._watch.expect()
        frame.show_page(*page)
        self.fault_bar.hide()
        self._stack.setCurrentWidget(frame)
        self.header.browser_button.setEnabled(True)

    def _page_failed(self, reason: str) -> None:
        self._queue.close()
        self.fault_bar.hide()
        self.notice.say("The page cannot be made", reason, "Try again")
        self._stack.setCurrentWidget(self.notice)

    def _page_stays(self, reason: str) -> None:
        """A change of the theme cannot be shown: say so above the last page that could be made."""
        self.fault_bar.set_text("The page is as it was before.", reason)
        self.fault_bar.show()

    def _renewed(self, patch: Patch) -> None:
        if patch.page:
            self.fault_bar.hide()

    def _restyled(self) -> None:
        if self._stack.currentWidget() is self.notice:
            self._load()

    def _page_ready(self) -> None:
        self._watch.answered()
        self._is_settled = True
        self._queue.open()
        if self._last_key and self._frame is not None:
            self._frame.show_block(self._last_key)
        self.page_shown.emit()

    def _tell(self, signal: SignalInstance, about: str) -> None:
        """What the page reports counts unless it is still the page of the story before."""
        if self._is_settled:
            signal.emit(about)

    def _stuck(self) -> None:
        """The page does not answer: only a new process would help, and whether that is worth it a person says."""
        self._queue.close()
        self.notice.say("The preview does not answer", "Your text is not affected.", "Start it again")
        self._stack.setCurrentWidget(self.notice)

    def _crashed(self, too_often: bool) -> None:
        self.printed.emit(False)  # what was being printed never ends by itself
        self._watch.answered()
        self._queue.close()
        if too_often:
            self.notice.say("The preview stopped", "Your text is not affected.", "Show again")
            self._stack.setCurrentWidget(self.notice)
        else:
            self._load()

    # -- the view

    def _framed(self) -> tuple[FramedPage, StoryShelf]:
        """The framed page and the shelf it is served from, made when first a page is to be seen."""
        if self._frame is not None and self._shelf is not None:
            return self._frame, self._shelf
        from editor_app.ui.preview.scheme_handler import StoryShelf
        from editor_app.ui.preview.web_view import FramedPage

        shelf = StoryShelf()
        script = resources_folder() / "app" / "preview_patch.js"
        frame = FramedPage(self._theme, shelf, script, self._blocked)
        frame.set_ground(QColor(_PAPER[self._scheme]))
        frame.ready.connect(self._page_ready)
        frame.block_clicked.connect(lambda key: self._tell(self.block_clicked, key))
        frame.field_clicked.connect(lambda field: self._tell(self.field_clicked, field))
        frame.scrolled.connect(lambda key: self._tell(self.block_reached, key))
        frame.link_asked_for.connect(self._browser.open_link)
        frame.link_hovered.connect(self._show_address)
        frame.scale_changed.connect(lambda scale: self.header.show_device(self._device, scale))
        frame.crashed.connect(self._crashed)
        frame.view.printFinished.connect(self.printed)
        frame.view.pdfPrintingFinished.connect(lambda _file, is_done: self.printed.emit(is_done))
        frame.set_device(self._device)
        self._stack.addWidget(frame)
        self._frame, self._shelf = frame, shelf
        return frame, shelf

    def _show_notice(self) -> None:
        if not self._engine.available:
            button = "Preview in browser" if self._pages.session is not None else ""
            self.notice.say("Preview needs the web engine", self._engine.reason, button)
        else:
            self.notice.say("No story is open", "Choose a story in the list.")
        self.header.set_controls_enabled(self._engine.available)
        self.header.browser_button.setEnabled(self._pages.session is not None)
        self._stack.setCurrentWidget(self.notice)

    def _notice_answered(self) -> None:
        if self._engine.available:
            self._load()
        else:
            self.show_in_browser()

    def _show_address(self, address: str) -> None:
        outside = QUrl(address).scheme() in {"http", "https", "mailto"}
        self._address.show_address(address if outside else "", "Ctrl+click opens it")

    def _choose_scheme(self, scheme: ColourScheme) -> None:
        self._scheme_chosen = True
        self.set_scheme(scheme)

    def _follow_theme(self) -> None:
        if not self._scheme_chosen:
            self.set_scheme(ColourScheme.DARK if self._theme.is_dark else ColourScheme.LIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the address of a link at the foot."""
        super().resizeEvent(event)
        self._address.place()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the story."""
        super().showEvent(event)
        self._load()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: stop patching, so that a hidden preview costs nothing."""
        super().hideEvent(event)
        self._queue.close()
        if not self._watch.is_overdue:
            self._watch.answered()
