"""Checks of timed updates: the newest first, none still to come, and the oldest not all of the story below it."""

from __future__ import annotations

from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.update_times import ToldTime, moments_of, out_of_order, told_time

_RUNS_ON_BLOCKS = 5
_RUNS_ON_WORDS = 150


def check_updates(subject: Subject, findings: Findings) -> None:
    """The updates of a story, where it has any."""
    found: list[tuple[int, str, ToldTime]] = []
    for index, facts in enumerate(subject.body.slices):
        said = told_time(facts.opening, subject.language) if facts.opening else None
        if said is not None:
            found.append((index, facts.opening.strip(), said))
    if not found:
        return
    times = [said for _index, _words, said in found]
    published, zone = subject.meta.date or subject.now, subject.newsroom.timezone
    wrong = out_of_order(times, published, zone)
    if wrong is not None:
        _tell_order(findings, found, wrong)
    elif moments_of(times, published, max(subject.now, published), zone) is None:
        findings.look_at(
            "update_in_future",
            f"The newest update, {found[0][1]}, is still to come",
            "Correct its time, or write its day before it; as it is, search engines are not told when the updates were made.",
            Place("body", found[0][0]),
        )
    else:
        count = len(found)
        findings.passed(f"{count} timed updates, newest first" if count > 1 else "One timed update")
    _check_oldest(subject, findings, *found[-1][:2])


def _tell_order(findings: Findings, found: list[tuple[int, str, ToldTime]], wrong: int) -> None:
    index, words, _said = found[wrong]
    if wrong == len(found) - 1:
        title = f"The update of {words} names a day that there is not"
    else:
        title = f"The update of {words} stands above that of {found[wrong + 1][1]}, and is not later"
    findings.look_at(
        "updates_out_of_order",
        title,
        "Put the newest first. Where it is of another day, write the day before the time: “24 Nov 09:05”.",
        Place("body", index),
    )


def _check_oldest(subject: Subject, findings: Findings, first: int, words: str) -> None:
    """All that stands below the oldest is a part of it until a crosshead or a divider."""
    blocks = length = 0
    for facts in subject.body.slices[first + 1 :]:
        if facts.level or facts.is_divider:
            break
        blocks += bool(facts.words)
        length += facts.words
    if blocks >= _RUNS_ON_BLOCKS and length >= _RUNS_ON_WORDS:
        findings.look_at(
            "update_runs_on",
            f"The oldest update, {words}, goes on for {length} words",
            "Put a divider or a crosshead below it where the story goes on.",
            Place("body", first),
        )
