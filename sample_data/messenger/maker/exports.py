"""Takes records, gives the rows of the log files as the publisher's own systems write them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from maker.legal_requests import LegalRequest
    from maker.removal_orders import RemovalOrder
    from maker.user_reports import UserReport

Row = dict[str, str]

TYPES = {
    "court_order": "Court order",
    "search_warrant": "Search warrant",
    "subpoena": "Demand without a court",
    "mlat": "Mutual legal assistance",
    "emergency": "Emergency request",
    "preservation": "Preservation request",
    "prtt": "Pen register / trap and trace",
}
AUTHORITIES = {
    "judicial": "Court",
    "prosecutor": "Prosecutor",
    "police": "Police",
    "intelligence": "Intelligence service",
    "regulator": "Regulator",
    "private": "Private party",
    "other": "Other",
}
OFFENCES = {
    "": "",
    "terrorism": "Terrorism",
    "csam": "Child abuse material",
    "drugs": "Drugs",
    "fraud": "Fraud",
    "money_laundering": "Money laundering",
    "violence": "Violence",
    "hate_speech": "Hate speech",
    "cybercrime": "Computer crime",
    "ip_infringement": "Intellectual property",
    "extortion": "Extortion",
    "other": "Other",
}
REVIEWS = {"valid": "Valid", "invalid": "Not valid", "none": "Not reviewed", "pending": "Open"}
OUTCOMES = {
    "disclosed_full": "Disclosed in full",
    "disclosed_partial": "Disclosed in part",
    "no_data": "No data",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "pending": "Open",
}
NAMES_IN_2023 = {
    "IN": "India",
    "DE": "Germany",
    "US": "United States",
    "FR": "France",
    "BR": "Brazil",
    "GB": "UK",
    "KR": "South Korea",
    "ES": "Spain",
    "IT": "Italy",
    "PL": "Poland",
    "RU": "Russia",
    "TR": "Turkey",
}
"""The ticket system of 2023 wrote the name of the countries that asked most; the later one writes codes."""


def legal_request_row(request: LegalRequest) -> Row:
    """Write a request in the words of the ticket system."""
    names = NAMES_IN_2023 if request.received_at.year == 2023 else {}  # noqa: PLR2004
    return {
        "Ticket": request.request_id,
        "Date received": _german(request.received_at),
        "Country": names.get(request.country, request.country),
        "Type of process": TYPES[request.request_type],
        "Date closed": _german(request.closed_at),
        "Authority": request.authority,
        "Kind of authority": AUTHORITIES[request.authority_type],
        "Legal basis": request.legal_basis,
        "Offence": OFFENCES[request.offence_category],
        "Legal review": REVIEWS[request.legal_review],
        "Result": OUTCOMES[request.outcome],
        "Accounts named": str(request.accounts_specified),
        "Accounts disclosed": str(request.accounts_disclosed),
        "Data disclosed": request.data_disclosed,
        "Emergency": _yes(on=request.request_type == "emergency"),
        "User told": request.user_notified,
        "Policy": request.policy_version,
        "Person named": request.subject,
    }


def removal_order_row(order: RemovalOrder) -> Row:
    """Write an order; its columns have Pellucid's own names."""
    return {
        "order_id": order.order_id,
        "received_at": order.received_at.isoformat(),
        "country": order.country,
        "authority": order.authority,
        "authority_type": order.authority_type,
        "legal_basis": order.legal_basis,
        "category": order.category,
        "items_specified": str(order.items_specified),
        "items_removed": str(order.items_removed),
        "action": order.action,
        "action_at": order.action_at.isoformat() if order.action_at else "",
        "outcome": order.outcome,
    }


def user_report_row(report: UserReport) -> Row:
    """Write a report; its columns have Pellucid's own names."""
    return {
        "report_id": report.report_id,
        "received_at": _utc(report.received_at),
        "channel": report.channel,
        "category": report.category,
        "country": report.country,
        "reviewed_at": _utc(report.reviewed_at),
        "reviewed_by": report.reviewed_by,
        "decision": report.decision,
        "appealed": report.appealed,
        "appeal_outcome": report.appeal_outcome,
        "search_term": report.search_term,
    }


def _german(day: date | None) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year}" if day else ""


def _utc(at: datetime | None) -> str:
    return f"{at.replace(tzinfo=None).isoformat()}Z" if at else ""


def _yes(*, on: bool) -> str:
    return "true" if on else "false"
