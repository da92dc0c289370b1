"""Makes newsrooms with a story of a wanted length, always the same for the same length, like what a desk writes."""

from __future__ import annotations

import random
from pathlib import Path

_WORDS = [
    "harbour",
    "ferry",
    "council",
    "said",
    "the",
    "a",
    "of",
    "to",
    "and",
    "in",
    "on",
    "at",
    "for",
    "with",
    "that",
    "tide",
    "north",
    "quay",
    "island",
    "boat",
    "crew",
    "passengers",
    "morning",
    "after",
    "before",
    "report",
    "office",
    "weather",
    "fog",
    "coast",
    "school",
    "board",
    "vote",
    "budget",
    "repair",
    "contract",
    "clerk",
    "mayor",
    "spoke",
    "people",
    "road",
    "closed",
    "water",
    "level",
    "rose",
    "until",
    "evening",
    "officials",
    "added",
    "nobody",
    "was",
    "hurt",
    "he",
    "she",
    "they",
    "would",
    "not",
    "comment",
]
# The same paragraph is typed in whatever the length of the story, so that nothing but the length differs.
MEASURED = (
    "Here the measured keys go, in a paragraph as a desk writes it: **bold** once, a [link](https://bench.example/x) "
    "and the rest of it plain words, some fifty of them, with a comma or two and a figure such as 1.12pm, until the "
    "sentence has said what it came for. A second one follows it, shorter, and there the caret stands"
)
_NEWSROOM = """\
name: Bench Courier
url: https://bench.example
timezone: Europe/London
sections: [News]
"""
_HEAD = """\
---
title: A story of {words} words
kicker: Bench
description: Made by the benchmark, always the same.
section: News
authors: [Maren Oduya]
status: draft
---
"""


def make_body(words: int, seed: int = 7) -> str:
    """Markdown of about `words` words: paragraphs, with crossheads, lists, quotes, links and also-read lines between."""
    chance = random.Random(seed)
    parts: list[str] = []
    count = 0
    while count < words:
        part = _part(chance, len(parts))
        parts.append(part)
        count += len(part.split())
    parts.insert(len(parts) // 2, MEASURED)
    return "\n\n".join(parts) + "\n"


def make_newsroom(folder: Path, words: int, hits: int = 0) -> Path:
    """Write a newsroom with one story of that length into `folder`; returns the story's file.

    `hits`: how often a word that is nowhere else stands in it, spread evenly, to be found and replaced.
    """
    stories = folder / "stories"
    stories.mkdir(parents=True)
    (folder / "newsroom.yaml").write_text(_NEWSROOM, encoding="utf-8")
    story = stories / f"words-{words}.md"
    body = make_body(words)
    if hits:
        body = _with_hits(body, hits)
    story.write_text(_HEAD.format(words=words) + body, encoding="utf-8")
    return story


def add_story(stories: Path, name: str, words: int, seed: int) -> Path:
    """Write another story into a newsroom's folder of stories."""
    story = stories / f"{name}.md"
    head = _HEAD.format(words=words).replace("A story", f"Another story, {name},")
    story.write_text(head + make_body(words, seed), encoding="utf-8")
    return story


def _with_hits(body: str, hits: int) -> str:
    paragraphs = body.split("\n\n")
    plain = [
        at for at, text in enumerate(paragraphs) if text[0].isalpha() and "also read" not in text.lower()
    ]
    for number in range(hits):
        at = plain[number % len(plain)]
        paragraphs[at] = paragraphs[at].rstrip("\n") + " quaybank"
    return "\n\n".join(paragraphs) + "\n"


def _part(chance: random.Random, at: int) -> str:
    if at and at % 9 == 0:
        return "## " + _sentence(chance, 4).rstrip(".")
    if at % 13 == 5:
        return "\n".join(f"- {_sentence(chance, 9)}" for _ in range(3))
    if at % 17 == 8:
        return f"> {_sentence(chance, 18)}\n> — {_sentence(chance, 2).rstrip('.')}"
    if at % 29 == 11:
        return f"Also read: [{_sentence(chance, 5).rstrip('.')}](another-story.md)"
    return " ".join(_sentence(chance, chance.randint(9, 22), plain=False) for _ in range(3))


def _sentence(chance: random.Random, words: int, plain: bool = True) -> str:
    chosen = [chance.choice(_WORDS) for _ in range(words)]
    if not plain and words > 12:
        chosen[3] = f"**{chosen[3]}**"
        chosen[7] = f"[{chosen[7]}](https://bench.example/{chosen[8]})"
    chosen[0] = chosen[0].capitalize()
    return " ".join(chosen) + "."
