"""`python -m editor_app`, and the command `stet`."""

from __future__ import annotations

import gc
import os
import sys

_OBJECTS_BETWEEN_COLLECTIONS = 200_000  # modules, and an archive, are many small objects that stay


def main() -> None:
    """Answer at once what can be; leave the rest to the command line."""
    arguments = sys.argv[1:]
    is_export = arguments[:1] == ["export"]
    if is_export:
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from editor_app.quick_export import answered

    try:
        if answered(arguments):
            _leave(0)
    except KeyboardInterrupt:
        print("stet: Stopped.", file=sys.stderr)
        _leave(1)
    from editor_app.cli import main as command_line

    try:
        command_line()
    except SystemExit as end:
        if is_export and isinstance(end.code, int):
            _leave(end.code)
        raise


def _leave(code: int) -> None:
    """End the process without taking apart what it holds: for an archive that takes a tenth of the whole time."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
