from __future__ import annotations

from tests.publish.conftest import Desk
from tests.publish.pages import meta, read_page

BODY = "Before.\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\nAfter.\n"


def test_a_player_only_where_the_newsroom_allows_its_host(desk: Desk) -> None:
    desk.story("a", "section: News\n", BODY)
    desk.export()
    page = read_page(desk.page("news/a/index.html"))
    assert not page.all("iframe")
    assert "frame-src" not in meta(page, "Content-Security-Policy")[0]
    desk.settings("embeds: [youtube.com, www.youtube-nocookie.com]\n")
    desk.export()
    page = read_page(desk.page("news/a/index.html"))
    frame = page.one("iframe").attributes["src"]
    host = frame.split("/")[2]
    assert f"frame-src https://{host};" in meta(page, "Content-Security-Policy")[0]
    assert "iframe" not in desk.page("feed.xml") or host in desk.page("feed.xml")
