"""What is wrong with a share card, and the words that say so. Knows no widget."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from editor_app.publish.images import SOCIAL_SIZE
from editor_app.ui.inspector.card_canvas import CardFacts, Cuts

_SHOW_DESCRIPTION = frozenset({"whatsapp", "google"})
_SHOW_NO_PICTURE = frozenset({"google"})


class CardNote(StrEnum):
    """One thing that the small text above a card says."""

    HEADLINE_CUT = "headline cut"
    NO_IMAGE = "no image"
    SMALL_IMAGE = "image too small"
    NO_DESCRIPTION = "no description"
    DESCRIPTION_CUT = "description cut"
    IMAGE_WIDE = "image is wide"


def notes_of(network: str, facts: CardFacts, cuts: Cuts) -> tuple[CardNote, ...]:
    """Everything there is to say of a card, what matters most first; nothing when it fits."""
    has_picture = facts.picture is not None
    if network in _SHOW_NO_PICTURE:
        picture = None
    elif not has_picture:
        picture = CardNote.NO_IMAGE
    elif is_small(facts):
        picture = CardNote.SMALL_IMAGE
    else:
        picture = None
    shows = network in _SHOW_DESCRIPTION
    is_wide = network == "pinterest" and has_picture and facts.picture_shape > 1
    noted = (
        (cuts.headline or facts.is_headline_cut, CardNote.HEADLINE_CUT),
        (picture is not None, picture),
        (shows and not facts.has_description, CardNote.NO_DESCRIPTION),
        (
            shows and facts.has_description and (cuts.description or facts.is_description_cut),
            CardNote.DESCRIPTION_CUT,
        ),
        (is_wide, CardNote.IMAGE_WIDE),
    )
    return tuple(note for holds, note in noted if holds and note is not None)


def is_small(facts: CardFacts) -> bool:
    """Whether the picture is smaller than what networks ask for, so that it is blown up."""
    width, height = facts.picture_size
    return bool(width) and (width < SOCIAL_SIZE[0] or height < SOCIAL_SIZE[1])


def words_of(notes: Sequence[CardNote]) -> str:
    """The notes as one line; what fits, in a word."""
    if not notes:
        return _tr("Fits")
    first, *others = (_WORDS[note] for note in notes)
    return ", ".join([_tr(first), *(_tr(other).lower() for other in others)])


_WORDS = {
    CardNote.HEADLINE_CUT: "Headline cut",
    CardNote.NO_IMAGE: "No image",
    CardNote.SMALL_IMAGE: "Image too small",
    CardNote.NO_DESCRIPTION: "No description",
    CardNote.DESCRIPTION_CUT: "Description cut",
    CardNote.IMAGE_WIDE: "Image is wide",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("SocialCard", text)
