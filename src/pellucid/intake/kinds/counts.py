"""Figures that are aggregated already: a row a period, country and request type; periods may overlap."""

from __future__ import annotations

from pellucid.intake.schema import Check, Column, Kind, Rule, Type
from pellucid.vocabulary.messages import message

ENDS_BEFORE_IT_STARTS = Check(
    "ends_before_it_starts",
    "inconsistent",
    "`period_end` lies before `period_start` ({other})",
    "correct whichever of the two dates is wrong",
)

# What a counts log may hold, by the kind whose measures they are.
MEASURES = {
    "legal_requests": ("requests", "requests_disclosed", "accounts_specified", "accounts_disclosed"),
    "removal_orders": ("orders", "orders_complied", "items_specified", "items_removed"),
    "user_reports": ("reports", "reports_reviewed", "reports_actioned", "appeals"),
}
# What is a part of what: a row that says more of the part is true or not, but gives no rate.
PARTS = {
    "legal_requests": (("requests_disclosed", "requests"), ("accounts_disclosed", "accounts_specified")),
    "removal_orders": (("orders_complied", "orders"), ("items_removed", "items_specified")),
    "user_reports": (("reports_reviewed", "reports"), ("reports_actioned", "reports")),
}


def counts(of: str, breakdowns: tuple[str, ...]) -> Kind:
    """The kind `counts` with the measures of another kind and further columns that break its figures down."""
    type_column = (
        Column("request_type", Type.CODE, "The kind of legal process", required=True, codes="request_type")
        if of == "legal_requests"
        else Column("request_type", Type.TEXT, "What the content is said to be", required=True)
    )
    return Kind(
        name="counts",
        title=message("Aggregated figures"),
        of=of,
        key=("period_start", "period_end", "period", "country", "request_type", *breakdowns),
        measures=MEASURES[of],
        breakdowns=breakdowns,
        columns=(
            Column(
                "period",
                Type.PERIOD,
                "The period by its name, such as 2024-Q1, H1 2024 or Jan 2024, in place of its two days",
                replaces=("period_start", "period_end"),
            ),
            Column("period_start", Type.DATE, "First day of the period", required=True),
            Column("period_end", Type.DATE, "Last day of the period", required=True),
            Column("country", Type.COUNTRY, "The country of the authority", required=True),
            type_column,
            *(Column(name, Type.TEXT, "A breakdown of the figures") for name in breakdowns),
            *(Column(name, Type.BAND, f"The measure {name}") for name in MEASURES[of]),
        ),
        rules=(
            Rule(
                ENDS_BEFORE_IT_STARTS,
                "period_end",
                ("period_start", "period_end"),
                lambda row: row.period_end < row.period_start,
            ),
        ),
    )
