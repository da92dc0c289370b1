"""The blanks that some languages set with their marks, as they are typed: « mot », attention ! Rules over text alone.

A writer of French presses the space bar where a no-break blank belongs. The blank typed becomes that blank; none is
added that nobody typed, but those that belong to the quotation marks.
"""

from __future__ import annotations

from editor_app.markup.extensions.typography import QuoteMarks

NO_BREAK, NARROW = "\u00a0", "\u202f"
_HIGH_MARKS = "!?;"
_ORDINARY = " "


def are_spaced(marks: QuoteMarks) -> bool:
    """Whether these quotation marks are set with a blank inside."""
    return marks.opening.endswith(NARROW)


def blank_of(before: str, typed: str, after: str, marks: QuoteMarks) -> tuple[int, str] | None:
    """How many characters, the typed one among them, make way for which; None when the typed one stays.

    A blank typed after an opening mark is the one that the mark has; one before a closing or a high mark holds it.
    """
    if not are_spaced(marks):
        return None
    if typed == _ORDINARY:
        return _blank_in_quotation(before, marks)
    last = before[-1:]
    if last != _ORDINARY or not before.strip():
        return None
    closing = (marks.closing.lstrip(NARROW), marks.inner_closing.lstrip(NARROW))
    if typed in _HIGH_MARKS or typed in closing:
        return 2, NARROW + typed
    return (2, NO_BREAK + typed) if typed == ":" and not after[:1].isalnum() else None


def _blank_in_quotation(before: str, marks: QuoteMarks) -> tuple[int, str] | None:
    for opening in (marks.opening, marks.inner_opening):
        if before.endswith(opening):
            return len(NARROW) + 1, NARROW
        if before.endswith(opening.rstrip(NARROW)):
            return 1, NARROW
    return None


def closes_after_blank(before: str, after: str, marks: QuoteMarks) -> bool:
    """Whether a quote typed behind a blank closes the quotation that is open: " mot " rather than "dit "non"."""
    return are_spaced(marks) and before.endswith((_ORDINARY, NARROW, NO_BREAK)) and not after[:1].isalnum()


def nested_after_all(
    tail: str, typed: str, marks: QuoteMarks, pair: tuple[str, str]
) -> tuple[int, str] | None:
    """A letter right behind a closing mark shows that the mark opened a quotation inside of the other."""
    for closing in (marks.closing, marks.inner_closing):
        if are_spaced(marks) and typed.isalpha() and tail.endswith(closing) and tail[: -len(closing)].strip():
            return len(closing) + 1, _ORDINARY + pair[0] + typed
    return None
