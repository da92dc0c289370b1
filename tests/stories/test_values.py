from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from editor_app.stories.values import parse_moment

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-01T12:30:00Z", "2026-07-01t12:30z", "2026-07-01 14:30:00+02:00", "2026-07-01 14:30 +0200",
        "2026-07-01T14:30:00.999+02", "2026-07-01 13:30", " 2026-07-01T13:30:00 ",
    ],
)  # fmt: skip
def test_moments(text: str) -> None:
    assert parse_moment(text, LONDON) == datetime(2026, 7, 1, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-07-01",
        "tomorrow",
        "2026-13-01T00:00Z",
        "2026-02-30 10:00",
        "1751371800",
        "2026-07-01T25:00Z",
        "12:30",
        "2026-07-01T12:30 BST",
    ],
)
def test_what_names_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match="a date and a time"):
        parse_moment(text, LONDON)
