"""The corpus itself: enough of it, each document different, the same at every run."""

from __future__ import annotations

from hashlib import sha256

from tests.corpus import long_stories, neighbours, small_documents, varied_documents
from tests.markup.corpus import DOCUMENTS, FRAGMENTS


def test_there_are_enough_small_documents_and_long_stories() -> None:
    small = small_documents()
    assert len(small) >= 400 and len({each.text for each in small}) == len(small)
    assert len({each.name for each in small}) == len(small)
    assert len({each.text for each in (*small, *varied_documents(), *neighbours())}) > 2_500
    stories = long_stories()
    assert len({each.text for each in stories}) == len(stories) >= 100
    assert sum(len(each.text) for each in stories) > 1_000_000


def test_the_other_corpus_adds_to_it() -> None:
    small = {each.text for each in small_documents()}
    assert len(set(DOCUMENTS) - small) > 400
    assert len(FRAGMENTS) > 60


def test_generated_stories_do_not_depend_on_the_machine() -> None:
    whole = "".join(each.text for each in long_stories()[:20])
    assert sha256(whole.encode()).hexdigest()[:16] == "a3774cc5c8cf6db2"


def test_the_corpus_holds_what_editors_cannot_see() -> None:
    everything = "".join(each.text for each in (*small_documents(), *varied_documents()))
    for character in "\r\x00\x0b\x0c\x1f\x7f\x85\xa0\xad\u0301\u200b\u200d\u202e\u2028\u2029\u2066\ufeff\ufffc\udcff\U0001f468\t":
        assert character in everything, f"{character!a} is missing"
