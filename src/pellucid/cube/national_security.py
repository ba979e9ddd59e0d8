"""A source and periods in; the national-security process of each, by type, out: not yet for anybody's eyes.

It is counted apart from everything else, by the day of its receipt and over all countries.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

from pellucid.cube.clean import SPAN, span_of
from pellucid.cube.measures import WEIGHT
from pellucid.cube.overlaps import Span, settle
from pellucid.cube.tables import COUNTS, LEGAL
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from pellucid.cube.clean import CleanTable
    from pellucid.cube.figures import Coverage
    from pellucid.cube.tables import Source
    from pellucid.vocabulary.periods import Period

MEASURES = ("requests", "accounts_specified")
NEW = "new_platform"
_KNOWN = {Status.PUBLISHED, Status.DERIVED, Status.BANDED}

Bounds = tuple[int, int]


@dataclass(frozen=True)
class Process:
    """The process of one period: least and most of each type and measure, alike where it was counted.

    Of a type several numbers can be known, one a country. complete: what has no number was counted 0 times.
    unknown: types and measures that the log has, but not of this period.
    """

    period: Period
    numbers: Mapping[tuple[str, str], tuple[Bounds, ...]]
    complete: bool
    unknown: frozenset[tuple[str, str]] = frozenset()

    @property
    def types(self) -> frozenset[str]:
        """The types that there is any process of."""
        return frozenset(code for code, _ in self.numbers)

    def of(self, measure: str, types: Collection[str] | None) -> tuple[Bounds, ...] | None:
        """The numbers of a measure over some types, or over all; None where there is none to know."""
        if any(name == measure and (types is None or code in types) for code, name in self.unknown):
            return None
        found = tuple(
            bounds
            for (code, name), known in self.numbers.items()
            if name == measure and (types is None or code in types)
            for bounds in known
        )
        return found or (((0, 0),) if self.complete else None)


def count_process(
    source: Source,
    covered: Mapping[str, Coverage],
    periods: Iterable[Period],
    types: Collection[str],
    waiting: Mapping[str, date],
) -> dict[Period, Process]:
    """Count periods of one kind; one that the logs can't speak of is not among them.

    types: those of the family. waiting: by type, the first day of receipt of those orders that don't count
    yet because they are about a new platform.
    """
    wanted = tuple(sorted(set(periods)))
    table = next((one for one in source.tables if one.kind == LEGAL), None)
    first = covered[LEGAL].first if LEGAL in covered else None
    own = tuple(period for period in wanted if table and (first is None or period.end >= first))
    others = tuple(period for period in wanted if period not in own)
    found = _recorded(source, table, own, types, waiting) if table and own and types else {}
    return found | _aggregated(source, others)


def _recorded(
    source: Source,
    table: CleanTable,
    periods: tuple[Period, ...],
    types: Collection[str],
    waiting: Mapping[str, date],
) -> dict[Period, Process]:
    rows = table.rows.filter(table.rows.request_type.isin(list(types)))
    if NEW in rows.columns:
        waits = [
            (rows.request_type == code) & (rows.received_at >= ibis.date(day))
            for code, day in waiting.items()
        ]
        if waits:
            new = (rows[NEW] == "yes").fill_null(ibis.literal(value=False))
            rows = rows.filter(~(new & ibis.or_(*waits)))
    rows = rows.mutate(**{SPAN: span_of(rows.received_at, periods)})
    rows = rows.filter(rows[SPAN].notnull())
    sums = {"requests": rows[WEIGHT].sum(), "accounts_specified": rows.accounts_specified.sum()}
    numbers: dict[int, dict[tuple[str, str], tuple[Bounds, ...]]] = defaultdict(dict)
    for row in source.engine.fetch_rows(rows.group_by(SPAN, "request_type").aggregate(**sums)):
        for measure in MEASURES:
            count = int(row[measure] or 0)
            numbers[row[SPAN]][row["request_type"], measure] = ((count, count),)
    return {period: Process(period, numbers[place], complete=True) for place, period in enumerate(periods)}


def _aggregated(source: Source, periods: tuple[Period, ...]) -> dict[Period, Process]:
    """What aggregated figures say of a whole period, country by country; a missing part makes it unknown."""
    if source.aggregated is None or COUNTS not in source.totals or not source.aggregated.process:
        return {}
    spans = tuple(Span(period.start, period.end) for period in periods)
    numbers: dict[Period, dict[tuple[str, str], tuple[Bounds, ...]]] = defaultdict(dict)
    unknown: dict[Period, set[tuple[str, str]]] = defaultdict(set)
    for key, rows in source.aggregated.process.items():
        if key.measure not in MEASURES:
            continue
        place = key.request_type, key.measure
        for period, answer in zip(periods, settle(rows, spans)[0], strict=True):
            if answer.status in _KNOWN and answer.lower is not None and answer.upper is not None:
                numbers[period][place] = (*numbers[period].get(place, ()), (answer.lower, answer.upper))
            else:
                unknown[period].add(place)
    return {
        period: Process(period, found, complete=False, unknown=frozenset(unknown[period]))
        for period, found in numbers.items()
    }
