"""What a journal's bytes say, and what damaged, foreign and hostile ones cannot make anybody believe."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from editor_app.stories.recovery import record
from editor_app.stories.recovery.record import Entry, Found, Nature, change_between, pack, read_last
from editor_app.stories.story_file import digest_of, encode

AT = datetime(2026, 11, 17, 14, 28, tzinfo=UTC)
ANY_TEXT = some.text(alphabet=some.characters(codec=None, exclude_categories=()), max_size=60)


def entry(text: str, **other: object) -> Entry:
    values = {
        "identity": "a1",
        "newsroom": "/room",
        "path": "/room/stories/ferry.md",
        "base": "0" * 64,
        "caret": 7,
        "at": AT,
    }
    return Entry(**(values | other), text=text)  # type: ignore[arg-type]


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_comes_back_whole_and_as_a_change(first: str, second: str) -> None:
    whole = pack(1, entry(first))
    assert read_last(whole).entry == entry(first)
    both = read_last(whole + pack(2, entry(second), first))
    assert both == Found(Nature.JOURNAL, entry(second), 2, len(whole) + len(pack(2, entry(second), first)))


@given(ANY_TEXT, ANY_TEXT)
def test_a_change_is_only_what_changed(before: str, after: str) -> None:
    keep, drop, put = change_between(before, after)
    assert before[:keep] + put + before[keep + drop :] == after
    assert keep + drop <= len(before) and len(put) <= len(after)


def test_one_letter_in_a_long_text_is_a_short_change() -> None:
    text = "The tide turned. " * 100_000
    assert change_between(text, text[:500_000] + "x" + text[500_000:])[1:] == (0, "x")


def test_torn_at_every_byte_gives_the_record_before() -> None:
    first, second = pack(4, entry("one")), pack(5, entry("one two"), "one")
    data = first + second
    for length in range(len(data)):
        found = read_last(data[:length])
        if length < len(first):
            assert found.entry is None and found.nature is Nature.TORN
        else:
            assert found.entry == entry("one") and found.length == len(first)


def test_a_flipped_bit_anywhere_never_gives_another_text() -> None:
    first, second = pack(4, entry("one")), pack(5, entry("two"))
    for at in range(len(first) * 8, (len(first) + len(second)) * 8, 3):
        data = bytearray(first + second)
        data[at // 8] ^= 1 << at % 8
        assert read_last(bytes(data)).entry == entry("one")


@pytest.mark.parametrize("order", [(2, 1), (1, 3), (1, 1), (3, 2)])
def test_records_out_of_order_end_what_is_believed(order: tuple[int, int]) -> None:
    first, second = order
    found = read_last(pack(first, entry("believed")) + pack(second, entry("not believed")))
    assert found.entry == entry("believed")


def test_a_record_of_another_story_ends_what_is_believed() -> None:
    data = pack(1, entry("ours")) + pack(2, entry("theirs", identity="b2"), "ours")
    assert read_last(data).entry == entry("ours")


def test_a_change_without_what_it_changes_is_not_believed() -> None:
    assert read_last(pack(1, entry("text"), "before")).entry is None


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + b"x" * 80, b"SQLite format 3\0", b"STETJRX" + b"\1" * 90]
)
def test_a_foreign_file_is_told_from_a_torn_one(data: bytes) -> None:
    assert read_last(data).nature is Nature.FOREIGN


def test_a_journal_of_another_version_is_not_ours_to_touch() -> None:
    data = bytearray(pack(1, entry("of tomorrow")))
    data[len(record.MAGIC)] = record.VERSION + 1
    assert read_last(bytes(data)) == Found(Nature.FOREIGN)


def test_a_payload_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "_MAX_PAYLOAD", 1000)
    bomb = zlib.compress(b"[" + b"0," * 1_000_000, 9)
    head = record._HEAD.pack(record.MAGIC, 1, 0, len(bomb), 2, record._seal(0, 2, bomb))
    assert read_last(pack(1, entry("short")) + head + bomb).entry == entry("short")


@pytest.mark.parametrize(
    "about",
    [b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"id":1,"newsroom":2,"path":3,"base":4,"caret":5,"at":6,"text":7}'],
)  # fmt: skip
def test_sealed_nonsense_is_not_believed(about: bytes) -> None:
    payload = zlib.compress(about)
    head = record._HEAD.pack(record.MAGIC, 1, 0, len(payload), 2, record._seal(0, 2, payload))
    assert read_last(pack(1, entry("sense")) + head + payload).entry == entry("sense")


def test_a_text_that_its_file_held_is_known_as_saved() -> None:
    assert entry("same", base=digest_of(encode("same"))).is_saved
    assert not entry("same and more", base=digest_of(encode("same"))).is_saved
    assert not entry("new", base=None).is_saved
