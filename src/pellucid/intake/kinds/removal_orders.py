"""Orders to remove or restrict content: one row an order."""

from __future__ import annotations

from pellucid.intake.schema import Check, Column, Kind, Rule, Type
from pellucid.vocabulary.messages import message

ACTED_BEFORE_RECEIVED = Check(
    "acted_before_received",
    "inconsistent",
    "`action_at` lies before `received_at` ({other})",
    "correct whichever of the two dates is wrong",
)

KIND = Kind(
    name="removal_orders",
    title=message("Orders to remove or restrict content"),
    id="order_id",
    weight="orders",
    type_column="category",
    columns=(
        Column("order_id", Type.ID, "The publisher's own number of the order", required=True),
        Column("received_at", Type.DATE, "When the order was received", required=True),
        Column("country", Type.COUNTRY, "The country of the ordering authority", required=True),
        Column("authority", Type.TEXT, "The ordering authority", personal=True),
        Column("authority_type", Type.CODE, "The kind of authority", codes="authority_type"),
        Column("legal_basis", Type.TEXT, "The law that the order rests on"),
        Column("category", Type.TEXT, "What the content is said to be", required=True),
        Column("items_specified", Type.COUNT, "Pieces of content named in the order"),
        Column("items_removed", Type.COUNT, "Pieces of content removed or restricted"),
        Column("action", Type.CODE, "What was done", codes="order_action"),
        Column("action_at", Type.DATE, "When it was done"),
        Column("outcome", Type.CODE, "What came of the order", codes="order_outcome"),
        Column("orders", Type.COUNT, "For how many orders the row counts", default="1"),
    ),
    rules=(
        Rule(
            ACTED_BEFORE_RECEIVED,
            "action_at",
            ("received_at", "action_at"),
            lambda row: row.action_at < row.received_at,
        ),
    ),
)
