"""Checks of the exported sample newsroom by programs that are not ours: `make validate`."""
