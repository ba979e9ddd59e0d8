"""Takes the story and a seed, gives the orders to remove content and what was done about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from maker.chance import Chance, Weighted, weights
from maker.names import authority_name
from maker.story import EXPORT_DAY, POLICY_CHANGE, SPANS, Span, days_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20220217
WEEKEND = 3

IN_THE_EU = weights(
    "DE 120, FR 80, IT 45, ES 42, PL 30, AT 20, NL 18, BE 11, CZ 8, RO 7, SE 6, GR 5, PT 5, HU 5, DK 3, LT 3,"
    "FI 2, IE 2, BG 2, SK 1, HR 1, SI 1"
)
ELSEWHERE = weights(
    "RU 210, IN 160, TR 95, BR 75, GB 40, UA 38, KR 36, ID 17, KZ 16, MY 14, AU 12, SG 10, AE 4, VN 4, IL 4"
)
COUNTRIES = Weighted(IN_THE_EU | ELSEWHERE)
RARELY_FOLLOWED = frozenset({"RU", "TR", "KZ", "VN", "AE"})

AUTHORITIES = Weighted({"regulator": 55, "judicial": 27, "police": 16, "prosecutor": 2})
CATEGORIES = Weighted(
    weights(
        "drugs 26, fraud 20, terrorism 15, csam 12, hate_speech 10, ip_infringement 8, money_laundering 3,"
        "violence 3, other 3"
    )
)
ITEMS = ((0, 1), (45, 1), (70, 3), (90, 9), (98, 28), (100, 90))
DAYS = ((0, 0), (30, 1), (50, 2), (75, 5), (95, 14), (100, 45))
CHANCE_OF_COMPLIANCE = {"csam": 96, "terrorism": 90, "drugs": 82, "fraud": 78}


@dataclass(frozen=True)
class RemovalOrder:
    """One order as the desk would know it."""

    received_at: date
    country: str
    authority: str
    authority_type: str
    legal_basis: str
    category: str
    items_specified: int
    order_id: str = ""
    items_removed: int = 0
    action: str = "none"
    action_at: date | None = None
    outcome: str = "rejected"


def removal_orders() -> list[RemovalOrder]:
    """Make every order of the three years, in the order of receipt."""
    chance = Chance(SEED)
    orders = (order for span in SPANS for order in _orders_of(span, chance))
    return [replace(order, order_id=f"RO-{number:05d}") for number, order in enumerate(orders, start=1)]


def _orders_of(span: Span, chance: Chance) -> Iterator[RemovalOrder]:
    for day in days_of(span, span.removal_orders, WEEKEND, chance):
        country, authority_type = chance.pick(COUNTRIES), chance.pick(AUTHORITIES)
        category = chance.pick(CATEGORIES)
        order = RemovalOrder(
            received_at=day,
            country=country,
            authority=authority_name(authority_type, chance),
            authority_type=authority_type,
            legal_basis=_legal_basis(country, authority_type, category),
            category=category,
            items_specified=chance.curve(ITEMS),
        )
        yield _acted_on(_decided(order, chance), span.pace, chance)


def _legal_basis(country: str, authority_type: str, category: str) -> str:
    if country in IN_THE_EU and category == "terrorism":
        return "Regulation (EU) 2021/784"
    if country in IN_THE_EU:
        return "DSA Article 9"
    return "court decision" if authority_type == "judicial" else "national media law"


def _decided(order: RemovalOrder, chance: Chance) -> RemovalOrder:
    roll = chance.below(100)
    if roll < 4:  # noqa: PLR2004 - what is named is often gone already
        return replace(order, outcome="no_data")
    if roll < 5:  # noqa: PLR2004
        return replace(order, outcome="withdrawn")
    if not chance.percent(_willingness(order)):
        return order
    removed = order.items_specified
    if removed > 1 and chance.percent(35):
        removed = chance.between(1, removed - 1)
    outcome = "complied_full" if removed == order.items_specified else "complied_partial"
    return replace(order, outcome=outcome, items_removed=removed, action=_action(order, chance))


def _willingness(order: RemovalOrder) -> int:
    """Give how many of 100 such orders are followed: few from some countries, more since the change."""
    willing = CHANCE_OF_COMPLIANCE.get(order.category, 55)
    if order.country in RARELY_FOLLOWED and order.category not in {"csam", "terrorism"}:
        willing //= 3
    return willing if order.received_at >= POLICY_CHANGE else willing * 3 // 4


def _action(order: RemovalOrder, chance: Chance) -> str:
    if order.category in {"csam", "terrorism"}:
        return "removed"
    if order.received_at >= POLICY_CHANGE and chance.percent(22):
        return "demoted"
    return "geo_blocked" if chance.percent(30) else "removed"


def _acted_on(order: RemovalOrder, pace: int, chance: Chance) -> RemovalOrder:
    day = order.received_at + timedelta(chance.curve(DAYS) * pace // 100)
    if day > EXPORT_DAY:
        return replace(order, outcome="pending", items_removed=0, action="none")
    return replace(order, action_at=day) if order.items_removed else order
