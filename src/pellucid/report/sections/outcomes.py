"""Takes the breakdowns of requests, gives what came of them: outcomes, path, reasons, who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.breakdown import Breakdown, breakdown_table
from pellucid.report.blocks.disclosure_path import disclosure_path
from pellucid.report.model import Heading, Section
from pellucid.report.numbers.arithmetic import less
from pellucid.vocabulary.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.model import Block
    from pellucid.report.numbers.lookup import Number


def section(context: Context) -> Section | None:
    """Give what came of the requests; None where the logs do not say."""
    blocks = tuple(_blocks(context))
    return Section("outcomes", context.title("outcomes"), blocks) if blocks else None


def _blocks(context: Context) -> Iterator[Block]:
    if context.legal is None:
        return
    yield from _part(context, message("What came of the requests"), outcomes(context))
    yield from disclosure_path(context)
    yield from _part(context, message("Why data was not disclosed"), undisclosed(context))
    for dimension, (heading, head, caption) in BY.items():
        yield from _part(context, heading, by(context, dimension, head, caption))
    yield from _part(context, message("What data was disclosed"), data_disclosed(context))


# dimension -> heading, head of the first column, caption
BY = {
    "authority_type": (message("Who asked"), message("Authority"), message("Requests by type of authority")),
    "legal_basis": (message("Legal basis"), message("Legal basis"), message("Requests by legal basis")),
    "offence_category": (message("Offences"), message("Offence"), message("Requests by category of offence")),
    "legal_review": (
        message("Legal analysis"),
        message("Result"),
        message("Requests by result of the legal analysis"),
    ),
    "emergency": (
        message("Emergencies"),
        message("Emergency"),
        message("Requests in an emergency and others"),
    ),
}


def outcomes(context: Context) -> Breakdown:
    """Show outcomes with their share of all requests, beside those of the period before."""
    say = context.words.say
    return Breakdown(
        dimension="outcome",
        of="legal_requests",
        head=say("Outcome"),
        caption=say("Requests by outcome, {period}", period=context.period_label),
        measures=(("requests", say("Requests")),),
        share=say("Share of requests"),
        total=say("All data requests"),
        earlier=True,
        notes=(say("No data held is neither a rejection nor a disclosure."), *_pending(context)),
    )


def _pending(context: Context) -> tuple[str, ...]:
    pending = context.figures.breakdown("outcome", "pending", "requests")
    if not pending.exact or not pending.whole:
        return ()
    sentence = context.words.plural(
        "{n} request had not been answered when the logs were written, so these figures can still change.",
        "{n} requests had not been answered when the logs were written, so these figures can still change.",
        pending.whole,
    )
    return (sentence,)


def undisclosed(context: Context) -> Breakdown:
    """Show why requests ended without a disclosure."""
    say = context.words.say
    return Breakdown(
        dimension="undisclosed_reason",
        head=say("Reason"),
        caption=say("Requests without a disclosure, by reason, {period}", period=context.period_label),
        measures=(("requests", say("Requests")),),
        share=say("Share"),
        whole=_without_disclosure(context),
        total=say("All without a disclosure"),
    )


def _without_disclosure(context: Context) -> Number | None:
    """Give the requests less those with data disclosed, known even where some of the reasons are withheld."""
    if context.legal is None:
        return None
    return less(context, *(context.legal.number(code) for code in ("requests", "requests_disclosed")))


def by(context: Context, dimension: str, head: str, caption: str) -> Breakdown:
    """Show requests and disclosures by who asked, on what basis, or about what."""
    say = context.words.say
    return Breakdown(
        dimension=dimension,
        of="legal_requests",
        head=say(head),
        caption=say("{what}, {period}", what=say(caption), period=context.period_label),
        measures=(
            ("requests", say("Requests")),
            ("requests_disclosed", say("With data disclosed")),
            ("accounts_disclosed", say("Accounts with data disclosed")),
        ),
        total=say("All data requests"),
        disclosed=True,
    )


def data_disclosed(context: Context) -> Breakdown:
    """Show on how many requests each category of data was disclosed."""
    say = context.words.say
    return Breakdown(
        dimension="data_disclosed",
        head=say("Category of data"),
        caption=say(
            "Requests with data disclosed, by category of data, {period}", period=context.period_label
        ),
        measures=(
            ("requests_disclosed", say("Requests with data disclosed")),
            ("accounts_disclosed", say("Accounts with data disclosed")),
        ),
        notes=(say("Several categories can be disclosed on one request, so the rows do not add up."),),
    )


def _part(context: Context, heading: str, shown: Breakdown) -> Iterator[Block]:
    table = breakdown_table(context, shown)
    if table:
        yield Heading(shown.dimension.replace("_", "-"), context.words.say(heading))
        yield table
