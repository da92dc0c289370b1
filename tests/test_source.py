"""What must not be in the source, whoever writes it: Qt's own Markdown, application-wide filters, registry hosts."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = sorted((ROOT / "editor_app").rglob("*.py"))
TEXT = {
    ".py",
    ".toml",
    ".md",
    ".sh",
    ".yaml",
    ".yml",
    ".html",
    ".css",
    ".js",
    ".json",
    ".qss",
    ".cfg",
    ".txt",
    "",
}

# Spelt in pieces, so that this file does not hold what it looks for.
REGISTRIES = tuple(
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"))
)


def everything() -> list[Path]:
    """All text that is kept in the repository."""
    folders = (".ci", "bench", "docs", "editor_app", "resources", "scripts", "seeds", "tests")
    files = [*ROOT.iterdir(), *(file for folder in folders for file in (ROOT / folder).rglob("*"))]
    return sorted(file for file in files if file.suffix in TEXT and file.is_file())


def found(pattern: str, files: list[Path]) -> list[str]:
    """`file:line` of each match."""
    wanted = re.compile(pattern)
    return [
        f"{file.relative_to(ROOT)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if wanted.search(line)
    ]


def test_qt_never_reads_or_writes_markdown() -> None:
    """Qt's Markdown loses what a person wrote; only `markup` knows the dialect."""
    assert found(r"\b(?:to|set|insert|from)Markdown\s*\(", SOURCE) == []


def test_no_foreign_html_is_given_to_a_document() -> None:
    """Qt's HTML importer fetches and keeps what it likes; foreign HTML comes in by `intake`."""
    assert found(r"\.(?:setHtml|insertHtml)\s*\(", SOURCE) == []


def test_nothing_filters_the_events_of_the_whole_application() -> None:
    """A filter on QApplication sees the web engine's objects while they die, and ends the process."""
    application = r"(?:\bapp|application|QApplication\.instance\(\)|QCoreApplication\.instance\(\)|\bqApp)"
    assert found(application + r"\)?\.installEventFilter\s*\(", SOURCE) == []


def test_no_package_registry_is_named() -> None:
    assert found("|".join(re.escape(host) for host in REGISTRIES), everything()) == []


def test_only_the_tests_switch_chromiums_sandbox_off() -> None:
    """The product reads the switch and never sets it."""
    assert (
        found(
            r"(?:environ|environment)\S*\[\s*(?:_NO_SANDBOX|\"QTWEBENGINE_DISABLE_SANDBOX\")\s*\]\s*=", SOURCE
        )
        == []
    )
    assert found(r"setdefault\(\s*\"QTWEBENGINE_DISABLE_SANDBOX\"", SOURCE) == []
