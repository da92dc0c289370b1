"""The inline half of reading: one element's text and children become spans."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from editor_app.markup.dialect import Dialect
from editor_app.markup.rich import Span
from editor_app.markup.spans import with_text

_CODE = re.compile("\x02(?:wzxhzdk:(?P<html>\\d+)|(?P<char>\\d+)|(?P<amp>amp))\x03")
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);")
_SOFT_BREAK = re.compile(r"[ ]*\n[ ]*")
_MARKS = {"strong": "bold", "em": "italic", "del": "strike"}
_BROKEN_PLACEHOLDER = re.compile("&#0*[23];")  # an escape inside an e-mail address
# What Python-Markdown leaves for the browser to resolve although it does not know it.
_LEFT_REFERENCE = re.compile(r"&#X[0-9a-fA-F]+;")
_TAGS = {**_MARKS, "code": "code"}
_BARE_TAG = re.compile(r"<(/?)(strong|em|del|code)>")


class NotRepresentableError(Exception):
    """The rich-text model cannot hold this exactly; the slice is shown as its source."""


class InlineReader:
    """Reads inline content of the tree that `dialect` parsed last, from `source`."""

    def __init__(self, dialect: Dialect, source: str) -> None:
        self._dialect = dialect
        self._source = source.replace("\r\n", "\n").replace("\r", "\n")
        self._tags_are_marks = True

    def spans(self, element: Element) -> list[Span]:
        """The spans of everything inside `element`, not yet in normal form.

        Raises:
            NotRepresentableError: something inside has no place in the model.
        """
        self._tags_are_marks = True
        try:
            return self._inside(element, Span(""))
        except _UnbalancedError:
            self._tags_are_marks = False
            return self._inside(element, Span(""))

    def text(self, value: str) -> str:
        """The characters an attribute value stands for."""
        return html.unescape(_CODE.sub(self._plain_character, value))

    def _inside(self, element: Element, model: Span) -> list[Span]:
        toggles: list[str] = []
        found = self._pieces(element.text, model, toggles, at_start=not model.text)
        for child in element:
            found += self._child(child, self._toggled(model, toggles))
            if child.tail:
                tail = child.tail.lstrip(" \n") if child.tag == "br" else child.tail
                found += self._pieces(tail, model, toggles, at_start=child.tag == "br")
        if toggles:
            raise _UnbalancedError
        return found

    def _child(self, child: Element, model: Span) -> list[Span]:
        tag = child.tag
        if tag == "br" and not child.attrib:
            return [with_text(model, "\n")]
        if tag == "img" and not set(child.attrib) - {"src", "alt", "title"}:
            return [replace(model, text=self._picture_source(child), verbatim=True)]
        if tag == "sup" and len(child) == 1 and child[0].get("class") == "footnote-ref":
            label = (child[0].get("href") or "").removeprefix("#fn:")
            return [replace(model, text=f"[^{label}]", verbatim=True)]
        if tag == "code" and not child.attrib and not len(child):
            return [replace(model, text=_SOFT_BREAK.sub(" ", _code_text(child)), code=True)]
        if tag in _MARKS and not child.attrib:
            return self._inside(child, replace(model, **{_MARKS[tag]: True}))
        if tag == "a" and not model.href:
            return self._link(child, model)
        raise NotRepresentableError

    def _link(self, child: Element, model: Span) -> list[Span]:
        href = self.text(child.get("href") or "").strip()
        title = self.text(child.get("title") or "")
        if set(child.attrib) - {"href", "title"} or not href or "\n" in href:
            raise NotRepresentableError
        if ("title" in child.attrib and title != " ".join(title.split())) or child.get("title") == "":
            raise NotRepresentableError
        found = self._inside(child, replace(model, href=href, title=title))
        if not found:
            raise NotRepresentableError
        return found

    def _picture_source(self, child: Element) -> str:
        alt, src, title = child.get("alt") or "", child.get("src") or "", child.get("title")
        address = f"<{src}>" if re.search(r"[\s()]", src) else src
        shown = f' "{title}"' if title is not None else ""
        source = f"![{alt}]({address}{shown})"
        if "\x02" in source or "\n" in source:
            raise NotRepresentableError
        return source

    def _pieces(self, text: str | None, model: Span, toggles: list[str], *, at_start: bool) -> list[Span]:
        """Text with its placeholders resolved."""
        if not text:
            return []
        atomic = isinstance(text, AtomicString)
        if "\x02" not in text:
            shown = html.unescape(text) if atomic and "&" in text else text
            return self._plain(_SOFT_BREAK.sub(" ", shown), self._toggled(model, toggles))
        text = _SOFT_BREAK.sub(" ", text)
        found: list[Span] = []
        position = 0
        for match in _CODE.finditer(text):
            found += self._plain(text[position : match.start()], self._toggled(model, toggles))
            position = match.end()
            if match["html"]:
                found += self._stashed(int(match["html"]), model, toggles, text, match)
            elif match["amp"]:
                found.append(with_text(model, "&"))
            else:
                found.append(
                    self._escaped(match, text, self._toggled(model, toggles), at_start and not match.start())
                )
        found += self._plain(text[position:], self._toggled(model, toggles))
        if atomic:
            joined = "".join(span.text for span in found)
            if _BROKEN_PLACEHOLDER.search(joined):
                raise NotRepresentableError
            found = [with_text(model, html.unescape(joined))]
        if any("\x02" in span.text for span in found):
            raise NotRepresentableError
        return [span for span in found if span.text]

    def _plain(self, text: str, model: Span) -> list[Span]:
        """Text without placeholders, its references for the browser set apart as inline source."""
        if "&#X" not in text:
            return [with_text(model, text)]
        found, position = [], 0
        for match in _LEFT_REFERENCE.finditer(text):
            found.append(with_text(model, text[position : match.start()]))
            found.append(replace(model, text=match[0], verbatim=True))
            position = match.end()
        return [*found, with_text(model, text[position:])]

    def _escaped(self, match: re.Match[str], text: str, model: Span, is_first: bool) -> Span:
        """An escaped character: plain, unless the page would treat the bare one as typography."""
        character = chr(int(match["char"]))
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        neighbour = _CODE.match(text, match.end())
        if neighbour and neighbour["char"] and chr(int(neighbour["char"])) == character:
            around += character
        if text[: match.start()].endswith(f"\x02{ord(character)}\x03"):
            around += character
        educated = character in "\"'" or (
            character in around and (character == "." or (character == "-" and not is_first))
        )
        return (
            replace(model, text="\\" + character, verbatim=True) if educated else with_text(model, character)
        )

    def _stashed(
        self, index: int, model: Span, toggles: list[str], text: str, match: re.Match[str]
    ) -> list[Span]:
        raw = self._dialect.stashed(index)
        if raw is None or "\x02" in raw:
            raise NotRepresentableError
        model = self._toggled(model, toggles)
        if _ENTITY.fullmatch(raw):
            character = html.unescape(raw)
            plain = len(character) == 1 and character not in "\"'-.\x02\x03\r\n" and character != raw
            return [replace(model, text=character if plain else raw, verbatim=not plain)]
        tag = _BARE_TAG.fullmatch(raw) if self._tags_are_marks else None
        if tag:
            mark = _TAGS[tag[2]]
            if not tag[1]:
                toggles.append(mark)
            elif toggles and toggles[-1] == mark:
                toggles.pop()
            else:
                raise _UnbalancedError
            return []
        if raw not in self._source:
            # Python-Markdown put HTML of its own into the tag: this is not what was typed.
            raise NotRepresentableError
        return [replace(model, text=raw, verbatim=True)]

    def _toggled(self, model: Span, toggles: list[str]) -> Span:
        return replace(model, **dict.fromkeys(toggles, True)) if toggles else model

    def _plain_character(self, match: re.Match[str]) -> str:
        if match["char"]:
            return chr(int(match["char"]))
        if match["amp"]:
            return "&"
        raise NotRepresentableError


class _UnbalancedError(Exception):
    """Raw tags for marks that do not nest with the rest: they stay verbatim."""


def _code_text(child: Element) -> str:
    text = child.text or ""
    if "\x02" in text:
        raise NotRepresentableError
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
