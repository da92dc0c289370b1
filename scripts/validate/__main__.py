"""Exports the sample newsroom and has it checked: `python -m scripts.validate [--keep FOLDER] [--offline] [CHECK ...]`.

Ends with 1 when a check failed. What cannot be had here is said and counted as not run.
"""

from __future__ import annotations

import argparse
import functools
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from editor_app.intake.sample import WRITTEN_AT, copy_sample
from editor_app.publish.edition import Edition
from editor_app.publish.site import export_site
from editor_app.stories.newsroom import Newsroom
from scripts.validate import browsers, readers
from scripts.validate.outcomes import Outcome, told
from scripts.validate.readers import Site
from scripts.validate.toolbox import Toolbox, ToolMissing

Check = Callable[[], Outcome]


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the site on loopback, without a word."""

    def log_message(self, format: str, *args: object) -> None:
        return


class _Server(ThreadingHTTPServer):
    """A browser that closes a page leaves pictures half read, which is nobody's fault."""

    def handle_error(self, request: object, client_address: object) -> None:
        return


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which `folder` is served while the block runs."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def exported_sample(work: Path, output: Path, address: str) -> Site:
    """The sample newsroom as a site that lives at `address`."""
    now = WRITTEN_AT + timedelta(minutes=7)
    copy_sample(work / "newsroom", WRITTEN_AT)
    settings = work / "newsroom" / "newsroom.yaml"
    text = re.sub(r"(?m)^url: .*$", f"url: {address}", settings.read_text(encoding="utf-8"))
    text = re.sub(r"(?m)^( +networks: \[.*)\]$", r"\1, copy]", text)
    settings.write_text(text, encoding="utf-8")
    newsroom = Newsroom.open(work / "newsroom")
    export_site(newsroom, output, now, cache=work / "cache")
    return Site(output, Edition.of(newsroom, now))


def main() -> int:
    """Run the checks; the exit status."""
    parser = argparse.ArgumentParser(prog="make validate")
    parser.add_argument(
        "checks", nargs="*", help="only these: html links feeds json-ld text nu axe script lighthouse"
    )
    parser.add_argument("--keep", type=Path, help="export to this folder and leave the site there")
    parser.add_argument("--offline", action="store_true", help="fetch no tools")
    given = parser.parse_args()
    tools = Toolbox(fetch=not given.offline)
    with tempfile.TemporaryDirectory() as scratch:
        output = (given.keep or Path(scratch) / "site").absolute()
        output.mkdir(parents=True, exist_ok=True)
        with served(output) as address:
            site = exported_sample(Path(scratch), output, address)
            checks: dict[str, Check] = {
                "html": lambda: readers.check_html(site, tools),
                "links": lambda: readers.check_links(site, tools),
                "feeds": lambda: readers.check_feeds(site, tools),
                "json-ld": lambda: readers.check_json_ld(site, tools),
                "text": lambda: readers.check_text(site, tools),
                "nu": lambda: browsers.check_nu(site, tools),
                "axe": lambda: browsers.check_axe(site, tools, address),
                "script": lambda: browsers.check_script(site, tools, address),
                "lighthouse": lambda: browsers.check_lighthouse(site, tools, address),
            }
            outcomes = [
                run(name, check) for name, check in checks.items() if name in given.checks or not given.checks
            ]
    print(told(outcomes))
    return 1 if any(outcome.faults for outcome in outcomes) else 0


def run(name: str, check: Check) -> Outcome:
    """One check, or why it was not run."""
    try:
        return check()
    except ToolMissing as missing:
        return Outcome(name, missing=str(missing))


if __name__ == "__main__":
    sys.exit(main())
