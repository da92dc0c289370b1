"""The command palette: what it finds, in what order, and how it is used with keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.actions import Actions
from editor_app.ui.fuzzy import match
from editor_app.ui.palette import CommandPalette
from editor_app.ui.palette_entries import (
    COMMANDS,
    GO_TO,
    STORIES,
    PaletteEntry,
    answers,
    command_entries,
    link_entry,
    place_entries,
    story_entries,
)
from editor_app.ui.theme import Theme
from tests.ui.story_list.samples import ALL, FERRY


def _command(text: str, **more: str) -> PaletteEntry:
    return PaletteEntry(COMMANDS, text, text, lambda: None, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("pub", "Publish…", "Pub"),
        ("pub", "Unpublish…", "pub"),
        ("pfp", "Publish front page", "Pfp"),
        ("page cop", "Copy page address", "Coppage"),
        ("new st", "New story", "Newst"),
        ("ÉCOLE", "L’école du port", "école"),
        ("", "Anything", ""),
    ],
)
def test_what_matches_and_which_letters_are_meant(query: str, text: str, found: str) -> None:
    result = match(query, text)
    assert result is not None
    assert "".join(text[start:end] for start, end in result.spans) == found


@pytest.mark.parametrize(
    ("query", "text"), [("xyz", "Publish"), ("hsi", "Publish"), ("publishing", "Publish")]
)
def test_what_does_not_match(query: str, text: str) -> None:
    assert match(query, text) is None


def test_letters_that_fold_into_two_do_not_shift_the_spans() -> None:
    result = match("straße", "Die Straße am Hafen")
    assert result is not None and "Die Straße am Hafen"[slice(*result.spans[0])] == "Straße"


def test_an_exact_name_comes_first_then_what_was_used_lately() -> None:
    entries = [_command("Publish at a time…"), _command("Publish…"), _command("Publish front page")]
    assert answers(entries, "publish")[0].entry.text == "Publish…"
    lately = answers(entries, "pub", recent=["Publish front page"])
    assert lately[0].entry.text == "Publish front page"


def test_groups_and_prefixes() -> None:
    entries = [
        PaletteEntry(STORIES, "s", "Published story", lambda: None),
        PaletteEntry(GO_TO, "g", "Published today", lambda: None),
        _command("Publish…"),
    ]
    assert [answer.entry.group for answer in answers(entries, "publ")] == [COMMANDS, STORIES, GO_TO]
    assert [answer.entry.group for answer in answers(entries, ">publ")] == [COMMANDS]
    assert [answer.entry.group for answer in answers(entries, "#publ")] == [GO_TO]


def test_places_are_found_and_shown_with_their_count() -> None:
    shown: list[str] = []
    entries = place_entries([("Published today", "paper-plane-tilt", "11", lambda: shown.append("today"))])
    found = answers(entries, "#today")[0].entry
    found.run()
    assert (found.right, shown) == ("11", ["today"])


def test_stories_are_found_by_byline_and_state() -> None:
    entries = story_entries(ALL, lambda story: None)
    assert [answer.entry.text for answer in answers(entries, "abara")] == ["Night buses return to Fennick"]
    assert len(answers(entries, "ready")) == 2


def test_only_actions_that_work_are_offered_and_disabled_ones_say_why(theme: Theme) -> None:
    actions = Actions(theme)
    actions.handle("story.publish", lambda: None)
    actions.handle("site.export", lambda: None)
    actions.set_available("site.export", False, "Nothing has changed since 14:20.")
    entries = {entry.identity: entry for entry in command_entries(actions)}
    assert set(entries) == {"story.publish", "site.export"}
    assert entries["story.publish"].keys == ("Ctrl", "Shift", "P")
    assert entries["site.export"].reason == "Nothing has changed since 14:20."


def test_plus_is_a_key(theme: Theme) -> None:
    actions = Actions(theme)
    actions.handle("view.zoom_in", lambda: None)
    assert command_entries(actions)[0].keys == ("Ctrl", "+")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    QLineEdit(window).setObjectName("text")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


@pytest.fixture
def palette(window: QWidget, theme: Theme) -> CommandPalette:
    palette = CommandPalette(window, theme)
    runs: list[str] = []
    palette.set_sources(
        lambda: [
            PaletteEntry(COMMANDS, "a", "Save now", lambda: runs.append("a")),
            PaletteEntry(COMMANDS, "b", "Save version…", lambda: runs.append("b")),
            PaletteEntry(COMMANDS, "c", "Republish", lambda: runs.append("c"), reason="Nothing has changed."),
        ],
        lambda: story_entries(ALL, lambda story: runs.append(story.slug)),
    )
    palette.setProperty("runs", runs)
    palette.runs = runs  # type: ignore[attr-defined]
    return palette


def test_typing_and_enter_runs_the_first(palette: CommandPalette, qtbot: QtBot) -> None:
    palette.show_for("")
    qtbot.keyClicks(palette.line, "save")
    with qtbot.waitSignal(palette.ran) as ran:
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert ran.args == ["a"] and palette.runs == ["a"]  # type: ignore[attr-defined]
    assert not palette.isVisible()


def test_arrows_choose_and_go_round(palette: CommandPalette, qtbot: QtBot) -> None:
    palette.show_for("save")
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    palette.show_for("save ver")
    qtbot.keyClick(palette.line, Qt.Key.Key_Up)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.runs == ["b", "b"]  # type: ignore[attr-defined]


def test_a_story_opens_from_the_palette(palette: CommandPalette, qtbot: QtBot) -> None:
    palette.show_for("gull holm")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.runs == [FERRY.slug]  # type: ignore[attr-defined]


def test_a_disabled_command_does_nothing_and_stays(palette: CommandPalette, qtbot: QtBot) -> None:
    palette.show_for("republish")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.runs == [] and palette.isVisible()  # type: ignore[attr-defined]


def test_escape_gives_the_focus_back(palette: CommandPalette, window: QWidget, qtbot: QtBot) -> None:
    text = window.findChild(QLineEdit, "text")
    assert text is not None
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    palette.show_for("")
    qtbot.waitUntil(palette.line.hasFocus)
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    qtbot.waitUntil(text.hasFocus)


def test_it_opens_with_the_last_query_selected(palette: CommandPalette, qtbot: QtBot) -> None:
    palette.show_for("save")
    palette.dismiss()
    palette.show_for()
    assert palette.line.selectedText() == "save"


def test_it_is_no_higher_than_what_it_shows(palette: CommandPalette, qtbot: QtBot) -> None:
    palette.show_for("save")
    low = palette.height()
    palette.line.setText("")
    assert palette.height() > low
    palette.line.setText("save")
    assert palette.height() == low == palette.sizeHint().height()


def test_nothing_found_says_so(palette: CommandPalette) -> None:
    palette.show_for("zzzz")
    assert palette.answers == [] and palette._nothing.isVisible()


def test_it_stays_inside_a_small_window(palette: CommandPalette, window: QWidget) -> None:
    window.resize(720, 450)
    palette.show_for("e")
    assert window.rect().contains(palette.geometry().adjusted(24, 12, -24, -24))


def test_selected_words_can_be_linked_before_anything_else() -> None:
    entries = [*link_entry("61 people", lambda: None), _command("New story"), _command("Link…")]
    assert answers(entries, "")[0].entry.text == "Link ‘61 people’…"
    assert answers(entries, "link")[0].entry.identity == "link.selection"
    assert answers(entries, "new st")[0].entry.text == "New story"
    assert link_entry("", lambda: None) == []
    assert len(link_entry("words " * 40, lambda: None)[0].text) < 60
