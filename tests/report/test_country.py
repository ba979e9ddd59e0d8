"""Country pages."""

from __future__ import annotations

from dataclasses import replace

from pellucid.report.facts import ContradictionFact, Facts
from pellucid.report.model import Bullets, Heading, KeyFigures
from pellucid.report.pages.country import country_pages
from tests.report.figures import FACTS, config, context, cube, prose, protected, rows, tables

REQUESTS = """
2025-Q1 _T _T requests 10
2025-Q1 FR _T requests 4
2025-Q1 FR _T requests_disclosed 4
2025-Q2 _T _T requests 9
2025-Q2 FR _T requests 6
2025-Q2 FR _T requests_disclosed 5
2025-Q2 FR subpoena requests 2
2025-Q2 FR preservation requests 4
2025-Q2 AX _T requests 1
2025-Q2 AX subpoena requests 1
"""
ORDERS = """
2025-Q2 _T _T orders 3
2025-Q2 FR _T orders 1
2025-Q2 TR _T orders 2
"""
COUNTS = """
2024-Q1 _T _T requests_disclosed >4
2024-Q1 FR _T requests_disclosed 4
2024-Q1 GB _T requests_disclosed x0-3
2024-Q2 _T _T requests_disclosed >6
2024-Q2 FR _T requests_disclosed 6
2024-Q2 GB _T requests_disclosed 5
"""
BOTH = context(protected([cube("legal_requests", REQUESTS), cube("removal_orders", ORDERS)]))


def test_every_country_of_any_log_has_a_page() -> None:
    """Pages are in the order of names, each linked to its neighbours."""
    pages = country_pages(BOTH)
    assert [page.path for page in pages] == ["countries/AX.html", "countries/FR.html", "countries/TR.html"]
    assert [page.previous and page.previous.href for page in pages] == [
        None,
        "countries/AX.html",
        "countries/FR.html",
    ]
    assert [page.next and page.next.text for page in pages] == ["France", "Türkiye", None]


def test_a_page_has_what_the_logs_have() -> None:
    """France has requests by type, preservation below the total, and its history; Türkiye has orders."""
    _, france, turkey = country_pages(BOTH)
    assert rows(tables(france.blocks)["legal-requests-types"]) == [
        ["Subpoena", "2", "0", "Data request"],
        ["All data requests", "6", "5", "Data request"],
        ["Preservation request (not in the total)", "4", "n/a", "Preservation"],
    ]
    assert rows(tables(france.blocks)["legal-requests-history-table"]) == [
        ["Q2 2025", "6", "5"],
        ["Q1 2025", "4", "4"],
    ]
    assert [block.text for block in turkey.blocks if isinstance(block, Heading)] == ["Removal orders"]


def test_key_figures_change() -> None:
    """A country's figures are compared with its own before."""
    _, france, _ = country_pages(BOTH)
    figures = next(block for block in france.blocks if isinstance(block, KeyFigures)).figures
    assert [(figure.value, figure.change) for figure in figures] == [
        ("6", "up from 4 on the quarter before"),
        ("5", "up from 4 on the quarter before"),
    ]


def test_the_answer_in_plain_text() -> None:
    """Each quarter of the year so far, the total, the policy, and when the next report is due."""
    settings = config(policies=[{"version": "1", "effective_from": "2024-01-01", "title": "Any case"}])
    given = context(protected([cube("counts", COUNTS, of="legal_requests")]), settings)
    france = country_pages(given)[0]
    assert prose(france.blocks).splitlines() == [
        "Transparency report for 1 January to 30 June 2024, France.",
        "Requests with data disclosed: Q1 2024: 4; Q2 2024: 6; total: 10.",
        "Policy in force since 1 January 2024: Any case.",
        "The next report, about Q3 2024, is due after 30 September 2024.",
    ]


def test_no_total_over_a_gap() -> None:
    """A quarter without a figure gives its bounds, and there is no total; its key figure says so too."""
    given = context(protected([cube("counts", COUNTS, of="legal_requests")]))
    kingdom = country_pages(given)[1]
    assert "Q1 2024: not available, between 0 and 3; Q2 2024: 5." in prose(kingdom.blocks)
    assert tables(kingdom.blocks)["legal-requests-history-table"].rows[1].cells[0].note == (
        "not available; between 0 and 3"
    )


def test_a_key_figure_without_a_figure_gives_bounds() -> None:
    """What is not available is bounded in the note of the large number."""
    table = "2024-Q1 _T _T requests_disclosed >1\n2024-Q1 AR _T requests_disclosed x0-1"
    given = context(protected([cube("counts", table, of="legal_requests")]))
    (argentina,) = country_pages(given)
    (figure,) = next(block for block in argentina.blocks if isinstance(block, KeyFigures)).figures
    assert (figure.value, figure.note, figure.status) == ("not available", "between 0 and 1", "not_available")


def test_contradictions_stand_on_the_country_s_page() -> None:
    """The source contradicts itself on Great Britain: its page says so, and no other does."""
    facts: Facts = replace(
        FACTS, contradictions=(ContradictionFact("GB", "_T", "requests_disclosed", "7 is not 8"),)
    )
    france, kingdom = country_pages(
        context(protected([cube("counts", COUNTS, of="legal_requests")]), facts=facts)
    )
    assert [block.items for block in kingdom.blocks if isinstance(block, Bullets)] == [
        ("United Kingdom, requests with data disclosed: 7 is not 8.",)
    ]
    assert not any(isinstance(block, Bullets) for block in france.blocks)
