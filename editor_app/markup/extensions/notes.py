"""Footnotes whose numbers and addresses come out the same whether a story is rendered whole or slice by slice."""

from __future__ import annotations

import re
from hashlib import sha256
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,40}")
_NOTE = re.compile(r"(#?fn(?:ref)?):(.*)", re.DOTALL)


class NotesExtension(FootnoteExtension):
    """Python-Markdown's footnotes, with the list of notes shown only where `show_notes` is on."""

    def __init__(self) -> None:
        self.show_notes = True
        super().__init__(
            BACKLINK_TEXT="&#8617;&#xFE0E;",
            BACKLINK_TITLE="{}",
            # Python-Markdown looks for this text to place the notes. No text of a story can hold it.
            PLACE_MARKER=STX + "notes",
        )

    def extendMarkdown(self, md: Markdown) -> None:
        """Register everything but the pass that adds one way back for each mark of a note."""
        super().extendMarkdown(md)
        md.treeprocessors.deregister("footnote-duplicate")

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """The same address for every mark of a note: a slice cannot know of the marks in other slices."""
        return reference

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        """The list of notes, or None where it is not wanted."""
        return super().makeFootnotesDiv(root) if self.show_notes else None


class NoteIdTreeprocessor(Treeprocessor):
    """Makes each id of a note one that every checker and style sheet takes, whatever the note is called."""

    def run(self, root: Element) -> None:
        """Rework the tree in place."""
        for element in root.iter():
            for key in ("id", "href"):
                found = _NOTE.fullmatch(element.get(key) or "")
                if found:
                    element.set(key, f"{found[1]}-{_plain_name(found[2])}")


class NoteIdExtension(Extension):
    """Registers the pass. For pages only: the reader finds a note's name in its id."""

    def extendMarkdown(self, md: Markdown) -> None:
        """After the notes are in order, which Python-Markdown sees by their ids."""
        md.treeprocessors.register(NoteIdTreeprocessor(md), "note_ids", 7)


def _plain_name(label: str) -> str:
    """`label` as it is where it can be an id, else a short name of its own."""
    if _PLAIN.fullmatch(label):
        return label
    return f"x{sha256(label.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"
