from __future__ import annotations

import pytest

from editor_app.markup.counts import graphemes, reading_minutes, word_count


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", 0),
        ("One two three.", 3),
        ("It's the harbour-master's 2,400 boats.", 5),
        ("**bo**ld *text*", 2),
        ('[link text](https://a.example/long/path "title words") end', 3),
        ("https://a.example/b/c\n\nafter", 1),
        ("```\nfenced code here\n```\n\nafter", 1),
        ("[a]: https://b.c\n\ntext", 1),
        ("<div class='x'>two words</div>", 2),
        ("<!-- not seen -->seen", 1),
        ("> quote\n{.pull}", 1),
        ("- a\n- b\n", 2),
        ("中文字", 3),
        ("Привет мир", 2),
        ("مرحبا بالعالم", 2),
        ("e\u0301te\u0301 cafe\u0301", 2),
    ],
)
def test_words(body: str, words: int) -> None:
    assert word_count(body) == words


def test_minutes() -> None:
    assert [reading_minutes(words) for words in (0, 1, 238, 239, 2000)] == [0, 1, 1, 2, 9]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("a\r\nb", 3),
        ("e\u0301", 1),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", 1),
        ("\U0001f1eb\U0001f1f7\U0001f1e9\U0001f1ea", 2),
        ("\U0001f44d\U0001f3fd!", 2),
        ("❤\ufe0f", 1),
        ("1\ufe0f\u20e3", 1),
        ("한국", 2),
        ("\u1112\u1161\u11ab", 1),
        ("שלום", 4),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", 1),
    ],
)
def test_characters_as_people_count_them(text: str, count: int) -> None:
    assert graphemes(text) == count
