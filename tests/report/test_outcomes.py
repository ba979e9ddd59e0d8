"""What came of the requests."""

from __future__ import annotations

from pellucid.report.sections import outcomes
from tests.report.figures import config, context, cube, protected, rows, tables

REQUESTS = """
2025-Q3 _T _T requests 50
2025-Q3 _T _T requests_disclosed 25
2025-Q4 _T _T requests 100
2025-Q4 _T _T requests_disclosed 42
2025-Q4 _T _T accounts_disclosed 60
"""
BREAKDOWNS = """
2025-Q3 outcome rejected requests 25
2025-Q3 outcome disclosed_full requests 25
2025-Q4 outcome rejected requests 48
2025-Q4 outcome pending requests 10
2025-Q4 outcome disclosed_full requests 42
2025-Q4 undisclosed_reason rejected_invalid requests 48
2025-Q4 undisclosed_reason pending requests 10
2025-Q4 offence_category extortion requests 30
2025-Q4 offence_category extortion requests_disclosed 21
2025-Q4 offence_category extortion accounts_disclosed 30
2025-Q4 offence_category fraud requests 60
2025-Q4 offence_category fraud requests_disclosed 21
2025-Q4 offence_category fraud accounts_disclosed 30
2025-Q4 legal_basis BNSS-94 requests 1
2025-Q4 legal_basis StPO-100j requests 99
2025-Q4 data_disclosed ip_address requests_disclosed 42
2025-Q4 data_disclosed phone_number requests_disclosed 40
2025-Q4 disclosure_path received requests 100
2025-Q4 disclosure_path judicial requests 70
2025-Q4 disclosure_path suspect_in_criminal_case requests 60
2025-Q4 disclosure_path valid_on_review requests 45
2025-Q4 disclosure_path disclosed requests 40
"""
GIVEN = context(
    protected([cube("legal_requests", REQUESTS)], BREAKDOWNS),
    config(offence_categories={"extortion": {"label": "Extortion"}}),
)
MADE = outcomes.section(GIVEN)
assert MADE is not None
TABLES = tables(MADE.blocks)


def test_outcomes_beside_those_of_the_period_before() -> None:
    """Outcomes keep the order of their list; shares are of all requests, then and now."""
    assert [column.title for column in TABLES["by-outcome"].columns][2:] == [
        "Share of requests",
        "Share of requests, Q3 2025",
    ]
    assert rows(TABLES["by-outcome"]) == [
        ["Disclosed in full", "42", "42.0%", "50.0%"],
        ["Rejected", "48", "48.0%", "50.0%"],
        ["Pending", "10", "10.0%", "0.0%"],
        ["All data requests", "100", "100.0%", "100.0%"],
    ]


def test_codes_on_no_list_are_named_by_the_publisher() -> None:
    """The name changes the words alone: the rows still stand most first."""
    labels = {"legal_basis": {"BNSS-94": "BNSS section 94"}, "data_disclosed": {"phone_number": "Telephone"}}
    found = outcomes.section(
        context(protected([cube("legal_requests", REQUESTS)], BREAKDOWNS), config(labels=labels))
    )
    assert found is not None
    named = tables(found.blocks)
    assert [row[0] for row in rows(named["by-legal-basis"])][:2] == ["StPO-100j", "BNSS section 94"]
    assert [row[0] for row in rows(named["by-data-disclosed"])] == ["IP address", "Telephone"]


def test_pending_requests_are_a_warning() -> None:
    """While requests are open, the figures can change."""
    assert TABLES["by-outcome"].notes[1].startswith("10 requests had not been answered")


def test_the_path_from_order_to_disclosure() -> None:
    """Each step is a share of what was received, with what ended there; 2 disclosures did not follow it."""
    assert rows(TABLES["disclosure-path-table"]) == [
        ["Received", "100", "100.0%", "n/a"],
        ["From a judicial authority", "70", "70.0%", "30"],
        ["Suspect in a criminal case", "60", "60.0%", "10"],
        ["Found valid", "45", "45.0%", "15"],
        ["Data disclosed", "40", "40.0%", "5"],
    ]
    assert TABLES["disclosure-path-table"].notes[0].startswith("Data was also disclosed on 2 requests")
    assert TABLES["disclosure-path-chart"].title == "40 of 100 requests passed every step"


def test_why_data_was_not_disclosed() -> None:
    """Shares are of the requests without a disclosure."""
    assert rows(TABLES["by-undisclosed-reason"])[0][1:] == ["48", "82.8%"]
    assert rows(TABLES["by-undisclosed-reason"])[-1] == ["All without a disclosure", "58", "100.0%"]


def test_what_was_not_recorded_has_a_row() -> None:
    """Requests without an offence are neither lost nor guessed: the rows add up to the total."""
    assert rows(TABLES["by-offence-category"]) == [
        ["Fraud", "60", "21", "30", "35.0%"],
        ["Extortion", "30", "21", "30", "70.0%"],
        ["Not recorded", "10", "0", "0", "0.0%"],
        ["All data requests", "100", "42", "60", "42.0%"],
    ]


def test_codes_of_an_open_list_are_in_order_of_size() -> None:
    """Legal bases have no order of their own."""
    assert [row[0] for row in rows(TABLES["by-legal-basis"])][:2] == ["StPO-100j", "BNSS-94"]


def test_several_categories_on_one_request_have_no_total() -> None:
    """IP address and phone number overlap, so there is no sum."""
    assert [row[:2] for row in rows(TABLES["by-data-disclosed"])] == [
        ["IP address", "42"],
        ["Phone number", "40"],
    ]


def test_counts_say_nothing_of_outcomes() -> None:
    """Without breakdowns there is no section."""
    assert outcomes.section(context(protected([cube("legal_requests", REQUESTS)]))) is None
