"""The versions of the policy, and whether disclosures conform."""

from __future__ import annotations

import pytest

from pellucid.report.blocks.conformance import conformance_sentence
from pellucid.report.model import Policies, Timeline
from pellucid.report.sections import policy
from tests.report.figures import config, context, cube, protected, rows, tables

VERSIONS = [
    {
        "version": "2024-09-23",
        "effective_from": "2024-09-23",
        "title": "Any case",
        "may_disclose": ["ip_address", "phone_number"],
        "requires": {"authority_type": ["judicial", "prosecutor"], "legal_review": ["valid"]},
        "note": "The cases became more.",
    },
    {"version": "2018", "effective_from": "2018-08-28", "title": "Terror", "url": "https://m.example/2018"},
    {"version": "2030", "effective_from": "2030-01-01", "title": "To come"},
]
EVENTS = [{"date": "2024-08-24", "label": "Arrest"}, {"date": "2029-01-01", "label": "To come"}]
SETTINGS = config(policies=VERSIONS, events=EVENTS)
REQUESTS = """
2024-Q3 _T _T requests 100
2024-Q3 _T _T requests_disclosed 16
"""
BREAKDOWNS = """
2024-Q3 policy_version 2018 requests 80
2024-Q3 policy_version 2018 requests_disclosed 6
2024-Q3 policy_version 2018 requests_disclosed_nonconforming {found}
2024-Q3 policy_version 2024-09-23 requests 20
2024-Q3 policy_version 2024-09-23 requests_disclosed 10
2024-Q3 policy_version 2024-09-23 requests_disclosed_nonconforming 0
2024-Q3 nonconformance offence_category requests_disclosed {found}
"""


def test_cards_newest_first() -> None:
    """Each version says when it was in force, what it allows and requires; those to come are not shown."""
    made = policy.section(context(protected([cube("legal_requests", REQUESTS)]), SETTINGS))
    assert made is not None
    (cards,) = [block for block in made.blocks if isinstance(block, Policies)]
    assert [(card.version, card.in_force) for card in cards.versions] == [
        ("2024-09-23", "In force from 23 September 2024"),
        ("2018", "In force from 28 August 2018 to 22 September 2024"),
    ]
    assert cards.versions[0].allows == ("IP address", "Phone number")
    assert cards.versions[0].requires == (
        "Authority: court or judge, prosecutor",
        "Offence: any",
        "Legal analysis: found valid",
    )


def test_one_time_line_for_policy_and_events() -> None:
    """Both in order of date, up to the period's end."""
    made = policy.section(context(protected([cube("legal_requests", REQUESTS)]), SETTINGS))
    assert made is not None
    (line,) = [block for block in made.blocks if isinstance(block, Timeline)]
    assert [(entry.date, entry.label) for entry in line.entries] == [
        ("28 August 2018", "Policy in force from this day: Terror"),
        ("24 August 2024", "Arrest"),
        ("23 September 2024", "Policy in force from this day: Any case"),
    ]


def test_under_each_version() -> None:
    """Requests, disclosures, and those that do not conform, by the version in force at receipt."""
    given = context(protected([cube("legal_requests", REQUESTS)], BREAKDOWNS.format(found=6)), SETTINGS)
    made = policy.section(given)
    assert made is not None
    shown = tables(made.blocks)["by-policy-version"]
    conforming = [column.title for column in shown.columns].index("Disclosures that do not conform")
    assert [[row[0], row[1], row[2], row[conforming]] for row in rows(shown)] == [
        ["2018: Terror", "80", "6", "6"],
        ["2024-09-23: Any case", "20", "10", "0"],
        ["All versions", "100", "16", "6"],
    ]


@pytest.mark.parametrize(
    ("found", "start"),
    [
        (0, "All 16 disclosures conform to the version of the policy"),
        (1, "1 of 16 disclosures (6.3%) does not conform"),
        (6, "6 of 16 disclosures (37.5%) do not conform"),
    ],
)
def test_conformance_in_a_sentence(found: int, start: str) -> None:
    """It is said plainly, also when every disclosure conforms."""
    figures = protected([cube("legal_requests", REQUESTS)], BREAKDOWNS.format(found=found))
    assert conformance_sentence(context(figures, SETTINGS)).startswith(start)


def test_reasons_are_listed_only_where_there_are_some() -> None:
    """With nothing to find fault with, there is no empty table."""
    for found, listed in ((6, True), (0, False)):
        figures = protected([cube("legal_requests", REQUESTS)], BREAKDOWNS.format(found=found))
        made = policy.section(context(figures, SETTINGS))
        assert made is not None
        assert ("by-nonconformance" in tables(made.blocks)) == listed


def test_nothing_disclosed_is_nothing_to_check() -> None:
    """A period without a disclosure neither conforms nor fails."""
    none = "2024-Q3 _T _T requests 1\n2024-Q3 _T _T requests_disclosed 0"
    given = context(protected([cube("legal_requests", none)], BREAKDOWNS.format(found=0)), SETTINGS)
    assert conformance_sentence(given).startswith("No data was disclosed in the period")


def test_counts_cannot_be_checked() -> None:
    """Where nobody says how each request was handled, conformance is not claimed."""
    counts = cube("counts", "2024-Q3 _T _T requests_disclosed >2711", of="legal_requests")
    assert "cannot be checked" in conformance_sentence(context(protected([counts]), SETTINGS))


def test_no_policy_no_section() -> None:
    """Without versions and events there is nothing to show."""
    assert policy.section(context(protected([cube("legal_requests", REQUESTS)]))) is None
