from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.markup.blocks import slice_body
from editor_app.stories.alignment import edits, word_changes
from editor_app.stories.front_matter import split
from editor_app.stories.merging import WHOLE_HEAD, Kind, Merge, Side, merge

HEAD = "---\ntitle: Ferry aground # draft\nstatus: draft\n# the desk's own\nmood: calm\n---\n"
BODY = "The ferry ran aground.\n\nLifeboats are on the way.\n\nNobody was hurt.\n"
BASE = HEAD + BODY

PARAGRAPHS = st.sampled_from(
    [
        "One.",
        "Two two.",
        "Three\nlines",
        "- a\n- b",
        "> quote",
        "# Head",
        "Four  ",
        "[x]: /y",
        "<div>",
        "é ß",
        "```\nx",
        "***",
    ]
)
GAPS = st.sampled_from(["\n\n", "\n\n\n", "\r\n\r\n", "\n \n"])
BODIES = st.lists(st.tuples(PARAGRAPHS, GAPS), max_size=7).map(lambda parts: "".join(p + g for p, g in parts))
HEADS = st.one_of(
    st.just(""),
    st.lists(
        st.sampled_from(
            [
                "title: A\n",
                "title: B\n",
                "mood: calm\n",
                "# c\n",
                "tags:\n- x\n",
                "tags: []\n",
                "note: |\n  a\n\n  b\n",
            ]
        ),
        max_size=4,
    ).map(lambda keys: "---\n" + "".join(keys) + "---\n"),
)
TEXTS = st.one_of(st.tuples(HEADS, BODIES).map("".join), st.text(alphabet="a-:\n\r #>`", max_size=30))


def paragraphs(text: str) -> list[str]:
    return [part.strip("\r\n \t") for part in slice_body(split(text)[1]) if part.strip()]


def kept(result: Merge, text: str, paragraph: str) -> bool:
    told = [side for found in result.differences for side in (found.mine, found.theirs)]
    return paragraph in text or any(paragraph in words for words in told)


@given(TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_with_one_version_changed_it_is_the_result(base: str, changed: str) -> None:
    assert merge(base, changed, base).text() == changed
    assert merge(base, base, changed).text() == changed
    assert merge(base, changed, changed).text() == changed


@given(TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_paragraph_by_paragraph_one_changed_version_is_the_same_bytes(base: str, changed: str) -> None:
    result = merge(base, changed, base)
    assert result.is_clean
    chosen = {found.index: Side.MINE for found in result.differences}
    if chosen:
        assert result.text(chosen) == changed


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=600, deadline=None)
def test_nothing_that_either_changed_is_lost(base: str, mine: str, theirs: str) -> None:
    result = merge(base, mine, theirs)
    text = result.text()
    for version in (mine, theirs):
        for paragraph in paragraphs(version):
            if paragraph not in paragraphs(base):
                assert kept(result, text, paragraph), paragraph


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_without_a_common_version_every_difference_is_a_choice(mine: str, theirs: str) -> None:
    result = merge(None, mine, theirs)
    for found in result.differences:
        assert found.kind is Kind.CONFLICT
    for paragraph in paragraphs(theirs):
        assert kept(result, result.text(), paragraph)


def test_a_control_that_takes_only_mine_would_be_noticed() -> None:
    theirs = BASE.replace("Nobody", "Everybody")
    result = merge(BASE, BASE, theirs)
    mine_only = result.text({found.index: Side.MINE for found in result.differences})
    assert mine_only == BASE and "Everybody was hurt." not in mine_only


def test_edits_of_different_paragraphs_come_together() -> None:
    mine = BASE.replace("ran aground", "ran aground at noon") + "\nMine at the end.\n"
    theirs = BASE.replace("Nobody was", "Two were").replace("status: draft", "status: review")
    result = merge(BASE, mine, theirs)
    assert result.is_clean
    assert result.text() == (
        HEAD.replace("status: draft", "status: review")
        + "The ferry ran aground at noon.\n\nLifeboats are on the way.\n\nTwo were hurt.\n\nMine at the end.\n"
    )
    assert [(found.key, found.kind) for found in result.differences] == [
        ("status", Kind.THEIRS),
        ("", Kind.MINE),
        ("", Kind.THEIRS),
        ("", Kind.MINE),
    ]


def test_neighbouring_paragraphs_do_not_overlap() -> None:
    mine, theirs = BASE.replace("The ferry", "A ferry"), BASE.replace("on the way", "there")
    assert merge(BASE, mine, theirs).text() == BASE.replace("The ferry", "A ferry").replace(
        "on the way", "there"
    )


def test_the_same_paragraph_changed_twice_is_a_choice() -> None:
    mine, theirs = BASE.replace("on the way", "there"), BASE.replace("on the way", "at the quay")
    result = merge(BASE, mine, theirs)
    (conflict,) = result.conflicts
    assert (conflict.mine, conflict.theirs) == ("Lifeboats are there.", "Lifeboats are at the quay.")
    assert conflict.same_before == 1 and result.same_at_end == 1
    assert result.text() == mine
    assert result.text({conflict.index: Side.THEIRS}) == theirs


def test_a_paragraph_deleted_here_and_edited_there_is_a_choice() -> None:
    mine = BASE.replace("Lifeboats are on the way.\n\n", "")
    theirs = BASE.replace("on the way", "there")
    (conflict,) = merge(BASE, mine, theirs).conflicts
    assert (conflict.mine, conflict.theirs) == ("", "Lifeboats are there.")


def test_two_insertions_at_one_place_are_a_choice() -> None:
    mine, theirs = BASE + "\nMine.\n", BASE + "\nTheirs.\n"
    (conflict,) = merge(BASE, mine, theirs).conflicts
    assert (conflict.mine, conflict.theirs) == ("Mine.", "Theirs.")


def test_keys_with_their_comments_are_taken_whole() -> None:
    mine = BASE.replace("title: Ferry aground # draft", "title: Ferry afloat # checked")
    theirs = BASE.replace("mood: calm\n", "mood: tense\nsection: Harbour\n")
    result = merge(BASE, mine, theirs)
    assert split(result.text())[0] == (
        "---\ntitle: Ferry afloat # checked\nstatus: draft\n# the desk's own\nmood: tense\nsection: Harbour\n---\n"
    )


def test_a_key_that_stands_twice_makes_the_front_matter_one_choice() -> None:
    mine = BASE.replace("mood: calm\n", "mood: calm\nmood: tense\n")
    theirs = BASE.replace("status: draft", "status: review")
    (conflict,) = merge(BASE, mine, theirs).conflicts
    assert conflict.key == WHOLE_HEAD


def test_line_ends_of_what_was_not_touched_stay() -> None:
    base = "One.\r\n\r\nTwo.\r\n\r\n\r\nThree.\r\n"
    result = merge(base, base.replace("One", "Uno"), base.replace("Three", "Tre"))
    assert result.text() == "Uno.\r\n\r\nTwo.\r\n\r\n\r\nTre.\r\n"


def test_rewritten_paragraphs_stand_against_what_they_were() -> None:
    before = ["The ferry ran aground at noon.", "Lifeboats came.", "The tide is out."]
    after = ["An opening.", "The ferry ran aground at one.", "The tide is out now."]
    assert [(edit.start, edit.end, edit.low, edit.high) for edit in edits(before, after)] == [
        (0, 0, 0, 1),
        (0, 1, 1, 2),
        (1, 2, 2, 2),
        (2, 3, 2, 3),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_words_are_shown_whole(text: str, other: str) -> None:
    assert "".join(piece for piece, _changed in word_changes(text, other)) == text


def test_only_the_words_that_differ_are_marked() -> None:
    pieces = word_changes("half a mile off, about noon, he said", "half a mile off, at noon, he said")
    assert [piece for piece, changed in pieces if changed] == ["about"]
    assert word_changes("at 1.12pm on", "at 1.15pm on")[1] == ("1.12pm", True)
    assert word_changes("the same", "the same") == (("the same", False),)


def test_a_long_story_is_compared_in_a_moment() -> None:
    body = [f"Paragraph {number} of the long story." for number in range(5_000)]
    mine, theirs = list(body), list(body)
    mine[10], theirs[4_990] = "Mine.", "Theirs."
    result = merge("\n\n".join(body), "\n\n".join(mine), "\n\n".join(theirs))
    assert result.is_clean and "Mine." in result.text() and "Theirs." in result.text()
