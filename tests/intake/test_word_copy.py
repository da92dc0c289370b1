from __future__ import annotations

import io
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor_app.intake.importer import ImportFailed, import_file
from editor_app.intake.word_copy import NotReadableWord, page_of_word
from editor_app.stories.newsroom import Newsroom, create_newsroom
from editor_app.stories.workflow import Status
from tests.intake.word_files import START, STYLES, TYPES, archive, document, paragraph, word_file

NOW = datetime(2026, 11, 22, 18, 4, tzinfo=UTC)
BOLD = "<w:rPr><w:b/></w:rPr>"
TABLE = (
    "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"
).format(*map(paragraph, ("Year", "Crowns", "2027", "1.2m")))
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr descr="A crane at night" id="1" name="p"/><a:graphic><a:graphicData>'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="i1"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return create_newsroom(tmp_path / "news", "The Test Courier")


def sent(tmp_path: Path, data: bytes, name: str = "quay.docx") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_a_word_file_becomes_a_draft(tmp_path: Path, newsroom: Newsroom) -> None:
    link = '<w:p><w:hyperlink r:id="h1"><w:r><w:t>The plans</w:t></w:r></w:hyperlink></w:p>'
    deleted = "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText> gone</w:delText></w:r></w:del></w:p>"
    data = word_file(
        paragraph("Trust to rebuild the east quay", "T")
        + paragraph("It costs four million.", run=BOLD)
        + paragraph("Who pays", "H")
        + paragraph("We cannot patch for ever.", "Q")
        + link
        + deleted
        + TABLE,
        {"h1": "https://trust.example/plans"},
    )
    story = import_file(sent(tmp_path, data), newsroom, None, NOW)
    assert story.meta.title == "Trust to rebuild the east quay" and story.meta.status is Status.DRAFT
    assert story.meta.note == ""
    assert story.body.strip() == (
        "**It costs four million.**\n\n## Who pays\n\n> We cannot patch for ever.\n\n"
        "[The plans](https://trust.example/plans)\n\nKept\n\n"
        "| Year | Crowns |\n| ---- | ------ |\n| 2027 | 1.2m   |"
    )


def test_by_its_content_whatever_it_is_called(tmp_path: Path, newsroom: Newsroom) -> None:
    story = import_file(sent(tmp_path, word_file(paragraph("Rain")), "rain.txt"), newsroom, None, NOW)
    assert "Rain" in story.meta.title + story.body


def test_pictures_stay_outside_and_the_desk_is_told(
    tmp_path: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture that is named as another file, or an address, is not opened."""
    opened: list[object] = []
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    data = word_file(paragraph("Quay", "T") + paragraph("Words.") + PICTURE, {"i1": secret.as_uri()})
    path = sent(tmp_path, data)
    sys.addaudithook(
        lambda event, about: opened.append(about) if event in ("open", "socket.connect") else None
    )
    story = import_file(path, newsroom, None, NOW)
    assert story.meta.note == "A picture of quay.docx did not come with the text."
    assert "A crane at night" in story.body
    assert opened and not any("secret" in str(about) for about in opened)


def test_notes_keep_their_numbers_without_links_to_nowhere(tmp_path: Path, newsroom: Newsroom) -> None:
    notes = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">'
        b"<w:p><w:r><w:t>In June.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    body = '<w:p><w:r><w:t>Before</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": START,
        "word/document.xml": document(body),
        "word/styles.xml": STYLES,
        "word/footnotes.xml": notes,
    }
    page = page_of_word(archive(parts))
    assert page is not None
    assert "#" not in page.html and "↑" not in page.html
    assert "[1]" in page.html and "In June." in page.html


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word_file(paragraph("x"))[:-40], "damaged"),
        (word_file("<w:p>"), "damaged"),
        (archive({"word/document.xml": document("")}), "it is empty"),
        (
            archive({"word/document.xml": document('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')}),
            "not as Word writes it",
        ),
        (word_file(paragraph("&lol;")), "damaged"),
        (
            archive({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
            "what Word does not write",
        ),
        (archive({"word/document.xml": document("").encode("utf-16")}), "what Word does not write"),
        (archive({"word/document.xml": b" " * 13_000_000}), "longer than any story"),
        (word_file("<w:p>" * 200 + "</w:p>" * 200), "nested deeper"),
        (archive({"word/document.xml": "x", **{f"word/{n}.bin": "" for n in range(3_001)}}), "more parts"),
    ],
)
def test_what_is_not_a_word_file_of_word_is_refused(
    data: bytes, reason: str, tmp_path: Path, newsroom: Newsroom
) -> None:
    before = set(newsroom.folder.rglob("*"))
    with pytest.raises(ImportFailed, match=reason):
        import_file(sent(tmp_path, data), newsroom, None, NOW)
    assert set(newsroom.folder.rglob("*")) == before


def test_an_archive_that_lies_about_its_size(tmp_path: Path) -> None:
    """The size an archive tells is anybody's to write; what comes out of it counts."""
    data = bytearray(archive({"word/document.xml": b"\0" * 50_000_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as packed:
        told = packed.infolist()[0].file_size.to_bytes(4, "little")
    for at in (data.find(told), data.rfind(told)):
        data[at : at + 4] = (100).to_bytes(4, "little")
    with pytest.raises(NotReadableWord):
        page_of_word(bytes(data))


def test_a_locked_one_says_so() -> None:
    data = bytearray(word_file(paragraph("x")))
    at = data.rfind(b"PK\x01\x02")
    for start in range(len(data)):
        if data[start : start + 4] == b"PK\x01\x02":
            data[start + 8] |= 1
        if data[start : start + 4] == b"PK\x03\x04":
            data[start + 6] |= 1
    assert at > 0
    with pytest.raises(NotReadableWord, match="password"):
        page_of_word(bytes(data))


def test_another_archive_is_none() -> None:
    assert page_of_word(archive({"a.txt": "x"})) is None
