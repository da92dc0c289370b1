"""Notes and comments of other programs: their marks in the text, and their texts. They are no part of a story."""

from __future__ import annotations

import re

from editor_app.intake.pasted.styles import Look

_NOTE_CLASSES = frozenset({
    "msocomtxt", "msocomanchor", "msocomoff", "MsoCommentReference", "MsoCommentText", "mw-editsection", "sr-only",
    "visually-hidden", "screen-reader-text", "a-offscreen", "assistive-text",
})  # fmt: skip
_NOTE_MARK = re.compile(
    r"#_?(?:ftn|edn|ftnt|sdfootnote|sdendnote|cite_note|fn|footnote|endnote|note)[\w:.-]*\Z", re.I
)
_COMMENT_MARK = re.compile(r"#_?(?:msocom|cmnt)", re.I)
_NOTE_ID = re.compile(r"(?:sdfootnote|sdendnote|ftn|edn|ftnt)\d+\Z", re.I)


class Notes:
    """Recognises them in one copy. `count`: how many footnotes were left out."""

    def __init__(self) -> None:
        self.count = 0

    def is_note(self, name: str, given: dict[str, str], look: Look) -> bool:
        """Whether it is a note or comment of the program, its mark, or a deletion somebody has to decide on."""
        if look.is_note or (name == "div" and _NOTE_ID.match(given.get("id", ""))):
            return True
        if "class" in given and not _NOTE_CLASSES.isdisjoint(given["class"].split()):
            return True
        if name == "del" and ("datetime" in given or "cite" in given):
            return True
        if name == "sup" and "reference" in given.get("class", "").split():
            self.count += 1
            return True
        href = given.get("href", "") if name == "a" else ""
        if not href:
            return False
        fragment = href[href.find("#") :] if "#" in href else ""
        if _COMMENT_MARK.match(fragment):
            return True
        is_mark = _NOTE_MARK.match(fragment) is not None and (
            href.startswith("#") or "mso-" in given.get("style", "") or href.lower().startswith("file:")
        )
        self.count += is_mark
        return is_mark
