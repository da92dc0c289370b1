from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.stories import atomic_rename
from editor_app.stories.atomic_rename import RenameNotSupported, exchange, rename_to_free_name


def test_exchange_swaps_two_files(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    try:
        exchange(one, two)
    except RenameNotSupported:
        pytest.skip("no renameat2 here")
    assert (one.read_text(), two.read_text()) == ("2", "1")
    with pytest.raises(FileNotFoundError):
        exchange(one, tmp_path / "none")


@pytest.mark.parametrize("way", ["renameat2", "link", "placeholder"])
def test_a_name_that_is_taken_stays_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    def unsupported(*_: object) -> None:
        raise RenameNotSupported

    def no_links(*_: object) -> None:
        raise PermissionError(1, "no links here")

    if way != "renameat2":
        monkeypatch.setattr(atomic_rename, "_rename", unsupported)
    if way == "placeholder":
        monkeypatch.setattr(atomic_rename.os, "link", no_links)
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_text("s")
    rename_to_free_name(source, target)
    assert target.read_text() == "s"
    assert not source.exists()
    source.write_text("new")
    with pytest.raises(FileExistsError):
        rename_to_free_name(source, target)
    assert (source.read_text(), target.read_text()) == ("new", "s")
