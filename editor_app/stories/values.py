"""What the front-matter models share: frozen, unknown keys kept, and moments that always have a zone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo

_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt]|[ \t]+)(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?"
    r"(?:[ \t]*([Zz])|[ \t]*([+-])(\d\d):?(\d\d)?)?"
)
MOMENT_EXPECTED = "a date and a time, such as 2026-11-22T18:00:00+00:00"


class FrontMatterValue(BaseModel):
    """A mapping inside front matter. Frozen; keys Stet does not know are kept in `model_extra`."""

    model_config = ConfigDict(frozen=True, extra="allow", str_strip_whitespace=False)


def parse_moment(text: str, zone: tzinfo) -> datetime:
    """The aware moment that `text` names, to the second.

    A time without a zone is read in `zone`; when the clocks make it ambiguous or skip it, the later of the two
    moments counts, so that nothing is released early. Raises ValueError for a date without a time and for
    anything else that does not name one moment.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"expected {MOMENT_EXPECTED}")
    year, month, day, hour, minute, second, zulu, sign, off_hours, off_minutes = match.groups()
    try:
        local = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
        if zulu:
            return local.replace(tzinfo=UTC)
        if sign:
            offset = timedelta(hours=int(off_hours), minutes=int(off_minutes or 0))
            return local.replace(tzinfo=timezone(offset if sign == "+" else -offset))
        return _in_zone(local, zone)
    except (ValueError, OverflowError):
        raise ValueError(f"expected {MOMENT_EXPECTED}; there is no such moment") from None


def names_zone(text: str) -> bool:
    """Whether `text` names a moment together with its zone, so that it is the same moment everywhere."""
    match = _MOMENT.fullmatch(text.strip())
    return match is not None and bool(match[7] or match[8])


def _in_zone(local: datetime, zone: tzinfo) -> datetime:
    candidates = (local.replace(tzinfo=zone, fold=0), local.replace(tzinfo=zone, fold=1))
    return max(candidates, key=lambda moment: moment.astimezone(UTC))


def _read_moment(value: Any, info: ValidationInfo) -> Any:
    zone = info.context.get("timezone") if isinstance(info.context, Mapping) else None
    if isinstance(value, str) and zone is not None:
        return parse_moment(value, zone)
    if isinstance(value, datetime) and value.utcoffset() is not None:
        return value.replace(microsecond=0)
    raise ValueError(f"expected {MOMENT_EXPECTED}")


Moment = Annotated[datetime, BeforeValidator(_read_moment)]
"""An aware date-time, to the second. Text is read in the zone of the validation context's `timezone`."""


def _read_list(value: Any) -> Any:
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    return tuple(item for item in value if item is not None) if isinstance(value, list) else value


def _read_words(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return _read_list(value)


TextList = Annotated[tuple[str, ...], BeforeValidator(_read_list)]
"""Several texts; one text alone stands for a list of one."""

WordList = Annotated[tuple[str, ...], BeforeValidator(_read_words)]
"""Several short texts such as tags; one text alone is parted at its commas."""
