"""Records as dicts of text in; every cell that may be published of them out. Slow and plain.

Written from the contract's counting rules, not from the program: days go into periods by name, one by one;
sums, rates and medians are taken over lists of records, each repeated as often as it weighs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from math import floor
from statistics import median
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Record = dict[str, str]
Key = tuple[str, str, str, str]  # period, country, request type, measure
Number = int | Fraction | None  # None: there is no such number
Cells = dict[Key, Number]

TOTAL = "_T"
UNKNOWN = "_U"
DISCLOSED = {"disclosed_full", "disclosed_partial"}
COMPLIED = {"complied_full", "complied_partial"}
UNDECIDED = {"pending", "withdrawn"}
FAMILIES = {
    **dict.fromkeys(
        ["subpoena", "court_order", "search_warrant", "emergency", "mlat", "civil"], "data_request"
    ),
    **dict.fromkeys(["preservation", "epoc_pr"], "preservation"),
    **dict.fromkeys(["nsl", "fisa_content"], "national_security"),
    **dict.fromkeys(["removal", "copyright", "other"], "other"),
}
TYPE_COLUMN = {"legal_requests": "request_type"}  # the others publish their category
WEIGHT_COLUMN = {"legal_requests": "requests", "removal_orders": "orders"}
RECEIPT = {"statements_of_reasons": "created_at"}


@dataclass(frozen=True)
class Rules:
    """What the configuration says about counting."""

    zone: str = "UTC"
    period_by: str = "received_at"
    rate_of: str = "received"
    history: int = 8
    own_types: tuple[tuple[str, str], ...] = ()  # with their family

    def family(self, code: str) -> str:
        """Give the family of a request type."""
        return dict(self.own_types).get(code) or FAMILIES[code]


@dataclass(frozen=True, order=True)
class Span:
    """A period: its days, both included, and its name."""

    first: date
    last: date
    name: str


# Periods


@cache
def period_name(day: date, kind: str, start: int = 1) -> str:
    """Name the period that a day lies in; a fiscal year has the name of the year in which it starts."""
    month = (day.month - start) % 12  # of the fiscal year, from 0
    year = day.year if day.month >= start else day.year - 1
    return {
        "month": f"{day.year}-{day.month:02}",
        "quarter": f"{year}-Q{month // 3 + 1}",
        "half_year": f"{year}-H{month // 6 + 1}",
        "year": str(year),
    }[kind]


@cache
def span_around(day: date, kind: str, start: int = 1) -> Span:
    """Walk to both ends of the period that a day lies in."""
    name = period_name(day, kind, start)
    first = last = day
    while period_name(first - timedelta(1), kind, start) == name:
        first -= timedelta(1)
    while period_name(last + timedelta(1), kind, start) == name:
        last += timedelta(1)
    return Span(first, last, name)


def interval(first: date, last: date) -> Span:
    """Name a span of any days."""
    return Span(first, last, f"{first}/{last}")


def window(own: Span, kind: str, start: int, history: int) -> list[Span]:
    """Put the history before a period, oldest first; of an interval the equally long spans before it."""
    spans = [own]
    for _ in range(history):
        before = spans[0].first - timedelta(1)
        if kind == "interval":
            spans.insert(0, interval(before - (own.last - own.first), before))
        else:
            spans.insert(0, span_around(before, kind, start))
    return spans


# Times


def instant(text: str, zone: str) -> datetime:
    """Read a date or a time; without an offset of its own it is in the report's zone."""
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def local_day(text: str, zone: str) -> date:
    """Read the day that calendars in the report's zone show; one without an offset is that day already."""
    read = datetime.fromisoformat(text)
    return (read.astimezone(ZoneInfo(zone)) if read.tzinfo else read).date()


# Cells


@dataclass(frozen=True)
class Log:
    """The records of a kind, the columns of their log, and what the rules say about each."""

    kind: str
    columns: Sequence[str]
    records: Sequence[Record]
    rules: Rules

    def has(self, column: str) -> bool:
        """Say whether the log has a column."""
        return column in self.columns

    def shown(self, record: Record) -> bool:
        """Say whether a record is in any table; national-security process is not."""
        legal = self.kind == "legal_requests"
        return not legal or self.rules.family(record["request_type"]) != "national_security"

    def day(self, record: Record) -> date | None:
        """Give the day that decides a record's period."""
        receipt = RECEIPT.get(self.kind, "received_at")
        text = record[self.rules.period_by if self.has(self.rules.period_by) else receipt]
        return local_day(text, self.rules.zone) if text else None

    def within(self, span: Span) -> list[Record]:
        """Give the records of a period."""
        return [one for one in self.records if (day := self.day(one)) and span.first <= day <= span.last]

    def known(self, spans: Sequence[Span]) -> list[Span]:
        """Leave out of the history what ended before the log's first record; nothing is known of it."""
        first = min((day for one in self.records if (day := self.day(one))), default=date.max)
        return [*(span for span in spans[:-1] if span.last >= first), spans[-1]]

    def pair(self, record: Record) -> tuple[str, str]:
        """Give a record's country and what stands as its type."""
        return record.get("country") or UNKNOWN, record[TYPE_COLUMN.get(self.kind, "category")]

    def belongs(self, record: Record, country: str, code: str) -> bool:
        """Say whether a record counts in a cell; the total over types is over data requests alone."""
        its_country, its_code = self.pair(record)
        in_type = self.in_total(its_code) if code == TOTAL else code == its_code
        return in_type and country in {TOTAL, its_country}

    def in_total(self, code: str) -> bool:
        """Say whether a type counts towards the total."""
        return self.kind != "legal_requests" or self.rules.family(code) == "data_request"

    def weight(self, record: Record) -> int:
        """Say for how many records one counts."""
        return int(record.get(WEIGHT_COLUMN.get(self.kind, ""), "") or 1)


def count(log: Log, spans: Sequence[Span]) -> Cells:
    """Count a log; the last span is the release's own, those before it are its history."""
    log = replace(log, records=[record for record in log.records if log.shown(record)])
    spans = log.known(spans)
    before = {log.pair(record) for span in spans[:-1] for record in log.within(span)}
    own = {log.pair(record) for record in log.within(spans[-1])}
    types = {code for _, code in before | own}
    countries = {country for country, _ in own} | {country for country, code in before if log.in_total(code)}
    cells: Cells = {}
    for span in spans:
        by_country = log.kind != "statements_of_reasons"
        for country, code in (
            *_margins(countries if by_country else set(), types),
            *(own if by_country and span is spans[-1] else ()),
        ):
            found = [one for one in log.within(span) if log.belongs(one, country, code)]
            for measure, number in _measures(log, found, code).items():
                cells[span.name, country, code, measure] = number
    return cells


def _margins(countries: set[str], types: set[str]) -> list[tuple[str, str]]:
    """List the totals that every period has."""
    return [
        (TOTAL, TOTAL),
        *((TOTAL, code) for code in types),
        *((country, TOTAL) for country in countries),
    ]


def _measures(log: Log, found: Sequence[Record], code: str) -> dict[str, Number]:
    """Work out each measure of a cell from its records; one that the log can't give is left out."""

    def times(test: Callable[[Record], bool]) -> int:
        return sum(log.weight(record) for record in found if test(record))

    def added(column: str) -> dict[str, Number]:
        return {column: sum(int(one[column] or 0) for one in found)} if log.has(column) else {}

    if log.kind == "legal_requests":
        disclosed = times(lambda one: one["outcome"] in DISCLOSED)
        decided = times(lambda one: log.rules.rate_of == "received" or one["outcome"] not in UNDECIDED)
        rated = code == TOTAL or log.in_total(code)
        return {
            "requests": times(lambda _: True),
            "requests_disclosed": disclosed,
            **added("accounts_specified"),
            **added("accounts_disclosed"),
            **({"requests_decided": decided} if log.rules.rate_of == "decided" else {}),
            **({"disclosure_rate": share(disclosed, decided)} if rated else {}),
            **_median(log, found, "days_to_close", "closed_at", _days),
        }
    if log.kind == "removal_orders":
        complied = times(lambda one: one["outcome"] in COMPLIED)
        return {
            "orders": times(lambda _: True),
            "orders_complied": complied,
            **added("items_specified"),
            **added("items_removed"),
            "compliance_rate": share(complied, times(lambda _: True)),
            **_median(log, found, "days_to_act", "action_at", _days),
        }
    if log.kind == "user_reports":
        removed = times(lambda one: (one["channel"], one["decision"]) == ("search_report", "removed"))
        return {
            "reports": len(found),
            "reports_reviewed": times(lambda one: one["decision"] != "pending"),
            "reports_actioned": times(lambda one: one["decision"] in {"removed", "restricted"}),
            **({"appeals": times(lambda one: one["appealed"] == "yes")} if log.has("appealed") else {}),
            "search_items_removed": removed,
            **_median(log, found, "hours_to_review", "reviewed_at", _hours),
        }
    automated = times(lambda one: one["automated_decision"] == "AUTOMATED_DECISION_FULLY")
    return {"decisions": len(found), "decisions_automated": automated}


def share(part: int, whole: int) -> Number:
    """Divide, to six decimals, half up; a share of nothing is none."""
    return Fraction(floor(Fraction(part, whole) * 10**6 + Fraction(1, 2)), 10**6) if whole else None


def _median(
    log: Log, found: Sequence[Record], measure: str, end: str, lasted: Callable[[str, str, str], Fraction]
) -> dict[str, Number]:
    """Take the median over all records that have ended, each as often as it weighs."""
    if not log.has(end):
        return {}
    zone = log.rules.zone
    values = [
        lasted(record["received_at"], record[end], zone)
        for record in found
        if record[end]
        for _ in range(log.weight(record))
    ]
    return {measure: median(values) if values else None}


def _days(start: str, end: str, zone: str) -> Fraction:
    return Fraction((local_day(end, zone) - local_day(start, zone)).days)


def _hours(start: str, end: str, zone: str) -> Fraction:
    return Fraction(round((instant(end, zone) - instant(start, zone)).total_seconds()), 3600)


# Breakdowns of legal requests


def break_down(
    records: Iterable[Record], codes: Callable[[Record], Iterable[str]], rules: Rules
) -> dict[str, Counter[str]]:
    """Add up measures by code over the data requests; `codes` are those of a record."""
    sums: dict[str, Counter[str]] = {}
    for record in records:
        if rules.family(record["request_type"]) == "data_request":
            weight = int(record.get("requests") or 1)
            for code in codes(record):
                here = sums.setdefault(code, Counter())
                here["requests"] += weight
                here["requests_disclosed"] += weight * (record["outcome"] in DISCLOSED)
                here["accounts_disclosed"] += int(record["accounts_disclosed"] or 0)
    return sums
