"""The preview is safe even when the sanitiser is not there: raw hostile pages do nothing and ask for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineSettings, QWebEngineUrlRequestInfo

from editor_app.session.preview_feed import Patch
from editor_app.ui.preview.profile import OFF, ON, OwnSchemeOnly

OUT = "http://203.0.113.9/leak"

HOSTILE = {
    "script": "<script>document.title='run'</script>",
    "onerror": "<img src=x onerror=\"document.title='run'\">",
    "onload svg": "<svg onload=\"document.title='run'\"></svg>",
    "autofocus": "<input autofocus onfocus=\"document.title='run'\">",
    "details": "<details open ontoggle=\"document.title='run'\">x</details>",
    "animation": "<style>@keyframes k{}</style><p style='animation:k 1ms' onanimationstart=\"document.title='run'\">x</p>",
    "iframe": f"<iframe src='{OUT}'></iframe>",
    "iframe srcdoc": "<iframe srcdoc=\"<script>top.document.title='run'</script>\"></iframe>",
    "object": f"<object data='{OUT}'></object><embed src='{OUT}'>",
    "picture": f"<img src='{OUT}.png' srcset='{OUT}.2x.png 2x'>",
    "file picture": "<img src='file:///etc/hostname'>",
    "style": f"<style>@import '{OUT}.css'; body{{background:url({OUT}.png)}}</style><p style='background:url({OUT})'>x</p>",
    "stylesheet": f"<link rel=stylesheet href='{OUT}.css'><link rel=preload as=image href='{OUT}.png'>",
    "preconnect": "<link rel=preconnect href='https://leak.example'><link rel=dns-prefetch href='//leak.example'>",
    "prefetch": f"<link rel=prefetch href='{OUT}'><link rel=icon href='{OUT}.ico'><link rel=manifest href='{OUT}'>",
    "media": f"<video autoplay src='{OUT}.mp4' poster='{OUT}.png'></video><audio autoplay src='{OUT}.mp3'></audio>",
    "font": f"<style>@font-face{{font-family:f;src:url({OUT}.woff2)}} p{{font-family:f}}</style><p>x</p>",
    "svg use": f"<svg><use href='{OUT}.svg#a'/><image href='{OUT}.png'/></svg>",
    "refresh": f"<meta http-equiv=refresh content='0;url={OUT}'>",
    "base": f"<base href='{OUT}/'><img src='a.png'>",
    "other page": "<img src='stet-preview://story/picture/7'><iframe src='stet-preview://story/page/1'></iframe>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_raw_page_does_nothing(shown, page_of, name: str) -> None:
    _watch(shown)
    shown.show(page_of({"a": HOSTILE[name], "b": "Two"}, head=HOSTILE[name]), ("a", "b"))
    address = shown.frame.page.url()
    shown.patch(Patch({"b": f'<div data-block="b">{HOSTILE[name]}</div>'}))
    shown.ask("new Promise(requestAnimationFrame); document.body.offsetHeight")
    shown.qtbot.wait(60)
    assert shown.ask("document.title") != "run"
    assert shown.frame.page.url() == address
    assert shown.opened == []


@pytest.mark.parametrize("name", ["picture", "stylesheet", "media", "font", "prefetch", "svg use"])
def test_what_the_policy_lets_by_the_interceptor_would_stop(shown, page_of, name: str) -> None:
    """The policy stops these before a request exists; were there one, it would be on this list, as blocked."""
    shown.show(page_of({"a": HOSTILE[name]}), ("a",))
    assert all(address.startswith("http://203.0.113.9/") for address in shown.blocked)


@pytest.mark.parametrize(
    "content",
    [
        f"<a id=x href='{OUT}'>x</a>",
        f"<a id=x href='{OUT}' target=_blank>x</a>",
        f"<a id=x href='{OUT}' download>x</a>",
        f"<a id=x href='#' ping='{OUT}'>x</a>",
        "<a id=x href=\"javascript:document.title='run'\">x</a>",
        "<a id=x href='data:text/html,<script>1</script>'>x</a>",
        "<a id=x href='file:///etc/passwd'>x</a>",
        f"<form action='{OUT}'><button id=x>x</button></form>",
        f"<form><button id=x formaction='{OUT}' formmethod=post>x</button></form>",
        f"<button id=x onclick=\"document.title='run';open('{OUT}')\">x</button>",
    ],
)
def test_clicking_hostile_content_goes_nowhere(shown, page_of, content: str) -> None:
    _watch(shown)
    shown.show(page_of({"a": content}, tag="div"), ("a",))
    address = shown.frame.page.url()
    with shown.qtbot.waitSignal(shown.frame.block_clicked, timeout=5_000):
        shown.click("#x")
    shown.qtbot.wait(60)
    assert shown.frame.page.url() == address
    assert shown.ask("document.title") != "run"
    assert shown.opened == []
    assert [url for url in shown.blocked if url.startswith(("http", "file"))] == []


def test_the_main_world_has_no_scripts(shown, page_of) -> None:
    shown.show(page_of({"a": "One"}), ("a",))
    answers: list[object] = []
    shown.frame.page.runJavaScript("'alive'", 0, answers.append)
    shown.qtbot.waitUntil(lambda: bool(answers), timeout=5_000)
    assert answers == [""]


def test_every_setting_is_as_promised(shown) -> None:
    for settings in (shown.frame.page.settings(), shown.frame.page.profile().settings()):
        assert [attribute for attribute in OFF if settings.testAttribute(attribute)] == []
        assert all(settings.testAttribute(attribute) for attribute in ON)
        policy = QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
        assert settings.unknownUrlSchemePolicy() == policy
    profile: QWebEngineProfile = shown.frame.page.profile()
    assert profile.isOffTheRecord()
    storage = Path(profile.persistentStoragePath())
    assert [found for found in storage.rglob("*") if found.is_file()] == []


def test_no_other_page_can_be_gone_to(shown, page_of) -> None:
    shown.show(page_of({"a": "One"}), ("a",))
    page = shown.frame.page
    kinds = page.NavigationType
    for address in (
        "https://courier.example/",
        "file:///etc/passwd",
        "stet-preview://story/page/99",
        "data:text/html,x",
    ):
        assert not page.acceptNavigationRequest(QUrl(address), kinds.NavigationTypeTyped, True)
    own = page.url()
    assert page.acceptNavigationRequest(own, kinds.NavigationTypeTyped, True)
    assert not page.acceptNavigationRequest(own, kinds.NavigationTypeLinkClicked, True)
    assert not page.acceptNavigationRequest(own, kinds.NavigationTypeTyped, False)
    assert page.createWindow(page.WebWindowType.WebBrowserTab) is None


def _watch(shown) -> None:
    shown.opened = []
    shown.frame.page.newWindowRequested.connect(lambda _request: shown.opened.append("window"))
    shown.frame.page.profile().downloadRequested.connect(lambda item: _note_download(shown, item))


def _note_download(shown, item) -> None:
    if item.state() != item.DownloadState.DownloadCancelled:
        shown.opened.append("download")


@pytest.mark.parametrize(
    ("address", "kind", "is_blocked"),
    [
        ("stet-preview://story/page/1", "ResourceTypeMainFrame", False),
        ("data:image/gif;base64,R0lGOD", "ResourceTypeImage", False),
        ("data:text/html,x", "ResourceTypeSubFrame", True),
        ("https://courier.example/a.png", "ResourceTypeImage", True),
        ("file:///etc/hostname", "ResourceTypeImage", True),
        ("blob:stet-preview://story/1", "ResourceTypeMedia", True),
    ],
)
def test_the_interceptor_lets_only_the_own_scheme_through(address: str, kind: str, is_blocked: bool) -> None:
    class Request:
        ResourceType = QWebEngineUrlRequestInfo.ResourceType

        def __init__(self) -> None:
            self.blocked = False

        def requestUrl(self) -> QUrl:
            return QUrl(address)

        def resourceType(self) -> QWebEngineUrlRequestInfo.ResourceType:
            return self.ResourceType[kind]

        def block(self, blocked: bool) -> None:
            self.blocked = blocked

    request = Request()
    seen: list[str] = []
    OwnSchemeOnly(seen.append).interceptRequest(request)  # type: ignore[arg-type]
    assert request.blocked is is_blocked
    assert bool(seen) is is_blocked
