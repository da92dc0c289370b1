from __future__ import annotations

from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from editor_app.stories import yaml_text
from editor_app.stories.strict_yaml import YamlRefused, parse, to_plain

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
KEYS = st.text("ab -:#?[{'\"é1", min_size=1, max_size=6)
VALUES = st.recursive(
    TEXT,
    lambda inside: st.one_of(
        st.lists(inside, min_size=1, max_size=3), st.dictionaries(KEYS, inside, min_size=1, max_size=3)
    ),
    max_leaves=5,
)


def read_back(text: str) -> object:
    return to_plain(parse(text))


@given(TEXT, st.sampled_from(["", "'", '"', "|", "|-", "|+", ">", ">-"]), st.sampled_from(["\n", "\r\n"]))
def test_any_text_reads_back(text: str, style: str, newline: str) -> None:
    written = "k:" + yaml_text.block(text, 0, newline, style) + newline
    assert read_back(written) == {"k": text}


@given(TEXT)
def test_any_text_reads_back_in_brackets(text: str) -> None:
    assert read_back("k: " + yaml_text.inline([text, {"a": text}])) == {"k": [text, {"a": text}]}


@given(VALUES)
def test_any_value_reads_back(value: object) -> None:
    written = yaml_text.entry("k", value, 0, "\n")
    try:
        assert read_back(written) == {"k": value}
    except YamlRefused as refused:
        assert "levels" in refused.message


@pytest.mark.parametrize(
    "text", ["no", "on", "1.10", "2026-11-22", "12:30", "0x1F", "~", "null", "1_000", "y", ".5", "1e3"]
)
def test_what_another_reader_would_take_for_something_else_is_quoted(text: str) -> None:
    assert yaml.safe_load(f"k: {yaml_text.inline(text)}") == {"k": text}
    assert yaml_text.inline(text) == f'"{text}"'


@pytest.mark.parametrize(
    "text",
    [
        "Ferry runs aground",
        "143 aboard",
        "“It’s fine”",
        "stories/a.md",
        "https://a.example/b",
        "Ω",
        "a-b",
        "5–4",
    ],
)
def test_ordinary_text_stands_bare(text: str) -> None:
    assert yaml_text.inline(text) == text


def test_values_that_are_not_text() -> None:
    moment = datetime(2026, 11, 22, 18, tzinfo=UTC)
    value = {"a": True, "b": moment, "c": [], "d": {}, "e": None}
    assert yaml_text.entry("k", value, 0, "\n") == (
        "k:\n  a: true\n  b: 2026-11-22T18:00:00+00:00\n  c: []\n  d: {}\n  e:\n"
    )


def test_lists_and_mappings_are_indented_below_their_key() -> None:
    value = [{"story": "a", "title": "b: c"}, "d", {"note": "one\ntwo"}]
    assert yaml_text.entry("related", value, 0, "\n") == (
        'related:\n  - story: a\n    title: "b: c"\n  - d\n  - note: |-\n      one\n      two\n'
    )


def test_quotes_inside_prefer_the_other_quotes() -> None:
    assert yaml_text.inline('"Stop"') == "'\"Stop\"'"
    assert yaml_text.inline("'tis") == '"\'tis"'
