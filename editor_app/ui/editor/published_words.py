"""When a linked story was published, in words, and where its page is; nothing when readers cannot see it."""

from __future__ import annotations

from datetime import datetime, tzinfo

from editor_app.publish.public_story import PublicStories
from editor_app.stories.catalogue import StoryEntry
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story_file import StoryNotReadable
from editor_app.ui.widgets.time_words import clock_time, day_words


def published_words(entry: object, now: datetime, zone: tzinfo) -> str:
    """ "14:20" for today, "Tue 17 Nov" for another day; empty for a story that is not public."""
    if not isinstance(entry, StoryEntry) or not entry.is_public(now):
        return ""
    moment = entry.date or entry.modified
    if moment.astimezone(zone).date() == now.astimezone(zone).date():
        return clock_time(moment, zone)
    return day_words(moment, now, zone)


def page_address(entry: object, newsroom: Newsroom, now: datetime) -> str:
    """The whole address of a story's page; empty for one that is not public, and while the newsroom has no `url`."""
    if not isinstance(entry, StoryEntry) or not newsroom.settings.url or not entry.is_public(now):
        return ""
    try:
        return newsroom.address(PublicStories(newsroom).read(entry.path))
    except StoryNotReadable:
        return ""
