"""Takes the story and a seed, gives the legal requests: who asked, what was found, what was disclosed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from maker.chance import Chance, Weighted, weights
from maker.names import authority_name, handle
from maker.story import (
    EXPORT_DAY,
    NEW_POLICY,
    OLD_POLICY,
    SELDOM,
    SPANS,
    Country,
    Span,
    country_on,
    days_of,
    policy_on,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20180828
WEEKEND = 2

AUTHORITIES = Weighted(
    {"police": 62, "prosecutor": 22, "intelligence": 8, "regulator": 4, "private": 3, "other": 1}
)
TYPES = {
    "judicial": Weighted({"court_order": 78, "search_warrant": 11, "subpoena": 3, "mlat": 6, "prtt": 2}),
    "police": Weighted({"subpoena": 57, "emergency": 20, "preservation": 23}),
    "prosecutor": Weighted({"subpoena": 55, "mlat": 30, "preservation": 15}),
}
TYPES_IN_THE_US = Weighted({"court_order": 24, "search_warrant": 41, "subpoena": 26, "mlat": 1, "prtt": 8})
TYPES_OF_OTHERS = Weighted({"subpoena": 1})
OFFENCES = {
    OLD_POLICY: Weighted(
        weights(
            "fraud 24, drugs 19, csam 16, terrorism 10, cybercrime 9, violence 7, hate_speech 6,"
            "money_laundering 4, ip_infringement 3, extortion 2, other 2"
        )
    ),
    NEW_POLICY: Weighted(
        weights(
            "fraud 35, drugs 20, csam 15, cybercrime 9, violence 6, terrorism 5, hate_speech 4,"
            "money_laundering 3, extortion 3, ip_infringement 2, other 1"
        )
    ),
}

ACCOUNTS = ((0, 1), (58, 1), (60, 2), (74, 2), (88, 5), (97, 14), (100, 60))
DAYS = {
    "emergency": ((0, 0), (60, 1), (90, 2), (100, 6)),
    "judicial": ((0, 1), (25, 6), (50, 13), (75, 24), (95, 52), (99, 90), (100, 130)),
}
DAYS_OF_OTHERS = ((0, 0), (25, 3), (50, 6), (75, 12), (95, 30), (100, 75))

BOTH = "ip_address|phone_number"


@dataclass(frozen=True)
class LegalRequest:
    """One request as the desk would know it; empty texts where nothing is known."""

    request_id: str
    received_at: date
    country: str
    request_type: str
    authority: str
    authority_type: str
    offence_category: str
    legal_review: str
    accounts_specified: int
    subject: str
    policy_version: str
    outcome: str = "rejected"
    closed_at: date | None = None
    accounts_disclosed: int = 0
    data_disclosed: str = ""
    user_notified: str = ""

    @property
    def disclosed(self) -> bool:
        """Tell whether data were handed over."""
        return self.outcome in {"disclosed_full", "disclosed_partial"}

    @property
    def legal_basis(self) -> str:
        """Name the law that the request rests on, from what is known of it."""
        if self.request_type == "mlat":
            return "mutual legal assistance"
        if self.country == "IN" and self.authority_type != "regulator":
            return "BNSS 94" if self.received_at >= date(2024, 7, 1) else "CrPC 91"
        return _BASES[self.authority_type]


_BASES = {
    "judicial": "criminal procedure",
    "prosecutor": "criminal procedure",
    "police": "police law",
    "intelligence": "security service law",
    "regulator": "administrative law",
    "private": "civil procedure",
    "other": "",
}


def legal_requests() -> list[LegalRequest]:
    """Make every request of the three years, in the order of receipt."""
    chance = Chance(SEED)
    requests = [request for span in SPANS for request in _requests_of(span, chance)]
    seldom = [_seldom(code, chance) for code, count in SELDOM.items() for _ in range(count)]
    in_order = sorted([*requests, *seldom], key=lambda request: request.received_at)
    return _numbered(in_order)


def _requests_of(span: Span, chance: Chance) -> Iterator[LegalRequest]:
    for day in days_of(span, span.legal_requests, WEEKEND, chance):
        yield _request(day, country_on(day, chance), span.pace, chance)


def _seldom(code: str, chance: Chance) -> LegalRequest:
    span = chance.one_of(SPANS)
    (day,) = days_of(span, 1, WEEKEND, chance)
    return _request(day, Country(code, before=1, after=1, judicial=70, valid=80), span.pace, chance)


def _numbered(requests: list[LegalRequest]) -> list[LegalRequest]:
    seen: dict[int, int] = {}
    numbered = []
    for request in requests:
        year = request.received_at.year
        seen[year] = seen.get(year, 0) + 1
        numbered.append(replace(request, request_id=f"WR-{year % 100}-{seen[year]:05d}"))
    return numbered


def _request(day: date, country: Country, pace: int, chance: Chance) -> LegalRequest:
    authority_type = "judicial" if chance.percent(country.judicial) else chance.pick(AUTHORITIES)
    asked = LegalRequest(
        request_id="",
        received_at=day,
        country=country.code,
        request_type=_type(country.code, authority_type, chance),
        authority=authority_name(authority_type, chance),
        authority_type=authority_type,
        offence_category=_offence(day, authority_type, chance),
        legal_review=_review(authority_type, country, chance),
        accounts_specified=chance.curve(ACCOUNTS),
        subject=handle(chance),
        policy_version=policy_on(day),
    )
    return _closed(_answered(asked, chance), pace, chance)


def _type(country: str, authority_type: str, chance: Chance) -> str:
    if country == "US" and authority_type == "judicial":
        return chance.pick(TYPES_IN_THE_US)
    return chance.pick(TYPES.get(authority_type, TYPES_OF_OTHERS))


def _offence(day: date, authority_type: str, chance: Chance) -> str:
    """Draw the offence of the case, or none: a civil matter, or a request that doesn't say."""
    none_named = {"judicial": 3, "regulator": 70, "private": 90, "other": 60}.get(authority_type, 12)
    if chance.percent(none_named):
        return ""
    return chance.pick(OFFENCES[policy_on(day)])


def _review(authority_type: str, country: Country, chance: Chance) -> str:
    """Draw what the lawyers found; most requests without a court behind them are refused unread."""
    if authority_type != "judicial":
        return "invalid" if chance.percent(25) else "none"
    return "valid" if chance.percent(country.valid) else "invalid"


def _answered(request: LegalRequest, chance: Chance) -> LegalRequest:
    roll = chance.below(100)
    if roll < 2:  # noqa: PLR2004 - two in a hundred are taken back
        return replace(request, outcome="withdrawn", legal_review="none")
    if not _may_be_answered(request):
        return request
    if roll < 12:  # noqa: PLR2004
        return replace(request, outcome="no_data")
    return request if roll < 15 else _disclosed(request, chance)  # noqa: PLR2004


def _may_be_answered(request: LegalRequest) -> bool:
    in_reach = {"terrorism"} if request.policy_version == OLD_POLICY else {request.offence_category} - {""}
    return (
        request.authority_type == "judicial"
        and request.legal_review == "valid"
        and request.offence_category in in_reach
    )


def _disclosed(request: LegalRequest, chance: Chance) -> LegalRequest:
    notified = "true" if chance.percent(28) else "false"
    everything = replace(
        request,
        outcome="disclosed_full",
        accounts_disclosed=request.accounts_specified,
        data_disclosed=BOTH,
        user_notified=notified,
    )
    if chance.percent(71):
        return everything
    some = chance.between(1, max(1, request.accounts_specified - 1))
    one_kind = request.accounts_specified == 1 or chance.percent(30)
    data = chance.one_of(("ip_address", "ip_address", "phone_number")) if one_kind else BOTH
    return replace(everything, outcome="disclosed_partial", accounts_disclosed=some, data_disclosed=data)


def _closed(request: LegalRequest, pace: int, chance: Chance) -> LegalRequest:
    """Close the request after some days, or leave it open when the export came first."""
    kind = "emergency" if request.request_type == "emergency" else request.authority_type
    days = chance.curve(DAYS.get(kind, DAYS_OF_OTHERS)) * pace // 100
    closed = request.received_at + timedelta(days)
    if closed <= EXPORT_DAY:
        return replace(request, closed_at=closed)
    return replace(
        request,
        outcome="pending",
        legal_review="pending",
        accounts_disclosed=0,
        data_disclosed="",
        user_notified="",
    )
