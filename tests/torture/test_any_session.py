"""Whatever is done to a newsroom in whatever order, no promise breaks. `STET_ACTIONS` says how many actions (`make torture`: 24,000)."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from PySide6.QtWidgets import QApplication

from editor_app.stories.unpublished import UnpublishedWork
from tests.torture.any_session import AnySession

ACTIONS = int(os.environ.get("STET_ACTIONS", "300"))
STEPS = 40
_NOT_ASKED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def test_anything_in_any_order(qapp: QApplication) -> None:
    run_state_machine_as_test(
        AnySession,
        settings=settings(
            max_examples=max(1, ACTIONS // STEPS),
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=_NOT_ASKED,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            print_blob=True,
            database=None,
        ),
    )


def test_control_a_save_that_marks_nothing_is_seen_to_leak(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UnpublishedWork, "_note_work", lambda *_: False)
    life = AnySession()
    try:
        life.begin()
        life.publish()
        life.type_secret(at=0.5)
        with pytest.raises(AssertionError, match="canary"):
            life.export()
    finally:
        life.teardown()
