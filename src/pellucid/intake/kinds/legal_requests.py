"""Legal requests for user data: one row a request."""

from __future__ import annotations

from pellucid.intake.schema import Check, Column, Kind, Rule, Type
from pellucid.vocabulary.messages import message

CLOSED_BEFORE_RECEIVED = Check(
    "closed_before_received",
    "inconsistent",
    "`closed_at` lies before `received_at` ({other})",
    "correct whichever of the two dates is wrong",
)
MORE_DISCLOSED = Check(
    "more_disclosed",
    "inconsistent",
    "more accounts disclosed than specified ({other})",
    "correct `accounts_disclosed` or `accounts_specified`",
)
DISCLOSED_BUT_OPEN = Check(
    "disclosed_but_open",
    "inconsistent",
    "`closed_at` is empty, though data was disclosed ({other})",
    "fill in the day of the disclosure, or set the outcome to pending",
)

KIND = Kind(
    name="legal_requests",
    title=message("Legal requests for user data"),
    id="request_id",
    weight="requests",
    columns=(
        Column("request_id", Type.ID, "The publisher's own number of the request", required=True),
        Column("received_at", Type.DATE, "When the request was received", required=True),
        Column("country", Type.COUNTRY, "The country of the requesting authority", required=True),
        Column("request_type", Type.CODE, "The kind of legal process", required=True, codes="request_type"),
        Column("closed_at", Type.DATE, "When the request was answered, rejected or withdrawn"),
        Column("authority", Type.TEXT, "The requesting authority", personal=True),
        Column("authority_type", Type.CODE, "The kind of authority", codes="authority_type"),
        Column("legal_basis", Type.TEXT, "The law that the request rests on"),
        Column("offence_category", Type.CODE, "The kind of offence", codes="offence_category"),
        Column("legal_review", Type.CODE, "What the legal analysis found", codes="legal_review"),
        Column("outcome", Type.CODE, "What came of the request", required=True, codes="outcome"),
        Column("accounts_specified", Type.COUNT, "Accounts named in the request", required=True),
        Column("accounts_disclosed", Type.COUNT, "Accounts of which data were disclosed"),
        Column("data_disclosed", Type.CODES, "Categories of data disclosed, separated by |"),
        Column("content_disclosed", Type.FLAG, "Whether content was disclosed"),
        Column("emergency", Type.FLAG, "Whether it was an emergency request"),
        Column("user_notified", Type.FLAG, "Whether the user was told"),
        Column("nondisclosure_order", Type.FLAG, "Whether telling of the request is forbidden"),
        Column("embargo_until", Type.DATE, "Until when the request may not be counted", past=False),
        Column("new_platform", Type.FLAG, "Whether no such order was about the same platform before"),
        Column("policy_version", Type.TEXT, "The version of the policy that was applied"),
        Column("subject", Type.TEXT, "Who the request is about", personal=True),
        Column("requests", Type.COUNT, "For how many requests the row counts", default="1"),
    ),
    rules=(
        Rule(
            CLOSED_BEFORE_RECEIVED,
            "closed_at",
            ("received_at", "closed_at"),
            lambda row: row.closed_at < row.received_at,
        ),
        Rule(
            MORE_DISCLOSED,
            "accounts_disclosed",
            ("accounts_specified", "accounts_disclosed"),
            lambda row: row.accounts_disclosed > row.accounts_specified,
        ),
        Rule(
            DISCLOSED_BUT_OPEN,
            "closed_at",
            ("outcome", "closed_at"),
            lambda row: row.outcome.isin(["disclosed_full", "disclosed_partial"]) & row.closed_at.isnull(),
        ),
    ),
)
