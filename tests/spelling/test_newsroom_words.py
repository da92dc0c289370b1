"""The newsroom's dictionary file: read, added to, shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.spelling import newsroom_words
from editor_app.spelling.newsroom_words import DICTIONARY_FILE, KnownWords, add_word, read_words
from editor_app.stories import story_file
from editor_app.stories.story_file import StoryChangedOnDisk, StoryNotReadable


def _text(folder: Path) -> str:
    return (folder / DICTIONARY_FILE).read_bytes().decode()


def test_the_first_word_makes_the_file(tmp_path: Path) -> None:
    assert read_words(tmp_path) == frozenset()
    assert add_word(tmp_path, "Ostrey") == {"Ostrey"}
    assert _text(tmp_path).startswith("# ") and _text(tmp_path).endswith("\nOstrey\n")
    assert read_words(tmp_path) == {"Ostrey"}


def test_a_word_takes_its_place_and_no_other_line_changes(tmp_path: Path) -> None:
    (tmp_path / DICTIONARY_FILE).write_text("# house words\n\nAbara # writer\nOduya\n\n# boats\nzodiac\n")
    add_word(tmp_path, "\u00c9dda")
    add_word(tmp_path, "Aaron")
    add_word(tmp_path, "zulu")
    add_word(tmp_path, "Oduya")
    assert _text(tmp_path) == (
        "# house words\n\nAaron\nAbara # writer\n\u00c9dda\nOduya\n\n# boats\nzodiac\nzulu\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "Gull\n"),
        ("Ferry", "Ferry\nGull\n"),
        ("Ferry\r\nHolm\r\n", "Ferry\r\nGull\r\nHolm\r\n"),
        ("\ufeffFerry\n", "\ufeffFerry\nGull\n"),
        ("\ufeffHolm\n", "\ufeffGull\nHolm\n"),
    ],
)
def test_line_ends_stay_as_they_are(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / DICTIONARY_FILE).write_bytes(before.encode())
    add_word(tmp_path, "Gull")
    assert _text(tmp_path) == after


def test_words_are_kept_as_a_dictionary_has_them(tmp_path: Path) -> None:
    add_word(tmp_path, "O\u2019Mara")
    add_word(tmp_path, "Jose\u0301")
    assert read_words(tmp_path) == {"O'Mara", "Jos\u00e9"}


def test_what_another_machine_added_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / DICTIONARY_FILE).write_text("Abara\n")
    write, others = story_file.write_text, iter(("Brandt\n", "Calloway\n"))

    def write_late(path: Path, text: str, expected: str | None) -> str:
        if (other := next(others, None)) is not None:
            with path.open("a") as file:
                file.write(other)
        return write(path, text, expected)

    monkeypatch.setattr(newsroom_words.story_file, "write_text", write_late)
    assert add_word(tmp_path, "Oduya") == {"Abara", "Brandt", "Calloway", "Oduya"}
    assert _text(tmp_path) == "Abara\nBrandt\nCalloway\nOduya\n"


def test_a_file_that_never_rests_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / DICTIONARY_FILE).write_text("Abara\n")

    def refuse(path: Path, text: str, expected: str | None) -> str:
        raise StoryChangedOnDisk(path, "x")

    monkeypatch.setattr(newsroom_words.story_file, "write_text", refuse)
    with pytest.raises(StoryChangedOnDisk):
        add_word(tmp_path, "Oduya")
    assert _text(tmp_path) == "Abara\n"


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / DICTIONARY_FILE).mkdir()
    assert read_words(tmp_path) == frozenset()
    with pytest.raises(StoryNotReadable):
        add_word(tmp_path, "Oduya")


def test_known_words() -> None:
    known = KnownWords(frozenset({"Ostrey", "galley", "Al-Rashid"}))
    assert known.has("Ostrey") and known.has("Ostrey's") and known.has("Al-Rashid")
    assert known.has("galley") and known.has("Galley") and known.has("galley's")
    assert not known.has("ostrey") and not known.has("gally")
