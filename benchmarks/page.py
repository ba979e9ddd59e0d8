"""What was measured -> docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.commands import Costs
from benchmarks.large import Measured
from benchmarks.machine import machine, versions
from benchmarks.project import (
    AGAIN,
    COLD,
    FLOOR,
    LIMITED,
    MEMORY_LIMIT,
    METHODS,
    MORE,
    PANDAS,
    PERIOD,
    POLARS,
    SEED,
    SQL,
)
from benchmarks.small import CLICK, HELP, RECORDS
from benchmarks.targets import memory_ratio, number, seconds_ratio, targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.small import Small

PAGE = """\
# Benchmarks

Written by `make bench`; do not edit.

Logs of legal requests as CSV with 14 columns (seed {seed}) are turned into the figures of {period} and the
totals of the periods before it, by country, request type and measure, medians among them.
One row in a hundred has a fault (dates that do not exist, unknown countries and codes, counts that are
negative or no number, missing ids, closed before received, more disclosed than specified), and one in two
hundred is a copy.

| rows | MB of CSV | rows with a fault | copies | cells of figures | runs |
|---:|---:|---:|---:|---:|---:|
{logs}

What is measured, each as a process of its own:

- **{floor}**: `count(*)` over the CSV, every cell as text. This is the floor.
- **{sql}**: [a script](../benchmarks/duckdb_script.py) that types and groups the same, and writes one CSV.
- **{cold}**: `pellucid build --period {period} --formats csv,json`, with no site and no work folder before.
  It also names every fault with its line, accounts for every row, and publishes a release.
- **{again}**: the same once more, with nothing changed.
- **{more}**: the same once more, after a file with one row for every hundred has come.
- **{pandas}**: [the straightforward script](../benchmarks/pandas_script.py), which writes one CSV.
- **{polars}**: [a lazy script on the streaming engine](../benchmarks/polars_script.py), which writes one CSV.

The scripts leave out faulty rows and copies and do not say which.
All of them and Pellucid agree on every cell: the run ends with an error where they do not.
Methods take turns; where there are several runs the figure is the median. The page cache is warm for all.
A dash stands for what was left out or did not finish.

## Targets

| target | measured | |
|---|---:|---|
{targets}

## Wall time, seconds

{seconds}

## Peak memory, MB

{memory}

## Ratios

{ratios}

## How they grow

How many times as much as at the size before.

Wall time:

{seconds_growth}

Peak memory:

{memory_growth}

## Little memory

{largest:,} records with `engine: {{memory_limit: {memory_limit}}}`:
what the engine may not hold in memory goes to disk, and the figures are the same.
Python, the libraries and the rows that are named in `rejects.csv` come on top of the limit.

| | seconds | peak memory, MB |
|---|---:|---:|
{limited}

## Small logs

{small_records:,} records; runs of each, taking turns: {small_runs}.
The libraries are those that the build to CSV and JSON itself imports.

{small}

The rendering itself, measured inside the process that does nothing else, takes {rendering} seconds (median).

## Paper

{paper_pages} pages of tables, with 30 rows of 8 columns each. Runs of each, taking turns: {paper_runs}.

{paper}

## Start

Runs of each, taking turns: {start_runs}.

{starts}

`pellucid --help` takes {start_ratio} times as long as importing click (by the medians).

## Made with

{machine}. {versions}.
"""

_Figure = Callable[[Costs], float]
_Ratio = tuple[str, Callable[[Measured], float | None]]
RATIOS: tuple[_Ratio, ...] = (
    ("cold / floor", lambda one: seconds_ratio(one, COLD, FLOOR)),
    ("cold / bare SQL", lambda one: seconds_ratio(one, COLD, SQL)),
    ("again / cold", lambda one: seconds_ratio(one, AGAIN, COLD)),
    ("one more file / cold", lambda one: seconds_ratio(one, MORE, COLD)),
    ("pandas / cold", lambda one: seconds_ratio(one, PANDAS, COLD)),
    ("polars / cold", lambda one: seconds_ratio(one, POLARS, COLD)),
    ("memory: cold / pandas", lambda one: memory_ratio(one, COLD, PANDAS)),
)


def write_page(large: Sequence[Measured], small: Small) -> str:
    """Lay all figures out."""
    last = large[-1]
    return PAGE.format(
        seed=SEED,
        period=PERIOD,
        floor=FLOOR,
        sql=SQL,
        cold=COLD,
        again=AGAIN,
        more=MORE,
        pandas=PANDAS,
        polars=POLARS,
        logs=_lines(_log(one) for one in large),
        targets=_lines((one.words, one.found, one.answer) for one in targets(large, small)),
        seconds=_by_method(large, _seconds),
        memory=_by_method(large, _memory),
        ratios=_table(
            ["records", *(name for name, _ in RATIOS)],
            [[f"{one.records:,}", *(_shown(ratio(one)) for _, ratio in RATIOS)] for one in large],
        ),
        seconds_growth=_growth(large, _seconds),
        memory_growth=_growth(large, _memory),
        largest=last.records,
        memory_limit=MEMORY_LIMIT,
        limited=_lines(
            (name, _shown(_of(last, name, _seconds)), _shown(_of(last, name, _memory)))
            for name in (COLD, LIMITED)
        ),
        small_records=RECORDS,
        small_runs=_runs(small.costs),
        small=_costs(small.costs),
        rendering=number(small.rendering),
        paper_pages=small.pages,
        paper_runs=_runs(small.paper),
        paper=_costs(small.paper),
        start_runs=_runs(small.starts),
        starts=_costs(small.starts),
        start_ratio=number(small.ratio(HELP, CLICK)),
        machine=machine(),
        versions=versions(),
    )


def _log(one: Measured) -> tuple[str, ...]:
    made = one.made
    counts = (made.records, made.faulty, made.copies, one.cells, one.runs)
    rows, faulty, copies, cells, runs = (f"{count:,}" for count in counts)
    return rows, f"{one.megabytes:,.1f}", faulty, copies, cells, runs


def _seconds(costs: Costs) -> float:
    return costs.median_seconds


def _memory(costs: Costs) -> float:
    return costs.median_peak_mb


def _by_method(large: Sequence[Measured], figure: _Figure) -> str:
    names = _methods(large)
    rows = [[f"{one.records:,}", *(_shown(_of(one, name, figure)) for name in names)] for one in large]
    return _table(["records", *names], rows)


def _growth(large: Sequence[Measured], figure: _Figure) -> str:
    """Compare each size with the one before it."""
    names = _methods(large)
    rows = [
        [
            f"{before.records:,} to {after.records:,}",
            number(after.records / before.records),
            *(_shown(_grown(before, after, name, figure)) for name in names),
        ]
        for before, after in pairwise(large)
    ]
    return _table(["from, to", "records", *names], rows)


def _grown(before: Measured, after: Measured, name: str, figure: _Figure) -> float | None:
    smaller, larger = _of(before, name, figure), _of(after, name, figure)
    return larger / smaller if smaller and larger else None


def _of(one: Measured, name: str, figure: _Figure) -> float | None:
    return figure(one.costs[name]) if name in one.costs else None


def _methods(large: Sequence[Measured]) -> list[str]:
    return [name for name in METHODS if any(name in one.costs for one in large)]


def _costs(costs: Mapping[str, Costs]) -> str:
    heads = ["command", "seconds, least", "seconds, median", "peak memory, MB"]
    rows = [
        [name, f"{one.least_seconds:.2f}", f"{one.median_seconds:.2f}", f"{one.median_peak_mb:,.0f}"]
        for name, one in costs.items()
    ]
    return _table(heads, rows)


def _runs(costs: Mapping[str, Costs]) -> int:
    return len(next(iter(costs.values())).runs)


def _shown(value: float | None) -> str:
    return "-" if value is None else number(value)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = "|---|" + "---:|" * (len(heads) - 1)
    return "\n".join([_line(heads), rule, *(_line(row) for row in rows)])


def _lines(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(_line(row) for row in rows)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
