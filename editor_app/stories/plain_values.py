"""Typed front-matter values as plain ones (dict, list, str, bool, datetime), to compare them and to write them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from pydantic import BaseModel

from editor_app.stories.story import FrontMatter


def plain(value: Any) -> Any:
    """A typed value as dict, list, str, bool and datetime, without what equals its default (sub-keys only)."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, BaseModel):
        return _plain_model(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def _plain_model(value: BaseModel) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, field in type(value).model_fields.items():
        item = getattr(value, name)
        if field.is_required() or item != field.get_default(call_default_factory=True):
            kept[name] = plain(item)
    kept.update({key: plain(item) for key, item in (value.model_extra or {}).items()})
    return kept


def is_default(key: str, value: Any) -> bool:
    """Whether this typed value says no more than leaving the key out would."""
    if value is None or (isinstance(value, str | tuple | list | dict) and not value):
        return True
    field = FrontMatter.model_fields.get(key)
    return (
        isinstance(value, BaseModel)
        and field is not None
        and value == field.get_default(call_default_factory=True)
    )


def as_text(value: Any) -> Any:
    """A plain value as it reads back where no type is known: every scalar a text."""
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [as_text(item) for item in value if item is not None]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)
