"""YAML as a tree of spans, read strictly: every scalar is text, and nothing that could surprise is accepted.

Refused: anchors, aliases, tags, `<<`, duplicate or non-text keys, `? key`, several documents, more than 64 KB, more than
six levels. The tree is built from the parser's events, so depth costs no recursion and a bomb is dropped at once.
Knows nothing of stories; offsets count characters of the text it was given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]  # not of the same class, but it does the same

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 6
_MAX_OPEN_BRACKETS = 64
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKED_STYLES = ("'", '"', "|", ">")
_NO_ALIASES = "aliases (*) are not accepted; a text that begins with * needs quotes"
_NO_ANCHORS = "anchors (&) are not accepted; a text that begins with & needs quotes"
_NO_TAGS = "tags (!) are not accepted; a text that begins with ! needs quotes"
_EMPTY_WORDS = frozenset({"", "~", "null"})

_ADVICE = {
    "mapping values are not allowed in this context": "a colon followed by a space needs quotes around the text",
    "found a tab character that violates indentation": "indent with spaces, not with a tab",
    "found character that cannot start any token": "this text needs quotes around it",
    "found unexpected end of stream": "a quotation mark is never closed",
    "did not find expected key": "the indentation or a quotation mark is off",
    "could not find expected ':'": "a colon is missing after the key",
    "did not find expected <document start>": "this is not a key with a value",
    "did not find expected ',' or ']'": "a square bracket is never closed",
    "did not find expected ',' or '}'": "a curly bracket is never closed",
    "did not find expected node content": "a value is missing, or a bracket is never closed",
    "control characters are not allowed": "there is a control character",
    "did not find expected alphabetic or numeric character": "a text that begins with & or * needs quotes",
}


class YamlRefused(ValueError):
    """Text that is not YAML, or YAML that is not accepted. `offset` is where, in characters from the start."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


class Scalar(NamedTuple):
    """A text. `style` is `""` for plain, else `'`, `"`, `|` or `>`."""

    text: str
    start: int
    end: int
    style: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there (`key:`, `key: ~`), which is not the same as an empty text in quotes."""
        return not self.style and self.text in _EMPTY_WORDS


class Entry(NamedTuple):
    """One key of a mapping with its value."""

    key: Scalar
    value: Node


class Mapping(NamedTuple):
    """Keys and values, in order. `is_flow`: written with curly brackets."""

    entries: tuple[Entry, ...]
    start: int
    end: int
    is_flow: bool

    def find(self, key: str) -> Entry | None:
        """The entry with this key, None when there is none."""
        return next((entry for entry in self.entries if entry.key.text == key), None)


class Sequence(NamedTuple):
    """A list. `is_flow`: written with square brackets."""

    items: tuple[Node, ...]
    start: int
    end: int
    is_flow: bool


Node = Scalar | Mapping | Sequence


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not been met yet."""

    is_mapping: bool
    start: int
    is_flow: bool
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    key: Scalar | None = None
    seen: set[str] = field(default_factory=set)


@lru_cache(maxsize=32)
def parse(source: str) -> Mapping | None:
    """The mapping that `source` holds, None when it holds nothing but comments. Raises `YamlRefused`.

    Trees are immutable, and the last few are remembered: typing in a field reads the text it has just written.
    """
    _refuse_what_is_too_much(source)
    try:
        root = _build(source)
    except yaml.YAMLError as error:
        raise _refusal(source, error) from None
    if root is None or (isinstance(root, Scalar) and root.is_empty):
        return None
    if not isinstance(root, Mapping):
        raise YamlRefused(root.start, "expected keys with values, such as “title: Ferry runs aground”")
    return root


def to_plain(node: Node | None) -> Any:
    """The tree as dict, list and str. What is empty (`key:`) is None; block texts lose their last line break."""
    if isinstance(node, Mapping):
        return {entry.key.text: to_plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    if node is None or node.is_empty:
        return None
    return node.text.rstrip("\n") if node.style in ("|", ">") else node.text


def _refuse_what_is_too_much(source: str) -> None:
    if len(source) > MAX_CHARACTERS:
        raise YamlRefused(MAX_CHARACTERS, "it is longer than 64 KB; long text belongs in the body")
    if source.startswith("\ufeff"):
        raise YamlRefused(0, "there is a byte-order mark where a key should begin")
    if (stray := _SURROGATE.search(source)) is not None:
        raise YamlRefused(stray.start(), "there are bytes that are not UTF-8 text")
    if _Loader is yaml.SafeLoader:
        _refuse_brackets_without_end(source)


def _refuse_brackets_without_end(source: str) -> None:
    """For the slow scanner alone, which reads far ahead of the events; it counts brackets inside a text too."""
    is_open = 0
    for bracket in re.finditer(r"[\[{\]}]", source):
        is_open = is_open + 1 if bracket.group() in "[{" else max(is_open - 1, 0)
        if is_open > _MAX_OPEN_BRACKETS:
            raise YamlRefused(bracket.start(), "brackets are nested too deeply")


def _build(source: str) -> Node | None:
    loader: Any = _Loader(source)
    next_event = loader.get_event
    stack: list[_Open] = []
    root: Node | None = None
    documents = 0
    try:
        while True:
            event: Any = next_event()
            kind = event.__class__
            node: Node | None = None
            if kind is yaml.ScalarEvent:
                node = _scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                stack.append(_opened(event, source, len(stack)))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                node = _closed(stack.pop(), event)
            elif kind is yaml.AliasEvent:
                raise YamlRefused(event.start_mark.index, _NO_ALIASES)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                _refuse_document(event, documents)
            elif kind is yaml.StreamEndEvent:
                return root
            if node is not None and stack:
                _add(stack[-1], node, source)
            elif node is not None:
                root = node
    finally:
        loader.dispose()


def _refuse_document(event: Any, documents: int) -> None:
    if documents > 1:
        raise YamlRefused(
            event.start_mark.index, "only one block of front matter is read; this begins another"
        )
    if event.version or event.tags:
        raise YamlRefused(event.start_mark.index, "a line that begins with % is not accepted here")


def _scalar(event: Any) -> Scalar:
    if event.anchor is not None or event.tag is not None:
        _refuse_marks(event)
    style = event.style
    return Scalar(
        event.value,
        event.start_mark.index,
        event.end_mark.index,
        style if style in _MARKED_STYLES else "",
    )


def _opened(event: Any, source: str, depth: int) -> _Open:
    _refuse_marks(event)
    offset = event.start_mark.index
    if depth >= MAX_DEPTH:
        raise YamlRefused(offset, f"it is nested more than {MAX_DEPTH} levels deep")
    return _Open(event.__class__ is yaml.MappingStartEvent, offset, source[offset : offset + 1] in ("{", "["))


def _refuse_marks(event: Any) -> None:
    if event.anchor is not None:
        raise YamlRefused(event.start_mark.index, _NO_ANCHORS)
    if event.tag is not None:
        raise YamlRefused(event.start_mark.index, _NO_TAGS)


def _closed(opened: _Open, event: Any) -> Node:
    end = event.end_mark.index
    if opened.is_mapping:
        return Mapping(tuple(opened.entries), opened.start, end, opened.is_flow)
    return Sequence(tuple(opened.items), opened.start, end, opened.is_flow)


def _add(parent: _Open, node: Node, source: str) -> None:
    if not parent.is_mapping:
        parent.items.append(node)
    elif parent.key is None:
        parent.key = _checked_key(parent, node, source)
    else:
        parent.entries.append(Entry(parent.key, node))
        parent.key = None


def _checked_key(parent: _Open, node: Node, source: str) -> Scalar:
    if not isinstance(node, Scalar) or node.style in ("|", ">") or "\n" in node.text:
        raise YamlRefused(node.start, "a key has to be a short text")
    if node.text == "<<":
        raise YamlRefused(node.start, "merging with << is not accepted")
    if source[max(node.start - 16, 0) : node.start].rstrip(" \t")[-1:] == "?":
        raise YamlRefused(node.start, "keys written with a question mark are not accepted")
    if node.text in parent.seen:
        raise YamlRefused(node.start, f"“{node.text}” is there twice; keep one of them")
    parent.seen.add(node.text)
    return node


def _refusal(source: str, error: yaml.YAMLError) -> YamlRefused:
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    if mark is None:  # libyaml's reader counts bytes
        offset = len(source.encode()[: getattr(error, "position", 0)].decode(errors="ignore"))
    else:
        offset = mark.index
    if "cannot start any token" in problem and source[offset : offset + 1] == "\t":
        return YamlRefused(offset, "indent with spaces, not with a tab")
    return YamlRefused(min(offset, len(source)), _ADVICE.get(problem, problem or "it cannot be read as YAML"))
