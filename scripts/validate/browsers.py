"""What a browser and the HTML standard's own checker say of the pages: Nu, axe-core, Lighthouse."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from scripts.validate.outcomes import Outcome
from scripts.validate.readers import Site
from scripts.validate.toolbox import Toolbox, ToolMissing

_HERE = Path(__file__).resolve().parent
_WANTED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
_AXE_PAGES = 15
_NO_BROWSER = 3


def check_nu(site: Site, tools: Toolbox) -> Outcome:
    """Every page through the Nu HTML checker. Its warnings on policies are about pages read as files, and no errors."""
    java = tools.program("java")
    jar = next(tools.package("vnu-jar").rglob("vnu.jar"))
    command = [
        java,
        "-Xss2m",
        "-jar",
        str(jar),
        "--errors-only",
        "--format",
        "json",
        "--skip-non-html",
        str(site.folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stderr or done.stdout or '{"messages": []}')["messages"]
    faults = [
        f"{entry.get('url', '').rpartition(str(site.folder))[2]}: {entry['message']}" for entry in found
    ]
    return Outcome("Nu HTML checker", f"{len(site.pages())} pages", tuple(faults))


def chosen_pages(site: Site) -> list[str]:
    """One page of each kind, and stories that have most of what a story can have."""
    stories = sorted(
        site.edition.stories, key=lambda s: (s.breaking is None, not s.corrections, s.image is None)
    )
    languages = {facts.language: facts.page for facts in site.edition.stories}
    groups = (site.edition.sections(), site.edition.authors(), site.edition.tags())
    live = [facts.page for facts, html in site.articles() if 'class="update"' in html]
    names = [
        "index.html", *live[:1], "404.html", "corrections/index.html", "latest/index.html",
        *(f"{group[0].path.strip('/')}/index.html" for group in groups if group),
        *(facts.page for facts in stories[:3]), *languages.values(),
        *(name for path in site.pages() if (name := site.name(path)).count("/") == 1),
    ]  # fmt: skip
    return list(dict.fromkeys(names))[:_AXE_PAGES]


def check_axe(site: Site, tools: Toolbox, address: str) -> Outcome:
    """axe-core in headless Chromium: light and dark, 390 and 1280 px wide; and no page scrolls sideways at 320 px."""
    tools.package("axe-core")
    names = chosen_pages(site)
    found = _driven("axe.cjs", {"address": address, "pages": names, "now": site.edition.moment * 1000}, tools)
    return Outcome("axe-core", f"{len(names)} pages, {found['runs']} runs", tuple(found["faults"]))


def check_script(site: Site, tools: Toolbox, address: str) -> Outcome:
    """The one script, under the page's own policy: labels go at their end, "Copy link" copies and says so."""
    labelled = [facts for facts in site.edition.breaking() if facts.breaking and facts.breaking.until]
    if not labelled:
        return Outcome("page script", missing="no story of the sample has a label in force")
    until = (labelled[0].breaking.until or 0) if labelled[0].breaking else 0
    offers = next(facts.page for facts, html in site.articles() if "data-copy=" in html)
    order = {
        "address": address,
        "page": labelled[0].page,
        "offers": offers,
        "now": site.edition.moment * 1000,
        "until": until * 1000,
    }
    found = _driven("script.cjs", order, tools)
    return Outcome("page script", f"{found['checks']} promises", tuple(found["faults"]))


def _driven(program: str, order: dict[str, object], tools: Toolbox) -> dict[str, Any]:
    """What a program that drives the browser found. Raises `ToolMissing` where there is no browser to drive."""
    node, browser = tools.program("node"), tools.browser()
    tools.package("puppeteer-core")
    environment = {**os.environ, "NODE_PATH": str(tools.folder / "node" / "node_modules")}
    command = [node, str(_HERE / program), json.dumps({"browser": browser, **order})]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode == _NO_BROWSER:
        raise ToolMissing(f"the browser could not be started: {done.stderr.strip()[-300:]}")
    if done.returncode:
        return {"runs": 0, "checks": 0, "faults": [done.stderr.strip()[-600:]]}
    return json.loads(done.stdout)


def check_lighthouse(site: Site, tools: Toolbox, address: str) -> Outcome:
    """Lighthouse as a phone sees it, on the front page and on a story."""
    node, browser = tools.program("node"), tools.browser()
    cli = tools.package("lighthouse") / "cli" / "index.js"
    story = next((facts.page for facts in site.edition.stories if facts.image), site.edition.stories[0].page)
    faults, figures = [], []
    for name in ("", story.removesuffix("index.html")):
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            command = [node, str(cli), f"{address}/{name}", "--quiet", "--output=json", f"--output-path={report}",
                       "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"]  # fmt: skip
            environment = {**os.environ, "CHROME_PATH": browser}
            done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
            if not report.is_file():
                return Outcome("Lighthouse", missing=f"it could not be run: {done.stderr.strip()[-300:]}")
            read = json.loads(report.read_text(encoding="utf-8"))
        scores = {key: round((read["categories"][key]["score"] or 0) * 100) for key in _WANTED}
        figures.append(f"/{name} " + " ".join(f"{key} {score}" for key, score in scores.items()))
        for key, least in _WANTED.items():
            if scores[key] < least:
                wrong = [
                    ref["id"] for ref in read["categories"][key]["auditRefs"]
                    if ref["weight"] and (read["audits"][ref["id"]]["score"] or 0) < 1
                ]  # fmt: skip
                faults.append(f"/{name}: {key} {scores[key]}, wanted {least}: {', '.join(wrong)}")
    return Outcome("Lighthouse, mobile", "; ".join(figures), tuple(faults))
