"""Accepted rows in; how many of each file lie in which period, for the reconciliation, out."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from pellucid.cube.tables import hidden_types
from pellucid.intake.embargo import held_back
from pellucid.intake.reconcile import FileAccount
from pellucid.intake.staged import FILE
from pellucid.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import ibis.expr.types as ir

    from pellucid.config import Config
    from pellucid.cube.tables import Source
    from pellucid.intake.read import CleanLog


def accounts(
    config: Config, source: Source, log: CleanLog, periods: Sequence[Period] | None, today: date
) -> tuple[FileAccount, ...]:
    """The account of each file of a log set, by the date that the figures go by.

    periods: those that are reported; None: every period of the configured kind that has a record.
    Rows that may not be counted yet today lie outside.
    """
    kept = None if periods is None else _apart(periods)
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    embargoed = Counter[int]()
    for row in _days(source, log, held_back(log, today, hidden_types(config))):
        period = _period(config, row["start"], row["end"], kept)
        if row["held"]:
            embargoed[row["file"]] += row["rows"]
        elif period is not None:
            counted[row["file"]][period.name] += row["rows"]
    return tuple(_account(log, number, counted[number], embargoed[number]) for number in log.files)


def _account(log: CleanLog, number: int, counted: Counter[str], embargoed: int) -> FileAccount:
    file, rows = log.files[number], log.counts[number]
    return FileAccount(
        kind=log.logs.kind.name,
        file=file.name,
        sha256=file.sha256,
        read=rows.read,
        accepted=rows.accepted,
        rejected=rows.rejected,
        duplicates=rows.duplicates,
        set_aside=rows.set_aside,
        rejected_by_code=rows.rejected_by_code,
        set_aside_by_code=rows.set_aside_by_code,
        updated=rows.updated,
        counted=dict(sorted(counted.items())),
        outside=rows.accepted - counted.total(),
        embargoed=embargoed,
        totals_lines=rows.totals_lines,
        layout=_layout(file.note.facts),
    )


def _layout(facts: Sequence[str]) -> dict[str, str]:
    """What was found out about a file, by what it is about: the first word of each fact."""
    return {about: text for about, _, text in (fact.partition(" ") for fact in facts)}


def _days(source: Source, log: CleanLog, held: ir.BooleanValue) -> list[dict[str, Any]]:
    """File, first and last day that a row is about, whether it is held back, and the number of such rows."""
    day = next((table.day for table in source.tables if table.kind == log.logs.kind.name), None)
    start, end = (day, day) if day else ("period_start", "period_end")
    if start not in log.rows.columns:
        return []
    rows = log.rows.select(file=log.rows[FILE], start=log.rows[start], end=log.rows[end], held=held)
    table = rows.group_by("file", "start", "end", "held").aggregate(rows=rows.count())
    return log.engine.fetch_rows(table)


def _apart(periods: Sequence[Period]) -> list[Period]:
    """Of periods that overlap the longest only, so that no row is counted twice."""
    kept: list[Period] = []
    for period in sorted(periods, key=lambda period: (-period.days, period)):
        if all(period.end < other.start or other.end < period.start for other in kept):
            kept.append(period)
    return kept


def _period(
    config: Config, start: date | None, end: date | None, kept: Sequence[Period] | None
) -> Period | None:
    """The period that holds all days of a row."""
    if start is None or end is None:
        return None
    if kept is None:
        kept = [Period.containing(start, config.periods.kind, config.periods.fiscal_year_start)]
    return next((period for period in kept if period.contains(start) and period.contains(end)), None)
