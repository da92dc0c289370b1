"""What must be fixed or looked at before a story is published. `check_story` is the door."""

from __future__ import annotations

from editor_app.stories.checks.report import CheckReport, Place, Problem, Severity
from editor_app.stories.checks.run import check_story

__all__ = ["CheckReport", "Place", "Problem", "Severity", "check_story"]
