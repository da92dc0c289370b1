from __future__ import annotations

import random
import re
import time

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.markup.blocks import references_in, slice_body
from editor_app.markup.dialect import Dialect
from tests.markup.corpus import DOCUMENTS, PAIRS

_ENDS = ("\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\n\n\n\n", "\n")


def _same(html: str) -> str:
    """`html` without what no reader can see: how lines are broken, and where the notes stand."""
    html = re.sub(r" +</p>", "</p>", html).replace("</stet-also>", "</stet-also>\n")
    notes = re.search(r'<div class="footnote">.*?</div>', html, re.S)
    if notes:
        html = html[: notes.start()] + html[notes.end() :] + "\n" + notes[0]
    return re.sub(r"\s*\n\s*", "\n", html).strip()


def _sliced(dialect: Dialect, body: str) -> str:
    references = references_in(body)
    slices = slice_body(body)
    pieces = [dialect.convert(source, references, show_notes=False) for source in slices]
    whole = dialect.convert(references)
    notes = whole[whole.index('<div class="footnote">') :] if "footnote" in whole else ""
    return "\n".join([*pieces, notes])


@pytest.fixture(scope="module")
def dialect() -> Dialect:
    return Dialect()


@given(st.text())
@settings(max_examples=1500, deadline=None)
def test_slices_add_up_to_any_text(body: str) -> None:
    assert "".join(slice_body(body)) == body


@given(
    st.lists(st.sampled_from([*DOCUMENTS, "\r", "\n", "\r\n", "\x00", "\x02", "\x03", " ", "\t", "\ud800"]))
)
@settings(max_examples=600, deadline=None)
def test_slices_add_up_to_any_markdown(parts: list[str]) -> None:
    body = "".join(parts)
    slices = slice_body(body)
    assert "".join(slices) == body
    assert all(slices)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_separates_paragraphs(end: str) -> None:
    body = f"One{end}{end}Two{end}{end}{end}Three"
    assert slice_body(body) == [f"One{end}{end}", f"Two{end}{end}{end}", "Three"]


def test_blank_lines_at_the_start_are_a_slice_of_their_own() -> None:
    assert slice_body("\n\nOne\n\nTwo\n") == ["\n\n", "One\n\n", "Two\n"]
    assert slice_body("\n\n") == ["\n\n"]
    assert slice_body("") == []


@pytest.mark.parametrize(
    "glued",
    [
        "- a\n\n- b\n",
        "1. a\n\n    more\n",
        "> a\n\n> b\n",
        "    code\n\n    code\n",
        "```\na\n\nb\n```\n",
        "~~~~\n\n```\n\n~~~~\n",
        "<div>\n\na\n\n</div>\n",
        "<!-- a\n\nb -->\n",
        "text <!-- a\n\nb --> text\n",
        "<script>\n\na\n\n</script>\n",
        "<div>\n\nnever closed\n\nat all\n",
        "Term\n\n: Definition\n",
        "Term\n\n: Definition\n\nTerm\n\n: Definition\n",
        "[^1]: a\n\n    b\n",
        '!!! note "A"\n    a\n\n    b\n',
        "Also read:\n\n- [A](a.md)\n",
        "> a\n\n{.pull}\n",
        "> a\n\n[x]: /y\n\n> b\n",
        "- a\n\n[x]: /y\n\n- b\n",
        "<a title='\n\n'>b</a>\n",
    ],
)
def test_what_belongs_together_stays_together(glued: str) -> None:
    assert slice_body(glued) == [glued]


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("One.\n\nTwo.", 2),
        ("## Head\n\nText.", 2),
        ("- a\n- b\n\nText.", 2),
        ("> a\n\nText.\n\n> b", 3),
        ("Text.\n\n    code", 2),
        ("- a\n\n* * *\n\n- b", 3),
        ("> a\n{.pull}\n\n> b", 2),
        ("<div>a</div>\n\nb", 2),
        ("<!-- a -->\n\n<!-- b -->", 2),
        ("a\n\n[x]: /y\n\nb", 3),
        ("```\na\n```\n\nb", 2),
        ("| a | b |\n|--|--|\n\nText", 2),
    ],
)
def test_certain_blocks_are_cut(body: str, count: int) -> None:
    assert len(slice_body(body)) == count


def test_slices_render_as_the_whole_does(dialect: Dialect) -> None:
    for body in (*DOCUMENTS, *PAIRS[::3]):
        assert _same(_sliced(dialect, body)) == _same(dialect.convert(body)), body


def test_slices_of_random_stories_render_as_the_whole_does(dialect: Dialect) -> None:
    chance = random.Random(20261122)
    for _ in range(400):
        end = chance.choice(_ENDS)
        body = end.join(chance.choice(DOCUMENTS) for _ in range(chance.randint(3, 7)))
        assert _same(_sliced(dialect, body)) == _same(dialect.convert(body)), body


def test_slices_render_as_the_whole_does_without_our_extensions() -> None:
    vanilla = markdown.Markdown(
        extensions=["tables", "fenced_code", "sane_lists", "def_list", "abbr", "md_in_html"]
    )
    for body in (*DOCUMENTS, *PAIRS[::7]):
        if "{.pull}" in body or "[^" in body or "lso read" in body:
            continue
        references = references_in(body)
        pieces = [vanilla.reset().convert(f"{source}\n\n{references}") for source in slice_body(body)]
        assert _same("\n".join(pieces)) == _same(vanilla.reset().convert(body)), body


@pytest.mark.parametrize(
    ("body", "references"),
    [
        ("No definitions at all.", ""),
        ("[a]: /b", "[a]: /b\n\n"),
        ("Text [A].\n\n[A]: <http://b.c> 'T \"t\"'", '[a]: http://b.c "T "t""\n\n'),
        ("> [a]: /b\n\ntext", "[a]: /b\n\n"),
        ("*[HTML]: Long", "*[HTML]: Long\n\n"),
        ("[^1]: One\n\n    two\n\nthree", "[^1]: One\n\n    two\n\n"),
        ("```\n[a]: /b\n```", ""),
    ],
)
def test_references_are_found_where_the_parser_finds_them(body: str, references: str) -> None:
    assert references_in(body) == references


def test_references_say_the_same_when_read_again(dialect: Dialect) -> None:
    for body in (*DOCUMENTS, *PAIRS[::5]):
        found = dialect.definitions(body)
        again = dialect.definitions(references_in(body))
        assert again.links == {key: value for key, value in found.links.items() if "\n" not in key}, body
        assert list(again.notes) == list(found.notes), body
        assert again.abbreviations == found.abbreviations, body


def test_a_long_story_is_sliced_quickly() -> None:
    body = "The ferry left at noon, *the harbour office* said.\n\n" * 20_000
    start = time.process_time()
    assert len(slice_body(body)) == 20_000
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "piece", ["<div>\n\n", "<!-- \n\n", "<a b='\n\n", "```\n\n", "[a]: \n\n", "- <b\n\n", "&#x\n\n<"]
)
def test_hostile_repetition_is_sliced_in_reasonable_time(piece: str) -> None:
    body = piece * 1500
    start = time.process_time()
    assert "".join(slice_body(body)) == body
    assert time.process_time() - start < 8
