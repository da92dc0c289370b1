"""The small newsroom that the tests of publishing write into."""

from __future__ import annotations

from tests.publish.conftest import desk

__all__ = ["desk"]
