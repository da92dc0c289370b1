"""Every check is in the register, weighs there what it weighs in its source, and is in the reference."""

from __future__ import annotations

import ast
from pathlib import Path

from editor_app.stories import checks
from editor_app.stories.checks.register import CHECKS

ROOT = Path(__file__).parents[2]
NAMED_BY_FIELD = {
    "long_title",
    "long_kicker",
    "long_description",
    "long_share_title",
    "long_share_description",
}
CHOSEN = {
    "breaking_without_end",
    "breaking_without_start",
    "typed_signs",
    "double_spaces",
    "space_before",
    "stray_mark",
}


def reported() -> dict[str, str]:
    """Each id that a check's source reports under, with the word it reports it by."""
    found: dict[str, str] = {}
    for file in Path(checks.__file__).parent.glob("*_checks.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_report = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_report and node.func.attr in ("must_fix", "look_at") and node.args:  # type: ignore[union-attr]
                first = node.args[0]  # type: ignore[union-attr]
                if isinstance(first, ast.Constant):
                    found[str(first.value)] = node.func.attr  # type: ignore[union-attr]
    return found


def test_the_register_is_what_the_checks_report() -> None:
    found = reported()
    assert {check: str(CHECKS[check][0]) for check in found} == found
    assert set(CHECKS) == set(found) | NAMED_BY_FIELD | CHOSEN


def test_the_reference_lists_every_check() -> None:
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    rows = dict(
        (cells[1].strip(" `"), (cells[2].strip(), cells[3].strip()))
        for line in text.splitlines()
        if line.startswith("| `") and len(cells := line.split("|")) > 4
    )
    words = {"must_fix": "must fix", "look_at": "to look at"}
    assert rows == {check: (words[str(weight)], about) for check, (weight, about) in CHECKS.items()}
