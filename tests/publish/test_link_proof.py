"""Every link inside the site leads somewhere, or the export says which does not."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from editor_app.publish import link_proof
from editor_app.publish.addresses import file_of
from editor_app.publish.link_proof import proved
from editor_app.publish.reporting import ExportReport
from editor_app.publish.site import export_site
from editor_app.stories.newsroom import Newsroom
from tests.publish.conftest import Desk


def export(desk: Desk) -> ExportReport:
    return proved(desk.export(), desk.newsroom, desk.cache)


def test_a_typed_address_with_no_page_is_told_with_its_story(desk: Desk) -> None:
    desk.story("ferry", "title: Ferry & co aground\nsection: Harbour\n", "See [it](/weather/gone/) there.\n")
    desk.story("flood", "section: Weather\n", "See [it](https://courier.example/harbour/gone/?x=1).\n")
    assert export(desk).broken_links == (
        "“Ferry & co aground” links to a page that is not on the site, /weather/gone/: correct the link, or remove it.",
        "“Story flood” links to a page that is not on the site, https://courier.example/harbour/gone/?x=1: "
        "correct the link, or remove it.",
    )


def test_what_leads_somewhere_is_not_told(desk: Desk) -> None:
    desk.story("flood", "section: Weather\ncorrections: [{date: 2026-11-17T12:00:00Z, text: It was 2.}]\n")
    desk.story(
        "ferry",
        "section: Harbour\ntags: [ferry]\nauthors: [Maren Oduya]\n",
        "[a](/weather/flood/) [b](/weather/flood) [c](https://courier.example/harbour/) [d](/) [e](/weather/flood/#correction-1) "
        "[f](flood.md#correction-1) [g](#main) [h](/feed.xml) [i](https://elsewhere.example/gone/) [j](mailto:a@b.example#x)"
        " with a note.[^1]\n\n[^1]: The note.\n",
    )
    assert export(desk).broken_links == ()


def test_a_part_that_is_not_there_is_told(desk: Desk) -> None:
    desk.story("flood", "section: Weather\n")
    desk.story("ferry", "section: Harbour\n", "[a](flood.md#gauge) and [b](#end)\n")
    told = export(desk).broken_links
    assert len(told) == 2
    assert all("part of a page that is not there" in sentence for sentence in told)


def test_a_page_that_stayed_as_it_was_is_told_of_when_its_target_goes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.story("flood", "section: Weather\n")
    desk.story("ferry", "section: Harbour\n", "[a](/weather/flood/)\n")
    desk.story("bus", "section: News\n", "Nothing typed.\n")
    desk.story("tides", "section: Weather\n", "So that the section stays.\n")
    assert export(desk).broken_links == ()
    read: list[str] = []
    reading = link_proof.LinkProof._bytes_of
    monkeypatch.setattr(
        link_proof.LinkProof, "_bytes_of", lambda self, name: read.append(name) or reading(self, name)
    )
    desk.story("flood", "section: Weather\n", status="draft")
    told = export(desk).broken_links
    assert [sentence.split(" links")[0] for sentence in told] == ["“Story ferry”"]
    assert "harbour/ferry/index.html" not in read and "news/bus/index.html" not in read
    desk.story("flood", "section: Weather\n")
    assert export(desk).broken_links == ()


def test_an_export_with_nothing_to_do_reads_no_page_and_remembers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.story("ferry", "section: Harbour\n", "[a](/weather/gone/)\n")
    first = export(desk).broken_links
    monkeypatch.setattr(link_proof.LinkProof, "_bytes_of", lambda self, name: pytest.fail(f"{name} was read"))
    assert export(desk).broken_links == first != ()


def test_a_lost_or_damaged_note_is_made_again(desk: Desk) -> None:
    desk.story("ferry", "section: Harbour\n", "[a](/weather/gone/)\n")
    first = export(desk).broken_links
    (note,) = (desk.cache / "links").iterdir()
    note.write_text("{", encoding="utf-8")
    assert export(desk).broken_links == first
    note.unlink()
    assert export(desk).broken_links == first


def test_in_the_sample_newsroom_every_link_and_part_resolves(seeds: Path, tmp_path: Path, desk: Desk) -> None:
    """All links of all pages, templates' own included, read by another parser."""
    newsroom, output = Newsroom.open(seeds), tmp_path / "out"
    newsroom.private_folder = tmp_path / "private"
    report = proved(export_site(newsroom, output, desk.now, cache=desk.cache), newsroom, desk.cache)
    assert report.broken_links == ()
    site = newsroom.settings.url
    files = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    trees = {
        name: BeautifulSoup((output / name).read_bytes(), "html.parser")
        for name in files
        if name.endswith(".html")
    }
    ids = {name: {str(node["id"]) for node in tree.find_all(id=True)} for name, tree in trees.items()}
    seen = 0
    for name, tree in trees.items():
        for node in tree.find_all(True):
            for key in ("href", "src"):
                address = node.get(key)
                target = urlsplit(urljoin(f"{site}/{name}", str(address or "")))
                if not address or f"{target.scheme}://{target.netloc}" != site:
                    continue
                seen += 1
                file = file_of(target.path or "/")
                assert file in files or target.path.removeprefix("/") in files, (name, address)
                assert not target.fragment or target.fragment in ids[file], (name, address)
    assert seen > 500
