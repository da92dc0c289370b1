from __future__ import annotations

import pytest

from editor_app.markup.rich import AlsoReadLink, Kind, Picture, RichBlock
from editor_app.ui.editor.spoken_objects import spoken


def picture(**words: object) -> RichBlock:
    return RichBlock(Kind.PICTURE, picture=Picture("a.jpg", **words))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (picture(alt="A ferry", caption="At the quay.", credit="Leo Marsh"),
         "Picture: A ferry. Caption: At the quay. Credit: Leo Marsh"),
        (picture(), "Picture. No alt text"),
        (picture(decorative=True), "Picture. Decorative"),
        (RichBlock(Kind.SOURCE, source="https://youtu.be/abcdefgh"), "Embed, YouTube video: https://youtu.be/abcdefgh"),
        (RichBlock(Kind.ALSO_READ, links=(AlsoReadLink("Flood", "flood.md"),)), "Also read, 1 story: Flood"),
    ],
)  # fmt: skip
def test_blocks_that_are_drawn_are_spoken(block: RichBlock, words: str) -> None:
    assert spoken(block) == words
