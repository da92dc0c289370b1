from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from tests.publish.conftest import Desk
from tests.publish.pages import Node, graph, meta, read_page

FERRY = """\
title: 'Ferry “aground” & <fast>'
kicker: Sound crossing
description: Lifeboats are taking passengers off.
section: Harbour
authors: [Maren Oduya, Tomas Brandt]
tags: [Ferry, Gull Holm]
dateline: Ostrey
date: 2026-11-17T13:31:00Z
lastmod: 2026-11-17T14:32:00Z
image: {src: ../images/ferry.jpg, alt: A ferry in fog, caption: On the bank., credit: Leo Marsh}
breaking: {level: breaking, since: 2026-11-17T13:31:00Z, until: 2026-11-17T20:00:00Z, alert: Ferry aground}
related: [{story: flood}, {story: secret}, {url: 'https://else.example/a', title: Elsewhere}, {title: Not linked}, {url: 'javascript:alert(1)', title: Bad}]
share: {title: Ferry aground off Gull Holm, description: Passengers are safe.}
corrections:
  - {date: 2026-11-17T14:10:00Z, text: 'It was 143, not 134.'}
  - {date: 2026-11-17T14:20:00Z, kind: clarification, text: 'The bank is charted.'}
note: INTERNAL
"""
BODY = "The ferry ran aground.\n\nAlso read: [Flood](flood.md); [Secret](secret.md)\n\nMore on [the secret](secret.md).\n"


@pytest.fixture
def site(desk: Desk) -> Desk:
    desk.picture("ferry.jpg")
    desk.story("ferry", FERRY, BODY)
    desk.story("flood", "title: Flood warning\nsection: Weather\n")
    desk.story("quay", "title: Quay repair\nsection: Harbour\nauthor: Ines Calloway\n")
    desk.story("secret", "title: Secret plan\nsection: Harbour\n", status="draft")
    desk.export()
    return desk


@pytest.fixture
def article(site: Desk) -> Node:
    return read_page(site.page("harbour/ferry/index.html"))


def test_every_page_keeps_the_contract(site: Desk) -> None:
    titles, descriptions = [], []
    for path in sorted(site.output.rglob("*.html")):
        page = read_page(path.read_text(encoding="utf-8"))
        name = path.relative_to(site.output).as_posix()
        address = "/" + name.removesuffix("index.html")
        assert page.one("link", rel="canonical").attributes["href"] == f"https://courier.example{address}", (
            name
        )
        assert meta(page, "og:url") == [f"https://courier.example{address}"]
        assert page.one("main").attributes["id"] == "main"
        assert len(page.all("h1")) == 1
        assert page.one("html").attributes["lang"] == "en-GB"
        assert page.one("html").attributes["dir"] == "ltr"
        assert page.all("a")[0].attributes["href"] == "#main"
        assert not any("style" in node.attributes for node in page.all())
        assert not any(key.startswith("on") for node in page.all() for key in node.attributes)
        assert not [
            node for node in page.all("img") if not {"alt", "width", "height"} <= set(node.attributes)
        ]
        assert "maximum-scale" not in meta(page, "viewport")[0]
        if meta(page, "robots") == ["noindex, nofollow"]:
            assert name in ("404.html",)
        else:
            titles.append(page.one("title").text)
            descriptions += meta(page, "description")
    assert len(set(titles)) == len(titles)
    assert len(set(descriptions)) == len(descriptions) and all(descriptions)


def test_every_link_leads_somewhere(site: Desk) -> None:
    for path in sorted(site.output.rglob("*.html")):
        page = read_page(path.read_text(encoding="utf-8"))
        addresses = [
            node.attributes[key] for node in page.all() for key in ("href", "src") if key in node.attributes
        ]
        sets = [node.attributes["srcset"] for node in page.all() if "srcset" in node.attributes]
        addresses += [part.split()[0] for value in sets for part in value.split(", ")]
        for address in addresses:
            if address.startswith(("https://courier.example/", "#main", "#share")) or "://" in address:
                continue
            assert (path.parent / address.split("#")[0]).resolve().is_file(), (path, address)


def test_head_of_an_article(article: Node) -> None:
    assert article.one("title").text == "Ferry “aground” & <fast> – The Courier"
    assert meta(article, "description") == ["Lifeboats are taking passengers off."]
    assert meta(article, "robots") == ["index, follow, max-image-preview:large, max-snippet:-1"]
    assert meta(article, "og:type") == ["article"]
    assert meta(article, "og:locale") == ["en_GB"]
    assert meta(article, "og:title") == ["Ferry aground off Gull Holm"]
    assert meta(article, "og:description") == ["Passengers are safe."]
    assert meta(article, "article:published_time") == ["2026-11-17T13:31:00+00:00"]
    assert meta(article, "article:modified_time") == ["2026-11-17T14:32:00+00:00"]
    assert meta(article, "article:tag") == ["Ferry", "Gull Holm"]
    assert meta(article, "author") == ["Maren Oduya", "Tomas Brandt"]
    assert meta(article, "article:author") == [
        "https://courier.example/authors/maren-oduya/",
        "https://courier.example/authors/tomas-brandt/",
    ]
    assert meta(article, "twitter:card") == ["summary_large_image"]


def test_social_picture_is_what_the_tags_say(site: Desk, article: Node) -> None:
    address = meta(article, "og:image")[0]
    assert address.startswith("https://courier.example/images/")
    with Image.open(site.output / address.removeprefix("https://courier.example/")) as image:
        assert (str(image.width), str(image.height)) == (
            meta(article, "og:image:width")[0],
            meta(article, "og:image:height")[0],
        )
        assert image.size == (1200, 630)
        assert image.format == "JPEG"


def test_policy_lets_this_style_in_and_nothing_else(article: Node) -> None:
    policy = meta(article, "Content-Security-Policy")[0]
    style = article.one("style").text
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy and "connect-src 'self'" in policy
    assert "//" not in style and "url(" not in style
    assert script_of(article).startswith("let clock") and hash_of(script_of(article)) in policy


def test_a_page_without_label_and_copy_button_has_no_script(site: Desk) -> None:
    for name in ("harbour/quay/index.html", "weather/flood/index.html", "404.html", "corrections/index.html"):
        page = read_page(site.page(name))
        if page.all("strong", class_="label"):  # the ferry, among the other stories of the section
            assert script_of(page)
        else:
            assert "script-src 'none'" in meta(page, "Content-Security-Policy")[0]
            assert not script_of(page)
    for name in ("index.html", "harbour/index.html"):
        page = read_page(site.page(name))
        assert hash_of(script_of(page)) in meta(page, "Content-Security-Policy")[0]


def script_of(page: Node) -> str:
    return "".join(node.text for node in page.all("script") if "type" not in node.attributes)


def hash_of(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_visible_article(article: Node) -> None:
    story = article.one("main").one("article", class_="story")
    assert story.one("h1").words == "Ferry “aground” & <fast>"
    label = story.one("strong", class_="label")
    assert (label.text, label.attributes["data-breaking-until"]) == ("Breaking", "2026-11-17T20:00:00Z")
    assert story.one(class_="kicker").text == "Sound crossing"
    assert [node.text for node in story.all("a", rel="author")] == ["Maren Oduya", "Tomas Brandt"]
    assert story.one(class_="byline").words == "By Maren Oduya and Tomas Brandt"
    assert story.one(class_="times").words == "Published 13:31 Updated 14:32, 17 November 2026"
    times = [node.attributes["datetime"] for node in story.one(class_="times").all("time")]
    assert times == ["2026-11-17T13:31:00+00:00", "2026-11-17T14:32:00+00:00"]
    assert story.one("div", class_="body").all("p")[0].words == "Ostrey — The ferry ran aground."
    assert not story.all(class_="dateline")
    lead = story.one("figure", class_="lead")
    assert (
        lead.one("img").attributes["fetchpriority"] == "high" and "loading" not in lead.one("img").attributes
    )
    assert lead.one("figcaption").words == "On the bank. Leo Marsh"
    corrections = [node.words for node in story.all("section", class_="correction")]
    assert corrections == [
        "Correction, 14:10, 17 November 2026. It was 143, not 134.",
        "Clarification, 14:20, 17 November 2026. The bank is charted.",
    ]
    assert [node.text for node in story.all("a", rel="tag")] == ["Ferry", "Gull Holm"]
    assert [node.words for node in story.all("ul", class_="share")[0].all("li")] == [
        "Facebook",
        "X",
        "LinkedIn",
        "Pinterest",
        "WhatsApp",
    ]
    assert all(
        node.attributes["rel"] == "noopener noreferrer nofollow"
        for node in story.one(class_="share").all("a")
    )


def test_only_public_stories_are_linked(site: Desk, article: Node) -> None:
    closing = article.one("footer", class_="end").one(class_="also")
    assert [(node.text, node.attributes["href"]) for node in closing.all("a")] == [
        ("Flood warning", "../../weather/flood/index.html"),
        ("Elsewhere", "https://else.example/a"),
    ]
    inline = article.one("div", class_="body").one("aside", class_="also")
    assert [node.attributes["href"] for node in inline.all("a")] == ["../../weather/flood/index.html"]
    html = site.page("harbour/ferry/index.html")
    assert "More on the secret." in [node.words for node in article.one("div", class_="body").all("p")]
    for secret in ("secret.md", "Secret plan", "/secret", "INTERNAL", "Not linked", "javascript:"):
        assert secret not in html, secret


def test_structured_data(article: Node) -> None:
    things = graph(article)
    news = things["NewsArticle"]
    assert news["headline"] == article.one("h1").text
    assert news["url"] == news["mainEntityOfPage"] == "https://courier.example/harbour/ferry/"
    assert (news["datePublished"], news["dateModified"]) == (
        "2026-11-17T13:31:00+00:00",
        "2026-11-17T14:32:00+00:00",
    )
    assert [author["name"] for author in news["author"]] == ["Maren Oduya", "Tomas Brandt"]
    assert news["author"][0]["url"] == "https://courier.example/authors/maren-oduya/"
    assert [item["text"] for item in news["correction"]] == ["It was 143, not 134.", "The bank is charted."]
    assert news["publisher"]["name"] == things["NewsMediaOrganization"]["name"] == "The Courier"
    assert news["articleSection"] == "Harbour" and news["keywords"] == ["Ferry", "Gull Holm"]
    assert len(news["image"]) == 4 and all(
        image.startswith("https://courier.example/images/") for image in news["image"]
    )
    trail = [(item["position"], item["name"]) for item in things["BreadcrumbList"]["itemListElement"]]
    assert trail == [(1, "The Courier"), (2, "Harbour"), (3, "Ferry “aground” & <fast>")]


def test_labels_last_until_their_end(site: Desk) -> None:
    end = datetime(2026, 11, 17, 20, tzinfo=UTC)
    site.export(end - timedelta(seconds=1))
    assert "data-breaking-until=" in site.page("harbour/ferry/index.html")
    assert 'class="banner breaking"' in site.page("index.html")
    site.export(end)
    for path in site.output.rglob("*.html"):
        assert "data-breaking-until=" not in path.read_text(encoding="utf-8"), path


def test_front_page(site: Desk) -> None:
    page = read_page(site.page("index.html"))
    banner = page.one("section", class_="banner")
    assert banner.attributes["aria-label"] == "Breaking news"
    assert banner.attributes["data-breaking-until"] == "2026-11-17T20:00:00Z"
    assert banner.words == "BreakingFerry agroundUpdated 14:32"
    assert banner.one("a").attributes["href"] == "harbour/ferry/index.html"
    assert not banner.inside("main")
    top = page.one("article", class_="top")
    assert top.one("h2").words == "Ferry “aground” & <fast>"
    assert top.one("strong", class_="label").attributes["data-breaking-until"] == "2026-11-17T20:00:00Z"
    assert [node.text for node in page.one("nav", class_="sections").all("a")] == ["Harbour", "Weather"]
    assert [node.text for node in page.one("ol", class_="latest").all("a")] == [
        "Quay repair",
        "Flood warning",
    ]
    assert set(graph(page)) == {"WebSite", "NewsMediaOrganization"}


def test_right_to_left_and_other_languages(desk: Desk) -> None:
    desk.story("ar", "title: العبّارة\nlanguage: ar\nauthor: Maren Oduya\nsection: News\n", "نص.\n")
    desk.story("uk", "title: Пором\nlanguage: uk\nsection: News\nlastmod: 2026-11-17T12:00:00Z\n", "Текст.\n")
    desk.export()
    arabic = read_page(desk.page("news/ar/index.html"))
    assert arabic.one("html").attributes["dir"] == "rtl"
    assert arabic.one(class_="byline").one("bdi").text == "Maren Oduya"
    assert arabic.one("a", class_="skip").text == "انتقل إلى الخبر"
    assert "Оновлено" in read_page(desk.page("news/uk/index.html")).one(class_="times").words
    cards = read_page(desk.page("news/index.html")).all("article", class_="card")
    assert {(card.attributes["lang"], card.attributes["dir"]) for card in cards} == {
        ("ar", "rtl"),
        ("uk", "ltr"),
    }


def test_the_newsrooms_own_label(desk: Desk) -> None:
    desk.settings("breaking: {labels: {breaking: Urgent}}\n")
    desk.story(
        "a",
        "section: News\nbreaking: {level: breaking, since: 2026-11-17T13:00:00Z, until: 2026-11-17T20:00:00Z}\n",
    )
    desk.export()
    assert read_page(desk.page("news/a/index.html")).one("strong", class_="label").text == "Urgent"


def test_killed_notice_says_nothing_of_the_story(desk: Desk) -> None:
    desk.story(
        "gone", "title: Wrong man named\nsection: News\nauthor: Somebody\n", "Wrong body.\n", status="killed"
    )
    desk.export()
    html = desk.page("news/gone/index.html")
    page = read_page(html)
    assert meta(page, "robots") == ["noindex, nofollow"]
    assert page.one("h1").text == "This story has been withdrawn"
    assert page.one("link", rel="canonical").attributes["href"] == "https://courier.example/news/gone/"
    assert "Wrong" not in html and "Somebody" not in html
    for name in ("feed.xml", "feed.json", "sitemap-pages.xml", "sitemap-news.xml", "index.html"):
        assert "gone" not in desk.page(name)


def test_an_earlier_address_leads_to_the_story(desk: Desk) -> None:
    desk.story("fog", "section: News\naliases: [/harbour/mist/, /news/other/, /2019/05/mist.html]\n")
    desk.story("other", "section: News\n")
    desk.export()
    page = read_page(desk.page("harbour/mist/index.html"))
    assert page.one("meta", http_equiv="refresh").attributes["content"] == "0; url=../../news/fog/index.html"
    assert page.one("link", rel="canonical").attributes["href"] == "https://courier.example/news/fog/"
    assert meta(page, "robots") == ["noindex, nofollow"]
    assert page.one("main").one("a").attributes["href"] == "../../news/fog/index.html"
    assert not page.all("script")
    assert "url=../../news/fog/" in desk.page("2019/05/mist.html")
    assert read_page(desk.page("news/other/index.html")).one("h1").text == "Story other", (
        "a story has the better right"
    )
    assert "mist" not in desk.page("sitemap-pages.xml") + desk.page("feed.xml")
    desk.story("fog", "section: News\n")
    desk.export()
    assert not (desk.output / "harbour" / "mist").exists()


def test_copy_button_brings_its_script_and_nothing_else_does(desk: Desk) -> None:
    desk.story("a", "section: News\nshare: {networks: [copy, email]}\n")
    desk.export()
    page = read_page(desk.page("news/a/index.html"))
    button = page.one("button", data_copy="*")
    assert button.parent is not None and "hidden" in button.parent.attributes
    sheet = page.one("button", data_share="https://courier.example/news/a/")
    assert sheet.parent is not None and "hidden" in sheet.parent.attributes
    assert page.one(role="status").text == ""
    assert button.attributes["data-copy"] == "https://courier.example/news/a/"
    script = next(node for node in page.all("script") if "type" not in node.attributes)
    digest = b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in meta(page, "Content-Security-Policy")[0]
    assert "<script>" not in desk.page("index.html")


HOSTILE = "\"'><script>alert(1)</script>&amp;</title></style>]]>\u2028{{7*7}}"


def test_no_field_breaks_out_of_its_place(desk: Desk) -> None:
    import json as words

    text = words.dumps(HOSTILE)
    desk.picture("a.jpg", (400, 300))
    desk.story(
        "a",
        f"title: {text}\nkicker: {text}\ndescription: {text}\nsection: {text}\ndateline: {text}\nauthors: [{text}]\n"
        f"tags: [{text}]\nimage: {{src: ../images/a.jpg, alt: {text}, caption: {text}, credit: {text}}}\n"
        f"breaking: {{level: breaking, since: 2026-11-17T13:00:00Z, until: 2026-11-17T20:00:00Z, alert: {text}}}\n"
        f"share: {{title: {text}, description: {text}, networks: [x, email, copy]}}\n"
        f"related: [{{url: 'https://e.example/', title: {text}}}]\n"
        f"corrections: [{{date: 2026-11-17T13:00:00Z, text: {text}}}]\n",
        HOSTILE + "\n",
    )
    desk.export()
    plain = set()
    for path in desk.output.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        page = read_page(html)
        plain |= {node.text for node in page.all("script") if "type" not in node.attributes}
        assert "49" not in page.one("main").text or "{{7*7}}" in page.one("main").text
        for node in page.all("script", type="application/ld+json"):
            words.loads(node.text)
            assert "<" not in node.text
    assert not any("alert" in text for text in plain)
    import xml.etree.ElementTree as Tree

    item = Tree.fromstring(desk.page("feed.xml")).find("channel/item")
    assert item is not None and item.findtext("title") == HOSTILE
