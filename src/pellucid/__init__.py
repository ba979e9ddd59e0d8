"""Pellucid turns disclosure logs into a published transparency report."""

__version__ = "0.1.0"
