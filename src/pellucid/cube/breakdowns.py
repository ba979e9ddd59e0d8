"""Clean rows in; figures over all countries by outcome, legal basis, policy version, channel and so on, out.

A breakdown is an entry of a list: its dimension, the kind it is of, the code of each row, and its measures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
import pandas as pd

from pellucid.cube.cells import BREAKDOWN_COLUMNS
from pellucid.cube.clean import DURATION, SPAN
from pellucid.cube.margins import medians, records_timed
from pellucid.cube.measures import COMPLIED, DISCLOSED, WEIGHT, How
from pellucid.cube.policy import BETWEEN, NONCONFORMANCE, VERSION
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import ibis.expr.types as ir

    from pellucid.cube.clean import CleanTable
    from pellucid.vocabulary.periods import Period

_CODE = "_code"


@dataclass(frozen=True)
class Breakdown:
    """A dimension of a kind.

    needs: columns without which there is no such breakdown. code: the code of a row (null: it has no part).
    several: a row may have several codes, joined by |. measures: what is added up, by name.
    where: the rows that it is over, if not all. median: whether the kind's median is given too.
    """

    dimension: str
    kind: str
    needs: tuple[str, ...]
    code: Callable[[ir.Table], ir.StringValue]
    measures: Mapping[str, Callable[[ir.Table], ir.IntegerValue]]
    several: bool = False
    where: Callable[[ir.Table], ir.BooleanValue] | None = None
    median: bool = False


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
    _plain("legal_basis", LEGAL, "legal_basis", _WITH_ACCOUNTS),
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


@dataclass(frozen=True)
class Counted:
    """A breakdown that the logs can give.

    sums: what is added up, by name; a name has one meaning in all breakdowns of a kind.
    by: further columns that its groups are told apart by.
    """

    entry: Breakdown
    sums: Mapping[str, Callable[[ir.Table], ir.IntegerValue]]
    by: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the column with its codes."""
        return f"_by_{self.entry.dimension}"

    def code(self, rows: ir.Table) -> ir.StringValue:
        """The code of a row, null where it has no part in the breakdown."""
        code = self.entry.code(rows)
        return ibis.ifelse(self.entry.where(rows), code, ibis.null(str)) if self.entry.where else code


@dataclass(frozen=True)
class Grouped:
    """A breakdown and its sums by period, code and what else it is told apart by."""

    counted: Counted
    frame: pd.DataFrame


def breakdowns_of(table: CleanTable) -> list[Counted]:
    """Every breakdown of a kind, in the order of the list."""
    timed = any(one.how is How.MEDIAN for one in table.measures)
    return [
        Counted(entry, _measures(entry, table.columns), (DURATION,) if entry.median and timed else ())
        for entry in BREAKDOWNS
        if entry.kind == table.kind and table.columns.issuperset(entry.needs)
    ]


def tabulate_breakdowns(
    table: CleanTable, grouped: Sequence[Grouped], periods: tuple[Period, ...]
) -> pd.DataFrame:
    """The cells of all breakdowns, in BREAKDOWN_COLUMNS."""
    frames = [_tabulate(table, one, periods) for one in grouped]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(BREAKDOWN_COLUMNS))


def timed_breakdowns(
    grouped: Sequence[Grouped], periods: tuple[Period, ...]
) -> dict[tuple[str, str, str], int]:
    """How many records stand behind each median, by (period, dimension, code)."""
    return {
        (periods[span].name, one.counted.entry.dimension, code): records
        for one in grouped
        if one.counted.by
        for (span, code), records in records_timed(
            one.frame[one.frame[one.counted.name].notna()], (SPAN, one.counted.name)
        ).items()
    }


def _tabulate(table: CleanTable, grouped: Grouped, periods: tuple[Period, ...]) -> pd.DataFrame:
    entry, name = grouped.counted.entry, grouped.counted.name
    frame = grouped.frame[grouped.frame[name].notna()].rename(columns={name: _CODE})
    frame = _spread(frame) if entry.several else frame
    summed = frame.groupby([SPAN, _CODE])[list(grouped.counted.sums)].sum().astype("float64")
    if grouped.counted.by:
        measure = next(one for one in table.measures if one.how is How.MEDIAN)
        summed = summed.join(medians(frame, (SPAN, _CODE), measure.per).rename(measure.code))
    return _long(entry, summed, periods)


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
