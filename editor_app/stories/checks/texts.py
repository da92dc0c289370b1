"""The texts of a story that readers will see, each with its place, and how a finding quotes from one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Subject

_LONGEST = 60


def texts(
    subject: Subject, *, with_body: bool = True, with_source: bool = False
) -> Iterator[tuple[Place, str]]:
    """Everything readers will see, with its place; what stays source in the editor only `with_source`."""
    meta = subject.meta
    yield Place("title"), meta.title
    yield Place("kicker"), meta.kicker
    yield Place("description"), meta.description
    if meta.image:
        yield Place("image"), "\n".join((meta.image.alt or "", meta.image.caption, meta.image.credit))
    if meta.breaking:
        yield Place("breaking"), meta.breaking.alert
    yield Place("share"), "\n".join((meta.share.title, meta.share.description))
    for index, correction in enumerate(meta.corrections):
        yield Place(f"corrections:{index}"), correction.text
    if with_body:
        for index, facts in enumerate(subject.body.slices):
            yield Place("body", index), facts.prose
            if with_source:
                yield Place("body", index), facts.source


def around(text: str, found: re.Match[str]) -> str:
    """What was found with the words beside it, in quotes."""
    start, end = max(found.start() - 16, 0), min(found.end() + 16, len(text))
    piece = " ".join(text[start:end].split("\n")).replace("\ufffc", "…").strip()  # code is not told
    return f"“{'…' if start else ''}{piece}{'…' if end < len(text) else ''}”"


def short(text: str) -> str:
    """`text` in one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
