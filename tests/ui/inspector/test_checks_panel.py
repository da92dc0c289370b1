from __future__ import annotations

import pytest

from editor_app.stories.checks import CheckReport, Place, Problem, Severity
from editor_app.ui.inspector.checks_panel import ChecksPanel
from editor_app.ui.inspector.reading_figures import reading_figures

MUST = Problem("section", Severity.MUST_FIX, "There is no section", "Choose one.", Place("section"))
LOOK = Problem("alt", Severity.LOOK_AT, "A picture has no alt text", "Say what it shows.", Place("body", 3))
PASSED = tuple(f"Check {number} passed" for number in range(8))


class CheckingDesk:
    """The desk with a report of the test's choosing."""

    def __init__(self, desk, report: CheckReport) -> None:
        self.newsroom, self.catalogue, self.clock, self.lookup = (
            desk.newsroom,
            desk.catalogue,
            desk.clock,
            desk.lookup,
        )
        self.report = report
        self.runs = 0

    def check(self, story) -> CheckReport:
        self.runs += 1
        return self.report


@pytest.fixture
def checking(desk) -> CheckingDesk:
    return CheckingDesk(desk, CheckReport((LOOK, MUST), PASSED))


@pytest.fixture
def panel(qtbot, theme, checking, ferry) -> ChecksPanel:
    panel = ChecksPanel(theme, checking)
    qtbot.addWidget(panel)
    panel.resize(312, 900)
    panel.set_session(ferry)
    panel.show()
    return panel


def test_what_must_be_fixed_comes_first_and_counts(panel):
    assert [row.title for row in panel._must_fix.rows] == ["There is no section"]
    assert [row.title for row in panel._look_at.rows] == ["A picture has no alt text"]
    assert panel.badge == ("1", "breaking")
    assert panel.header_text() == "14:33:02"


def test_show_asks_for_the_place(panel, qtbot):
    with qtbot.waitSignal(panel.place_requested) as asked:
        panel._look_at.rows[0].show_button.click()
    assert asked.args[0] == Place("body", 3)


def test_passed_is_folded_after_five(panel):
    assert len(panel._passed.rows) == 5
    assert panel._passed.more.text() == "3 more passed"
    panel._passed.more.click()
    assert len(panel._passed.rows) == 8


def test_it_runs_when_the_hands_rest(panel, checking, ferry, qtbot):
    runs = checking.runs
    panel._rest.setInterval(10)
    checking.report = CheckReport((), PASSED)
    ferry.edit("x", dateline="Fennick")
    ferry.edit("x", dateline="Fenwick")
    qtbot.waitUntil(lambda: checking.runs > runs)
    assert checking.runs == runs + 1
    assert panel.badge == ("", "")
    assert not panel._must_fix_section.isVisible()


def test_run_again_runs_at_once(panel, checking):
    runs = checking.runs
    panel.run_again.click()
    assert checking.runs == runs + 1


def test_next_problem_goes_round(panel, qtbot):
    places = []
    panel.place_requested.connect(places.append)
    assert panel.show_next_problem() and panel.show_next_problem() and panel.show_next_problem()
    assert places == [Place("section"), Place("body", 3), Place("section")]


def test_previous_problem_goes_round_the_other_way(panel, qtbot):
    places = []
    panel.place_requested.connect(places.append)
    assert panel.show_previous_problem() and panel.show_previous_problem() and panel.show_previous_problem()
    assert places == [Place("body", 3), Place("section"), Place("body", 3)]


def test_the_real_checks_run_over_the_sample(qtbot, theme, desk, ferry):
    panel = ChecksPanel(theme, desk)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.checked):  # not before the text is on screen
        panel.set_session(ferry)
        assert panel.report.problems == ()
    assert panel.report == desk.check(ferry.story)


def test_without_a_story_there_is_no_badge(panel):
    panel.set_session(None)
    assert panel.badge == ("", "")


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("", (0, 0, 0)),
        ("One two three. Four five.", (5, 2, 3)),
        ("At 2.15pm they left. [The bank](a.md) is near!\n\nA new one", (11, 4, 4)),
        ("![a long alt text](a.jpg)\n\nWords.", (5, 1, 1)),  # alt text is read, but is no sentence
    ],
)
def test_reading_figures(body, figures):
    found = reading_figures(body)
    assert (found.words, found.average, found.longest) == figures


def test_the_rail_and_the_status_bar_count_the_same(qtbot, theme, desk, draft):
    from editor_app.ui.status_bar import StatusBar

    panel = ChecksPanel(theme, desk)
    bar = StatusBar(theme)
    qtbot.addWidget(panel)
    qtbot.addWidget(bar)
    panel.set_session(draft)
    report = panel.run()
    bar.set_checks(len(report.must_fix), len(report.look_at))
    must_fix, look_at = len(report.must_fix), len(report.look_at)
    assert must_fix and look_at
    assert panel.badge == (str(must_fix), "breaking")
    assert panel.badge_words == f"{must_fix} to fix, {look_at} to look at"
    warnings = "1 warning" if look_at == 1 else f"{look_at} warnings"
    assert bar._checks.text() == f"{must_fix} to fix, {warnings}"
