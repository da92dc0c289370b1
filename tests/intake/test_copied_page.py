from __future__ import annotations

import pytest

from editor_app.intake.copied_page import NamedLink, also_read, label_before_headline, label_of, network_line
from editor_app.stories.breaking import Level


@pytest.mark.parametrize(
    ("line", "level", "kicker"),
    [
        ("Breaking News", Level.BREAKING, ""),
        ("BREAKING", Level.BREAKING, ""),
        ("  *** breaking   news: *** ", Level.BREAKING, ""),
        ("🚨 Just in", Level.BREAKING, "Just in"),
        ("Developing", Level.DEVELOPING, ""),
        ("Developing story", Level.DEVELOPING, "Developing story"),
        ("UPDATE:", Level.DEVELOPING, "UPDATE"),
    ],
)
def test_labels(line: str, level: Level, kicker: str) -> None:
    label = label_of(line)
    assert label is not None
    assert (label.level, label.kicker) == (level, kicker)


@pytest.mark.parametrize("line", ["Breaking the ice", "Developing countries", "", "News", "An update"])
def test_headlines_that_begin_like_labels_are_not_labels(line: str) -> None:
    assert label_of(line) is None


def test_a_label_before_the_headline_on_one_line() -> None:
    split = label_before_headline("BREAKING: Ferry aground: all safe")
    assert split is not None
    assert (split[0].level, split[1]) == (Level.BREAKING, "Ferry aground: all safe")


@pytest.mark.parametrize("line", ["Ferry: aground", "Update your boiler: a guide", "BREAKING:"])
def test_other_colons_are_left_alone(line: str) -> None:
    assert label_before_headline(line) is None


@pytest.mark.parametrize(
    ("line", "links"),
    [
        ("Also read: US halts shipment", (NamedLink("US halts shipment"),)),
        ("ALSO READ : US halts shipment", (NamedLink("US halts shipment"),)),
        ("Also Read – US halts shipment", (NamedLink("US halts shipment"),)),
        ("**Also read:** A", (NamedLink("A"),)),
        ("Also read: A https://a.example/x", (NamedLink("A", "https://a.example/x"),)),
        ("Also read: A (https://a.example/x)", (NamedLink("A", "https://a.example/x"),)),
        ("Also read: [A b](https://a.example/x)", (NamedLink("A b", "https://a.example/x"),)),
        ("Also read: [A](other.md); B", (NamedLink("A", "other.md"), NamedLink("B"))),
        ("Also read: https://a.example/x", (NamedLink("https://a.example/x", "https://a.example/x"),)),
        ("Also read:", ()),
    ],
)
def test_also_read_lines(line: str, links: tuple[NamedLink, ...]) -> None:
    assert also_read(line) == links


@pytest.mark.parametrize("line", ["They also read: slowly", "Also reading: a book", "Also read this"])
def test_sentences_are_not_also_read(line: str) -> None:
    assert also_read(line) is None


@pytest.mark.parametrize(
    ("line", "networks"),
    [
        ("Facebook", ("facebook",)),
        ("Twitter", ("x",)),
        ("X (formerly Twitter)", ("x",)),
        ("Twitter/X", ("x",)),
        ("• LinkedIn", ("linkedin",)),
        ("Share on WhatsApp", ("whatsapp",)),
        ("E-mail", ("email",)),
        ("Copy link", ("copy",)),
        ("Facebook Twitter LinkedIn", ("facebook", "x", "linkedin")),
        (
            "FacebookTwitterLinkedInPinterestWhatsAppCopy link",
            ("facebook", "x", "linkedin", "pinterest", "whatsapp", "copy"),
        ),
        ("FacebookXWhatsApp", ("facebook", "x", "whatsapp")),
        ("Facebook | X | Pinterest", ("facebook", "x", "pinterest")),
        ("[Telegram](https://t.me/share)", ("telegram",)),
        ("Share this article", ()),
        ("Messenger", ()),
    ],
)
def test_network_lines(line: str, networks: tuple[str, ...]) -> None:
    named = network_line(line)
    assert named is not None
    assert named.networks == networks


@pytest.mark.parametrize(
    "line",
    ["Facebook said on Tuesday", "X marks the spot", "A telegram", "", "…", "Share prices fell", "Email us"],
)
def test_sentences_are_not_network_lines(line: str) -> None:
    assert network_line(line) is None


def test_names_that_are_also_words_are_unsure_alone() -> None:
    assert [line.sure for name in ("X", "Threads", "Facebook") if (line := network_line(name))] == [
        False,
        False,
        True,
    ]
