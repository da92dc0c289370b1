from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from editor_app.publish.share_links import share_links
from editor_app.stories.sharing import NETWORKS
from tests.publish.conftest import Desk

ADDRESS = "https://courier.example/harbour/ferry/"
U = "https%3A%2F%2Fcourier.example%2Fharbour%2Fferry%2F"
T = "Rock%20%26%20roll%20%2B%20%E2%80%9Cfog%E2%80%9D%3F"


def addresses(desk: Desk, share: str) -> dict[str, str]:
    story = desk.story("ferry", f"title: 'Rock & roll + “fog”?'\nshare: {share}\n")
    links = share_links(story, desk.newsroom, ADDRESS, "https://courier.example/images/a.jpg")
    return {link.network: link.address for link in links}


def test_every_network_encodes_once(desk: Desk) -> None:
    found = addresses(desk, "{networks: [" + ", ".join(NETWORKS) + "]}")
    assert list(found) == list(NETWORKS)
    assert found["facebook"] == f"https://www.facebook.com/sharer/sharer.php?u={U}"
    assert found["x"] == f"https://x.com/intent/tweet?text={T}&url={U}"
    assert found["linkedin"] == f"https://www.linkedin.com/sharing/share-offsite/?url={U}"
    assert found["pinterest"] == (
        "https://www.pinterest.com/pin/create/button/?url="
        f"{U}&media=https%3A%2F%2Fcourier.example%2Fimages%2Fa.jpg&description={T}"
    )
    assert found["whatsapp"] == f"https://wa.me/?text={T}%20{U}"
    assert found["bluesky"] == f"https://bsky.app/intent/compose?text={T}%20{U}"
    assert found["threads"] == f"https://www.threads.com/intent/post?text={T}&url={U}"
    assert found["mastodon"] == f"https://share.joinmastodon.org/#text={T}%20{U}"
    assert found["telegram"] == f"https://t.me/share/url?url={U}&text={T}"
    assert found["reddit"] == f"https://www.reddit.com/submit?url={U}&title={T}"
    assert found["email"] == f"mailto:?subject={T}&body={T}%20{U}"
    assert found["copy"] == ADDRESS


@pytest.mark.parametrize(
    ("network", "key"), [("x", "text"), ("telegram", "text"), ("reddit", "title"), ("threads", "text")]
)
def test_what_the_network_reads_is_what_was_written(desk: Desk, network: str, key: str) -> None:
    found = addresses(desk, f"{{networks: [{network}]}}")
    query = parse_qs(urlsplit(found[network]).query, strict_parsing=True)
    assert query[key] == ["Rock & roll + “fog”?"]
    assert query["url"] == [ADDRESS]


def test_order_aliases_and_own_text(desk: Desk) -> None:
    found = addresses(
        desk,
        "{networks: [whatsapp, Twitter, whatsapp, myspace], x: {text: 'Live: fog', hashtags: [Ostrey, '#Fog']}}",
    )
    assert list(found) == ["whatsapp", "x"]
    assert found["x"] == f"https://x.com/intent/tweet?text=Live%3A%20fog&url={U}&hashtags=Ostrey%2CFog"


def test_the_newsrooms_handle_and_networks(desk: Desk) -> None:
    desk.settings("")
    (desk.folder / "newsroom.yaml").write_text(
        "name: C\nurl: https://courier.example\nshare: {networks: [x, email], x: '@courier', hashtags: [News]}\n"
    )
    found = addresses(desk, "{}")
    assert list(found) == ["x", "email"]
    assert found["x"].endswith("&via=courier&hashtags=News")
    assert addresses(desk, "{enabled: false}") == {}
