"""Periods in words."""

from __future__ import annotations

import pytest

from pellucid.report.wording import period_words
from pellucid.report.wording.words import Words
from pellucid.vocabulary.periods import Period, PeriodKind

WORDS = Words.of("en")


@pytest.mark.parametrize(
    ("name", "label", "axis", "span"),
    [
        ("2025-10", "October 2025", "Oct 2025", "1 to 31 October 2025"),
        ("2025-Q4", "Q4 2025", "Q4 2025", "1 October to 31 December 2025"),
        ("2025-H1", "first half of 2025", "H1 2025", "1 January to 30 June 2025"),
        ("2025", "2025", "2025", "1 January to 31 December 2025"),
        (
            "2025-12-01/2026-01-15",
            "1 December 2025 to 15 January 2026",
            "to 15 Jan 2026",
            "1 December 2025 to 15 January 2026",
        ),
    ],
)
def test_every_kind(name: str, label: str, axis: str, span: str) -> None:
    """A period has a label, a short one for an axis, and its days."""
    period = Period.parse(name)
    assert period_words.label(WORDS, period) == label
    assert period_words.axis_label(WORDS, period) == axis
    assert period_words.span(WORDS, period) == span


@pytest.mark.parametrize(
    ("name", "label", "span"),
    [
        ("2025-Q4", "Q4 of fiscal year 2025/26", "1 January to 31 March 2026"),
        ("2025-H1", "first half of fiscal year 2025/26", "1 April to 30 September 2025"),
        ("2025", "fiscal year 2025/26", "1 April 2025 to 31 March 2026"),
        ("2099", "fiscal year 2099/00", "1 April 2099 to 31 March 2100"),
    ],
)
def test_fiscal_years(name: str, label: str, span: str) -> None:
    """A fiscal year that starts in April says so, and never passes for a calendar year."""
    period = Period.parse(name, fiscal_year_start=4)
    assert period_words.label(WORDS, period) == label
    assert period_words.span(WORDS, period) == span


def test_a_heading_begins_with_a_capital() -> None:
    """By itself a half-year is "First half of 2025"; the report's own period is named so."""
    period = Period.parse("2025-H1")
    assert period_words.heading(WORDS, period) == "First half of 2025"
    assert period_words.period_words(WORDS, period).label == "First half of 2025"


@pytest.mark.parametrize("kind", PeriodKind)
def test_what_a_change_is_on(kind: PeriodKind) -> None:
    """Each kind of period has its words, for a change and for none."""
    assert period_words.on_the_one_before(WORDS, "up 12%", kind).startswith("up 12% on the ")
    assert period_words.on_the_one_before(WORDS, "", kind).startswith("the same as in the ")


def test_a_year_is_said_to_be_one_in_japanese() -> None:
    """Alone, in a half-year and in a fiscal year; an axis does without."""
    words = Words.of("ja")
    year, half, fiscal = Period.parse("2025"), Period.parse("2025-H2"), Period.parse("2025-H2", 4)
    assert period_words.label(words, year) == "2025年"
    assert period_words.label(words, half) == "2025年下半期"
    assert period_words.label(words, fiscal) == "2025/26年度下半期"
    assert period_words.axis_label(words, year) == "2025"
