from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from editor_app.ui.inspector.card_drawings import CardNote
from editor_app.ui.inspector.post_length import text_length, x_weight
from editor_app.ui.inspector.share_panel import SharePanel


@pytest.fixture
def panel(qtbot, theme, desk, ferry) -> SharePanel:
    panel = SharePanel(theme, desk)
    qtbot.addWidget(panel)
    panel.resize(572, 1000)
    panel.set_session(ferry)
    panel.show()
    return panel


def test_empty_fields_show_what_goes_out_instead(panel, ferry):
    panel._edit("x", title="")
    assert panel.headline.text() == ""
    assert panel.headline.editor.placeholderText() == ferry.meta.title
    assert panel._headline_source.text() == "Same as headline"
    assert panel.headline.counter.accessibleName() == "48 of 60 characters"


def test_words_reach_the_file_under_share_alone(panel, ferry, qtbot):
    before = ferry.meta.share
    qtbot.keyClicks(panel.description.editor, "All are safe.")
    assert ferry.meta.share == before.model_copy(update={"description": "All are safe."})
    ferry.undo_stack.undo()
    assert panel.description.text() == ""


def test_turning_a_network_off_and_on_again(panel, ferry):
    panel.pills.pill("x").click()
    assert ferry.meta.share.networks == ("facebook", "linkedin", "pinterest", "whatsapp")
    panel.pills.pill("x").click()
    assert set(ferry.meta.share.networks) == {"facebook", "x", "linkedin", "pinterest", "whatsapp"}


def test_pills_move_by_keys(panel, ferry, qtbot):
    panel.pills.setFocus()
    qtbot.keyClick(panel.pills, Qt.Key.Key_Right)
    qtbot.keyClick(panel.pills, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert ferry.meta.share.networks[:2] == ("x", "facebook")
    qtbot.keyClick(panel.pills, Qt.Key.Key_Space)
    assert "x" not in ferry.meta.share.networks


def test_pills_move_by_dragging(panel, ferry, qtbot):
    qtbot.waitUntil(lambda: panel.pills.pill("linkedin").x() > 0)
    pill, target = panel.pills.pill("facebook"), panel.pills.pill("linkedin")
    panel.pills.drag_to(pill, target.geometry().center())
    panel.pills.drop()
    assert ferry.meta.share.networks[:3] == ("x", "linkedin", "facebook")


def test_sharing_can_be_off_for_a_story(panel, ferry):
    panel.enabled.click()
    assert ferry.meta.share.enabled is False
    assert not panel.pills.isEnabled()


def test_each_network_has_its_own_text(panel, ferry, qtbot):
    panel.texts.networks.set_value("pinterest")
    panel.texts._show_network()
    qtbot.keyClicks(panel.texts.editor, "Pin the ferry")
    assert ferry.meta.share.pinterest.text == "Pin the ferry"
    assert ferry.meta.share.x.text.startswith("The Sanderling")
    assert ferry.meta.share.x.hashtags == ("GullHolm", "ferry")


def test_copy_takes_text_and_address(panel, qtbot):
    panel.texts.copy.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith("The Sanderling is on the Teal Bank")
    assert copied.endswith(" https://courier.example/harbour/ferry-aground/")


def test_cards_say_what_is_cut(panel, ferry, qtbot):
    qtbot.waitUntil(lambda: panel.cards.cards["facebook"].drawing.width() > 200)
    panel._edit("x", title="Short")
    assert panel.cards.cards["facebook"].note is CardNote.FITS
    assert panel.cards.cards["x"].note is CardNote.FITS
    assert panel.cards.cards["pinterest"].note is CardNote.IMAGE_WIDE
    panel._edit("x", title="A headline so long that no network in the world would ever show all of it " * 3)
    for network in ("facebook", "x", "linkedin", "whatsapp"):
        assert panel.cards.cards[network].note is CardNote.HEADLINE_CUT, network
        assert panel.cards.cards[network].note_text() == "Headline cut"
    assert panel.cards.cards["google"].note is CardNote.FITS  # a search result has the page's own headline


def test_without_a_picture_the_cards_say_so(panel, ferry):
    ferry.edit("x", image=None)
    panel._edit("x", title="Short")
    assert panel.cards.cards["facebook"].note is CardNote.NO_IMAGE


def test_a_share_picture_of_its_own_and_back(panel, ferry, desk):
    panel.set_share_picture(desk.newsroom.images_folder / "bus.jpg")
    assert ferry.meta.share.image == "../images/bus.jpg"
    assert panel.reset_image.isVisible()
    panel.reset_image.click()
    assert ferry.meta.share.image == ""


def test_more_networks_are_offered_on_request(panel, ferry):
    panel.more_networks.click()
    panel.pills.pill("mastodon").click()
    assert ferry.meta.share.networks[-1] == "mastodon"


def test_cards_stand_in_one_column_where_it_is_narrow(panel, qtbot):
    panel.resize(330, 900)
    cards = panel.cards.cards
    qtbot.waitUntil(
        lambda: cards["x"].x() == cards["facebook"].x() and cards["x"].y() > cards["facebook"].y()
    )


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("Ferry aground", 13),
        ("“Quoted” – yes", 14),
        ("日本", 4),
        ("🚢", 2),
        ("👩‍👩‍👧‍👦", 2),
        ("🇬🇧!", 3),
        ("e\u0301", 1),
        ("See https://courier.example/a/very/long/address/indeed-it-is.html now", 4 + 23 + 4),
    ],
)
def test_what_x_counts(text, weight):
    assert x_weight(text) == weight
    assert text_length("x", text) == weight


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_weighs_less_with_more_added(first, second):
    assert x_weight(first + "\n" + second) >= 0
    assert text_length("facebook", first) <= len(first)
