"""The same place in the rich text and in its Markdown: at the same word, whatever marks stand around it. Changes nothing."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from editor_app.richtext.body_document import BodyDocument

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 1_500  # in one run; more are compared around the same share of the way
_HEAD_FIELDS = ("title", "kicker", "description")


def matching_offset(text: str, offset: int, other: str) -> int:
    """Where in `other` the place at `offset` of `text` is, going by the words of both."""
    words, others = list(_WORD.finditer(text)), list(_WORD.finditer(other))
    index = next((at for at in range(len(words) - 1, -1, -1) if words[at].start() <= offset), None)
    if index is None or not others:
        return min(offset, len(other)) if not words else (others[0].start() if others else 0)
    match = _matching_word([word[0] for word in words], index, [word[0] for word in others])
    if match is None:
        return others[0].start()
    at, is_same = match
    start, end = others[at].span()
    if not is_same:
        return end
    if offset <= words[index].end():
        return min(end, start + offset - words[index].start())
    limit = others[at + 1].start() if at + 1 < len(others) else len(other)
    for character in text[words[index].end() : offset]:
        found = other.find(character, end, limit)
        if found < 0:
            break
        end = found + 1
    return end


def markdown_offset(body: BodyDocument, position: int) -> int:
    """Where in the body's Markdown a position of its document is."""
    key, before, source = body.key_at(position), 0, ""
    for run in body.runs():
        if run.key == key:
            source = run.source
            break
        before += len(run.source)
    text, here = _text_around(body, position, key)
    return before + matching_offset(text, here, source)


def document_position(body: BodyDocument, offset: int) -> int:
    """Where in the document the place at `offset` of the body's Markdown is."""
    before, found = 0, None
    for run in body.runs():
        if found is not None and before > offset:
            break
        found = (run, before)
        before += len(run.source)
    if found is None:
        return 0
    run, start = found
    first = body.position_of(run.key)
    text, _here = _text_around(body, first, run.key)
    within = matching_offset(run.source, offset - start, text)
    return first + len(text[:within].encode("utf-16-le", "surrogatepass")) // 2


def head_offset(head: str, key: str, value: str, offset: int) -> int:
    """Where in the front matter the character at `offset` of a key's value is; its end when the key is not there."""
    span = _span_of_key(head, key)
    return len(head) if span is None else span[0] + matching_offset(value, offset, head[span[0] : span[1]])


def head_field(head: str, offset: int) -> tuple[str, str, int] | None:
    """Which field of the page's head is written at `offset` of the front matter: its key, its text, where in that."""
    for key in _HEAD_FIELDS:
        span = _span_of_key(head, key)
        if span is not None and span[0] - len(key) - 1 <= offset < span[1]:
            return key, head[span[0] : span[1]], max(0, offset - span[0])
    return None


def _span_of_key(head: str, key: str) -> tuple[int, int] | None:
    """What is written as the value of a top-level key."""
    found = re.search(rf"^{key}[ \t]*:", head, re.MULTILINE)
    if found is None:
        return None
    following = re.compile(r"^(?:[^\s#]|\Z)", re.MULTILINE).search(head, found.end())
    return found.end(), following.start() if following else len(head)


def _text_around(body: BodyDocument, position: int, key: str) -> tuple[str, int]:
    """The text of the run's blocks, a line each, and where in it the position is."""
    block = body.document.findBlock(position)
    here = len(_before(block.text(), position - block.position()))
    texts = [block.text()]
    previous = block.previous()
    while previous.isValid() and body.key_at(previous.position()) == key:
        texts.insert(0, previous.text())
        here += len(previous.text()) + 1
        previous = previous.previous()
    following = block.next()
    while following.isValid() and body.key_at(following.position()) == key:
        texts.append(following.text())
        following = following.next()
    return "\n".join(texts), here


def _before(text: str, units: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "surrogatepass")


def _matching_word(words: list[str], index: int, others: list[str]) -> tuple[int, bool] | None:
    """The word of `others` that is word `index`, or the nearest one before it; and whether it is the same."""
    if len(words) > _MOST_WORDS or len(others) > _MOST_WORDS:
        return min(round(index * len(others) / len(words)), len(others) - 1), False
    best: tuple[int, bool] | None = None
    for mine, theirs, count in SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks():
        if count and mine <= index < mine + count:
            return theirs + index - mine, True
        if count and mine <= index:
            best = theirs + count - 1, False
    return best
