"""Codes, numbers and dates in; what a reader reads instead, in one language, out."""
