"""A test table of disclosure control -> the system that an attacker sees, some of its cells withheld."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pellucid.audit.numbers import ADDED_UP, Number, Row, System
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

HERE = Path(__file__).parent / "sdc"
_DAY = date(2026, 1, 1)
_NOT_DIMENSIONS = {"cell_id", "value", "is_leaf", "given_status", "width"}


@dataclass(frozen=True)
class Case:
    """A table, how its cells add up, and what was computed of it elsewhere."""

    values: dict[int, int]
    status: dict[int, str]
    width: dict[int, int]
    sums: tuple[tuple[int, tuple[int, ...]], ...]
    expected: dict[str, Any]
    pattern: tuple[int, ...]
    at: dict[int, dict[str, str]]
    intervals: dict[int, dict[str, str]]

    def cells(self, *status: str) -> set[int]:
        """Give the cells of a status."""
        return {cell for cell, found in self.status.items() if found in status}

    def system(self, withheld: Collection[int], least_withheld: int = 0) -> System:
        """Give what an attacker sees; a cell's number is its id."""
        assert sorted(self.values) == list(range(len(self.values)))
        numbers = tuple(
            _number(cell, None if cell in withheld else value, least_withheld)
            for cell, value in sorted(self.values.items())
        )
        rows = tuple(
            Row((*((part, 1.0) for part in parts), (whole, -1.0)), 0.0, 0.0, "parts add up", ADDED_UP)
            for whole, parts in self.sums
        )
        return System(numbers, rows)


def read_case(name: str) -> Case:
    """Read a case."""
    folder = HERE / name
    rows = list(_rows(folder / "cells.csv"))
    dimensions = [column for column in rows[0] if column not in _NOT_DIMENSIONS]
    children: dict[tuple[str, str], list[str]] = {}
    for row in _rows(folder / "hierarchies.csv"):
        children.setdefault((row["dimension"], row["parent"]), []).append(row["child"])
    at = {tuple(row[one] for one in dimensions): int(row["cell_id"]) for row in rows}
    sums = [
        (
            cell,
            tuple(at[(*key[:place], child, *key[place + 1 :])] for child in children[dimension, key[place]]),
        )
        for key, cell in at.items()
        for place, dimension in enumerate(dimensions)
        if (dimension, key[place]) in children
    ]
    pattern = {int(row["cell_id"]): row for row in _rows(folder / "pattern.csv")}
    return Case(
        {int(row["cell_id"]): int(row["value"]) for row in rows},
        {int(row["cell_id"]): row["given_status"] for row in rows},
        {int(row["cell_id"]): int(row["width"] or 0) for row in rows},
        tuple(sums),
        json.loads((folder / "expected.json").read_text(encoding="utf-8")),
        tuple(pattern),
        {int(row["cell_id"]): {one: row[one] for one in dimensions} for row in rows},
        pattern,
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _number(cell: int, value: int | None, least_withheld: int) -> Number:
    key = ("table", _DAY, _DAY, str(cell), "", "count")
    if value is None:
        return Number(key, 0, "2026", Status.SUPPRESSED, least_withheld, inf, ("here",))
    return Number(key, 0, "2026", Status.PUBLISHED, value, value, (), ("here",))
