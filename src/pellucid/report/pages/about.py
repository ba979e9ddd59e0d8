"""Takes the figures of all releases, gives what the site is about: which reports, and what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pellucid.report.context import Context


def about(context: Context, reports: str) -> str:
    """Add to the sentence about the reports one about what they count, where the logs have all of it."""
    words = context.words
    asked = context.legal and context.legal.has("requests") and context.legal.has("requests_disclosed")
    ordered = context.removals and context.removals.has("orders_complied")
    if asked and ordered:
        counted = words.say(
            "These reports count how often authorities asked for user data or for content to be "
            "removed, country by country, and what was done."
        )
    elif asked:
        counted = words.say(
            "These reports count how often authorities asked for user data, country by country, and "
            "what came of it."
        )
    elif ordered:
        counted = words.say(
            "These reports count how often authorities asked for content to be removed, country by "
            "country, and what was done."
        )
    else:
        return reports
    return words.paragraph([reports, counted])
