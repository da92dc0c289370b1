from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QTextBlockFormat

from editor_app.richtext.reference_guard import guard_singletons


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_none_outlives_any_number_of_calls_that_give_it_away() -> None:
    assert guard_singletons()
    before = sys.getrefcount(None)
    made = QTextBlockFormat()
    for _ in range(2000):
        made.setTopMargin(1)
    lost = before - sys.getrefcount(None)
    assert before > 1 << 27
    assert lost < 10_000
