"""Takes the figures of all releases, gives what the site is about: which reports, and what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pellucid.report.context import Context


def about(context: Context, reports: str) -> str:
    """Add to the sentence about the reports one about what they count."""
    words = context.words
    if context.legal and context.removals:
        counted = words.say(
            "These reports count how often authorities asked for user data or for content to be "
            "removed, country by country, and what was done."
        )
    elif context.legal:
        counted = words.say(
            "These reports count how often authorities asked for user data, country by country, and "
            "what came of it."
        )
    elif context.removals:
        counted = words.say(
            "These reports count how often authorities asked for content to be removed, country by "
            "country, and what was done."
        )
    else:
        return reports
    return words.paragraph([reports, counted])
