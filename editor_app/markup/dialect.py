"""Stet's Markdown: the one place that puts Python-Markdown and its extensions together.

`Dialect` wraps one reused Markdown instance. The reader and the renderer use the same grammar; what differs is
only what happens to the tree afterwards (`for_reading` leaves it as the grammar made it).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from editor_app.markup.bounds import TooTangledError, check_blocks
from editor_app.markup.definitions import Definitions, may_define
from editor_app.markup.extensions.also_read import AlsoReadExtension
from editor_app.markup.extensions.bounds import BoundsExtension
from editor_app.markup.extensions.notes import NotesExtension
from editor_app.markup.extensions.quotes import QuoteExtension
from editor_app.markup.extensions.strike import StrikeExtension


class Dialect:
    """One Markdown instance in Stet's dialect. Not for use by two threads at once.

    Args:
        extensions: what is added to the tree's treatment (pages only).
        for_reading: leave the tree as the grammar made it, escapes unresolved, for `reader`.
    """

    def __init__(self, extensions: Iterable[Extension] = (), *, for_reading: bool = False) -> None:
        self._notes = NotesExtension()
        self._abbreviations: Any = AbbrExtension()
        # The published types of Python-Markdown leave out what it sets while it works: lines, references, delimiters.
        self.markdown: Any = markdown.Markdown(
            extensions=[
                TableExtension(use_align_attribute=True),  # a page makes classes of it: no style gets through
                FencedCodeExtension(),
                SaneListExtension(),
                self._notes,
                self._abbreviations,
                DefListExtension(),
                AttrListExtension(),
                AdmonitionExtension(),
                MarkdownInHtmlExtension(),
                StrikeExtension(),
                QuoteExtension(rework=not for_reading),
                AlsoReadExtension(),
                BoundsExtension(),
                *extensions,
            ],
            output_format="html",
        )
        if for_reading:
            for name in ("prettify", "unescape", "abbr"):
                self.markdown.treeprocessors.deregister(name)

    def parse(self, source: str, references: str = "", *, show_notes: bool = False) -> Element:
        """The element tree of `source` after the last treeprocessor, read with the definitions in `references`.

        Raises TooTangledError for what would take too long, and RecursionError for what is nested too deep.
        The list of notes is in it only when `show_notes`. `own` holds what `source` itself defines, until the next call.
        """
        root = self._parse_blocks(source)
        self._notes.show_notes = show_notes
        if may_define(source) or (references and ("[" in source or "*[" in references)):
            self._add_definitions(parsed_definitions(references))
        for treeprocessor in self.markdown.treeprocessors:
            replaced = treeprocessor.run(root)
            if replaced is not None:
                root = replaced
        return root

    def convert(self, source: str, references: str = "", *, show_notes: bool = True) -> str:
        """The (unsanitised) HTML of `source`; the list of notes is in it only when `show_notes`."""
        if not source.strip():
            return ""
        root = self.parse(source, references, show_notes=show_notes)
        output = self.markdown.serializer(root)
        output = output[output.index("<div>") + 5 : output.rindex("</div>")].strip()
        for postprocessor in self.markdown.postprocessors:
            output = postprocessor.run(output)
        return output.strip()

    def definitions(self, source: str) -> Definitions:
        """What `source` defines; nothing where it is too tangled or too deep to be read."""
        if not may_define(source):
            return Definitions()
        try:
            self._parse_blocks(source)
        except (TooTangledError, RecursionError):
            return Definitions()
        return self.own

    def stashed(self, index: int) -> str | None:
        """The inline HTML that placeholder `index` of the last parse stands for; None for a block (raw, fence)."""
        found = self.markdown.htmlStash.rawHtmlBlocks[index]
        return found if index >= self._raw_blocks and isinstance(found, str) else None

    def _parse_blocks(self, source: str) -> Element:
        self.markdown.reset()
        self.markdown.parser.state.clear()  # a parse that was given up leaves its place behind
        check_blocks(source)
        self.markdown.lines = source.split("\n")
        for preprocessor in self.markdown.preprocessors:
            self.markdown.lines = preprocessor.run(self.markdown.lines)
        self._raw_blocks = self.markdown.htmlStash.html_counter
        root = self.markdown.parser.parseDocument(self.markdown.lines).getroot()
        assert root is not None
        self.own = Definitions(
            dict(self.markdown.references), dict(self._notes.footnotes), dict(self._abbreviations.abbrs)
        )
        return root

    def _add_definitions(self, given: Definitions) -> None:
        self.markdown.references.update(given.links)
        notes = OrderedDict(given.notes)
        for label, text in self._notes.footnotes.items():
            notes.setdefault(label, text)
        self._notes.footnotes = notes
        self._abbreviations.abbrs.update(given.abbreviations)


class _Local(threading.local):
    """One reading dialect a thread: Markdown instances keep state while they work."""

    dialect: Dialect | None = None


_local = _Local()


def reading_dialect() -> Dialect:
    """This thread's dialect for reading, built on first use (building takes some milliseconds)."""
    if _local.dialect is None:
        _local.dialect = Dialect(for_reading=True)
    return _local.dialect


@lru_cache(maxsize=64)
def parsed_definitions(references: str) -> Definitions:
    """What the text `references` defines."""
    if not references:
        return Definitions()
    return Dialect(for_reading=True).definitions(references)
