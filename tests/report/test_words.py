"""Numbers, rates, changes, lists and names in words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pellucid.report.ratio import Ratio
from pellucid.report.words import Words, sort_key

WORDS = Words.of("en")


def test_counts_are_grouped() -> None:
    """Thousands are grouped as English does."""
    assert WORDS.count(12146) == "12,146"


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [(1, 16, "6.3%"), (1, 8, "12.5%"), (1, 2000, "0.1%"), (7, 7, "100.0%"), (0, 9, "0.0%"), (0, 0, "n/a")],
)
def test_rates_round_half_up(numerator: int, denominator: int, text: str) -> None:
    """1/16 is 6.25 %, shown as 6.3 %; of nothing there is no rate."""
    assert WORDS.rate(Ratio(numerator, denominator)) == text


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_rate_is_the_nearest_tenth(numerator: int, denominator: int) -> None:
    """A rounded rate is within half a tenth of the true one, and above it at exactly half."""
    error = Fraction(Ratio(numerator, denominator).percent(1)) - Fraction(100 * numerator, denominator)
    assert -Fraction(1, 20) < error <= Fraction(1, 20)


def test_medians_round_half_up() -> None:
    """2.25 hours are shown as 2.3, where Python's round gives 2.2."""
    assert [WORDS.decimal(2.25), WORDS.decimal(12)] == ["2.3", "12.0"]


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        (100, 112, "up 12%"),
        (100, 97, "down 3%"),
        (200, 201, "up 1%"),  # half a per cent, rounded up
        (1000, 1001, "up less than 1%"),
        (0, 4, "up from 0"),
        (10, 3, "down from 10"),
        (100, 500, "up from 100"),
        (100, 499, "up 399%"),
        (5, 5, ""),
    ],
)
def test_changes(before: int, now: int, text: str) -> None:
    """In percent, but for small and for manifold ones, which say where they started."""
    assert WORDS.change(before, now) == text


def test_changes_of_rates_are_in_points() -> None:
    """Between the rates as they are shown: 33.3 % after 40.0 % is 6.7 points down, not 6.67."""
    assert WORDS.change_of_rate(Ratio(40, 100), Ratio(400, 1200)) == "down 6.7 percentage points"


def test_changes_of_rates_of_few() -> None:
    """A rate of a handful says where it was; points would look more exact than they are."""
    assert WORDS.change_of_rate(Ratio(2, 10), Ratio(400, 1200)) == "up from 20.0%"


def test_plurals() -> None:
    """One request, two requests; zero takes the plural."""
    told = [WORDS.plural("{n} request", "{n} requests", number) for number in (0, 1, 1200)]
    assert told == ["0 requests", "1 request", "1,200 requests"]


def test_lists() -> None:
    """Items are joined as in a sentence."""
    assert WORDS.listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("XK", "Kosovo"),
        ("HK", "Hong Kong"),
        ("GB", "United Kingdom"),
        ("_U", "Unknown"),
        ("_T", "All countries"),
    ],
)
def test_country_names(code: str, name: str) -> None:
    """Names are CLDR's, shortened where CLDR's are long; totals and the unknown have names too."""
    assert WORDS.country(code) == name


def test_names_sort_without_accents() -> None:
    """Åland comes before Albania, Türkiye before Uganda, and the unknown last."""
    assert WORDS.by_name(["_U", "UG", "AL", "TR", "AX"]) == ["AX", "AL", "TR", "UG", "_U"]
    assert sort_key("São Tomé") == "sao tome"
