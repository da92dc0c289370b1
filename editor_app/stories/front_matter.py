"""Front matter: parted from the body, read into typed values, and changed key by key in place.

The one door to a story's text. What is not changed stays as it is, byte for byte: order, comments, quoting, line ends.
Reads and writes no files.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path
from typing import Any

from editor_app.stories import strict_yaml
from editor_app.stories.front_matter_patch import patched
from editor_app.stories.front_matter_reading import read_meta
from editor_app.stories.line_ends import LINE_END, newline_of
from editor_app.stories.plain_values import as_text, is_default, plain
from editor_app.stories.story import FrontMatter, FrontMatterProblem, Story

_OPENING = re.compile(r"\ufeff?---[ \t]*(\r\n|\n|\r)")
_CLOSING = re.compile(r"[\r\n]---[ \t]*(?:\r\n|\n|\r|\Z)")  # with the end of the line before it
_KEY_LINE = re.compile(r"[ \t\r\n]*[A-Za-z_][\w-]*[ \t]*:(?:[ \t\r\n]|\Z)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BOM = "\ufeff"
_KEPT_WHEN_EMPTY = frozenset({"title"})  # a headline being written anew keeps its place at the top


class FrontMatterUnreadable(ValueError):
    """Front matter that cannot be parsed at all, so that no key of it can be changed; str() is one sentence."""

    def __init__(self, path: Path, problem: FrontMatterProblem) -> None:
        super().__init__(
            f"The front matter of “{path.name}” cannot be read, line {problem.line}: {problem.message}"
        )
        self.path = path
        self.problem = problem


def split(text: str) -> tuple[str, str]:
    """Head and body of a story's text; `head + body == text`, always.

    The head runs from the start (a byte-order mark included) to the line end of the closing `---`. It is empty when
    the text does not begin with a `---` line or that line has no closing one.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end() - 1) if opening else None
    return (text[: closing.end()], text[closing.end() :]) if closing else ("", text)


def read_story(path: Path, text: str, timezone: tzinfo) -> Story:
    """The story that `text` holds. Times without a zone are read in `timezone`.

    Never raises for bad front matter: what cannot be read is at its default, and `Story.problems` says why, with line
    numbers of the file.
    """
    head, body = split(text)
    lines = _Lines(text)
    stray = _bytes_that_are_no_text(body, len(head), lines)
    if not head:
        return Story(path, head, body, FrontMatter(), _never_closed(text) + stray)
    start, end = _yaml_span(head)
    try:
        root = strict_yaml.parse(head[start:end])
    except strict_yaml.YamlRefused as refused:
        problem = FrontMatterProblem(lines.line_of(start + refused.offset), "", _sentence(refused.message))
        return Story(path, head, body, FrontMatter(), (problem, *stray))
    meta, problems = read_meta(root, lambda offset: lines.line_of(start + offset), timezone)
    return Story(path, head, body, meta, problems + stray)


def with_body(story: Story, body: str) -> Story:
    """The story with another body, kept apart from the closing `---` by a line end."""
    head = story.head
    if head and body and head[-1] not in "\r\n":
        head += newline_of(head)
    return replace(story, head=head, body=body)


def with_values(story: Story, values: Mapping[str, object], timezone: tzinfo) -> Story:
    """The story with these top-level keys of its front matter changed, and nothing else of its text.

    None, empty values and values equal to their default remove the key (an empty `title` stays as such); a missing key is added at the end; front matter is
    made where there is none. Inside a mapping only the sub-keys that differ are touched. Moments are written in `timezone`.
    Raises `FrontMatterUnreadable` when the front matter cannot be parsed, ValueError for a value that does not fit its key.
    """
    head, body = (story.head, story.body) if story.head else _new_head(story)
    start, end = _yaml_span(head)
    source = head[start:end]
    try:
        root = strict_yaml.parse(source)
    except strict_yaml.YamlRefused as refused:
        raise FrontMatterUnreadable(story.path, _parse_problem(story, start, refused)) from None
    old, new, forced = _differences(story, values, root, timezone)
    changed = patched(source, root, old, new, forced=forced, newline=newline_of(head))
    if changed == source:
        return story
    result = read_story(story.path, head[:start] + changed + head[end:] + body, timezone)
    _check_result(result, new)
    return result


class _Lines:
    """Turns offsets into line numbers, counting from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: list[int] | None = None

    def line_of(self, offset: int) -> int:
        """The line on which the character at `offset` stands."""
        if self._ends is None:
            self._ends = [match.end() for match in LINE_END.finditer(self._text)]
        return bisect_right(self._ends, offset) + 1


def _yaml_span(head: str) -> tuple[int, int]:
    opening = _OPENING.match(head)
    if opening is None:
        return 0, 0
    closing = _CLOSING.search(head, opening.end() - 1)
    return opening.end(), closing.start() + 1 if closing else len(head)


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:] + "."


def _never_closed(text: str) -> tuple[FrontMatterProblem, ...]:
    opening = _OPENING.match(text)
    if opening is None or not _KEY_LINE.match(text, opening.end()):
        return ()
    return (FrontMatterProblem(1, "", "The front matter is never closed. Add a line --- below it."),)


def _bytes_that_are_no_text(body: str, offset: int, lines: _Lines) -> tuple[FrontMatterProblem, ...]:
    if body.isascii() or (stray := _SURROGATE.search(body)) is None:
        return ()
    message = "There are bytes that are not UTF-8 text. Save the file as UTF-8."
    return (FrontMatterProblem(lines.line_of(offset + stray.start()), "", message),)


def _new_head(story: Story) -> tuple[str, str]:
    if unclosed := _never_closed(story.body):
        raise FrontMatterUnreadable(story.path, unclosed[0])
    newline = newline_of(story.body)
    mark = _BOM if story.body.startswith(_BOM) else ""
    return f"{mark}---{newline}---{newline}", story.body[len(mark) :]


def _parse_problem(story: Story, start: int, refused: strict_yaml.YamlRefused) -> FrontMatterProblem:
    line = _Lines(story.text).line_of(start + refused.offset)
    return FrontMatterProblem(line, "", _sentence(refused.message))


def _differences(
    story: Story, values: Mapping[str, object], root: strict_yaml.Mapping | None, timezone: tzinfo
) -> tuple[dict[str, Any], dict[str, Any], frozenset[str]]:
    """Old and new plain values of the keys to change (absent: no such key), and the keys to write whatever they held."""
    unread = {problem.key.partition(".")[0] for problem in story.problems}
    in_file = {entry.key.text for entry in root.entries} if root else set()
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    forced: set[str] = set()
    for asked, value in values.items():
        key = "authors" if asked == "author" else asked
        typed = _typed(key, value, timezone)
        before = getattr(story.meta, key, None)
        goes, was_default = is_default(key, typed), is_default(key, before)
        if key not in unread and ((goes and was_default) or plain(typed) == plain(before)):
            continue
        written = "author" if key == "authors" and "authors" not in in_file and "author" in in_file else key
        if not was_default:
            old[written] = _one_author(plain(before)) if written == "author" else plain(before)
        if goes and written == "authors" and "author" in in_file:
            old["author"] = ""  # it would take the place of the list
        if key in unread:
            forced.add(written)
        if goes and written in _KEPT_WHEN_EMPTY and written in in_file:
            new[written] = ""
        elif not goes:
            new[written] = _one_author(plain(typed)) if written == "author" else plain(typed)
        elif written not in old:
            old[written] = ""
    return old, new, frozenset(forced)


def _one_author(names: Any) -> Any:
    return names[0] if isinstance(names, list) and len(names) == 1 else names


def _typed(key: str, value: object, timezone: tzinfo) -> Any:
    if key not in FrontMatter.model_fields:
        return None if value is None else as_text(plain(value))
    if value is None:
        return FrontMatter.model_fields[key].get_default(call_default_factory=True)
    typed = getattr(FrontMatter.model_validate({key: value}, context={"timezone": timezone}), key)
    return _in_zone(typed, timezone)


def _in_zone(value: Any, timezone: tzinfo) -> Any:
    """The value with every moment in it told in `timezone`."""
    if hasattr(value, "astimezone"):
        return value.astimezone(timezone)
    if isinstance(value, tuple):
        return tuple(_in_zone(item, timezone) for item in value)
    if hasattr(type(value), "model_fields"):
        moments = {name: _in_zone(getattr(value, name), timezone) for name in type(value).model_fields}
        return value.model_copy(
            update={name: moment for name, moment in moments.items() if hasattr(moment, "astimezone")}
        )
    return value


def _check_result(result: Story, new: Mapping[str, Any]) -> None:
    """No half-understood text is ever handed on: what was written has to read back."""
    if unreadable := [problem for problem in result.problems if not problem.key and problem.line]:
        head_end = result.head.count("\n") + 1
        if any(problem.line <= head_end for problem in unreadable):
            raise FrontMatterUnreadable(result.path, unreadable[0])
    for key, value in new.items():
        read = getattr(result.meta, "authors" if key == "author" else key, None)
        if plain(read) != (value if key != "author" or isinstance(value, list) else [value]):
            problem = FrontMatterProblem(
                1, key, f"“{key}” could not be written so that it reads back as meant."
            )
            raise FrontMatterUnreadable(result.path, problem)
