"""Requests by type."""

from __future__ import annotations

from pellucid.report.sections import request_types
from tests.report.figures import config, context, cube, prose, protected, rows, tables

REQUESTS = """
2025-Q4 _T _T requests 7
2025-Q4 _T _T requests_disclosed 2
2025-Q4 _T _T disclosure_rate 0.285714
2025-Q4 _T subpoena requests 2
2025-Q4 _T subpoena requests_disclosed 0
2025-Q4 _T garda_letter requests 5
2025-Q4 _T garda_letter requests_disclosed 2
2025-Q4 _T preservation requests 40
2025-Q4 _T preservation requests_disclosed 0
2025-Q4 _T account_recovery requests 3
2025-Q4 _T account_recovery requests_disclosed 1
"""
OWN = config(request_types={"garda_letter": {"label": "Garda letter"}})


def test_what_is_no_data_request_is_below_the_total() -> None:
    """Preservation discloses nothing, so it has no disclosures and no rate; other requests have no rate."""
    made = request_types.section(context(protected([cube("legal_requests", REQUESTS)]), OWN))
    assert made is not None
    assert rows(tables(made.blocks)["request-types-table"]) == [
        ["Garda letter", "5", "2", "40.0%", "Data request"],
        ["Subpoena", "2", "0", "0.0%", "Data request"],
        ["All data requests", "7", "2", "28.6%", "Data request"],
        ["Preservation request (not in the total)", "40", "n/a", "n/a", "Preservation"],
        ["Help with account recovery (not in the total)", "3", "1", "n/a", "Other"],
    ]


def test_families_are_told_only_where_they_differ() -> None:
    """With data requests alone there is no family to tell and no note."""
    table = """
    2025-Q4 _T _T requests 7
    2025-Q4 _T subpoena requests 2
    2025-Q4 _T mlat requests 5
    """
    made = request_types.section(context(protected([cube("legal_requests", table)])))
    assert made is not None
    shown = tables(made.blocks)["request-types-table"]
    assert [column.title for column in shown.columns] == ["Type", "Requests"]
    assert shown.notes == ()


def test_a_single_type_is_a_sentence() -> None:
    """One type needs no table."""
    table = "2025-Q4 _T _T requests 7\n2025-Q4 _T garda_letter requests 7"
    made = request_types.section(context(protected([cube("legal_requests", table)]), OWN))
    assert made is not None
    assert prose(made.blocks) == "All requests in this report are of one type: Garda letter."
