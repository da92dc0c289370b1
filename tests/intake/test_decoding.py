from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.intake.decoding import NotText, decode, tidy

SENTENCE = "“Über den Sund” – 60 £, naïve café…"
CYRILLIC = "Українська бібліотека відкрита щодня.\nПриходьте!\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_sentence_survives_every_usual_encoding(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Ferry aground off Gull Holm\n", CYRILLIC, "מה שלומך היום?\nטוב מאוד"])
def test_utf16_without_a_mark_is_recognised(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_marked_utf16_of_odd_length_still_gives_its_words(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert decode(mark + "harbour".encode(encoding) + b"\x00").startswith("harbour")


def test_mostly_utf8_with_one_stray_windows_byte_keeps_both() -> None:
    assert decode("“Über” – “Sund” ".encode() + b"caf\xe9") == "“Über” – “Sund” café"


def test_windows_1252_keeps_bytes_it_leaves_undefined() -> None:
    assert decode(b"caf\xe9 \x81 \x93hi\x94") == "café \x81 “hi”"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04\x14\x00", "an archive"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"{\\rtf1\\ansi hello}", "a rich-text (RTF) file"),
        (b"abc\x00def\x00\x01", "a binary file"),
        (bytes(range(256)) * 8, "a binary file"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08", "a binary file"),
    ],
)
def test_what_is_not_text_is_refused_by_name(data: bytes, kind: str) -> None:
    with pytest.raises(NotText) as refused:
        decode(data)
    assert refused.value.kind == kind


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_utf8_text_comes_back(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except NotText as refused:
        assert "not text" in str(refused)


def test_tidy_makes_every_line_end_a_line_feed() -> None:
    assert tidy("a\r\nb\rc\u2028d\x0ce\x85f") == "a\nb\nc\nd\ne\nf"


def test_tidy_drops_what_no_file_should_hold() -> None:
    assert tidy("\ufeffone\x00 \x1btwo\tthree") == "one two\tthree"
