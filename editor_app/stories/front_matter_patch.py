"""Changes keys of a YAML mapping in its own text, touching only their lines.

Works on the spans of `strict_yaml`: a scalar is replaced where it stands (a comment after it stays), a list keeps the lines
of the items it keeps, a mapping is changed sub-key by sub-key. Knows nothing of stories or types of keys.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from editor_app.stories import yaml_text
from editor_app.stories.strict_yaml import Entry, Node, Scalar, Sequence
from editor_app.stories.strict_yaml import Mapping as MappingNode

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


def patched(
    source: str,
    root: MappingNode | None,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    forced: frozenset[str],
    newline: str,
) -> str:
    """`source` with the keys of `old` and `new` changed from the one to the other.

    A key only in `old` is removed, one only in `new` added at the end; keys in `forced` are written whole, whatever
    they hold now. Values are plain (dict, list, str, bool, datetime).
    """
    if root is None:
        return source + "".join(yaml_text.entry(key, value, 0, newline) for key, value in new.items())
    patch = _Patch(source, newline)
    patch.change_mapping(root, old, new, len(source), forced=forced, is_root=True)
    return patch.applied()


class _Tangled(Exception):
    """This part cannot be changed in place; whoever holds it writes it anew."""


class _Patch:
    """Edits to one source text, gathered and then applied together."""

    def __init__(self, source: str, newline: str) -> None:
        self._source = source
        self._newline = newline
        self._edits: list[tuple[int, int, str]] = []

    def applied(self) -> str:
        """The source with every edit made."""
        text = self._source
        # From the back. Of two insertions at one place the later one stands behind, so it is put in first.
        order = sorted(
            range(len(self._edits)), key=lambda index: (*self._edits[index][:2], index), reverse=True
        )
        for start, end, replacement in (self._edits[index] for index in order):
            text = text[:start] + replacement + text[end:]
        return text

    def change_mapping(
        self,
        node: MappingNode,
        old: Mapping[str, Any],
        new: Mapping[str, Any],
        limit: int,
        *,
        forced: frozenset[str] = frozenset(),
        is_root: bool = False,
    ) -> None:
        """Change `node`, whose text ends before `limit`. Raises `_Tangled` before any edit when it cannot be done here."""
        if node.is_flow or not node.entries:
            self._rewrite_flow(node, old, new)
            return
        edits_before = len(self._edits)
        try:
            for key in dict.fromkeys((*old, *new)):
                if key in old and key in new and old[key] == new[key] and key not in forced:
                    continue
                before = None if key in forced else old.get(key)
                self._change_key(node, key, before, new.get(key), limit)
        except _Tangled:
            del self._edits[edits_before:]
            raise
        self._add_keys(node, new, limit, is_root)

    def _change_key(self, node: MappingNode, key: str, before: Any, after: Any, limit: int) -> None:
        entry = node.find(key)
        if entry is None:
            return
        end = self._end_of(node, entry, limit)
        if after is None:
            self._remove(entry, end)
        else:
            self._change_value(entry, before, after, end)

    def _add_keys(self, node: MappingNode, values: Mapping[str, Any], limit: int, is_root: bool) -> None:
        keys = [key for key in values if node.find(key) is None]
        if not keys:
            return
        column = self._column(node.entries[0].key.start)
        at = limit if is_root else self._end_of(node, node.entries[-1], limit)
        text = "".join(yaml_text.entry(key, values[key], column, self._newline) for key in keys)
        if at and self._source[at - 1] not in "\r\n":
            text = self._newline + text
        self._edits.append((at, at, text))

    def _change_value(self, entry: Entry, before: Any, after: Any, end: int) -> None:
        node = entry.value
        if isinstance(node, MappingNode) and isinstance(before, dict) and isinstance(after, dict):
            try:
                self.change_mapping(node, before, after, end)
                return
            except _Tangled:
                pass
        if isinstance(node, Sequence) and isinstance(before, list) and isinstance(after, list) and after:
            try:
                self._change_items(node, before, after, end)
                return
            except _Tangled:
                pass
        if self._is_inline(node, after):
            self._replace_inline(node, after)
        else:
            column = self._column(entry.key.start)
            style = self._block_mark(node) if isinstance(node, Scalar) else ""
            text = ":" + yaml_text.block(after, column, self._newline, style) + self._newline
            self._edits.append((entry.key.end, end, text))

    def _block_mark(self, node: Scalar) -> str:
        """The quotation mark of a scalar, or the mark that opens its block of lines (`|`, `>-`)."""
        if node.style not in ("|", ">"):
            return node.style
        ending = self._source[node.start + 1 : node.start + 2]
        return node.style + (ending if ending in ("-", "+") else "")

    def _is_inline(self, node: Node, after: Any) -> bool:
        """Whether the new value may stand exactly where the old one stands."""
        if isinstance(node, Scalar):
            is_text = not isinstance(after, dict | list) and "\n" not in str(after)
            return is_text and node.style not in ("|", ">")
        return node.is_flow and isinstance(after, dict | list)

    def _replace_inline(self, node: Node, after: Any, in_flow: bool = False) -> None:
        text = yaml_text.inline(after, _chosen_marks(node, in_flow), in_flow)
        if node.start == node.end and self._source[node.start - 1 : node.start] in (":", "-"):
            text = " " + text
        self._edits.append((node.start, node.end, text))

    def _rewrite_flow(self, node: MappingNode, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """A mapping in curly brackets: scalars change where they stand, anything else writes the brackets anew."""
        changed = [key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)]
        entries = [node.find(key) for key in changed]
        if all(
            entry is not None and key in new and isinstance(entry.value, Scalar) and entry.value.text
            and not isinstance(new[key], dict | list)
            for key, entry in zip(changed, entries, strict=True)
        ):  # fmt: skip
            for key, entry in zip(changed, entries, strict=True):
                if entry is not None:
                    self._replace_inline(entry.value, new[key], in_flow=True)
            return
        inside = []
        for entry in node.entries:
            if entry.key.text not in changed:
                inside.append(self._source[entry.key.start : max(entry.value.end, entry.key.end)])
        for key in changed:
            if key in new:
                inside.append(yaml_text.inline({key: new[key]}, in_flow=True)[1:-1])
        self._edits.append((node.start, node.end, "{" + ", ".join(inside) + "}"))

    def _change_items(self, node: Sequence, old: list[Any], new: list[Any], limit: int) -> None:
        if node.is_flow or not node.items or len(node.items) != len(old):
            raise _Tangled
        regions = self._item_regions(node, limit)
        edits_before = len(self._edits)
        if len(old) == len(new) and not any(
            item in old for item, was in zip(new, old, strict=True) if item != was
        ):
            try:
                for index, (was, item) in enumerate(zip(old, new, strict=True)):
                    if was != item:
                        self._change_item(node.items[index], was, item, regions[index])
                return
            except _Tangled:
                del self._edits[edits_before:]
        column = self._column(self._dash_of(node.items[0]))
        spare = list(range(len(old)))
        lines = []
        for item in new:
            kept = next((index for index in spare if old[index] == item), None)
            if kept is None:
                lines.append(
                    f"{' ' * column}- {yaml_text.item_lines(item, column, self._newline)}{self._newline}"
                )
            else:
                spare.remove(kept)
                lines.append(self._source[slice(*regions[kept])])
        self._edits.append((regions[0][0], regions[-1][1], "".join(lines)))

    def _change_item(self, node: Node, was: Any, item: Any, region: tuple[int, int]) -> None:
        if isinstance(node, MappingNode) and isinstance(was, dict) and isinstance(item, dict):
            self.change_mapping(node, was, item, region[1])
        elif self._is_inline(node, item):
            self._replace_inline(node, item)
        else:
            raise _Tangled

    def _item_regions(self, node: Sequence, limit: int) -> list[tuple[int, int]]:
        """Each item's whole lines, with the comment lines right above it."""
        starts = []
        for item in node.items:
            dash = self._dash_of(item)
            start = self._line_start(dash)
            if self._source[start:dash].strip(" \t"):
                raise _Tangled
            starts.append(self._above_comments(start, dash - start, starts[-1] if starts else node.start))
        ends = [
            *starts[1:],
            self._without_trailing(starts[-1], limit, self._column(self._dash_of(node.items[0]))),
        ]
        return list(zip(starts, ends, strict=True))

    def _above_comments(self, start: int, column: int, floor: int) -> int:
        while start > floor:
            above = self._line_start(start - 1)
            line = self._source[above:start]
            if (
                above <= floor
                or not line.lstrip(" ").startswith("#")
                or len(line) - len(line.lstrip(" ")) != column
            ):
                break
            start = above
        return start

    def _dash_of(self, item: Node) -> int:
        before = self._source[: item.start].rstrip(" \t\r\n")
        if not before.endswith("-"):
            raise _Tangled
        return len(before) - 1

    def _remove(self, entry: Entry, end: int) -> None:
        start = self._line_start(entry.key.start)
        if self._source[start : entry.key.start].strip(" "):
            raise _Tangled  # "- key: value": the dash has to stay
        self._edits.append((start, end, ""))

    def _end_of(self, node: MappingNode, entry: Entry, limit: int) -> int:
        """Where the entry's lines end: before the next key's, without blank and comment lines that follow it."""
        position = node.entries.index(entry)
        if position + 1 < len(node.entries):
            limit = self._line_start(node.entries[position + 1].key.start)
        return self._without_trailing(entry.key.start, limit, self._column(entry.key.start))

    def _without_trailing(self, start: int, limit: int, column: int) -> int:
        end = start
        position = start
        first = True
        while position < limit:
            line_end = min(self._line_end(position), limit)
            line = self._source[position:line_end]
            stripped = line.strip(" \t\r\n")
            is_outside = stripped.startswith("#") and len(line) - len(line.lstrip(" ")) <= column
            if first or (stripped and not is_outside):
                end = line_end
            first = False
            position = line_end
        return end

    def _line_start(self, offset: int) -> int:
        return max(self._source.rfind("\n", 0, offset), self._source.rfind("\r", 0, offset)) + 1

    def _line_end(self, offset: int) -> int:
        match = _LINE.match(self._source, offset)
        return match.end() if match else len(self._source)

    def _column(self, offset: int) -> int:
        return offset - self._line_start(offset)


def _chosen_marks(node: Node, in_flow: bool) -> str:
    """The quotation marks somebody chose for a scalar. Marks that its text could not do without are no choice: a
    headline that ended in a blank for the length of one key press must not stay quoted."""
    if not isinstance(node, Scalar) or node.style not in ("'", '"'):
        return ""
    return node.style if yaml_text.may_be_bare(node.text, in_flow) else ""
