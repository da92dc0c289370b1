"""The name of this machine in logs: its own name, and digits that no other machine has. Kept in the app's data folder."""

from __future__ import annotations

import re
import secrets
import socket
from pathlib import Path

from editor_app.stories.history.objects import make_private, put_in_place, sweep

_FILE = "machine"
_NAME = re.compile(r"[a-z0-9-]{1,40}-[0-9a-f]{8}")


def machine_name(data_folder: Path) -> str:
    """Such as "newsdesk-2-9f31ab04". Made once; where it cannot be kept, the machine's own name alone tells it."""
    host = (re.sub(r"[^a-z0-9]+", "-", socket.gethostname().casefold()).strip("-") or "machine")[:40].strip(
        "-"
    )
    place = data_folder / _FILE
    try:
        name = place.read_text(encoding="ascii", errors="replace").strip()
        # A home folder that several machines share, or that was copied to another, must not make them one.
        if _NAME.fullmatch(name) and name.rpartition("-")[0] == host:
            return name
    except FileNotFoundError:
        pass
    except OSError:
        return f"{host}-00000000"  # it has a name that cannot be read now, and must not get another for good
    name = f"{host}-{secrets.token_hex(4)}"
    try:
        make_private(data_folder)
        sweep(data_folder)
        put_in_place(place, name.encode("ascii"))
    except OSError:
        return f"{host}-00000000"
    return name
