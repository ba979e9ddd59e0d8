"""What `query` answers about one country; given as text, the way Telegram's bot writes it, or as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pellucid.release.amount import Amount
    from pellucid.report.model import PolicyVersion
    from pellucid.report.wording.words import Words
    from pellucid.vocabulary.periods import Period

EN_DASH = "\N{EN DASH}"


@dataclass(frozen=True)
class PeriodAmount:
    """A figure of one period; `label` is short, "Q1", where all periods lie in one year."""

    period: str
    label: str
    amount: Amount


@dataclass(frozen=True)
class Series:
    """A measure over the periods; `total` is None where periods overlap or the method changes."""

    kind: str
    measure: str
    heading: str
    amounts: tuple[PeriodAmount, ...]
    total: Amount | None


@dataclass(frozen=True)
class Answer:
    """What was published about one country in some periods."""

    title: str
    publisher: str
    code: str
    country: str
    periods: tuple[Period, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...]
    policies: tuple[PolicyVersion, ...]
    next_report: str | None
    words: Words = field(repr=False)


def as_text(answer: Answer) -> str:
    """Write an answer in plain text."""
    last = [answer.next_report] if answer.next_report else []
    blocks = (
        _head(answer),
        *(_block(answer.words, one) for one in answer.series),
        *_explanations(answer),
        *_policy(answer),
        *last,
    )
    return "\n\n".join(blocks) + "\n"


def as_json(answer: Answer) -> dict[str, Any]:
    """Give an answer as plain values."""
    return {
        "title": answer.title,
        "publisher": answer.publisher,
        "country": {"code": answer.code, "name": answer.country},
        "periods": [
            {"name": period.name, "start": period.start.isoformat(), "end": period.end.isoformat()}
            for period in answer.periods
        ],
        "figures": [_series_json(series) for series in answer.series],
        "notes": list(answer.notes),
        "policies": [asdict(version) for version in answer.policies],
        "next_report": answer.next_report,
    }


def _head(answer: Answer) -> str:
    spans = list(joined_spans(answer.periods))
    return answer.words.plural(
        "{title} for the period {spans}",
        "{title} for the periods {spans}",
        len(spans),
        title=answer.title,
        spans=answer.words.listed(spans),
    )


def _explanations(answer: Answer) -> Iterator[str]:
    """Explain each status that needs it, once, and why a total is missing."""
    amounts = [entry.amount for series in answer.series for entry in series.amounts]
    totals = [series.total for series in answer.series if series.total]
    statuses = {amount.status for amount in (*amounts, *totals)} - {Status.PUBLISHED}
    say = answer.words.say
    lines = [
        say("{mark}: {meaning}", mark=say(status.label), meaning=say(status.meaning))
        for status in Status
        if status in statuses
    ]
    if lines or answer.notes:
        yield "\n".join((*answer.notes, *lines))


def _policy(answer: Answer) -> Iterator[str]:
    if answer.policies:
        yield "\n".join(_clause(answer.words, version) for version in answer.policies)


def joined_spans(periods: tuple[Period, ...]) -> Iterator[str]:
    """Write the days that the periods cover, dd.mm.yy; there is a gap between two spans."""
    spans: list[list[date]] = []
    for period in periods:
        if spans and (period.start - spans[-1][1]).days <= 1:
            spans[-1][1] = max(spans[-1][1], period.end)
        else:
            spans.append([period.start, period.end])
    return (f"{start:%d.%m.%y}{EN_DASH}{end:%d.%m.%y}" for start, end in spans)


def _block(words: Words, series: Series) -> str:
    lines = [f"{entry.label} {EN_DASH} {_amount(words, entry.amount)}" for entry in series.amounts]
    if series.total and len(series.amounts) > 1:
        lines.append(words.say("Total: {n}", n=series.total.told(words)))
    return "\n".join((words.say("{heading}:", heading=series.heading), *lines))


def _amount(words: Words, amount: Amount) -> str:
    told = amount.told(words)
    return words.say("{n} (derived)", n=told) if amount.status is Status.DERIVED else told


def _clause(words: Words, version: PolicyVersion) -> str:
    told = {"title": version.title, "days": words.lowered(version.in_force)}
    if version.href:
        return words.say(
            "All requests are processed according to the policy “{title}” ({days}): {address}",
            address=version.href,
            **told,
        )
    return words.say("All requests are processed according to the policy “{title}” ({days}).", **told)


def _series_json(series: Series) -> dict[str, Any]:
    return {
        "kind": series.kind,
        "measure": series.measure,
        "heading": series.heading,
        "periods": [{"period": entry.period, **asdict(entry.amount)} for entry in series.amounts],
        "total": asdict(series.total) if series.total else None,
    }
