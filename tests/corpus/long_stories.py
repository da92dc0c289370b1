"""Long stories made by rule: the same number gives the same story, wherever it is asked for."""

from __future__ import annotations

from random import Random

_SUBJECTS = (
    "The harbour office", "Ruth Ekdahl", "the *Sanderling*", "Merrow council", "A spokesman for the **trust**",
    "the [ferry company](ferry.md)", "Nobody in Gull Holm", "The `MV-12` crane", "\u201cThe committee\u201d", "Anneke Dury",
)  # fmt: skip
_VERBS = (
    "said",
    "denied",
    "had not known",
    "voted for",
    "~~promised~~ hoped for",
    "paid 12,500 for",
    "repaired",
    "closed",
)
_OBJECTS = (
    "the second crane", "a new timetable, \u201cif it comes\u201d", "the *old* quay -- at last", "what happened at 12:04",
    "all of it...", "the road to St. Anselm", "5 of 7 boats", "a **very** *long* night", "the sea wall & its gate",
    "2 * 3 metres of rope", "TK", "a [report][rep]", "two <b>loud</b> engines", "it[^n]", "the HTML page",
)  # fmt: skip
_ENDS = (".", ".", ".", "?", "!", ", they said.", " \u2014 again.", "\u2026")
_CODE = "```\n12:04 aground\n\n13:31 afloat\n```"
_TABLE = "| Port | Boats |\n|------|------:|\n| Ostrey | 12 |\n| Merrow | *3* |"
_BOX = '!!! note "The Sanderling"\n    Built 1998.\n\n    - 61 metres\n    - 40 cars'
_TERMS = "Quay\n:   Where it lies.\n\nSlip\n:   Where it goes."
_BLANKS = ("\n\n",) * 12 + ("\n\n\n", "\n \n", "\n\n\n\n", "\n\t\n")


def long_story(number: int) -> str:
    """Story `number`: 20 to 120 blocks, with the definitions that its words refer to."""
    chance = Random(number)
    blocks = [_block(chance) for _ in range(chance.randint(20, 120))]
    blocks.insert(chance.randrange(len(blocks)), "[rep]: https://report.example/a_b 'The report'")
    blocks.insert(chance.randrange(len(blocks)), "[^n]: Says *the office*.\n\n    And the [report][rep].")
    if chance.random() < 0.5:
        blocks.insert(chance.randrange(len(blocks)), "*[HTML]: What pages are made of")
    story = "".join(block + chance.choice(_BLANKS) for block in blocks)
    ending = chance.choice(("\n", "\n", "", "\n\n\n"))
    story = story.rstrip("\n\t ") + ending
    return story.replace("\n", "\r\n") if number % 10 == 7 else story


def _block(chance: Random) -> str:
    kinds = (_paragraph,) * 14 + (
        _heading,
        _heading,
        _list,
        _list,
        _quote,
        _pull,
        _picture,
        _also,
        _odd,
        _odd,
        _lines,
    )
    return chance.choice(kinds)(chance)


def _sentence(chance: Random) -> str:
    words = (chance.choice(_SUBJECTS), chance.choice(_VERBS), chance.choice(_OBJECTS))
    return " ".join(words) + chance.choice(_ENDS)


def _paragraph(chance: Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(1, 5)))


def _lines(chance: Random) -> str:
    return chance.choice(("\n", "  \n", "\\\n")).join(_sentence(chance) for _ in range(chance.randint(2, 4)))


def _heading(chance: Random) -> str:
    words = _sentence(chance).rstrip(".")
    return chance.choice((f"## {words}", f"### {words}", f"{words}\n----", f"## {words} ##", f"#### {words}"))


def _list(chance: Random) -> str:
    mark = chance.choice(("- ", "* ", "1. ", "+ ", "-   "))
    between = chance.choice(("\n", "\n", "\n\n"))
    items = []
    for _ in range(chance.randint(1, 6)):
        items.append(mark + _sentence(chance))
        if chance.random() < 0.2:
            items.append(f"    - {_sentence(chance)}")
        if chance.random() < 0.1:
            items.append("    " + _sentence(chance))
    return between.join(items)


def _quote(chance: Random) -> str:
    lines = [f"> {_sentence(chance)}" for _ in range(chance.randint(1, 3))]
    ending = chance.choice(("", "\n> \u2014 Ruth Ekdahl, harbourmaster", "\n>\n> \u2014 Ruth", "\nlazily on"))
    return "\n".join(lines) + ending


def _pull(chance: Random) -> str:
    return f"> {_sentence(chance)}\n{{.pull}}"


def _picture(chance: Random) -> str:
    return f'![{chance.choice(_SUBJECTS[1:3])}](../images/{chance.randint(1, 9)}.jpg "{_sentence(chance)} (Photo: Leo)")'


def _also(chance: Random) -> str:
    joined = chance.choice(("; ", "\n- "))
    links = joined.join(f"[{_OBJECTS[place]}](s{place}.md)" for place in range(chance.randint(1, 3)))
    return f"Also read: {links}" if joined == "; " else f"Also read:\n- {links}"


def _odd(chance: Random) -> str:
    return chance.choice(
        (_CODE, _TABLE, _BOX, _TERMS, "* * *", "---", "    indented code", "<div>\n\nraw\n\n</div>", "<!-- desk -->",
         "https://video.example/watch?v=a_b", "Lead\n{: .lead }", "TK", "\\- not a list", "1996\\. A year", "[^x]: Unused.",
         "\u05de\u05e2\u05d1\u05d5\u05e8\u05ea *\u05e2\u05dc\u05ea\u05d4*", "\u6e21\u8f6e**\u6401\u6d45**\u4e86", "\U0001f6a2 e\u0301")
    )  # fmt: skip
