"""Checks of pictures: there, described, credited."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote

from editor_app.markup.counts import graphemes
from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.folding import fold
from editor_app.stories.pictures import PICTURE_ENDINGS, is_elsewhere, is_picture_name, picture_size
from editor_app.stories.sharing import NETWORK_NAMES

SHARE_WIDTH, SHARE_HEIGHT = 1200, 630
_BRIEF_WORDS = 150


def check_lead_picture(subject: Subject, findings: Findings) -> None:
    """The lead picture: file, alt text, credit; and that anything longer than a brief has a picture at all."""
    image = subject.meta.image
    if image is None:
        is_brief = subject.words < _BRIEF_WORDS
        if not is_brief and not any(subject.body.pictures()):
            findings.look_at(
                "no_picture",
                "There is no picture",
                "Choose a lead picture in the Story panel; share cards show it.",
                Place("image"),
            )
        return
    place = Place("image")
    if _file_is_missing(subject, image.src, "The lead picture", findings, place):
        return
    if image.alt is None:
        findings.look_at(
            "no_alt",
            "The lead picture has no alt text",
            "Say what it shows, or mark it as decorative.",
            place,
        )
    elif image.alt:
        _check_alt(subject, image.src, image.alt, image.caption, findings=findings, place=place)
    if not image.credit.strip():
        findings.look_at("no_credit", "The lead picture has no credit", "Name who took it.", place)
    if image.alt is not None and image.credit.strip():
        words = "alt text, caption and credit" if image.caption.strip() else "alt text and credit"
        findings.passed(f"Lead picture has {words}")


def check_body_pictures(subject: Subject, findings: Findings) -> None:
    """Each picture in the text: file, alt text, credit."""
    before = len(findings.problems)
    count = 0
    for block, picture in subject.body.pictures():
        count += 1
        place = Place("body", block)
        name = _name_of(picture.src) or "without a file"
        if _file_is_missing(subject, picture.src, f"The picture {name}", findings, place):
            continue
        if not picture.alt.strip() and not picture.is_decorative:
            findings.look_at(
                "no_alt",
                f"The picture {name} has no alt text",
                "Say what it shows, or mark it as decorative.",
                place,
            )
        elif picture.alt.strip():
            _check_alt(subject, picture.src, picture.alt, picture.caption, findings=findings, place=place)
        if picture.is_figure and not picture.credit.strip() and not picture.is_decorative:
            findings.look_at("no_credit", f"The picture {name} has no credit", "Name who took it.", place)
    if count and len(findings.problems) == before:
        findings.passed(
            f"Alt text and credit on {count} {'picture' if count == 1 else 'pictures'} in the text"
        )


def check_share_picture(subject: Subject, findings: Findings) -> None:
    """The pictures that share cards show: there, and large enough."""
    share, lead = subject.meta.share, subject.meta.image
    if share.image:
        _file_is_missing(subject, share.image, "The share picture", findings, Place("share"))
    for network in share.chosen_networks(subject.newsroom.settings.share.networks):
        own = getattr(getattr(share, network, None), "image", "")
        if own:
            name = NETWORK_NAMES[network]
            _file_is_missing(subject, own, f"The picture for {name}", findings, Place(f"share:{network}"))
    src = share.image or (lead.src if lead else "")
    path = subject.newsroom.picture_path(subject.story.path, src) if src and share.enabled else None
    size = picture_size(path) if path else None
    if size is None:
        return
    width, height = size
    if width < SHARE_WIDTH or height < SHARE_HEIGHT:
        findings.look_at(
            "small_share_picture",
            f"The share picture is {width} × {height} pixels",
            f"Use one of at least {SHARE_WIDTH} × {SHARE_HEIGHT}, so that cards are not blurred.",
            Place("share" if share.image else "image"),
        )
    else:
        findings.passed(f"Share picture is {width} × {height}")


def _file_is_missing(subject: Subject, src: str, what: str, findings: Findings, place: Place) -> bool:
    """Report a picture that cannot be shown; whether it was one."""
    path = subject.newsroom.picture_path(subject.story.path, src)
    if path is not None and picture_size(path) is not None:
        return False
    if path is not None:
        title, advice = f"{what} cannot be opened", "The file is damaged or of another kind. Replace it."
    elif is_elsewhere(src):
        title, advice = (
            f"{what} is not in this newsroom",
            "Save it to the images folder and place it from there.",
        )
    elif src.strip() and not is_picture_name(src):
        kinds = ", ".join(sorted(ending[1:].upper() for ending in PICTURE_ENDINGS))
        title, advice = f"{what} is of a kind that pages cannot show", f"Use one of {kinds}."
    else:
        title, advice = (
            f"{what} cannot be found",
            f"There is no file “{src}”. Replace it, or put the file back.",
        )
    findings.must_fix("missing_picture", title, advice, place)
    return True


def _check_alt(
    subject: Subject, src: str, alt: str, caption: str, *, findings: Findings, place: Place
) -> None:
    name = PurePosixPath(_name_of(src))
    if (
        fold(alt) in {fold(name.name), fold(name.stem)}
        or PurePosixPath(alt.strip()).suffix.casefold() in PICTURE_ENDINGS
    ):
        findings.look_at(
            "alt_is_file_name", "The alt text is a file name", "Say what the picture shows.", place
        )
    elif caption and fold(alt) == fold(caption):
        findings.look_at(
            "alt_is_caption",
            "The alt text repeats the caption",
            "Say what the picture shows; the caption is read as well.",
            place,
        )
    limit, count = subject.newsroom.settings.limits.alt, graphemes(alt)
    if count > limit:
        findings.look_at(
            "long_alt",
            f"The alt text has {count} of {limit} characters",
            "Shorten it; put the rest in the caption.",
            place,
        )


def _name_of(src: str) -> str:
    return PurePosixPath(unquote(src).replace("\\", "/")).name
