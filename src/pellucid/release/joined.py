"""Takes a site's releases; gives what they say of each period, where several say it the newest of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pellucid.cube.cells import COVERAGE_COLUMNS
from pellucid.release.read import report_of
from pellucid.render.data.tables import BREAKDOWNS, joined_table
from pellucid.report.numbers.lookup import Coverage, number_of
from pellucid.report.pages.joined import Joined, joined_view
from pellucid.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pellucid.release.read import Coming, PublishedRelease
    from pellucid.render.data.tables import PublishedTable, Record
    from pellucid.report.numbers.lookup import CubeView

OUTCOME = 4  # value, lower, upper, status: the last columns of every table
APART = "national_security"  # in bands, which nothing is reckoned with


@dataclass
class Said:
    """What all releases say: rows by table and by what they are about, and the countries behind totals."""

    rows: dict[str, dict[Record, Record]] = field(default_factory=lambda: defaultdict(dict))
    coverage: dict[str, dict[tuple[str, str, str], Coverage]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def add(self, said: Mapping[str, Any]) -> None:
        """Take what a release says in the place of what was said before."""
        for name, table in {**said["cells"], BREAKDOWNS: said["breakdowns"]}.items():
            for row in map(tuple, table["rows"]):
                self.rows[name][row[:-OUTCOME]] = row
        for kind, table in said["coverage"].items():
            for row in table["rows"]:
                one = dict(zip(table["columns"], row, strict=True))
                period, country, measure, *counts = (one[name] for name in COVERAGE_COLUMNS)
                self.coverage[kind][period, country, measure] = Coverage(*counts)


def said_by_all(site: Path, releases: Iterable[PublishedRelease], coming: Coming) -> Said:
    """Read every release, in the order in which they came out.

    Raises:
        EnvironmentFailure: a release's report.json can't be read back.

    """
    found = Said()
    for release in sorted(releases, key=lambda one: (one.report.published_at, one.period.end, one.folder)):
        found.add(report_of(site, release.folder, coming))
    return found


def tables_of_all(said: Said) -> tuple[PublishedTable, ...]:
    """Give a table a kind with the rows of all periods."""
    return tuple(joined_table(name, rows.values()) for name, rows in sorted(said.rows.items()) if rows)


def lookups(said: Said, fiscal_year_start: int) -> tuple[Joined, ...]:
    """Give the figures of all periods of each length: the newest first, of these the shortest first."""
    views = defaultdict(list)
    for kind, rows in sorted(said.rows.items()):
        if kind in {APART, BREAKDOWNS}:
            continue
        cells = [(_period(row, fiscal_year_start), row) for row in rows.values()]
        for length, group in groupby(sorted(cells, key=lambda cell: cell[0].kind), lambda cell: cell[0].kind):
            views[length].append(_view(kind, list(group), said))
    joined = [Joined(found) for found in views.values()]
    return tuple(sorted(joined, key=lambda one: (-one.period.end.toordinal(), one.period.days)))


def _view(kind: str, cells: Sequence[tuple[Period, Record]], said: Said) -> CubeView:
    numbers = {
        (str(row[0]), str(row[3]), str(row[4]), str(row[5])): number_of(row[-OUTCOME:]) for _, row in cells
    }
    return joined_view(kind, {period for period, _ in cells}, numbers, said.coverage[kind])


def _period(row: Record, fiscal_year_start: int) -> Period:
    """Give a row's period with the days that were published."""
    name, start, end = map(str, row[:3])
    kind = Period.parse(name).kind
    return Period(name, kind, date.fromisoformat(start), date.fromisoformat(end), fiscal_year_start)
