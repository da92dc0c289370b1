from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from editor_app.publish.labels import Labels, open_graph_locale
from editor_app.publish.words import WORDS

MOMENT = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def test_every_language_has_every_word() -> None:
    assert set(WORDS) == {"en", "de", "fr", "es", "ar", "uk"}
    for words in WORDS.values():
        assert set(words) == set(WORDS["en"])
        assert all(words.values())
        for key, text in words.items():
            assert ("{time}" in text) == ("{time}" in WORDS["en"][key])


def test_moments_are_shown_in_the_newsrooms_zone() -> None:
    labels = Labels("en-GB", LONDON)
    assert labels.time(MOMENT) == "23:30"
    assert labels.iso(MOMENT) == "2026-07-01T23:30:00+01:00"
    assert Labels("en-GB", ZoneInfo("Asia/Tokyo")).date(MOMENT) == "2 July 2026"


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("en-GB", "1 July 2026"),
        ("de", "1. Juli 2026"),
        ("fr", "1 juillet 2026"),
        ("es", "1 de julio de 2026"),
        ("uk", "1 липня 2026\u202fр."),
    ],
)
def test_dates_as_the_language_writes_them(language: str, date: str) -> None:
    assert Labels(language, LONDON).date(MOMENT) == date


@pytest.mark.parametrize(
    ("language", "moment"),
    [
        ("en-GB", "23:30, 1 July 2026"),
        ("de", "1. Juli 2026 um 23:30 Uhr"),
        ("fr", "1 juillet 2026 à 23:30"),
        ("es", "1 de julio de 2026 a las 23:30"),
        ("uk", "1 липня 2026 р., 23:30"),
        ("ar", "1 يوليو 2026، 11:30 م"),
    ],
)
def test_moments_as_the_language_writes_them(language: str, moment: str) -> None:
    assert " ".join(Labels(language, LONDON).date_time(MOMENT).split()) == moment


def test_a_name_in_another_script_stays_in_its_place() -> None:
    assert Labels("ar", LONDON).word("more_from", name="Sport") == "المزيد من \u2068Sport\u2069"
    assert Labels("en", LONDON).word("more_from", name="الرياضة") == "More from الرياضة"


def test_direction_and_unknown_languages() -> None:
    assert Labels("ar", LONDON).direction == "rtl"
    assert Labels("he", LONDON).direction == "rtl"
    assert Labels("he", LONDON).word("also_read") == "Also read"
    for odd in ("", "x", "english please", "en_GB", "zz-ZZ", "../etc"):
        assert Labels(odd, LONDON).direction == "ltr"


def test_lists_show_the_time_today_and_the_date_before() -> None:
    labels = Labels("en-GB", LONDON)
    assert labels.stamp(MOMENT, MOMENT) == "23:30"
    assert labels.stamp(MOMENT, datetime(2026, 7, 9, tzinfo=UTC)) == "1 Jul"
    assert labels.stamp(MOMENT, datetime(2027, 7, 9, tzinfo=UTC)) == "1 Jul 2027".replace("2027", "2026")


def test_a_newsrooms_own_names_for_the_levels() -> None:
    labels = Labels("en", LONDON, {"breaking": "Urgent", "developing": ""})
    assert labels.word("breaking") == "Urgent"
    assert labels.word("developing") == "Developing"


def test_open_graph_locales() -> None:
    assert open_graph_locale("en-GB") == "en_GB"
    assert open_graph_locale("uk") == "uk_UA"
    assert open_graph_locale("ar") == "ar_EG"
    assert open_graph_locale("nonsense") == "en_US"
