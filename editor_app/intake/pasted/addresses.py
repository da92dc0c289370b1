"""Addresses as people mean them: without what was hung on them to follow readers, and out of redirects.

Reads addresses, never opens one.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit, urlunsplit

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|gad_source|srsltid|mc_[ce]id|igsh|igshid|msclkid|twclid|"
    r"ttclid|yclid|ysclid|_openstat|vero_id|vero_conv|wickedid|oly_(?:anon|enc)_id|_hs(?:enc|mi)|__hs\w+|hsctatracking|mkt_tok|"
    r"at_(?:medium|campaign|custom\d|link_\w+|format|bbc_team|ptr_name|campaign_type)|ns_(?:campaign|mchannel|source|linkname|fee)|"
    r"cmpid|s_cid|ito|ocid|__twitter_impression|ref_src|ref_url|xtor|wt_mc|wt\.mc_id|sc_cid|smid|fb_(?:action_\w+|ref|source)|"
    r"guce_referrer(?:_sig)?|guccounter|mibextid|share_id|si|_ga|_gl|epik|rb_clickid|spm|trk(?:campaign|info)?|lipi|"
    r"echobox|xtor|cndid|ved|usg|sca_esv)",
    re.I,
)
# `si` and its like mean something elsewhere: they are taken off on these hosts only.
_ONLY_ON = {
    "si": ("youtube.com", "youtu.be", "spotify.com"),
    "ved": ("google.com",),
    "usg": ("google.com",),
    "trk": ("linkedin.com",),
    "lipi": ("linkedin.com",),
    "spm": ("aliexpress.com", "alibaba.com", "taobao.com"),
    "ito": ("dailymail.co.uk",),
    "share_id": ("facebook.com", "reddit.com"),
}
_REDIRECTS: tuple[tuple[str, str, str], ...] = (
    (r"(?:www\.)?google\.[a-z.]{2,6}", "/url", "q url"),
    (r"(?:\w+\.)?safelinks\.protection\.outlook\.com", "", "url"),
    (r"lm?\.(?:facebook|instagram)\.com", "", "u"),
    (r"(?:www\.)?youtube\.com", "/redirect", "q"),
    (r"(?:www\.)?linkedin\.com", "/safety/go", "url"),
    (r"slack-redir\.net", "/link", "url"),
    (r"out\.reddit\.com", "", "url"),
    (r"steamcommunity\.com", "/linkfilter", "u url"),
    (r"duckduckgo\.com", "/l/", "uddg"),
    (r"deref-\w+\.\w+", "/mail/client", "redirectUrl"),
)
_LONE = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>\"\ufffc]+\Z", re.I)
_BREAKING = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029<>]")
_MOST_UNWRAPPED = 4


def clean_address(given: str) -> str:
    """`given` out of redirects and without tracking parameters; empty when a story should not link to such a thing."""
    address = _BREAKING.sub("", given)
    for _ in range(_MOST_UNWRAPPED):
        inner = _unwrapped(address)
        if not inner:
            break
        address = _BREAKING.sub("", inner)
    try:
        parts = urlsplit(address)
        if parts.scheme.lower() not in _SCHEMES:
            return ""
        if parts.scheme.lower() in ("http", "https") and not parts.hostname:
            return ""
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if not parts.query:
        return address
    kept = [pair for pair in parts.query.split("&") if not _follows(pair.partition("=")[0], host)]
    query = "&".join(kept)
    return address if query == parts.query else urlunsplit(parts._replace(query=query))


def lone_address(text: str) -> str:
    """The address that is all of `text`, clean; empty when `text` is anything else."""
    text = text.strip()
    if len(text) > 4000 or not _LONE.match(text):
        return ""
    return clean_address(f"https://{text}" if text[:4].lower() == "www." else text)


def _follows(name: str, host: str) -> bool:
    if not _TRACKING.fullmatch(name):
        return False
    hosts = _ONLY_ON.get(name.lower())
    return hosts is None or any(host == each or host.endswith("." + each) for each in hosts)


def _unwrapped(address: str) -> str:
    """Where a known redirect leads; empty for any other address."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        if parts.scheme.lower() not in ("http", "https"):
            return ""
        for pattern, path, names in _REDIRECTS:
            if parts.path.startswith(path) and re.fullmatch(pattern, host):
                values = parse_qs(parts.query, max_num_fields=50)
                for name in names.split():
                    target = values.get(name, [""])[0]
                    if re.match(r"(?:https?:|mailto:)", target, re.I):
                        return target
    except ValueError:
        return ""
    return ""
