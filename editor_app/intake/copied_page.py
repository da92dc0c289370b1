"""What a copied news page says about itself: its label line, "Also read" lines, the names of share networks.

Pure recognition of single lines, by words. It decides nothing and builds nothing; `wire_copy` does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from editor_app.stories.breaking import Level
from editor_app.stories.sharing import network_id

_LABELS: dict[str, Level] = {
    "breaking": Level.BREAKING,
    "breaking news": Level.BREAKING,
    "breaking story": Level.BREAKING,
    "just in": Level.BREAKING,
    "news alert": Level.BREAKING,
    "newsflash": Level.BREAKING,
    "urgent": Level.BREAKING,
    "developing": Level.DEVELOPING,
    "developing story": Level.DEVELOPING,
    "developing news": Level.DEVELOPING,
    "update": Level.DEVELOPING,
    "updated": Level.DEVELOPING,
    "news update": Level.DEVELOPING,
    "терміново": Level.BREAKING,
    "срочно": Level.BREAKING,
    "عاجل": Level.BREAKING,
    "خبر عاجل": Level.BREAKING,
    "eilmeldung": Level.BREAKING,
    "última hora": Level.BREAKING,
    "dernière minute": Level.BREAKING,
    "ultim'ora": Level.BREAKING,
    "ultim’ora": Level.BREAKING,
    "оновлено": Level.DEVELOPING,
    "оновлюється": Level.DEVELOPING,
}
_PLAIN_LABELS = frozenset({"breaking", "breaking news", "developing"})
_FRAME = " \t\u00a0*_#[](){}:：.!|–—-•●▶►⚡🚨🔴\ufe0f"
_LABEL_BEFORE_HEADLINE = re.compile(r"\s*([^\W\d]+(?: [^\W\d]+)?)\s*[:：|]\s+(?=\S)")

_NETWORK_NAMES: dict[str, str] = {
    "x formerly twitter": "x",
    "twitter x": "x",
    "x twitter": "x",
    "whats app": "whatsapp",
    "linked in": "linkedin",
    "e mail": "email",
    "mail": "email",
    "copy": "copy",
    "copy link": "copy",
    "copy url": "copy",
    "copy address": "copy",
    "link": "copy",
    "link copied": "copy",
}
_NOT_OFFERED = frozenset({
    "instagram", "messenger", "facebook messenger", "flipboard", "pocket", "tumblr", "viber", "line", "sms",
    "text message", "print", "vk", "vkontakte", "weibo", "wechat", "snapchat", "skype", "signal", "slack",
    "tiktok", "youtube", "google news", "gmail", "truth social", "hacker news", "evernote", "odnoklassniki",
})  # fmt: skip
_UNSURE_ALONE = frozenset({
    "x", "mail", "email", "e mail", "copy", "link", "threads", "line", "print", "signal", "pocket", "messenger",
})  # fmt: skip
# Links that stood side by side on the page run together when they are copied: FacebookTwitterLinkedIn.
_RUN_TOGETHER = re.compile(
    r"(?:Facebook|Twitter|LinkedIn|Linkedin|Pinterest|WhatsApp|Whatsapp|Telegram|Reddit|Bluesky|Threads|Mastodon|"
    r"Messenger|Instagram|Email|E-mail|Copy [Ll]ink|Print|X(?![a-z]))"
)
_SHARE_HEADING = re.compile(r"share(?: (?:on|to|via|this|this (?:article|story|page|post)))?", re.IGNORECASE)
_VERB_BEFORE_NAME = re.compile(r"(?:share|post|tweet|send|save|pin) (?:on|to|via|by|with|in) ", re.IGNORECASE)

_ALSO_READ = re.compile(
    r"(?i)^[\s*_>•▶►-]*(?:also\s+read|read\s+also|читайте\s+також|читайте\s+также|lesen\s+sie\s+auch|(?:à\s+)?lire\s+aussi|"
    r"le(?:a|e|er)\s+también|leggi\s+anche|leia\s+também|czytaj\s+(?:też|także)|اقرأ\s+[أا]يض[\u064b]?ا[\u064b]?)"
    r"\s*[*_]*\s*[:：–—]\s*[*_]*\s*(?P<rest>.*?)\s*$"
)
# A line of a copied page that stands above its headline and says only when.
_MOMENT = re.compile(
    r"(?:published|updated|posted|last|modified|on|at|am|pm|gmt|utc|bst|[ecmp][ds]t|c?eet|cet|ist|mins?|minutes?|hours?|days?|ago|"
    r"today|yesterday|now|just|st|nd|rd|th|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_MARKDOWN_LINK = re.compile(r"^\[(?P<title>.*?)\]\(\s*<?(?P<address>[^\s<>)]*)>?(?:\s+\"[^\"]*\")?\s*\)$")
_TRAILING_ADDRESS = re.compile(
    r"^(?P<title>.*?)[\s(<\[–—|-]*(?P<address>https?://[^\s<>\"')\]]+)[)>\]]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label line. `kicker` is the label as written when it says more than the level's own name, else empty."""

    level: Level
    kicker: str = ""


@dataclass(frozen=True, slots=True)
class NamedLink:
    """One title behind "Also read", with the address that stood beside it, if any."""

    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A line that holds only names of share networks.

    Attributes:
        networks: their ids, in order; empty for a heading ("Share this") or networks Stet has no link for.
        others: names of things one can share to for which Stet has no link, as written.
        sure: whether the line could be nothing else even when it stands alone.
    """

    networks: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    sure: bool = True


def label_of(line: str) -> Label | None:
    """What a line that is only a label ("Breaking News", "UPDATE:") means; None for any other line."""
    words = " ".join(line.strip(_FRAME).split())
    level = _LABELS.get(words.casefold())
    if level is None:
        return None
    return Label(level, "" if words.casefold() in _PLAIN_LABELS else words)


def label_before_headline(line: str) -> tuple[Label, str] | None:
    """Split "BREAKING: Headline" into the label and the headline; None when the line does not begin so."""
    found = _LABEL_BEFORE_HEADLINE.match(line)
    label = label_of(found.group(1)) if found else None
    return (label, line[found.end() :].strip()) if found and label else None


def is_moment(line: str) -> bool:
    """Whether a line says only when something was published: "09:40 GMT", "Updated 22 November 2026", "2 hours ago"."""
    words = re.findall(r"[^\W\d]+", line.casefold())
    return bool(re.search(r"\d", line)) and len(line) <= 80 and all(map(_MOMENT.fullmatch, words))


def also_read(line: str) -> tuple[NamedLink, ...] | None:
    """The titles after "Also read:", several separated by `;`; empty when the label stands alone; None otherwise."""
    found = _ALSO_READ.match(line)
    if not found:
        return None
    parts = (part.strip() for part in found["rest"].strip("*_").split(";"))
    return tuple(named_link(part) for part in parts if part)


def named_link(text: str) -> NamedLink:
    """A title with the address written beside it: `[Title](address)`, `Title (address)`, `Title address` or a title."""
    text = text.strip()
    found = _MARKDOWN_LINK.match(text) or _TRAILING_ADDRESS.match(text)
    if not found:
        return NamedLink(text)
    return NamedLink(found["title"].strip(" \t*_") or found["address"], found["address"])


def network_line(line: str) -> NetworkLine | None:
    """The share networks a line names when it names nothing else; None for any other line."""
    words = _plain(line)
    if not words:
        return None
    if _SHARE_HEADING.fullmatch(words):
        return NetworkLine(sure=False)
    if single := _one_name(words):
        return single
    parts = _RUN_TOGETHER.findall(line) if not _RUN_TOGETHER.sub("", line).strip() else []
    names = [_one_name(_plain(part)) for part in parts or re.split(r"[,;|•·\t]| {2,}", line) if part.strip()]
    if len(names) < 2:
        names = [_one_name(_plain(part)) for part in line.split()]
    if len(names) < 2 or not all(names):
        return None
    found = [name for name in names if name]
    return NetworkLine(
        tuple(network for name in found for network in name.networks),
        tuple(other for name in found for other in name.others),
    )


def _one_name(words: str) -> NetworkLine | None:
    spoken = _VERB_BEFORE_NAME.match(words)
    name = words[spoken.end() :] if spoken else words
    folded = name.casefold()
    sure = bool(spoken) or folded not in _UNSURE_ALONE
    if network := _NETWORK_NAMES.get(folded) or network_id(folded):
        return NetworkLine((network,), sure=sure)
    if folded in _NOT_OFFERED:
        return NetworkLine(others=(name,), sure=False)
    return None


def _plain(text: str) -> str:
    """The words of a line: Markdown links as their text, signs around and between names as spaces."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"[\s\u00a0*_:()/\[\]•·\-–—]+", " ", text).split())
