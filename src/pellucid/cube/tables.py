"""What intake hands over and the configuration in; one clean table a kind, ready to be counted, out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import ibis

from pellucid.cube.aggregated import Aggregated, gather, with_measures
from pellucid.cube.cells import TOTAL, UNKNOWN
from pellucid.cube.clean import CleanTable, weighted
from pellucid.cube.policy import NONCONFORMANCE, VERSION, judge, policy_rule
from pellucid.cube.tabulate import Totals
from pellucid.errors import ConfigurationFaults
from pellucid.intake.embargo import held_back, holds_back
from pellucid.intake.schema import Type
from pellucid.vocabulary.request_types import DATA_REQUEST, NATIONAL_SECURITY, request_types

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    import ibis.expr.types as ir

    from pellucid.config import Config
    from pellucid.cube.policy import PolicyRule
    from pellucid.engine import Engine
    from pellucid.intake.read import CleanLog
    from pellucid.intake.schema import Kind

LEGAL = "legal_requests"
COUNTS = "counts"
_HELD = "_held"
STATEMENTS = "statements_of_reasons"


@dataclass(frozen=True)
class Source:
    """Everything that can be counted: a table for each kind of record log, and the aggregated figures.

    engine: what counts it. totals: for each kind, `counts` among them, what counts towards its totals.
    """

    engine: Engine
    tables: tuple[CleanTable, ...]
    aggregated: Aggregated | None
    totals: dict[str, Totals]


def source_of(config: Config, engine: Engine, logs: Sequence[CleanLog], today: date) -> Source:
    """Bring the log sets of each kind together; a column counts only where all of them have it.

    Records that may not be counted yet today are taken out here, and nowhere else.

    A measure of aggregated figures counts where any of them has it: each log speaks of its own rows.
    """
    by_kind: dict[str, list[CleanLog]] = defaultdict(list)
    for log in logs:
        by_kind[log.logs.kind.name].append(log)
    tables = tuple(_table(config, engine, found, today) for kind, found in by_kind.items() if kind != COUNTS)
    aggregated = _aggregated(config, by_kind[COUNTS]) if COUNTS in by_kind else None
    totals = {table.kind: _totals(config, table.kind) for table in tables}
    if aggregated:
        totals[COUNTS] = _totals(config, aggregated.of)
    return Source(engine, tables, aggregated, totals)


def families(config: Config) -> dict[str, str]:
    """The family of every request type."""
    own = {code: (one.label, one.family) for code, one in config.request_types.items()}
    return {code: one.family for code, one in request_types(own).items()}


def _of_family(config: Config, family: str) -> tuple[str, ...]:
    return tuple(code for code, found in families(config).items() if found == family)


def hidden_types(config: Config) -> tuple[str, ...]:
    """Types of request that are in no table."""
    return _of_family(config, NATIONAL_SECURITY)


def count_hidden(config: Config, log: CleanLog, today: date) -> int:
    """Rows of types that are in no table, or held back: nothing published may tell how many there are."""
    if LEGAL not in {log.logs.kind.name, log.logs.kind.of}:
        return 0
    types = hidden_types(config)
    hidden = log.rows.filter(log.rows.request_type.isin(types) | held_back(log, today, types))
    return int(log.engine.fetch_rows(hidden.aggregate(n=hidden.count()))[0]["n"])


def _totals(config: Config, kind: str) -> Totals:
    if kind == LEGAL:
        return Totals(
            in_total=_of_family(config, DATA_REQUEST),
            hidden=_of_family(config, NATIONAL_SECURITY),
        )
    return Totals(by_country=kind != STATEMENTS)


def _aggregated(config: Config, logs: Sequence[CleanLog]) -> Aggregated:
    of = logs[0].logs.kind.of or LEGAL
    for log in logs:
        if log.logs.kind.of != of:
            fault = config.fault(
                ("logs", log.logs.index, "of"),
                f"another log of kind counts holds measures of {of}; a report has one table of counts",
                got=log.logs.kind.of,
                mend="make a configuration, and so a site, of its own for it",
            )
            raise ConfigurationFaults((fault,))
    columns = frozenset.union(*(log.columns for log in logs))
    measures = tuple(code for code in logs[0].logs.kind.measures if code in columns)
    rows = _union([with_measures(log.rows, measures, log.columns) for log in logs])
    return gather(
        logs[0].engine, rows, of, measures, _of_family(config, NATIONAL_SECURITY) if of == LEGAL else ()
    )


def _table(config: Config, engine: Engine, logs: Sequence[CleanLog], today: date) -> CleanTable:
    kind = logs[0].logs.kind
    columns = _columns(kind, logs)
    marked = [log.rows.mutate(**{_HELD: held_back(log, today, hidden_types(config))}) for log in logs]
    rows = weighted(_filled(kind, _union(marked)), columns, kind.weight)
    day = _period_column(config, kind, rows.columns)
    table = CleanTable(kind.name, rows, columns, day, kind.type_column, config.counting.rate_of)
    if kind.name == LEGAL and config.policies:
        table = _judged(config, engine, table)
    held = table.rows.filter(table.rows[_HELD]) if any(map(holds_back, logs)) else None
    free = table.rows.filter(~table.rows[_HELD]) if held is not None else table.rows
    return replace(table, rows=engine.view(free.drop(_HELD)), held=held)


def _columns(kind: Kind, logs: Sequence[CleanLog]) -> frozenset[str]:
    """The typed columns that all log sets have, and those of some that have a default."""
    some = frozenset.union(*(log.columns for log in logs))
    defaults = {column.name for column in kind.columns if column.default is not None}
    return frozenset.intersection(*(log.columns for log in logs)) | (some & defaults)


def _filled(kind: Kind, rows: ir.Table) -> ir.Table:
    """Defaults where a log set lacks the column, and a country for every kind: unknown, or none at all."""
    values: dict[str, ir.Value] = {}
    for column in kind.columns:
        if column.default is not None and column.name in rows.columns:
            default = ibis.literal(column.default).cast(rows[column.name].type())
            values[column.name] = rows[column.name].fill_null(default)
    if "country" not in rows.columns:
        values["country"] = ibis.literal(UNKNOWN if kind.has("country") else TOTAL)
    return rows.mutate(**values) if values else rows


def _judged(config: Config, engine: Engine, table: CleanTable) -> CleanTable:
    """The table with the policy version in force for each row, and what did not conform to it."""
    sets: list[str] = []
    if "data_disclosed" in table.columns:
        sets = sorted(filter(None, engine.distinct(table.rows, ["data_disclosed"])["data_disclosed"]))
    rows = judge(table.rows, table.columns, policy_rules(config), sets)
    columns = table.columns | {VERSION, NONCONFORMANCE}
    return replace(table, rows=rows, columns=columns)


def policy_rules(config: Config) -> tuple[PolicyRule, ...]:
    """The versions of the policy as the count needs them."""
    return tuple(
        policy_rule(one.version, one.effective_from, one.may_disclose, one.requires.model_dump())
        for one in config.policies
    )


def _period_column(config: Config, kind: Kind, columns: Collection[str]) -> str:
    """The date that decides a record's period: the configured one where the kind has it, else its receipt.

    columns: those that any log of the kind has; a record of a log without it is outside.

    Raises:
        ConfigurationFaults: no log of the kind has the date.

    """
    wanted = config.counting.period_by
    if not kind.has(wanted) or kind.column(wanted).type is not Type.DATE:
        return _receipt(kind)
    if wanted not in columns:
        reason = f"no log of kind {kind.name} has the column `{wanted}`"
        mend = f"map it under `columns` of the log, or set period_by to another date: {_receipt(kind)}"
        raise ConfigurationFaults((config.fault(("counting", "period_by"), reason, wanted, mend),))
    return wanted


def _receipt(kind: Kind) -> str:
    return next(column.name for column in kind.columns if column.type is Type.DATE and column.required)


def _union(tables: list[ir.Table]) -> ir.Table:
    """All rows; a column that a table lacks is empty there."""
    schema = {name: kind for table in tables for name, kind in table.schema().items()}
    aligned = [
        table.select(
            **{
                name: table[name] if name in table.columns else ibis.null(kind)
                for name, kind in schema.items()
            }
        )
        for table in tables
    ]
    return ibis.union(*aligned) if len(aligned) > 1 else aligned[0]


def first_and_last_day(
    engine: Engine, table: CleanTable, hidden: Collection[str]
) -> tuple[date | None, date | None]:
    """The days between which a kind has records; types that are in no table don't show in them either."""
    rows = table.rows.filter(table.rows[table.type_column].notin(list(hidden))) if hidden else table.rows
    day = rows[table.day]
    (found,) = engine.fetch_rows(rows.aggregate(first=day.min(), last=day.max()))
    return found["first"], found["last"]
