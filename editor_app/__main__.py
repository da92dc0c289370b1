"""`python -m editor_app`, and the command `stet`."""

from __future__ import annotations

import gc
import sys

_OBJECTS_BETWEEN_COLLECTIONS = 200_000  # modules, and an archive, are many small objects that stay


def main() -> None:
    """Answer at once what can be; leave the rest to the command line."""
    from editor_app.quick_export import answered

    if answered(sys.argv[1:]):
        return
    if sys.argv[1:2] == ["export"]:
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from editor_app.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
