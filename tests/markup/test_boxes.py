from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor_app.markup.blocks import slice_body
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.writer import normal_blocks, write_blocks
from tests.markup.test_writer import _spans

_MANY = int(os.environ.get("STET_EXAMPLES", "150"))
_inside = st.builds(
    lambda kind, spans, depth, number: RichBlock(
        kind, tuple(spans), depth * (kind is not Kind.PARAGRAPH), number
    ),
    st.sampled_from((Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.BULLET, Kind.NUMBER)),
    st.lists(_spans, max_size=4),
    st.integers(0, 2),
    st.integers(0, 9),
)
_boxes = st.builds(
    lambda title, box, rest: [
        RichBlock(Kind.BOX_TITLE, tuple(title), box=box),
        *(replace(block, box=box) for block in rest),
    ],
    st.lists(_spans, max_size=3),
    st.sampled_from(("note", "warning big", "tip")),
    st.lists(_inside, max_size=4),
)


@given(_boxes)
@settings(max_examples=_MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_box_reads_back(blocks: list[RichBlock]) -> None:
    written = write_blocks(blocks)
    assert read_slice(written) == normal_blocks(blocks)
    assert not written or slice_body(written) == [written]


def _title(*spans: Span, box: str = "note") -> RichBlock:
    return RichBlock(Kind.BOX_TITLE, spans, box=box)


def _paragraph(text: str, box: str = "note") -> RichBlock:
    return RichBlock(spans=(Span(text),), box=box)


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        (
            '!!! note "How"\n    One.\n\n    Two.\n',
            (_title(Span("How")), _paragraph("One."), _paragraph("Two.")),
        ),
        ("!!! note\n    One.\n", (_title(Span("Note")), _paragraph("One."))),
        ('!!! note ""\n    One.\n', (_title(), _paragraph("One."))),
        ('!!! danger wide "A **b**"\n', (_title(Span("A "), Span("b", bold=True), box="danger wide"),)),
        (
            '!!! note "A "b" c"\n    x\n\n    - y\n',
            (
                _title(Span('A "b" c')),
                _paragraph("x"),
                RichBlock(Kind.BULLET, (Span("y"),), box="note"),
            ),
        ),
    ],
)
def test_boxes_are_read_and_written_in_their_own_form(source: str, blocks: tuple[RichBlock, ...]) -> None:
    assert read_slice(source) == blocks
    assert write_blocks(blocks) == source.rstrip("\n") + "\n\n"


@pytest.mark.parametrize(
    "source",
    [
        '!!! note "A"\n    ## Head\n',
        '!!! note "A"\n    | a | b |\n    |---|---|\n',
        '!!! note "A"\n    > quote\n',
        '!!! note "A"\n    ![a](b.jpg)\n',
        '!!! note "A"\n    !!! tip "B"\n        c\n',
        '<div class="admonition note" markdown="1">\n\ntext\n\n</div>\n',
    ],
)
def test_what_a_box_cannot_hold_makes_a_card(source: str) -> None:
    assert [block.kind for block in read_slice(source)] == [Kind.SOURCE]


def test_what_cannot_stand_in_a_box_leaves_it() -> None:
    blocks = [_title(Span("T")), RichBlock(Kind.QUOTE, (Span("q"),), box="note"), _paragraph("left")]
    assert write_blocks(blocks) == '!!! note "T"\n\n> q\n\n!!! note ""\n    left\n\n'


def test_a_box_without_words_is_nothing() -> None:
    assert write_blocks([_title(), RichBlock(box="note")]) == ""
