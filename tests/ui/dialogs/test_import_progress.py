from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor_app.ui.dialogs.import_progress import ImportProgress


def test_it_says_whose_turn_it_is_and_stops_after_it(theme, window, qtbot: QtBot) -> None:
    sheet = ImportProgress(theme, window)
    sheet.open()
    sheet.show_step("one.docx", 0, 1)
    assert sheet.words.text() == "Reading one.docx"
    assert (sheet.bar.minimum(), sheet.bar.maximum()) == (0, 0), "how long one takes nobody knows"
    sheet.show_step("two.docx", 1, 3)
    assert sheet.words.text() == "Reading two.docx, 2 of 3" and sheet.bar.value() == 1
    with qtbot.waitSignal(sheet.stopped):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible() and not sheet.stop.isEnabled()
    sheet.show_step("three.docx", 2, 3)
    assert sheet.words.text().startswith("Stopping")
    sheet.close_sheet()
