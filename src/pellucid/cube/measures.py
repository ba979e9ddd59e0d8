"""What each measure is: its name, unit, how it is counted, what it adds up over, its sentence in the method.

The counting (count.py), the published order of columns, the method section and the Table Schema all read this list.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    numerator, denominator: codes of sums, for rates only.
    """

    code: str
    label: str
    unit: str
    how: How
    sentence: str
    numerator: str | None = None
    denominator: str | None = None

    @property
    def additive(self) -> bool:
        """Whether the measure may be summed over countries, types and periods."""
        return self.how is How.SUM


LEGAL_REQUESTS = (
    Measure(
        "requests",
        "Requests",
        "requests",
        How.SUM,
        "Requests received in the period. A request counts once, under one type.",
    ),
    Measure(
        "requests_disclosed",
        "Requests with data disclosed",
        "requests",
        How.SUM,
        "Requests that ended with all or part of the data disclosed.",
    ),
    Measure(
        "accounts_specified",
        "Accounts specified",
        "accounts",
        How.SUM,
        "Accounts named in the requests. An account named in two requests counts twice.",
    ),
    Measure(
        "accounts_disclosed",
        "Accounts with data disclosed",
        "accounts",
        How.SUM,
        "Accounts of which data were disclosed.",
    ),
    Measure(
        "disclosure_rate",
        "Disclosure rate",
        "% of requests",
        How.RATE,
        "Requests with data disclosed divided by requests; not available where there was no request.",
        numerator="requests_disclosed",
        denominator="requests",
    ),
    Measure(
        "days_to_close",
        "Days to close",
        "days, median",
        How.MEDIAN,
        "Median number of calendar days from receipt to closing, over closed requests.",
    ),
)

REMOVAL_ORDERS = (
    Measure(
        "orders", "Orders", "orders", How.SUM, "Orders to remove or restrict content received in the period."
    ),
    Measure(
        "orders_complied",
        "Orders complied with",
        "orders",
        How.SUM,
        "Orders complied with in full or in part.",
    ),
    Measure("items_specified", "Items specified", "items", How.SUM, "Pieces of content named in the orders."),
    Measure(
        "items_removed",
        "Items removed",
        "items",
        How.SUM,
        "Pieces of content removed or restricted on the orders.",
    ),
    Measure(
        "compliance_rate",
        "Compliance rate",
        "% of orders",
        How.RATE,
        "Orders complied with divided by orders; not available where there was no order.",
        numerator="orders_complied",
        denominator="orders",
    ),
    Measure(
        "days_to_act",
        "Days to act",
        "days, median",
        How.MEDIAN,
        "Median number of calendar days from receipt to action, over orders acted on.",
    ),
)

USER_REPORTS = (
    Measure(
        "reports", "Reports", "reports", How.SUM, "Reports by users received in the period, by all channels."
    ),
    Measure("reports_reviewed", "Reports reviewed", "reports", How.SUM, "Reports that have been reviewed."),
    Measure(
        "reports_actioned",
        "Reports acted on",
        "reports",
        How.SUM,
        "Reports after which content was removed or restricted.",
    ),
    Measure("appeals", "Appeals", "appeals", How.SUM, "Reports whose decision was appealed."),
    Measure(
        "search_items_removed",
        "Removed from search",
        "items",
        How.SUM,
        "Items removed after a report of an illegal search term: channel search_report, decision removed.",
    ),
    Measure(
        "hours_to_review",
        "Hours to review",
        "hours, median",
        How.MEDIAN,
        "Median number of hours from receipt to review, over reviewed reports.",
    ),
)

STATEMENTS_OF_REASONS = (
    Measure(
        "decisions", "Decisions", "decisions", How.SUM, "Moderation decisions with a statement of reasons."
    ),
    Measure(
        "decisions_automated",
        "Automated decisions",
        "decisions",
        How.SUM,
        "Decisions that were taken wholly by automated means.",
    ),
)

MEASURES: dict[str, tuple[Measure, ...]] = {
    "legal_requests": LEGAL_REQUESTS,
    "removal_orders": REMOVAL_ORDERS,
    "user_reports": USER_REPORTS,
    "statements_of_reasons": STATEMENTS_OF_REASONS,
}


def measures_of(kind: str) -> tuple[Measure, ...]:
    """Measures of a kind in published order; `kind` is never ``counts``, whose measures are those of its `of`."""
    return MEASURES[kind]
