"""Shows pieces of HTML in a real Chromium with scripts on, does to them all a reader could do, and tells which of them ran something."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_AT_ONCE = 60
_DRIVER = """<!doctype html><meta charset=utf-8><body><script>
const pieces = PIECES, hits = new Set(), wide = ["click","mouseover","mouseenter","focus","load","error","toggle","submit","animationstart","pointerdown","keydown","beforetoggle","scroll"];
window.hit = number => hits.add(number);
window.open = () => null;
let next = 0, done = 0;
function touch(doc) {
  for (const element of doc.querySelectorAll("*")) {
    const names = new Set(wide);
    for (const {name} of element.attributes) if (/^on/i.test(name)) names.add(name.slice(2).toLowerCase());
    for (const name of names) try { element.dispatchEvent(new Event(name, {bubbles: false})); } catch {}
    try { if (element.focus) element.focus(); } catch {}
  }
  for (const element of doc.querySelectorAll("a,area,button,summary,input,[href],form"))
    try { element.tagName === "FORM" ? element.requestSubmit() : element.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true})); } catch {}
}
function begin() {
  if (next >= pieces.length) return;
  const frame = document.createElement("iframe");
  let touched = 0;
  frame.onload = () => {
    if (touched++) return;
    try { touch(frame.contentDocument); } catch {}
    setTimeout(() => { frame.remove(); done++; begin(); if (done === pieces.length) finish(); }, 60);
  };
  frame.srcdoc = "<!doctype html><body>" + pieces[next++];
  document.body.append(frame);
}
function finish() { document.title = "done"; document.body.innerHTML = ""; document.body.textContent = "RESULT[" + [...hits].join(",") + "]"; }
for (let i = 0; i < AT_ONCE; i++) begin();
</script>"""


def find_browser() -> str:
    """The program; skips the test where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("needs Chromium")
    return found


def who_ran(pieces: Mapping[int, str], folder: Path) -> set[int]:
    """The numbers that were called while these pieces were shown, each in a page of its own."""
    program, texts = find_browser(), [json.dumps(piece).replace("</", "<\\/") for piece in pieces.values()]
    page = folder / "driver.html"
    listed = (
        "["
        + ",\n".join(text.replace("<!--", "<\\u0021--").replace("<script", "<\\u0073cript") for text in texts)
        + "]"
    )
    page.write_text(_DRIVER.replace("PIECES", listed).replace("AT_ONCE", str(_AT_ONCE)), "utf-8", "replace")
    command = [
        program, "--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-dev-shm-usage", f"--user-data-dir={folder / 'profile'}",
        "--virtual-time-budget=600000", "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.insert(1, "--no-sandbox")
    shown = subprocess.run(
        command, capture_output=True, text=True, timeout=900, check=False, errors="replace"
    )
    result = re.search(r"RESULT\[([\d,]*)\]", shown.stdout)
    assert result is not None, (
        f"the browser did not come to the end: {shown.stdout[-300:]} {shown.stderr[-600:]}"
    )
    return {int(number) for number in result[1].split(",") if number}
