"""A site says nothing of what is not published: every field, every state, every file, every wrapping.

The same words in a published story are found by the same search, field by field.
"""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest
from PIL import Image

from editor_app.publish.site import export_site
from editor_app.stories.story_file import read_text, write_text
from editor_app.stories.unpublished import UnpublishedWork
from tests.publish.canaries import canary, holders, wrappings
from tests.publish.conftest import Desk

# state -> what the front matter says of it
STATES = {
    "draft": "status: draft\n",
    "review": "status: review\n",
    "ready": "status: ready\n",
    "killed": "status: killed\n",
    "embargoed": "status: published\nembargo: 2026-11-17T14:32:01Z\n",
    "nozone": "status: published\nembargo: 2026-11-18T01:00:00\n",
    "dated": "status: published\nembargo: 2026-11-17\n",
    "empty": "status: published\nembargo: ''\nembargo: ''\n",
    "words": "status: published\nembargo: tomorrow\n",
    "misspelt": "status: publised\n",
    "twice": "status: published\nstatus: published\n",
    "twicedraft": "status: draft\nstatus: published\n",
    "capital": "Status: published\n",
    "alias": "status: &a published\nx: *a\n",
    "unreadable": "status: published\nx: [\n",
}
PUBLISHED = "status: published\ndate: 2026-11-17T10:00:00Z\n"
# Those that readers of a published story never see, too.
INTERNAL = frozenset({"note", "extra", "rights", "exif", "comment", "unused", "file"})
FIELDS = ("title", "kicker", "description", "author", "section", "tag", "dateline", "slug", "alt", "caption", "credit",
          "rights", "alert", "sharetitle", "sharetext", "correction", "related", "linked", "note", "extra", "body", "code", "inline",
          "picture", "exif", "comment", "unused", "file")  # fmt: skip
COLOURS = {"open": (0, 160, 0)}


def words_of(state: str) -> dict[str, str]:
    return {f"{state}:{field}": canary(state, field) for field in FIELDS}


def write(desk: Desk, state: str, standing: str) -> Path:
    """A story with a word of its own in every place that holds words."""
    word = {field: canary(state, field) for field in FIELDS}
    exif = Image.Exif()
    exif[0x010E] = word["exif"].encode("utf-8").decode("latin-1")
    picture = f"{word['picture']}.png"
    folder = desk.folder / "images"
    folder.mkdir(exist_ok=True)
    colour = COLOURS.setdefault(state, (20 + 12 * len(COLOURS), 0, 200))
    Image.new("RGB", (900, 600), colour).save(folder / picture, exif=exif, pnginfo=None)
    Image.new("RGB", (900, 600), colour).save(
        folder / f"{word['unused']}.jpg", comment=word["comment"].encode()
    )
    date = "" if "date:" in standing else "date: 2026-11-17T10:00:00Z\n"
    path = desk.folder / "stories" / f"{word['file']}.md"
    path.write_text(
        f"---\ntitle: {word['title']}\nslug: {word['slug'].replace('é', 'e')}\nkicker: {word['kicker']}\n"
        f"description: {word['description']}\nauthors: [{word['author']}]\nsection: {word['section']}\n"
        f"tags: [{word['tag']}]\ndateline: {word['dateline']}\n{date}"
        f"image: {{src: ../images/{picture}, alt: {word['alt']}, caption: {word['caption']}, "
        f"credit: {word['credit']}, rights: {word['rights']}}}\n"
        f"breaking: {{level: breaking, since: 2026-11-17T10:00:00Z, until: 2026-11-18T10:00:00Z, alert: {word['alert']}}}\n"
        f"share: {{title: {word['sharetitle']}, networks: [x, facebook], x: {{text: {word['sharetext']}}}}}\n"
        f"corrections: [{{date: 2026-11-17T10:00:00Z, text: {word['correction']}}}]\n"
        f"related: [{{url: 'https://{word['related']}.example/', title: There}}]\n"
        f"note: {word['note']}\nextra: {word['extra']}\n{standing}---\n\n"
        f"{word['body']}\n\n    {word['code']}\n\n"
        f'[there](https://{word["linked"]}.example/ "x")\n\n![{word["inline"]}](../images/{picture})\n',
        encoding="utf-8",
    )
    return path


def link_to_all(desk: Desk) -> None:
    """A public story that names every other one in every way."""
    files = [canary(state, "file") for state in STATES]
    related = ", ".join(f"{{story: {name}}}" for name in files)
    body = "".join(f"- [x]({name}.md)\n" for name in files) + "\nAlso read: [](" + f"{files[0]}.md)\n"
    desk.story("open", f"section: News\nrelated: [{related}]\n", body)


def colours_in(site: Path) -> set[tuple[int, ...]]:
    """The middle of every picture of the site, roughly."""
    seen = set()
    for path in site.rglob("*"):
        if path.suffix in (".jpg", ".webp", ".png", ".avif"):
            with Image.open(path) as image:
                middle = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
                assert isinstance(middle, tuple)
                seen.add(tuple(round(part / 6) for part in middle))
    return seen


def near(colour: tuple[int, int, int]) -> set[tuple[int, ...]]:
    at = [range(round(part / 6) - 1, round(part / 6) + 2) for part in colour]
    return {(red, green, blue) for red in at[0] for green in at[1] for blue in at[2]}


@pytest.mark.parametrize("wrapping", wrappings("x"))
def test_the_search_sees_through_every_wrapping(tmp_path: Path, wrapping: str) -> None:
    word = canary("draft", "title")
    (tmp_path / "feed.xml").write_bytes(b"<x>" + wrappings(word)[wrapping] + b"</x>")
    if wrapping == "compressed":
        (tmp_path / "feed.xml").write_bytes(b"abc" + wrappings(word)[wrapping])
    assert holders(tmp_path, {"title": word, "other": canary("draft", "body")}) == {"title": ["feed.xml"]}


def test_what_is_published_is_found_field_by_field(desk: Desk) -> None:
    """The control: a search that does not find these would find no leak either."""
    write(desk, "public", PUBLISHED)
    desk.export()
    words = words_of("public") | {"public:slug": canary("public", "slug").replace("é", "e")}
    found = set(holders(desk.output, words))
    # A picture that the page shows has a name made from its file's; accents are left off.
    assert found == {f"public:{field}" for field in FIELDS if field not in INTERNAL and field != "picture"}
    assert holders(desk.output, {"picture": canary("public", "picture").replace("é", "e")})
    assert colours_in(desk.output) & near(COLOURS["public"])


def test_nothing_of_what_is_not_published_is_anywhere(desk: Desk) -> None:
    words: dict[str, str] = {}
    for state, standing in STATES.items():
        write(desk, state, standing)
        words |= words_of(state)
    link_to_all(desk)
    desk.export()
    plain = {f"{name} plain": word.replace("é", "e") for name, word in words.items()}
    found = holders(desk.output, words | plain)
    # That a story was withdrawn is said where it stood: its address is all that is told of it.
    told = {"killed:slug plain": found.pop("killed:slug plain", [])}
    address = f"{canary('killed', 'section')}/{canary('killed', 'slug')}".replace("é", "e")
    killed = {"killed:section plain": found.pop("killed:section plain", [])}
    assert not found
    for names in (*told.values(), *killed.values()):
        assert all(name.startswith(address.split("/", maxsplit=1)[0]) for name in names), names
    shown = colours_in(desk.output)
    assert not any(shown & near(COLOURS[state]) for state in STATES)


def test_nothing_of_unpublished_edits_is_anywhere(desk: Desk, tmp_path: Path) -> None:
    path = write(desk, "public", PUBLISHED)
    before = read_text(path).text
    desk.export()
    edited = write(desk, "edited", PUBLISHED)
    after = read_text(edited).text
    edited.unlink()
    path.write_text(before, encoding="utf-8")
    work = UnpublishedWork(desk.newsroom.folder)
    with work.saving(path, after, before, read_text(path).digest, UTC):
        write_text(path, after, read_text(path).digest)
    words = words_of("edited")
    words |= {f"{name} plain": word.replace("é", "e") for name, word in words.items()}
    desk.export()
    assert not holders(desk.output, words)
    desk.export(output=tmp_path / "fresh", cache=tmp_path / "newcache")
    assert not holders(tmp_path / "fresh", words)
    assert not colours_in(tmp_path / "fresh") & near(COLOURS["edited"])
    work.release(path, after)
    desk.export()
    assert len(holders(desk.output, words)) > 15


def _killed(path: Path) -> None:
    _say(path, "status: published", "status: killed")


def _drafted(path: Path) -> None:
    _say(path, "status: published", "status: draft")


def _embargoed(path: Path) -> None:
    _say(path, "status: published", "status: published\nembargo: 2027-01-01T00:00:00Z")


def _spoilt(path: Path) -> None:
    _say(path, "status: published", "status: published\nx: [")


def _deleted(path: Path) -> None:
    path.unlink()


def _say(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("withdraw", [_killed, _drafted, _embargoed, _spoilt, _deleted])
def test_withdrawn_means_gone(desk: Desk, withdraw: object) -> None:
    """With an old site, an old ledger and a history that still know it."""
    from editor_app.stories.history.keeper import History
    from editor_app.stories.history.version import VersionKind

    desk.story("open", "section: News\nrelated: [{story: " + canary("gone", "file") + "}]\n")
    path = write(desk, "gone", PUBLISHED)
    History(desk.newsroom.folder, lambda: "here-00000001").add(
        path, read_text(path).text, VersionKind.PUBLISHED, desk.now
    )
    desk.export()
    words = words_of("gone")
    words |= {f"{name} plain": word.replace("é", "e") for name, word in words.items()}
    assert holders(desk.output, words)
    withdraw(path)  # type: ignore[operator]
    desk.export()
    found = holders(desk.output, words)
    if withdraw is _killed:
        assert {name for name in found if not name.endswith((":slug plain", ":section plain"))} == set()
    else:
        assert not found
    assert not colours_in(desk.output) & near(COLOURS["gone"])


def test_a_renamed_story_leaves_nothing_at_its_old_address(desk: Desk) -> None:
    path = write(desk, "gone", PUBLISHED)
    desk.export()
    old = canary("gone", "slug").replace("é", "e")
    _say(path, f"slug: {old}", "slug: elsewhere")
    desk.export()
    assert not holders(desk.output, {"slug": old})


def test_a_site_of_another_moment_holds_only_what_was_public_then(desk: Desk, tmp_path: Path) -> None:
    write(desk, "embargoed", STATES["embargoed"])
    words = words_of("embargoed")
    export_site(desk.newsroom, tmp_path / "then", desk.now, cache=desk.cache)
    assert not holders(tmp_path / "then", words)
    later = desk.now.replace(minute=33)
    export_site(desk.newsroom, tmp_path / "later", later, cache=desk.cache)
    assert holders(tmp_path / "later", words)
