"""`python -m bench` measures the key press, the one figure Stet promises."""

from __future__ import annotations

import sys

from bench.keypress import main

if __name__ == "__main__":
    sys.exit(main())
