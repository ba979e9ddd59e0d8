"""A number of records -> docs/benchmarks.md: what a build costs, beside a pandas script and a bare row count.

Run with `make bench`, or `python -m benchmarks.bench --records 100000 --runs 3` for a shorter one.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from benchmarks.commands import Command, Costs, alternate
from benchmarks.machine import machine, versions
from benchmarks.records import write_log

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
RESULT = HERE.parent / "docs" / "benchmarks.md"
PERIOD = "2025-Q4"
SEED = 20_251_231
CELL = ["period", "country", "request_type", "measure"]
ROUNDING = 1.5e-6  # rates have six decimals

BUILD = f"`pellucid build --period {PERIOD} --formats csv,json`"
PANDAS = "the pandas script"
FLOOR = "DuckDB `count(*)` over the CSV: the floor"
HELP = "`pellucid --help`"
CLICK = '`python -c "import click"`'

CONFIGURATION = """\
publisher: {name: Benchmark, url: "https://benchmark.example", contact: reports@benchmark.example}
logs:
  - {kind: legal_requests, paths: [log.csv]}
"""

PAGE = """\
# Benchmarks

Written by `make bench`; do not edit.

A log of {records:,} legal requests ({megabytes:.0f} MB of CSV, 14 columns, seed {seed}) is turned into the
figures of one quarter and the totals of those before it:
{cells:,} cells by period, country, request type and measure.
Pellucid checks every record, writes reconciliation and rejects, and publishes a release;
[the pandas script](../benchmarks/pandas_script.py) reads, counts and writes one CSV, and checks nothing.
Both CSVs agree on every figure: the run ends with an error where they do not.

Commands take turns, {runs} times over; the page cache is warm for all of them,
and a build starts with no site and no work folder. Peak memory is that of the process.

| command | seconds, least | seconds, median | peak memory, MB |
|---|---:|---:|---:|
{builds}

## Start

{starts} runs each, taking turns.

| command | seconds, least | seconds, median | peak memory, MB |
|---|---:|---:|---:|
{helps}

`pellucid --help` takes {ratio:.2f} times as long as importing click (by the medians).

## Made with

{machine}. {versions}.
"""


def main(records: int, runs: int, starts: int, result: Path) -> None:
    """Make the log, measure, compare the figures, write the page."""
    with tempfile.TemporaryDirectory(prefix="pellucid-bench-") as folder:
        project = Path(folder)
        log = _make_project(project, records)
        builds = alternate(_builds(project), runs)
        cells = _compare(project)
        megabytes = log.stat().st_size / 1e6
        helps = alternate(_starts(project), starts)
    page = PAGE.format(
        records=records,
        runs=runs,
        cells=cells,
        seed=SEED,
        megabytes=megabytes,
        builds=_rows(builds),
        helps=_rows(helps),
        starts=starts,
        ratio=helps[HELP].median_seconds / helps[CLICK].median_seconds,
        machine=machine(),
        versions=versions(),
    )
    result.write_text(page, encoding="utf-8")
    sys.stdout.write(page)


def _make_project(project: Path, records: int) -> Path:
    (project / "transparency.yaml").write_text(CONFIGURATION, encoding="utf-8")
    log = project / "log.csv"
    write_log(log, records, SEED)
    return log


def _builds(project: Path) -> tuple[Command, ...]:
    def forget() -> None:
        for made in ("public", ".pellucid"):
            shutil.rmtree(project / made, ignore_errors=True)

    python = sys.executable
    build: list[str | Path] = [
        _script("pellucid"),
        "-q",
        "build",
        "--period",
        PERIOD,
        "--formats",
        "csv,json",
    ]
    count = (
        "import duckdb; duckdb.sql(\"select count(*) from read_csv('log.csv', all_varchar=true)\").fetchall()"
    )
    return (
        Command(FLOOR, [python, "-c", count], project),
        Command(PANDAS, [python, HERE / "pandas_script.py", "log.csv", PERIOD, "pandas.csv"], project),
        Command(BUILD, build, project, prepare=forget),
    )


def _starts(project: Path) -> tuple[Command, ...]:
    return (
        Command(CLICK, [sys.executable, "-c", "import click"], project),
        Command(HELP, [_script("pellucid"), "--help"], project),
    )


def _script(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def _compare(project: Path) -> int:
    """Count the cells on which both CSVs agree; a difference ends the run."""
    ours = _figures(project / "public" / PERIOD / "data" / "legal_requests.csv")
    theirs = _figures(project / "pandas.csv")
    if not ours.index.equals(theirs.index):
        sys.exit(f"The CSVs do not have the same cells: {ours.index.symmetric_difference(theirs.index)}")
    same = (ours == theirs) | (ours.isna() & theirs.isna())
    differing = ours[~same & ~((ours - theirs).abs() < ROUNDING)]
    if not differing.empty:
        sys.exit(f"{len(differing)} figures differ, the first: {differing.index[0]}")
    return len(ours)


def _figures(path: Path) -> pd.Series[float]:
    cells = pd.read_csv(path, keep_default_na=False, na_values=[""])
    return cells.set_index(CELL)["value"].sort_index()


def _rows(costs: Mapping[str, Costs]) -> str:
    return "\n".join(
        f"| {name} | {cost.least_seconds:.2f} | {cost.median_seconds:.2f} | {cost.median_peak_mb:.0f} |"
        for name, cost in costs.items()
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--starts", type=int, default=20)
    options.add_argument("--result", type=Path, default=RESULT)
    main(**vars(options.parse_args()))
