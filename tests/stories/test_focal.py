from __future__ import annotations

import pytest

from editor_app.stories.focal import MIDDLE, Focal
from editor_app.stories.sharing import Share


@pytest.mark.parametrize("text", ["62% 38%", "62%, 38%", " 62 % 38% "])
def test_it_is_written_as_a_position_in_css_is(text: str) -> None:
    assert Focal.of(text) == Focal(0.62, 0.38)
    assert Focal.of(text).text == "62% 38%"


def test_nothing_is_the_middle() -> None:
    assert Focal.of("") == MIDDLE and MIDDLE.text == ""


@pytest.mark.parametrize("text", ["62 38", "left top", "101% 5%", "62%", "-5% 5%", "0.6 0.4"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="two percentages"):
        Focal.of(text)


@pytest.mark.parametrize("focal", [MIDDLE, Focal(0, 0), Focal(1, 1), Focal(0.3, 0.9)])
@pytest.mark.parametrize("size", [(1600, 900), (900, 1600), (1000, 1000), (10, 5000)])
@pytest.mark.parametrize("shape", [16 / 9, 1.0, 2 / 3])
def test_a_cut_has_its_shape_and_lies_inside(focal: Focal, size: tuple[int, int], shape: float) -> None:
    left, top, width, height = focal.crop(*size, shape)
    assert width / height == pytest.approx(shape)
    assert left >= 0 and top >= 0
    assert left + width <= size[0] + 1e-6 and top + height <= size[1] + 1e-6
    assert width == pytest.approx(size[0]) or height == pytest.approx(size[1])


def test_the_point_is_in_the_middle_of_the_cut_where_the_picture_allows() -> None:
    left, _top, width, _height = Focal(0.6, 0.5).crop(3000, 1000, 1.0)
    assert left + width / 2 == pytest.approx(1800)


def test_it_moves_inside_the_picture() -> None:
    assert Focal(0.95, 0.02).moved(0.1, -0.1) == Focal(1.0, 0.0)


def test_a_share_image_has_a_point_of_its_own() -> None:
    share = Share(image="b.jpg", focal="10% 20%")
    assert share.focal_for("b.jpg", "a.jpg", "80% 80%") == Focal(0.1, 0.2)
    assert share.focal_for("a.jpg", "a.jpg", "80% 80%") == Focal(0.8, 0.8)
    assert share.focal_for("c.jpg", "a.jpg", "80% 80%") == MIDDLE
