"""Requests by country."""

from __future__ import annotations

from pellucid.report.sections import countries
from tests.report.figures import context, cube, protected, rows, tables

REQUESTS = """
2025-Q4 _T _T requests 36
2025-Q4 _U _T requests 9
2025-Q4 TR _T requests 9
2025-Q4 AX _T requests 9
2025-Q4 ZA _T requests 0
2025-Q4 FR _T requests 9
"""


def test_most_first_ties_by_name_unknown_last() -> None:
    """Equal figures are in the order of names, accents aside; the unknown stand before the total."""
    made = countries.section(context(protected([cube("legal_requests", REQUESTS)])))
    assert made is not None
    table = tables(made.blocks)["countries-table"]
    assert rows(table) == [
        ["Åland Islands", "9"],
        ["France", "9"],
        ["Türkiye", "9"],
        ["South Africa", "0"],
        ["Unknown", "9"],
        ["All countries", "36"],
    ]
    assert [row.total for row in table.rows] == [False] * 5 + [True]


def test_names_lead_to_pages() -> None:
    """Each country, the unknown too, links to its page; the total to none."""
    made = countries.section(context(protected([cube("legal_requests", REQUESTS)])))
    assert made is not None
    links = [row.head.href for row in tables(made.blocks)["countries-table"].rows]
    assert links[:1] + links[-2:] == ["countries/AX.html", "countries/_U.html", None]


def test_the_chart_has_fifteen_countries() -> None:
    """The rest is counted in a note; countries of 0 are not drawn."""
    codes = [
        "AR",
        "AT",
        "AU",
        "BE",
        "BR",
        "CA",
        "CH",
        "DE",
        "DK",
        "ES",
        "FI",
        "FR",
        "GB",
        "GR",
        "HU",
        "IE",
        "IN",
    ]
    table = "\n".join(["2025-Q4 _T _T requests 340", *(f"2025-Q4 {code} _T requests 20" for code in codes)])
    made = countries.section(context(protected([cube("legal_requests", table)])))
    assert made is not None
    figure = tables(made.blocks)["countries-chart"]
    assert len(figure.bars.bars) == 15
    assert figure.title == "Highest figure: 17 countries, 20 each"
    assert figure.notes == ("2 more countries are in the table below.",)


def test_countries_without_a_figure_follow() -> None:
    """What is not available comes after 0 and shows its mark; the total is at least."""
    table = """
    2025-Q4 _T _T requests_disclosed >9
    2025-Q4 AR _T requests_disclosed x0-1
    2025-Q4 BE _T requests_disclosed 0d
    2025-Q4 CA _T requests_disclosed 2
    2025-Q4 FR _T requests_disclosed 7
    """
    made = countries.section(context(protected([cube("counts", table, of="legal_requests")])))
    assert made is not None
    shown = tables(made.blocks)["countries-table"]
    assert [row[0] for row in rows(shown)] == [
        "France",
        "Canada",
        "Belgium",
        "Argentina",
        "All countries",
    ]
    assert [cell.note for row in shown.rows for cell in row.cells] == [
        None,
        None,
        "derived",
        "not available; between 0 and 1",
        "at least 9",
    ]
    assert tables(made.blocks)["countries-chart"].title == "France leads the countries with figures, with 7"


def test_one_bar_is_no_chart() -> None:
    """There is nothing to compare it with."""
    table = "2025-Q4 _T _T requests 7\n2025-Q4 FR _T requests 7"
    made = countries.section(context(protected([cube("legal_requests", table)])))
    assert made is not None
    assert list(tables(made.blocks)) == ["countries-table"]


def test_no_country_is_no_section() -> None:
    """Without a country there is nothing to list."""
    assert countries.section(context(protected([cube("legal_requests", "2025-Q4 _T _T requests 0")]))) is None
