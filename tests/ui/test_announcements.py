"""What is said to screen readers, and what is not said twice."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from editor_app.markup.rich import AlsoReadLink, Kind, Picture, RichBlock
from editor_app.ui.editor.notice_slot import NoticeSlot
from editor_app.ui.editor.spoken_objects import spoken
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.fields import CountedLine
from editor_app.ui.widgets.notice_bar import NoticeBar


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What was announced, and whether it interrupts."""
    heard: list[tuple[str, bool]] = []

    def hear(_widget: object, words: str, *, urgent: bool = False) -> None:
        heard.append((words, urgent))

    for module in ("editor.notice_slot", "widgets.fields"):
        monkeypatch.setattr(f"editor_app.ui.{module}.announce", hear)
    return heard


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (
            RichBlock(
                Kind.ALSO_READ, links=(AlsoReadLink("Ferry aground", "ferry.md"), AlsoReadLink("", "quay.md"))
            ),
            "Also read, 2 stories: Ferry aground; quay.md",
        ),
        (RichBlock(Kind.ALSO_READ), "Also read, 0 stories"),
        (
            RichBlock(Kind.PICTURE, picture=Picture("a.jpg", "The quay.", "Low water.", "Leo Marsh")),
            "Picture: The quay. Caption: Low water. Credit: Leo Marsh",
        ),
        (
            RichBlock(Kind.PICTURE, picture=Picture("a.jpg", "", "Low water")),
            "Picture: Low water. No alt text",
        ),
        (RichBlock(Kind.PICTURE, picture=Picture("a.jpg")), "Picture. No alt text"),
        (RichBlock(Kind.DIVIDER), "Divider"),
        (RichBlock(Kind.SOURCE, source="| a | b |\n"), "Markdown source: | a | b |"),
    ],
)
def test_drawn_blocks_have_words(block: RichBlock, words: str) -> None:
    assert spoken(block) == words


def test_a_bar_is_said_once_and_a_failed_save_interrupts(
    theme: Theme, qtbot: QtBot, said: list[tuple[str, bool]]
) -> None:
    slot = NoticeSlot(theme)
    qtbot.addWidget(slot)
    for reason in ("The disk is full.", "The disk is full.", "The file is locked."):
        slot.show_bar("file", NoticeBar("error", "Not saved.", (), theme, detail=reason))
    slot.show_bar("approval", NoticeBar("information", "Back in review.", (), theme))
    assert said == [
        ("Not saved. The disk is full.", True),
        ("Not saved. The file is locked.", True),
        ("Back in review.", False),
    ]


def test_a_limit_is_said_when_typing_crosses_it(
    theme: Theme, qtbot: QtBot, said: list[tuple[str, bool]]
) -> None:
    field = CountedLine("Headline", 3, theme)
    qtbot.addWidget(field)
    field.setText("Ferry")
    assert said == []
    field.setText("Fer")
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.editor.setFocus()
    qtbot.waitUntil(field.editor.hasFocus)
    qtbot.keyClicks(field.editor, "ry")
    assert said == [("Over the limit of 3 characters", False)]
