"""Run inside an empty network namespace: shows a page full of ways to phone home and counts the packets that leave.

`guarded` shows it in the preview, `plain` in a web view as Qt makes it, to prove that packets would be seen.
Prints one JSON object.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000

OUT = "http://203.0.113.9/leak"
NAMED = "//leak.example/x"
PAGE = f"""<!DOCTYPE html><html><head><title>t</title>
<link rel=preconnect href="https://leak.example"><link rel=dns-prefetch href="{NAMED}"><link rel=prefetch href="{OUT}/p">
<link rel=preconnect href="https://203.0.113.9"><link rel=stylesheet href="{OUT}.css"><link rel=icon href="{OUT}.ico">
<link rel=modulepreload href="{OUT}.js"><link rel=preload as=image href="{OUT}.png"><link rel=manifest href="{OUT}.json">
<style>@import "{OUT}2.css"; @font-face{{font-family:f;src:url({OUT}.woff2)}} p{{font-family:f;background:url({OUT}3.png)}}</style>
</head><body><article><header><h1>t</h1></header><div class="body"><div data-block="a">
<p>text</p><img src="{OUT}.png" srcset="{OUT}-2.png 2x"><img src="http://leak.example/a.png" onerror="new Image().src='{OUT}/e'">
<picture><source srcset="{OUT}.webp"><img src="x"></picture><video autoplay src="{OUT}.mp4" poster="{OUT}.jpg"></video>
<iframe src="{OUT}"></iframe><object data="{OUT}"></object><embed src="{OUT}"><svg><image href="{OUT}.svg"/></svg>
<a id=link href="{OUT}/click" ping="{OUT}/ping">link</a><a href="http://leak.example/">named</a>
<form action="{OUT}"><input name=q></form><meta http-equiv=refresh content="1;url={OUT}/refresh">
<script>fetch('{OUT}/s');new WebSocket('ws://leak.example/');
new RTCPeerConnection({{iceServers:[{{urls:'stun:203.0.113.9:3478'}}]}}).createDataChannel('x')</script>
</div></div></article></body></html>"""


class Sniffer(threading.Thread):
    """Holds the far end of this namespace's only way out, and keeps what comes through."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.packets: list[str] = []
        self.stopping = False
        self._tunnel = os.open("/dev/net/tun", os.O_RDWR)
        fcntl.ioctl(self._tunnel, TUNSETIFF, struct.pack("16sH", b"probe0", IFF_TUN | IFF_NO_PI))

    def run(self) -> None:
        while not self.stopping:
            if select.select([self._tunnel], [], [], 0.2)[0]:
                packet = os.read(self._tunnel, 2048)
                self.packets.append(f"protocol {packet[9]} to {'.'.join(map(str, packet[16:20]))}")


def raise_network() -> None:
    """An address and a way out, as an ordinary machine has, leading nowhere but to the sniffer."""
    for name in ("all", "default"):
        with open(f"/proc/sys/net/ipv6/conf/{name}/disable_ipv6", "w", encoding="ascii") as setting:  # noqa: PTH123
            setting.write("1")
    for command in (
        "ip link set lo up",
        "ip address add 192.0.2.2/24 dev probe0",
        "ip link set probe0 up",
        "ip route add default via 192.0.2.1",
    ):
        subprocess.run(command.split(), check=True, capture_output=True)


def show_guarded() -> object:
    from editor_app.ui.preview.engine import prepare_web_engine

    prepare_web_engine()
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    from editor_app.locations import resources_folder
    from editor_app.session.preview_feed import Patch
    from editor_app.ui.preview.scheme_handler import StoryShelf
    from editor_app.ui.preview.web_view import FramedPage
    from editor_app.ui.theme import Theme

    frame = FramedPage(Theme("light"), StoryShelf(), resources_folder() / "app" / "preview_patch.js")
    frame.resize(456, 700)
    frame.show()
    frame.ready.connect(lambda: frame.patch(Patch(page=PAGE.replace("leak", "leak2")), _click(frame.view)))
    frame.show_page(PAGE, ("a",))
    return application, frame


def show_plain() -> object:
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    view = QWebEngineView()
    view.resize(456, 700)
    view.show()
    view.loadFinished.connect(lambda _ok: _click(view)())
    view.setHtml(PAGE)
    return application, view


def _click(view):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    def click() -> None:
        for left in range(20, 380, 60):
            for top in range(20, 600, 60):
                QTest.mouseClick(view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(left, top))

    return click


def main() -> None:
    sniffer = Sniffer()
    raise_network()
    sniffer.start()
    kept = show_guarded() if sys.argv[1] == "guarded" else show_plain()
    from PySide6.QtCore import QTimer

    QTimer.singleShot(3_500, kept[0].quit)  # type: ignore[index]
    kept[0].exec()  # type: ignore[index]
    time.sleep(0.3)
    sniffer.stopping = True
    sniffer.join()
    print(json.dumps({"packets": len(sniffer.packets), "kinds": sorted(set(sniffer.packets))}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
