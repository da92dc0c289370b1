from __future__ import annotations

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest

from editor_app.publish.monogram import monogram
from tests.publish.conftest import Desk
from tests.publish.pages import meta, read_page

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def channel_of(desk: Desk) -> ElementTree.Element:
    channel = ElementTree.fromstring(desk.page("feed.xml")).find("channel")
    assert channel is not None
    return channel


def test_rss(desk: Desk) -> None:
    desk.picture("a.jpg")
    desk.story(
        "a",
        "title: First & last\nsection: News\nauthors: [Ana, Bo]\ntags: [Fog]\nimage: {src: ../images/a.jpg, alt: x}\n",
        "On [b](b.md).\n",
    )
    desk.story("b", "section: News\ndate: 2026-11-16T09:00:00Z\ndescription: In short.\n")
    desk.story("c", "section: News\n", status="draft")
    desk.export()
    channel = channel_of(desk)
    assert (channel.findtext("title"), channel.findtext("link")) == (
        "The Courier",
        "https://courier.example/",
    )
    link = channel.find("{http://www.w3.org/2005/Atom}link")
    assert link is not None and link.get("href") == "https://courier.example/feed.xml"
    first, second = channel.findall("item")
    assert first.findtext("title") == "First & last"
    assert first.findtext("guid") == first.findtext("link") == "https://courier.example/news/a/"
    assert parsedate_to_datetime(first.findtext("pubDate") or "") == datetime.fromisoformat(
        "2026-11-17T10:00:00+00:00"
    )
    assert [node.text for node in first.findall("{http://purl.org/dc/elements/1.1/}creator")] == ["Ana", "Bo"]
    assert [node.text for node in first.findall("category")] == ["News", "Fog"]
    content = first.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    assert 'href="https://courier.example/news/b/"' in content
    media = first.find("{http://search.yahoo.com/mrss/}content")
    assert media is not None and (media.get("url") or "").startswith("https://courier.example/images/")
    assert second.findtext("description") == "In short."


def test_json_feed(desk: Desk) -> None:
    desk.story("a", "title: '“First”'\nsection: News\nauthors: [Ana]\n")
    desk.export()
    feed = json.loads(desk.page("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://courier.example/feed.json"
    (item,) = feed["items"]
    assert (item["id"], item["title"], item["authors"]) == (
        "https://courier.example/news/a/",
        "“First”",
        [{"name": "Ana"}],
    )
    assert item["date_published"] == "2026-11-17T10:00:00+00:00"


def test_feeds_hold_the_newest_and_no_more(desk: Desk) -> None:
    desk.settings("feed_items: 2\n")
    for day in range(1, 6):
        desk.story(f"s{day}", f"section: News\ndate: 2026-11-0{day}T10:00:00Z\n")
    desk.export()
    assert [item.findtext("title") for item in channel_of(desk).findall("item")] == ["Story s5", "Story s4"]


def test_characters_xml_cannot_hold(desk: Desk) -> None:
    desk.story("odd", "section: News\n", "A\x0bB C.\n")
    desk.export()
    content = channel_of(desk).findtext("item/{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    assert "A" in content and "\x0b" not in content


def test_sitemaps_and_robots(desk: Desk) -> None:
    desk.story("a", "section: News\nauthor: Ana\ntags: [Fog]\nlastmod: 2026-11-17T12:00:00Z\n")
    desk.story("old", "section: News\ndate: 2026-10-31T10:00:00Z\n")
    desk.story("gone", "section: News\n", status="killed")
    desk.story("draft", "section: News\n", status="draft")
    desk.export()
    index = ElementTree.fromstring(desk.page("sitemap.xml"))
    files = [
        (node.text or "").removeprefix("https://courier.example/") for node in index.iter(f"{SITEMAP}loc")
    ]
    assert files == ["sitemap-pages.xml", "sitemap-2026-11.xml", "sitemap-2026-10.xml", "sitemap-news.xml"]
    found = {
        node.findtext(f"{SITEMAP}loc"): node.findtext(f"{SITEMAP}lastmod")
        for name in files[:-1]
        for node in ElementTree.fromstring(desk.page(name))
    }
    assert set(found) == {
        f"https://courier.example{path}"
        for path in (
            "/",
            "/news/a/",
            "/news/old/",
            "/news/",
            "/latest/",
            "/corrections/",
            "/authors/ana/",
            "/tags/fog/",
        )
    }
    assert found["https://courier.example/news/a/"] == "2026-11-17T12:00:00+00:00"
    news = ElementTree.fromstring(desk.page("sitemap-news.xml"))
    assert [node.text for node in news.iter(f"{NEWS}title")] == ["Story a"]
    assert [node.text for node in news.iter(f"{NEWS}language")] == ["en"]
    assert "Sitemap: https://courier.example/sitemap.xml" in desk.page("robots.txt")
    assert "Disallow" not in desk.page("robots.txt")


ATOM = "{http://www.w3.org/2005/Atom}"


def test_atom(desk: Desk) -> None:
    desk.story(
        "a",
        "title: First & last\nsection: News\nauthors: [Ana, Bo]\ntags: [Fog]\nlanguage: fr\n",
        "On *fog*.\n",
    )
    desk.story("b", "section: News\ndate: 2026-11-16T09:00:00Z\n")
    desk.story("c", "section: News\n", status="draft")
    desk.export()
    feed = ElementTree.fromstring(desk.page("atom.xml"))
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-17T10:00:00+00:00"
    first, second = feed.findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id") == "https://courier.example/news/a/"
    assert first.findtext(f"{ATOM}title") == "First & last"
    assert [name.text for name in first.iter(f"{ATOM}name")] == ["Ana", "Bo"]
    content = first.find(f"{ATOM}content")
    assert content is not None and content.get("type") == "html" and "<em>fog</em>" in (content.text or "")
    assert first.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert second.findtext(f"{ATOM}title") == "Story b"


def test_a_section_has_a_feed_of_its_own(desk: Desk) -> None:
    desk.story("a", "section: News\n")
    desk.story("b", "section: Harbour\n")
    desk.story("secret", "section: Weather\n", status="draft")
    desk.export()
    channel = ElementTree.fromstring(desk.page("harbour/feed.xml")).find("channel")
    assert channel is not None
    assert channel.findtext("title") == "The Courier – Harbour"
    assert [item.findtext("title") for item in channel.findall("item")] == ["Story b"]
    link = (
        '<link rel="alternate" type="application/rss+xml" title="The Courier – Harbour" href="../feed.xml">'
    )
    assert link in desk.page("harbour/b/index.html")
    assert "Harbour" not in desk.page("news/a/index.html").partition("<body")[0]
    assert not (desk.output / "weather").exists()


def test_the_logo_becomes_icons_and_the_publishers_logo(desk: Desk) -> None:
    desk.picture("logo.png", (600, 200))
    desk.settings("logo: images/logo.png\n")
    desk.story("a", "section: News\n")
    desk.export()
    manifest = json.loads(desk.page("site.webmanifest"))
    assert manifest["name"] == "The Courier"
    assert [icon["sizes"] for icon in manifest["icons"]] == ["32x32", "180x180", "512x512"]
    assert all((desk.output / icon["src"]).is_file() for icon in manifest["icons"])
    page = desk.page("news/a/index.html")
    assert 'rel="manifest" href="../../site.webmanifest"' in page
    assert 'rel="apple-touch-icon" type="image/png" sizes="180x180" href="../../images/logo-' in page
    assert '"logo":{"@type":"ImageObject","url":"https://courier.example/images/logo-' in page


def test_a_logo_that_cannot_be_shown_stops_nothing(desk: Desk) -> None:
    desk.settings("logo: images/none.png\n")
    desk.story("a", "section: News\n")
    desk.export()
    (icon,) = json.loads(desk.page("site.webmanifest"))["icons"]
    assert (icon["src"], icon["type"]) == ("icon.svg", "image/svg+xml")
    assert ">C</text>" in desk.page("icon.svg")  # The Courier
    assert 'rel="icon" type="image/svg+xml" href="../../icon.svg"' in desk.page("news/a/index.html")
    desk.picture("none.png", (600, 200))
    desk.export()
    assert not (desk.output / "icon.svg").exists()


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("The Courier", "C"),
        ("<&>", "•"),
        ("”Ēka", "Ē"),
        ("الخبر", "ا"),
        ("l’Écho", "É"),
        ("7 Days", "7"),
        ("", "•"),
    ],
)
def test_the_letter_of_a_newsroom(name: str, letter: str) -> None:
    assert f">{letter}</text>" in monogram(name)
    ElementTree.fromstring(monogram(name))


def test_a_section_has_every_kind_of_feed(desk: Desk) -> None:
    desk.settings("description: News of the Sound.\n")
    desk.story("a", "title: Fog\nsection: Weather\n")
    desk.story("b", "title: Crane\nsection: Harbour\n")
    desk.export()
    atom = ElementTree.fromstring(desk.page("weather/atom.xml"))
    name = "{http://www.w3.org/2005/Atom}"
    assert atom.findtext(f"{name}title") == "The Courier – Weather"
    assert atom.findtext(f"{name}id") == "https://courier.example/weather/"
    assert atom.findtext(f"{name}subtitle") == "News of the Sound."
    assert [node.findtext(f"{name}title") for node in atom.findall(f"{name}entry")] == ["Fog"]
    links = {node.get("rel"): node.get("href") for node in atom.findall(f"{name}link")}
    assert links == {
        "self": "https://courier.example/weather/atom.xml",
        "alternate": "https://courier.example/weather/",
    }
    feed = json.loads(desk.page("weather/feed.json"))
    assert feed["feed_url"] == "https://courier.example/weather/feed.json"
    assert (feed["title"], feed["description"]) == ("The Courier – Weather", "News of the Sound.")
    assert [item["title"] for item in feed["items"]] == ["Fog"]
    head = desk.page("weather/a/index.html")
    for kind, file in (("rss+xml", "feed.xml"), ("atom+xml", "atom.xml"), ("feed+json", "feed.json")):
        assert f'type="application/{kind}" title="The Courier – Weather" href="../{file}"' in head
    assert meta(read_page(desk.page("index.html")), "description") == ["News of the Sound."]


def test_the_map_says_when_its_parts_changed(desk: Desk) -> None:
    desk.story("a", "section: News\nlastmod: 2026-11-17T12:00:00Z\n")
    desk.story("b", "section: News\ndate: 2026-10-02T10:00:00Z\n")
    desk.export()
    parts = {
        (node.findtext(f"{SITEMAP}loc") or "").rpartition("/")[2]: node.findtext(f"{SITEMAP}lastmod")
        for node in ElementTree.fromstring(desk.page("sitemap.xml"))
    }
    assert parts["sitemap-2026-11.xml"] == "2026-11-17T12:00:00+00:00"
    assert parts["sitemap-2026-10.xml"] == "2026-10-02T11:00:00+01:00"
    assert parts["sitemap-news.xml"] is None
