"""Clean rows in; figures over all countries by outcome, legal basis, policy version, channel and so on, out.

A breakdown is an entry of a list: its dimension, the kind it is of, the code of each row, and its measures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
import pandas as pd

from pellucid.cube.cells import BREAKDOWN_COLUMNS
from pellucid.cube.count import SPAN, span_of
from pellucid.cube.margins import medians
from pellucid.cube.measures import COMPLIED, DISCLOSED, WEIGHT, How, measures_of
from pellucid.cube.policy import BETWEEN, NONCONFORMANCE, VERSION
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import ibis.expr.types as ir

    from pellucid.cube.count import CleanTable
    from pellucid.vocabulary.periods import Period

_CODE = "_code"


@dataclass(frozen=True)
class Breakdown:
    """A dimension of a kind.

    needs: columns without which there is no such breakdown. code: the code of a row (null: it has no part).
    several: a row may have several codes, joined by |. measures: what is added up, by name.
    where: the rows that it is over, if not all. median: whether the kind's median is given too.
    open_list: its codes may be any number of texts, so that it is counted by itself.
    """

    dimension: str
    kind: str
    needs: tuple[str, ...]
    code: Callable[[ir.Table], ir.StringValue]
    measures: Mapping[str, Callable[[ir.Table], ir.IntegerValue]]
    several: bool = False
    where: Callable[[ir.Table], ir.BooleanValue] | None = None
    median: bool = False
    open_list: bool = False


def _weight_where(test: Callable[[ir.Table], ir.BooleanValue]) -> Callable[[ir.Table], ir.IntegerValue]:
    return lambda row: row[WEIGHT] * test(row).fill_null(ibis.literal(value=False)).cast("int64")


def _disclosed(row: ir.Table) -> ir.BooleanValue:
    return row.outcome.isin(DISCLOSED)


_REQUESTS = {"requests": lambda row: row[WEIGHT], "requests_disclosed": _weight_where(_disclosed)}
_WITH_ACCOUNTS = {**_REQUESTS, "accounts_disclosed": lambda row: row.accounts_disclosed}


def _plain(
    dimension: str, kind: str, column: str, measures: Mapping[str, object], **more: object
) -> Breakdown:
    """A breakdown by the codes of a column."""
    return Breakdown(dimension, kind, (column,), lambda row: row[column], measures, **more)  # type: ignore[arg-type]


def _undisclosed_reason(row: ir.Table) -> ir.StringValue:
    """Why nothing was disclosed; a request from elsewhere than a court is told apart before its review."""
    rejected = row.outcome == "rejected"
    return ibis.cases(
        (rejected & (row.authority_type != "judicial"), "rejected_not_judicial"),
        (rejected & (row.legal_review == "invalid"), "rejected_invalid"),
        (rejected, "rejected_other"),
        (row.outcome.isin(["no_data", "withdrawn", "pending"]), row.outcome),
        else_=ibis.null(str),
    )


def _path_steps(row: ir.Table) -> ir.StringValue:
    """The steps on the way to a disclosure that a request has passed, joined by |."""
    judicial = row.authority_type == "judicial"
    suspect = judicial & row.offence_category.notnull()
    valid = suspect & (row.legal_review == "valid")
    return ibis.cases(
        (valid & _disclosed(row), "received|judicial|suspect_in_criminal_case|valid_on_review|disclosed"),
        (valid, "received|judicial|suspect_in_criminal_case|valid_on_review"),
        (suspect, "received|judicial|suspect_in_criminal_case"),
        (judicial, "received|judicial"),
        else_="received",
    )


_PATH = ("authority_type", "offence_category", "legal_review", "outcome")
_ORDERS = {"orders": lambda row: row[WEIGHT]}
_CHANNEL = {
    "reports": lambda row: row[WEIGHT],
    "reports_reviewed": _weight_where(lambda row: row.decision != "pending"),
    "reports_removed": _weight_where(lambda row: row.decision == "removed"),
    "reports_restricted": _weight_where(lambda row: row.decision == "restricted"),
    "reports_left_up": _weight_where(lambda row: row.decision == "no_violation"),
    "reports_pending": _weight_where(lambda row: row.decision == "pending"),
}
_CHANNEL_OPTIONAL = {
    "reviewed_by_human": ("reviewed_by", _weight_where(lambda row: row.reviewed_by == "human")),
    "appeals": ("appealed", _weight_where(lambda row: row.appealed == "yes")),
    "appeals_upheld": ("appeal_outcome", _weight_where(lambda row: row.appeal_outcome == "upheld")),
}

LEGAL = "legal_requests"
BREAKDOWNS: tuple[Breakdown, ...] = (
    _plain("outcome", LEGAL, "outcome", _WITH_ACCOUNTS),
    _plain("legal_basis", LEGAL, "legal_basis", _WITH_ACCOUNTS, open_list=True),
    _plain("offence_category", LEGAL, "offence_category", _WITH_ACCOUNTS),
    _plain("authority_type", LEGAL, "authority_type", _WITH_ACCOUNTS),
    _plain("legal_review", LEGAL, "legal_review", _WITH_ACCOUNTS),
    _plain("emergency", LEGAL, "emergency", _WITH_ACCOUNTS),
    _plain(
        "data_disclosed",
        LEGAL,
        "data_disclosed",
        {name: _WITH_ACCOUNTS[name] for name in ("requests_disclosed", "accounts_disclosed")},
        several=True,
        where=_disclosed,
        open_list=True,
    ),
    _plain(
        "policy_version",
        LEGAL,
        VERSION,
        {
            **_WITH_ACCOUNTS,
            "requests_disclosed_nonconforming": _weight_where(lambda row: row[NONCONFORMANCE] != ""),
        },
    ),
    Breakdown(
        "nonconformance",
        LEGAL,
        (NONCONFORMANCE,),
        lambda row: row[NONCONFORMANCE].nullif(""),
        {"requests_disclosed": lambda row: row[WEIGHT]},
        several=True,
    ),
    Breakdown(
        "disclosure_path", LEGAL, _PATH, _path_steps, {"requests": _REQUESTS["requests"]}, several=True
    ),
    Breakdown("undisclosed_reason", LEGAL, _PATH, _undisclosed_reason, {"requests": _REQUESTS["requests"]}),
    _plain("order_outcome", "removal_orders", "outcome", _ORDERS),
    _plain(
        "order_action",
        "removal_orders",
        "action",
        {**_ORDERS, "items_removed": lambda row: row.items_removed},
    ),
    _plain(
        "order_authority_type",
        "removal_orders",
        "authority_type",
        {**_ORDERS, "orders_complied": _weight_where(lambda row: row.outcome.isin(COMPLIED))},
    ),
    _plain("channel", "user_reports", "channel", _CHANNEL, median=True),
)


def count_breakdowns(table: CleanTable, periods: tuple[Period, ...]) -> pd.DataFrame:
    """Every breakdown of a kind in disjoint periods, in BREAKDOWN_COLUMNS, in the order of the list."""
    entries = [
        entry for entry in BREAKDOWNS if entry.kind == table.kind and table.columns.issuperset(entry.needs)
    ]
    if not entries:
        return pd.DataFrame(columns=list(BREAKDOWN_COLUMNS))
    together = [entry for entry in entries if not entry.open_list]
    groups = [together] if together else []
    groups += [[entry] for entry in entries if entry.open_list]
    rows = table.rows.mutate(**{SPAN: span_of(table.rows[table.day], periods)})
    rows = rows.filter(rows[SPAN].notnull())
    found = {
        entry.dimension: cells
        for group in groups
        for entry, cells in zip(group, _count(table, rows, group, periods), strict=True)
    }
    return pd.concat([found[entry.dimension] for entry in entries], ignore_index=True)


def _count(
    table: CleanTable, rows: ir.Table, entries: Sequence[Breakdown], periods: tuple[Period, ...]
) -> Iterator[pd.DataFrame]:
    """Count by the codes of all entries at once: a pass over the rows, and few enough groups for pandas.

    A measure has one meaning in all breakdowns of a kind.
    """
    codes = {entry.dimension: _code(entry, rows) for entry in entries}
    measures = {entry.dimension: _measures(entry, table.columns) for entry in entries}
    values = {name: value for found in measures.values() for name, value in found.items()}
    sums = {name: value(rows).sum().cast("int64") for name, value in values.items()}
    grouped = rows.group_by(rows[SPAN], **codes).aggregate(**sums).to_pandas()
    for entry in entries:
        frame = grouped[grouped[entry.dimension].notna()].rename(columns={entry.dimension: _CODE})
        frame = _spread(frame) if entry.several else frame
        summed = frame.groupby([SPAN, _CODE])[list(measures[entry.dimension])].sum().astype("float64")
        if entry.median:
            summed = _with_median(table, rows.mutate(**{_CODE: _code(entry, rows)}), summed)
        yield _long(entry, summed, periods)


def _code(entry: Breakdown, rows: ir.Table) -> ir.StringValue:
    """The code of a row, null where it has no part in the breakdown."""
    code = entry.code(rows)
    return ibis.ifelse(entry.where(rows), code, ibis.null(str)) if entry.where else code


def _measures(
    entry: Breakdown, columns: frozenset[str]
) -> Mapping[str, Callable[[ir.Table], ir.IntegerValue]]:
    """The entry's measures that the log can give."""
    usable = {
        name: value
        for name, value in entry.measures.items()
        if name not in {"accounts_disclosed", "items_removed"} or name in columns
        if name != "orders_complied" or "outcome" in columns
    }
    if entry.dimension == "channel":
        usable |= {name: value for name, (column, value) in _CHANNEL_OPTIONAL.items() if column in columns}
    return usable


def _spread(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a code where rows have several."""
    return frame.assign(**{_CODE: frame[_CODE].str.split(BETWEEN, regex=False)}).explode(_CODE)


def _with_median(table: CleanTable, rows: ir.Table, summed: pd.DataFrame) -> pd.DataFrame:
    """Add the kind's median where the log can give it."""
    measure = next(one for one in measures_of(table.kind) if one.how is How.MEDIAN)
    if measure not in table.measures or measure.value is None:
        return summed
    spread = rows.mutate(_duration=measure.value(rows).cast("int64"))
    spread = spread.filter(spread[_CODE].notnull())
    frame = spread.group_by(SPAN, _CODE, "_duration").aggregate(**{WEIGHT: spread[WEIGHT].sum()}).to_pandas()
    return summed.join(medians(frame, (SPAN, _CODE), measure.per).rename(measure.code))


def _long(entry: Breakdown, summed: pd.DataFrame, periods: tuple[Period, ...]) -> pd.DataFrame:
    names = dict(enumerate(period.name for period in periods))
    cells = (
        summed.reset_index()
        .melt([SPAN, _CODE], var_name="measure", value_name="value")
        .assign(
            order=lambda frame: frame["measure"].map({name: n for n, name in enumerate(summed.columns)}),
            dimension=entry.dimension,
        )
        .sort_values([SPAN, _CODE, "order"])
    )
    known = cells["value"].notna()
    return cells.assign(
        period=cells[SPAN].map(names),
        code=cells[_CODE],
        lower=cells["value"],
        upper=cells["value"],
        status=known.map({True: str(Status.PUBLISHED), False: str(Status.NOT_AVAILABLE)}),
    )[list(BREAKDOWN_COLUMNS)].reset_index(drop=True)
