"""Which files of a folder are stories, as the system lists them. Loads nothing else of Stet's: it is asked first of all."""

from __future__ import annotations

import os


def story_entries(folder: str, newsroom: str) -> list[os.DirEntry[str]]:
    """Every story file below `folder`, in no order; hidden files and links that lead out of `newsroom` are passed over."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return []
    found: list[os.DirEntry[str]] = []
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        if name.endswith(".md") and entry.is_file(follow_symlinks=False):  # nearly all are
            found.append(entry)
        elif entry.is_dir(follow_symlinks=False):
            found += story_entries(entry.path, newsroom)
        elif name.casefold().endswith(".md") and _is_story_file(entry, newsroom):
            found.append(entry)
    return found


def _is_story_file(entry: os.DirEntry[str], newsroom: str) -> bool:
    if entry.is_file(follow_symlinks=False):
        return True
    try:
        if not entry.is_file():
            return False
    except OSError:  # a link in a circle
        return False
    real = os.path.realpath(entry.path)
    return real == newsroom or real.startswith(newsroom.rstrip(os.sep) + os.sep)
