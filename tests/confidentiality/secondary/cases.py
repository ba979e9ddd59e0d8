"""A test table of ../sdc -> the task it stands for, and what is known of its answer."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pellucid.confidentiality.linked import LinkedTables, Row, Task

SDC = Path(__file__).parents[1] / "sdc"


@dataclass(frozen=True)
class Case:
    """A table as a task, and the figures that belong to it."""

    task: Task
    expected: dict[str, Any]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case(name: str, cost: str = "count") -> Case:
    """Read a case; `cost` is `count` (each cell costs 1) or `value` (each costs its value)."""
    folder = next(SDC.glob(f"{name}_*"))
    children: dict[tuple[str, str], list[str]] = {}
    for row in _read(folder / "hierarchies.csv"):
        children.setdefault((row["dimension"], row["parent"]), []).append(row["child"])
    dimensions = list(dict.fromkeys(dimension for dimension, _ in children))
    cells = folder / "cells.csv"
    rows = _read(cells) if cells.exists() else _with_totals(folder, dimensions, children)
    place = {tuple(row[dimension] for dimension in dimensions): n for n, row in enumerate(rows)}
    sums = []
    for level, dimension in enumerate(dimensions):
        for key, total in place.items():
            parts = [
                place[(*key[:level], child, *key[level + 1 :])]
                for child in children.get((dimension, key[level]), ())
            ]
            if parts:
                sums.append(Row((total, *parts), (-1, *(1 for _ in parts))))
    values = np.array([int(row["value"]) for row in rows])
    status = np.array([row["given_status"] for row in rows])
    size = len(rows)
    tables = LinkedTables(values, tuple(sums), np.zeros(size), np.full(size, np.inf))
    task = Task(
        tables,
        primary=status == "primary",
        width=np.array([int(row["width"]) for row in rows]),
        withheld=status == "already_withheld",
        fixed=status == "must_publish",
        cost=np.ones(size) if cost == "count" else np.maximum(values, 1).astype(np.float64),
    )
    return Case(task, json.loads((folder / "expected.json").read_text(encoding="utf-8")))


def _with_totals(
    folder: Path, dimensions: list[str], children: dict[tuple[str, str], list[str]]
) -> list[dict[str, str]]:
    """Every cell of a case that gives its leaves only; zeros and the grand total are published."""
    parameters = json.loads((folder / "params.json").read_text(encoding="utf-8"))
    values = {
        tuple(row[dimension] for dimension in dimensions): int(row["value"])
        for row in _read(folder / "leaves.csv")
    }
    parent = {(dimension, child): above for (dimension, above), below in children.items() for child in below}
    for level, dimension in enumerate(dimensions):
        for key, value in list(values.items()):
            name: str | None = key[level]
            while name := parent.get((dimension, name or "")):
                total = (*key[:level], name, *key[level + 1 :])
                values[total] = values.get(total, 0) + value
    top = max(values.values())
    rows = []
    for key, value in values.items():
        small = 0 < value < parameters["threshold"]
        free = "must_publish" if value in (0, top) else "free"
        rows.append(
            dict(zip(dimensions, key, strict=True))
            | {"value": str(value), "given_status": "primary" if small else free}
            | {"width": str(parameters["width"] if small else 0)}
        )
    return rows
