"""Makes a newsroom's archive of any number of stories, always the same for the same number, like what a desk writes.

A story has about 450 words: crossheads, bold, links to reports and to earlier stories, quotes, dashes, a list or a block
quote now and then; it has a section, authors, tags, a date, and every third one names what else to read.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

NEWEST = datetime(2026, 11, 20, 12, tzinfo=UTC)
BETWEEN = timedelta(minutes=53)
SECTIONS = ("Harbour", "Council", "Weather", "Sport", "Business")
SETTINGS = """\
name: Archive Courier
url: https://archive.example
language: en-GB
timezone: Europe/London
sections: [Harbour, Council, Weather, Sport, Business]
output: site
"""
_LINKED_BACK = 50  # stories name the few that came before them, as they do in life
_AUTHORS = [
    f"{first} {last}"
    for first in ("Maren", "Tomas", "Ilse", "Bram", "Noor")
    for last in ("Aldwick", "Bray", "Corran", "Dunmore")
]
_TAGS = [
    f"{place} {matter}"
    for place in ("Ostrey", "Quarn", "Sellick", "Mirran", "Holm", "Tarrow")
    for matter in (
        "ferry",
        "budget",
        "fog",
        "schools",
        "roads",
        "fishing",
        "festival",
        "rents",
        "tides",
        "cup",
    )
]
_WHO = ["the clerk", "a skipper", "the council", "one of the crew", "the harbour office", "a teacher", "residents", "the board"]  # fmt: skip
_DID = ["asked for", "put off", "repaired", "closed", "paid for", "measured", "voted on", "argued over", "promised", "counted"]  # fmt: skip
_WHAT = ["the north quay", "a second ferry", "the school roof", "winter fares", "the tide tables", "every pump on the coast road", "the market hall", "new nets"]  # fmt: skip
_WHEN = ["before dawn", "on Monday", "after the fog had lifted", "for the third year running", "while the tide was out", "at the end of a long meeting", "in spite of the wind", "without a word to the press"]  # fmt: skip
_MORE = ["and nobody was hurt", "though the figures are not final", "as it had done in 2019", "which took most of the evening", "and more of it will follow", "at a cost of 41,500 pounds"]  # fmt: skip


def make_archive(folder: Path, count: int) -> list[Path]:
    """Write a newsroom of `count` stories into `folder`, which is made; their files, the newest first."""
    stories = folder / "stories"
    stories.mkdir(parents=True)
    (folder / "newsroom.yaml").write_text(SETTINGS, encoding="utf-8")
    paths: list[Path] = []
    for number in range(count):
        path = stories / f"{slug_of(number)}.md"
        path.write_text(story_text(number, count), encoding="utf-8")
        paths.append(path)
    return paths


def slug_of(number: int) -> str:
    """The name of a story; 0 is the newest."""
    return f"story-{number:05d}"


def story_text(number: int, count: int) -> str:
    """The whole text of one story. It depends on its number alone, but for what it links to."""
    chance = random.Random(f"stet {number}")
    earlier = [slug_of(other) for other in range(number + 1, min(count, number + 1 + _LINKED_BACK))]
    return f"---\n{_head(number, chance, earlier)}---\n\n{_body(number, chance, earlier)}"


def _head(number: int, chance: random.Random, earlier: list[str]) -> str:
    moment = NEWEST - BETWEEN * number
    authors = ", ".join(chance.sample(_AUTHORS, chance.choice((1, 1, 1, 2))))
    lines = [
        f"title: {_sentence(chance, short=True)[:-1]}",
        f"description: {_sentence(chance)}",
        "status: published",
        f"section: {chance.choice(SECTIONS)}",
        f"authors: [{authors}]",
        f"tags: [{', '.join(chance.sample(_TAGS, 2))}]",
        f"date: {moment.isoformat()}",
    ]
    if number % 7 == 0:
        lines.append(f"lastmod: {(moment + timedelta(hours=2)).isoformat()}")
    if number % 3 == 0 and earlier:
        lines += [
            "related:",
            *(f"  - story: {slug}" for slug in chance.sample(earlier, min(2, len(earlier)))),
        ]
    return "\n".join(lines) + "\n"


def _body(number: int, chance: random.Random, earlier: list[str]) -> str:
    blocks = [_paragraph(chance) for _ in range(10)]
    blocks[1] = blocks[1].replace(" the ", " **the** ", 1)
    blocks[2] = (
        f'"{_sentence(chance)}" It\'s what {chance.choice(_WHO)} said -- [the report](https://records.example/r/{number}) agrees.'
    )
    blocks[4] += f" *{_sentence(chance, short=True)[:-1]}* was the word."
    if earlier:
        blocks[5] += f" See [what came before]({chance.choice(earlier)}.md)."
    if number % 5 == 0:
        blocks[7] = "\n".join(f"- {_sentence(chance, short=True)}" for _ in range(4))
    if number % 8 == 0:
        blocks[8] = f"> {_sentence(chance)}\n> -- {chance.choice(_AUTHORS)}"
    blocks.insert(6, f"## {_sentence(chance, short=True)[:-1]}")
    blocks.insert(3, f"## {_sentence(chance, short=True)[:-1]}")
    return "\n\n".join(blocks) + "\n"


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.choice((2, 3, 3))))


def _sentence(chance: random.Random, short: bool = False) -> str:
    words = [chance.choice(_WHO), chance.choice(_DID), chance.choice(_WHAT)]
    if not short:
        words += [chance.choice(_WHEN), chance.choice(_MORE)]
    text = " ".join(words)
    return f"{text[:1].upper()}{text[1:]}."
