from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from editor_app.publish.site import export_site
from editor_app.stories.checks import CheckReport, Place, Problem, Severity
from editor_app.stories.newsroom import create_newsroom
from editor_app.ui.dialogs.embargo_consent import EmbargoConsent
from editor_app.ui.dialogs.publish_dialog import PublishDialog
from editor_app.ui.dialogs.publish_values import EXPORT_STEPS, PublishChoices, PublishOutcome, PublishSummary
from editor_app.ui.widgets.text_label import ElidedLabel

NOW = datetime(2026, 11, 17, 14, 33, 2, tzinfo=UTC)
ADDRESS = "https://courier.example/harbour/ferry-aground/"
SUMMARY = PublishSummary(
    headline="Ferry with 143 aboard runs aground off Gull Holm",
    address=ADDRESS,
    now=NOW,
    zone=ZoneInfo("Europe/London"),
    output="~/Newsroom/courier-site",
    section="Harbour",
    level="breaking",
    level_words="Breaking news",
    is_update=True,
)
LOOK = Problem(
    "related", Severity.LOOK_AT, "One “Also read” story is not published", "Left out.", Place("related:1")
)
MUST = Problem("section", Severity.MUST_FIX, "There is no section", "Choose one.", Place("section"))
FINE = CheckReport((LOOK,), ("Headline fits", "No embargo is set"))


@dataclass(frozen=True)
class Link:
    network: str
    label: str
    address: str


OUTCOME = PublishOutcome(
    address=ADDRESS,
    at=NOW,
    seconds=1.84,
    folder="~/Newsroom/courier-site",
    written=("index.html", "harbour/ferry-aground/index.html", "feed.xml", "images/ferry-480.webp"),
    unchanged=12,
    links=(Link("facebook", "Facebook", "https://fb.example"), Link("copy", "Copy link", ADDRESS)),
)


def opened(theme, window, report=FINE, summary=SUMMARY) -> PublishDialog:
    dialog = PublishDialog(theme, report, summary, window)
    dialog.open()
    return dialog


def test_publish_now_is_asked_with_the_updated_time(theme, window, qtbot):
    dialog = opened(theme, window)
    with qtbot.waitSignal(dialog.publish_requested) as asked:
        dialog.publish.click()
    assert asked.args[0] == PublishChoices(at=None, mark_updated=True, lift_embargo=False)
    assert dialog.pages.currentWidget() is dialog.progress


def test_a_first_publication_has_no_updated_time(theme, window, qtbot):
    dialog = opened(theme, window, summary=replace(SUMMARY, is_update=False))
    assert dialog.publish.text() == "Publish"
    assert not dialog.checks.mark_updated.isVisible()
    with qtbot.waitSignal(dialog.publish_requested) as asked:
        dialog.submit()
    assert asked.args[0].mark_updated is False


def test_what_must_be_fixed_forbids_publishing(theme, window, qtbot):
    dialog = opened(theme, window, CheckReport((LOOK, MUST), ()))
    assert not dialog.publish.isEnabled()
    assert dialog.first_focus() is dialog.checks.first_problem()
    with qtbot.assertNotEmitted(dialog.publish_requested):
        dialog.submit()
        dialog._publish()
    with qtbot.waitSignals([dialog.place_requested, dialog.closed]):
        dialog.checks.first_problem().click()  # type: ignore[attr-defined]  # rows are clicked


def test_focus_starts_on_publish_when_nothing_stands_in_the_way(theme, window):
    dialog = opened(theme, window)
    assert dialog.first_focus() is dialog.publish


def test_three_pages_of_one_size(theme, window, qtbot):
    dialog = opened(theme, window)
    QApplication.processEvents()
    sizes = {dialog.card.size().toTuple()}
    dialog.show_progress(EXPORT_STEPS[0], 1, 4)
    sizes.add(dialog.card.size().toTuple())
    dialog.show_done(OUTCOME)
    sizes.add(dialog.card.size().toTuple())
    dialog.show_failure("", "x", "y")
    sizes.add(dialog.card.size().toTuple())
    assert len(sizes) == 1


def test_progress_ticks_the_steps_and_never_goes_back(theme, window):
    dialog = opened(theme, window)
    values = []
    for step, done, total in (
        ("Reading stories", 5, 10),
        ("Writing pages", 1, 4),
        ("Writing pages", 4, 4),
        ("New", 0, 0),
    ):
        dialog.show_progress(step, done, total)
        values.append(dialog.progress.bar.value())
    assert values == sorted(values)
    assert dialog.progress.words.text() == "New"
    assert dialog.stop.isVisible()
    assert not dialog.publish.isVisible()


def test_a_long_step_says_how_long_it_will_take(theme, window):
    dialog = opened(theme, window)
    dialog.show_progress("Writing pages", 10, 400, 39.4)
    assert dialog.progress.words.text() == "Writing pages, 10 of 400, about 39 s left"
    dialog.show_progress("Writing pages", 399, 400, 0.1)
    assert dialog.progress.words.text() == "Writing pages, 399 of 400"


def test_many_pictures_take_up_most_of_the_bar_and_their_time_is_told_in_minutes(theme, window):
    dialog = opened(theme, window)
    dialog.show_progress("Reading stories", 60, 60)
    dialog.show_progress("Preparing pictures", 1, 60, 406.0)
    assert dialog.progress.words.text() == "Preparing pictures, 1 of 60, about 7 min left"
    began = dialog.progress.bar.value()
    dialog.show_progress("Preparing pictures", 30, 60, 89.0)
    assert dialog.progress.words.text().endswith("about 89 s left")
    assert began < 200 and 450 < dialog.progress.bar.value() < 550
    dialog.show_progress("Writing pages", 0, 60)
    assert dialog.progress.bar.value() > 900


def test_stop_asks_once_and_stopping_goes_back_to_the_checks(theme, window, qtbot):
    dialog = opened(theme, window)
    dialog.publish.click()
    with qtbot.waitSignal(dialog.cancel_requested):
        dialog.escape()
    assert not dialog.stop.isEnabled()
    dialog.show_stopped()
    assert dialog.pages.currentWidget() is dialog.checks
    assert dialog.publish.isEnabled()


def test_done_shows_the_address_and_the_networks(theme, window, qtbot):
    dialog = opened(theme, window)
    dialog.show_done(OUTCOME)
    assert dialog.title.text() == "Published"
    dialog.done.copy.click()
    assert QApplication.clipboard().text() == ADDRESS
    assert [button.text() for button in dialog.done.network_buttons] == ["Facebook"]
    with qtbot.waitSignal(dialog.open_requested) as asked:
        dialog.done.network_buttons[0].click()
    assert asked.args == ["https://fb.example"]
    with qtbot.waitSignal(dialog.open_requested) as asked:
        dialog.done.open.click()
    assert asked.args == [ADDRESS]
    with qtbot.waitSignal(dialog.closed):
        dialog.finish.click()


def test_failure_names_step_file_and_reason_and_can_be_tried_again(theme, window, qtbot):
    dialog = opened(theme, window)
    dialog.publish.click()
    dialog.show_progress("Writing pages", 1, 4)
    dialog.show_failure("", "/site/index.html", "The disk is full.")
    assert dialog.failure.step.text() == "Writing pages"
    dialog.details.click()
    copied = QApplication.clipboard().text()
    assert "/site/index.html" in copied
    assert "The disk is full." in copied
    with qtbot.waitSignal(dialog.publish_requested):
        dialog.again.click()
    assert dialog.progress.bar.value() == 0


def test_at_a_time_goes_out_with_the_request(theme, window, qtbot):
    dialog = opened(theme, window)
    dialog.checks.when.set_value("at")
    dialog.checks._say_when()
    dialog.checks.moment.set_moment(NOW + timedelta(hours=3))
    dialog.checks._say_when()
    assert dialog.publish.text() == "Publish at that time"
    with qtbot.waitSignal(dialog.publish_requested) as asked:
        dialog.publish.click()
    assert asked.args[0].at == (NOW + timedelta(hours=3)).replace(second=0)


def test_an_embargo_is_kept_unless_the_word_is_typed(theme, window, qtbot):
    dialog = opened(theme, window, summary=replace(SUMMARY, embargo=NOW + timedelta(hours=15)))
    assert dialog.checks.choices == PublishChoices(NOW + timedelta(hours=15), True, False)
    dialog.checks.when.set_value("now")
    dialog.checks._say_when()
    assert dialog.publish.text() == "Break embargo…"
    with qtbot.assertNotEmitted(dialog.publish_requested):
        dialog.publish.click()
    consent = dialog.findChild(EmbargoConsent)
    assert not consent.confirm.isEnabled()
    with qtbot.assertNotEmitted(dialog.publish_requested):
        consent.submit()
    qtbot.keyClicks(consent.word, "Publish")
    with qtbot.waitSignal(dialog.publish_requested) as asked:
        qtbot.keyClick(consent.word, Qt.Key.Key_Return)
    assert asked.args[0] == PublishChoices(None, True, True)


def test_keeping_the_embargo_goes_back(theme, window, qtbot):
    dialog = opened(theme, window, summary=replace(SUMMARY, embargo=NOW + timedelta(hours=15)))
    dialog.checks.when.set_value("now")
    dialog.checks._say_when()
    dialog.publish.click()
    consent = dialog.findChild(EmbargoConsent)
    with qtbot.assertNotEmitted(dialog.publish_requested):
        qtbot.keyClick(consent.word, Qt.Key.Key_Escape)
    assert dialog.isVisible()


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_time_that_has_passed_is_said(theme, window, hours):
    dialog = opened(theme, window)
    dialog.checks.when.set_value("at")
    dialog.checks.moment.set_moment(NOW + timedelta(hours=hours))
    dialog.checks._say_when()
    assert ("has passed" in dialog.checks._when_words.text()) == (hours < 0)


def test_an_update_at_a_time_says_that_the_page_is_away_until_then(theme, window):
    dialog = opened(theme, window)
    dialog.checks.choose_time()
    assert "leaves the site now" in dialog.checks._when_words.text()


def test_weekends_in_the_calendar_are_not_in_the_colour_of_trouble(theme, window):
    calendar = opened(theme, window).checks.moment.calendarWidget()
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        assert calendar.weekdayTextFormat(day).foreground().color() == theme.color("text.secondary")


def test_the_steps_are_those_of_an_export_in_its_order(tmp_path, now):
    room = create_newsroom(tmp_path / "room", "The Courier", url="https://courier.example", timezone="UTC")
    (room.folder / "images").mkdir(exist_ok=True)
    Image.new("RGB", (60, 40), "navy").save(room.folder / "images" / "fog.jpg")
    head = (
        "title: Fog\nstatus: published\ndate: 2026-11-17T10:00:00Z\nimage: {src: ../images/fog.jpg, alt: Fog}"
    )
    (room.stories_folder / "fog.md").write_text(f"---\n{head}\n---\n\nFog.\n", encoding="utf-8")
    said: list[str] = []
    export_site(room, tmp_path / "site", now, lambda progress: said.append(progress.step))
    assert tuple(dict.fromkeys(said)) == EXPORT_STEPS


@pytest.mark.parametrize(("seconds", "words"), [(1.84, "1.8 seconds"), (187.9, "3 min 8 s")])
def test_what_took_long_is_told_in_minutes(theme, window, seconds, words):
    dialog = opened(theme, window)
    dialog.show_done(replace(OUTCOME, seconds=seconds))
    assert any(f"written in {words} to" in label.text() for label in dialog.findChildren(ElidedLabel))
