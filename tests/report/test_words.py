"""Numbers, rates, changes, lists and names in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pellucid.report.numbers.ratio import Ratio
from pellucid.report.wording import period_words
from pellucid.report.wording.words import Words, sort_key
from pellucid.vocabulary.periods import Period

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


@pytest.mark.parametrize(("language", "end"), [("en", "Q4 2025."), ("ru", "2025 г."), ("uk", "2025 р.")])  # noqa: RUF001
def test_a_stop_is_written_once(language: str, end: str) -> None:
    """Where a year ends with an abbreviation, the sentence ends with the same stop."""
    words = Words.of(language)
    told = words.say("{list}.", list=period_words.label(words, Period.parse("2025-Q4")))
    assert " ".join(told.split()).endswith(end)


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Q4 2025"),
        ("de", "Q4 2025"),
        ("es", "T4 2025"),
        ("pt", "T4 2025"),
        ("ru", "4-й кв. 2025"),
        ("uk", "4-й кв. 2025"),
    ],
)
def test_an_axis_ends_with_the_year(language: str, label: str) -> None:
    """What stands below a chart is short, and its years can be set on a line of their own."""
    found = period_words.axis_label(Words.of(language), Period.parse("2025-Q4"))
    assert found.replace("\N{NO-BREAK SPACE}", " ") == label


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Requests", "Ersuchen"),
        ("Orders complied with", "befolgte Anordnungen"),
        ("Found valid", "für gültig befunden"),
    ],
)
def test_german_nouns_keep_their_capital(label: str, inside: str) -> None:
    """A label that begins with another word loses it inside a sentence."""
    words = Words.of("de")
    assert words.lowered(words.say(label)) == inside


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


def test_names_stand_in_the_order_of_the_alphabet() -> None:
    """Those of Cyrillic letters with marks; elsewhere marks do not count."""
    assert sorted(
        ["Японія", "Індія", "Йорданія", "Єгипет", "Ефіопія"], key=lambda one: sort_key(one, "uk")
    ) == [
        "Ефіопія",
        "Єгипет",
        "Індія",
        "Йорданія",
        "Японія",
    ]
    assert sort_key("Италия", "ru") < sort_key("Йемен", "ru") < sort_key("Казахстан", "ru")
    assert sort_key("Équateur", "fr") < sort_key("Espagne", "fr")


@pytest.mark.parametrize(
    ("language", "month", "quarter"),
    [
        ("en", "1 to 31 October 2025", "1 October to 31 December 2025"),
        ("fr", "1er au 31 octobre 2025", "1er octobre au 31 décembre 2025"),
        ("ar", "1 إلى 31 أكتوبر 2025", "1 أكتوبر إلى 31 ديسمبر 2025"),
    ],
)
def test_a_span_names_month_and_year_once(language: str, month: str, quarter: str) -> None:
    """As its language writes days."""
    words = Words.of(language)
    assert period_words.span(words, Period.parse("2025-10")) == month
    assert period_words.span(words, Period.parse("2025-Q4")) == quarter


def test_days_of_languages_that_write_the_year_first_or_number_days() -> None:
    """Japanese has the year with the first day; German a full stop after the day."""
    first, last = date(2025, 10, 1), date(2025, 10, 31)
    assert Words("ja", NullTranslations()).days(first, last) == ("2025年10月1日", "31日")
    assert Words("de", NullTranslations()).days(first, last) == ("1.", "31. Oktober 2025")


def test_french_loses_a_vowel() -> None:
    """Before a name that begins with one."""
    words = Words.of("fr")
    said = words.say("The first report of {publisher}, about {label}.", publisher="Acme", label="T1 2025")
    assert said == "Le premier rapport d\N{RIGHT SINGLE QUOTATION MARK}Acme\N{NO-BREAK SPACE}: T1 2025."


def test_a_name_of_digits_keeps_its_order_where_text_runs_to_the_left() -> None:
    """A version of the policy that is called by its day."""
    assert Words.of("ar").mark("2024-09-23") == "\N{LEFT-TO-RIGHT MARK}2024-09-23\N{LEFT-TO-RIGHT MARK}"
    assert Words.of("de").mark("2024-09-23") == "2024-09-23"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "طلب واحد"),
        (2, "طلبان"),
        (3, "3 طلبات"),
        (11, "11 طلبًا"),
        (100, "100 طلب"),
        (103, "103 طلبات"),
        (0, "0 طلب"),
    ],
)
def test_arabic_has_six_forms(number: int, said: str) -> None:
    """One, two, few, many, hundreds, none."""
    assert Words.of("ar").plural("{n} request", "{n} requests", number) == said
