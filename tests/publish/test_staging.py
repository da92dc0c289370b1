from __future__ import annotations

import os
from pathlib import Path

import pytest

from editor_app.publish.manifest import Manifest
from editor_app.publish.staging import Staging


def test_every_file_is_on_the_disk_before_any_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[int] = set()
    fsync = os.fsync

    def noted(handle: int) -> None:
        synced.add(os.fstat(handle).st_ino)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    site = tmp_path / "site"
    staging = Staging(site, Manifest(frozenset()))
    for number in range(40):
        staging.add(f"news/{number}/index.html", b"page %d" % number)
    assert not site.exists()
    staging.settle()
    on_disk = set(synced)
    staging.move_in()
    pages = list(site.rglob("index.html"))
    assert len(pages) == 40
    assert {page.stat().st_ino for page in pages} <= on_disk
    assert {page.parent.stat().st_ino for page in pages} <= synced


def test_a_disk_that_fails_while_settling_leaves_the_site_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    site = tmp_path / "site"
    staging = Staging(site, Manifest(frozenset()))
    staging.add("index.html", b"page")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        staging.settle()
    staging.discard()
    assert list(tmp_path.iterdir()) == []
