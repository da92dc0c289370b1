"""Runs every check over one story. The order here is the order in which a person sees the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from editor_app.stories.checks import (
    front_checks,
    link_checks,
    picture_checks,
    prose_checks,
    share_checks,
    timing_checks,
)
from editor_app.stories.checks.report import CheckReport
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_entry import StoryEntry

_CHECKS: tuple[Callable[[Subject, Findings], None], ...] = (
    front_checks.check_front_matter,
    front_checks.check_headline,
    front_checks.check_address,
    front_checks.check_section,
    front_checks.check_standfirst,
    front_checks.check_byline,
    front_checks.check_tags,
    front_checks.check_completeness,
    front_checks.check_lengths,
    timing_checks.check_embargo,
    timing_checks.check_dates,
    timing_checks.check_breaking,
    timing_checks.check_alert,
    timing_checks.check_corrections,
    picture_checks.check_lead_picture,
    picture_checks.check_body_pictures,
    picture_checks.check_share_picture,
    link_checks.check_related,
    link_checks.check_body_links,
    prose_checks.check_placeholders,
    prose_checks.check_typography,
    prose_checks.check_leftovers,
    prose_checks.check_crossheads,
    prose_checks.check_length,
    prose_checks.check_banned_words,
    share_checks.check_share_texts,
    share_checks.check_share_networks,
)


def check_story(
    story: Story,
    newsroom: Newsroom,
    lookup: Callable[[str], StoryEntry | None],
    now: datetime,
    others: Iterable[StoryEntry] = (),
) -> CheckReport:
    """What must be fixed before this story is published at `now` (aware), what to look at, and what passed.

    `lookup` finds a story of the newsroom by slug; `others` are all entries (the story's own may be among them). Checks
    named in the newsroom's `must_fix` block publishing too.
    """
    elsewhere = tuple(entry for entry in others if entry.path != story.path)
    subject = Subject(story, newsroom, lookup, now=now, others=elsewhere)
    findings = Findings()
    for check in _CHECKS:
        check(subject, findings)
    return findings.report(frozenset(newsroom.settings.must_fix))
