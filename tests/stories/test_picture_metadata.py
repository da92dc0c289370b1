from __future__ import annotations

from io import BytesIO

from PIL import Image

from editor_app.stories.picture_metadata import PictureWords, words_in
from tests.stories.pictures_made import XMP, picture_bytes, with_iptc


def words(data: bytes) -> PictureWords:
    with Image.open(BytesIO(data)) as picture:
        return words_in(picture)


def test_xmp_says_caption_alt_text_credit_and_copyright() -> None:
    for kind in ("JPEG", "WEBP"):
        assert words(picture_bytes(kind, xmp=XMP.encode())) == PictureWords(
            "The ferry at the quay.", "A white ferry", "Leo Marsh / Ostrey Courier", "© Ostrey Courier 2026"
        )


def test_iptc_is_read_where_there_is_no_xmp() -> None:
    data = with_iptc(
        picture_bytes(), caption="Nebel über Gull Holm.", credit="Leo Marsh/Courier", creator="Leo Marsh"
    )
    assert words(data) == PictureWords("Nebel über Gull Holm.", "", "Leo Marsh/Courier")


def test_xmp_goes_before_iptc_text_by_text() -> None:
    data = with_iptc(picture_bytes(xmp=XMP.encode()), caption="An older caption", credit="Older")
    assert words(data).caption == "The ferry at the quay."


def test_exif_is_the_last_resort_and_what_cameras_write_is_no_caption() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "Fog on the sound", "Edda Harrow"
    assert words(picture_bytes(exif=exif)) == PictureWords("Fog on the sound", "", "Edda Harrow")
    exif[0x010E] = "OLYMPUS DIGITAL CAMERA"
    assert words(picture_bytes(exif=exif)).caption == ""


def test_a_copyright_line_names_the_credit_when_nothing_else_does() -> None:
    exif = Image.Exif()
    exif[0x8298] = "(c) Harbour office"
    assert words(picture_bytes(exif=exif)).credit == "Harbour office"


def test_xmp_that_declares_entities_is_not_read() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    hostile = XMP.replace("<rdf:RDF", f"{bomb}<rdf:RDF", 1).replace("The ferry at the quay.", "&b;")
    assert words(picture_bytes(xmp=hostile.encode())) == PictureWords()


def test_broken_metadata_is_as_good_as_none() -> None:
    assert words(picture_bytes(xmp=b"<x:xmpmeta><rdf:RDF>")) == PictureWords()
    assert words(with_iptc(picture_bytes(), caption="")) == PictureWords()


def test_control_characters_and_line_ends_become_blanks() -> None:
    data = with_iptc(picture_bytes(), caption="The ferry\r\nat\x0bthe quay")
    assert words(data).caption == "The ferry at the quay"
