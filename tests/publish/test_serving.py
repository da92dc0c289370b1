"""The local server: for this machine alone, and nothing of it in the files."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor_app.publish.serving import CHANGES, PortTaken, SiteServer, with_reload
from editor_app.publish.theme import content_hash
from tests.publish.conftest import Desk


@pytest.fixture
def server(desk: Desk) -> Iterator[SiteServer]:
    desk.story("a", "section: News\n")
    desk.export()
    server = SiteServer(desk.output, "https://courier.example")
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    yield server
    server.shutdown()
    server.end()
    serving.join()


def ask(
    server: SiteServer, path: str, host: str | None = None, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    port = server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host if host is not None else f"localhost:{port}")
        connection.putheader("Connection", "close")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_pages_and_feeds_are_served(server: SiteServer) -> None:
    status, headers, page = ask(server, "/news/a/")
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert b"Story a" in page
    assert ask(server, "/feed.xml")[1]["Content-Type"] == "application/xml"
    assert ask(server, "/news/a?x=1")[1]["Location"] == "/news/a/"
    status, _headers, body = ask(server, "/", method="HEAD")
    assert (status, body) == (200, b"")


def test_pages_reload_and_their_files_know_nothing_of_it(server: SiteServer, desk: Desk) -> None:
    page = ask(server, "/news/a/")[2].decode()
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert CHANGES in scripts[-1]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy[1].split("; ")}
    assert {content_hash(script) for script in scripts} <= set(rules["script-src"])
    assert "'none'" not in rules["script-src"]
    assert rules["connect-src"] == ["'self'"]
    assert not any(b"EventSource" in file.read_bytes() for file in desk.output.rglob("*") if file.is_file())


def test_a_policy_without_scripts_lets_this_one_through() -> None:
    page = b'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><body></body>'
    served = with_reload(page)
    assert b"script-src 'sha256-" in served
    assert b"connect-src 'self'" in served
    assert served.endswith(b"</body>")


def test_what_is_not_there_is_the_sites_own_page(server: SiteServer) -> None:
    status, _headers, page = ask(server, "/nothing/here/")
    assert status == 404
    assert b'href="/' in page
    assert b'href="https://courier.example/' not in page.replace(b'rel="canonical" href="https://', b"")


@pytest.mark.parametrize(
    "path",
    ["/../newsroom/newsroom.yaml", "/%2e%2e/newsroom/newsroom.yaml", "/..%2fnewsroom/newsroom.yaml", "/news/", "/%00",
     "/news/%5c..%5c..", "//example.org/", "/out/secret.txt", "/.hidden"],
)  # fmt: skip
def test_nothing_else_is_served_and_no_folder_is_listed(server: SiteServer, desk: Desk, path: str) -> None:
    (desk.folder / "secret.txt").write_text("secret", encoding="utf-8")
    (desk.output / "out").symlink_to(desk.folder)
    (desk.output / ".hidden").write_text("secret", encoding="utf-8")
    (desk.output / "news" / "index.html").unlink()
    status, _headers, body = ask(server, path)
    assert status == 404
    assert b"secret" not in body
    assert b"story-" not in body


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost", "", "localhost.evil.example:1"]
)
def test_other_names_are_refused(server: SiteServer, host: str) -> None:
    assert ask(server, "/", host)[0] == 421


def test_only_this_machine_is_listened_to(server: SiteServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    with pytest.raises(PortTaken, match="in use"):
        SiteServer(Path("site"), "", server.server_address[1])


def test_a_redirect_never_leads_to_another_host(server: SiteServer, desk: Desk) -> None:
    (desk.output / "example.org").mkdir()
    assert ask(server, "//example.org")[1].get("Location", "/x/").startswith("/")
    assert not ask(server, "//example.org")[1].get("Location", "").startswith("//")


def test_open_pages_hear_of_changes(server: SiteServer) -> None:
    port = server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", CHANGES, headers={"Host": f"localhost:{port}"})
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream"
    assert answer.readline() == b"retry: 500\n"
    answer.readline()
    server.tell_fault("The theme file a.html\ncannot be used.")
    assert answer.readline() == b"event: fault\n"
    assert answer.readline() == b"data: The theme file a.html cannot be used.\n"
    answer.readline()
    server.tell_written()
    assert answer.readline() == b"event: written\n"
    connection.close()


def test_a_site_that_is_not_there_yet_opens_when_it_is(server: SiteServer, desk: Desk) -> None:
    (desk.output / "index.html").unlink()
    status, _headers, page = ask(server, "/")
    assert status == 503
    assert b"is being written" in page
    assert CHANGES.encode() in page


def test_a_browser_that_leaves_is_no_fault(server: SiteServer, capsys: pytest.CaptureFixture[str]) -> None:
    for gone in (BrokenPipeError(), TimeoutError()):
        try:
            raise gone
        except OSError:
            server.handle_error(None, ("127.0.0.1", 1))
    assert capsys.readouterr().err == ""
