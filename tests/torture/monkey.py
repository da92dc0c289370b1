"""The real application with a monkey at it: keys, menus, clicks, drags, sizes, themes, stories, pastes, and other people's files.

`python -m tests.torture.monkey FOLDER SEED ACTIONS`, on an X screen of its own. Keys and clicks come from outside (`xdotool`), as a
person's do: asking a widget for another one (`childAt`, `windowHandle`) makes PySide take that for its child, and events sent to a
window that has just gone end in crashes; both would be the monkey's own. One line on standard output for each action. A fault that
Stet caught is printed to standard error whole, and so is that the window stood still for too long.
"""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QImage,
)
from PySide6.QtWidgets import QApplication

from editor_app import app
from editor_app.ui.main_window import MainWindow

PACE_MS = 25
_ARRIVED_MS = 500  # until the last keys and clicks are there
FROZEN_S, STARVED_S = 2.0, 15.0
WORDS = (
    "tide ", "Ferry aground", "**b** ", "[a](b.md)", "- ", "# ", "> ", "1. ", "TK ", "`code`", "\u2014 ", "é ", "---\n", "Also read: ",
    "| a | b |", "https://a.example/x ",
)  # fmt: skip
PASTES = (
    "<p>One <b>two</b> <a href='https://a.example/'>three</a></p><ul><li>x<ol><li>y</ol></ul>",
    "<table><tr><td>1<td>2<tr><td rowspan=2>3</table><pre>a\nb</pre>",
    "<img src='file:///etc/hostname'><h2>Head</h2>" + "<p>word " * 60,
    "<div>" * 300 + "deep",
)
KEYS = (
    "Return", "BackSpace", "Delete", "Tab", "Escape", "Up", "Down", "Left", "Right", "Home", "End", "Prior", "Next", "space", "F6",
    "Menu", "slash", "F2", "x", "a",
)  # fmt: skip
MODIFIERS = ("", "", "", "shift+", "ctrl+", "ctrl+shift+", "alt+")
KEY_NAMES = {
    " ": "space", "*": "asterisk", "[": "bracketleft", "]": "bracketright", "(": "parenleft", ")": "parenright", ".": "period",
    "-": "minus", "#": "numbersign", ">": "greater", "`": "grave", "\u2014": "emdash", "é": "eacute", "\n": "Return", ":": "colon",
    "|": "bar", "/": "slash",
}  # fmt: skip
# These end the run, or leave the newsroom that is watched; the last waits for a person at another program.
NEVER = frozenset(
    {"file.quit", "file.close", "file.open_room", "file.new_room", "file.sample_room", "file.reveal"}
)


class Swallow(QObject):
    """Takes every address that would be opened by another program."""

    @Slot(QUrl)
    def swallow(self, _url: QUrl) -> None:
        """Nothing happens."""


class Monkey:
    """One action at a time, each from the seed; the next follows when Qt has nothing else to do."""

    def __init__(self, window: MainWindow, seed: int, actions: int) -> None:
        self._window, self._luck, self._left, self._number = window, random.Random(seed), actions, 0
        self._hands = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, text=True)
        self._seen_at, self._worked, self.slowest = time.monotonic(), time.thread_time(), 0.0
        self._swallow = Swallow(window)
        for scheme in ("http", "https", "mailto", "file"):
            # PySide's own types say bytes, and it takes none.
            QDesktopServices.setUrlHandler(scheme, self._swallow, "swallow")  # type: ignore[arg-type]
        self._acts: list[Callable[[], str]] = []
        for weight, act in (
            (30, self._type), (24, self._key), (16, self._trigger), (14, self._click), (4, self._drag), (3, self._wheel),
            (2, self._resize), (1, self._theme), (4, self._switch), (5, self._paste), (1, self._other_writer), (3, self._escape),
            (8, self._to_text), (2, self._drop),
        ):  # fmt: skip
            self._acts += [act] * weight
        self._timer = QTimer(window, singleShot=True)
        self._timer.timeout.connect(self._turn)
        self._timer.start(300)
        self._seen: object = None

    def _turn(self) -> None:
        if self._left <= 0:
            self._end()
            return
        self._timer.start(
            PACE_MS
        )  # also where an action does not return: inside a menu or a dialog it goes on
        self._look_at_clock()
        self._watch_saves()
        self._left -= 1
        self._number += 1
        number = self._number
        act = self._luck.choice(self._acts)
        if QApplication.activeModalWidget() is not None and self._luck.random() < 0.08:
            act = self._escape
        try:
            what = act()
        except Exception:
            what = "failed"
            traceback.print_exc()
        print(number, what, flush=True)

    def _look_at_clock(self) -> None:
        """How long it is since the last turn, and how much of that this thread worked, tells whether the window stood still."""
        took, work = time.monotonic() - self._seen_at, time.thread_time() - self._worked
        if min(took, work) > FROZEN_S or took > STARVED_S:
            print(
                f"Frozen for {took:.1f} s ({work:.1f} s of work) after {self._number}",
                file=sys.stderr,
                flush=True,
            )
        self._seen_at, self._worked = time.monotonic(), time.thread_time()
        self.slowest = max(self.slowest, min(took, work))

    def _end(self) -> None:
        QApplication.clipboard().clear()
        self._do("keyup", "shift", "ctrl", "alt", "mouseup", 1)
        self._hands.stdin.close()  # type: ignore[union-attr]
        self._tell_when_all_is_done()

    def _tell_when_all_is_done(self) -> None:
        """Not before the last keys were pressed, which on a busy machine is later than they were asked for."""
        if self._hands.poll() is None:
            QTimer.singleShot(100, self._tell_when_all_is_done)
        else:
            QTimer.singleShot(_ARRIVED_MS, self._tell_end)

    def _tell_end(self) -> None:
        desk = self._window.desk
        if desk is not None and desk.current is not None:
            print("LAST", desk.current.path, _digest(desk.current.text), flush=True)
        print(f"SLOWEST {self.slowest:.2f}", flush=True)
        print("DONE", flush=True)

    def _watch_saves(self) -> None:
        session = self._window.desk.current if self._window.desk is not None else None
        if session is not None and session is not self._seen:
            self._seen = session
            print("OPENED", session.path, _digest(session.disk_text or ""), flush=True)
            tell = lambda: print("SAVED", session.path, _digest(session.disk_text or ""), flush=True)  # noqa: E731
            session.saved.connect(tell)

    # -- what it does

    def _do(self, *words: object) -> None:
        """Have it done from outside; it arrives with a later turn of the event loop."""
        assert self._hands.stdin is not None
        self._hands.stdin.write(" ".join(map(str, words)) + "\n")
        self._hands.stdin.flush()

    @property
    def _where(self) -> str:
        return type(QApplication.focusWidget()).__name__

    def _type(self) -> str:
        words = self._luck.choice(WORDS)
        self._do("key", "--delay", 2, *(KEY_NAMES.get(letter, letter) for letter in words))
        return f"type {words!r} {self._where}"

    def _key(self) -> str:
        key, modifiers = self._luck.choice(KEYS), self._luck.choice(MODIFIERS)
        self._do("key", modifiers + key)
        return f"key {modifiers}{key} {self._where}"

    def _trigger(self) -> str:
        can = [action for action in self._window.table if action.isEnabled() and action.spec.id not in NEVER]
        if not can or QApplication.activeModalWidget() is not None:
            return "trigger nothing"
        action = self._luck.choice(can)
        action.trigger()
        return f"trigger {action.spec.id}"

    def _place(self) -> tuple[int, int]:
        popup, window = QApplication.activePopupWidget(), self._window
        box = (popup if popup is not None and self._luck.random() < 0.8 else window).frameGeometry()
        return self._luck.randrange(box.left(), box.right() + 1), self._luck.randrange(
            box.top(), box.bottom() + 1
        )

    def _click(self) -> str:
        place, kind = self._place(), self._luck.random()
        many = ("--repeat", 2, "--delay", 10) if kind > 0.9 else ()
        self._do("mousemove", *place, "click", *many, 3 if kind < 0.1 else 1)
        return f"click {place}"

    def _drag(self) -> str:
        start, end = self._place(), self._place()
        middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
        self._do("mousemove", *start, "mousedown", 1, "mousemove", *middle, "mousemove", *end, "mouseup", 1)
        return f"drag {start} to {end}"

    def _wheel(self) -> str:
        self._do(
            "mousemove",
            *self._place(),
            "click",
            "--repeat",
            self._luck.randrange(1, 9),
            self._luck.choice((4, 5)),
        )
        return "wheel"

    def _resize(self) -> str:
        self._window.resize(self._luck.randrange(700, 2000), self._luck.randrange(450, 1200))
        return "resize"

    def _theme(self) -> str:
        mode = self._luck.choice(("light", "dark", "high_contrast", "system"))
        self._window.set_theme(mode)
        return f"theme {mode}"

    def _switch(self) -> str:
        desk, workspace = self._window.desk, self._window.workspace
        if desk is None or workspace is None or not desk.catalogue.entries:
            return "switch nothing"
        path = self._luck.choice([entry.path for entry in desk.catalogue.entries])
        workspace.open_story(path)
        return f"switch {path.name}"

    def _paste(self) -> str:
        data = QMimeData()
        kind = self._luck.randrange(4)
        if kind == 0:
            data.setText("Plain\n\nwords " * self._luck.randrange(1, 40))
        elif kind == 1:
            image = QImage(40, 30, QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.darkCyan)
            data.setImageData(image)
        else:
            data.setHtml(self._luck.choice(PASTES))
        QApplication.clipboard().setMimeData(data)
        self._do("key", "ctrl+v")
        return f"paste {('text', 'picture', 'page', 'page')[kind]} {self._where}"

    def _drop(self) -> str:
        workspace = self._window.workspace
        if workspace is None or QApplication.activeModalWidget() is not None:
            return "drop nothing"
        body = workspace.editor.galley.body.viewport()
        data = QMimeData()
        if self._luck.random() < 0.5:
            data.setHtml(self._luck.choice(PASTES))
        else:
            data.setUrls([QUrl.fromLocalFile(str(path)) for path in self._files()[:2]])
        place = QPoint(
            self._luck.randrange(max(1, body.width())), self._luck.randrange(max(1, body.height()))
        )
        both = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(body, QDragEnterEvent(place, *both))
        QApplication.sendEvent(body, QDropEvent(QPointF(place), *both))
        return f"drop {'page' if data.hasHtml() else [url.fileName() for url in data.urls()]} at {place.x()},{place.y()}"

    def _files(self) -> list[Path]:
        desk = self._window.desk
        return sorted(desk.newsroom.images_folder.rglob("*.*")) if desk is not None else []

    def _other_writer(self) -> str:
        """Somebody else saves a story, in place of the old file."""
        desk = self._window.desk
        paths = desk.newsroom.story_paths() if desk is not None else []
        if not paths:
            return "other writer nothing"
        path = self._luck.choice(paths)
        text = path.read_text("utf-8") + "\nFrom the other desk.\n"
        beside = path.with_suffix(".other")
        beside.write_text(text, "utf-8")
        beside.replace(path)
        print("SAVED", path, _digest(text), flush=True)
        return f"other writer {path.name}"

    def _escape(self) -> str:
        self._do("key", "Escape")
        return "escape"

    def _to_text(self) -> str:
        """Where a person is most of the time."""
        workspace = self._window.workspace
        if workspace is not None and QApplication.activeModalWidget() is None:
            workspace.editor.focus_text()
        return "to the text"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def main(folder: Path, seed: int, actions: int) -> int:
    """Run until the actions are done and somebody ends the process."""
    real, kept = app.open_first, []

    def open_and_play(window: MainWindow, first: Path | None) -> None:
        real(window, first)
        window.activateWindow()
        caught = sys.excepthook

        def printed(kind, fault, trace) -> None:  # type: ignore[no-untyped-def]
            traceback.print_exception(kind, fault, trace)
            caught(kind, fault, trace)

        sys.excepthook = printed
        kept.append(Monkey(window, seed, actions))

    app.open_first = open_and_play
    return app.main(folder)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
