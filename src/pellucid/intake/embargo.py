"""A clean log and today's date in; which of its records may not be counted yet out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    import ibis.expr.types as ir

    from pellucid.intake.read import CleanLog

UNTIL = "embargo_until"
ORDER = "nondisclosure_order"


def holds_back(log: CleanLog) -> bool:
    """Whether records of a log can be held back at all, whatever stands in it: one file is enough."""
    return bool({UNTIL, ORDER} & set(log.rows.columns))


def held_back(log: CleanLog, today: date, in_bands: Collection[str]) -> ir.BooleanValue:
    """Whether a row has a date of embargo after today, or a nondisclosure order that names no date.

    in_bands: types of request that may be counted under such an order, because they are told in bands only.
    """
    rows = log.rows
    held: list[ir.BooleanValue] = []
    if UNTIL in rows.columns:
        held.append(rows[UNTIL] > ibis.date(today))
    if ORDER in rows.columns:
        ordered = rows[ORDER] == "yes"
        lifted = rows[UNTIL].notnull() if UNTIL in rows.columns else ibis.literal(value=False)
        open_end = ordered & ~lifted
        held.append(open_end & rows.request_type.notin(list(in_bands)) if in_bands else open_end)
    if not held:
        return ibis.literal(value=False)
    return ibis.or_(*(test.fill_null(ibis.literal(value=False)) for test in held))
