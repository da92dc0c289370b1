"""What came out of one check. A check that could not be run is told as such and never counts as passed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """One check: how much it looked at, what it found wrong; `missing` says why it was not run."""

    name: str
    looked_at: str = ""
    faults: tuple[str, ...] = ()
    missing: str = ""

    @property
    def word(self) -> str:
        """`passed`, `FAILED` or `not run`."""
        if self.missing:
            return "not run"
        return "FAILED" if self.faults else "passed"


def told(outcomes: list[Outcome], most_faults: int = 20) -> str:
    """All outcomes for a person to read."""
    lines = []
    for outcome in outcomes:
        lines.append(f"{outcome.word:8} {outcome.name}: {outcome.missing or outcome.looked_at}")
        lines += [f"           {fault}" for fault in outcome.faults[:most_faults]]
        if len(outcome.faults) > most_faults:
            lines.append(f"           and {len(outcome.faults) - most_faults} more")
    counts = {word: sum(o.word == word for o in outcomes) for word in ("passed", "FAILED", "not run")}
    lines.append(f"\n{counts['passed']} passed, {counts['FAILED']} failed, {counts['not run']} not run")
    return "\n".join(lines)
