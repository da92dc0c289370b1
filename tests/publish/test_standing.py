"""The newsroom's own pages: named by every page and to machines, public only when they say so."""

from __future__ import annotations

import json

import pytest

from tests.publish.conftest import Desk
from tests.publish.pages import graph, read_page

ETHICS = "title: How we work\nstatus: published\npolicy: [ethics, principles]\norder: 1\n"


def page(desk: Desk, name: str, head: str, body: str = "Words of ours.\n") -> None:
    folder = desk.folder / "pages"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(f"---\n{head}---\n\n{body}", encoding="utf-8")


@pytest.fixture
def site(desk: Desk) -> Desk:
    desk.settings(
        "policies: {ownership: 'https://trust.example/owners', feedback: not-an-address}\nfounded: '1911'\n"
    )
    page(desk, "ethics", ETHICS, "We correct mistakes, as in [the flood](flood.md).\n")
    page(desk, "about", "title: About the Courier\nstatus: published\npolicy: about\norder: 2\n")
    page(desk, "plans", "title: Secret plans\nstatus: draft\n")
    desk.story(
        "flood", "title: Flood\nsection: Weather\n", "See [how we work](ethics.md) and [plans](plans.md).\n"
    )
    return desk


def test_every_page_names_them(site: Desk) -> None:
    site.export()
    for path in site.output.rglob("*.html"):
        links = read_page(path.read_text(encoding="utf-8")).one("footer", class_="foot").all("a")
        assert [node.text for node in links] == [
            "How we work", "About the Courier", "Ownership and funding", "Corrections", "RSS",
        ]  # fmt: skip
        assert links[2].attributes["href"] == "https://trust.example/owners"
    assert "Secret plans" not in "".join(p.read_text("utf-8") for p in site.output.rglob("*.*ml"))


def test_machines_are_told_of_them(site: Desk) -> None:
    site.export()
    publisher = graph(read_page(site.page("weather/flood/index.html")))["NewsMediaOrganization"]
    assert publisher["ethicsPolicy"] == publisher["publishingPrinciples"] == "https://courier.example/ethics/"
    assert publisher["ownershipFundingInfo"] == "https://trust.example/owners"
    assert publisher["correctionsPolicy"] == "https://courier.example/corrections/"
    assert publisher["foundingDate"] == "1911"
    assert "actionableFeedbackPolicy" not in publisher
    assert set(graph(read_page(site.page("about/index.html")))) >= {"AboutPage", "BreadcrumbList"}
    assert "https://courier.example/ethics/" in site.page("sitemap-pages.xml")


def test_stories_and_standing_pages_link_to_each_other(site: Desk) -> None:
    site.export()
    body = read_page(site.page("weather/flood/index.html")).one(class_="body")
    assert [node.attributes["href"] for node in body.all("a")] == ["../../ethics/index.html"]
    own = read_page(site.page("ethics/index.html"))
    assert own.one("h1").text == "How we work"
    assert own.one(class_="body").one("a").attributes["href"] == "../weather/flood/index.html"


def test_a_change_of_one_reaches_every_page(site: Desk) -> None:
    site.export()
    assert not site.export().written
    page(site, "ethics", ETHICS.replace("How we work", "Our rules"))
    site.export()
    assert "Our rules" in site.page("weather/flood/index.html") and "Our rules" in site.page("404.html")
    (site.folder / "pages" / "ethics.md").unlink()
    site.export()
    assert "ethics/" not in site.page("index.html") and not (site.output / "ethics").exists()


@pytest.mark.parametrize(
    ("name", "head", "reason"),
    [
        ("weather", "title: A\nstatus: published\n", "belongs to another page"),
        ("corrections", "title: A\nstatus: published\n", "belongs to another page"),
        ("later", "title: A\nstatus: published\nembargo: 2020-01-01T00:00:00Z\n", "embargo"),
        ("broken", "title: A\nstatus: [published\n", "not valid"),
        ("plain", "status: published\n", "no title"),
        ("waiting", "title: A\nstatus: ready\n", "not published"),
    ],
)
def test_why_one_is_not_on_the_site(desk: Desk, name: str, head: str, reason: str) -> None:
    page(desk, name, head)
    desk.story("a", "section: News\n")
    report = desk.export()
    (withheld,) = [entry for entry in report.withheld if entry.path.parent.name == "pages"]
    assert reason in withheld.reason
    assert "pages/" not in desk.page("index.html") and not (desk.output / "later").exists()


def test_a_link_out_of_the_newsroom_is_no_page(desk: Desk) -> None:
    outside = desk.folder.parent / "outside.md"
    outside.write_text("---\ntitle: Outside\nstatus: published\n---\nPrivate.\n", encoding="utf-8")
    (desk.folder / "pages").mkdir()
    (desk.folder / "pages" / "outside.md").symlink_to(outside)
    desk.story("a", "section: News\n")
    desk.export()
    assert not (desk.output / "outside").exists()


def test_a_writer_is_introduced_on_their_page(desk: Desk) -> None:
    desk.settings(
        "authors:\n  Ana Holt:\n    role: Harbour reporter\n    bio: Ana has sailed.\n    x: '@ana'\n"
        "    url: https://ana.example/\n    email: ana@courier.example\n"
    )
    desk.story("a", "section: News\nauthors: [Ana Holt, Bo Lind]\n")
    desk.export()
    html = desk.page("authors/ana-holt/index.html")
    own = read_page(html)
    assert own.one(class_="role").text == "Harbour reporter"
    assert own.one(class_="standfirst").text == "Ana has sailed."
    links = [node.attributes["href"] for node in own.one(class_="elsewhere").all("a")]
    assert links == ["https://ana.example/", "https://x.com/ana"]
    person = graph(own)["ProfilePage"]["mainEntity"]
    assert (person["jobTitle"], person["sameAs"]) == ("Harbour reporter", links)
    assert "ana@courier.example" not in html
    assert not read_page(desk.page("authors/bo-lind/index.html")).all(class_="elsewhere")


def test_no_word_of_settings_or_pages_breaks_out_of_its_place(desk: Desk) -> None:
    hostile = "</title></script><script>alert(1)</script>\"'><b>{{1234*1000}}"
    text = json.dumps(hostile)
    desk.settings(
        f"description: {text}\nfounded: {text}\npolicies: {{ethics: 'https://e.example/\"><script>alert(1)</script>'}}\n"
        f"authors: {{Ana: {{role: {text}, bio: {text}, url: 'javascript:alert(1)', x: '\"><b>'}}}}\n"
    )
    page(desk, "own", f"title: {text}\ndescription: {text}\nstatus: published\n", f"{hostile}\n")
    desk.story("a", "section: News\nauthor: Ana\n")
    desk.export()
    for path in desk.output.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<script>alert" not in html and "1234000" not in html and "javascript:" not in html, path
        graph(read_page(html)) if "ld+json" in html else None
    assert read_page(desk.page("own/index.html")).one("h1").text == hostile
