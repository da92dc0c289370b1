"""F6 goes round the parts of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.regions import Region, go_to_region


class Part(QWidget):
    """A region with two fields."""

    def __init__(self, *fields: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        for field in fields:
            column.addWidget(field)
        self.fields = fields


@pytest.fixture
def parts(qapp: QApplication, qtbot: QtBot) -> Iterator[list[Part]]:
    window = QWidget()
    row = QHBoxLayout(window)
    made = [Part(QLineEdit(), QLineEdit()), Part(QLabel("no control")), Part(QPushButton("Go"), QLineEdit())]
    for part in made:
        row.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    made[0].fields[0].setFocus()
    yield made


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def test_the_next_region_takes_the_focus_and_one_without_controls_is_passed_over(parts: list[Part]) -> None:
    regions = [Region(part) for part in parts]
    assert go_to_region(regions, 1)
    assert focused() is parts[2].fields[0]
    assert go_to_region(regions, 1)
    assert focused() is parts[0].fields[0]


def test_a_region_keeps_the_place_the_focus_had_in_it(parts: list[Part]) -> None:
    regions = [Region(part) for part in parts]
    parts[0].fields[1].setFocus()
    go_to_region(regions, -1)
    go_to_region(regions, -1)
    assert focused() is parts[0].fields[1]


def test_a_hidden_region_is_passed_over(parts: list[Part]) -> None:
    parts[2].hide()
    regions = [Region(part) for part in parts]
    go_to_region(regions, 1)
    assert focused() is parts[0].fields[0]


def test_a_region_may_say_how_it_is_entered(parts: list[Part]) -> None:
    field = parts[2].fields[1]
    go_to_region([Region(parts[0]), Region(parts[2], field.setFocus)], 1)
    assert focused() is field
