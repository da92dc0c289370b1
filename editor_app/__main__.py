"""`python -m editor_app`: the same as the command `stet`."""

from __future__ import annotations

from editor_app.cli import main

if __name__ == "__main__":
    main()
