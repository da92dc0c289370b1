"""Changes to front matter laid out in every way a hand may write it: nothing else moves, and what was meant is what is read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.stories.front_matter import FrontMatterUnreadable, read_story, with_values
from editor_app.stories.related import RelatedLink
from editor_app.stories.sharing import NetworkShare, Share
from editor_app.stories.story import FrontMatter, LeadImage

LONDON = ZoneInfo("Europe/London")
SCALARS = [
    "a",
    "'it''s'",
    '"q: x"',
    "plain # c",
    "",
    "~",
    "é😀",
    "1.10",
    "no",
    '"multi\n  line"',
    "wrapped\n  plain",
    "[]",
    "{}",
]
BLOCKS = ["|\n  one\n\n  two\n", ">-\n  fold\n  more", "|+\n  keep\n\n", "|2\n    ind\n"]
LISTS = [["a", "b"], ["a"], ["'x'", "b # c"], ["[p, q]"], ["a", "a"]]
SHARES = ["\n  x:\n    text: hi # y\n    hashtags: [a, b]\n  title: z", "{x: {text: t}, title: u}"]
TEXTS = ["", "New", "x: y", "# h", '"q"', "it's", "a\nb", "no", "trail ", "[z", " lead", "é😀", "a\n\n  b\n"]
KEYS = [
    "title",
    "kicker",
    "note",
    "tags",
    "authors",
    "author",
    "related",
    "image",
    "share",
    "desk",
    "other",
    "section",
]


def key(rnd: Random, name: str) -> str:
    return rnd.choice([f"{name}: ", f"{name} : ", f'"{name}": ', f"{name}:  "])


def a_list(rnd: Random) -> str:
    items, style = rnd.choice(LISTS), rnd.choice(["below", "flush", "brackets", "comments"])
    if style == "brackets":
        return "[" + ", ".join(item.split(" #")[0] for item in items) + "]" + rnd.choice(["", " # c"])
    pad = "" if style == "flush" else "  "
    lines = "".join((f"\n{pad}# about" if style == "comments" else "") + f"\n{pad}- {item}" for item in items)
    return rnd.choice(["", " # head"]) + lines


def links(rnd: Random) -> str:
    pad = rnd.choice(["", "  "])
    ways = [
        "- story: s{0}\n{1}  title: T", "-   story: s{0}", "- {{story: s{0}, title: x}}", "- s{0}", "-\n{1}  story: s{0}",
        "- # c\n{1}  story: s{0}\n\n{1}  # odd\n{1}  odd: [1, 2]",
    ]  # fmt: skip
    return "".join(f"\n{pad}{rnd.choice(ways).format(number, pad)}" for number in range(rnd.randint(1, 3)))


def a_mapping(rnd: Random, names: list[str]) -> str:
    names = rnd.sample(names, rnd.randint(1, len(names)))
    if rnd.random() < 0.4:
        return "{" + ", ".join(f"{name}: {rnd.choice(['a', 'x y'])}" for name in names) + "}"
    pad = " " * rnd.choice([1, 2, 4])
    values = ["a", "'b'", "c # d", f"|\n{pad}  lit\n", '"e"']
    return rnd.choice(["", " # m"]) + "".join(
        f"\n{pad}{key(rnd, name)}{rnd.choice(values)}" for name in names
    )


def front_matter(rnd: Random) -> str:
    parts = []
    for name in rnd.sample(KEYS, rnd.randint(0, 8)):
        if name in ("tags", "authors"):
            value = a_list(rnd)
        elif name == "related":
            value = links(rnd)
        elif name == "image":
            value = a_mapping(rnd, ["src", "alt", "credit", "odd"])
        elif name == "share":
            value = rnd.choice([a_mapping(rnd, ["title", "image"]), *SHARES])
        else:
            value = rnd.choice(SCALARS + (BLOCKS if name == "note" else []))
        parts.append(rnd.choice(["", "# c\n", "\n"]) + key(rnd, name) + value)
    return "\n".join(parts) + rnd.choice(["", "\n# end", "\n\n"])


def changes(rnd: Random) -> dict[str, Any]:
    def text() -> str:
        return rnd.choice(TEXTS)

    def some(words: list[str]) -> tuple[str, ...]:
        return tuple(rnd.choice(words) for _ in range(rnd.randint(0, 3)))

    possible: dict[str, Any] = {
        "title": text(),
        "note": text(),
        "section": text(),
        "kicker": text(),
        "tags": some(["a", "b", "c, d", "no"]),
        "authors": some(["a", "b"]),
        "related": tuple(RelatedLink(story=slug, title=text()) for slug in some(["s0", "s1", "z"])),
        "image": rnd.choice([None, LeadImage(src="a", alt=rnd.choice([None, text()]), credit=text())]),
        "share": Share(title=text(), x=NetworkShare(text=text())),
        "embargo": rnd.choice([None, datetime(2026, 1, 1, tzinfo=UTC)]),
        "desk": rnd.choice([None, text(), ["a", {"b": text()}], {"k": text()}]),
    }
    return {name: possible[name] for name in rnd.sample(sorted(possible), rnd.randint(1, 3))}


@given(st.integers(0, 2**32), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=400, deadline=None)
def test_any_layout_takes_any_change(seed: int, newline: str) -> None:
    rnd = Random(seed)
    text = f"---\n{front_matter(rnd)}\n---\nBody\n".replace("\n", newline)
    wanted = changes(rnd)
    before = read_story(Path("/n/stories/a.md"), text, LONDON)
    try:
        after = with_values(before, wanted, LONDON)
    except FrontMatterUnreadable:
        assert any(not problem.key for problem in before.problems)
        return
    assert after.body == before.body
    touched = set(wanted) | {problem.key.partition(".")[0] for problem in before.problems}
    for name in FrontMatter.model_fields:
        if name not in touched:
            assert getattr(after.meta, name) == getattr(before.meta, name), name
    for name in set(wanted) & {
        "title",
        "note",
        "section",
        "kicker",
        "tags",
        "authors",
        "embargo",
        "related",
        "share",
        "image",
    }:
        assert getattr(after.meta, name) == wanted[name], name
    comments = [line for line in text.split(newline) if line.startswith("# ")]
    assert [line for line in after.text.split(newline) if line.startswith("# ")] == comments
