"""Records of every kind of log, drawn: many near midnight, the turn of a year or a change of clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.cube.oracle import Log, Rules, Span, interval, span_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.cube.oracle import Record

ZONES = ("UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "Africa/Cairo")
EDGES = (
    datetime(2024, 3, 1, tzinfo=UTC),
    datetime(2024, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2025, 3, 30, 1, tzinfo=UTC),  # Paris loses an hour
    datetime(2025, 3, 31, 22, tzinfo=UTC),  # midnight in Paris
    datetime(2025, 4, 24, 22, tzinfo=UTC),  # Cairo has no midnight
    datetime(2025, 6, 30, 12, tzinfo=UTC),  # midnight in Auckland
    datetime(2025, 10, 26, 1, tzinfo=UTC),  # Paris has an hour twice
    datetime(2025, 12, 31, 18, 15, tzinfo=UTC),  # midnight in Kathmandu
)
OWN_TYPES = {
    "garda_letter": {"label": "Garda letter"},
    "hold_letter": {"label": "Hold letter", "family": "preservation"},
}
OWN_FAMILIES = (("garda_letter", "data_request"), ("hold_letter", "preservation"))
TYPES = ("court_order", "emergency", "civil", "preservation", "nsl", "removal", *OWN_TYPES)
COUNTRIES = ("FR", "DE", "XK", "")
OUTCOMES = ("disclosed_full", "disclosed_partial", "no_data", "rejected", "withdrawn", "pending")


@dataclass(frozen=True)
class Case:
    """A log and the periods that it is to be counted for: each with its kind."""

    log: Log
    start: int  # of the fiscal year
    wanted: tuple[tuple[str, Span], ...]


moments = st.builds(
    lambda edge, minutes, seconds: edge + timedelta(minutes=minutes, seconds=seconds),
    st.sampled_from(EDGES),
    st.integers(-180, 180) | st.integers(-250_000, 250_000),
    st.integers(0, 59),
)
spells = (
    st.none()
    | st.timedeltas(timedelta(0), timedelta(days=3))
    | st.timedeltas(timedelta(0), timedelta(days=90))
)
small = st.integers(0, 6) | st.integers(0, 10**6)


@st.composite
def cases(draw: st.DrawFn, kind: str) -> Case:
    """Draw up to 60 records, some columns left out, and two periods of any kinds."""
    start = draw(st.integers(1, 12))
    rules = Rules(
        zone=draw(st.sampled_from(ZONES)),
        period_by=draw(st.sampled_from(["received_at", "closed_at", "action_at"])),
        rate_of=draw(st.sampled_from(["received", "decided"])),
        history=draw(st.integers(1, 9)),
        own_types=OWN_FAMILIES,
    )
    draw_record, columns, optional = KINDS[kind]
    left_out = draw(st.sets(st.sampled_from(optional), max_size=2)) if optional else set()
    left_out.discard(rules.period_by)  # without the date that decides, nothing is counted at all
    columns = tuple(name for name in columns if name not in left_out)
    found = draw(st.lists(draw_record(rules.zone), max_size=60))
    records = [{name: record.get(name, str(place)) for name in columns} for place, record in enumerate(found)]
    wanted = draw(st.lists(periods(start), min_size=1, max_size=2, unique_by=lambda one: one[1]))
    return Case(Log(kind, columns, records, rules), start, tuple(wanted))


def periods(start: int) -> st.SearchStrategy[tuple[str, Span]]:
    """Draw a period, with its kind."""
    days = st.sampled_from([edge.date() for edge in EDGES]) | st.dates(date(2024, 1, 1), date(2026, 6, 30))
    calendar = st.builds(
        lambda day, kind: (kind, span_around(day, kind, start)),
        days,
        st.sampled_from(["month", "quarter", "half_year", "year"]),
    )
    free = st.builds(
        lambda first, length: ("interval", interval(first, first + timedelta(length))),
        days,
        st.integers(0, 400),
    )
    return calendar | free


def texts(zone: str, moment: datetime, style: str, offset: int) -> str:
    """Write a moment: as a day, without an offset where that is clear, or with an offset in minutes."""
    local = moment.astimezone(ZoneInfo(zone))
    if style == "day":
        return local.date().isoformat()
    clear = local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset()
    if style == "local" and clear:
        return local.replace(tzinfo=None).isoformat(sep=" ")
    if offset == 0:
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.astimezone(timezone(timedelta(minutes=offset))).isoformat()


def times(
    zone: str, styles: Sequence[str] = ("day", "local", "offset")
) -> st.SearchStrategy[tuple[str, str]]:
    """Draw when something was received, and when it ended, empty if it has not."""
    style, offset = st.sampled_from(styles), st.sampled_from([0, 60, 345, -480])

    def written(received: datetime, spell: timedelta | None, *how: tuple[str, int]) -> tuple[str, str]:
        end = texts(zone, received + spell, *how[1]) if spell is not None else ""
        return texts(zone, received, *how[0]), end

    how = st.tuples(style, offset)
    return st.builds(written, moments, spells.map(_whole_seconds), how, how)


def _whole_seconds(spell: timedelta | None) -> timedelta | None:
    return None if spell is None else timedelta(seconds=round(spell.total_seconds()))


def legal_requests(zone: str) -> st.SearchStrategy[Record]:
    """Draw a request."""

    def written(
        when: tuple[str, str], where: str, code: str, outcome: str, numbers: tuple[int, int, int]
    ) -> Record:
        specified, disclosed, weight = numbers
        open_still = outcome in {"pending", "no_data"} or not when[1]
        return {
            "received_at": when[0],
            "closed_at": "" if open_still else when[1],
            "country": where,
            "request_type": code,
            "outcome": "pending" if open_still and outcome.startswith("disclosed") else outcome,
            "accounts_specified": str(max(specified, disclosed)),
            "accounts_disclosed": str(min(specified, disclosed)) if disclosed != 1 else "",
            "requests": str(weight) if weight != 1 else "",
        }

    return st.builds(
        written,
        times(zone),
        st.sampled_from(COUNTRIES),
        st.sampled_from(TYPES),
        st.sampled_from(OUTCOMES),
        st.tuples(small, small, st.integers(0, 5)),
    )


def removal_orders(zone: str) -> st.SearchStrategy[Record]:
    """Draw an order."""
    outcomes = ["complied_full", "complied_partial", "rejected", "no_data", "withdrawn", "pending"]
    return st.builds(
        lambda when, where, category, outcome, numbers: {
            "received_at": when[0],
            "action_at": when[1],
            "country": where,
            "category": category,
            "outcome": outcome,
            "items_specified": str(numbers[0]),
            "items_removed": str(numbers[1]) if numbers[1] != 1 else "",
            "orders": str(numbers[2]),
        },
        times(zone),
        st.sampled_from(COUNTRIES),
        st.sampled_from(["terrorism", "Defamation, libel"]),
        st.sampled_from(outcomes),
        st.tuples(small, small, st.integers(0, 5)),
    )


def user_reports(zone: str) -> st.SearchStrategy[Record]:
    """Draw a report: either all times of day are known, or none."""
    return st.builds(
        lambda when, channel, category, where, decisions: {
            "received_at": when[0],
            "channel": channel,
            "category": category,
            "country": where,
            "reviewed_at": when[1],
            "decision": decisions[0] if when[1] else "pending",
            "appealed": decisions[1],
        },
        times(zone, ["day"]) | times(zone, ["local", "offset"]),
        st.sampled_from(["search_report", "in_app", "email"]),
        st.sampled_from(["spam", "violence"]),
        st.sampled_from(COUNTRIES),
        st.tuples(
            st.sampled_from(["removed", "restricted", "no_violation", "pending"]),
            st.sampled_from(["yes", "no", ""]),
        ),
    )


def statements_of_reasons(zone: str) -> st.SearchStrategy[Record]:
    """Draw a statement of reasons."""
    return st.builds(
        lambda when, category, automated: {
            "created_at": when[0],
            "category": f"STATEMENT_CATEGORY_{category}",
            "automated_decision": f"AUTOMATED_DECISION_{automated}",
        },
        times(zone),
        st.sampled_from(["SCAMS_AND_FRAUD", "VIOLENCE", "OTHER_VIOLATION_TC"]),
        st.sampled_from(["FULLY", "PARTIALLY", "NOT_AUTOMATED"]),
    )


# For each kind: its records, the columns of its log, and those that a log may lack.
KINDS = {
    "legal_requests": (
        legal_requests,
        (
            *("request_id", "received_at", "closed_at", "country", "request_type", "outcome"),
            *("accounts_specified", "accounts_disclosed", "requests"),
        ),
        ("closed_at", "accounts_disclosed", "requests"),
    ),
    "removal_orders": (
        removal_orders,
        (
            *("order_id", "received_at", "action_at", "country", "category", "outcome"),
            *("items_specified", "items_removed", "orders"),
        ),
        ("action_at", "items_specified", "items_removed", "orders"),
    ),
    "user_reports": (
        user_reports,
        ("report_id", "received_at", "channel", "category", "country", "reviewed_at", "decision", "appealed"),
        ("reviewed_at", "appealed", "country"),
    ),
    "statements_of_reasons": (
        statements_of_reasons,
        ("uuid", "created_at", "category", "automated_decision"),
        (),
    ),
}
