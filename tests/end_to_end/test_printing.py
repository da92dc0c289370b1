"""Print, into a PDF file, what readers get."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from editor_app.ui.main_window import MainWindow
from tests.end_to_end.conftest import Hands
from tests.end_to_end.test_publishing import opened


def test_the_page_is_printed_as_readers_get_it(
    window: MainWindow, room: Path, tmp_path: Path, hands: Hands
) -> None:
    assert window.workspace is not None
    opened(window, room, "ferry-aground")
    window.table["file.print"].trigger()
    hands.wait_for(lambda: window.findChild(QPrintDialog) is not None)
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    file = tmp_path / "ferry.pdf"
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    dialog.done(QPrintDialog.DialogCode.Accepted)
    toast = window.workspace.toast
    hands.wait_for(lambda: toast.accessibleName() == f"Printed to {file}")
    read = QPdfDocument()
    read.load(str(file))
    words = " ".join(" ".join(read.getAllText(page).text() for page in range(read.pageCount())).split())
    assert "Ferry with 143 aboard runs aground" in words
    read.close()


def test_nothing_is_printed_when_nobody_wants_it_any_more(
    window: MainWindow, room: Path, hands: Hands
) -> None:
    opened(window, room, "ferry-aground")
    window.table["file.print"].trigger()
    hands.wait_for(lambda: window.findChild(QPrintDialog) is not None)
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    dialog.reject()
    hands.wait_for(lambda: window.findChild(QPrintDialog) is None)
    window.table["file.print"].trigger()
    hands.wait_for(lambda: window.findChild(QPrintDialog) is not None)


def test_a_preview_that_dies_while_it_prints_says_so_and_prints_again(
    window: MainWindow, room: Path, hands: Hands
) -> None:
    assert window.workspace is not None and window.commands is not None
    opened(window, room, "ferry-aground")
    told: list[str] = []
    window.workspace.trouble.connect(told.append)
    window.table["file.print"].trigger()
    hands.wait_for(lambda: window.findChild(QPrintDialog) is not None)
    window.workspace.preview._crashed(False)
    assert told and "not printed" in told[0]
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    dialog.reject()
    hands.wait_for(lambda: window.findChild(QPrintDialog) is None)
    window.table["file.print"].trigger()
    hands.wait_for(lambda: window.findChild(QPrintDialog) is not None)
