"""What to look for in a text, and where it is: words or a regular expression, bounded in time. Finds; changes nothing.

Places are counted as Qt counts them (UTF-16). The engine is Qt's: it gives up a pattern that would take for ever.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import QRegularExpression

_Option = QRegularExpression.PatternOption
# What a keyboard has for what a page has: typing one finds the other.
_ALIKE = ("'‘’‚‛′", '"“”„‟″', " \u00a0\u202f\u2009", "-\u2010\u2011")
_IN_TEMPLATE = re.compile(r"\\(?:(\d{1,2})|(.))|\$(?:(\d{1,2})|\{(\w+)\}|(\$))", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "\\": "\\", "$": "$"}


class BadPattern(ValueError):
    """A regular expression that cannot be used; str() is a sentence for the person."""


class PatternTooSlow(BadPattern):
    """A regular expression that takes too long on this text."""

    def __init__(self) -> None:
        super().__init__("This pattern takes too long. Make it say more exactly what it looks for.")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        text: the words, or the pattern.
        case: capitals matter.
        whole_words: it must not begin or end inside a word.
        regex: `text` is a regular expression.
    """

    text: str = ""
    case: bool = False
    whole_words: bool = False
    regex: bool = False


class Search:
    """A query made ready. Raises `BadPattern` when its pattern is not one."""

    def __init__(self, query: Query) -> None:
        self.query = query
        pattern = query.text if query.regex else _words(query.text)
        if query.whole_words:
            pattern = rf"(?<![\w])(?:{pattern})(?![\w])"
        options = _Option.UseUnicodePropertiesOption
        if not query.case:
            options |= _Option.CaseInsensitiveOption
        self._engine = QRegularExpression(pattern, options)
        if not self._engine.isValid():
            raise BadPattern(_sentence(query.text, self._engine))

    def hits(self, text: str) -> list[tuple[int, int]]:
        """Where in one paragraph it is: pairs of start and length. Raises `PatternTooSlow`."""
        if not text:
            return []
        found, end = [], 0
        each = self._engine.globalMatch(text)
        while each.hasNext():
            match = each.next()
            start, end = match.capturedStart(), match.capturedEnd()
            if end > start:
                found.append((start, end - start))
        if self.query.regex and not self._engine.match(text, end).isValid():
            raise PatternTooSlow
        return found

    def replacement(self, text: str, start: int, template: str) -> str:
        """What the hit at `start` of this paragraph is replaced with: groups are filled in for a regular expression."""
        if not self.query.regex:
            return template
        match = self._engine.match(text, start)
        names = set(self._engine.namedCaptureGroups())
        last = self._engine.captureCount()

        def filled(found: re.Match[str]) -> str:
            number = found[1] or found[3]
            if number is not None:
                return match.captured(int(number)) if int(number) <= last else found[0]
            if found[4] is not None:
                return match.captured(found[4]) if found[4] in names else found[0]
            return "$" if found[5] else _CONTROLS.get(found[2], found[0])

        return _IN_TEMPLATE.sub(filled, template)


def _words(text: str) -> str:
    """A pattern for exactly these words, as a page may have them: curly quotes, blanks that do not break, either form of é."""
    made = []
    for character in unicodedata.normalize("NFC", text):
        alike = next((group for group in _ALIKE if character in group), None)
        if alike is not None:
            made.append("[" + "".join(re.escape(each) for each in alike) + "]")
            continue
        apart = unicodedata.normalize("NFD", character)
        literal = QRegularExpression.escape(character)
        made.append(f"(?:{literal}|{QRegularExpression.escape(apart)})" if apart != character else literal)
    return "".join(made)


def _sentence(pattern: str, engine: QRegularExpression) -> str:
    reason = engine.errorString().strip().rstrip(".")
    place = engine.patternErrorOffset()
    where = f"near character {max(1, place)}" if place < len(pattern) else "at its end"
    return f"This pattern cannot be read, {where}: {reason}."
