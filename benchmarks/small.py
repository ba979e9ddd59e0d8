"""A small log -> what a build of it takes, beside what no build can do without; and what a start takes."""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.commands import Command, alternate, measure
from benchmarks.project import build, forget, make_project, program

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.commands import Costs

RECORDS = 1_000
MOST_PAPER = 3  # runs: each takes a while

HELP, CLICK = "`pellucid --help`", '`python -c "import click"`'
DATA, IMPORTS = "build to CSV and JSON", "importing the same libraries"
PAGES, RENDERING = "build to HTML and PDF", "rendering the same, counted before, in a process of its own"
PAPER, ALONE = "the report on paper, tagged, by both standards", "WeasyPrint alone, the same HTML, untagged"


@dataclass(frozen=True)
class Small:
    """What small builds and a start take. rendering: seconds inside the process that renders.

    paper: what tables of so many pages take.
    """

    costs: Mapping[str, Costs]
    rendering: float
    starts: Mapping[str, Costs]
    paper: Mapping[str, Costs]
    pages: int

    def ratio(self, above: str, below: str) -> float:
        """How many times as long one takes as the other."""
        every = {**self.costs, **self.starts, **self.paper}
        return every[above].median_seconds / every[below].median_seconds


def measure_small(runs: int, starts: int, pages: int) -> Small:
    """Measure builds of a small log, `runs` times, starts, `starts` times, and so many pages of tables."""
    with tempfile.TemporaryDirectory(prefix="pellucid-bench-") as folder:
        project = Path(folder)
        sys.stderr.write(f"{RECORDS:,} records\n")
        make_project(project, RECORDS)
        costs = alternate(_builds(project), runs)
        seconds = [float(line) for line in (project / "seconds.txt").read_text().split()]
        helps = alternate(_starts(project), starts)
        paper = alternate(_paper(project, pages), min(runs, MOST_PAPER))
    return Small(costs, statistics.median(seconds), helps, paper, pages)


def _builds(project: Path) -> tuple[Command, ...]:
    anew = forget(project)
    python, data = sys.executable, build("csv,json")
    listed = [python, "-m", "benchmarks.libraries", "imports.py", *data[1:]]
    measure(Command("(listing the libraries)", listed, project))
    counted = [python, "-m", "benchmarks.publication", "transparency.yaml", "publication.pickle"]
    measure(Command("(counting)", counted, project))
    return (
        Command(IMPORTS, [python, "imports.py"], project),
        Command(DATA, data, project, prepare=anew),
        Command(
            RENDERING, [python, "-m", "benchmarks.rendering", "publication.pickle", "seconds.txt"], project
        ),
        Command(PAGES, build("html,pdf"), project, prepare=anew),
    )


def _starts(project: Path) -> tuple[Command, ...]:
    return (
        Command(CLICK, [sys.executable, "-c", "import click"], project),
        Command(HELP, [program("pellucid"), "--help"], project),
    )


def _paper(project: Path, pages: int) -> tuple[Command, ...]:
    script = [sys.executable, "-m", "benchmarks.paper"]
    measure(Command("(making tables)", [*script, "make", str(pages), "paper"], project))
    return (
        Command(PAPER, [*script, "report", "paper"], project),
        Command(ALONE, [*script, "weasyprint", "paper"], project),
    )
