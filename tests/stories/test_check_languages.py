"""What is right in a language is no finding, and what is foreign to it is one. All of these texts are our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from editor_app.stories.catalogue import Catalogue
from editor_app.stories.checks import check_story
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

RIGHT = {
    "en-GB": (
        "Ferry ‘may sail’ on Tuesday, says trust",
        "The harbour office said “we hope so” – and no more. Tuesday 17 November 2026 is the day. f**k and s*** were cut. "
        "5 * 4 is 20. See note a) … The score was 3 : 1. He said: “Well?” It’s the ’90s. Rock ’n’ roll. Sizes 5** and up.",
    ),
    "de": (
        "Fähre „vielleicht“ am Dienstag wieder im Dienst",
        "Am Dienstag, dem 17. November 2026, soll die Fähre wieder fahren. „Wir hoffen es“, sagte der Hafenmeister – mehr "
        "nicht. Die Kosten: 1.200 Euro. »Das reicht«, sagte er. Seit dem 3. Mai liegt sie fest.",
    ),
    "fr": (
        "Le bac « peut-être » de retour mardi",
        "Le bac reprendra mardi 17 novembre 2026 ! « Nous l’espérons », dit le capitaine ; rien de plus. Vraiment ? Oui : "
        "le bac est prêt. L’an dernier, le 1er mai, il était à quai.",
    ),
    "es": (
        "El barco «quizá» vuelva el martes",
        "El barco saldrá el martes 17 de noviembre de 2026. ¿Seguro? «Eso esperamos», dijo la capitana. TODO está listo.",
    ),
    "uk": (
        "Пором «можливо» повернеться у вівторок",
        "Пором вийде у вівторок, 17 листопада 2026 року. «Сподіваємося», — каже капітан. П'ять днів він стояв у порту.",
    ),
    "ar": (
        "العبّارة تعود «ربما» يوم الثلاثاء",
        "قال المكتب إن العبّارة ستعود يوم الثلاثاء 17 نوفمبر 2026، وإن الركاب بخير. «نأمل ذلك»، قالت الربّانة؛ هل هذا أكيد؟",
    ),
    "ja": ("フェリー「火曜に再開か」", "フェリーは2026年11月17日（火曜日）に再開する。「そう願っている」と船長は語った。"),
    "he": ('המעבורת תחזור ביום שלישי, אמר דובר צה"ל', "המעבורת תחזור ביום שלישי. „אנו מקווים”, אמר הקברניט."),
    "sv": (
        "Färjan ”kanske” tillbaka på tisdag",
        "Färjan går tisdag 17 november 2026. ”Vi hoppas det”, sade kaptenen – inget mer.",
    ),
    "it": ("Il traghetto «forse» torna martedì", "Il traghetto partirà martedì 17 novembre 2026. «Lo speriamo», ha detto."),
    "zh": ("渡轮“或许”周二复航", "渡轮将于2026年11月17日（星期二）复航。船长说：“但愿如此。”"),
}  # fmt: skip
TYPOGRAPHY = {
    "straight_quotes", "foreign_quotes", "typed_signs", "double_spaces", "space_before", "wrong_weekday", "mixed_dates",
    "language_mismatch", "stray_mark", "placeholder", "headline_capitals", "byline_by", "byline_two_names", "byline_title",
}  # fmt: skip


@pytest.fixture
def ids(newsroom: Newsroom, write: Callable[[str, str], Story], now: datetime) -> Callable[..., set[str]]:
    def run(language: str, title: str, body: str, authors: str = "[Maren Oduya]") -> set[str]:
        title = title.replace("'", "''")
        text = f"---\ntitle: '{title}'\nlanguage: {language}\nauthors: {authors}\n---\n{body}\n"
        catalogue = Catalogue(newsroom)
        catalogue.load()
        report = check_story(write("ferry", text), newsroom, catalogue.by_slug, now)
        return {problem.id for problem in report.problems}

    return run


@pytest.mark.parametrize("language", RIGHT)
def test_what_a_language_does_is_right_in_it(ids: Callable[..., set[str]], language: str) -> None:
    title, body = RIGHT[language]
    assert ids(language, title, body) & TYPOGRAPHY == set()


@pytest.mark.parametrize(
    ("language", "title", "body", "check"),
    [
        ("de", "Fähre fährt wieder", "„Ja”, sagte er.", "foreign_quotes"),
        ("fr", "Le bac repart", "Il a dit „oui“.", "foreign_quotes"),
        ("ja", "フェリー再開", "船長は«はい»と言った。", "foreign_quotes"),
        ("de", "Fähre fährt wieder", "Am Montag, dem 17. November 2026, fährt sie.", "wrong_weekday"),
        ("fr", "Le bac repart", "Il repart lundi 17 novembre 2026.", "wrong_weekday"),
        ("es", "El barco sale", "Sale el lunes 17 de noviembre de 2026.", "wrong_weekday"),
        ("uk", "Пором іде", "Він іде у понеділок, 17 листопада 2026 року.", "wrong_weekday"),
        ("fr", "Le bac repart", "Il repart , enfin.", "space_before"),
        ("de", "Fähre fährt wieder", "Sie fährt !", "space_before"),
        ("en", "Ferry sails", "Пором вийде у вівторок, каже капітан, і всі пасажири здорові та щасливі сьогодні.", "language_mismatch"),
        ("uk", "Пором іде", "The ferry sails on Tuesday and all of the passengers are well and were fed at the quay.", "language_mismatch"),
        ("en", "Ferry sails", "Die Fähre ist wieder da und die Fahrgäste sind nicht mehr auf der Insel. " * 6, "language_mismatch"),
        ("es", "El barco sale", "TODO: preguntar al puerto.", "placeholder"),
    ],
)  # fmt: skip
def test_what_is_foreign_to_a_language_is_found(
    ids: Callable[..., set[str]], language: str, title: str, body: str, check: str
) -> None:
    assert check in ids(language, title, body)


@pytest.mark.parametrize(
    "name",
    ["Von Trapp", "Martin Kell, Jr.", "Department of Health and Social Care", "Trinidad and Tobago Courier", "Di Maria",
     "Reuters", "Simon & Sons", "O’Brien Kell", "Maria de la Cruz y Vega", "Ida By", "AFP", "Li Wei"],
)  # fmt: skip
def test_names_that_look_like_something_else(ids: Callable[..., set[str]], name: str) -> None:
    found = ids("de" if name.startswith("Von") else "en", "Ferry sails", "Text.", f'["{name}"]')
    assert not {check for check in found if check.startswith("byline")}


@pytest.mark.parametrize(
    ("language", "name", "check"),
    [("de", "Von Maren Oduya", "byline_by"), ("fr", "Par Ines Calloway", "byline_by"), ("en", "By: Wen Aster", "byline_by"),
     ("en", "Maren Oduya & Tomas Brandt", "byline_two_names"), ("de", "Maren Oduya und Tomas Brandt", "byline_two_names"),
     ("en", "Maren Oduya / Tomas Brandt", "byline_two_names"), ("de", "Maren Oduya, Redakteurin", "byline_title")],
)  # fmt: skip
def test_bylines_that_are_more_than_a_name(
    ids: Callable[..., set[str]], language: str, name: str, check: str
) -> None:
    assert check in ids(language, "Ferry sails", "Text.", f'["{name}"]')


def test_a_shop_called_tk_stands_in_no_ones_way(ids: Callable[..., set[str]]) -> None:
    assert "placeholder" not in ids("en", "Ferry sails", "TK Maxx opens on the quay.")
    assert "placeholder" in ids("en", "Ferry sails", "TK Maxx opens on TK.")


def test_code_leaves_no_space_before_what_follows_it(ids: Callable[..., set[str]]) -> None:
    assert "space_before" not in ids("en", "Ferry sails", "It is printed as `A-1`; write `B` , too.")
