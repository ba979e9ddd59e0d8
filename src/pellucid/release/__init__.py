"""Bytes a file name in; a release on disk out, and what reads a site back."""
