from __future__ import annotations

import pytest

from editor_app.markup.extensions.typography import educated, quote_marks
from editor_app.richtext.typography import retouch


def typed(keys: str, language: str = "en", text: str = "", after: str = "") -> str:
    """`text` after the keys were pressed one by one, in front of `after`."""
    for key in keys:
        found = retouch(text, key, after, language)
        text = text + key if found is None else text[: len(text) + 1 - found.removed] + found.text
    return text


@pytest.mark.parametrize(
    ("language", "keys", "shown"),
    [
        # quotations, outer and inner
        ("en", '"Go," he said.', "“Go,” he said."),
        ("en", "\"She said 'go' twice\"", "“She said ‘go’ twice”"),
        ("en", '"She said "go" twice"', "“She said ‘go’ twice”"),
        ("en-GB", "'She said \"go\" twice'", "‘She said “go” twice’"),
        ("en-GB", "\"She said 'go' twice\"", "“She said ‘go’ twice”"),
        ("en", "\"'Go' is a verb\"", "“‘Go’ is a verb”"),
        ("en", '("Go")', "(“Go”)"),
        ("en", 'a "b" "c"', "a “b” “c”"),
        ("de", '"Geh", sagte sie.', "„Geh“, sagte sie."),
        ("de", "\"Sie sagte 'geh' laut\"", "„Sie sagte ‚geh‘ laut“"),
        ("de", "\"Sie sagte 'geht's?' laut\"", "„Sie sagte ‚geht’s?‘ laut“"),
        ("de", "\"'Ja'\"", "„‚Ja‘“"),
        ("de-CH", '"Ja"', "«Ja»"),
        ("fr", '"Oui"', "«\u202fOui\u202f»"),
        ("fr", "\"l'eau\" d'ici", "«\u202fl’eau\u202f» d’ici"),
        ("fr-CA", 'a "b"', "a «\u202fb\u202f»"),
        # French as it is typed in France: blanks inside of the marks, and before the high ones
        ("fr", 'Il a dit " bonjour " et parti', "Il a dit «\u202fbonjour\u202f» et parti"),
        ("fr", '(" mot ")', "(«\u202fmot\u202f»)"),
        ("fr", '"Elle dit "non" et part".', "«\u202fElle dit ‹\u202fnon\u202f› et part\u202f»."),
        ("fr", "« mot »", "«\u202fmot\u202f»"),
        ("fr", "Quoi ? Non ; si ! Elle : oui", "Quoi\u202f? Non\u202f; si\u202f! Elle\u00a0: oui"),
        ("fr", "Quoi? Non! https://ostrey.example", "Quoi? Non! https://ostrey.example"),
        ("de", "Was ? Nein !", "Was ? Nein !"),
        # Hebrew: inside of a word the keys are gershayim and geresh
        ("he", 'אמר "שלום" וגם ארה"ב', "אמר “שלום” וגם ארה״ב"),
        ("he", "ג'ירף", "ג׳ירף"),
        ("es", '"Él dijo "no" ayer"', "«Él dijo “no” ayer»"),
        ("es", '¿"Sí"?', "¿«Sí»?"),
        ("it", "\"l'isola\"", "«l’isola»"),
        ("pl", '"Tak"', "„Tak”"),
        ("pl", "\"On: 'tak' i\"", "„On: ‚tak’ i”"),
        ("sv", '"Ja", sade "hon"', "”Ja”, sade ”hon”"),
        ("sv", "\"hon sade 'ja' igen\"", "”hon sade ’ja’ igen”"),
        ("ru", '"Да "нет" да"', "«Да „нет“ да»"),
        ("uk", "\"П'ять\"", "«П’ять»"),
        ("da", '"Ja"', "»Ja«"),
        ("cs", '"Ano"', "„Ano“"),
        ("nl", '"Ja"', "“Ja”"),
        ("fi", '"Ei"', "”Ei”"),
        ("xx", '"a"', "“a”"),
        # apostrophes
        ("en", "it's the dogs' bowl", "it’s the dogs’ bowl"),
        ("en", "the '90s, '90 and all", "the ’90s, ‘90 and all"),
        ("en", "summer of '69. Then", "summer of ’69. Then"),
        ("en", "(the class of '69)", "(the class of ’69)"),
        ("en", "'20.5 million', he said", "‘20.5 million’, he said"),
        ("en", "'20,000 people', he said", "‘20,000 people’, he said"),
        ("en", "'tis so, 'twas so, get 'em!", "’tis so, ’twas so, get ’em!"),
        ("en", "rock 'n' roll", "rock ’n’ roll"),
        ("en", "the 1980's", "the 1980’s"),
        ("nl", "'s avonds, 't huis", "’s avonds, ’t huis"),
        ("it", "la 'ndrangheta oggi", "la ’ndrangheta oggi"),
        ("de", "Wie geht's", "Wie geht’s"),
        # a sentence that breaks off, primes
        ("en", '"I thought--" she said', "“I thought–” she said"),
        ("en", 'a--"b"', "a–“b”"),
        ("en", "5'10\" tall", "5′10″ tall"),
        ("en", 'a 19" screen, a 5.5" one', "a 19″ screen, a 5.5″ one"),
        ("en", '"We are 19" they said', "“We are 19” they said"),
        ("en", 'in 2019" x', "in 2019” x"),
        # dashes and dots
        ("en", "a -- b", "a – b"),
        ("en", "a --- b", "a — b"),
        ("en", "1--5", "1–5"),
        ("en", "well-known - yes", "well-known - yes"),
        ("en", "---", "---"),
        ("en", "-- so", "– so"),
        ("ru", "--- Да", "— Да"),
        ("en", "----", "----"),
        ("en", "wait... no....", "wait… no…."),
        ("en", "../images", "../images"),
        # what is source stays source
        ("en", "`\"a\" -- b...`", "`\"a\" -- b...`"),
        ("en", "https://a.example/x--y...z'", "https://a.example/x--y...z'"),
        ("en", "www.a--b.example", "www.a--b.example"),
        ("en", '"see https://a.example/x"', "“see https://a.example/x”"),
        ("en", "[a](b--c.md \"it's\")", "[a](b--c.md \"it's\")"),
        ("en", '<a href="x--y">b</a>', '<a href="x--y">b</a>'),
        ("en", '{: title="a"}', '{: title="a"}'),
        ("en", '!!! note "Title', '!!! note "Title'),
        ("en", '[ref]: https://a.example "T"', '[ref]: https://a.example "T"'),
        ("en", "a \\\"b", "a \\\"b"),
        ("en", "<!-- x", "<!-- x"),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_typographic(language: str, keys: str, shown: str) -> None:
    assert typed(keys, language) == shown


@pytest.mark.parametrize(
    ("before", "key", "after", "shown"),
    [
        ("“Go ", '"', " on", "“Go ”"),
        ("say ", '"', "go", "say “"),
        ("say go", '"', " on", "say go”"),
        ("a-", "-", "b", "a–"),
    ],
)
def test_what_follows_the_caret_is_looked_at(before: str, key: str, after: str, shown: str) -> None:
    assert typed(key, "en", before, after) == shown


def test_straight_quotes_of_the_file_count_as_quotations() -> None:
    assert typed('"', "en", 'He said "I am 19') == 'He said "I am 19”'
    assert typed("'go", "en", 'He said "you') == 'He said "you’go'


def test_a_dash_that_was_undone_is_left_alone() -> None:
    assert typed("-", "en", "a --") == "a ---"
    assert typed(".", "en", "a ...") == "a ...."


@pytest.mark.parametrize(
    "language", ["en", "en-GB", "de", "fr", "es", "it", "pl", "sv", "ru", "uk", "da", "nl"]
)
def test_the_page_changes_nothing_in_what_was_typed(language: str) -> None:
    shown = typed("\"A 'b' c\" -- it's the '90s... 5'10\" --- \"d\"", language)
    assert "'" not in shown and '"' not in shown
    assert educated(shown, quote_marks(language)) == shown


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pl", "sv", "ru", "uk"])
def test_typing_gives_what_the_page_would_make_of_straight_quotes(language: str) -> None:
    straight = "He said \"go 'now' then\" and left -- it's so... the '90s"
    assert typed(straight, language) == educated(straight, quote_marks(language))
