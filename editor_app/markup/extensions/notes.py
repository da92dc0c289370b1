"""Footnotes whose numbers and addresses come out the same whether a story is rendered whole or slice by slice."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.util import STX


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
