"""Finds the programs that check a site, and fetches what can be fetched into a cache folder outside of the repository."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import platformdirs

PYTHON_TOOLS = ("html5lib", "feedparser", "extruct", "trafilatura")
NODE_TOOLS = ("vnu-jar", "axe-core", "puppeteer-core", "lighthouse")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class ToolMissing(Exception):
    """A program that a check needs is not here and could not be had; `str()` says which."""


class Toolbox:
    """The tools. `fetch` false: only what is there already is used."""

    def __init__(self, folder: Path | None = None, *, fetch: bool = True) -> None:
        self.folder = folder or platformdirs.user_cache_path("stet-validate", appauthor=False)
        self._fetch = fetch
        self._tried: set[str] = set()

    def module(self, name: str) -> ModuleType:
        """A Python package, from here or from the cache folder. Raises `ToolMissing`."""
        place = str(self.folder / "python")
        if place not in sys.path:
            sys.path.append(place)  # last: what Stet itself runs on comes first
        try:
            return importlib.import_module(name)
        except ImportError:
            self._once(
                "python", [sys.executable, "-m", "pip", "install", "-q", "--target", place, *PYTHON_TOOLS]
            )
        importlib.invalidate_caches()
        try:
            return importlib.import_module(name)
        except ImportError as error:
            raise ToolMissing(f"the Python package {name} cannot be had") from error

    def package(self, name: str) -> Path:
        """The folder of an npm package. Raises `ToolMissing`."""
        folder = self.folder / "node" / "node_modules" / name
        if not folder.is_dir():
            npm = shutil.which("npm")
            if npm is None:
                raise ToolMissing(f"the npm package {name} is not here, and neither is npm")
            (self.folder / "node").mkdir(parents=True, exist_ok=True)
            command = [
                npm,
                "install",
                "--prefix",
                str(self.folder / "node"),
                "--no-audit",
                "--no-fund",
                "--silent",
            ]
            self._once("node", [*command, *NODE_TOOLS])
        if not folder.is_dir():
            raise ToolMissing(f"the npm package {name} cannot be had")
        return folder

    def program(self, *names: str) -> str:
        """The first of these programs that is installed. Raises `ToolMissing`."""
        for name in names:
            if found := shutil.which(name):
                return found
        raise ToolMissing(f"{names[0]} is not installed")

    def browser(self) -> str:
        """Chromium or a relative of it. Raises `ToolMissing`."""
        return os.environ.get("CHROME_PATH") or self.program(*_BROWSERS)

    def _once(self, what: str, command: list[str]) -> None:
        if self._fetch and what not in self._tried:
            self._tried.add(what)
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
