from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor_app.session.source_text import SourceText

pieces = st.sampled_from(["a", "b", "\n", "\r\n", "\r", "\u2028", "\u00a0", "é", "🙂"])
texts = st.lists(pieces, max_size=30).map("".join)


@given(texts)
def test_unedited_text_comes_back_byte_for_byte(text: str) -> None:
    source = SourceText(text)
    assert source.merged(source.shown) == text
    assert not set(source.shown) & {"\r", "\u2028", "\u2029"}


@given(texts, texts, st.data())
def test_an_edit_leaves_what_is_before_and_after_it(before: str, after: str, data: st.DataObject) -> None:
    before, after = before + "|", "|" + after
    source = SourceText(before + "middle" + after)
    edited = source.shown.replace("middle", data.draw(st.sampled_from(["", "M", "new words"])))
    merged = source.merged(edited)
    assert merged.startswith(before)
    assert merged.endswith(after)


def test_new_lines_take_the_style_of_the_file() -> None:
    source = SourceText("one\r\ntwo\r\n")
    assert source.merged("one\nand a half\ntwo\n") == "one\r\nand a half\r\ntwo\r\n"


def test_a_character_typed_twice_in_a_row_is_not_lost() -> None:
    source = SourceText("aa\r\naa")
    assert source.merged("aaa\naa") == "aaa\r\naa"
    assert source.merged("") == ""
