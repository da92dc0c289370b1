"""Strikethrough, `~~like this~~`, and the two escapes Stet's dialect needs: `\\~` and `\\:`."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension


class StrikeExtension(Extension):
    """Adds `~~struck~~` beside Markdown's own emphasis, so that they nest in each other."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Teach `md` the mark."""
        delimiters = getattr(md, "delimiters", None)  # newer than the published types
        if delimiters is not None:
            delimiters.add("~", "del", double=True)
        md.ESCAPED_CHARS.extend(["~", ":", '"', "'"])
