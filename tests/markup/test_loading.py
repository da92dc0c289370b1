"""The parser is loaded for the texts that need it and for no others: an export of one story takes longer to load than to write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

RENDER = """
import sys
from editor_app.markup.html import HtmlRenderer

class NoLinks:
    def story(self, target): return None
    def picture(self, src): return None
    def embed_allowed(self, host): return False
    def label(self, key): return key

renderer = HtmlRenderer(NoLinks())
print(renderer.render_body(sys.stdin.read()))
print("markdown" in sys.modules, file=sys.stderr)
"""
PLAIN = """\

The "quay" was **closed** --- again.

## Why

- A pump, and [a report](https://report.example/)
- Fog

> Nobody was hurt.
"""


def rendered(text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RENDER], input=text, capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip


def test_plain_prose_lists_quotes_and_links_do_without_the_parser() -> None:
    page = rendered(PLAIN)
    assert page.stderr.strip() == "False"
    assert "<p>The “quay” was <strong>closed</strong> — again.</p>" in page.stdout


def test_the_parser_comes_when_it_is_asked_for() -> None:
    page = rendered(PLAIN + "\n| Boat | Fare |\n|---|---|\n| Gull | 4 |\n")
    assert page.stderr.strip() == "True"
    assert page.stdout.startswith(rendered(PLAIN).stdout.rstrip())
    assert "<table" in page.stdout
