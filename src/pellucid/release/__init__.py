"""Bytes per file name in; a release on disk, whole or not at all, out; and what reads a site back."""
