from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.stories.newsroom import Newsroom
from editor_app.stories.picture_placing import PictureNotPlaced, place_picture


@pytest.fixture
def story(newsroom: Newsroom) -> Path:
    return newsroom.stories_folder / "ferry.md"


def chosen(folder: Path, name: str, content: bytes = b"one") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_picture_from_elsewhere_gets_a_clean_name_of_its_own(
    newsroom: Newsroom, story: Path, tmp_path: Path
) -> None:
    first = chosen(tmp_path / "a", "Fähre & Quay (2).JPG")
    second = chosen(tmp_path / "b", "Fähre & Quay (2).JPG", b"another")
    assert place_picture(newsroom, story, first) == "../images/fahre-quay-2.jpg"
    assert place_picture(newsroom, story, second) == "../images/fahre-quay-2-2.jpg"
    assert (
        place_picture(newsroom, story, first) == "../images/fahre-quay-2.jpg"
    )  # the same picture, not again
    assert (newsroom.images_folder / "fahre-quay-2.jpg").read_bytes() == b"one"
    assert first.exists()


def test_a_picture_of_the_newsroom_stays_where_it_is(newsroom: Newsroom, story: Path) -> None:
    inside = chosen(newsroom.images_folder, "Quay side.jpg")
    src = place_picture(newsroom, story, inside)
    assert src == "../images/Quay%20side.jpg"
    assert newsroom.picture_path(story, src) == inside


def test_what_pages_cannot_show_is_refused(newsroom: Newsroom, story: Path, tmp_path: Path) -> None:
    with pytest.raises(PictureNotPlaced, match="not a picture that pages can show"):
        place_picture(newsroom, story, chosen(tmp_path / "a", "logo.svg"))
    with pytest.raises(PictureNotPlaced, match="could not be copied"):
        place_picture(newsroom, story, tmp_path / "gone.jpg")
