"""Writes `docs/themes.md`: what a theme's author may count on, told from the code itself.

    python -m scripts.theme_reference          # or: make reference

The values come from the dataclasses of `publish/views` and their docstrings, the templates from `publish/theme_context`, the
words from `publish/words`. A test compares the page with what this writes.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

from editor_app.publish import views
from editor_app.publish.theme_context import EVERYWHERE, PARTS, TEMPLATES, Given
from editor_app.publish.theme_meter import LONGEST_TEXT, PAGE_SECONDS
from editor_app.publish.theme_sandbox import FILTERS, MAPPING_METHODS, TEXT_METHODS
from editor_app.publish.words import WORDS

PAGE = Path(__file__).parent.parent / "docs" / "themes.md"
_INTRODUCTION = """\
# Themes

<!-- Made by scripts/theme_reference.py. Change that, or the docstrings it reads, and run: make reference -->

The look of a site is a folder of templates and one stylesheet. A newsroom replaces any of them by putting a file of the same name into
its `theme/` folder; what is not there comes from the theme built into Stet.

    stet theme copy NEWSROOM                    # everything, to begin with
    stet theme copy NEWSROOM site.css           # one file
    stet theme check NEWSROOM                   # what is wrong with it, without publishing

Copy only what you change: the other files then follow new versions of Stet. Nothing is ever overwritten.

Preview and export make pages with the same templates. A template or stylesheet saved on disk shows in the preview at once; if it
cannot be used, the preview says which file, which line and why, and keeps the last page that could be made.

## Rules

Templates are [Jinja2](https://jinja.palletsprojects.com/), in a sandbox.

- A name that does not exist is a fault, never an empty text. `{{% if x is defined %}}` asks first.
- Every text is escaped. What is HTML already has the type `Markup` and is not escaped again. There is no filter to skip escaping.
- Put quotes around every attribute: `href="{{{{ link }}}}"`. Escaping cannot help where there are none.
- Filters: {filters}.
- Methods of texts: {text_methods}. Of mappings: {mapping_methods}. Functions: `range` (to 1,000), `namespace`.
- No name that begins with an underscore, no operator `**` or `<<`, no `%` on texts, no `*` on texts or lists.
- A list is not shown as it is: go through it with `for`, or `join` it.
- One page may take {seconds:g} seconds and no text in it more than {longest:,} characters; then the template is stopped.
- Templates may include and extend files of the theme. A link that leads out of the folder is as good as no file.
- A page runs no script but its own few lines (`page.script`) and asks no other host for anything: its Content-Security-Policy
  refuses both. Pictures for a stylesheet can stand in it as `data:` addresses. `style` attributes are refused too.
- Where a story's label or the banner shows, keep `data-breaking-until`: it takes the label down at its end.

Pictures come in three formats and several sizes; `parts/cards.html` shows how to offer them. Cards have 16:9 pictures: one whose desk
set a focal point is cut around it before it reaches the template.
"""


def reference() -> str:
    """The whole page."""
    return "\n".join([_introduction(), _templates(), _values(), _words()])


def _introduction() -> str:
    def listed(names: frozenset[str]) -> str:
        return ", ".join(f"`{name}`" for name in sorted(names))

    return _INTRODUCTION.format(
        filters=listed(FILTERS),
        text_methods=listed(TEXT_METHODS),
        mapping_methods=listed(MAPPING_METHODS),
        seconds=PAGE_SECONDS,
        longest=LONGEST_TEXT,
    )


def _templates() -> str:
    parts = ["## Templates\n\nEvery template is given:\n", _table(EVERYWHERE)]
    for entry in TEMPLATES:
        parts.append(f"### {entry.name}\n\nMakes {entry.what}. Besides:\n\n{_table(entry.given)}")
    parts.append("### The other files\n\n| file | what it is |\n|---|---|")
    parts.append("\n".join(f"| `{name}` | {what} |" for name, what in PARTS.items()) + "\n")
    return "\n".join(parts)


def _table(given: tuple[Given, ...]) -> str:
    rows = [f"| `{entry.name}` | {_type(entry.type)} | {entry.what} |" for entry in given]
    return "| name | type | what it is |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _values() -> str:
    parts = ["## Values\n\nAddresses are ready to be linked. What is empty or none is said to be.\n"]
    kinds = [
        kind
        for _name, kind in inspect.getmembers(views, inspect.isclass)
        if kind.__module__ == views.__name__ and is_dataclass(kind)
    ]
    for kind in kinds:
        summary, described = described_fields(kind)
        rows = [
            f"| `{field.name}` | {_type(str(field.type))} | {described.get(field.name, '')} |"
            for field in fields(kind)
        ]
        parts.append(f"### {kind.__name__}\n\n{summary}\n\n| name | type | what it is |\n|---|---|---|")
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)


def described_fields(kind: type) -> tuple[str, dict[str, str]]:
    """The first sentence of a class's docstring, and what its `Attributes` section says of each field."""
    text = inspect.getdoc(kind) or ""
    summary, _, section = text.partition("\nAttributes:\n")
    found: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        if match := re.match(r" {4}(\w+): (.*)", line):
            name = match[1]
            found[name] = match[2]
        elif name and line.strip():
            found[name] += f" {line.strip()}"
    return summary.strip(), found


def _type(annotation: str) -> str:
    """A type for people, with links to the values it is made of."""
    words = {
        "str": "text",
        "int": "number",
        "bool": "yes or no",
        "Markup": "HTML",
        "Any": "anything",
        "None": "none",
    }
    if match := re.fullmatch(r"tuple\[(.*), \.\.\.\]", annotation):
        return f"list of {_type(match[1])}"
    if match := re.fullmatch(r"tuple\[(\w+), (.*)\]", annotation):
        return f"({_type(match[1])}, {_type(match[2])})"
    if match := re.fullmatch(r"Mapping\[(\w+), (\w+)\]", annotation):
        return f"mapping of {_type(match[1])} to {_type(match[2])}"
    if " | " in annotation:
        return " or ".join(_type(part) for part in annotation.split(" | "))
    return words.get(annotation) or f"[{annotation}](#{annotation.lower()})"


def _words() -> str:
    rows = [f"| `{key}` | {text.replace('|', '')} |" for key, text in WORDS["en"].items()]
    languages = ", ".join(f"`{language}`" for language in sorted(WORDS))
    return (
        f"## Words\n\nAs `words.KEY`, in the page's language ({languages}; others read English). What stands in braces is filled in\n"
        "where the view is made, so a template asks for such a word only through the view.\n\n"
        "| key | in English |\n|---|---|\n" + "\n".join(rows) + "\n"
    )


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
    print(PAGE)
