"""Whether every link inside the site leads somewhere, looked up after an export and no more than what that changed.

Links that the templates and the Markdown renderer make lead to pages of the same edition by their making, and a page is
made again when what it links to goes (`finding`). What is left are links that somebody typed: an address on the site,
from its root or whole, and a `#part` of a page. Those are kept for each page in a small note in the cache, so that an
export of one story reads one page, and a page that goes away is missed by the pages that stayed as they were.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from editor_app.publish.addresses import UnsafeAddress, file_of
from editor_app.publish.reporting import ExportReport
from editor_app.stories.newsroom import Newsroom

_LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
_ID = re.compile(r'\s(?:id|name)="([^"]+)"')
_HEADLINE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_OWN_PARTS = frozenset({"main"})
_VERSION = 1


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link that leads nowhere; `str()` is one sentence.

    `page` is the file of the page that has it, `headline` that page's; `is_part`: the page is there, its part is not.
    """

    page: str
    headline: str
    address: str
    is_part: bool

    def __str__(self) -> str:
        if self.is_part:
            return (
                f"“{self.headline}” links to a part of a page that is not there, {self.address}: "
                "take off what follows the number sign."
            )
        return (
            f"“{self.headline}” links to a page that is not on the site, {self.address}: "
            "correct the link, or remove it."
        )


def proved(
    report: ExportReport, newsroom: Newsroom, cache: Path, typed: Mapping[str, list[str]] | None = None
) -> ExportReport:
    """The report of an export with the links that lead nowhere, a sentence each.

    `typed`: what `typed_links` says of the pages that the export made; of others the files are read.
    """
    proof = LinkProof(newsroom.settings.url, report.front_page.parent, cache)
    broken = proof.broken(report.written, report.unchanged, report.removed, typed or {})
    return replace(report, broken_links=tuple(str(link) for link in broken))


class LinkProof:
    """The links of one site.

    Args:
        site: the site's address, `https://courier.example`.
        output: the folder it is written to.
        cache: where the notes of exports are kept.
    """

    def __init__(self, site: str, output: Path, cache: Path) -> None:
        self._site, self._output = site.rstrip("/"), output
        name = sha256(f"{site}\0{output}".encode("utf-8", "surrogateescape")).hexdigest()[:20]
        self._note = cache / "links" / f"{name}.json"

    def broken(
        self,
        written: Iterable[str],
        unchanged: Iterable[str],
        removed: Iterable[str],
        typed: Mapping[str, list[str]],
    ) -> tuple[BrokenLink, ...]:
        """The links that lead nowhere, by page, after an export that wrote, left and removed these files; `typed` as for `proved`."""
        written, unchanged = tuple(written), tuple(unchanged)
        files = frozenset((*written, *unchanged))
        last = self._load()
        known = {name: typed for name, typed in (last or {}).items() if name in files}
        for name in removed:
            known.pop(name, None)
        for name in written if last is not None else files:
            if name.endswith(".html"):
                known.pop(name, None)
                told = typed.get(name)
                if links := typed_links(self._bytes_of(name), name, self._site) if told is None else told:
                    known[name] = links
        if known != last:
            self._save(known)
        return tuple(
            BrokenLink(page, headline, address, is_part)
            for page, (headline, *links) in sorted(known.items())
            for address in links
            if (is_part := self._fault(page, address, files)) is not None
        )

    def _fault(self, page: str, address: str, files: frozenset[str]) -> bool | None:
        """None when the link is right; else whether only the part is missing."""
        base = f"{self._site}/{page}"
        if address.startswith("/"):
            address = self._site + address
        parts = urlsplit(urljoin(base, address))
        path = parts.path.removeprefix(urlsplit(self._site).path) or "/"
        name = next((name for name in _files_for(path) if name in files), None)
        if name is None:
            return False
        part = unquote(parts.fragment)
        if not part or part in _OWN_PARTS or not name.endswith(".html"):
            return None
        return None if part in _ids(self._bytes_of(name).decode("utf-8", "replace")) else True

    def _bytes_of(self, name: str) -> bytes:
        try:
            with open(f"{self._output}/{name}", "rb") as file:  # noqa: PTH123 - thousands of them
                return file.read()
        except OSError:
            return b""

    def _load(self) -> dict[str, list[str]] | None:
        """The note of the last export; None when there is none that can be trusted."""
        try:
            version, known = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError):
            return None
        is_sound = version == _VERSION and isinstance(known, dict)
        return (
            {str(page): [str(link) for link in links] for page, links in known.items()} if is_sound else None
        )

    def _save(self, known: dict[str, list[str]]) -> None:
        """Keep the note. That it cannot be kept costs time after the next export and nothing else."""
        with suppress(OSError):
            self._note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self._note.parent, prefix=".links-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump([_VERSION, known], file)
            Path(name).replace(self._note)


def typed_links(page: bytes, name: str, site: str) -> list[str]:
    """A page's headline and the links in it that somebody typed: to the site as an address, to a part of a page.

    Nothing for a page without such links, which nearly all are: it is not read as text then.
    """
    data = page[max(page.find(b"<main"), 0) :]
    to_parts = data.count(b'href="#') > data.count(b'<use href="#')  # the marks of share buttons are none
    own = site.rstrip("/")
    if not to_parts and not any(sign in data for sign in (b'href="/', b".html#", f'href="{own}'.encode())):
        return []
    html = data.decode("utf-8", "replace")
    typed: dict[str, None] = {}
    for written in _LINK.findall(html):
        address = unescape(written)
        is_own = address.startswith("/") or f"{address}/".startswith(f"{own}/")
        has_part = "#" in address and "://" not in address and not address.startswith("mailto:")
        if is_own or (has_part and not _is_own_part(html, address)):
            typed[address] = None
    headline = _HEADLINE.search(html)
    words = unescape(_TAG.sub("", headline[1])).strip() if headline else name
    return [words, *typed] if typed else []


def _is_own_part(html: str, address: str) -> bool:
    """Whether it is a part of the very page, as footnotes have many."""
    return address.startswith("#") and (address == "#" or unquote(address[1:]) in _ids(html))


def _ids(html: str) -> frozenset[str]:
    return frozenset(unescape(value) for value in _ID.findall(html))


def _files_for(path: str) -> tuple[str, ...]:
    """The files that a web server may give for a path."""
    found = []
    for candidate in (path, path.rstrip("/") + "/"):
        with suppress(UnsafeAddress, UnicodeDecodeError, ValueError):
            found.append(file_of(candidate))
    return (*found, unquote(path.removeprefix("/")))
