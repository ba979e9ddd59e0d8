"""A day in; the configuration and the small log that `pellucid init` writes, out.

The records are invented, and the same for the same day: requests of the four quarters that ended before it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from itertools import cycle
from typing import TYPE_CHECKING

from pellucid.vocabulary.periods import Period, PeriodKind, last_complete

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTER_LOG_PATH = "logs/legal_requests/requests.csv"  # where starter.yaml looks for it

_COLUMNS = (
    "request_id",
    "received_at",
    "country",
    "request_type",
    "closed_at",
    "authority",
    "authority_type",
    "offence_category",
    "legal_review",
    "outcome",
    "accounts_specified",
    "accounts_disclosed",
    "data_disclosed",
)
_REQUESTS_A_QUARTER = (8, 9, 11, 12)
_COUNTRIES = ("FR", "DE", "US", "FR", "GB", "DE", "IN", "FR", "BR", "US", "DE", "ES")
_AUTHORITIES = {"judicial": "Regional court", "prosecutor": "Prosecutor", "police": "Police station"}
_ACCOUNTS = (1, 1, 2, 1, 3)


@dataclass(frozen=True)
class _Case:
    """What a request was about and what came of it."""

    request_type: str
    authority_type: str
    offence_category: str
    legal_review: str
    outcome: str
    data_disclosed: str = ""


# Seven cases, twelve countries and five numbers of accounts share no factor, so their mix doesn't repeat.
_CASES = (
    _Case("court_order", "judicial", "fraud", "valid", "disclosed_full", "ip_address|phone_number"),
    _Case("search_warrant", "judicial", "drugs", "valid", "disclosed_full", "ip_address|subscriber"),
    _Case("subpoena", "police", "fraud", "invalid", "rejected"),
    _Case("court_order", "judicial", "cybercrime", "valid", "disclosed_full", "ip_address"),
    _Case("subpoena", "prosecutor", "violence", "valid", "no_data"),
    _Case("emergency", "police", "terrorism", "valid", "disclosed_full", "ip_address|phone_number"),
    _Case("mlat", "judicial", "money_laundering", "invalid", "rejected"),
)
_UNDECIDED = _Case("court_order", "judicial", "fraud", "pending", "pending")


def starter_yaml() -> str:
    """Give a commented transparency.yaml with every key, the uncommon ones switched off."""
    return files(__package__ or "").joinpath("starter.yaml").read_text(encoding="utf-8")


def starter_log(today: date) -> str:
    """Give the sample log, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_rows(today))
    return text.getvalue()


def _rows(today: date) -> Iterator[tuple[object, ...]]:
    newest = last_complete(PeriodKind.QUARTER, today)
    days = _days((*newest.history(3), newest))
    mixed = zip(days, cycle(_COUNTRIES), cycle(_CASES), cycle(_ACCOUNTS), strict=False)
    for number, (received, country, case, accounts) in enumerate(mixed, 1):
        settled = case if number < len(days) else _UNDECIDED
        closed = min(received + timedelta(days=number % 20 + 1), newest.end)
        disclosed = bool(settled.data_disclosed)
        yield (
            f"{received:%Y}-{number:04}",
            received.isoformat(),
            country,
            settled.request_type,
            "" if settled is _UNDECIDED else closed.isoformat(),
            f"{_AUTHORITIES[settled.authority_type]} no. {number % 5 + 1}",
            settled.authority_type,
            settled.offence_category,
            settled.legal_review,
            settled.outcome,
            accounts,
            accounts if disclosed else 0,
            settled.data_disclosed,
        )


def _days(quarters: tuple[Period, ...]) -> list[date]:
    """Spread each quarter's requests evenly over its days."""
    return [
        quarter.start + timedelta(days=place * quarter.days // requests)
        for quarter, requests in zip(quarters, _REQUESTS_A_QUARTER, strict=True)
        for place in range(requests)
    ]
