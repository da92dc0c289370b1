"""HTML as each program puts it on the clipboard: `copies/NAME.html` comes into a story as `copies/NAME.md`."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.intake.pasted.page import read_pasted_page
from editor_app.markup.blocks import slice_body
from editor_app.markup.reader import read_slice
from editor_app.markup.writer import normal_blocks, write_blocks

COPIES = Path(__file__).parent / "copies"


@pytest.mark.parametrize("name", sorted(path.stem for path in COPIES.glob("*.html")))
def test_a_copy_comes_as_its_words_and_structure(name: str) -> None:
    copy = read_pasted_page((COPIES / f"{name}.html").read_text(encoding="utf-8"))
    written = write_blocks(copy.blocks)
    assert written.rstrip("\n") == (COPIES / f"{name}.md").read_text(encoding="utf-8").rstrip("\n")
    read = [block for source in slice_body(written) for block in read_slice(source)]
    assert read == list(normal_blocks(copy.blocks))
