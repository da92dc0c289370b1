"""What an element looks like in its copy: by its name, its style and its classes."""

from __future__ import annotations

from editor_app.intake.pasted.addresses import clean_address
from editor_app.intake.pasted.elements import BOLD, CODE, HEADS, ITALIC, STRIKE, Frame
from editor_app.intake.pasted.flow import Marks
from editor_app.intake.pasted.styles import PLAIN, Look, look_of, rules_of


class Looks:
    """The style sheets of one copy."""

    def __init__(self) -> None:
        self._rules: dict[str, Look] = {}
        self._sheets: list[str] = []

    def learn(self, sheet: str) -> None:
        """Take another style sheet in."""
        self._sheets.append(sheet)
        self._rules = rules_of(self._sheets)

    def of(self, name: str, given: dict[str, str]) -> Look:
        """What the style and the classes of an element decide."""
        style = given.get("style", "")
        look = look_of(style) if style else PLAIN
        if self._rules and "class" in given:
            for each in given["class"].split()[:10]:
                for selector in (f"{name}.{each}", f".{each}"):
                    if selector in self._rules:
                        look = look.over(self._rules[selector])
        return look


def marked(name: str, given: dict[str, str], look: Look, frame: Frame) -> Marks:
    """The marks inside an element that opens in `frame`."""
    around = frame.marks
    bold = True if name in BOLD else False if name in HEADS or name == "th" else around.bold
    italic = True if name in ITALIC else around.italic
    strike = True if name in STRIKE else around.strike
    code = (name in CODE or around.code) and not frame.in_listing
    href = around.href
    if name == "a" and "href" in given:
        href = clean_address(given["href"])
    made = Marks(
        bold if look.bold is None or name in HEADS or name == "th" else look.bold,
        italic if look.italic is None else look.italic,
        strike if look.strike is None else look.strike,
        code,
        href,
    )
    return around if made == around else made
