"""Every place of a story's front matter and of `newsroom.yaml` that holds text, found in their models: a new field is there by itself."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

Place = tuple[str | int, ...]
"""The way to a value: names of keys; a number where a list stands; `*` for any key, `*key` for its name."""

_LISTS = (tuple, list, set, frozenset)


def places(annotation: Any, at: Place = ()) -> Iterator[Place]:
    """Every value that a person may write, of whatever type: anything may be written anywhere."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            yield from places(field.annotation, (*at, field.alias or name))
    elif origin is Annotated:
        yield from places(inner[0], at)
    elif origin in (Union, types.UnionType):
        for one in inner:
            if one is not type(None):
                yield from places(one, at)
    elif origin in _LISTS:
        yield from places(inner[0], (*at, 0))
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        yield (*at, "*key")
        yield from places(inner[1], (*at, "*"))
    else:
        yield at


def put(values: dict[str, Any], place: Place, text: str) -> dict[str, Any]:
    """`values` with `text` at a place; what is beside it stays."""
    return _with(values, place, text)


def _with(value: Any, place: Place, text: str) -> Any:
    if not place:
        return text
    step, rest = place[0], place[1:]
    if step == 0:
        return [_with(value[0] if isinstance(value, list) and value else None, rest, text)]
    known = dict(value) if isinstance(value, dict) else {}
    if step == "*key":
        return {text: next(iter(known.values()), "x")}
    key = next(iter(known), "anything") if step == "*" else step
    return known | {key: _with(known.get(key), rest, text)}
