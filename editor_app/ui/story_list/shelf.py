"""What the story list shows: a desk, a section, or the spiked stories; with the words for each."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.stories.catalogue import Desk


@dataclass(frozen=True, slots=True)
class Shelf:
    """One choice of the sidebar. At most one of `section` and `spiked` narrows beyond the desk."""

    desk: Desk = Desk.ALL
    section: str = ""
    spiked: bool = False

    @property
    def title(self) -> str:
        """What heads the list."""
        if self.spiked:
            return "Spiked"
        return self.section or DESK_WORDS[self.desk]


ALL_STORIES = Shelf()

DESK_WORDS: dict[Desk, str] = {
    Desk.ALL: "All stories",
    Desk.BREAKING: "Breaking",
    Desk.NEEDS_REVIEW: "Needs review",
    Desk.READY: "Ready",
    Desk.EMBARGOED: "Embargoed",
    Desk.PUBLISHED_TODAY: "Published today",
    Desk.CORRECTIONS: "Corrections",
}

DESK_ICONS: dict[Desk, str] = {
    Desk.ALL: "newspaper",
    Desk.BREAKING: "warning-circle",
    Desk.NEEDS_REVIEW: "eye",
    Desk.READY: "check-circle",
    Desk.EMBARGOED: "lock-simple",
    Desk.PUBLISHED_TODAY: "paper-plane-tilt",
    Desk.CORRECTIONS: "note-pencil",
}

# desk -> one line, one line of help
_EMPTY: dict[Desk, tuple[str, str]] = {
    Desk.ALL: ("No stories yet", "Write the first one, or bring in wire copy."),
    Desk.BREAKING: ("Nothing is breaking", "Stories with a level in force appear here until it ends."),
    Desk.NEEDS_REVIEW: (
        "No story needs review",
        "Stories sent for review wait here for a second pair of eyes.",
    ),
    Desk.READY: ("No stories are ready", "Approved stories wait here until they are published."),
    Desk.EMBARGOED: ("No story is under embargo", "Stories held until a set time appear here."),
    Desk.PUBLISHED_TODAY: ("Nothing published today", "Stories appear here once they are on the site."),
    Desk.CORRECTIONS: ("No corrections", "Stories that carry a correction appear here."),
}


def empty_words(shelf: Shelf) -> tuple[str, str]:
    """What an empty shelf says: one line, and one line of help."""
    if shelf.spiked:
        return ("Nothing is spiked", "Spiked stories are kept here and can be restored.")
    if shelf.section:
        return (f"No stories in {shelf.section}", "Stories appear here when this is their section.")
    return _EMPTY[shelf.desk]
