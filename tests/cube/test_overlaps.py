"""Overlapping rows of one series: small series by hand, then the real figures of one publisher."""

from __future__ import annotations

import csv
import time
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from pellucid.cube.overlaps import Answer, Conflict, Known, Span, explain, settle
from pellucid.cube.totals import total

DATA = Path(__file__).parent / "data"


def span(text: str) -> Span:
    """Read ``2024-01-01/2024-03-31``, a year, or a quarter such as ``2024-Q1``."""
    if "/" in text:
        start, end = (date.fromisoformat(day) for day in text.split("/"))
        return Span(start, end)
    year, _, quarter = text.partition("-Q")
    first, last = (3 * int(quarter) - 2, 3 * int(quarter)) if quarter else (1, 12)
    after = date(int(year) + last // 12, last % 12 + 1, 1)
    return Span(date(int(year), first, 1), after - timedelta(days=1))


def known(text: str) -> list[Known]:
    """Read rows such as ``2024-Q1 = 7`` and ``2024-Q2 = 0-249``; ref is the line."""
    rows = []
    for line, row in enumerate(text.strip().splitlines(), start=1):
        where, what = row.split(" = ")
        lower, _, upper = what.partition("-")
        rows.append(Known(span(where.strip()), int(lower), int(upper or lower), ref=line))
    return rows


def said(answer: Answer) -> str:
    """Write an answer as ``derived 7``, or with bounds as ``not_available 2..5``."""
    if answer.value is not None:
        assert answer.value == answer.lower == answer.upper
        return f"{answer.status} {answer.value}"
    return f"{answer.status} {'' if answer.lower is None else answer.lower}..{answer.upper or ''}"


def answer(rows: str, wanted: str) -> str:
    """Settle rows that do not contradict each other for one span."""
    (settled,), conflicts = settle(known(rows), [span(wanted)])
    assert conflicts == ()
    return said(settled)


def lines(rows: tuple[Known, ...]) -> list[object]:
    """Name rows by the lines that they stand in."""
    return [row.ref for row in rows]


def test_own_row_is_published() -> None:
    """A period's own row is its number."""
    assert answer("2024-Q1 = 7", "2024-Q1") == "published 7"


def test_own_band_is_banded() -> None:
    """A band is published as a band, even where other rows would narrow it."""
    rows = "2024-Q1 = 0-249 \n 2024-01-01/2024-06-30 = 300 \n 2024-Q2 = 200"
    assert answer(rows, "2024-Q1") == "banded 0..249"


def test_longer_row_minus_the_rows_inside_it() -> None:
    """The last quarter is the year less nine months."""
    assert answer("2024 = 43 \n 2024-01-01/2024-09-30 = 1", "2024-Q4") == "derived 42"


def test_rows_that_fill_the_period() -> None:
    """Quarters without a gap add up to the year."""
    rows = "2024-Q1 = 1 \n 2024-Q2 = 2 \n 2024-Q3 = 3 \n 2024-Q4 = 4"
    assert answer(rows, "2024") == "derived 10"


def test_zero_inside_a_longer_zero() -> None:
    """A sum of 0 of counts has only zeros, down to a single day."""
    assert answer("2024 = 0", "2024-05-17/2024-05-17") == "derived 0"


def test_crossing_rows() -> None:
    """Neither row is inside the other: what both share is found by way of a third."""
    rows = "2024-Q1 = 4 \n 2024-01-01/2024-06-30 = 10 \n 2024-04-01/2024-09-30 = 9"
    assert answer(rows, "2024-Q2") == "derived 6"
    assert answer(rows, "2024-Q3") == "derived 3"
    assert answer(rows, "2024-01-01/2024-09-30") == "derived 13"


def test_only_one_number_is_left_between_two_bounds() -> None:
    """No row adds up to it, and yet it can only be 0: all five of the half-year are in March to April."""
    rows = "2024-01-01/2024-06-30 = 5 \n 2024-03-01/2024-04-30 = 5"
    assert answer(rows, "2024-05-01/2024-06-30") == "derived 0"
    assert answer(rows, "2024-Q1") == "not_available 0..5"


def test_part_of_a_row_is_bounded_by_it() -> None:
    """A quarter has at most what its year has."""
    assert answer("2024 = 5", "2024-Q2") == "not_available 0..5"


def test_more_than_a_row_has_at_least_its_number() -> None:
    """A year has at least what its known quarters have; nothing bounds it above."""
    assert answer("2024-Q1 = 5 \n 2024-Q4 = 2", "2024") == "not_available 7.."


def test_no_row_no_bounds() -> None:
    """Where no row says anything there is no bound either, not even 0."""
    assert answer("2024-Q1 = 5", "2024-Q2") == "not_available .."
    assert answer("2024-Q1 = 5 \n 2024-Q4 = 2", "2024-05-01/2024-11-30") == "not_available .."


def test_bands_add_up_to_bounds() -> None:
    """What is left of a year when a quarter is only a band is bounded on both sides."""
    assert answer("2024 = 500 \n 2024-01-01/2024-09-30 = 0-249", "2024-Q4") == "not_available 251..500"
    assert answer("2024-Q1 = 0-249 \n 2024-Q2 = 250-499", "2024-01-01/2024-06-30") == "not_available 250..748"


def test_numbers_too_large_for_a_float() -> None:
    """Counts stay exact whatever their size."""
    big = 2**60 + 1
    assert answer(f"2024 = {big} \n 2024-01-01/2024-09-30 = 1", "2024-Q4") == f"derived {big - 1}"


def test_answer_rests_on_rows_that_matter() -> None:
    """The rows behind an answer are those of the subtraction, in time order, and no others."""
    rows = known("2024 = 9 \n 2023 = 8 \n 2024-Q4 = 2 \n 2024-Q1 = 3 \n 2024-04-01/2024-05-31 = 4")
    (derived, own, bounded, nothing), _ = settle(
        rows, [span("2024-06-01/2024-09-30"), span("2024-Q4"), span("2024-Q3"), span("2025")]
    )
    assert (said(derived), lines(derived.by)) == ("derived 0", [4, 1, 5, 3])
    assert (said(own), lines(own.by)) == ("published 2", [3])
    assert (said(bounded), lines(bounded.by)) == ("derived 0", [4, 1, 5, 3])
    assert (said(nothing), lines(nothing.by)) == ("not_available ..", [])


def test_answer_across_stretches_rests_on_all_of_them() -> None:
    """A sum over rows that share no day names each of them."""
    (year,), _ = settle(known("2024-Q2 = 1 \n 2024-Q1 = 5 \n 2024-Q3 = 0"), [span("2024")])
    assert (said(year), lines(year.by)) == ("not_available 6..", [2, 1])


GB = "2024 = 293 \n 2024-01-01/2024-09-30 = 7 \n 2024-Q4 = 292"


def test_longer_row_is_the_contradiction() -> None:
    """Where rows cannot all be true, the shorter ones are trusted; the conflict says what these imply."""
    _, conflicts = settle(known(GB), [])
    year, nine_months, quarter = known(GB)
    assert conflicts == (Conflict(year, (nine_months, quarter), 299, 299),)


def test_contradicting_row_stands_for_its_own_period_only() -> None:
    """The year is published as it was given, and takes no part in other periods."""
    (year, half, two_years), _ = settle(
        known(GB + "\n 2023 = 1"),
        [span("2024"), span("2024-01-01/2024-06-30"), span("2023-01-01/2024-12-31")],
    )
    assert [said(year), said(half), said(two_years)] == ["published 293", "not_available 0..7", "derived 300"]


def test_days_that_only_a_refused_row_covers_are_unbounded() -> None:
    """The year says less than its first quarter, so it bounds no other quarter."""
    (quarter,), conflicts = settle(known("2024 = 3 \n 2024-Q1 = 5"), [span("2024-Q3")])
    assert (said(quarter), len(conflicts)) == ("not_available ..", 1)


def test_the_same_row_twice_is_one_row() -> None:
    """A repeated row neither counts twice nor contradicts."""
    assert answer("2024-Q1 = 7 \n 2024-Q1 = 7", "2024-Q1") == "published 7"
    assert answer("2024-Q1 = 7 \n 2024-Q1 = 7", "2024") == "not_available 7.."


def test_same_period_other_number() -> None:
    """The first of two rows of one period stands; the other is a conflict."""
    (own,), conflicts = settle(known("2024-Q1 = 7 \n 2024-Q1 = 8"), [span("2024-Q1")])
    assert said(own) == "published 7"
    assert [(lines((c.row,)), lines(c.against), c.implied_lower, c.implied_upper) for c in conflicts] == [
        ([2], [1], 7, 7)
    ]


def test_of_two_rows_of_a_period_the_one_that_agrees_with_the_others_stands() -> None:
    """298 is refused by the parts, 299 is not: so 299 stands, whichever comes first."""
    for rows in ("2024 = 298 \n 2024 = 299", "2024 = 299 \n 2024 = 298"):
        (year,), conflicts = settle(
            known(rows + "\n 2024-01-01/2024-09-30 = 7 \n 2024-Q4 = 292"), [span("2024")]
        )
        assert said(year) == "published 299"
        assert [conflict.row.lower for conflict in conflicts] == [298]


def test_number_and_band_of_one_period_agree() -> None:
    """A number within the band of the same period does not contradict it, and is the one that stands."""
    assert answer("2024-Q1 = 0-249 \n 2024-Q1 = 7", "2024-Q1") == "published 7"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            GB,
            (
                "2024-01-01/2024-09-30 = 7 and 2024-10-01/2024-12-31 = 292 add up to 299, "
                "but 2024-01-01/2024-12-31 says 293"
            ),
        ),
        ("2024-Q1 = 7 \n 2024-Q1 = 8", "2024-01-01/2024-03-31 = 7 in one row, but 8 in another"),
        (
            "2024 = 3 \n 2024-Q1 = 5",
            "2024-01-01/2024-03-31 = 5 allows no less than 5, but 2024-01-01/2024-12-31 says 3",
        ),
        (
            "2024-Q1 = 0-9 \n 2024-Q2 = 5 \n 2024-01-01/2024-06-30 = 20-29",
            (
                "2024-01-01/2024-03-31 = 0-9 and 2024-04-01/2024-06-30 = 5 add up to 5-14, "
                "but 2024-01-01/2024-06-30 says 20-29"
            ),
        ),
        (
            "2024-02-01/2024-06-30 = 5 \n 2024-01-01/2024-05-31 = 4 \n 2024-01-01/2024-06-30 = 10",
            (
                "2024-01-01/2024-05-31 = 4 and 2024-02-01/2024-06-30 = 5 allow 5-9, "
                "but 2024-01-01/2024-06-30 says 10"
            ),
        ),
        (
            "2024-Q1 = 1 \n 2024-Q2 = 2 \n 2024-Q3 = 3 \n 2024-01-01/2024-09-30 = 5",
            (
                "2024-01-01/2024-03-31 = 1, 2024-04-01/2024-06-30 = 2 and 2024-07-01/2024-09-30 = 3 "
                "add up to 6, but 2024-01-01/2024-09-30 says 5"
            ),
        ),
    ],
)
def test_conflict_in_words(rows: str, sentence: str) -> None:
    """A person can look up every row of the sentence and follow the sum."""
    _, (conflict,) = settle(known(rows), [])
    assert explain(conflict) == sentence


def test_impossible_values_are_refused() -> None:
    """A span that ends before it starts, a negative count, an upside-down band: errors of the caller."""
    with pytest.raises(ValueError, match="before it starts"):
        Span(date(2024, 2, 1), date(2024, 1, 31))
    for lower, upper in ((-1, 3), (5, 4)):
        with pytest.raises(ValueError, match="neither a count nor a band"):
            Known(span("2024"), lower, upper)


# The real figures: expected numbers are those that an independent script and SQL sums found in the same data.

MEASURES = ("requests", "accounts")
QUARTERS = [f"{2024 + n // 4}-Q{n % 4 + 1}" for n in range(9)]
TOTALS = {
    "2024-Q1": (5, 2541, 5826),
    "2024-Q2": (5, 2225, 5119),
    "2024-Q3": (5, 2711, 5842),
    "2024-Q4": (32, 11625, 18480),
    "2025-Q1": (34, 14514, 25449),
    "2025-Q2": (25, 14402, 24293),
    "2025-Q3": (22, 13493, 21413),
    "2025-Q4": (15, 16058, 19333),
    "2026-Q1": (26, 7160, 14259),
}


class Telegram(NamedTuple):
    """The rows by (country, measure)."""

    series: dict[tuple[str, str], list[Known]]

    def answers(self, measure: str, wanted: str) -> dict[str, Answer]:
        """Settle one span for every country."""
        return {
            country: settle(rows, [span(wanted)])[0][0]
            for (country, of), rows in self.series.items()
            if of == measure
        }


@pytest.fixture(scope="module")
def telegram() -> Telegram:
    """Read the figures."""
    series = defaultdict(list)
    with (DATA / "telegram_counts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            period = span(f"{row['period_start']}/{row['period_end']}")
            for measure in MEASURES:
                number = int(row[measure])
                series[row["country"], measure].append(Known(period, number, number))
    return Telegram(series)


def coverage() -> dict[tuple[str, str], str]:
    """Read the mark of every country and quarter."""
    rows = (line.split(" ", 1) for line in (DATA / "telegram_coverage.txt").read_text("utf-8").splitlines())
    return {
        (country, quarter): mark
        for country, marks in rows
        for quarter, mark in zip(QUARTERS, marks.replace(" ", ""), strict=True)
    }


def mark(answer: Answer) -> str:
    """Give the mark of an answer; a derived 0 is marked like every 0 that follows from a longer 0."""
    if answer.status == "derived":
        return "D" if answer.value else "0"
    if answer.status == "published":
        return "P"
    return "." if answer.upper is None else "c"


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("quarter", QUARTERS)
def test_quarter_totals(telegram: Telegram, quarter: str, measure: str) -> None:
    """Published and derived figures of a quarter add up to its known total; countries are missing in each."""
    answers = list(telegram.answers(measure, quarter).values())
    added = total(answers)
    _, *figures = TOTALS[quarter]
    assert (added.status, added.value) == ("at_least", figures[MEASURES.index(measure)])


@pytest.mark.parametrize("quarter", QUARTERS)
def test_countries_behind_a_quarter(telegram: Telegram, quarter: str) -> None:
    """Countries with a published quarter, or one that is a longer period less the rest of it."""
    marks = Counter(mark(answer) for answer in telegram.answers("requests", quarter).values())
    assert marks["P"] + marks["D"] == TOTALS[quarter][0]


@pytest.mark.parametrize("measure", MEASURES)
def test_coverage_of_every_country_and_quarter(telegram: Telegram, measure: str) -> None:
    """What is published, derived, bounded and unknown agrees in all 747 places with the independent map."""
    found = {
        (country, quarter): mark(answer)
        for quarter in QUARTERS
        for country, answer in telegram.answers(measure, quarter).items()
    }
    assert found == coverage()


@pytest.mark.parametrize("measure", MEASURES)
def test_implied_zeros(telegram: Telegram, measure: str) -> None:
    """A longer 0 gives 179 quarters their 0: 59 countries in 2024 Q1 to Q3, and AE in 2025 Q2 and Q3."""
    zeros = [
        country
        for quarter in QUARTERS
        for country, answer in telegram.answers(measure, quarter).items()
        if said(answer) == "derived 0"
    ]
    assert (len(zeros), len(set(zeros)), Counter(zeros)["AE"]) == (179, 59, 5)


@pytest.mark.parametrize(
    ("country", "requests", "accounts", "nine_months"),
    [("BG", 7, 40, (0, 0)), ("DK", 42, 67, (1, 1)), ("SK", 2, 11, (0, 0))],
)
def test_the_three_derived_quarters(
    telegram: Telegram, country: str, requests: int, accounts: int, nine_months: tuple[int, int]
) -> None:
    """2024 Q4 of BG, DK and SK is the year less nine months, and rests on just these two rows."""
    for measure, number, before in zip(MEASURES, (requests, accounts), nine_months, strict=True):
        answer = telegram.answers(measure, "2024-Q4")[country]
        assert said(answer) == f"derived {number}"
        assert answer.by == tuple(known(f"2024-01-01/2024-09-30 = {before} \n 2024 = {number + before}"))


@pytest.mark.parametrize("quarter", ["2025-Q1", "2025-Q2"])
def test_one_request_that_cannot_be_placed(telegram: Telegram, quarter: str) -> None:
    """AR has one request in the first half of 2025, in one quarter or the other."""
    assert said(telegram.answers("requests", quarter)["AR"]) == "not_available 0..1"


@pytest.mark.parametrize("measure", MEASURES)
def test_half_year_of_moldova(telegram: Telegram, measure: str) -> None:
    """MD's two quarters add up to its half-year: published as given, nothing to report."""
    quarters = [telegram.answers(measure, quarter)["MD"] for quarter in ("2025-Q1", "2025-Q2")]
    half = telegram.answers(measure, "2025-01-01/2025-06-30")["MD"]
    assert (total(quarters).value, half.status) == (half.value, "published")
    assert settle(telegram.series["MD", measure], [])[1] == ()


def test_the_one_contradiction(telegram: Telegram) -> None:
    """Of all 166 series, only the accounts of GB in 2024 contradict each other; the year's own row stands."""
    found = {
        key: [explain(conflict) for conflict in settle(rows, [])[1]] for key, rows in telegram.series.items()
    }
    assert len(found) == 166
    assert {key: sentences for key, sentences in found.items() if sentences} == {
        ("GB", "accounts"): [
            (
                "2024-01-01/2024-09-30 = 7 and 2024-10-01/2024-12-31 = 292 add up to 299, "
                "but 2024-01-01/2024-12-31 says 293"
            )
        ]
    }
    assert said(telegram.answers("accounts", "2024")["GB"]) == "published 293"


@pytest.mark.parametrize(
    ("year", "countries", "published", "beyond"),
    [("2024", 35, (19237, 35697), (7, 18)), ("2025", 15, (56654, 85102), (1814, 5388))],
)
def test_years(
    telegram: Telegram, year: str, countries: int, published: tuple[int, int], beyond: tuple[int, int]
) -> None:
    """No year follows from its parts; in countries without a year's figure, the parts set the lower bound."""
    for measure, of_all, at_least in zip(MEASURES, published, beyond, strict=True):
        answers = telegram.answers(measure, year).values()
        own = [answer for answer in answers if answer.status == "published"]
        rest = [answer for answer in answers if answer.status == "not_available"]
        assert (len(own), len(own) + len(rest), total(own).value) == (countries, 83, of_all)
        assert sum(answer.lower or 0 for answer in rest) == at_least


def test_many_plain_series_are_quick() -> None:
    """5,000 series of 25 rows that share no day, ten spans each, take less than two seconds of work."""
    quarters = [span(f"{2018 + n // 4}-Q{n % 4 + 1}") for n in range(28)]
    rows = [Known(quarter, number, number) for number, quarter in enumerate(quarters[:25])]
    before = time.process_time()
    for _ in range(5_000):
        settle(rows, quarters[18:])
    assert time.process_time() - before < 2


def test_overlapping_series_are_quick(telegram: Telegram) -> None:
    """The 166 real series take less than half a second."""
    before = time.process_time()
    for rows in telegram.series.values():
        settle(rows, [span(quarter) for quarter in QUARTERS])
    assert time.process_time() - before < 0.5
