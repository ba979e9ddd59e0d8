"""Takes clean requests, gives them with a few disclosures that the policy in force did not allow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from maker.chance import Chance
from maker.names import authority_name
from maker.story import NEW_POLICY, POLICY_CHANGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from maker.legal_requests import LegalRequest

SEED = 20240923
THREE_WEEKS_BEFORE = date(2024, 9, 2)
OFFENCES_OUT_OF_REACH = ("fraud", "drugs", "csam", "violence")


@dataclass(frozen=True)
class Lapse:
    """A way to go wrong, how often it happens, among which disclosures, and what it looks like."""

    reason: str
    count: int
    among: Callable[[LegalRequest], bool]
    change: Callable[[LegalRequest, Chance], LegalRequest]


def _long_before_the_change(request: LegalRequest) -> bool:
    return request.received_at < THREE_WEEKS_BEFORE


def _just_before_the_change(request: LegalRequest) -> bool:
    return THREE_WEEKS_BEFORE <= request.received_at < POLICY_CHANGE


def _since_the_change(request: LegalRequest) -> bool:
    return request.policy_version == NEW_POLICY


def _other_offence(request: LegalRequest, chance: Chance) -> LegalRequest:
    return replace(request, offence_category=chance.one_of(OFFENCES_OUT_OF_REACH))


def _police_emergency(request: LegalRequest, chance: Chance) -> LegalRequest:
    return _from("police", "emergency", request, chance)


def _prosecutor(request: LegalRequest, chance: Chance) -> LegalRequest:
    return _from("prosecutor", "subpoena", request, chance)


def _from(authority_type: str, request_type: str, request: LegalRequest, chance: Chance) -> LegalRequest:
    return replace(
        request,
        authority_type=authority_type,
        authority=authority_name(authority_type, chance),
        request_type=request_type,
    )


def _review(found: str) -> Callable[[LegalRequest, Chance], LegalRequest]:
    return lambda request, _chance: replace(request, legal_review=found)


def _more_data(category: str) -> Callable[[LegalRequest, Chance], LegalRequest]:
    return lambda request, _chance: replace(request, data_disclosed=f"{request.data_disclosed}|{category}")


def _unread_police_emergency(request: LegalRequest, chance: Chance) -> LegalRequest:
    return replace(_police_emergency(request, chance), legal_review="none")


LAPSES = (
    Lapse("offence_category", 5, _long_before_the_change, _other_offence),
    Lapse("offence_category", 4, _just_before_the_change, _other_offence),
    Lapse("authority_type", 4, _since_the_change, _police_emergency),
    Lapse("authority_type", 3, _since_the_change, _prosecutor),
    Lapse("legal_review", 3, _since_the_change, _review("none")),
    Lapse("legal_review", 2, _since_the_change, _review("pending")),
    Lapse("legal_review", 1, _since_the_change, _review("invalid")),
    Lapse("data_disclosed", 5, _since_the_change, _more_data("metadata")),
    Lapse("data_disclosed", 1, _since_the_change, _more_data("subscriber")),
    Lapse("authority_type legal_review", 3, _since_the_change, _unread_police_emergency),
)


def with_lapses(requests: list[LegalRequest]) -> tuple[list[LegalRequest], frozenset[str]]:
    """Let every lapse happen as often as it should; give the requests and the ids of those touched."""
    chance = Chance(SEED)
    by_id = {request.request_id: request for request in requests}
    touched: set[str] = set()
    for lapse in LAPSES:
        open_to_it = [r for r in requests if r.disclosed and lapse.among(r) and r.request_id not in touched]
        for request in chance.take(open_to_it, lapse.count):
            by_id[request.request_id] = lapse.change(request, chance)
            touched.add(request.request_id)
    return list(by_id.values()), frozenset(touched)
