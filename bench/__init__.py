"""Measurements of the real application: how long a person waits for what they typed."""
