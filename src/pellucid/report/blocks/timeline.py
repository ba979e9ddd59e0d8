"""Takes the configured policies and events up to the period's end, gives them in order of date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.model import TimelineEntry

if TYPE_CHECKING:
    from datetime import date

    from pellucid.report.context import Context


def timeline(context: Context) -> tuple[TimelineEntry, ...]:
    """List events and versions of the policy, oldest first, up to the period's end.

    Those of one day stand in the configuration's order, events first: the same in every language.
    """
    dated: list[tuple[date, str, str | None]] = [
        (event.date, event.label, event.url) for event in context.config.events
    ]
    dated += [
        (
            policy.effective_from,
            context.words.say("Policy in force from this day: {title}", title=policy.title),
            policy.url,
        )
        for policy in context.config.policies
    ]
    known = sorted((entry for entry in dated if entry[0] <= context.period.end), key=lambda entry: entry[0])
    return tuple(TimelineEntry(context.words.day(day), label, url) for day, label, url in known)
