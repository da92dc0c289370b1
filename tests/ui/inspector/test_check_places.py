"""Wherever a check points, Show leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from editor_app.stories import checks
from editor_app.ui.editor.editor_pane import _HEAD_FIELDS, _SOURCE_FIELDS
from editor_app.ui.inspector.inspector import Inspector

ELSEWHERE = _HEAD_FIELDS | _SOURCE_FIELDS | {"body", "status", "newsroom"}


def places() -> set[str]:
    """The fields that the checks name, without what follows the colon."""
    found: set[str] = set()
    for file in Path(checks.__file__).parent.glob("*.py"):
        found |= set(re.findall(r'Place\(\s*f?"([a-z_]+)', file.read_text(encoding="utf-8")))
    return found


@pytest.fixture
def inspector(qtbot, theme, desk, ferry) -> Inspector:
    inspector = Inspector(theme, desk)
    qtbot.addWidget(inspector)
    inspector.resize(572, 900)
    inspector.set_session(ferry)
    inspector.show()
    return inspector


def test_every_place_that_a_check_names_can_be_shown(inspector):
    assert {"section", "share", "related", "corrections", "image", "authors"} <= places()
    for field in places() - ELSEWHERE:
        assert inspector.focus_key(field), field


def test_a_numbered_place_is_found_too(inspector):
    for field in ("related:0", "corrections:0", "share:x", "share:pinterest"):
        assert inspector.focus_key(field), field
    assert inspector.share.texts.network == "pinterest"
