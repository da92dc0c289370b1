"""The sidebar: counts, choosing a shelf, sections nobody listed, the live banner card."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from editor_app.stories.catalogue import Desk
from editor_app.ui.story_list.shelf import Shelf
from editor_app.ui.story_list.sidebar import Sidebar
from editor_app.ui.theme import Theme
from tests.ui.story_list.samples import ALL, FERRY, FLOOD, NOW, entry, in_force


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sidebar(theme: Theme, clock: Clock, qtbot: QtBot) -> Sidebar:
    sidebar = Sidebar(theme, clock)
    qtbot.addWidget(sidebar)
    sidebar.set_newsroom("Ostrey Courier", ("Harbour", "Weather", "Politics"), UTC)
    sidebar.set_entries(ALL)
    sidebar.resize(180, 800)
    with qtbot.waitExposed(sidebar):
        sidebar.show()
    return sidebar


def _shelves(sidebar: Sidebar) -> dict[str, str]:
    menu = QMenu(sidebar)
    sidebar.fill_shelf_menu(menu)
    return {
        text: count for text, _, count in (action.text().partition("\t") for action in menu.actions()) if text
    }


def test_desks_and_sections_are_counted(sidebar: Sidebar) -> None:
    shelves = _shelves(sidebar)
    assert shelves["All stories"] == "6"
    assert shelves["Breaking"] == "2"
    assert (shelves["Needs review"], shelves["Ready"], shelves["Embargoed"]) == ("1", "2", "1")
    assert (shelves["Published today"], shelves["Corrections"]) == ("1", "1")
    assert (shelves["Harbour"], shelves["Politics"]) == ("1", "0")


def test_sections_that_only_stories_name_are_listed_last(sidebar: Sidebar) -> None:
    titles = list(_shelves(sidebar))
    assert (
        titles.index("Politics")
        < titles.index("Business")
        < titles.index("Sport")
        < titles.index("Corrections")
    )


def test_a_click_chooses_a_shelf(sidebar: Sidebar, qtbot: QtBot) -> None:
    item = next(item for item in sidebar.list.findItems("Ready", Qt.MatchFlag.MatchExactly))
    with qtbot.waitSignal(sidebar.shelf_chosen) as told:
        qtbot.mouseClick(
            sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=sidebar.list.visualItemRect(item).center()
        )
    assert told.args == [Shelf(Desk.READY)]


def test_showing_a_shelf_says_nothing(sidebar: Sidebar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(sidebar.shelf_chosen):
        sidebar.show_shelf(Shelf(section="Weather"))
    assert sidebar.list.currentItem().text() == "Weather"


def test_the_choice_survives_new_sections(sidebar: Sidebar) -> None:
    sidebar.show_shelf(Shelf(section="Weather"))
    sidebar.set_entries((*ALL, entry("new", section="Brand new")))
    assert sidebar.shelf == Shelf(section="Weather")
    assert sidebar.list.currentItem().text() == "Weather"
    assert "Brand new" in _shelves(sidebar)


def test_the_card_shows_what_readers_see(sidebar: Sidebar) -> None:
    banner = sidebar.banner
    assert banner is not None
    assert (banner.path, banner.text, banner.level, banner.ends) == (
        FLOOD.path,
        "River near its peak",
        "developing",
        "16:32",
    )


def test_breaking_goes_before_developing(sidebar: Sidebar) -> None:
    ferry = replace(
        FLOOD, path=FERRY.path, slug="ferry-aground", headline="Ferry aground", breaking=in_force()
    )
    sidebar.set_entries((FLOOD, ferry))
    assert sidebar.banner is not None
    assert (sidebar.banner.text, sidebar.banner.more) == ("Ferry aground", 1)


def test_the_card_goes_when_the_level_ends(sidebar: Sidebar, clock: Clock) -> None:
    assert sidebar._card.isVisible()
    clock.now = NOW + timedelta(hours=2)
    sidebar.set_entries(ALL)
    assert sidebar.banner is None and not sidebar._card.isVisible()


def test_manage_names_the_story(sidebar: Sidebar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sidebar.banner_requested) as asked:
        sidebar._card._manage()
    assert asked.args == [FLOOD.path]


def test_places_for_the_palette_show_their_shelf(sidebar: Sidebar, qtbot: QtBot) -> None:
    places = {title: (count, show) for title, _icon, count, show in sidebar.places()}
    count, show = places["Harbour"]
    assert count == "1"
    with qtbot.waitSignal(sidebar.shelf_chosen) as told:
        show()
    assert told.args == [Shelf(section="Harbour")]


def test_spiked_shows_a_count_only_when_there_is_something(sidebar: Sidebar) -> None:
    assert _shelves(sidebar)["Spiked"] == ""
    sidebar.set_spiked_count(2)
    assert _shelves(sidebar)["Spiked"] == "2"


def test_a_very_long_name_does_not_hold_the_column_open(sidebar: Sidebar) -> None:
    before = sidebar.minimumSizeHint().width()
    sidebar.set_newsroom("The Ostrey and Fennick Courier, Advertiser and Shipping Gazette", (), UTC)
    assert sidebar.minimumSizeHint().width() == before
