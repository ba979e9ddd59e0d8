"""Takes the release's period, says what the next report is about and when it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.wording import period_words

if TYPE_CHECKING:
    from pellucid.report.context import Context


def next_report(context: Context) -> str:
    """Say what the next report is about; it is due when its period has ended."""
    following = context.period.next()
    return context.words.say(
        "The next report, about {label}, is due after {date}.",
        label=period_words.label(context.words, following),
        date=context.words.day(following.end),
    )
