from __future__ import annotations

from datetime import UTC, datetime

import pytest

from editor_app.intake.bylines import names_of
from editor_app.intake.wire_copy import read_wire_copy

NOW = datetime(2026, 11, 22, 18, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Maren Oduya", ("Maren Oduya",)),
        ("by Maren Oduya, Tomas Brandt and Wen Aster", ("Maren Oduya", "Tomas Brandt", "Wen Aster")),
        ("Von Jürgen von der Aue und Öde Ek", ("Jürgen von der Aue", "Öde Ek")),
        ("Par Anne-Claire d’Aubigné et Luc Roy", ("Anne-Claire d’Aubigné", "Luc Roy")),
        ("By J. R. O’Neil", ("J. R. O’Neil",)),
        ("By Maren Oduya, transport correspondent", ()),
        ("By nine the quay was empty", ()),
        ("By Monday", ()),
        ("By the Harbour", ()),
        ("By Tuesday the Trust had paid.", ()),
        ("BY STAFF WRITERS", ()),
        ("Maren Oduya", ()),
        ("Bystander Maren Oduya", ()),
        ("By " + "Ann Lee, " * 20 + "Bo Ek", ()),
    ],
)
def test_who_wrote_it(line: str, names: tuple[str, ...]) -> None:
    assert names_of(line) == names


def test_a_byline_becomes_the_storys() -> None:
    story = read_wire_copy("Quay shut\n\nA crane slipped.\n\nBy Maren Oduya\n\nThe quay is shut.\n", NOW)
    assert story.values == {"title": "Quay shut", "authors": ("Maren Oduya",)}
    assert story.body == "A crane slipped.\n\nThe quay is shut.\n"


def test_further_down_it_is_text() -> None:
    story = read_wire_copy("Quay shut\n\nOne.\n\nTwo.\n\nBy Maren Oduya\n", NOW)
    assert "authors" not in story.values and "By Maren Oduya" in story.body
