"""`make validate` never counts what it could not run as passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.validate.__main__ import run
from scripts.validate.outcomes import Outcome, told
from scripts.validate.toolbox import Toolbox, ToolMissing


def test_what_was_not_run_is_told_and_not_passed() -> None:
    text = told(
        [Outcome("a", "3 pages"), Outcome("b", missing="no java"), Outcome("c", "1 page", ("x: bad",))]
    )
    assert "passed   a: 3 pages" in text
    assert "not run  b: no java" in text
    assert "FAILED   c: 1 page" in text and "x: bad" in text
    assert text.endswith("1 passed, 1 failed, 1 not run")


def test_a_missing_tool_is_an_outcome(tmp_path: Path) -> None:
    tools = Toolbox(tmp_path, fetch=False)

    def check() -> Outcome:
        tools.package("no-such-package")
        return Outcome("never")

    outcome = run("nu", check)
    assert (outcome.name, outcome.word) == ("nu", "not run")
    assert "no-such-package" in outcome.missing
    with pytest.raises(ToolMissing):
        tools.module("no_such_module_anywhere")
    with pytest.raises(ToolMissing):
        tools.program("no-such-program")


def test_many_faults_are_counted() -> None:
    text = told([Outcome("a", "9 pages", tuple(f"fault {number}" for number in range(30)))], most_faults=5)
    assert "fault 4" in text and "fault 5" not in text and "and 25 more" in text
