"""What `query` answers about one country; given as text, the way Telegram's bot writes it, or as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pellucid.release.amount import Amount
    from pellucid.report.model import PolicyVersion
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
    """A measure over the periods; `total` is None where the periods overlap."""

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

    def text(self) -> str:
        """Write the answer in plain text."""
        blocks = [self._head(), *map(_block, self.series), *self._explanations(), *self._policy()]
        if self.next_report:
            blocks.append(self.next_report)
        return "\n\n".join(blocks) + "\n"

    def to_json(self) -> dict[str, Any]:
        """Give the answer as plain values."""
        return {
            "title": self.title,
            "publisher": self.publisher,
            "country": {"code": self.code, "name": self.country},
            "periods": [
                {"name": period.name, "start": period.start.isoformat(), "end": period.end.isoformat()}
                for period in self.periods
            ],
            "figures": [_series_json(series) for series in self.series],
            "notes": list(self.notes),
            "policies": [asdict(version) for version in self.policies],
            "next_report": self.next_report,
        }

    def _head(self) -> str:
        spans = list(joined_spans(self.periods))
        return f"{self.title} for the period{'s' if len(spans) > 1 else ''} {' and '.join(spans)}"

    def _explanations(self) -> Iterator[str]:
        """Explain each status that needs it, once, and why a total is missing."""
        amounts = [entry.amount for series in self.series for entry in series.amounts]
        totals = [series.total for series in self.series if series.total]
        statuses = {amount.status for amount in (*amounts, *totals)} - {Status.PUBLISHED}
        lines = [f"{status.label}: {status.meaning}" for status in Status if status in statuses]
        if lines or self.notes:
            yield "\n".join((*self.notes, *lines))

    def _policy(self) -> Iterator[str]:
        if self.policies:
            yield "\n".join(map(_clause, self.policies))


def joined_spans(periods: tuple[Period, ...]) -> Iterator[str]:
    """Write the days that the periods cover, dd.mm.yy; there is a gap between two spans."""
    spans: list[list[date]] = []
    for period in periods:
        if spans and (period.start - spans[-1][1]).days <= 1:
            spans[-1][1] = max(spans[-1][1], period.end)
        else:
            spans.append([period.start, period.end])
    return (f"{start:%d.%m.%y}{EN_DASH}{end:%d.%m.%y}" for start, end in spans)


def _block(series: Series) -> str:
    lines = [f"{entry.label} {EN_DASH} {_words(entry.amount)}" for entry in series.amounts]
    if series.total and len(series.amounts) > 1:
        lines.append(f"Total: {series.total}")
    return "\n".join((f"{series.heading}:", *lines))


def _words(amount: Amount) -> str:
    return f"{amount} (derived)" if amount.status is Status.DERIVED else str(amount)


def _clause(version: PolicyVersion) -> str:
    days = version.in_force[:1].lower() + version.in_force[1:]
    where = f": {version.href}" if version.href else "."
    return f"All requests are processed according to the policy “{version.title}” ({days}){where}"


def _series_json(series: Series) -> dict[str, Any]:
    return {
        "kind": series.kind,
        "measure": series.measure,
        "heading": series.heading,
        "periods": [{"period": entry.period, **asdict(entry.amount)} for entry in series.amounts],
        "total": asdict(series.total) if series.total else None,
    }
