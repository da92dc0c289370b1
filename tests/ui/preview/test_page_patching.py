"""The page on screen changes only where the story did."""

from __future__ import annotations

from editor_app.session.preview_feed import Patch

THREE = {"a": "One", "b": "Two", "c": "Three"}
ORDER = ("a", "b", "c")
KEYS = (
    "[...document.querySelectorAll('[data-block]')].map(e => e.dataset.block + '=' + e.textContent).join(' ')"
)


def test_a_page_is_shown(shown, page_of) -> None:
    shown.show(page_of(THREE), ORDER)
    assert shown.ask(KEYS) == "a=One b=Two c=Three"


def test_a_patch_replaces_only_its_block(shown, page_of) -> None:
    shown.show(page_of(THREE), ORDER)
    shown.ask("document.querySelectorAll('[data-block]').forEach(e => e.kept = true); 1")
    shown.patch(Patch({"b": '<p data-block="b">Two and a <b>half</b></p>'}))
    assert shown.ask(KEYS) == "a=One b=Two and a half c=Three"
    kept = "[...document.querySelectorAll('[data-block]')].map(e => !!e.kept).join()"
    assert shown.ask(kept) == "true,false,true"


def test_a_patch_that_changes_nothing_leaves_the_node(shown, page_of) -> None:
    shown.show(page_of(THREE), ORDER)
    shown.ask("document.querySelector('[data-block=b]').kept = true; 1")
    shown.patch(Patch({"b": '<p data-block="b">Two</p>'}))
    assert shown.ask("document.querySelector('[data-block=b]').kept") is True


def test_blocks_are_inserted_removed_and_moved(shown, page_of) -> None:
    shown.show(page_of(THREE), ORDER)
    shown.patch(Patch({"n": '<p data-block="n">New</p>'}, order=("c", "n", "a")))
    assert shown.ask(KEYS) == "c=Three n=New a=One"
    shown.patch(Patch({"z": '<p data-block="z">First</p>'}, order=("z", "c", "n", "a")))
    assert shown.ask(KEYS) == "z=First c=Three n=New a=One"


def test_a_block_may_become_nothing_or_several_nodes(shown, page_of) -> None:
    shown.show(page_of(THREE), ORDER)
    shown.patch(Patch({"b": ""}))
    assert shown.ask(KEYS) == "a=One c=Three"
    shown.patch(Patch({"b": '<h2 data-block="b">Head</h2><p data-block="b">Text</p>'}))
    assert shown.ask(KEYS) == "a=One b=Head b=Text c=Three"


def test_the_first_block_of_an_empty_story_finds_its_place(shown, page_of) -> None:
    shown.show(page_of({}), ())
    shown.patch(Patch({"a": '<p data-block="a">One</p>'}, order=("a",)))
    assert shown.ask("document.querySelector('div.body').innerHTML") == '<p data-block="a">One</p>'


def test_the_head_is_replaced_in_place(shown, page_of) -> None:
    shown.show(page_of(THREE), ORDER)
    shown.ask("document.querySelector('h1').kept = true; 1")
    shown.patch(
        Patch(head='<header><p class="kick">Sound</p><h1 data-field="title">Ferry afloat</h1></header>')
    )
    assert shown.ask("document.querySelector('header').textContent") == "SoundFerry afloat"
    assert shown.ask("document.querySelector('h1').kept") is True


def test_a_whole_page_is_taken_in_without_a_reload(shown, page_of) -> None:
    shown.show(page_of(THREE, css="p{color:red}"), ORDER)
    shown.ask("globalThis.kept = true; document.querySelector('[data-block=a]').kept = true; 1")
    page = page_of({"a": "One", "d": "Four"}, css="p{color:rgb(0, 0, 255)}")
    shown.patch(Patch(page=page, order=("a", "d")))
    assert shown.ask(KEYS) == "a=One d=Four"
    assert shown.ask("globalThis.kept && document.querySelector('[data-block=a]').kept") is True
    assert shown.ask("getComputedStyle(document.querySelector('p')).color") == "rgb(0, 0, 255)"


def test_a_picture_that_stays_is_not_loaded_again(shown, page_of) -> None:
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    shown.show(page_of({"a": f'<img src="{dot}"> caption'}), ("a",))
    shown.ask("document.querySelector('img').kept = true; 1")
    shown.patch(Patch({"a": f'<p data-block="a"><img src="{dot}" alt="dot"> longer caption</p>'}))
    assert shown.ask("document.querySelector('img').kept && document.querySelector('img').alt") == "dot"


def test_the_touched_block_is_brought_into_view_and_scroll_is_kept_otherwise(shown, page_of) -> None:
    keys = tuple(f"k{at}" for at in range(80))
    shown.show(page_of({key: "words " * 40 for key in keys}), keys)
    shown.patch(Patch({"k70": '<p data-block="k70">here</p>'}, touched="k70"))
    top = shown.ask("document.querySelector('[data-block=k70]').getBoundingClientRect().top")
    assert 0 <= top < shown.frame.height()
    before = shown.ask("scrollY")
    assert before > 1000
    shown.patch(Patch({"k70": '<p data-block="k70">here and there</p>'}, touched="k70"))
    assert shown.ask("scrollY") == before


def test_growth_above_does_not_move_what_is_read(shown, page_of) -> None:
    keys = tuple(f"k{at}" for at in range(80))
    shown.show(page_of({key: "words " * 40 for key in keys}), keys)
    shown.ask(
        "document.querySelector('[data-block=k40]').scrollIntoView({block:'start',behavior:'instant'}); 1"
    )
    shown.patch(Patch({"k2": f'<p data-block="k2">{"much longer " * 200}</p>'}))
    where = "document.querySelector('[data-block=k40]').getBoundingClientRect().top"
    shown.qtbot.waitUntil(lambda: abs(shown.ask(where)) < 3, timeout=5_000)


def test_keys_with_quotes_are_only_keys(shown, page_of) -> None:
    key = 'x"]\\</script>'
    shown.show(page_of({key: "One"}), (key,))
    shown.patch(Patch({key: '<p data-block="x&quot;]\\&lt;/script&gt;">Two</p>'}, touched=key))
    assert shown.ask("document.querySelector('div.body').textContent") == "Two"
