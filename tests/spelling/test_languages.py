"""Which dictionary a story's language gets."""

from __future__ import annotations

import pytest

from editor_app.spelling.languages import dictionary_for, language_words, script_of, scripts_of

ALL = ("de_AT", "de_DE", "en_AU", "en_GB", "en_US", "fr", "nb_NO", "pt_BR", "sr_Latn_RS", "uk_UA")


@pytest.mark.parametrize(
    ("language", "region", "name"),
    [
        ("en-GB", "", "en_GB"),
        ("EN-gb", "US", "en_GB"),
        ("en", "", "en_US"),
        ("en", "AU", "en_AU"),
        ("en-IE", "", "en_US"),
        ("de", "", "de_DE"),
        ("de-CH", "AT", "de_AT"),
        ("fr-CA", "", "fr"),
        ("pt", "", "pt_BR"),
        ("no", "", "nb_NO"),
        ("uk", "", "uk_UA"),
        ("sr-Latn-RS", "", "sr_Latn_RS"),
        ("pl", "", None),
        ("", "", None),
        ("e", "", None),
    ],
)
def test_dictionary_for_a_tag(language: str, region: str, name: str | None) -> None:
    assert dictionary_for(language, ALL, region) == name


def test_languages_in_words() -> None:
    assert language_words("en-GB") == "English (UK)"
    assert language_words("pl") == "Polish"
    assert language_words("not a tag") == "not a tag"


def test_scripts() -> None:
    assert script_of("\u041a\u0438\u0457\u0432") in scripts_of("uk-UA")
    assert script_of("\u00c9cole") in scripts_of("fr")
    assert script_of("\u041a\u0438\u0457\u0432") not in scripts_of("en")
    assert script_of("\u6771\u4eac") not in scripts_of("en")
