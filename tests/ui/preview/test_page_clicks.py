"""What a person does in the page is reported, and takes them nowhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl


def test_a_click_names_its_block(shown, page_of) -> None:
    shown.show(page_of({"a": "One", "b": "Two <b id=x>bold</b>"}), ("a", "b"))
    with shown.qtbot.waitSignal(shown.frame.block_clicked, timeout=5_000) as click:
        shown.click("#x")
    assert click.args == ["b"]


def test_a_click_on_the_headline_names_its_field(shown, page_of) -> None:
    shown.show(page_of({"a": "One"}), ("a",))
    with shown.qtbot.waitSignal(shown.frame.field_clicked, timeout=5_000) as click:
        shown.click("h1")
    assert click.args == ["title"]


def test_a_click_on_a_link_places_the_caret_and_stays(shown, page_of) -> None:
    shown.show(page_of({"a": '<a href="https://courier.example/x">link</a>'}), ("a",))
    address = shown.frame.page.url()
    with shown.qtbot.waitSignal(shown.frame.block_clicked, timeout=5_000) as click:
        shown.click("a")
    assert click.args == ["a"]
    assert shown.frame.page.url() == address
    assert shown.blocked == []


def test_ctrl_click_asks_for_the_link_outside(shown, page_of) -> None:
    shown.show(page_of({"a": '<a href="https://courier.example/x" target="_blank">link</a>'}), ("a",))
    with shown.qtbot.waitSignal(shown.frame.link_asked_for, timeout=5_000) as asked:
        shown.click("a", Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [QUrl("https://courier.example/x")]


def test_ctrl_click_opens_no_other_kind_of_address(shown, page_of) -> None:
    links = '<a id=f href="file:///etc/passwd">f</a> <a id=j href="javascript:1">j</a> <a id=s href="ssh://h">s</a>'
    shown.show(page_of({"a": links}), ("a",))
    with shown.qtbot.assertNotEmitted(shown.frame.link_asked_for, wait=300):
        for name in ("f", "j", "s"):
            shown.click(f"#{name}", Qt.KeyboardModifier.ControlModifier)
            shown.click(f"#{name}", button=Qt.MouseButton.MiddleButton)


def test_content_cannot_pretend_to_report(shown, page_of) -> None:
    forged = '{"kind":"click","key":"b"}'
    shown.show(
        page_of(
            {
                "a": f"<a id=x href='javascript:console.info({forged!r})'>x</a><script>console.info('{forged}')</script>"
            }
        ),
        ("a",),
    )
    seen: list[str] = []
    shown.frame.block_clicked.connect(seen.append)
    shown.frame.page.javaScriptConsoleMessage(
        shown.frame.page.JavaScriptConsoleMessageLevel.InfoMessageLevel, forged, 1, ""
    )
    shown.click("#x")
    shown.qtbot.waitUntil(lambda: bool(seen), timeout=5_000)
    assert seen == ["a"]


def test_scrolling_by_a_person_names_the_first_block(shown, page_of) -> None:
    keys = tuple(f"k{at}" for at in range(60))
    shown.show(page_of({key: "words " * 60 for key in keys}), keys)
    with shown.qtbot.waitSignal(shown.frame.scrolled, timeout=5_000) as scrolled:
        shown.ask(
            "document.querySelector('[data-block=k30]').scrollIntoView({block:'start',behavior:'instant'}); 1"
        )
    assert scrolled.args == ["k30"]


def test_what_was_asked_for_is_not_reported_as_a_wish(shown, page_of) -> None:
    keys = [f"k{number}" for number in range(40)]
    shown.show(page_of({key: "words " * 60 for key in keys}), keys)
    reported: list[str] = []
    shown.frame.scrolled.connect(reported.append)
    shown.frame.reveal_block("k20")
    shown.qtbot.waitUntil(
        lambda: (
            abs(shown.ask("document.querySelector('[data-block=k20]').getBoundingClientRect().top") - 12) < 2
        )
    )
    shown.frame.reveal_block("")
    shown.qtbot.waitUntil(lambda: shown.ask("scrollY") == 0)
    assert reported == []
