"""A copy from another program, as a story can hold it."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.markup.rich import RichBlock


@dataclass(frozen=True, slots=True)
class PastedPicture:
    """A picture that came with a copy: the file's content, the ending its format asks for, and a name for it."""

    data: bytes
    ending: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was seen and not taken, for a message: pictures that are elsewhere, footnotes."""

    pictures: int = 0
    notes: int = 0


_ALL_CAME = LeftOut()


@dataclass(frozen=True, slots=True)
class PastedCopy:
    """What came.

    Attributes:
        blocks: in order. A PICTURE block's `src` is the index, in decimal, of its picture in `pictures`.
        pictures: the pictures that came as data.
        left_out: what did not come along.
    """

    blocks: tuple[RichBlock, ...] = ()
    pictures: tuple[PastedPicture, ...] = ()
    left_out: LeftOut = _ALL_CAME

    @property
    def has_formatting(self) -> bool:
        """Whether anything in it is more than paragraphs of plain words."""
        return any(
            block.kind.value != "paragraph"
            or any(span.bold or span.italic or span.strike or span.code or span.href for span in block.spans)
            for block in self.blocks
        )
