"""What Stet promises about a text, each as a function that raises `Broken` where the promise does not hold.

The functions take the tools they hold to account (slicer, reader, writer) from where the editor takes them, so that a
test can put a wrong one in its place and see the promise break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice, zip_longest

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from editor_app.markup import blocks as slicing
from editor_app.markup import reader, writer
from editor_app.markup.dialect import Dialect
from editor_app.markup.html import HtmlRenderer
from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext import paste, structure
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.formats import Mark, box_of, key_of
from editor_app.richtext.reader import object_in
from editor_app.richtext.runs import Run, all_extents, blocks_of
from editor_app.richtext.tables import is_guard, table_at
from tests.markup.seeing import seen

LETTER = "q"
_NOTES = re.compile(r'<div class="footnote">.*?</div>', re.S)
_SEPARATOR = RichBlock(Kind.SOURCE, source="<!-- -->")


class Broken(AssertionError):
    """A promise is broken; says which text and how."""


def opened(body: str) -> BodyDocument:
    """`body` as the editor opens it."""
    document = BodyDocument()
    document.load(body)
    return document


def text_blocks(document: BodyDocument) -> Iterator[QTextBlock]:
    """The first block of each run that a person can type into."""
    done = ""
    block = document.document.begin()
    while block.isValid():
        if key_of(block) != done and object_in(block) is None and not is_guard(block):
            done = key_of(block)
            yield block
        block = block.next()


# -- open, edit, undo, cut


def untouched_is_kept(body: str) -> None:
    """Opened and written without an edit: the same characters."""
    document = opened(body)
    if document.markdown() != body:
        raise Broken(f"opening changed {body!r} to {document.markdown()!r}")


def edits_stay_put(body: str, *, most: int = 1_000_000) -> int:
    """A letter typed into one paragraph changes that slice alone, opens again as it was left, and undoes without trace.

    Returns how many paragraphs were tried; `most` of them.
    """
    document = opened(body)
    before = document.runs()
    numbers = [block.blockNumber() for block in islice(text_blocks(document), most)]
    for number in numbers:
        block = document.document.findBlockByNumber(number)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertText(LETTER, _bare(cursor))
        _check_one_changed(before, document.runs(), body)
        opens_as_it_was_left(document)
        while document.document.isUndoAvailable():
            document.document.undo()
        if document.markdown() != body or document.runs() != before:
            raise Broken(f"undo left a trace in {body!r}: {document.markdown()!r}")
    return len(numbers)


def _bare(cursor: QTextCursor) -> QTextCharFormat:
    """The format of what is typed here: that of the letter before, but not as part of a link or of inline source."""
    made = QTextCharFormat(cursor.charFormat())
    for mark in (Mark.HREF, Mark.TITLE, Mark.VERBATIM):
        made.clearProperty(mark)
    return made


def _check_one_changed(before: list[Run], after: list[Run], body: str) -> None:
    known = {run.key: run.source for run in before}
    kept = {run.key for run in after}
    other = [run for run in after if known.get(run.key) != run.source]
    gone = [run for run in before if run.key not in kept]
    if len(other) != 1 or gone:
        raise Broken(f"one letter changed {other!r} and lost {gone!r} of {body!r}")


def cut_and_pasted_back_is_kept(body: str, *, most: int = 1_000_000) -> int:
    """Each block cut and pasted where it was leaves no trace: alone, with its line end, and from the middle of one
    to the middle of the next. Returns how many cuts were tried, in `most` blocks."""
    document = opened(body)
    before = document.markdown()
    tried = 0
    for number in range(min(document.document.blockCount(), most)):
        for start, end in _cuts(document.document.findBlockByNumber(number)):
            cursor = QTextCursor(document.document)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            data = paste.mime_of(cursor, document)
            structure.cut_out(cursor)
            paste.paste_mime(cursor, data, document)
            if document.markdown() != before:
                raise Broken(
                    f"cutting {start} to {end} (block {number}) of {body!r} left {document.markdown()!r}"
                )
            while document.document.isUndoAvailable():
                document.document.undo()
            if document.markdown() != body:
                raise Broken(f"undoing cut and paste left a trace in {body!r}: {document.markdown()!r}")
            tried += 1
    return tried


def _cuts(block: QTextBlock) -> list[tuple[int, int]]:
    start, length, following = block.position(), block.length(), block.next()
    if length == 1:
        return []
    found = [(start, start + length - 1)]
    if following.isValid() and table_at(block) is None and not is_guard(following):
        found.append((start, following.position()))
        if not any(map(_stands_apart, (block, following))) and min(length, following.length()) > 3:
            found.append((start + length // 2, following.position() + following.length() // 2))
    return found


def _stands_apart(block: QTextBlock) -> bool:
    return (
        bool(box_of(block)) or object_in(block) is not None or is_guard(block) or table_at(block) is not None
    )


def opens_as_it_was_left(document: BodyDocument) -> None:
    """What would be saved now opens again as what is on screen."""
    saved = document.markdown()
    shown, again = (writer.normal_blocks(_shown(each)) for each in (document, opened(saved)))
    for seen_now, seen_then in zip_longest(_comparable(shown), _comparable(again)):
        if seen_now != seen_then:
            raise Broken(f"{saved!r} shows {seen_now!r} and opens again as {seen_then!r}")


def _shown(document: BodyDocument) -> Iterator[RichBlock]:
    for extent in all_extents(document.document.begin(), document._origins):
        yield from blocks_of(extent)


def read_all(body: str, references: str | None = None) -> list[tuple[str, tuple[RichBlock, ...]]]:
    """The slices of `body`, each with its blocks."""
    known = slicing.references_in(body) if references is None else references
    return [(source, reader.read_slice(source, known)) for source in slicing.slice_body(body)]


def _comparable(blocks: tuple[RichBlock, ...]) -> list[object]:
    return [
        block.source.replace("\r\n", "\n").replace("\r", "\n").strip() if block.kind is Kind.SOURCE else block
        for block in blocks
        if block != _SEPARATOR
    ]


# -- rich text and back


def rich_text_reads_back(body: str, page: HtmlRenderer) -> int:
    """Each slice written anew reads as before and looks as before. Returns how many slices are rich text."""
    references = slicing.references_in(body)
    count = 0
    for source in slicing.slice_body(body):
        blocks = reader.read_slice(source, references)
        if not blocks or blocks[0].kind is Kind.SOURCE:
            continue
        count += 1
        written = writer.write_blocks(blocks, references=references)
        again = tuple(chain.from_iterable(found for _, found in read_all(written, references)))
        if _comparable(again) != _comparable(blocks):
            raise Broken(f"{source!r} was written as {written!r}, which reads {again!r} and not {blocks!r}")
        was, now = page.render_slice(source, references), page.render_slice(written, references)
        if _looks(was) != _looks(now):
            raise Broken(f"{source!r} was written as {written!r}; the page was {was!r} and is {now!r}")
    return count


def page_elsewhere_is_kept(body: str, at: int, written: str, page: HtmlRenderer) -> bool:
    """With `written` in the place of slice `at`, every other slice looks as before on the page.

    Returns False where there is nothing to compare: it has become one list or quote with its neighbour, as it would in
    any editor.
    """
    slices = slicing.slice_body(body)
    changed = [*slices[:at], written, *slices[at + 1 :]]
    whole = "".join(changed)
    if slicing.slice_body(whole) != [each for each in changed if each]:
        return False
    before, after = _pages(slices, body, page), _pages([each for each in changed if each], whole, page)
    gained = len(after) - len(before)
    for was, now in ((before[:at], after[:at]), (before[at + 1 :], after[at + 1 + gained :])):
        if was != now:
            raise Broken(f"{written!r} in the place of slice {at} of {body!r} made {was!r} to {now!r}")
    return True


def _pages(slices: list[str], body: str, page: HtmlRenderer) -> list[object]:
    references = slicing.references_in(body)
    return [seen(page.render_slice(source, references)) for source in slices]


def _looks(html: str) -> object:
    return seen(re.sub(r"<p>\s*</p>", "", html))


# -- slices and the whole


def slices_render_as_the_whole(body: str, dialect: Dialect) -> int:
    """Rendered slice by slice, `body` gives what it gives as a whole. Returns the number of slices."""
    references = slicing.references_in(body)
    slices = slicing.slice_body(body)
    if "".join(slices) != body:
        raise Broken(f"slices {slices!r} do not add up to {body!r}")
    pieces = [dialect.convert(source, references, show_notes=False) for source in slices]
    notes = _NOTES.search(dialect.convert(references)) if references else None
    found = same_html("\n".join([*pieces, notes[0] if notes else ""]))
    whole = same_html(dialect.convert(body))
    if found != whole:
        raise Broken(f"{body!r} in slices {slices!r} gives {found!r}, as a whole {whole!r}")
    return len(slices)


def same_html(html: str) -> str:
    """`html` without what no reader can see: how lines are broken, and where the notes stand."""
    html = re.sub(r" +</p>", "</p>", html).replace("</stet-also>", "</stet-also>\n")
    notes = _NOTES.search(html)
    if notes:
        html = html[: notes.start()] + html[notes.end() :] + "\n" + notes[0]
    return re.sub(r"\s*\n\s*", "\n", html).strip()
