"""The web profile of the preview: off the record, with everything off that a page of words and pictures can do without.

Nothing here trusts the content: it is taken to be hostile even though it was sanitised before.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from editor_app.ui.preview.engine import SCHEME
from editor_app.ui.preview.scheme_handler import StorySchemeHandler, StoryShelf

_Attribute = QWebEngineSettings.WebAttribute

OFF = (
    _Attribute.JavascriptEnabled,
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanPaste,
    _Attribute.LocalStorageEnabled,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.ErrorPageEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.WebGLEnabled,
    _Attribute.Accelerated2dCanvasEnabled,
    _Attribute.ReadingFromCanvasEnabled,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowGeolocationOnInsecureOrigins,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.FocusOnNavigationEnabled,
    _Attribute.BackForwardCacheEnabled,
    _Attribute.ShowScrollBars,
)
ON = (_Attribute.PlaybackRequiresUserGesture, _Attribute.WebRTCPublicInterfacesOnly)


class OwnSchemeOnly(QWebEngineUrlRequestInterceptor):
    """Blocks every request but those to the preview's own scheme, and tells `blocked` of each address it refused."""

    def __init__(self, blocked: Callable[[str], None] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocked = blocked

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Let pages and pictures of the own scheme through, and pictures that are part of the page itself."""
        url = info.requestUrl()
        if url.scheme() == SCHEME:
            return
        if url.scheme() == "data" and info.resourceType() == info.ResourceType.ResourceTypeImage:
            return
        info.block(True)
        if self._blocked is not None:
            self._blocked(url.toString())


def make_profile(
    shelf: StoryShelf, parent: QObject, blocked: Callable[[str], None] | None = None
) -> QWebEngineProfile:
    """A profile that writes nothing to disk, serves only `shelf` and asks nobody for anything."""
    profile = QWebEngineProfile(parent)
    profile.installUrlSchemeHandler(SCHEME.encode(), StorySchemeHandler(shelf, profile))
    profile.setUrlRequestInterceptor(OwnSchemeOnly(blocked, profile))
    profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    profile.setPersistentPermissionsPolicy(QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime)
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setSpellCheckEnabled(False)
    profile.setPushServiceEnabled(False)
    profile.downloadRequested.connect(_cancel)
    harden(profile.settings())
    return profile


def harden(settings: QWebEngineSettings) -> None:
    """Switch everything off that the preview does not need."""
    for attribute in OFF:
        settings.setAttribute(attribute, False)
    for attribute in ON:
        settings.setAttribute(attribute, True)
    settings.setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)


def _cancel(download: QWebEngineDownloadRequest) -> None:
    download.cancel()
