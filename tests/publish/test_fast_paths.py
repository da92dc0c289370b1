"""What is made the short way is what the long way makes."""

from __future__ import annotations

import posixpath
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from editor_app.markup import blocks, counts
from editor_app.publish import page_making
from editor_app.publish.addresses import RelativeAddresses
from editor_app.publish.labels import Labels

_PIECES = st.sampled_from(
    [
        "word",
        "don't",
        "1,200",
        "1,20",
        "x.y",
        "a-b",
        "—",
        "'",
        "_",
        "*",
        "~",
        "\\",
        " ",
        "\n",
        "3.5",
        "{",
        "é",
        "東",
        "e\u0301",
    ]
)
_LINES = st.sampled_from(
    ["Prose.", "Also read:", "also read", "- item", "1. one", "> said", "## Head", "    code", "", "", "  ", "{.pull}", "!!! box",
     ": term", "Élan", "x\x02y", "x\x03", "[a]: /b", "<div>", "</div>", "```", "A [link](b.md).", "Also read: [](a.md)"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map("".join))
@example("It's 1,200.5 o'clock-ish")
def test_words_of_plain_letters_are_counted_as_all_words_are(text: str) -> None:
    assert counts.words_in(text) == len(counts._WORD.findall(text))
    without = re.sub(r"(?<=\w)[*~]+(?=\w)|\\", "", text)
    if not set("`{<[:") & set(text):
        assert counts.word_count(text) == len(counts._WORD.findall(without))


@given(st.lists(_LINES, min_size=1, max_size=8))
def test_a_line_of_prose_is_cut_out_as_any_lines_are(lines: list[str]) -> None:
    plain = blocks._normal_lines([f"{line}\n" for line in lines])
    for start, end in blocks._chunks(plain, set()):
        if start < end:
            assert blocks._examined(start, end, plain) == blocks._looked_into(start, end, plain)


@given(st.text(st.characters(), max_size=40) | st.text("a\x00\x07\t\n\r\x7fé\ud800", max_size=20))
def test_pages_hold_no_control_characters_either_way(text: str) -> None:
    assert page_making.encoded(text) == page_making._NO_TEXT.sub("\ufffd", text).encode()


@given(
    st.lists(st.sampled_from(["a", "b", "c-d"]), max_size=4),
    st.lists(st.sampled_from(["a", "b", "c-d"]), max_size=4),
)
def test_links_between_pages_are_the_shortest(here: list[str], there: list[str]) -> None:
    origin = "".join(f"/{part}" for part in here) + "/"
    target = "".join(f"/{part}" for part in there) + "/"
    expected = posixpath.relpath(f"{target}index.html", origin)
    assert RelativeAddresses(origin).page(target) == expected


_FOLDERS = st.lists(st.sampled_from(["a", "b", "c-d"]), max_size=3).map(
    lambda parts: "".join(f"/{part}" for part in parts) + "/"
)


@given(_FOLDERS, _FOLDERS, st.lists(_FOLDERS, min_size=1, max_size=4))
def test_pages_in_one_place_have_the_same_links(one: str, other: str, targets: list[str]) -> None:
    known = {folder for path in targets for folder in RelativeAddresses(path).folders()}
    here, there = RelativeAddresses(one), RelativeAddresses(other)
    if here.place(known) == there.place(known):
        assert [here.page(path) for path in targets] == [there.page(path) for path in targets]


@given(st.text("a1_ ,.'-*~\\\n", max_size=14))
def test_words_of_any_marks_are_counted_as_all_words_are(text: str) -> None:
    assert counts.words_in(text) == len(counts._WORD.findall(text))


def test_an_hour_that_comes_twice_is_told_apart() -> None:
    zone = ZoneInfo("Europe/London")
    first, second = (datetime(2026, 10, 25, 1, 30, tzinfo=zone, fold=fold) for fold in (0, 1))
    labels = Labels("en", zone)
    assert [labels.iso(moment) for moment in (first, second)] == [
        "2026-10-25T01:30:00+01:00",
        "2026-10-25T01:30:00+00:00",
    ]
    assert [labels.iso(moment.astimezone(UTC)) for moment in (second, first)] == [
        "2026-10-25T01:30:00+00:00",
        "2026-10-25T01:30:00+01:00",
    ]
