"""Takes codes of tables, measures and types; gives what an attacker knows of them before any figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.vocabulary.request_types import DATA_REQUEST, request_types
from pellucid.vocabulary.stated import LEGAL, ORDERS, RELATIONS, REPORTS, STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

TOTAL = "_T"
COUNTS = "counts"
BREAKDOWNS = "breakdowns"

# A rate's numerator, and its denominator: the first of them that the table has.
RATES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "disclosure_rate": ("requests_disclosed", ("requests_decided", "requests")),
    "compliance_rate": ("orders_complied", ("orders",)),
}
MEDIANS = frozenset({"days_to_close", "days_to_act", "hours_to_review"})
_FIRST = {LEGAL: "requests", ORDERS: "orders", REPORTS: "reports", STATEMENTS: "decisions"}
_KIND_OF = {
    term.dimension: relation.kind
    for relation in RELATIONS
    for term in (*relation.left, *relation.right)
    if term.dimension
}


def adds_up(measure: str) -> bool:
    """Whether a measure adds up over countries, types and periods; one that nobody knows is taken to."""
    return measure not in RATES and measure not in MEDIANS


def kind_of(table: str, measures: Collection[str]) -> str:
    """Give the kind whose measures a table has: of aggregated counts its measures tell."""
    if table != COUNTS:
        return table
    names = " ".join(measures)
    return next((kind for kind, first in _FIRST.items() if first in names), LEGAL)


def kind_of_dimension(dimension: str) -> str:
    """Give the kind that a breakdown is of."""
    return _KIND_OF.get(dimension, LEGAL)


def in_total(kind: str, own: Mapping[str, str], codes: Collection[str]) -> frozenset[str]:
    """Give those request types that the total over types is over; an unknown one is a data request.

    own: families as a report says them.
    """
    types = frozenset(code for code in codes if code != TOTAL)
    if kind != LEGAL:
        return types
    built_in = {code: one.family for code, one in request_types().items()}
    return frozenset(
        code for code in types if own.get(code, built_in.get(code, DATA_REQUEST)) == DATA_REQUEST
    )
