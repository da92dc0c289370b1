from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.markup.html import HtmlRenderer
from editor_app.markup.sanitise import clean, is_safe_address
from tests.markup.newsroom import SmallNewsroom

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" java\nscript:alert(1)">a</a>',
    '<a href="data:text/html,x">a</a>',
    '<a href="vbscript:x">a</a>',
    '<a href="//evil.example/">a</a>',
    '<a href="\\\\evil.example\\x">a</a>',
    '<iframe src="https://evil.example"></iframe>',
    '<object data="x"></object><embed src="x">',
    '<link rel="preconnect" href="https://evil.example">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    '<form action="https://evil.example"><input name=a><button formaction="javascript:x">b</button></form>',
    '<p style="background:url(https://evil.example)">a</p>',
    "<style>@import 'https://evil.example'</style>",
    '<img src="https://evil.example/x.png" srcset="https://evil.example/x 2x">',
    '<video src="https://evil.example"><source src="https://evil.example"></video>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<template><img src=x onerror=alert(1)></template>',
    '<p id="location" name="x" class="evil" onclick="x" data-x="y">a</p>',
    '<textarea></textarea><img title="</textarea><img src=x onerror=alert(1)>">',
    "<!--><img src=x onerror=alert(1)>-->",
    "<a href=x target=_blank ping=https://evil.example>a</a>",
)  # fmt: skip
_TAGS = frozenset(
    [
        "script",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "link",
        "meta",
        "base",
        "form",
        "input",
        "button",
        "style",
        "video",
        "source",
        "template",
        "textarea",
        "noscript",
    ]
)
_NAMES = frozenset({"style", "id", "name", "target", "ping", "data-x"})


class _Guard(HTMLParser):
    """Collects what no page of ours may hold."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TAGS:
            self.found.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or (name in _NAMES and not address.startswith("fn")):
                self.found.append(name)
            if name in ("href", "src", "srcset"):
                is_script = address.startswith(("javascript:", "vbscript:", "data:", "//", "\\\\"))
                if is_script or "evil.example" in address:
                    self.found.append(f"{name}={value}")


def _dangers(html: str) -> list[str]:
    guard = _Guard()
    guard.feed(html)
    guard.close()
    return guard.found


def test_the_guard_sees_what_the_sanitiser_takes_out() -> None:
    assert all(_dangers(payload) for payload in HOSTILE if "<!-->" not in payload and "java\n" not in payload)


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_html_is_inert(payload: str) -> None:
    assert not _dangers(clean(payload))


@pytest.mark.parametrize("payload", HOSTILE)
@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "Text {} text.",
        "> {}",
        "- {}",
        '<div markdown="1">\n{}\n</div>',
        "**{}**",
        "| a | b |\n|--|--|\n| {} | c |",
    ],
)
def test_hostile_html_in_markdown_is_inert(payload: str, frame: str) -> None:
    html = HtmlRenderer(SmallNewsroom()).render_body(frame.format(payload))
    assert not _dangers(html)


@pytest.mark.parametrize(
    "source",
    [
        "[a](javascript:alert(1))",
        "[a](<java script:alert(1)>)",
        "[a](JaVaScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a][x]\n\n[x]: javascript:alert(1)",
        "<javascript://x.y/%0aalert(1)>",
        "![a](javascript:alert(1))",
        '![a](x.jpg "\\" onload=\\"alert(1)")',
        "*a*{onclick=alert(1)}",
        "# a {onclick=alert(1) style=color:red}",
        "Also read: [a](javascript:alert(1))",
        "``` {onclick=alert(1)}\na\n```",
        "a[^1]\n\n[^1]: <script>alert(1)</script>",
        '*[a]: x" onclick="alert(1)\n\na',
    ],
)
def test_hostile_markdown_is_inert(source: str) -> None:
    html = HtmlRenderer(SmallNewsroom()).render_body(source)
    assert not _dangers(html)


def test_what_a_page_needs_stays() -> None:
    kept = '<p>a <a href="https://x.y" title="t">b</a> <time datetime="2026">c</time></p><details open=""><summary>d</summary>e</details>'
    assert clean(kept) == kept


@given(st.text(alphabet="<>/\"'= abimgscrptonerx:!-&;#1\n\x00"))
@settings(max_examples=500, deadline=None)
def test_clean_settles(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


def test_bytes_that_are_not_text_do_no_harm() -> None:
    assert clean("a\udcff\ud800b") == "a\ufffd\ufffdb"


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://x.y/a", True),
        ("#a", True),
        ("a b", False),
        ("//x", False),
        ("/\\x", False),
        ("/a", True),
        ("a\x01", False),
        ("java\\script:alert(1)", False),
        ("a%3A:b", False),
        ("x?at=12:30", True),
        ("mailto:a@b.c", True),
    ],
)
def test_safe_addresses(address: str, safe: bool) -> None:
    assert is_safe_address(address) is safe
