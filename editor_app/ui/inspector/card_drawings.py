"""How each network draws a shared page, close enough to see what is cut. Colours are the networks' own, not the theme's.

Each drawing returns the height it needs and which texts it had to cut; none knows a widget.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from editor_app.ui.inspector.card_canvas import CardCanvas, CardFacts, Cuts
from editor_app.ui.inspector.card_notes import is_small

WIDE_SHAPE = 1.91


Drawing = Callable[[CardCanvas, float, CardFacts], tuple[float, Cuts]]


def draw_facebook(canvas: CardCanvas, width: float, facts: CardFacts) -> tuple[float, Cuts]:
    """Picture above, then the domain in capitals and the headline in two lines."""
    picture_height = round(width / WIDE_SHAPE)
    strip = QRectF(11, picture_height + 8, width - 22, 0)
    domain_font, headline_font = canvas.font(11), canvas.font(13.5, 600)
    measure = CardCanvas(None, canvas.font)
    domain_height, _ = measure.text(strip, facts.domain.upper(), domain_font, "#606770")
    headline_height, cut = measure.text(strip, facts.headline, headline_font, "#1D2129", 2)
    height = round(strip.top() + domain_height + headline_height + 10)
    canvas.box(QRectF(0, 0, width, height), "#F0F2F5", "#DADDE1")
    frame = QRectF(1, 1, width - 2, picture_height - 1)
    canvas.picture(frame, facts)
    canvas.words_over(frame, picture_words(facts))
    canvas.text(strip, facts.domain.upper(), domain_font, "#606770")
    canvas.text(strip.translated(0, domain_height + 1), facts.headline, headline_font, "#1D2129", 2)
    return height, Cuts(cut)


def draw_x(canvas: CardCanvas, width: float, facts: CardFacts) -> tuple[float, Cuts]:
    """The picture alone with the headline on it in one line, the domain below."""
    picture_height = round(width / WIDE_SHAPE)
    frame = QRectF(0, 0, width, picture_height)
    font = canvas.font(12, 400)
    canvas.picture(frame, facts, 13)
    band = QRectF(10, picture_height - 29, width - 20, 19)
    rows_height, cut = CardCanvas(None, canvas.font).text(
        band.adjusted(6, 0, -6, 0), facts.headline, font, "#FFFFFF"
    )
    words = picture_words(facts)
    canvas.words_over(QRectF(13, 0, width - 26, 22 if words else 0), words)
    canvas.box(band, "#17191B", radius=4)
    canvas.text(band.adjusted(6, (19 - rows_height) / 2, -6, 0), facts.headline, font, "#FFFFFF")
    below = QRectF(0, picture_height + 5, width, 0)
    used, _ = canvas.text(below, _tr("From {0}").format(facts.domain), canvas.font(11.5), canvas.quiet_ink)
    return picture_height + 5 + used, Cuts(cut)


def draw_linkedin(canvas: CardCanvas, width: float, facts: CardFacts) -> tuple[float, Cuts]:
    """A small picture at the left, the headline in three lines and the domain beside it."""
    text_left = 110
    column = QRectF(text_left, 9, width - text_left - 10, 0)
    headline_font, domain_font = canvas.font(12.5, 600), canvas.font(11)
    measure = CardCanvas(None, canvas.font)
    headline_height, cut = measure.text(column, facts.headline, headline_font, "#191919", 3)
    domain_height, _ = measure.text(column, facts.domain, domain_font, "#5E5E5E")
    height = max(72.0, round(column.top() + headline_height + domain_height + 14))
    canvas.box(QRectF(0, 0, width, height), "#EDF3F8", "#D5DEE6")
    thumbnail = QRectF(9, (height - 52) / 2, 92, 52)
    canvas.picture(thumbnail, facts, 6)
    canvas.words_over(thumbnail, _tr("No image") if facts.picture is None else "")
    canvas.text(column, facts.headline, headline_font, "#191919", 3)
    canvas.text(column.translated(0, headline_height + 4), facts.domain, domain_font, "#5E5E5E")
    return height, Cuts(cut)


def draw_whatsapp(canvas: CardCanvas, width: float, facts: CardFacts) -> tuple[float, Cuts]:
    """A message with a square picture, headline and description in one line each, and the domain."""
    height = 76.0
    bubble = QRectF(10, 10, width - 20, 56)
    canvas.box(QRectF(0, 0, width, height), "#EFE7DC")
    canvas.box(bubble, "#D9FDD3", radius=8)
    canvas.box(bubble.adjusted(2, 2, -2, -2), "#CBF2C4", radius=6)
    canvas.picture(QRectF(bubble.left() + 2, bubble.top() + 2, 62, 52), facts, 5)
    column = QRectF(bubble.left() + 72, bubble.top() + 5, bubble.width() - 82, 0)
    used, headline_cut = canvas.text(column, facts.headline, canvas.font(12, 600), "#111B21")
    column.translate(0, used)
    used, description_cut = canvas.text(column, facts.description, canvas.font(11), "#54656F")
    column.translate(0, used)
    canvas.text(column, facts.domain, canvas.font(11), "#54656F")
    return height, Cuts(headline_cut, description_cut)


def draw_google(canvas: CardCanvas, width: float, facts: CardFacts) -> tuple[float, Cuts]:
    """A search result: site and path, the headline as a link in two lines, then when and what."""
    column = QRectF(11, 0, width - 22, 0)
    headline_font, text_font = canvas.font(15), canvas.font(11)
    measure = CardCanvas(None, canvas.font)
    headline_height, cut = measure.text(column, facts.headline, headline_font, "#1A0DAB", 2)
    summary = " — ".join(part for part in (facts.age, facts.description) if part)
    summary_height, _ = measure.text(column, summary, text_font, "#4D5156", 2)
    height = round(44 + headline_height + 4 + summary_height + 10)
    canvas.box(QRectF(0, 0, width, height), "#FFFFFF", "#DADCE0")
    canvas.disc(QPointF(22, 24), 11, "#0B5563", facts.site.removeprefix("The ")[:1].upper() or "·", "#FFFFFF")
    canvas.text(QRectF(41, 9, width - 52, 0), facts.site, canvas.font(12), "#202124")
    trail = " › ".join(part for part in (facts.domain, facts.path) if part)
    canvas.text(QRectF(41, 25, width - 52, 0), trail, canvas.font(11), "#4D5156")
    canvas.text(column.translated(0, 44), facts.headline, headline_font, "#1A0DAB", 2)
    canvas.text(column.translated(0, 48 + headline_height), summary, text_font, "#4D5156", 2)
    return height, Cuts(
        cut
    )  # a longer description is cut where Google cuts, not where this little drawing does


def draw_pinterest(canvas: CardCanvas, width: float, facts: CardFacts) -> tuple[float, Cuts]:
    """A pin in the picture's own shape, at most 2:3 tall, with the headline beside it."""
    tallest, widest = 120.0, 124.0
    shape = max(facts.picture_shape, 2 / 3) if facts.picture_shape else 1.0
    pin_width, pin_height = (
        (widest, widest / shape) if widest / shape <= tallest else (tallest * shape, tallest)
    )
    canvas.picture(QRectF(0, 0, pin_width, pin_height), facts, 14)
    canvas.words_over(
        QRectF(14, 0, pin_width - 28, pin_height - 8), picture_words(facts) if facts.picture is None else ""
    )
    column = QRectF(pin_width + 10, 0, width - pin_width - 10, 0)
    used, cut = canvas.text(column, facts.headline, canvas.font(12.5, 600), canvas.ink, 4)
    is_wide = facts.picture_shape > 1
    if is_wide:
        advice = column.translated(0, used + 4)
        hint, _ = canvas.text(
            advice, _tr("Add a 2:3 image for a taller pin."), canvas.font(11.5), canvas.quiet_ink, 2
        )
        used += 4 + hint
    return max(pin_height, used), Cuts(cut)


DRAWINGS: dict[str, Drawing] = {
    "facebook": draw_facebook,
    "x": draw_x,
    "linkedin": draw_linkedin,
    "whatsapp": draw_whatsapp,
    "google": draw_google,
    "pinterest": draw_pinterest,
}


def picture_words(facts: CardFacts) -> str:
    """What is said on the picture's own place: that there is none, or that it is too small."""
    if facts.picture is None:
        return _tr("No image")
    if is_small(facts):
        return _tr("{0} × {1}. Needs 1200 × 630").format(*facts.picture_size)
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("SocialCard", text)
