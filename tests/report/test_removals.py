"""Orders to remove content."""

from __future__ import annotations

from pellucid.report.sections import removals
from tests.report.figures import context, cube, protected, rows, tables

ORDERS = """
2025 _T _T orders 4
2025 _T _T orders_complied 3
2025 _T _T compliance_rate 0.75
2025 _T drugs orders 3
2025 _T drugs orders_complied 3
2025 _T register_notice orders 1
2025 RU _T orders 3
2025 TR _T orders 1
"""
REQUESTS = "2025 _T _T requests 1"
BREAKDOWNS = """
2025 order_outcome complied_full orders 3
2025 order_outcome rejected orders 1
2025 order_action removed orders 3
2025 order_action removed items_removed 9
2025 order_action none orders 1
"""


def test_beside_requests_the_orders_have_figures_of_their_own() -> None:
    """Key figures, countries, categories, outcomes and actions."""
    given = context(protected([cube("removal_orders", ORDERS), cube("legal_requests", REQUESTS)], BREAKDOWNS))
    made = removals.section(given)
    assert made is not None
    assert list(tables(made.blocks)) == [
        "removals-by-country",
        "removals-countries-chart",
        "removals-countries-table",
        "removals-by-category",
        "removals-categories-table",
        "order-outcome",
        "by-order-outcome",
        "order-action",
        "by-order-action",
    ]
    assert rows(tables(made.blocks)["by-order-action"]) == [
        ["Removed", "3", "9", "75.0%"],
        ["No action", "1", "0", "25.0%"],
        ["All orders", "4", "9", "100.0%"],
    ]


def test_a_publishers_categories_are_labelled() -> None:
    """A category that is an offence has its label, any other its own words."""
    made = removals.section(context(protected([cube("removal_orders", ORDERS)])))
    assert made is not None
    assert rows(tables(made.blocks)["removals-categories-table"]) == [
        ["Drugs", "3", "3", "100.0%"],
        ["Register notice", "1", "0", "0.0%"],
        ["All categories", "4", "3", "75.0%"],
    ]


def test_what_the_log_lacks_is_not_shown() -> None:
    """A log of orders alone has no outcome to tell; the summary and the countries have the rest."""
    table = "2025 _T _T orders 4\n2025 _T drugs orders 4\n2025 RU _T orders 4"
    made = removals.section(context(protected([cube("removal_orders", table)])))
    assert made is not None
    assert list(tables(made.blocks)) == ["removals-by-category", "removals-categories-table"]
    assert rows(tables(made.blocks)["removals-categories-table"])[0] == ["Drugs", "4"]
