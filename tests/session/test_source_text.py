from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.session.source_text import EditDoesNotFit, SourceText, shown
from editor_app.stories.line_ends import LINE_END

pieces = st.sampled_from(
    [
        "a",
        "b",
        "\n",
        "\r\n",
        "\r",
        "\u2028",
        "\u2029",
        "\u00a0",
        "\u200b",
        "\x00",
        "\udce9",
        "\ufdd0",
        "é",
        "🙂",
    ]
)
texts = st.lists(pieces, max_size=30).map("".join)
typed = st.lists(st.sampled_from(["a", "b", "\n", "🙂", "\ufffd"]), max_size=6).map("".join)


def lines_of(text: str) -> int:
    return len(LINE_END.findall(text)) + 1


@given(texts)
def test_what_is_shown_is_as_long_and_has_nothing_a_widget_would_lose(text: str) -> None:
    source = SourceText(text)
    assert source.text == text
    assert source.line_count == lines_of(text) == source.shown.count("\n") + 1
    assert len(source.shown) == len(LINE_END.sub("\n", text))
    assert not set(source.shown) & {"\r", "\u2029", "\udce9", "\ufdd0"}


@given(texts, typed, st.data())
def test_an_edit_of_lines_leaves_every_other_byte_and_shows_what_it_saves(
    text: str, new: str, data: st.DataObject
) -> None:
    source = SourceText(text)
    before = source.shown
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    first, last = before.count("\n", 0, start), before.count("\n", 0, end)
    after = before[:start] + new + before[end:]
    part = "\n".join(after.split("\n")[first : last + 1 + new.count("\n") - before[start:end].count("\n")])
    is_last = last + 1 == source.line_count
    edit = source.take(first, last - first + 1, part if is_last else part + "\n")
    assert source.shown == after
    assert shown(source.text) == after
    assert source.line_count == lines_of(source.text)
    if edit is None:
        assert source.text == text
        return
    now = source.text
    source.apply(edit.reversed())
    assert source.text == text
    source.apply(edit)
    assert source.text == now


@given(texts, texts)
def test_another_text_is_one_edit_that_can_be_taken_back(before: str, after: str) -> None:
    source = SourceText(before)
    edit = source.replace(after)
    assert source.text == after
    assert (edit is None) == (before == after)
    if edit is not None:
        source.apply(edit.reversed())
        assert source.text == before


def test_new_lines_take_the_style_of_the_file() -> None:
    source = SourceText("one\r\ntwo\r\n")
    source.take(0, 1, "one\nand a half\n")
    assert source.text == "one\r\nand a half\r\ntwo\r\n"


def test_two_line_ends_never_become_one() -> None:
    source = SourceText("a\rX\n\nb")
    source.take(1, 1, "\n")
    assert source.text == "a\r\r\rb"
    assert source.line_count == 4


def test_letters_typed_in_a_row_are_one_edit() -> None:
    source = SourceText("ab\n")
    first, second = source.take(0, 1, "axb\n"), source.take(0, 1, "axyb\n")
    assert first is not None
    assert second is not None
    joined = first.joined(second)
    assert joined is not None
    source.apply(joined.reversed())
    assert source.text == "ab\n"


def test_an_edit_recorded_in_another_text_is_refused() -> None:
    edit = SourceText("one\ntwo\n").take(1, 1, "three\n")
    assert edit is not None
    other = SourceText("one\nfour\n")
    with pytest.raises(EditDoesNotFit):
        other.apply(edit)
    assert other.text == "one\nfour\n"


def test_a_line_end_typed_after_a_lone_cr_is_one_more_line() -> None:
    source = SourceText("\n\r")
    source.take(0, 2, "\n\n\n")
    assert source.shown == "\n\n\n"
    assert source.text.startswith("\n\r")
