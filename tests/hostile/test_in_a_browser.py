"""What the sanitiser lets through runs nothing in a real browser with scripts on. `STET_PAYLOADS` says how many (`make torture`: 19,000)."""

from __future__ import annotations

import os
from pathlib import Path

from editor_app.markup.html import HtmlRenderer
from editor_app.markup.sanitise import clean
from tests.hostile.browser import who_ran
from tests.hostile.payloads import payloads
from tests.markup.newsroom import SmallNewsroom

COUNT = int(os.environ.get("STET_PAYLOADS", "400"))
SEED = int(os.environ.get("STET_SEED", "2026"))


def test_sanitised_html_and_markdown_run_nothing(tmp_path: Path) -> None:
    page = HtmlRenderer(SmallNewsroom())
    pieces = {
        payload.number: page.render_body(payload.text) if payload.is_markdown else clean(payload.text)
        for payload in payloads(COUNT, SEED)
    }
    assert who_ran(pieces, tmp_path) == set()


def test_control_the_same_payloads_run_where_nobody_cleans(tmp_path: Path) -> None:
    few = min(COUNT, 300)
    pieces = {payload.number: payload.text for payload in payloads(few, SEED) if not payload.is_markdown}
    assert len(who_ran(pieces, tmp_path)) > len(pieces) / 4
