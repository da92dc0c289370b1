from __future__ import annotations

import pytest

from editor_app.markup.reading_lines import reading_lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("The **Gull** Holm\nferry *ran* aground.\n\nNext.\n", ["The Gull Holm ferry ran aground.", "Next."]),
        ("## Cross _head_\n- one\n- [two](b.md \"T\")\n1. three\n", ["Cross head", "one", "two T", "three"]),
        ("> quoted\n> — Source\n{.pull}\n", ["quoted", "— Source"]),
        ("![alt words](../images/a.jpg \"Caption.\")\n", ["alt words Caption."]),
        ("snake_case_name and 2 * 3 * 4 \\*as typed\\*\n", ["snake_case_name and 2 * 3 * 4 *as typed*"]),
        ("[tides]: https://tides.example \"Tides\"\n\n[^1]: A note.\n", ["[^1]: A note."]),
        ("Fish &amp; chips <b>now</b>\r\n\r\n| a | b |\r\n| 1 | 2 |\r\n", ["Fish & chips now", "| a | b |", "| 1 | 2 |"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_body_as_a_reader_sees_its_words(body: str, lines: list[str]) -> None:
    assert reading_lines(body) == lines


def test_a_long_line_of_marks_takes_no_time() -> None:
    assert reading_lines("*" * 19_000 + "a " * 400 + "_" * 100)
    assert reading_lines("[" * 5_000 + "](" * 5_000)
