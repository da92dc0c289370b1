from __future__ import annotations

from editor_app.stories.sharing import NETWORKS, NetworkShare, Share, network_id

DEFAULT = ("facebook", "x")


def test_network_names() -> None:
    assert network_id(" Twitter ") == "x"
    assert network_id("WhatsApp") == "whatsapp"
    assert network_id("myspace") is None
    assert all(network_id(name) == name for name in NETWORKS)


def test_networks_fall_back_to_the_newsrooms() -> None:
    assert Share().chosen_networks(DEFAULT) == DEFAULT
    assert Share(networks=()).chosen_networks(DEFAULT) == ()
    assert Share(networks=("twitter", "x", "myspace", "email")).chosen_networks(DEFAULT) == ("x", "email")
    assert Share(enabled=False, networks=("x",)).chosen_networks(DEFAULT) == ()


def test_texts_fall_back_from_network_to_share_to_story() -> None:
    share = Share(title="Share", x=NetworkShare(text="On X", hashtags=("#a",), image="x.jpg"), image="s.jpg")
    assert share.text_for("x", "Story") == "On X"
    assert share.text_for("facebook", "Story") == "Share"
    assert Share().text_for("x", "Story") == "Story"
    assert share.text_for("copy", "Story") == "Share"
    assert (share.image_for("x", "l.jpg"), share.image_for("email", "l.jpg")) == ("x.jpg", "s.jpg")
    assert Share().image_for("x", "l.jpg") == "l.jpg"
    assert share.hashtags_for("x", ("b",)) == ("a",)
    assert share.hashtags_for("facebook", ("#b", " ")) == ("b",)
    assert (share.title_or("h"), Share().title_or("h")) == ("Share", "h")
    assert (share.description_or("d"), Share(description="e").description_or("d")) == ("d", "e")
