"""Numbers of records -> what each method takes for a log of that size, once all agree on every figure."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.commands import alternate
from benchmarks.compare import compare
from benchmarks.project import LIMITED, LOG, SCRIPTS, limited, make_project, methods

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from benchmarks.commands import Costs
    from benchmarks.records import Made

MANY = 1_000_000  # a larger log is measured once


@dataclass(frozen=True)
class Measured:
    """A log, the cells that all methods agree on, and what each of them took that finished."""

    made: Made
    megabytes: float
    cells: int
    runs: int
    costs: Mapping[str, Costs]

    @property
    def records(self) -> int:
        """The rows of the log."""
        return self.made.records


def measure_sizes(sizes: Sequence[int], runs: int | None, skip: Collection[str]) -> list[Measured]:
    """Measure all methods at each size; at the largest, also with little memory."""
    return [
        _measure(records, runs or (3 if records <= MANY else 1), skip, last=records == max(sizes))
        for records in sorted(sizes)
    ]


def _measure(records: int, runs: int, skip: Collection[str], *, last: bool) -> Measured:
    with tempfile.TemporaryDirectory(prefix="pellucid-bench-") as folder:
        project = Path(folder)
        sys.stderr.write(f"{records:,} records\n")
        made = make_project(project, records)
        os.sync()  # or the first method shares the disk with what is still being written
        costs = dict(alternate(methods(project, skip), runs))
        if last:
            costs |= alternate([limited(project)], 1)
        others = [f"{SCRIPTS[name]}.csv" for name in costs if name in SCRIPTS]
        again = ["again.csv", *(["limited.csv"] if LIMITED in costs else [])]
        cells = compare(project / "pellucid.csv", [project / name for name in (*others, *again)])
        return Measured(made, (project / LOG).stat().st_size / 1e6, cells, runs, costs)
