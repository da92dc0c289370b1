"""What a screen reader says of the blocks that are drawn and not written: pictures, "Also read", dividers, source."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from editor_app.markup.rich import Kind, Picture, RichBlock
from editor_app.richtext.drawing.embed_card import embed_in, name_of_embed


def spoken(block: RichBlock) -> str:
    """A block in words: "Picture: The Sanderling aground. Credit: Leo Marsh", "Also read, 2 stories: …"."""
    if block.kind is Kind.PICTURE and block.picture is not None:
        return _spoken_picture(block.picture)
    if block.kind is Kind.ALSO_READ:
        count = "1 story" if len(block.links) == 1 else f"{len(block.links)} stories"
        titles = "; ".join(link.title or link.target for link in block.links)
        return f"Also read, {count}: {titles}" if titles else f"Also read, {count}"
    if block.kind is Kind.DIVIDER:
        return "Divider"
    embed = embed_in(block)
    if embed is not None:
        return f"Embed, {name_of_embed(embed)}: {embed.address}"
    return f"Markdown source: {block.source.strip()}" if block.kind is Kind.SOURCE else block.text


def describe_chosen(editor: QWidget, chosen: RichBlock | None) -> None:
    """Say of a text widget what is chosen in it; to a screen reader an object in the text is one nameless letter."""
    words = spoken(chosen) if chosen is not None else ""
    if editor.accessibleDescription() != words:
        editor.setAccessibleDescription(words)


def _spoken_picture(picture: Picture) -> str:
    parts = [f"Picture: {picture.alt or picture.caption}" if picture.alt or picture.caption else "Picture"]
    if picture.decorative:
        parts.append("Decorative")
    elif not picture.alt:
        parts.append("No alt text")
    elif picture.caption:
        parts.append(f"Caption: {picture.caption}")
    if picture.credit:
        parts.append(f"Credit: {picture.credit}")
    return ". ".join(part.rstrip(".") for part in parts)
