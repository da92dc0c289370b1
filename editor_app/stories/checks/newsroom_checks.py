"""Checks of what the newsroom says about checks."""

from __future__ import annotations

from difflib import get_close_matches

from editor_app.stories.checks.register import CHECKS
from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject


def check_raised(subject: Subject, findings: Findings) -> None:
    """Checks that `newsroom.yaml` raises and that there are not: they would stop nothing, and nobody would know."""
    for name in sorted(subject.newsroom.settings.raised_checks - CHECKS.keys()):
        near = get_close_matches(name, CHECKS, n=1)
        findings.look_at(
            "unknown_check",
            f"newsroom.yaml raises a check that there is not: {name}",
            f"Perhaps “{near[0]}” is meant." if near else "The ids are listed in docs/checks.md.",
            Place("newsroom"),
        )
