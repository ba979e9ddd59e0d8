"""Reports by users, those about search terms, and what left the search."""

from __future__ import annotations

from pellucid.report.model import KeyFigures
from pellucid.report.sections import search_reports
from tests.report.figures import context, cube, prose, protected, rows, tables

REPORTS = """
2025-Q3 _T _T reports 20
2025-Q4 _T _T reports 50
2025-Q4 _T _T reports_actioned 20
2025-Q4 _T _T search_items_removed 12
2025-Q4 _T drugs reports 30
2025-Q4 _T drugs reports_actioned 15
2025-Q4 _T drugs search_items_removed 10
2025-Q4 _T csam reports 20
2025-Q4 _T csam reports_actioned 5
2025-Q4 _T csam search_items_removed 2
2025-Q4 UA _T search_items_removed 4
2025-Q4 UA drugs search_items_removed 3
2025-Q4 UA csam search_items_removed 1
2025-Q4 FR _T search_items_removed 7
2025-Q4 FR drugs search_items_removed 7
2025-Q4 _U _T search_items_removed 1
2025-Q4 _U csam search_items_removed 1
"""
CHANNELS = """
2025-Q3 channel search_report reports 8
2025-Q3 channel search_report reviewed_by_human 7
2025-Q3 channel search_report reports_removed 3
2025-Q3 channel search_report reports_pending 1
2025-Q3 channel search_report hours_to_review -
2025-Q4 channel search_report reports 40
2025-Q4 channel search_report reviewed_by_human 38
2025-Q4 channel search_report reports_removed 12
2025-Q4 channel search_report reports_pending 2
2025-Q4 channel search_report hours_to_review 2.25
2025-Q4 channel in_app reports 10
2025-Q4 channel in_app reports_removed 8
"""
MADE = search_reports.section(context(protected([cube("user_reports", REPORTS)], CHANNELS)))
BLOCKS = MADE.blocks if MADE else ()
TABLES = tables(BLOCKS)


def test_reports_of_search_terms_in_sentences() -> None:
    """How many, how many people reviewed, and that the terms are never published."""
    assert prose(BLOCKS).startswith(
        "40 reports of search terms were received. People reviewed 38 of them.\n"
        "The search terms themselves are personal data. They are never published."
    )


def test_what_became_of_them() -> None:
    """Steps that the log knows, as shares of what was received; a median is no share."""
    assert rows(TABLES["search-reports-table"]) == [
        ["Received", "40", "100.0%", "8"],
        ["Reviewed by people", "38", "95.0%", "7"],
        ["Removed", "12", "30.0%", "3"],
        ["Pending", "2", "5.0%", "1"],
        ["Median hours to review", "2.3", "n/a", "n/a"],
    ]


def test_key_figures_of_search_reports() -> None:
    """The number received changes on the period before; a median is not compared."""
    (shown,) = [block for block in BLOCKS if isinstance(block, KeyFigures)]
    assert [figure.value for figure in shown.figures] == ["40", "38", "12", "2.3"]
    assert shown.figures[0].change == "up from 8 on the quarter before"
    assert shown.figures[3].change is None


def test_removed_from_search_by_country_and_category() -> None:
    """Countries with most first, the unknown last; a pair without a report is 0."""
    shown = TABLES["search-clean-up-table"]
    assert [column.title for column in shown.columns] == [
        "Country",
        "All categories",
        "Drugs",
        "Child sexual abuse material",
    ]
    assert rows(shown) == [
        ["France", "7", "7", "0"],
        ["Ukraine", "4", "3", "1"],
        ["Unknown", "1", "0", "1"],
        ["All countries", "12", "10", "2"],
    ]


def test_all_reports_by_channel() -> None:
    """Channels stand in the order of their list and add up."""
    assert [row[:3] for row in rows(TABLES["by-channel"])] == [
        ["Search report", "40", "12"],
        ["In-app report", "10", "8"],
        ["All channels", "50", "20"],
    ]


def test_no_log_of_reports_no_section() -> None:
    """Requests alone say nothing of reports."""
    given = context(protected([cube("legal_requests", "2025-Q4 _T _T requests 1")]))
    assert search_reports.section(given) is None
