from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from editor_app.session.theme_watch import ThemeWatch


def test_every_kind_of_change_is_heard_of(tmp_path: Path, qtbot: QtBot) -> None:
    theme = tmp_path / "theme"
    watch = ThemeWatch(theme)
    with qtbot.waitSignal(watch.changed, timeout=5_000):
        (theme / "parts").mkdir(parents=True)
        (theme / "parts" / "cards.html").write_text("one")
    with qtbot.waitSignal(watch.changed, timeout=5_000):
        (theme / "parts" / "cards.html").write_text("another")  # in place
    for text in ("third time", "the fourth"):
        new = tmp_path / "new"
        new.write_text(text)
        with qtbot.waitSignal(watch.changed, timeout=5_000):
            new.replace(theme / "parts" / "cards.html")
    with qtbot.waitSignal(watch.changed, timeout=5_000):
        (theme / "site.css").write_text("p {}")
    with qtbot.waitSignal(watch.changed, timeout=5_000):
        (theme / "site.css").unlink()
    with qtbot.waitSignal(watch.changed, timeout=5_000):
        shutil.rmtree(theme)


def test_what_is_not_of_the_theme_is_not(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "theme").mkdir()
    watch = ThemeWatch(tmp_path / "theme")
    with qtbot.assertNotEmitted(watch.changed, wait=250):
        (tmp_path / "newsroom.yaml").write_text("name: x")
        (tmp_path / "theme" / ".site.css.swp").write_text("an editor's own")
