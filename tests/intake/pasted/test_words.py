from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.intake.pasted.words import read_pasted_text
from editor_app.markup.writer import write_blocks


def markdown_of(text: str) -> str:
    return write_blocks(read_pasted_text(text).blocks).rstrip("\n")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("One line.", "One line."),
        ("One.\nTwo.", "One.\n\nTwo."),
        ("One.\r\n\r\nTwo.", "One.\n\nTwo."),
        # a page of a PDF
        (
            "The ferry that runs between the two islands of the Ostrey group was late\n"
            "again this morning because of fog, which lay over the sound until well af-\n"
            "ter ten. The harbour office had warned everybody on Sunday that a long-\n"
            "term fix is planned, said Maren Oduya, who runs the office with a twenty-\n"
            "year-old ﬁrm.\n"
            "The next paragraph begins here and it goes on for a long while until it is\n"
            "over.",
            "The ferry that runs between the two islands of the Ostrey group was late again this morning because of fog, "
            "which lay over the sound until well after ten. The harbour office had warned everybody on Sunday that a "
            "long-term fix is planned, said Maren Oduya, who runs the office with a twenty-year-old firm.\n\n"
            "The next paragraph begins here and it goes on for a long while until it is over.",
        ),
        # a word that is written with its hyphen elsewhere keeps it
        (
            "The re-entry of the old steamer into the harbour has been put off until\n"
            "the spring, the council says, for want of a berth. Whether the re-\n"
            "entry will be celebrated is not known yet, and neither is who will pay.",
            "The re-entry of the old steamer into the harbour has been put off until the spring, the council says, "
            "for want of a berth. Whether the re-entry will be celebrated is not known yet, and neither is who will pay.",
        ),
        # addresses and verse keep their lines
        ("Ann Lund\n12 Quay Street\nOstrey\n\nDear Ann", "Ann Lund  \n12 Quay Street  \nOstrey\n\nDear Ann"),
        (
            "The roses climb by the harbour wall,\nThe violets grow on the quay,\nThe sugar is cheap in the market hall,\nAnd so is the way to the sea.\n\nAnon",
            "The roses climb by the harbour wall,  \nThe violets grow on the quay,  \nThe sugar is cheap in the market hall,  \nAnd so is the way to the sea.\n\nAnon",
        ),
        # mail
        (
            "Leo wrote:\n> The page goes to the printers at one, and I would like to have your text by\n> noon, if that can be done.\n>\n> Thanks\n>> deeper\n\nHere it is.",
            "Leo wrote:\n\n> The page goes to the printers at one, and I would like to have your text by noon, if that can be done.\n>\n> Thanks\n>\n> deeper\n\nHere it is.",
        ),
        # lists
        ("- one\n- two\n- three", "- one\n- two\n- three"),
        ("Buy:\n• bread\n• milk", "Buy:\n\n- bread\n- milk"),
        ("• one\n   • deeper\n• two", "- one\n    - deeper\n- two"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("1990. was a year", "1990\\. was a year"),
        ("– Come in, she said.\n– Never.", "– Come in, she said.\n\n– Never."),
        # nothing is taken for Markdown
        ("# not a head\n\n*not italic*", "\\# not a head\n\n\\*not italic*"),
        ("so\u00adft and zero\u200bwidth", "soft and zerowidth"),
    ],
)
def test_text_is_read_as_it_was_meant(text: str, markdown: str) -> None:
    assert markdown_of(text) == markdown


@given(st.text(max_size=300))
def test_no_letter_is_lost(text: str) -> None:
    letters = [
        letter
        for letter in "".join(block.text for block in read_pasted_text(text).blocks)
        if letter.isalpha()
    ]
    ligatures = {"ﬀ", "ﬁ", "ﬂ", "ﬃ", "ﬄ", "ﬅ", "ﬆ"}
    assert letters == [letter for letter in text if letter.isalpha()] or ligatures & set(text)
