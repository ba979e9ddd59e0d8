"""One file a kind of log: its columns, types, personal or not, and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.intake.kinds import legal_requests, removal_orders, statements_of_reasons, user_reports
from pellucid.intake.kinds.counts import counts

if TYPE_CHECKING:
    from pellucid.intake.schema import Kind

RECORD_KINDS: dict[str, Kind] = {
    module.KIND.name: module.KIND
    for module in (legal_requests, removal_orders, user_reports, statements_of_reasons)
}


def kind_of(name: str, of: str | None = None, breakdowns: tuple[str, ...] = ()) -> Kind:
    """The description of a kind of log; `of` and `breakdowns` are for ``counts`` only."""
    if name == "counts":
        return counts(of or "legal_requests", breakdowns)
    return RECORD_KINDS[name]
