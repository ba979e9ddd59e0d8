"""A seed -> a project with logs of every kind: faults, copies, odd texts, contradictions."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import yaml

from tests.intake.reading import PUBLISHER, as_csv, put, record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Row = dict[str, str]

# More unreadable texts than a query lists one by one, and more words for codes too.
_NO_COUNTRIES = [f"Nowhere {number}" for number in range(120)]
_WORDS = {f"Order form {number}": "court_order" for number in range(60)}

_ODD: Mapping[str, list[str]] = {
    "received_at": ["", "31.02.2025", "01.01.2030", "2025-01-01", " 05.01.2025 ", "01.01.1969", "5.1.25"],
    "closed_at": ["", "01.01.2020", "x", "05.01.2025\n"],
    "country": [
        "fr",
        " de ",
        "??",
        "",
        "United Kingdom",
        "UK",
        "Österreich",
        "\u00a0FR",
        *_NO_COUNTRIES,
        *_NO_COUNTRIES,
    ],
    "request_type": ["", "nonsense", "a'b", 'a"b', "a\\b", "a|b", "national_security_letter", *_WORDS],
    "outcome": ["", "pending", "??", "Rejected"],
    "accounts_specified": ["", "-1", "two", "3.0", "1e3", "0", "1000000000000", "٣", "12 "],
    "accounts_disclosed": ["", "99", "-1", "x"],
    "data_disclosed": ["", "ip_address|phone_number", "ip_address| phone_number", "??", "content"],
    "authority_type": ["", "police", "Judicial", "x"],
    "legal_review": ["", "invalid", "pending", "x"],
    "subject": ["", "O'Brien", 'a "quoted" name', "two\nlines", "\U0001f600"],
}


@dataclass(frozen=True)
class _Chance:
    """What happens by a seed."""

    dice: random.Random

    def day(self) -> date:
        """Draw a day of five quarters."""
        return date(2024, 10, 1) + timedelta(self.dice.randrange(456))

    def time(self) -> datetime:
        """Draw a time; often near a change of the clocks."""
        near = self.dice.choice(["2025-03-30T01:00", "2025-10-26T01:00", "", ""])
        start = datetime.fromisoformat(near or "2025-01-01")
        return start + timedelta(minutes=self.dice.randrange(240 if near else 525_000))

    def spoilt(self, row: Row) -> Row:
        """Change a few cells of some rows."""
        if self.dice.random() > 0.3:
            return row
        names = self.dice.sample([name for name in row if name in _ODD], self.dice.choice([1, 1, 2]))
        return row | {name: self.dice.choice(_ODD[name]) for name in names}

    def repeated(self, rows: list[Row], personal: str, other: str) -> list[Row]:
        """Add copies: the same, with another person, and with something else that counts."""
        copies = []
        for row in self.dice.sample(rows, len(rows) // 12):
            change = self.dice.choice(
                [{}, {}, {personal: "somebody else"}, {other: self.dice.choice(["3", "7"])}]
            )
            copies.append(row | change)
        mixed = rows + copies
        self.dice.shuffle(mixed)
        return mixed


def _request(chance: _Chance, number: int) -> Row:
    received, outcome = chance.day(), chance.dice.choice(["disclosed_full", "no_data", "rejected", "pending"])
    accounts = chance.dice.randrange(1, 9)
    return record(
        request_id=f"LR-{number}",
        received_at=f"{received:%d.%m.%Y}",
        closed_at=""
        if outcome == "pending"
        else f"{received + timedelta(chance.dice.randrange(40)):%d.%m.%Y}",
        country=chance.dice.choice(["FR", "FR", "DE", "GB", "IS"]),
        request_type=chance.dice.choice(["court_order", "emergency", "preservation", *_WORDS]),
        authority_type=chance.dice.choice(["judicial", "judicial", "prosecutor"]),
        offence_category=chance.dice.choice(["fraud", "terrorism", ""]),
        legal_review="pending" if outcome == "pending" else chance.dice.choice(["valid", "valid", "invalid"]),
        outcome=outcome,
        accounts_specified=str(accounts),
        accounts_disclosed=str(accounts) if outcome == "disclosed_full" else "0",
        data_disclosed="ip_address" if outcome == "disclosed_full" else "",
        subject=f"person {number}",
        nondisclosure_order=chance.dice.choice(["", "", "", "no", "yes"]),
        embargo_until=chance.dice.choice(["", "", "", "01.02.2025", "15.01.2026", "16.01.2026"]),
    )


def _order(chance: _Chance, number: int) -> Row:
    received = chance.day()
    return record(
        "removal_orders",
        order_id=f"RO-{number}",
        received_at=received.isoformat(),
        country=chance.dice.choice(["FR", "ES", "XX", "Ruritania", "de"]),
        items_specified=chance.dice.choice(["3", "12", "x"]),
        action_at=(received + timedelta(chance.dice.randrange(-1, 9))).isoformat(),
        outcome=chance.dice.choice(["complied_full", "complied_partial", "rejected"]),
    )


def _report(chance: _Chance, number: int) -> Row:
    received = chance.time()
    reviewed = received + timedelta(seconds=chance.dice.randrange(400_000))
    form = chance.dice.choice(
        ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S+03:00", "%Y-%m-%d"]
    )
    return record(
        "user_reports",
        report_id=f"UR-{number}",
        received_at=received.strftime(form),
        channel=chance.dice.choice(["in_app", "search_report", "email", "bot"]),
        country=chance.dice.choice(["FR", "DE", "_U", ""]),
        reviewed_at=reviewed.strftime(form),
        decision=chance.dice.choice(["removed", "no_violation", "restricted"]),
        appealed=chance.dice.choice(["yes", "no", ""]),
        search_term=f"term {number}",
    )


def _statement(chance: _Chance, number: int) -> Row:
    manner = chance.dice.choice(["FULLY", "PARTIALLY", "SOMEHOW"])
    return record(
        "statements_of_reasons",
        uuid=f"U-{number}",
        created_at=chance.day().isoformat(),
        automated_decision=f"AUTOMATED_DECISION_{manner}",
    )


def _counts() -> list[Row]:
    """Quarters, halves and years that overlap, a band, and a half that its quarters contradict."""
    spans = {
        "Q1": ("2025-01-01", "2025-03-31"),
        "Q2": ("2025-04-01", "2025-06-30"),
        "H1": ("2025-01-01", "2025-06-30"),
        "H2": ("2025-07-01", "2025-12-31"),
        "Y": ("2025-01-01", "2025-12-31"),
    }
    said = [
        *(
            ("FR", "Q1", "10"),
            ("FR", "H1", "25"),
            ("FR", "Y", "60"),
            ("DE", "Q1", "0-249"),
            ("DE", "H1", "300"),
        ),
        *(("ES", "Q1", "5"), ("ES", "Q2", "6"), ("ES", "H1", "10"), ("IT", "Y", "0"), ("GB", "H2", "7")),
        *(("GB", "H2", "7"), ("FR", "Q1", "11"), ("US", "Q2", "many"), ("US", "H2", "")),
    ]
    return [
        record(
            "counts",
            country=country,
            period_start=spans[span][0],
            period_end=spans[span][1],
            requests=number,
        )
        for country, span, number in said
    ]


def write_messy_project(folder: Path, seed: int = 5) -> None:
    """Write a configuration and logs of every kind."""
    chance = _Chance(random.Random(seed))  # noqa: S311 - test data

    def rows(make: Callable[[_Chance, int], Row], number: int) -> list[Row]:
        return [chance.spoilt(make(chance, place)) for place in range(number)]

    requests = chance.repeated(rows(_request, 300), "subject", "accounts_specified")
    orders = chance.repeated(rows(_order, 120), "authority", "items_specified")
    reports = chance.repeated([_report(chance, place) for place in range(200)], "search_term", "category")
    statements = [_statement(chance, place) for place in range(60)]
    put(
        folder,
        {
            "logs/requests/1.csv": as_csv(requests[:200]),
            "logs/requests/2.csv": as_csv(requests[200:]) + 'cut "off, here\n,,,\n',
            "logs/orders.csv": as_csv(orders, "\r\n"),
            "logs/reports.csv": as_csv(reports) + "\n\n",
            "logs/statements.csv": as_csv(statements),
            "logs/counts.csv": as_csv(_counts()),
            "transparency.yaml": yaml.safe_dump(_settings(), allow_unicode=True, sort_keys=False),
        },
    )


def _settings() -> dict[str, object]:
    return {
        "publisher": PUBLISHER,
        "periods": {"kind": "quarter", "timezone": "Europe/Berlin"},
        "counting": {"history": 3},
        "policies": [
            {
                "version": version,
                "effective_from": start,
                "title": "What may be disclosed",
                "may_disclose": ["ip_address"],
                "requires": {"authority_type": ["judicial"], "legal_review": ["valid"]},
            }
            for version, start in (("2025", date(2025, 1, 1)), ("2025-07", date(2025, 7, 1)))
        ],
        "data_held": [{"category": "ip_address", "purpose": "against spam", "retention": "12 months"}],
        "logs": [
            {
                "kind": "legal_requests",
                "paths": ["logs/requests/*.csv"],
                "date_format": "%d.%m.%Y",
                "values": {"country": {"UK": "GB"}, "request_type": _WORDS},
            },
            {"kind": "removal_orders", "paths": ["logs/orders.csv"], "duplicates": "latest"},
            {
                "kind": "user_reports",
                "paths": ["logs/reports.csv"],
                "duplicates": "first",
                "values": {"country": {"": "_U"}},
            },
            {"kind": "statements_of_reasons", "paths": ["logs/statements.csv"]},
            {"kind": "counts", "of": "legal_requests", "paths": ["logs/counts.csv"]},
        ],
    }
