"""Reports by users, reports of illegal search terms among them: one row a report."""

from __future__ import annotations

from pellucid.intake.schema import Check, Column, Kind, Rule, Type
from pellucid.vocabulary.messages import message

REVIEWED_BEFORE_RECEIVED = Check(
    "reviewed_before_received",
    "inconsistent",
    "`reviewed_at` lies before `received_at` ({other})",
    "correct whichever of the two times is wrong",
)

KIND = Kind(
    name="user_reports",
    title=message("Reports by users"),
    id="report_id",
    type_column="category",
    columns=(
        Column("report_id", Type.ID, "The publisher's own number of the report", required=True),
        Column("received_at", Type.DATE, "When the report was received", required=True, clock=True),
        Column("channel", Type.CODE, "How it came in", required=True, codes="channel"),
        Column("category", Type.TEXT, "What is reported", required=True),
        Column("country", Type.COUNTRY, "The country of the reporting user; empty: unknown", default="_U"),
        Column("reviewed_at", Type.DATE, "When it was reviewed", clock=True),
        Column("reviewed_by", Type.CODE, "By whom it was reviewed", codes="reviewed_by"),
        Column("decision", Type.CODE, "What was decided", required=True, codes="decision"),
        Column("appealed", Type.FLAG, "Whether the decision was appealed"),
        Column("appeal_outcome", Type.CODE, "What came of the appeal", codes="appeal_outcome"),
        Column("search_term", Type.TEXT, "The search term that is reported", personal=True, everyday=True),
    ),
    rules=(
        Rule(
            REVIEWED_BEFORE_RECEIVED,
            "reviewed_at",
            ("received_at", "reviewed_at"),
            lambda row: row.reviewed_at_clock < row.received_at_clock,
        ),
    ),
)
