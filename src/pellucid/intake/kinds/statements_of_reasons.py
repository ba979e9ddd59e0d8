"""Statements of reasons, by the field names of the DSA Transparency Database: a row a decision."""

from __future__ import annotations

from pellucid.intake.schema import Column, Kind, Type
from pellucid.vocabulary.messages import message

KIND = Kind(
    name="statements_of_reasons",
    title=message("Statements of reasons for moderation decisions"),
    id="uuid",
    type_column="category",
    columns=(
        Column("uuid", Type.ID, "The statement's identifier", required=True),
        Column("application_date", Type.DATE, "When the decision took effect"),
        Column(
            "created_at", Type.DATE, "When the statement was made; the period it belongs to", required=True
        ),
        Column("category", Type.TEXT, "STATEMENT_CATEGORY_…", required=True),
        Column("decision_ground", Type.TEXT, "DECISION_GROUND_…"),
        Column("source_type", Type.TEXT, "SOURCE_…"),
        Column("automated_detection", Type.FLAG, "Yes or No"),
        Column("automated_decision", Type.TEXT, "AUTOMATED_DECISION_…", required=True),
        Column("platform_uid", Type.TEXT, "The publisher's own number of the content", personal=True),
    ),
)
