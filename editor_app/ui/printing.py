"""Printing the story's page, as its readers would print it: black on white, links with their addresses.

Prints what the preview shows, in the preview's own process, so that nothing is fetched for it.
"""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QObject, Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from editor_app.ui.workspace import Workspace

_MARGIN_MM = 15
_DOTS_AN_INCH = 300  # at the 1,200 of some printers a page takes half a minute, and looks the same


class Printing(QObject):
    """One print at a time."""

    def __init__(self, workspace: Workspace, host: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._host = workspace, host
        self._preview = workspace.preview
        self._printer: QPrinter | None = None
        self._is_wanted = False
        self._preview.page_shown.connect(self._ask_if_wanted)
        self._preview.printed.connect(self._printed)
        workspace.current_changed.connect(self._forget)

    def start(self) -> None:
        """Show the page, then ask where it is to be printed."""
        if self._workspace.session is None or self._printer is not None:
            return
        if not self._preview.is_available:
            self._workspace.trouble.emit("Printing needs the web engine. Print the page from the browser.")
            self._preview.show_in_browser()
            return
        self._is_wanted = True
        self._workspace.show_panel("preview")
        if self._preview.is_shown:
            self._ask_if_wanted()

    def _ask_if_wanted(self) -> None:
        session = self._workspace.session
        if not self._is_wanted or session is None:
            return
        self._is_wanted = False
        printer = self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_DOTS_AN_INCH)
        printer.setPageMargins(
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter
        )
        printer.setDocName(session.meta.title or session.path.stem)
        dialog = QPrintDialog(printer, self._host)
        dialog.setWindowTitle("Print")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.accepted.connect(self._print)
        dialog.rejected.connect(self._end)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _print(self) -> None:
        if self._printer is None or not self._preview.print_page(self._printer):
            self._printed(False)

    def _printed(self, is_done: bool) -> None:
        printer = self._printer
        self._end()
        if printer is None:
            return
        if is_done:
            file = printer.outputFileName()
            self._workspace.toast.say(f"Printed to {file}" if file else "Sent to the printer")
        else:
            self._workspace.trouble.emit(
                "The page was not printed. See whether the printer is there, or print to a PDF file."
            )

    def _end(self) -> None:
        self._printer = None

    def _forget(self) -> None:
        self._is_wanted = False
