"""Runs every check over one story. The order here is the order in which a person sees the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from editor_app.stories.checks import (
    byline_checks,
    front_checks,
    language_checks,
    link_checks,
    newsroom_checks,
    picture_checks,
    prose_checks,
    share_checks,
    timing_checks,
    typography_checks,
    update_checks,
)
from editor_app.stories.checks.report import CheckReport
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_entry import StoryEntry
from editor_app.stories.workflow import Status

_CHECKS: tuple[Callable[[Subject, Findings], None], ...] = (
    front_checks.check_front_matter,
    front_checks.check_headline,
    front_checks.check_address,
    front_checks.check_section,
    front_checks.check_standfirst,
    byline_checks.check_byline,
    front_checks.check_tags,
    front_checks.check_type,
    front_checks.check_review,
    front_checks.check_completeness,
    front_checks.check_lengths,
    timing_checks.check_embargo,
    timing_checks.check_dates,
    timing_checks.check_breaking,
    timing_checks.check_alert,
    timing_checks.check_corrections,
    update_checks.check_updates,
    picture_checks.check_lead_picture,
    picture_checks.check_body_pictures,
    picture_checks.check_share_picture,
    link_checks.check_related,
    link_checks.check_body_links,
    prose_checks.check_placeholders,
    typography_checks.check_typography,
    typography_checks.check_dates_in_text,
    language_checks.check_language,
    prose_checks.check_leftovers,
    prose_checks.check_crossheads,
    prose_checks.check_length,
    prose_checks.check_banned_words,
    share_checks.check_share_texts,
    share_checks.check_share_networks,
    newsroom_checks.check_raised,
)

# Of a story that was killed readers see a notice, and nothing of the story itself.
_CHECKS_OF_A_NOTICE = (front_checks.check_front_matter, front_checks.check_address)


def check_story(
    story: Story,
    newsroom: Newsroom,
    lookup: Callable[[str], StoryEntry | None],
    now: datetime,
    others: Iterable[StoryEntry] = (),
) -> CheckReport:
    """What must be fixed before this story is published at `now` (aware), what to look at, and what passed.

    `lookup` finds a story of the newsroom by slug; `others` are all entries (the story's own may be among them). Checks
    that the newsroom raised (`checks` in `newsroom.yaml`) block publishing too.
    """
    # Slugs first: to compare ten thousand paths takes ten times as long.
    own = story.slug
    elsewhere = tuple(entry for entry in others if entry.slug != own or entry.path != story.path)
    subject = Subject(story, newsroom, lookup, now=now, others=elsewhere)
    findings = Findings()
    is_gone = story.is_readable and story.meta.status is Status.KILLED
    for check in _CHECKS_OF_A_NOTICE if is_gone else _CHECKS:
        check(subject, findings)
    return findings.report(newsroom.settings.raised_checks)
