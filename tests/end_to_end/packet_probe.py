"""Run inside an empty network namespace: runs a command there and counts the packets that want to leave.

`python -m tests.end_to_end.packet_probe COMMAND…` prints one JSON object: what the command returned, and the kinds of packets.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from tests.ui.preview.leak_probe import Sniffer, raise_network


def main(command: list[str]) -> None:
    """Run the command and tell what was seen."""
    sniffer = Sniffer()
    raise_network()
    sniffer.start()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    time.sleep(0.3)
    sniffer.stopping = True
    sniffer.join()
    said = (done.stdout + done.stderr)[-4_000:]
    print(json.dumps({"returned": done.returncode, "kinds": sorted(set(sniffer.packets)), "said": said}))


if __name__ == "__main__":
    main(sys.argv[1:])
