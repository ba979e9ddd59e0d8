"""The name of a table of this package in; its rows, out: UTF-8, with a header."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """Read words.csv, synonyms.csv or stands_in.csv."""
    text = files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
