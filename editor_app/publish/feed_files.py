"""Where the feeds of a site are. Every page names them; what is in them, `feeds` knows."""

from __future__ import annotations

from editor_app.publish.edition import Group

RSS_FILE = "feed.xml"
JSON_FILE = "feed.json"
ATOM_FILE = "atom.xml"


def section_feed_file(group: Group, file: str = RSS_FILE) -> str:
    """The file of a section's own feed, beside the section's page; `file` is what the site's feed of that kind is called."""
    return f"{group.path.strip('/')}/{file}"
