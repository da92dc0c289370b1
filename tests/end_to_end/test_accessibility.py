"""Everything a person can reach has a name that a screen reader can say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from editor_app.ui.main_window import MainWindow
from tests.end_to_end.conftest import CTRL, Hands


def reachable(window: QWidget) -> Iterator[QWidget]:
    """Every visible control that takes the keyboard; what Qt makes for itself inside a control does not count."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if widget.objectName().startswith("qt_") or widget.focusProxy() is not None:
            continue
        yield widget


def _label_of(window: QWidget, control: QWidget) -> str:
    return next((label.text() for label in window.findChildren(QLabel) if label.buddy() is control), "")


def nameless(window: QWidget) -> list[str]:
    """The controls a screen reader would have nothing to say for."""
    found = []
    for widget in reachable(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface is not None else widget.accessibleName()
        if isinstance(widget, QComboBox):  # for Qt the name of a combo box may be what is chosen in it
            name = widget.accessibleName() or _label_of(window, widget)
        if not name.strip():
            parents = [type(widget).__name__]
            parent = widget.parentWidget()
            while parent is not None and parent is not window:
                parents.append(type(parent).__name__)
                parent = parent.parentWidget()
            found.append(" < ".join(parents))
    return found


PANELS = ("story", "breaking", "related", "share", "checks", "history", "preview")


@pytest.mark.parametrize("panel", PANELS)
def test_every_control_of_the_window_has_a_name(window: MainWindow, hands: Hands, panel: str) -> None:
    assert window.workspace is not None
    window.workspace.show_panel(panel)
    assert nameless(window) == []


def test_every_control_of_the_review_has_a_name(window: MainWindow, hands: Hands) -> None:
    assert window.workspace is not None
    hands.press(Qt.Key.Key_J, CTRL)
    window.workspace.enter_review()
    assert nameless(window) == []


@pytest.mark.parametrize(
    "action",
    ["go.palette", "edit.find", "edit.replace", "story.publish", "insert.link", "insert.also",
     "insert.embed", "format.source", "help.keys", "help.about", "file.new_room", "story.kill"],
)  # fmt: skip
def test_every_control_that_comes_up_has_a_name(window: MainWindow, hands: Hands, action: str) -> None:
    assert window.workspace is not None
    window.workspace.editor.focus_text()
    if window.table[action].isEnabled():
        window.table[action].trigger()
    assert nameless(window) == []


def test_there_is_something_to_name(window: MainWindow) -> None:
    assert len(list(reachable(window))) > 20


def test_tab_goes_through_the_window_in_reading_order(window: MainWindow) -> None:
    names, widget = [], window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.accessibleName():
            names.append(widget.accessibleName())
        widget = widget.nextInFocusChain()
    order = (
        "Desks and sections", "Filter stories", "Stories", "Publish", "Kind of paragraph",
        "Kicker", "Headline", "Standfirst", "Story text", "Close panel", "Slug", "Panels",
    )  # fmt: skip
    assert [name for name in names if name in order] == list(order)


def test_the_welcome_page_has_names(window: MainWindow) -> None:
    assert window.close_newsroom()
    assert nameless(window) == []
