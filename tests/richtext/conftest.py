"""A running Qt application for every test here: layouts need fonts."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from editor_app.richtext.body_document import BodyDocument


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Qt is up."""


@pytest.fixture
def body(qtbot: QtBot) -> BodyDocument:
    """An empty body."""
    return BodyDocument()
