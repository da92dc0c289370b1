"""What the command line says of an export. Loads nothing: an export with nothing to do says it before anything is loaded."""

from __future__ import annotations


def export_lines(
    written: int,
    unchanged: int,
    removed: int,
    withheld: tuple[int, int],
    broken_links: tuple[str, ...],
    front: str,
) -> list[str]:
    """The lines for one export.

    Args:
        withheld: how many stories, and how many pages of the newsroom's own, are not on the site.
        broken_links: links inside the site that lead nowhere, a sentence each.
        front: the address of the front page's file.
    """
    done = f"{counted(written, 'file', 'files')} written, {unchanged} unchanged, {removed} removed."
    stories, pages = withheld
    kept = counted(stories, "story", "stories")
    if pages:
        kept += f" and {counted(pages, 'page', 'pages')}"
    return [
        f"{done} {kept} withheld.",
        *(f"Look at: {link}" for link in broken_links),
        f"Front page: {front}",
    ]


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 story", "2 stories"."""
    return f"{number:,} {one if number == 1 else many}"
