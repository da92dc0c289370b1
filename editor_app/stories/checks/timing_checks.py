"""Checks of everything that depends on the clock: embargo, publication times, the breaking label, corrections."""

from __future__ import annotations

import re
from datetime import timedelta

from editor_app.markup.counts import graphemes
from editor_app.stories.breaking import Breaking, Level
from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.workflow import Status

# A correction is called one: these words belong to changes of another kind, or say nothing.
_EUPHEMISM = re.compile(
    r"(?:this\s+(?:story|article|report|piece)\s+(?:has\s+been|was)\s+(?:updated|edited|amended|changed|revised|modified)"
    r"|(?:updated|edited|amended|revised)\s+(?:to|for|on|with)\b|(?:update|fix|edit|editor[’']s\s+note)\s*:"
    r"|recasts|fixes|clarifies\s+that)",
    re.IGNORECASE,
)
_STALE_BREAKING = timedelta(hours=24)
_STALE_DEVELOPING = timedelta(hours=12)


def check_embargo(subject: Subject, findings: Findings) -> None:
    """An embargo that has not passed."""
    embargo = subject.meta.embargo
    if embargo is None:
        findings.passed("No embargo is set")
        return
    if embargo > subject.now and subject.meta.status == Status.PUBLISHED:
        findings.passed(f"It goes live by itself when its embargo ends, {subject.time(embargo)}")
    elif embargo > subject.now:
        findings.must_fix(
            "embargo",
            f"The story is embargoed until {subject.time(embargo)}",
            "Wait until then, or lift the embargo in the Story panel.",
            Place("embargo"),
        )
    else:
        findings.passed(f"The embargo ended {subject.time(embargo)}")


def check_dates(subject: Subject, findings: Findings) -> None:
    """Publication times: not in the future, in the right order."""
    meta = subject.meta
    is_held = meta.embargo is not None and meta.embargo > subject.now
    if meta.date and meta.date > subject.now and not is_held:
        findings.must_fix(
            "date_in_future",
            f"The publication time, {subject.time(meta.date)}, is still to come",
            "Remove it, publishing sets it; or set an embargo to hold the story back.",
            Place("date"),
        )
    if meta.date and meta.lastmod and meta.lastmod < meta.date:
        findings.look_at(
            "updated_before_published",
            "The updated time is earlier than the published time",
            "Correct “lastmod” in the Markdown source, or publish the update again.",
            Place("lastmod"),
        )


def check_breaking(subject: Subject, findings: Findings) -> None:
    """The breaking label: whole, in force or still to come, and the only one."""
    breaking = subject.meta.breaking
    if breaking is None:
        return
    place = Place("breaking")
    if breaking.since is None or breaking.until is None:
        missing = "no end" if breaking.until is None else "no beginning"
        findings.must_fix(
            "breaking_without_end" if breaking.until is None else "breaking_without_start",
            f"The {breaking.level} label has {missing}",
            "Set when it begins and ends in the Breaking panel.",
            place,
        )
    elif breaking.until <= breaking.since:
        findings.must_fix(
            "breaking_order",
            f"The {breaking.level} label ends before it begins",
            "Set a later end in the Breaking panel.",
            place,
        )
    elif breaking.ended(subject.now):
        findings.look_at(
            "breaking_ended",
            f"The {breaking.level} label ended {subject.time(breaking.until)}",
            "Take it down, or set a new end in the Breaking panel.",
            place,
        )
    else:
        findings.passed(f"The {breaking.level} label ends {subject.time(breaking.until)}")
        _check_age(subject, breaking, findings)
        _check_only_one(subject, breaking, findings)


def check_alert(subject: Subject, findings: Findings) -> None:
    """The alert's length, the headline's where it stands in."""
    breaking = subject.meta.breaking
    if breaking is None or not breaking.alert:
        return
    count, limit = graphemes(breaking.alert), subject.newsroom.settings.limits.alert
    if count > limit:
        findings.look_at(
            "long_alert",
            f"The alert is {count - limit} {'character' if count - limit == 1 else 'characters'} over its limit",
            f"It has {count} of {limit} characters; a lock screen cuts the rest.",
            Place("breaking"),
        )
    else:
        findings.passed(f"Alert fits: {count} of {limit} characters")


def check_corrections(subject: Subject, findings: Findings) -> None:
    """Corrections: each with its text and its time."""
    newest = None
    for index, correction in enumerate(subject.meta.corrections):
        place = Place(f"corrections:{index}")
        if not correction.text.strip():
            findings.must_fix(
                "correction_without_text",
                f"A {correction.kind} has no text",
                "Say what was wrong and what is right, or remove it.",
                place,
            )
        elif _EUPHEMISM.match(correction.text.strip()):
            findings.look_at(
                "correction_euphemism",
                f"A {correction.kind} does not say that it is one",
                "Say what was wrong and what is right, not that the story was updated.",
                place,
            )
        if correction.date is None:
            findings.must_fix(
                "correction_without_date", f"A {correction.kind} has no time", "Set when it was made.", place
            )
        elif correction.date > subject.now:
            findings.look_at(
                "correction_in_future",
                f"A {correction.kind} has a time that is still to come",
                "Set when it was made.",
                place,
            )
        elif correction.text.strip():
            word = str(correction.kind).capitalize()
            findings.passed(f"{word} of {subject.time(correction.date)} is shown in the story")
            newest = max(newest or correction.date, correction.date)
    lastmod = subject.meta.lastmod or subject.meta.date
    if newest and lastmod and lastmod < newest and subject.meta.status == Status.PUBLISHED:
        findings.look_at(
            "updated_before_correction",
            "The updated time is earlier than the newest correction",
            "Publish the update, so that readers see when the story changed.",
            Place("lastmod"),
        )


def _check_age(subject: Subject, breaking: Breaking, findings: Findings) -> None:
    if breaking.since is None or breaking.since > subject.now:
        return
    changed = max(moment for moment in (subject.meta.lastmod, subject.meta.date, breaking.since) if moment)
    limit = _STALE_BREAKING if breaking.level == Level.BREAKING else _STALE_DEVELOPING
    if subject.now - changed > limit:
        hours = int((subject.now - changed).total_seconds() // 3600)
        findings.look_at(
            "breaking_stale",
            f"The story is marked {breaking.level}, and last changed {hours} hours ago",
            "Take the label down, or update the story.",
            Place("breaking"),
        )


def _check_only_one(subject: Subject, breaking: Breaking, findings: Findings) -> None:
    if breaking.level != Level.BREAKING:
        return
    for other in subject.others:
        label = other.breaking
        if (
            label
            and label.level == Level.BREAKING
            and label.in_force(subject.now)
            and other.is_public(subject.now)
        ):
            findings.look_at(
                "two_breaking",
                "Another story is breaking news as well",
                f"Only one banner leads the front page; the other is “{other.title}”.",
                Place("breaking"),
            )
            return
