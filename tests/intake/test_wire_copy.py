from __future__ import annotations

import re
import textwrap
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.intake.wire_copy import Imported, read_wire_copy
from editor_app.markup.blocks import slice_body
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import AlsoReadLink, Kind, RichBlock
from editor_app.stories.breaking import Breaking, Level

NOW = datetime(2026, 11, 22, 18, 4, 33, tzinfo=UTC)
COPY = """Breaking News
Lighthouse on Gull Holm goes dark for the first time since 1911
Lighthouse on Gull Holm goes dark for the first time since 1911

The light on Gull Holm went out shortly after nine, the harbour office said.

Also Read: Ferry with 143 aboard runs aground

“We have a torch,” said the keeper — and meant it.
Mariners are told to keep two miles off.

Also read: Night buses return

Facebook
Twitter
LinkedIn
Pinterest
WhatsApp
"""


def blocks_of(imported: Imported) -> list[RichBlock]:
    return [block for source in slice_body(imported.body) for block in read_slice(source)]


def find(title: str) -> str | None:
    return {"Ferry with 143 aboard runs aground": "ferry-aground"}.get(title)


def test_a_copied_news_page_is_understood() -> None:
    story = read_wire_copy(COPY, NOW, 2, find)
    headline = "Lighthouse on Gull Holm goes dark for the first time since 1911"
    since = NOW.replace(second=0)
    assert story.values == {
        "title": headline,
        "breaking": Breaking(level=Level.BREAKING, since=since, until=since + timedelta(hours=2)),
        "share": {"networks": ("facebook", "x", "linkedin", "pinterest", "whatsapp")},
    }
    assert [(block.kind, block.text, block.links) for block in blocks_of(story)] == [
        (Kind.PARAGRAPH, "The light on Gull Holm went out shortly after nine, the harbour office said.", ()),
        (Kind.ALSO_READ, "", (AlsoReadLink("Ferry with 143 aboard runs aground", "ferry-aground.md"),)),
        (Kind.PARAGRAPH, "“We have a torch,” said the keeper — and meant it.", ()),
        (Kind.PARAGRAPH, "Mariners are told to keep two miles off.", ()),
        (Kind.ALSO_READ, "", (AlsoReadLink("Night buses return"),)),
    ]
    assert headline not in story.body
    assert "Breaking" not in story.body


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n\n", "\u2028"])
def test_line_ends_of_every_kind_read_alike(ending: str) -> None:
    lines = ["Developing", "Rain", "It rains.", "It rains more.", "Facebook", "X"]
    story = read_wire_copy(ending.join(lines), NOW)
    assert story.values["breaking"].level is Level.DEVELOPING
    assert story.values["share"] == {"networks": ("facebook", "x")}
    assert story.body == "It rains.\n\nIt rains more.\n"


def test_without_label_or_networks_there_is_just_a_headline_and_a_body() -> None:
    story = read_wire_copy("Rain\n\nIt rains.\n", NOW)
    assert (story.values, story.body) == ({"title": "Rain"}, "It rains.\n")


def test_a_headline_alone_makes_a_story_without_a_body() -> None:
    story = read_wire_copy("Rain", NOW)
    assert (story.values, story.body) == ({"title": "Rain"}, "")


def test_a_label_alone_is_the_headline() -> None:
    assert read_wire_copy("Breaking news\n", NOW).values == {"title": "Breaking news"}


def test_update_is_developing_and_keeps_its_word_as_the_kicker() -> None:
    values = read_wire_copy("UPDATE\nRain\nIt rains.", NOW, 6).values
    assert values["kicker"] == "UPDATE"
    assert values["breaking"].level is Level.DEVELOPING
    assert values["breaking"].until == NOW.replace(second=0) + timedelta(hours=6)


def test_a_label_on_the_headlines_own_line() -> None:
    values = read_wire_copy("BREAKING: Rain\nIt rains.", NOW).values
    assert (values["title"], values["breaking"].level) == ("Rain", Level.BREAKING)


def test_a_sentence_below_a_labelled_headline_is_no_part_of_it() -> None:
    story = read_wire_copy("BREAKING NEWS: Bridge closed after crash\nPolice closed the bridge.\n", NOW)
    assert (story.headline, story.body) == ("Bridge closed after crash", "Police closed the bridge.\n")


def test_a_share_bar_above_the_label_is_not_the_headline() -> None:
    story = read_wire_copy(
        "Share\nFacebook\nTwitter\nBreaking News\nRain\n\nIt rains.\n\nFacebook | WhatsApp\n", NOW
    )
    assert (story.headline, story.body) == ("Rain", "It rains.\n")
    assert story.values["share"] == {"networks": ("facebook", "x", "whatsapp")}
    assert story.values["breaking"].level is Level.BREAKING


def test_a_line_that_only_says_when_is_not_the_headline_and_stays() -> None:
    story = read_wire_copy("Breaking News\nUpdated 09:40 GMT\nRain\nIt rains.\n", NOW)
    assert (story.headline, story.body) == ("Rain", "Updated 09:40 GMT\n\nIt rains.\n")
    assert read_wire_copy("22 November 2026\n", NOW).headline == "22 November 2026"
    assert read_wire_copy("112 saved\nAll are safe.\n", NOW).headline == "112 saved"


def test_a_label_that_is_repeated_with_the_headline_goes_with_it() -> None:
    story = read_wire_copy("Breaking News\n\nRain\n\nBREAKING NEWS\n\nRain\n\nIt rains.\n", NOW)
    assert story.body == "It rains.\n"


def test_the_foot_of_a_page_below_its_share_links_stays() -> None:
    story = read_wire_copy(
        "Rain\n\nIt rains.\n\nFacebook\nTwitter\nLinkedin\n\nComments\n© 2026 Courier\n", NOW
    )
    assert story.values["share"] == {"networks": ("facebook", "x", "linkedin")}
    assert story.body == "It rains.\n\nComments\n\n© 2026 Courier\n"


@pytest.mark.parametrize(
    "copy",
    [
        "ТЕРМІНОВО\nДощ\n\nЙде дощ.\n\nЧитайте також: Сонце\n\nFacebook\nTelegram\n",
        "عاجل\nمطر\n\nإنها تمطر.\n\nاقرأ أيضًا: شمس\n\nFacebook\nTelegram\n",
        "Eilmeldung\nRegen\n\nEs regnet.\n\nLesen Sie auch: Sonne\n\nFacebook\nTelegram\n",
    ],
)
def test_copy_in_other_languages(copy: str) -> None:
    story = read_wire_copy(copy, NOW)
    assert story.headline == copy.splitlines()[1]
    assert story.values["breaking"].level is Level.BREAKING
    assert [block.kind for block in blocks_of(story)] == [Kind.PARAGRAPH, Kind.ALSO_READ]
    assert story.values["share"] == {"networks": ("facebook", "telegram")}


def test_a_repeated_headline_is_dropped_whatever_its_quotes_and_case() -> None:
    story = read_wire_copy('“It rains,” she said\n\n"It Rains," she said\n\nAnd it did.', NOW)
    assert story.body == "And it did.\n"


def test_a_first_line_as_long_as_a_paragraph_stays_in_the_body() -> None:
    line = "The rain that fell on the island " * 8
    story = read_wire_copy(f"{line}\n\nIt stopped.", NOW)
    assert story.body == f"{line.strip()}\n\nIt stopped.\n"
    assert line.startswith(story.headline.removesuffix(" …"))


def test_networks_in_the_middle_stay_text() -> None:
    story = read_wire_copy("Where we post\n\nFacebook\n\nTwitter\n\nand nowhere else.", NOW)
    assert "share" not in story.values
    assert "Facebook" in story.body and "Twitter" in story.body


def test_one_word_that_could_be_a_network_stays_text() -> None:
    assert read_wire_copy("The map\n\nWe marked the spot with an\n\nX", NOW).body.endswith("X\n")


def test_networks_without_a_link_of_ours_are_noted_not_lost() -> None:
    values = read_wire_copy(
        "Rain\nIt rains.\nShare this\nFacebook\nMessenger\nTwitter\nX\nCopy link", NOW
    ).values
    assert values["share"] == {"networks": ("facebook", "x", "copy")}
    assert "Messenger" in values["note"]


def test_also_read_keeps_an_address_when_the_story_is_not_ours() -> None:
    story = read_wire_copy("Rain\n\nAlso read: Sun https://sun.example/a?b=1&c=(2)\n", NOW)
    assert blocks_of(story)[0].links[0].title == "Sun"
    assert blocks_of(story)[0].links[0].target.startswith("https://sun.example/a?b=1&c=")


def test_also_read_above_its_title() -> None:
    story = read_wire_copy(
        "Rain\n\nIt rains.\n\nAlso read:\nFerry with 143 aboard runs aground\n\nIt stopped.", NOW, 2, find
    )
    assert blocks_of(story)[1].links == (
        AlsoReadLink("Ferry with 143 aboard runs aground", "ferry-aground.md"),
    )


def test_text_wrapped_at_a_width_becomes_whole_paragraphs() -> None:
    paragraph = (
        "The light on Gull Holm went out after nine, and the whole of the Sound was dark until the keeper came. "
        * 4
    )
    wrapped = textwrap.fill(paragraph.strip(), 68)
    assert [block.text for block in blocks_of(read_wire_copy(f"The light is out\n\n{wrapped}", NOW))] == [
        paragraph.strip()
    ]


def test_lists_stay_lists() -> None:
    blocks = blocks_of(read_wire_copy("Kit\n\n• rope\n• lamp\n\n1. go out\n2. come back", NOW))
    assert [(block.kind, block.text) for block in blocks] == [
        (Kind.BULLET, "rope"),
        (Kind.BULLET, "lamp"),
        (Kind.NUMBER, "go out"),
        (Kind.NUMBER, "come back"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "# 1 in the charts",
        "* * *",
        "2019. A year of floods",
        "> 100 people came",
        "a < b && c > d <script>alert(1)</script>",
        "snake_case_name and *stars* and `ticks`",
        "[not a link](really) and ![nor](a picture)",
        "&lt; is how one writes <",
        '!!! note "box"',
        "Term\u00a0:   definition",
        ":   colon first",
        "| a | b |",
        "[^1]: note",
        "*[HTML]: markup",
        "- a dash",
        "--- three",
        "back\\slash \\* \\n",
        "~~struck~~ {.pull} {: .x}",
        "“Curly” ‘quotes’ – and — dashes…",
        "مرحبا بالعالم",
        "日本語の文章です。",
        "Привіт, світе! Café naïve",
        "Setext\n---",
    ],
)
def test_text_means_itself_never_markdown(line: str) -> None:
    text = " ".join(
        "".join(
            block.text for block in blocks_of(read_wire_copy(f"Title\n\nFirst.\n\n{line}\n\nLast.", NOW))
        ).split()
    )
    assert text == "First." + " ".join("".join(line.split("\n")).split()) + "Last."


@pytest.mark.parametrize(
    "line", ["x: " + "[" * 400 + "]" * 400, "<a b='&Tab;'> *_`{}~~\\ " * 30, "# & 1. ~~ " * 20]
)
def test_text_full_of_signs_means_itself_and_takes_no_time(line: str) -> None:
    assert blocks_of(read_wire_copy(f"Title\n\n{line}", NOW))[0].text == line.strip()


PIECES = st.one_of(
    st.sampled_from([
        "Breaking News", "UPDATE", "Also read: Night buses return", "Also read:", "Facebook", "X", "Share on WhatsApp",
        "Copy link", "Messenger", "Rain", "Rain", "• one\n• two", "1. one\n2. two", "Also read: A; B https://a.example/b",
    ]),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"), min_size=1, max_size=80),
)  # fmt: skip


@given(st.lists(PIECES, max_size=9).map("\n\n".join) | st.lists(PIECES, max_size=9).map("\n".join))
def test_no_word_is_lost(text: str) -> None:
    if not text.strip():
        return
    story = read_wire_copy(text, NOW)
    kept = told(story)
    for word in re.findall(r"[^\W_]+", re.sub(r"(?m)^\d+[.)] ", "", text)):  # a list is numbered anew
        assert word.casefold() in kept, f"{word!r} of {text!r} is not in {kept!r}"


def told(story: Imported) -> str:
    """Everything a reader or an editor sees of a story, and the words that its values stand for."""
    parts = [story.values["title"], story.values.get("kicker", ""), story.values.get("note", "")]
    for block in blocks_of(story):
        parts += [block.text, block.source, *(f"{link.title} {link.target}" for link in block.links)]
        parts.append(str(block.number) if block.kind is Kind.NUMBER else "")
    if any(block.kind is Kind.ALSO_READ for block in blocks_of(story)):
        parts.append("also read")
    if "breaking" in story.values:
        parts.append("breaking news developing")
    if "share" in story.values:
        parts.append("share on twitter copy link email mail")
        parts += story.values["share"]["networks"]
    return "\n".join(parts).casefold()


def test_a_list_below_also_read_is_its_entries() -> None:
    for marks in (("1. ", "2. "), ("- ", "- ")):
        text = (
            "Quay to close\n\nThe quay will close.\n\nAlso read:\n"
            + f"{marks[0]}Ferry aground\n{marks[1]}Fog lifts\n"
        )
        body = read_wire_copy(text, NOW).body
        assert body.endswith("Also read: Ferry aground; Fog lifts\n"), body
