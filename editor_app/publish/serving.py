"""A local server for looking at a site while its theme or its stories are being worked on.

For this machine alone: it listens on the loopback address, answers no other host's name, lists no folder and follows no
link out of the site. Pages reload when the site has been written again; the script for it is in what is served and never
in the files.
"""

from __future__ import annotations

import mimetypes
import posixpath
import re
import sys
import threading
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from editor_app.publish.theme import content_hash

LOOPBACK = "127.0.0.1"
CHANGES = "/.stet/changes"
"""No page of a site can have this address: none begins with a dot."""
_ALIVE_S = 15.0
_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_SCRIPT = f"""\
const changes=new EventSource("{CHANGES}");
changes.addEventListener("written",()=>location.reload());
changes.addEventListener("fault",event=>{{
let note=document.getElementById("stet-fault");
if(!note){{note=document.createElement("p");note.id="stet-fault";note.setAttribute("role","alert");document.body.prepend(note);}}
note.textContent=event.data;
Object.assign(note.style,{{margin:"0",padding:"12px 16px",background:"#8c1d18",color:"#fff",font:"16px/1.4 sans-serif"}});
}});"""
_WAITING = b"""\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The site is being written</title></head>
<body><p>The site is being written. It opens here when it is ready.</p></body></html>
"""
_TYPES = {".webmanifest": "application/manifest+json", ".xml": "application/xml", ".avif": "image/avif",
          ".webp": "image/webp", ".json": "application/json", ".js": "text/javascript"}  # fmt: skip


class PortTaken(Exception):
    """The port cannot be had; `str()` is one sentence."""

    def __init__(self, port: int) -> None:
        super().__init__(f"The port {port} is in use. Name another one with --port.")


class SiteServer(ThreadingHTTPServer):
    """Serves one folder on the loopback address.

    Args:
        folder: the site; it may not be there yet.
        site: the address that the site's absolute links begin with.
        port: 0: any that is free. Raises `PortTaken`.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, folder: Path, site: str, port: int = 0) -> None:
        self.folder, self.site = folder, site.rstrip("/")
        self._told = threading.Condition()
        self._number, self._event, self._fault = 0, "", ""
        self._is_ending = False
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except (OSError, OverflowError) as error:
            raise PortTaken(port) from error

    @property
    def address(self) -> str:
        """Where the front page is."""
        return f"http://localhost:{self.server_address[1]}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves before it has heard all is none; anything else is Stet's own fault."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # handed on as given

    def tell_written(self) -> None:
        """The site has been written again: open pages reload."""
        self._tell("written", "")

    def tell_fault(self, sentence: str) -> None:
        """The site could not be written: open pages say why."""
        self._tell("fault", sentence)

    def end(self) -> None:
        """Stop serving; for a thread other than that of `serve_forever`, or once that has returned."""
        with self._told:
            self._is_ending = True
            self._told.notify_all()
        self.server_close()

    def news_after(self, number: int) -> tuple[int, str, str] | None:
        """The last event after the one with this number, waiting for it; None: the server ends. Empty: none yet."""
        with self._told:
            if self._number == number and not self._is_ending:
                self._told.wait(_ALIVE_S)
            if self._is_ending:
                return None
            return (number, "", "") if self._number == number else (self._number, self._event, self._fault)

    @property
    def number(self) -> int:
        """How many events there have been."""
        return self._number

    def _tell(self, event: str, fault: str) -> None:
        with self._told:
            self._number, self._event, self._fault = self._number + 1, event, " ".join(fault.split())
            self._told.notify_all()


class _Handler(BaseHTTPRequestHandler):
    server_version = "Stet"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    @property
    def _site(self) -> SiteServer:
        return cast(SiteServer, self.server)

    def do_GET(self) -> None:
        if not self._is_for_us():
            self._send(
                HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"This server answers for localhost alone.\n"
            )
        elif self.path == CHANGES:
            self._stream()
        else:
            self._serve_file()

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal tells of exports."""

    def _is_for_us(self) -> bool:
        """Whether the browser meant this machine: another name that leads here may be a trick of its owner."""
        port = self._site.server_address[1]
        return self.headers.get("Host", "") in {f"{name}:{port}" for name in ("localhost", LOOPBACK)}

    def _serve_file(self) -> None:
        path = unquote(urlsplit(self.path).path, errors="replace")
        found = self._file_of(path)
        if found is not None and found.is_dir():
            if not path.endswith("/"):
                self._redirect(f"{urlsplit(self.path).path}/")
                return
            found = found / "index.html"
        if found is None or not found.is_file():
            self._serve_not_found()
            return
        self._serve(found, HTTPStatus.OK)

    def _serve_not_found(self) -> None:
        if not (self._site.folder / "index.html").is_file():
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/html", with_reload(_WAITING))
            return
        page = self._site.folder / "404.html"
        if page.is_file():
            self._serve(page, HTTPStatus.NOT_FOUND)
        else:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"There is no such page.\n")

    def _serve(self, file: Path, status: HTTPStatus) -> None:
        try:
            data = file.read_bytes()
        except OSError:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"There is no such page.\n")
            return
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind == "text/html":
            data = with_reload(data)
            if status is HTTPStatus.NOT_FOUND:  # its links are absolute, to be good at any depth
                data = data.replace(f'="{self._site.site}/'.encode(), b'="/')
        self._send(status, kind, data)

    def _file_of(self, path: str) -> Path | None:
        """The file that an address names; None when it leads out of the site or to what is hidden."""
        parts = [part for part in posixpath.normpath(path).split("/") if part]
        if any(part.startswith(".") or "\\" in part or "\0" in part or ":" in part for part in parts):
            return None
        folder = self._site.folder.resolve()
        try:
            found = folder.joinpath(*parts).resolve()
        except (OSError, ValueError):
            return None
        return found if found.is_relative_to(folder) else None

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", "/" + path.lstrip("/\\"))  # never to another host
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.close_connection = True
        if self.command == "HEAD":
            return
        number = self._site.number
        with suppress(OSError):  # the page was closed
            self.wfile.write(b"retry: 500\n\n")
            while (news := self._site.news_after(number)) is not None:
                number, event, fault = news
                text = f"event: {event}\ndata: {fault}\n\n" if event else ": still here\n\n"
                self.wfile.write(text.encode("utf-8", "replace"))


def with_reload(page: bytes) -> bytes:
    """The page with the script that reloads it, allowed by its policy."""
    allowed = content_hash(_SCRIPT).encode()

    def opened(match: re.Match[bytes]) -> bytes:
        rules = [rule.strip().split() for rule in match[2].split(b";") if rule.strip()]
        for name, more in ((b"script-src", allowed), (b"connect-src", b"'self'")):
            rule = next((rule for rule in rules if rule[0] == name), None)
            if rule is None:
                rules.append(rule := [name])
            rule[1:] = [*(source for source in rule[1:] if source not in (b"'none'", more)), more]
        return match[1] + b"; ".join(map(b" ".join, rules)) + match[3]

    page = _POLICY.sub(opened, page, count=1)
    head, body, rest = page.rpartition(b"</body>")
    return head + f"<script>{_SCRIPT}</script>\n".encode() + body + rest
