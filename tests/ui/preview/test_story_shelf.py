"""Only the open story's page and the pictures it names can be asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

pytest.importorskip("PySide6.QtWebEngineCore")

from editor_app.ui.preview.scheme_handler import CONTENT_POLICY, StoryShelf

BASE = QUrl("stet-preview://story/page/1")
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def test_the_page_has_a_new_address_each_time() -> None:
    shelf = StoryShelf()
    first = shelf.put_page("<p>One")
    second = shelf.put_page("<p>Two")
    assert first != second
    assert shelf.page(first) is None
    assert shelf.page(second) == b"<p>Two"


def test_picture_addresses_hold_no_path_and_can_be_forgotten(tmp_path: Path) -> None:
    shelf = StoryShelf()
    address = shelf.picture_address(tmp_path / "secret-name.png")
    assert "secret" not in address
    assert ":" not in address
    assert shelf.picture_address(tmp_path / "secret-name.png") == address
    assert shelf.picture(BASE.resolved(QUrl(address))) == tmp_path / "secret-name.png"
    shelf.clear()
    assert shelf.picture(BASE.resolved(QUrl(address))) is None


@pytest.mark.parametrize(
    "address",
    ["stet-preview://story/picture/1", "stet-preview://story/picture/-1", "stet-preview://story/picture/../0",
     "stet-preview://other/picture/0", "stet-preview://story/picture//etc/passwd", "stet-preview://story/picture/٠",
     "stet-preview://story/picture/" + "9" * 400, "stet-preview://story/"],
)  # fmt: skip
def test_other_addresses_are_nothing(tmp_path: Path, address: str) -> None:
    shelf = StoryShelf()
    shelf.picture_address(tmp_path / "a.png")
    assert shelf.picture(BASE.resolved(QUrl(address))) is None
    assert shelf.page(QUrl(address)) is None


def test_a_picture_of_the_newsroom_is_shown(shown, page_of, tmp_path: Path) -> None:
    picture = tmp_path / "dot.png"
    picture.write_bytes(DOT)
    address = shown.frame._shelf.picture_address(picture)
    shown.show(page_of({"a": f'<img src="{address}">'}), ("a",))
    assert shown.ask("document.querySelector('img').naturalWidth") == 1


def test_a_file_that_is_no_picture_is_not_served(shown, page_of, tmp_path: Path) -> None:
    page = tmp_path / "notes.html"
    page.write_text("<script>1</script>", encoding="utf-8")
    address = shown.frame._shelf.picture_address(page)
    shown.show(page_of({"a": f'<img src="{address}">'}), ("a",))
    assert shown.ask("document.querySelector('img').naturalWidth") == 0


def test_the_policy_allows_pictures_and_styles_only() -> None:
    assert "script-src" not in CONTENT_POLICY
    assert CONTENT_POLICY.startswith("default-src 'none'")
    assert "sandbox allow-same-origin" in CONTENT_POLICY


def test_a_page_over_two_megabytes_is_shown_whole(shown, page_of) -> None:
    shown.show(page_of({"a": "é" * 3_000_000}), ("a",))
    assert shown.ask("document.querySelector('[data-block=a]').textContent.length") == 3_000_000
