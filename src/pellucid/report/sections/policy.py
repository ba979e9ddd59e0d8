"""Takes the versions of the policy and what was disclosed under each, gives both together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pellucid.report.blocks.breakdown import Breakdown, breakdown_table
from pellucid.report.blocks.conformance import MEASURE, VERSIONS, conformance_sentence, nonconforming
from pellucid.report.blocks.timeline import timeline
from pellucid.report.model import Heading, Policies, PolicyVersion, Section, Text, Timeline
from pellucid.vocabulary.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pellucid.config.model import Policy
    from pellucid.report.context import Context
    from pellucid.report.model import Block

ANY = "any"
# The demands of a version, in the order in which a request meets them: key, its name, the code list it is of.
DEMANDS = {
    "authority_type": message("Authority"),
    "offence_category": message("Offence"),
    "legal_review": message("Legal analysis"),
}


def section(context: Context) -> Section | None:
    """Give the policy; None where neither a version nor an event is configured."""
    blocks = (*_versions(context), *_timeline(context), *_under_each(context), *_conformance(context))
    return Section("policy", context.title("policy"), blocks) if blocks else None


def in_force_by(context: Context) -> list[Policy]:
    """Give the versions that had come into force by the period's end, oldest first."""
    known = [policy for policy in context.config.policies if policy.effective_from <= context.period.end]
    return sorted(known, key=lambda policy: policy.effective_from)


def _versions(context: Context) -> Iterator[Block]:
    policies = in_force_by(context)
    if not policies:
        return
    followers = [*policies[1:], None]
    cards = [_card(context, *pair) for pair in zip(policies, followers, strict=True)]
    yield Policies(tuple(reversed(cards)))
    notes = tuple(
        context.words.say(
            "Version {version}: {note}", version=context.words.mark(policy.version), note=policy.note
        )
        for policy in reversed(policies)
        if policy.note
    )
    if notes:
        yield Text(notes)


def _card(context: Context, policy: Policy, follower: Policy | None) -> PolicyVersion:
    return PolicyVersion(
        version=policy.version,
        title=policy.title,
        in_force=_in_force(context, policy, follower),
        href=policy.url,
        allows=tuple(context.labels.code("data_disclosed", code) for code in policy.may_disclose),
        requires=tuple(_demands(context, policy)),
        effective_from=policy.effective_from.isoformat(),
        effective_to=_last_day(follower).isoformat() if follower else None,
    )


def _last_day(follower: Policy) -> date:
    """Give the last day before the version that follows."""
    return follower.effective_from - timedelta(days=1)


def _in_force(context: Context, policy: Policy, follower: Policy | None) -> str:
    words, first = context.words, context.words.day(policy.effective_from)
    if follower is None:
        return words.say("In force from {first}", first=first)
    return words.say("In force from {first} to {last}", first=first, last=words.day(_last_day(follower)))


def _demands(context: Context, policy: Policy) -> Iterator[str]:
    for key, name in DEMANDS.items():
        allowed: tuple[str, ...] = getattr(policy.requires, key)
        labels = [context.words.say("any")] if ANY in allowed else _labels(context, key, allowed)
        yield context.words.say(
            "{demand}: {allowed}", demand=context.words.say(name), allowed=context.words.in_a_row(labels)
        )


def _labels(context: Context, key: str, codes: tuple[str, ...]) -> list[str]:
    labels = [context.labels.code(key, code) for code in codes]
    return [context.words.lowered(label) for label in labels]


def _timeline(context: Context) -> Iterator[Block]:
    entries = timeline(context)
    if entries:
        yield Heading("timeline", context.words.say("Policy and events in order of date"))
        yield Timeline(entries)


def _under_each(context: Context) -> Iterator[Block]:
    say = context.words.say
    checked = ((MEASURE, say("Disclosures that do not conform")),) if nonconforming(context) else ()
    shown = Breakdown(
        dimension=VERSIONS,
        of="legal_requests",
        head=say("Version in force at receipt"),
        caption=say("Requests and disclosures under each version, {period}", period=context.period_label),
        measures=(
            ("requests", say("Requests")),
            ("requests_disclosed", say("With data disclosed")),
            ("accounts_disclosed", say("Accounts with data disclosed")),
            *checked,
        ),
        total=say("All versions"),
        disclosed=True,
    )
    table = breakdown_table(context, shown)
    if table:
        yield Heading("policy-version", say("Under each version"))
        yield table


def _conformance(context: Context) -> Iterator[Block]:
    if not context.config.policies or context.legal is None:
        return
    say = context.words.say
    yield Heading("conformance", say("Do the disclosures conform to the policy?"))
    yield Text((conformance_sentence(context),))
    shown = Breakdown(
        dimension="nonconformance",
        head=say("Reason"),
        caption=say("Disclosures that do not conform, by reason, {period}", period=context.period_label),
        measures=(("requests_disclosed", say("Disclosures")),),
        notes=(say("A disclosure can fail for several reasons, so the rows do not add up."),),
    )
    number = nonconforming(context)
    table = breakdown_table(context, shown) if number and number.some else None
    if table:
        yield table
