"""From a front-matter tree to its typed view, one fault at a time: what cannot be read is left at its default and reported.

Knows what each key must be and says it in words. Never raises for what a person wrote, never changes text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import tzinfo
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from editor_app.stories import strict_yaml
from editor_app.stories.story import FrontMatter, FrontMatterProblem
from editor_app.stories.values import names_zone, parse_moment
from editor_app.stories.workflow import Status

LineOf = Callable[[int], int]
_GUARDED = ("embargo", "status")
_MUST_HAVE_VALUE = ("embargo", "status")
_EXPECTED = {
    "string_type": "expected a text, not a list or a mapping",
    "tuple_type": "expected a list",
    "list_type": "expected a list",
    "model_type": "expected keys with values below it",
    "model_attributes_type": "expected keys with values below it",
    "bool_parsing": "expected true or false",
    "bool_type": "expected true or false",
    "int_parsing": "expected a whole number",
    "float_parsing": "expected a number",
    "string_too_short": "expected a text that is not empty",
}


def read_meta(
    root: strict_yaml.Mapping | None, line_of: LineOf, zone: tzinfo
) -> tuple[FrontMatter, tuple[FrontMatterProblem, ...]]:
    """The typed front matter, and what could not be read. `line_of` turns an offset into a line of the file."""
    if root is None:
        return FrontMatter(), ()
    values = without_empty(strict_yaml.to_plain(root))
    problems = [*_suspicions(root, line_of), *_embargo_without_zone(root, line_of, zone)]
    if "author" in values and "authors" not in values:
        values["authors"] = values.pop("author")
    meta, faults = validate(FrontMatter, values, {"timezone": zone})
    problems += [_problem(root, path, message, line_of) for path, message in faults]
    return meta, tuple(sorted(problems, key=lambda problem: problem.line))


def validate(
    model: Any, values: dict[str, Any], context: Mapping[str, Any]
) -> tuple[Any, list[tuple[tuple[Any, ...], str]]]:
    """An instance of `model` from `values`, leaving out what does not fit, and each fault's path and sentence.

    Raises `ValidationError` only when leaving out is not enough (a required key at the top is missing).
    """
    faults: list[tuple[tuple[Any, ...], str]] = []
    while True:
        try:
            return model.model_validate(values, context=context), faults
        except ValidationError as error:
            found = [_fault(detail, values) for detail in error.errors()]
            faults += [(path, message) for path, message, _leave_out in found]
            paths = sorted({leave_out for _path, _message, leave_out in found}, key=_order, reverse=True)
            if not any([_remove(values, path) for path in paths]):
                raise


def without_empty(values: Any) -> Any:
    """`values` without keys that have no value at all, at every level."""
    if isinstance(values, dict):
        return {key: without_empty(value) for key, value in values.items() if value is not None}
    if isinstance(values, list):
        return [without_empty(value) for value in values]
    return values


def _fault(detail: Any, values: dict[str, Any]) -> tuple[tuple[Any, ...], str, tuple[Any, ...]]:
    location = tuple(
        part for part in detail["loc"] if not (isinstance(part, str) and part.startswith("function-"))
    )
    given = _at(values, location)
    if detail["type"] == "missing":
        return location, f"“{location[-1]}” is missing", location[:-1]
    if detail["type"] == "enum":
        message = f"expected {detail['ctx']['expected'].replace(chr(39), '')}, not “{_short(given)}”"
    elif detail["type"] == "value_error":
        message = f"{detail['ctx']['error']}" + (f", not “{_short(given)}”" if isinstance(given, str) else "")
    else:
        message = _EXPECTED.get(detail["type"], "this value does not fit")
        message += f", not “{_short(given)}”" if isinstance(given, str) else ""
    return location, message, location


def _order(path: tuple[Any, ...]) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (-1, str(part)) for part in path]


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _at(values: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def _remove(values: Any, path: tuple[Any, ...]) -> bool:
    """Take out what stands at `path`, or the nearest thing above it that is there."""
    while path:
        parent = _at(values, path[:-1])
        try:
            del parent[path[-1]]
        except (KeyError, IndexError, TypeError):
            path = path[:-1]
        else:
            return True
    return False


def _problem(
    root: strict_yaml.Mapping, path: tuple[Any, ...], message: str, line_of: LineOf
) -> FrontMatterProblem:
    node: strict_yaml.Node = root
    offset = root.start
    for part in path:
        if isinstance(node, strict_yaml.Mapping):
            entry = node.find(str(part)) or (node.find("author") if part == "authors" else None)
            if entry is None:
                break
            node, offset = entry.value, entry.key.start
        elif isinstance(node, strict_yaml.Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            offset = node.start
    key = ".".join(str(part) for part in path)
    return FrontMatterProblem(line_of(offset), key, f"“{key}”: {message}.")


def _suspicions(root: strict_yaml.Mapping, line_of: LineOf) -> list[FrontMatterProblem]:
    """Keys that were meant to hold a story back, and would not: misspelt, or left without a value."""
    problems = []
    for entry in root.entries:
        key = entry.key.text
        if key in _MUST_HAVE_VALUE and _is_blank(entry.value):
            message = f"“{key}” has no value. Write one, or remove the line."
        elif key not in FrontMatter.model_fields and (meant := _meant(key)):
            message = f"“{key}” is not a key that Stet knows. Write “{meant}”, or choose a name less like it."
        else:
            continue
        problems.append(FrontMatterProblem(line_of(entry.key.start), key, message))
    problems += _draft_that_is_published(root, line_of)
    return problems


def _embargo_without_zone(
    root: strict_yaml.Mapping, line_of: LineOf, zone: tzinfo
) -> list[FrontMatterProblem]:
    """An embargo that holds until another moment wherever it is read; whoever wrote it has to say which."""
    entry = root.find("embargo")
    if entry is None or not isinstance(entry.value, strict_yaml.Scalar) or names_zone(entry.value.text):
        return []
    try:
        meant = parse_moment(entry.value.text, zone)
    except ValueError:
        return []  # told as a value that does not fit
    message = f"“embargo” names no time zone. Write {meant.isoformat()} if it is the newsroom’s own time."
    return [FrontMatterProblem(line_of(entry.key.start), "embargo", message)]


def _is_blank(node: strict_yaml.Node) -> bool:
    return isinstance(node, strict_yaml.Scalar) and (node.is_empty or not node.text.strip())


@lru_cache(maxsize=1024)
def _meant(key: str) -> str:
    folded = re.sub(r"[\s_-]", "", key.casefold())
    for known in _GUARDED:
        if folded == known or (known == "embargo" and "embargo" in folded):
            return known
        if abs(len(folded) - len(known)) <= 2 and SequenceMatcher(None, folded, known).ratio() > 0.8:
            return known
    return ""


def _draft_that_is_published(root: strict_yaml.Mapping, line_of: LineOf) -> list[FrontMatterProblem]:
    draft, status = root.find("draft"), root.find("status")
    if draft is None or status is None or not isinstance(draft.value, strict_yaml.Scalar):
        return []
    says_draft = draft.value.text.strip().casefold() in ("true", "yes", "on", "1")
    if not says_draft or strict_yaml.to_plain(status.value) != Status.PUBLISHED:
        return []
    message = "“draft” says this is a draft and “status” says it is published. Remove one of them."
    return [FrontMatterProblem(line_of(draft.key.start), "draft", message)]
