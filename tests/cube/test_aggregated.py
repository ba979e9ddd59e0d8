"""Figures that are aggregated already: own rows, derived cells, bands, and totals that say what they lack."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cube.oracle import share
from tests.cube.running import Cells, Log, log_from, log_of

if TYPE_CHECKING:
    from pellucid.cube.cells import Cube
    from tests.cube.running import Bench, Record

TELEGRAM = Path(__file__).parents[2] / "sample_data" / "telegram" / "counts.csv"
MARKS = Path(__file__).with_name("data") / "telegram_coverage.txt"
TYPE = "ip_address_or_phone_number"
QUARTERS = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")


@pytest.fixture(scope="module")
def telegram(bench: Bench) -> dict[str, Cube]:
    """Count the public record of Telegram's disclosures for every quarter and both years."""
    log = Log(
        "counts",
        (TELEGRAM.read_text(encoding="utf-8"),),
        {
            "columns": {
                "country": "country_alpha2",
                "requests_disclosed": "requests",
                "accounts_disclosed": "accounts",
            }
        },
    )
    figures = bench.count([log], [*QUARTERS, "2024", "2025"], request_types={TYPE: {"label": "IP or phone"}})
    return {name: one.cubes["counts"] for name, one in figures.items()}


@pytest.mark.parametrize(
    ("period", "countries", "requests", "accounts"),
    [
        ("2024-Q1", 5, 2541, 5826),
        ("2024-Q2", 5, 2225, 5119),
        ("2024-Q3", 5, 2711, 5842),
        ("2024-Q4", 32, 11625, 18480),
        ("2025-Q1", 34, 14514, 25449),
        ("2025-Q2", 25, 14402, 24293),
        ("2025-Q3", 22, 13493, 21413),
        ("2025-Q4", 15, 16058, 19333),
        ("2026-Q1", 26, 7160, 14259),
        ("2024", 35, 19237, 35697),
        ("2025", 15, 56654, 85102),
    ],
)
def test_telegram_totals(
    telegram: dict[str, Cube], period: str, countries: int, requests: int, accounts: int
) -> None:
    """Totals are those of the source, each at least that much, over the countries that have a figure."""
    cube = telegram[period]
    cells = Cells.of(cube)
    for measure, least in (("requests_disclosed", requests), ("accounts_disclosed", accounts)):
        assert cells.of_key[period, "_T", "_T", measure] == (least, least, None, "at_least")
    found = [
        cells.of_key[key]
        for key in cells.of_key
        if key[0] == period and key[1] != "_T" and key[2:] == (TYPE, "requests_disclosed")
    ]
    there = [cell for cell in found if cell[3] == "published" or (cell[3] == "derived" and cell[0])]
    assert len(there) == countries
    row = cube.coverage[
        (cube.coverage["period"] == period)
        & (cube.coverage["request_type"] == "_T")
        & (cube.coverage["measure"] == "requests_disclosed")
    ].iloc[0]
    assert row["known"] == len(found) == 83
    assert row["available"] == sum(cell[3] != "not_available" for cell in found)
    assert row["published"] == sum(cell[3] == "published" for cell in found)
    assert row["available"] == row["published"] + row["derived"]


@pytest.mark.parametrize(("country", "requests"), [("BG", 7), ("DK", 42), ("SK", 2)])
def test_telegram_derived(telegram: dict[str, Cube], country: str, requests: int) -> None:
    """What the year says less what nine months say is the last quarter's figure."""
    cells = Cells.of(telegram["2024-Q4"])
    assert cells.of_key["2024-Q4", country, TYPE, "requests_disclosed"] == (*[requests] * 3, "derived")


def test_telegram_marks(telegram: dict[str, Cube]) -> None:
    """Each country's quarter is published, derived, or not available and then without a value, never 0."""
    statuses = {"P": "published", "D": "derived", "0": "derived", "c": "not_available", ".": "not_available"}
    cells = {period: Cells.of(telegram[period]).of_key for period in QUARTERS}
    for line in MARKS.read_text(encoding="utf-8").splitlines():
        country, marks = line.split(maxsplit=1)
        for period, mark in zip(QUARTERS, marks.replace(" ", ""), strict=True):
            value, *_, status = cells[period][period, country, TYPE, "requests_disclosed"]
            assert status == statuses[mark], (country, period)
            assert (value is None) == (mark in "c."), (country, period)
            assert (value == 0) or mark != "0", (country, period)


def test_telegram_contradiction(telegram: dict[str, Cube]) -> None:
    """A period's own row stands, though other rows add up to something else."""
    cells = Cells.of(telegram["2024"])
    assert cells.of_key["2024", "GB", TYPE, "accounts_disclosed"] == (*[293] * 3, "published")


def test_telegram_has_no_rate(telegram: dict[str, Cube]) -> None:
    """Where a log has only requests fulfilled, no requests and no rate are published."""
    assert telegram["2024"].measures == ("requests_disclosed", "accounts_disclosed")
    assert Cells.of(telegram["2024"]).names(3) == {"requests_disclosed", "accounts_disclosed"}


COUNTRIES = """
period_start  period_end  country  requests  requests_disclosed
2025-01-01    2025-03-31  FR       10        4
2025-01-01    2025-03-31  DE       -         2
2024-10-01    2024-12-31  IS       5         5
"""


def test_absent_row_is_not_available(bench: Bench) -> None:
    """A country without a row for the period has no figure: not 0, no bounds, and the total lacks it."""
    cells = bench.cells(log_of("counts", COUNTRIES))
    nothing = (None, None, None, "not_available")
    assert cells.of_key["2025-Q1", "IS", "civil", "requests"] == nothing
    assert cells.of_key["2025-Q1", "_T", "_T", "requests_disclosed"] == (6, 6, None, "at_least")


def test_empty_cell_is_not_available(bench: Bench) -> None:
    """An empty cell is no 0; the row's other figures stand."""
    cells = bench.cells(log_of("counts", COUNTRIES))
    assert cells("requests", "DE") is None
    assert cells("requests_disclosed", "DE") == 2


def test_total_over_an_empty_cell(bench: Bench) -> None:
    """A country whose figure is never filled in is missing from the total, which says so."""
    cells = bench.cells(log_of("counts", "country requests requests_disclosed\nFR 10 4\nDE - 2"))
    assert cells.of_key["2025-Q1", "_T", "_T", "requests"] == (10, 10, None, "at_least")
    assert cells("disclosure_rate") is None
    assert cells.status("requests_disclosed") == "published"


def test_rate_only_where_both_parts_are_known(bench: Bench) -> None:
    """A rate is of two exact figures; a total that lacks a country has none."""
    cells = bench.cells(log_of("counts", COUNTRIES))
    assert cells("disclosure_rate", "FR", "civil") == 0.4
    assert cells("disclosure_rate", "DE", "civil") is None
    assert cells("disclosure_rate") is None
    assert cells("disclosure_rate", "IS", "civil") is None


def test_rate_of_nothing(bench: Bench) -> None:
    """Of 0 requests there is no rate."""
    log = log_of("counts", "requests requests_disclosed\n0 0")
    assert bench.cells(log)("disclosure_rate") is None


def test_no_rate_of_a_band(bench: Bench) -> None:
    """A band makes no rate, neither above nor below the line."""
    table = "country requests requests_disclosed\nFR 0-249 10\nDE 100 0-99"
    cells = bench.cells(log_of("counts", table))
    assert cells("disclosure_rate", "FR") is None
    assert cells("disclosure_rate", "DE") is None


def test_bands(bench: Bench) -> None:
    """A band is published as one, and adds up only to a band."""
    cells = bench.cells(log_of("counts", "country requests\nFR 0-249\nDE 250-499\nIS 7"))
    assert cells.of_key["2025-Q1", "FR", "civil", "requests"] == (None, 0, 249, "banded")
    assert cells.of_key["2025-Q1", "IS", "civil", "requests"] == (7, 7, 7, "published")
    assert cells.of_key["2025-Q1", "_T", "_T", "requests"] == (None, 257, 755, "banded")


def test_band_with_a_country_missing(bench: Bench) -> None:
    """With a country missing a total of bands is at least the sum of their lower ends."""
    table = """
    country  period_start  period_end  requests
    FR       2025-01-01    2025-03-31  250-499
    DE       2024-10-01    2024-12-31  3
    """
    cells = bench.cells(log_of("counts", table))
    assert cells.of_key["2025-Q1", "_T", "_T", "requests"] == (250, 250, None, "at_least")


def test_band_of_one_number(bench: Bench) -> None:
    """A band whose ends are the same is that number."""
    log = log_of("counts", "requests\n5-5")
    assert bench.cells(log).of_key["2025-Q1", "FR", "civil", "requests"] == (5, 5, 5, "published")


def test_breakdown_rows_add_up(bench: Bench) -> None:
    """Rows that further columns tell apart add up to their country's figure, bands to bands."""
    table = """
    country  reason      product  requests  requests_disclosed
    FR       defamation  search   3         1
    FR       defamation  video    4         1
    FR       privacy     search   5         0-9
    FR       -           search   6         2
    """
    cells = bench.cells(log_of("counts", table, breakdowns=["reason", "product"]))
    assert cells("requests", "FR", "civil") == 18
    assert cells.of_key["2025-Q1", "FR", "civil", "requests_disclosed"] == (None, 4, 13, "banded")


def test_breakdown_rows_with_an_empty_part(bench: Bench) -> None:
    """A sum of which a part is empty isn't known."""
    table = "reason requests requests_disclosed\ndefamation 3 1\nprivacy 5 -"
    cells = bench.cells(log_of("counts", table, breakdowns=["reason"]))
    assert cells("requests", "FR") == 8
    assert cells("requests_disclosed", "FR") is None


def test_mapped_countries_add_up(bench: Bench) -> None:
    """Rows that become one country's by `values` are parts of it, no duplicates."""
    table = """
    country   requests
    UK        3
    GB        4
    EUROPOL   5
    INTERPOL  6
    -         7
    """
    words = {"UK": "GB", "EUROPOL": "_U", "INTERPOL": "_U", "": "_U"}
    cells = bench.cells(log_of("counts", table, values={"country": words}))
    assert (cells("requests", "GB"), cells("requests", "_U"), cells("requests")) == (7, 18, 25)


def test_mapped_types_add_up(bench: Bench) -> None:
    """So do rows that become one type's."""
    log = log_of(
        "counts",
        "request_type requests\nCivil 3\ncivil 4\nLawsuit 5",
        values={"request_type": {"Civil": "civil", "Lawsuit": "civil"}},
    )
    assert bench.cells(log)("requests", "FR", "civil") == 12


TYPES = """
country  request_type  requests
FR       court_order   1
FR       preservation  10
FR       removal       100
FR       nsl           1000
DE       nsl           1000
IS       preservation  10
"""


def test_families(bench: Bench) -> None:
    """Totals and rates are over data requests alone, and national-security process is nowhere."""
    cells = bench.cells(log_of("counts", TYPES))
    assert (cells("requests"), cells("requests", "FR")) == (1, 1)
    assert cells("requests", request_type="preservation") == 20
    assert cells.names(2) == {"_T", "court_order", "preservation", "removal"}
    assert cells.names(1) == {"_T", "FR", "IS"}


def test_no_rate_without_its_parts(bench: Bench) -> None:
    """A country whose rows are no data requests has no total, and so no rate of one."""
    cells = bench.cells(log_of("counts", "request_type requests requests_disclosed\npreservation 3 0\n"))
    assert {key[1:3] for key in cells.of_key} == {("_T", "preservation"), ("FR", "preservation")}


@pytest.mark.parametrize("requests", ["0-249", "3", "-"])
def test_numbers_are_numbers(bench: Bench, requests: str) -> None:
    """Values and bounds are floating-point columns, also where all of them are empty."""
    figures = bench.count([log_of("counts", f"requests\n{requests}")], ["2025-Q1"])["2025-Q1"]
    types = figures.cubes["counts"].cells.dtypes
    assert [str(types[name]) for name in ("value", "lower", "upper")] == ["float64"] * 3


def test_country_total_lacks_a_type(bench: Bench) -> None:
    """A country's total of which a type is not available is at least the others."""
    table = """
    period_start  period_end  request_type  requests
    2025-01-01    2025-03-31  court_order   3
    2024-10-01    2024-12-31  civil         4
    """
    cells = bench.cells(log_of("counts", table))
    assert cells.of_key["2025-Q1", "FR", "_T", "requests"] == (3, 3, None, "at_least")


def test_nothing_available(bench: Bench) -> None:
    """A total of which nothing is known is not available."""
    table = "period_start period_end country requests\n2024-10-01 2024-12-31 FR 3\n2024-10-01 2024-12-31 DE 4"
    cells = bench.cells(log_of("counts", table))
    assert cells.of_key["2025-Q1", "_T", "_T", "requests"][0] is None
    assert cells.status("requests") == "not_available"


def test_derived_and_bounded(bench: Bench) -> None:
    """A longer row less the known rows in it is derived; where two are unknown, each is bounded."""
    table = """
    period_start  period_end  country  requests
    2025-01-01    2025-06-30  FR       10
    2025-04-01    2025-06-30  FR       4
    2025-01-01    2025-06-30  DE       10
    2025-01-01    2025-12-31  IS       0
    """
    cells = bench.cells(log_of("counts", table))
    assert cells.of_key["2025-Q1", "FR", "civil", "requests"] == (6, 6, 6, "derived")
    assert cells.of_key["2025-Q1", "DE", "civil", "requests"] == (None, 0, 10, "not_available")
    assert cells.of_key["2025-Q1", "IS", "civil", "requests"] == (0, 0, 0, "derived")
    assert cells.of_key["2025-Q1", "_T", "_T", "requests"] == (6, 6, None, "at_least")


def test_sum_that_fills_the_period(bench: Bench) -> None:
    """Rows that fill a period exactly are its figure, derived."""
    table = "period_start period_end requests\n2025-01-01 2025-03-31 3\n2025-04-01 2025-06-30 4"
    cells = bench.cells(log_of("counts", table), "2025-H1")
    assert cells.of_key["2025-H1", "FR", "civil", "requests"] == (7, 7, 7, "derived")


def test_orders(bench: Bench) -> None:
    """A log of orders has their measures and no types of request; without orders complied with, no rate."""
    log = log_of(
        "counts", "request_type orders items_specified\ndefamation 3 9\nviolence 4 5", of="removal_orders"
    )
    cells = bench.cells(log)
    assert cells.names(3) == {"orders", "items_specified"}
    assert (cells("orders"), cells("items_specified", "FR", "defamation")) == (7, 9)


def test_orders_complied(bench: Bench) -> None:
    """With orders complied with there is a rate, over every category."""
    log = log_of("counts", "request_type orders orders_complied\ndefamation 3 1", of="removal_orders")
    cells = bench.cells(log)
    assert cells("compliance_rate") == cells("compliance_rate", "FR", "defamation") == 0.333333


def test_history(bench: Bench) -> None:
    """The history has margins only, and starts with the first period that any row is about."""
    cells = bench.cells(log_of("counts", COUNTRIES))
    assert cells.names(0) == {"2024-Q4", "2025-Q1"}
    assert {key[1:3] for key in cells.of_key if key[0] == "2024-Q4"} == {
        *[("_T", "_T"), ("_T", "civil"), ("FR", "_T"), ("DE", "_T"), ("IS", "_T")]
    }


# Quarters that don't overlap, drawn at random, against a plain count.

BAND_OR_NUMBER = st.sampled_from(["0", "1", "7", "250", "0-249", "250-499", ""])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "quarter": st.sampled_from(["2024-Q4", "2025-Q1"]),
            "country": st.sampled_from(["FR", "DE", "UK", "GB"]),
            "request_type": st.sampled_from(["civil", "emergency", "preservation", "nsl"]),
            "product": st.sampled_from(["search", "video"]),
            "requests": BAND_OR_NUMBER,
            "requests_disclosed": BAND_OR_NUMBER,
        }
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda row: (row["quarter"], row["country"], row["request_type"], row["product"]),
)
DAYS = {
    "2024-Q4": {"period_start": "2024-10-01", "period_end": "2024-12-31"},
    "2025-Q1": {"period_start": "2025-01-01", "period_end": "2025-03-31"},
}
MEASURES = ("requests", "requests_disclosed")
Answer = tuple[float | Fraction | None, float | Fraction | None, float | Fraction | None, str]
MISSING: Answer = (None, None, None, "not_available")


def test_quarters(bench: Bench) -> None:
    """Each cell and total of logs drawn at random has the figure, bounds and status of the plain count."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(ROWS)
    def holds(rows: list[Record]) -> None:
        columns = ["period_start", "period_end", "country", "request_type", "product", *MEASURES]
        records = [{name: {**row, **DAYS[row["quarter"]]}[name] for name in columns} for row in rows]
        keys = {"breakdowns": ["product"], "values": {"country": {"UK": "GB"}}}
        cells = bench.cells(log_from("counts", records, columns, **keys)).of_key
        got = {key[1:]: cell for key, cell in cells.items() if key[0] == "2025-Q1"}
        expected = plain_count(rows)
        assert {key: tuple(map(_plain, cell)) for key, cell in got.items()} == {
            key: tuple(map(_plain, cell)) for key, cell in expected.items()
        }

    holds()


def _plain(part: object) -> object:
    return round(float(part), 6) if isinstance(part, float | int | Fraction) else part


def plain_count(rows: list[Record]) -> dict[tuple[str, str, str], Answer]:
    """Count rows of whole quarters for 2025-Q1: single cells, then totals, then rates."""
    named = [{**row, "country": {"UK": "GB"}.get(row["country"], row["country"])} for row in rows]
    pairs = {(row["country"], row["request_type"]) for row in named if row["request_type"] != "nsl"}
    here = [row for row in named if row["quarter"] == "2025-Q1"]
    answers: dict[tuple[str, str, str], Answer] = {}
    for measure in MEASURES:
        for pair in pairs:
            found = [row[measure] for row in here if (row["country"], row["request_type"]) == pair]
            answers[*pair, measure] = added(found)
        data = {pair for pair in pairs if pair[1] != "preservation"}
        groups = {("_T", kind): {pair for pair in pairs if pair[1] == kind} for _, kind in pairs}
        groups |= {(country, "_T"): {pair for pair in data if pair[0] == country} for country, _ in data}
        groups |= {("_T", "_T"): {(country, "_T") for country, _ in data}} if data else {}
        for where, parts in groups.items():
            answers[*where, measure] = total([answers[*part, measure] for part in parts])
    for where in {key[:2] for key in answers if key[1] != "preservation"}:
        answers[*where, "disclosure_rate"] = rate(*(answers[*where, measure] for measure in MEASURES))
    return answers


def added(found: list[str]) -> Answer:
    """Add up the rows of a cell; without one, or with an empty one, there is no figure."""
    if not found or "" in found:
        return MISSING
    lower, upper = (sum(int(text.split("-")[end]) for text in found) for end in (0, -1))
    return (lower, lower, upper, "published") if lower == upper else (None, lower, upper, "banded")


def total(parts: list[Answer]) -> Answer:
    """Add up cells: exactly, to a band, or to at least what is there."""
    there = [part for part in parts if part != MISSING]
    if not there:
        return MISSING
    least = sum(part[1] or 0 for part in there)
    if len(there) < len(parts) or any(part[3] == "at_least" for part in there):
        return least, least, None, "at_least"
    most = sum(part[2] or 0 for part in there)
    return (least, least, most, "published") if least == most else (None, least, most, "banded")


def rate(whole: Answer, part: Answer) -> Answer:
    """Divide where both are exact."""
    if whole[3] != "published" or part[3] != "published" or not whole[0]:
        return MISSING
    if int(part[0] or 0) > int(whole[0]):
        return MISSING
    found = share(int(part[0] or 0), int(whole[0]))
    return found, found, found, "published"
