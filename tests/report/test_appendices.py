"""The long tables at the end of the report on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.appendices import appendices
from tests.report.figures import config, context, cube, protected, rows, tables

if TYPE_CHECKING:
    from pellucid.report.model import Section

FIGURES = """
2025-Q3 _T _T requests 12
2025-Q3 FR _T requests 7
2025-Q3 DE _T requests 5
2025-Q4 _T _T requests 39
2025-Q4 _T court_order requests 19
2025-Q4 _T preservation requests 2
2025-Q4 DE _T requests 9
2025-Q4 DE court_order requests 9
2025-Q4 FR _T requests 30
2025-Q4 FR subpoena requests 20
2025-Q4 FR court_order requests 10
2025-Q4 FR preservation requests 2
2025-Q4 IS _T requests c
2025-Q4 IS court_order requests c
"""


def made(text: str = FIGURES, of: str = "legal_requests", **pdf: list[str]) -> list[Section]:
    """Make the appendices of a report."""
    settings = config(report={"pdf": pdf}) if pdf else config()
    return list(appendices(context(protected([cube(of, text)]), settings)))


def test_every_figure_by_country_and_type() -> None:
    """By name; a country with one type has one row, and what is in no total comes with a note."""
    table = tables(made()[0].blocks)["countries-by-type"]
    assert rows(table) == [
        ["France", "All data requests", "30"],
        ["France", "Subpoena", "20"],
        ["France", "Court order", "10"],
        ["France", "Preservation request", "2"],
        ["Germany", "Court order", "9"],
        ["Iceland", "Court order", "c"],
        ["All countries", "All data requests", "39"],
        ["All countries", "Court order", "19"],
        ["All countries", "Preservation request", "2"],
    ]
    assert table.notes[0] == "In no total: Preservation request."
    assert [row.total for row in table.rows].count(True) == 2


def test_every_country_over_time() -> None:
    """The main measure, the newest period last; withheld figures have their mark."""
    table = tables(made()[1].blocks)["countries-by-period"]
    assert [column.title for column in table.columns] == ["Country", "Q3 2025", "Q4 2025"]
    assert rows(table) == [
        ["France", "7", "30"],
        ["Germany", "5", "9"],
        ["Iceland", "0", "c"],
        ["All countries", "12", "39"],
    ]


def test_the_configuration_leaves_them_to_the_data_files() -> None:
    """All, some or none."""
    assert [section.id for section in made()] == ["appendix-by-type", "appendix-by-period"]
    assert [section.id for section in made(appendices=["countries_by_period"])] == ["appendix-by-period"]
    assert made(appendices=[]) == []


def test_orders_have_categories() -> None:
    """A report about orders alone lists them by country and category."""
    text = """
    2025 _T _T orders 7
    2025 _T drugs orders 5
    2025 _T fraud orders 2
    2025 RU _T orders 5
    2025 RU drugs orders 5
    2025 TR _T orders 2
    2025 TR fraud orders 2
    """
    (section,) = made(text, "removal_orders")
    table = tables(section.blocks)["countries-by-type"]
    assert [column.title for column in table.columns] == ["Country", "Category", "Orders"]
    assert rows(table)[:2] == [["Russia", "Drugs", "5"], ["Türkiye", "Fraud", "2"]]
    assert section.title == "Appendix: figures by country and category"


def test_one_type_is_no_appendix() -> None:
    """The table of countries says the same."""
    text = """
    2025 _T _T orders 5
    2025 _T drugs orders 5
    2025 RU _T orders 5
    2025 RU drugs orders 5
    """
    assert made(text, "removal_orders") == []
