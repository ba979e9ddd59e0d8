"""What each measure is: its name, unit, how it is counted, what it adds up over, its sentence in the method.

The counting, the published order of columns, the method section and the Table Schema all read this list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pellucid.engine.base import whole_seconds
from pellucid.vocabulary.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

    Expression = Callable[[ir.Table], ir.NumericValue]

# The column that says for how many records a row counts; count.py sees to it that every clean table has it.
WEIGHT = "_weight"

DISCLOSED = ("disclosed_full", "disclosed_partial")
COMPLIED = ("complied_full", "complied_partial")
UNDECIDED = ("pending", "withdrawn")
_HOUR = 3600


class How(StrEnum):
    """How a measure comes about."""

    SUM = "sum"  # adds up over countries, request types and disjoint periods
    RATE = "rate"  # numerator / denominator, never summed
    MEDIAN = "median"  # over records, never summed


@dataclass(frozen=True)
class Measure:
    """One published number of a kind.

    code: its name in the data files. label: as a column head. unit: shown beside the label.
    sentence: how it is counted, for the method section.
    needs: columns that a log must have for the measure to be published.
    value: what a row adds to a sum, or what the median is over (null: the row has no part in it).
    numerator, denominator: codes of sums, for rates only. per: what a median's value is divided by.
    """

    code: str
    label: str
    unit: str
    how: How
    sentence: str
    needs: tuple[str, ...] = ()
    value: Expression | None = None
    numerator: str | None = None
    denominator: str | None = None
    per: int = 1

    @property
    def additive(self) -> bool:
        """Whether the measure may be summed over countries, types and periods."""
        return self.how is How.SUM


LEGAL_REQUESTS = (
    Measure(
        "requests",
        message("Requests"),
        message("requests"),
        How.SUM,
        message("Requests received in the period. A request counts once, under one type."),
        value=lambda row: row[WEIGHT],
    ),
    Measure(
        "requests_disclosed",
        message("Requests with data disclosed"),
        message("requests"),
        How.SUM,
        message("Requests that ended with all or part of the data disclosed."),
        needs=("outcome",),
        value=lambda row: row[WEIGHT] * row.outcome.isin(DISCLOSED).cast("int64"),
    ),
    Measure(
        "accounts_specified",
        message("Accounts specified"),
        message("accounts"),
        How.SUM,
        message("Accounts named in the requests. An account named in two requests counts twice."),
        needs=("accounts_specified",),
        value=lambda row: row.accounts_specified,
    ),
    Measure(
        "accounts_disclosed",
        message("Accounts with data disclosed"),
        message("accounts"),
        How.SUM,
        message("Accounts of which data were disclosed."),
        needs=("accounts_disclosed",),
        value=lambda row: row.accounts_disclosed,
    ),
    Measure(
        "disclosure_rate",
        message("Disclosure rate"),
        message("% of requests"),
        How.RATE,
        message(
            "Requests with data disclosed divided by requests; not available where there was no request."
        ),
        numerator="requests_disclosed",
        denominator="requests",
    ),
    Measure(
        "days_to_close",
        message("Days to close"),
        message("days, median"),
        How.MEDIAN,
        message("Median number of calendar days from receipt to closing, over closed requests."),
        needs=("received_at", "closed_at"),
        value=lambda row: row.closed_at.delta(row.received_at, unit="day"),
    ),
)

REMOVAL_ORDERS = (
    Measure(
        "orders",
        message("Orders"),
        message("orders"),
        How.SUM,
        message("Orders to remove or restrict content received in the period."),
        value=lambda row: row[WEIGHT],
    ),
    Measure(
        "orders_complied",
        message("Orders complied with"),
        message("orders"),
        How.SUM,
        message("Orders complied with in full or in part."),
        needs=("outcome",),
        value=lambda row: row[WEIGHT] * row.outcome.isin(COMPLIED).cast("int64"),
    ),
    Measure(
        "items_specified",
        message("Items specified"),
        message("items"),
        How.SUM,
        message("Pieces of content named in the orders."),
        needs=("items_specified",),
        value=lambda row: row.items_specified,
    ),
    Measure(
        "items_removed",
        message("Items removed"),
        message("items"),
        How.SUM,
        message("Pieces of content removed or restricted on the orders."),
        needs=("items_removed",),
        value=lambda row: row.items_removed,
    ),
    Measure(
        "compliance_rate",
        message("Compliance rate"),
        message("% of orders"),
        How.RATE,
        message("Orders complied with divided by orders; not available where there was no order."),
        numerator="orders_complied",
        denominator="orders",
    ),
    Measure(
        "days_to_act",
        message("Days to act"),
        message("days, median"),
        How.MEDIAN,
        message("Median number of calendar days from receipt to action, over orders acted on."),
        needs=("received_at", "action_at"),
        value=lambda row: row.action_at.delta(row.received_at, unit="day"),
    ),
)

USER_REPORTS = (
    Measure(
        "reports",
        message("Reports"),
        message("reports"),
        How.SUM,
        message("Reports by users received in the period, by all channels."),
        value=lambda row: row[WEIGHT],
    ),
    Measure(
        "reports_reviewed",
        message("Reports reviewed"),
        message("reports"),
        How.SUM,
        message("Reports that have been reviewed."),
        needs=("decision",),
        value=lambda row: row[WEIGHT] * (row.decision != "pending").cast("int64"),
    ),
    Measure(
        "reports_actioned",
        message("Reports acted on"),
        message("reports"),
        How.SUM,
        message("Reports after which content was removed or restricted."),
        needs=("decision",),
        value=lambda row: row[WEIGHT] * row.decision.isin(["removed", "restricted"]).cast("int64"),
    ),
    Measure(
        "appeals",
        message("Appeals"),
        message("appeals"),
        How.SUM,
        message("Reports whose decision was appealed."),
        needs=("appealed",),
        value=lambda row: row[WEIGHT] * (row.appealed == "yes").cast("int64"),
    ),
    Measure(
        "search_items_removed",
        message("Removed from search"),
        message("items"),
        How.SUM,
        message("Items removed from search after a report of an illegal search term."),
        needs=("channel", "decision"),
        value=lambda row: (
            row[WEIGHT] * ((row.channel == "search_report") & (row.decision == "removed")).cast("int64")
        ),
    ),
    Measure(
        "hours_to_review",
        message("Hours to review"),
        message("hours, median"),
        How.MEDIAN,
        message("Median number of hours from receipt to review, over reviewed reports."),
        needs=("received_at_clock", "reviewed_at_clock"),
        value=lambda row: whole_seconds(row.received_at_clock, row.reviewed_at_clock),
        per=_HOUR,
    ),
)

STATEMENTS_OF_REASONS = (
    Measure(
        "decisions",
        message("Decisions"),
        message("decisions"),
        How.SUM,
        message("Moderation decisions with a statement of reasons."),
        value=lambda row: row[WEIGHT],
    ),
    Measure(
        "decisions_automated",
        message("Automated decisions"),
        message("decisions"),
        How.SUM,
        message("Decisions that were taken wholly by automated means."),
        needs=("automated_decision",),
        value=lambda row: row[WEIGHT] * (row.automated_decision == "AUTOMATED_DECISION_FULLY").cast("int64"),
    ),
)

MEASURES: dict[str, tuple[Measure, ...]] = {
    "legal_requests": LEGAL_REQUESTS,
    "removal_orders": REMOVAL_ORDERS,
    "user_reports": USER_REPORTS,
    "statements_of_reasons": STATEMENTS_OF_REASONS,
}


# Published only where rates are over decided requests: a rate's two parts stand beside it.
REQUESTS_DECIDED = Measure(
    "requests_decided",
    message("Requests decided"),
    message("requests"),
    How.SUM,
    message("Requests received in the period that are neither pending nor withdrawn."),
    needs=("outcome",),
    value=lambda row: row[WEIGHT] * row.outcome.notin(UNDECIDED).cast("int64"),
)


def measures_of(kind: str, rate_of: str = "received") -> tuple[Measure, ...]:
    """Measures of a kind in published order; those of ``counts`` are the ones of its `of`.

    rate_of: what rates of requests are over, ``received`` or ``decided``.
    """
    measures = MEASURES[kind]
    if rate_of != "decided" or kind != "legal_requests":
        return measures
    return tuple(
        one
        for measure in measures
        for one in ((REQUESTS_DECIDED, _over_decided(measure)) if measure.how is How.RATE else (measure,))
    )


def _over_decided(rate: Measure) -> Measure:
    return replace(
        rate,
        denominator=REQUESTS_DECIDED.code,
        sentence=message(
            "Requests with data disclosed divided by requests decided, which leaves out pending and "
            "withdrawn ones; not available where none was decided."
        ),
    )


def available(kind: str, columns: frozenset[str], rate_of: str = "received") -> tuple[Measure, ...]:
    """The measures that a log with these columns can give, rates whose parts it has among them."""
    measures = measures_of(kind, rate_of)
    sums = [one for one in measures if one.how is not How.RATE and columns.issuperset(one.needs)]
    codes = {measure.code for measure in sums}
    return tuple(
        measure
        for measure in measures
        if measure in sums or {measure.numerator, measure.denominator} <= codes
    )
