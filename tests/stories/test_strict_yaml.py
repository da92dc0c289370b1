from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.stories.strict_yaml import Mapping, Scalar, Sequence, YamlRefused, parse, to_plain


def plain(source: str) -> object:
    return to_plain(parse(source))


def test_every_scalar_is_text() -> None:
    source = "a: no\nb: 1.10\nc: 2026-11-22\nd: 12:30:45\ne: 0x1F\nf: .inf\ng: on\n"
    assert plain(source) == {
        "a": "no", "b": "1.10", "c": "2026-11-22", "d": "12:30:45", "e": "0x1F", "f": ".inf", "g": "on",
    }  # fmt: skip


def test_nothing_is_not_an_empty_text() -> None:
    assert plain("a:\nb: ''\nc: ~\nd: null\ne: Null\n") == {
        "a": None,
        "b": "",
        "c": None,
        "d": None,
        "e": "Null",
    }


def test_block_texts_lose_only_their_last_line_break() -> None:
    assert plain("a: |\n  one\n  two\nb: >-\n  one\n  two\n") == {"a": "one\ntwo", "b": "one two"}


def test_an_empty_document_is_none() -> None:
    assert parse("") is None
    assert parse("# only a comment\n\n") is None


@pytest.mark.parametrize(
    ("source", "offset", "words"),
    [
        ("a: 1\nb: *x", 8, "aliases"),
        ("a: &x 1", 3, "anchors"),
        ("a: !!python/object/apply:os.system ['id']", 3, "tags"),
        ("a: ! b", 3, "tags"),
        ("embargo: 2099-01-01T00:00:00Z\nembargo:\n", 30, "“embargo” is there twice"),
        ("<<: {a: b}", 0, "merging"),
        ("[a, b]: c", 0, "key"),
        ("? a\n: b", 2, "question mark"),
        ("a: b\n---\nc: d", 5, "another"),
        ("just words", 0, "expected keys"),
        ("- a\n- b", 0, "expected keys"),
        ("a: {b: {c: {d: {e: {f: {g: h}}}}}}", 23, "6 levels"),
        ("a: b: c", 4, "quotes"),
        ("a: \x07", 3, "control character"),
        ("é: \x07", 3, "control character"),
        ("a:\n\tb: c", 3, "tab"),
        ("a: 'x", 5, "never closed"),
        ("a: \udce9", 3, "UTF-8"),
        ("\ufeffa: b", 0, "byte-order mark"),
    ],
)
def test_what_is_refused_says_where_and_why(source: str, offset: int, words: str) -> None:
    with pytest.raises(YamlRefused) as refused:
        parse(source)
    assert refused.value.offset == offset
    assert words in refused.value.message


BOMBS = {
    "brackets": "a: " + "[" * 5000 + "]" * 5000,
    "braces": "a: " + "{a: " * 5000,
    "dashes": "- " * 20000,
    "block depth": "".join(" " * depth + "a:\n" for depth in range(300)),
    "long key": "k" * 70_000 + ": v",
    "laughs": "a: &a [x,x]\n" + "\n".join(f"{c}: &{c} [*a,*a]" for c in "bcdefgh"),
    "quotes": 'a: "' + "\\" * 60_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_dropped_at_once(name: str) -> None:
    began = time.perf_counter()
    with pytest.raises(YamlRefused):
        parse(BOMBS[name])
    assert time.perf_counter() - began < 0.2


def test_brackets_inside_a_text_are_only_signs() -> None:
    root = parse('title: "' + "[{" * 400 + '"')
    assert isinstance(root, Mapping)
    value = root.entries[0].value
    assert isinstance(value, Scalar)
    assert value.text == "[{" * 400


def test_spans_count_characters_whatever_they_are() -> None:
    source = "é😀: “x” # c\r\nlist:\r\n- a\r\n- {k: 'v'}\r\n"
    root = parse(source)
    assert isinstance(root, Mapping)
    first, second = root.entries
    assert source[first.key.start : first.key.end] == "é😀"
    assert isinstance(first.value, Scalar)
    assert source[first.value.start : first.value.end] == "“x”"
    assert isinstance(second.value, Sequence)
    inner = second.value.items[1]
    assert isinstance(inner, Mapping) and inner.is_flow
    assert source[inner.start : inner.end] == "{k: 'v'}"


@given(st.text())
def test_any_text_is_read_or_refused(source: str) -> None:
    try:
        root = parse(source)
    except YamlRefused as refused:
        assert 0 <= refused.offset <= len(source)
    else:
        assert root is None or isinstance(root, Mapping)
