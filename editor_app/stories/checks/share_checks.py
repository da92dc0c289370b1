"""Checks of how the story shares: lengths of its texts on each network, networks nobody knows."""

from __future__ import annotations

from editor_app.markup.counts import graphemes
from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.post_length import Post
from editor_app.stories.sharing import NETWORK_NAMES, network_id


def check_share_texts(subject: Subject, findings: Findings) -> None:
    """Share headline, description, and each network's own text with its link."""
    share, limits = subject.meta.share, subject.newsroom.settings.limits
    if not share.enabled:
        return
    before = len(findings.problems)
    for text, limit, name in (
        (share.title, limits.share_title, "title"),
        (share.description, limits.share_description, "description"),
    ):
        count = graphemes(text)
        if count > limit:
            findings.look_at(
                f"long_share_{name}",
                f"The share {'headline' if name == 'title' else name} has {count} of {limit} characters",
                "Shorten it; cards cut the rest.",
                Place("share"),
            )
    networks = share.chosen_networks(subject.newsroom.settings.share.networks)
    for network in networks:
        _check_network(subject, network, findings)
    if networks and len(findings.problems) == before:
        findings.passed("Share texts fit their networks")


def check_share_networks(subject: Subject, findings: Findings) -> None:
    """Names of networks that Stet does not know."""
    for name in subject.meta.share.networks or ():
        if network_id(name) is None:
            findings.look_at(
                "unknown_network",
                f"There is no network “{name}”",
                f"Stet knows {', '.join(NETWORK_NAMES.values())}.",
                Place("share"),
            )


def _check_network(subject: Subject, network: str, findings: Findings) -> None:
    share, defaults = subject.meta.share, subject.newsroom.settings.share
    post = Post(
        network,
        share.text_for(network, subject.meta.title),
        subject.newsroom.address(subject.story),
        share.hashtags_for(network, defaults.hashtags),
        defaults.x.strip().lstrip("@"),
    )
    over = post.length - post.limit
    if post.limit and over > 0:
        findings.look_at(
            "long_share_text",
            f"The text for {NETWORK_NAMES[network]} is {over} {'character' if over == 1 else 'characters'} too long",
            f"With all that goes with it, it has {post.length} of {post.limit} characters.",
            Place(f"share:{network}"),
        )
