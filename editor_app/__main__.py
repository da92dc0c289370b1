"""`python -m editor_app`, and the command `stet`."""

from __future__ import annotations

import sys


def main() -> None:
    """Answer at once what can be; leave the rest to the command line."""
    from editor_app.quick_export import answered

    if answered(sys.argv[1:]):
        return
    from editor_app.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
