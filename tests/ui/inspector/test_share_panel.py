from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtWidgets import QApplication, QComboBox

from editor_app.publish.site import export_site
from editor_app.session.job import Job
from editor_app.ui.inspector.card_canvas import CardFacts, part_shown
from editor_app.ui.inspector.card_notes import CardNote
from editor_app.ui.inspector.share_panel import SharePanel
from editor_app.ui.widgets.segmented import Segmented


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
    assert copied.endswith(" https://courier.example/harbour/ferry-aground/ #GullHolm #ferry")


def test_cards_say_what_is_cut(panel, ferry, qtbot):
    qtbot.waitUntil(lambda: panel.cards.cards["facebook"].drawing.width() > 200)
    panel._edit("x", title="Short")
    assert panel.cards.cards["facebook"].notes == ()
    assert panel.cards.cards["facebook"].note_text() == "Fits"
    assert panel.cards.cards["x"].notes == ()
    assert panel.cards.cards["pinterest"].notes == (CardNote.IMAGE_WIDE,)
    panel._edit("x", title="A headline so long that no network in the world would ever show all of it " * 3)
    for network in ("facebook", "x", "linkedin", "whatsapp"):
        assert CardNote.HEADLINE_CUT in panel.cards.cards[network].notes, network
        assert panel.cards.cards[network].note_text().startswith("Headline cut")
    assert (
        CardNote.HEADLINE_CUT not in panel.cards.cards["google"].notes
    )  # a search result has the page's own headline


def test_without_a_picture_the_cards_say_so(panel, ferry):
    ferry.edit("x", image=None)
    panel._edit("x", title="Short")
    assert panel.cards.cards["facebook"].notes == (CardNote.NO_IMAGE,)
    assert panel.cards.cards["google"].notes == ()  # a search result shows none


def test_a_share_picture_of_its_own_and_back(panel, ferry, desk, qtbot):
    panel.set_share_picture(desk.newsroom.images_folder / "bus.jpg")
    assert ferry.meta.share.image == ""  # it is brought in away from the window
    qtbot.waitUntil(lambda: ferry.meta.share.image == "../images/bus.jpg")
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


def test_a_small_picture_and_a_missing_description_are_said_on_the_card(panel, ferry, desk):
    Image.new("RGB", (600, 400)).save(desk.newsroom.images_folder / "small.jpg")
    panel._edit("x", title="Short", image="../images/small.jpg")
    ferry.edit("x", description="")
    cards = panel.cards.cards
    assert cards["facebook"].notes == (CardNote.SMALL_IMAGE,)
    assert cards["whatsapp"].note_text() == "Image too small, no description"
    assert cards["google"].notes == (CardNote.NO_DESCRIPTION,)
    assert cards["whatsapp"].drawing.accessibleName() == "WhatsApp: Image too small, no description"
    assert "Short" in cards["facebook"].drawing.accessibleDescription()
    panel.grab()  # what is said on the picture is painted, too


def test_an_opinion_is_called_one_on_every_card(panel, ferry):
    story = ferry.story
    ferry.edit("x", type="opinion")
    panel.refresh()
    assert panel.cards.cards["facebook"].drawing.facts.headline.startswith("Opinion: ")
    assert panel.cards.cards["google"].drawing.facts.headline == story.meta.title


def test_a_card_shows_the_part_that_its_network_gets():
    facts = CardFacts("", "", "", "", is_cropped=True)
    square = part_shown(QSizeF(1600, 1600), QSizeF(100, 100), facts)
    assert round(square.width()) == round(square.height()) == round(1600 / (1200 / 630))
    assert round(square.center().x()) == round(square.center().y()) == 800
    whole = part_shown(QSizeF(1000, 1500), QSizeF(200, 300), CardFacts("", "", "", "", is_cropped=False))
    assert (whole.width(), whole.height()) == (1000, 1500)


def test_the_room_for_a_text_is_what_its_network_leaves(panel):
    panel.texts.networks.set_value("x")
    panel.texts._show_network()
    beside = 24 + len(" #GullHolm #ferry via @ostreycourier")
    assert panel.texts.counter.text().count(f"/{280 - beside}<") == 1
    panel.texts.networks.set_value("facebook")
    panel.texts._show_network()
    assert "/" not in panel.texts.counter.text().replace("</", "")


def test_every_network_that_is_on_has_its_text(panel, ferry):
    assert isinstance(panel.texts.networks._choice, Segmented)
    panel._edit("x", networks=("bluesky", "threads", "mastodon", "x", "facebook", "reddit", "email", "copy"))
    box = panel.texts.networks._choice
    assert isinstance(box, QComboBox)
    assert [box.itemText(index) for index in range(box.count())] == [
        "Bluesky", "Threads", "Mastodon", "X", "Facebook", "Reddit", "Email",
    ]  # fmt: skip
    panel.texts.networks.set_value("bluesky")
    panel.texts._show_network()
    assert panel.texts.editor.accessibleName() == "Post text for Bluesky"


def test_share_pages_wait_until_readers_can_read_the_story(panel, ferry, desk, tmp_path):
    opened: list[str] = []
    panel.open_address = lambda url: (
        opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded)) or True
    )
    ferry.edit("x", status="draft")
    assert not panel.texts.open_page.isEnabled()
    assert panel.texts.open_page.accessibleDescription().startswith("Publish the story")
    ferry.edit("x", status="published")
    assert "not on the site yet" in panel.texts._hint.text()
    ferry.save()
    export_site(desk.newsroom, desk.newsroom.output_folder, desk.clock(), cache=tmp_path / "cache")
    panel.refresh()
    assert panel.texts.open_page.isEnabled()
    panel.texts.networks.set_value("pinterest")
    panel.texts._show_network()
    panel.texts.open_page.click()
    assert opened[0].startswith(
        "https://www.pinterest.com/pin/create/button/?url=https%3A%2F%2Fcourier.example%2F"
    )
    assert "&media=https%3A%2F%2Fcourier.example%2Fimages%2Fferry-" in opened[0]


def test_a_browser_that_does_not_open_is_told(panel, ferry, desk, tmp_path, qtbot):
    ferry.edit("x", status="published")
    ferry.save()
    export_site(desk.newsroom, desk.newsroom.output_folder, desk.clock(), cache=tmp_path / "cache")
    panel.open_address = lambda url: False
    panel.refresh()
    with qtbot.waitSignal(panel.failed) as failed:
        panel.texts.open_page.click()
    assert "Copy the text" in failed.args[0]


def test_without_a_standfirst_the_field_shows_the_first_words_that_go_out(panel, ferry):
    ferry.edit("x", description="")
    assert panel.description.editor._hint.startswith("The island ferry Sanderling")
    assert panel._description_source.text() == "First words of the text"
    assert panel.cards.cards["facebook"].drawing.facts.description == panel.description.editor._hint


def test_a_share_picture_that_is_none_is_refused(panel, ferry, qtbot, tmp_path):
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    with qtbot.waitSignal(panel.failed) as told:
        panel.set_share_picture(bad)
    assert "bad.jpg" in told.args[0]
    assert ferry.meta.share.image == ""


def test_a_share_picture_that_comes_late_is_not_for_another_story(panel, ferry, draft, desk, qtbot):
    panel.set_share_picture(desk.newsroom.images_folder / "bus.jpg")
    job = panel._errand.findChild(Job)
    panel.set_session(draft)
    job.wait()
    qtbot.waitUntil(lambda: not job.is_running)
    assert ferry.meta.share.image == draft.meta.share.image == ""


def test_the_cards_follow_the_kind_of_piece(panel, ferry):
    ferry.edit("x", type="opinion")
    assert panel.cards.cards["facebook"].drawing._facts.headline.startswith("Opinion")
