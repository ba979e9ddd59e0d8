"""The name of a CSV file beside this module in; its rows out, in the file's order."""

from __future__ import annotations

import csv
from importlib.resources import files


def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Read a code table of the package: UTF-8, with a header."""
    text = files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
