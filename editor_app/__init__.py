"""Stet, a desktop newsroom editor: what a person did not touch is written back byte for byte."""

__version__ = "0.1.0"
