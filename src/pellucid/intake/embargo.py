"""A clean log and today's date in; how many of its records may not be counted yet out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from datetime import date

    from pellucid.intake.read import CleanLog


def count_embargoed(log: CleanLog, today: date) -> int:
    """Records with a date of embargo after today, or with a nondisclosure order that names no date."""
    rows = log.rows
    held = []
    if "embargo_until" in log.columns:
        held.append(rows.embargo_until > ibis.date(today))
    if "nondisclosure_order" in log.columns:
        lifted = rows.embargo_until <= ibis.date(today) if "embargo_until" in log.columns else False
        held.append((rows.nondisclosure_order == "yes") & ~ibis.coalesce(lifted, ibis.literal(value=False)))
    if not held:
        return 0
    rows = rows.filter(ibis.or_(*(test.fill_null(ibis.literal(value=False)) for test in held)))
    return int(log.engine.fetch_rows(rows.aggregate(n=rows.count()))[0]["n"])
