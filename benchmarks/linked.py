"""How long the protecting of linked tables takes, and what it costs: ``python -m benchmarks.linked``.

The tables are those of tests/confidentiality/sdc. Case 08 is as large as a real year.
"""

from __future__ import annotations

import time

import click
import numpy as np

from pellucid.confidentiality.secondary import withhold
from tests.confidentiality.secondary.cases import case


@click.command()
@click.argument("names", nargs=-1)
def main(names: tuple[str, ...]) -> None:
    """Protect the named cases (01, 02, 03, 04, 07, 08; all, if none is named) and print a line for each."""
    for name in names or ("01", "02", "03", "04", "07", "08"):
        for cost in ("count", "value"):
            task = case(name, cost).task
            wall, processor = time.perf_counter(), time.process_time()
            pattern = withhold(task)
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
            further = np.flatnonzero(pattern.withheld & ~task.primary & ~task.withheld)
            click.echo(
                f"{name}, least {cost}: {len(task.cost)} cells, {int(task.primary.sum())} small,"
                f" {len(further)} more withheld with {int(task.tables.values[further].sum())} of value,"
                f" {len(pattern.open)} open, {wall:.2f} s ({processor:.2f} s of one processor)"
            )


if __name__ == "__main__":
    main()
