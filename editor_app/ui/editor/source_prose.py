"""What of a line of Markdown source is prose, for the spelling: the rest is blanked, and every letter keeps its place.

Goes by the look of a line, roughly, as the colours of the source view do; decides nothing about what is saved.
"""

from __future__ import annotations

import re

# Values of front matter that readers or colleagues read as sentences.
_PROSE_KEYS = ("title", "kicker", "description", "alt", "caption", "text", "note", "headline")
_VALUE = re.compile(rf"^\s*(?:-\s+)?(?:{'|'.join(_PROSE_KEYS)})\s*:\s+(?P<value>\S.*)$")
_DEFINITION = re.compile(r"^\s{0,3}(?:\*\[[^\]]*\]:|\[\^[^\]]*\]:|\[[^\]]+\]:\s*\S+)")
_NO_PROSE = re.compile(
    r"""
      ^\s{0,3}!!!\s*\w*                          # the kind of a fact box
    | (`+)(?!`).*?(?<!`)\1(?!`)                  # code
    | \]\((?:[^()"'\n]|\([^()\n]*\))*            # where a link leads, up to its title
    | \]\[[^\]\n]*\] | \[\^[^\]\n]*\]            # the name of a definition, a note
    | </?[A-Za-z!][^>\n]*> | <\S+?>              # tags and addresses
    | \{[.\#:%{][^}\n]*\}+                       # attribute lists, other programs' tags
    | &(?:\#\w+|\w+);                            # character references
    | \\.                                        # escapes
    """,
    re.VERBOSE,
)
_LONGEST = 20_000  # characters; a longer line is nobody's paragraph


def prose_of_text(line: str) -> str:
    """A line of the body with all but its words blanked."""
    if len(line) > _LONGEST:
        return ""
    defined = _DEFINITION.match(line)
    if defined is not None and not line.lstrip().startswith(("*[", "[^")):
        return ""
    start = defined.end() if defined is not None else 0
    return " " * start + _NO_PROSE.sub(lambda found: " " * len(found[0]), line[start:])


def prose_of_front_matter(line: str) -> str:
    """A line of front matter with all but a sentence for people blanked."""
    found = _VALUE.match(line)
    if found is None or found["value"][0] in "|>{[&*":
        return ""
    return " " * found.start("value") + found["value"]
