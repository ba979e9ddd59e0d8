"""Periods: what their names mean, and that they tile the time line for every kind and fiscal year."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pellucid.vocabulary.periods import InvalidPeriod, Period, PeriodKind, last_complete

ONE_DAY = timedelta(days=1)
MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
fiscal_year_starts = st.integers(1, 12)
calendar_periods = st.builds(Period.containing, days, st.sampled_from(list(MONTHS_IN)), fiscal_year_starts)
intervals = st.builds(
    lambda start, length: Period.between(start, start + timedelta(days=length)), days, st.integers(0, 2000)
)
periods = calendar_periods | intervals


def span(period: Period) -> str:
    """Give a period's first and last day."""
    return f"{period.start} {period.end}"


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("name", "fiscal_year_start", "expected"),
    [
        ("2026-07", 1, "2026-07-01 2026-07-31"),
        ("2026-Q3", 1, "2026-07-01 2026-09-30"),
        ("2026-H1", 1, "2026-01-01 2026-06-30"),
        ("2026", 1, "2026-01-01 2026-12-31"),
        ("2026-01-01/2026-06-30", 1, "2026-01-01 2026-06-30"),
        ("2024-02", 1, "2024-02-01 2024-02-29"),
        ("2025-02", 1, "2025-02-01 2025-02-28"),
        ("2026", 4, "2026-04-01 2027-03-31"),
        ("2026-Q4", 4, "2027-01-01 2027-03-31"),
        ("2026-H2", 10, "2027-04-01 2027-09-30"),
        ("2026-Q1", 12, "2026-12-01 2027-02-28"),
        ("2026-07", 4, "2026-07-01 2026-07-31"),
        ("2026-01-01/2026-06-30", 4, "2026-01-01 2026-06-30"),
    ],
)
def test_a_name_means_these_days(name: str, fiscal_year_start: int, expected: str) -> None:
    """Quarters, half-years and years count from the fiscal year's start, months and intervals do not."""
    assert span(Period.parse(name, fiscal_year_start)) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("2026-07", PeriodKind.MONTH),
        ("2026-Q3", PeriodKind.QUARTER),
        ("2026-H1", PeriodKind.HALF_YEAR),
        ("2026", PeriodKind.YEAR),
        ("2026-01-01/2026-12-31", PeriodKind.INTERVAL),
    ],
)
def test_a_name_tells_the_kind(name: str, kind: PeriodKind) -> None:
    """An interval stays one even where its days are those of a year."""
    assert Period.parse(name).kind is kind


@given(periods)
def test_a_period_is_found_again_by_its_name(period: Period) -> None:
    """Parse is the inverse of name, for every kind and fiscal year."""
    again = Period.parse(period.name, period.fiscal_year_start)
    assert again == period
    assert again.name == period.name == str(period)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "none of the forms"),
        ("last quarter", "none of the forms"),
        ("2026-7", "none of the forms"),
        ("2026-q3", "none of the forms"),
        ("2026-Q3 ", "none of the forms"),
        ("2026-Q3\n", "none of the forms"),
        ("26-Q3", "none of the forms"),
        ("2026Q3", "none of the forms"),
        ("2026-07-01", "none of the forms"),
        ("٢٠٢٦", "none of the forms"),
        ("2026-01-01/2026-06-30/2026-07-01", "none of the forms"),
        ("20260101/20260630", "none of the forms"),
        ("2026-00", "months 1 to 12"),
        ("2026-13", "months 1 to 12"),
        ("2026-Q0", "quarters 1 to 4"),
        ("2026-Q5", "quarters 1 to 4"),
        ("2026-H3", "half-years 1 to 2"),
        ("0000", "no such year"),
        ("2026-02-29/2026-03-31", "no day 2026-02-29"),
        ("2026-01-01/2026-04-31", "no day 2026-04-31"),
        ("2026-06-30/2026-01-01", "ends before it starts"),
    ],
)
def test_nonsense_is_refused(text: str, reason: str) -> None:
    """The message repeats the text, says what is wrong, and names every form that is understood."""
    with pytest.raises(InvalidPeriod, match=reason) as refused:
        Period.parse(text)
    for part in (repr(text), "2026-07", "2026-Q3", "2026-H1", "`2026`", "2026-01-01/2026-06-30"):
        assert part in str(refused.value)


@given(st.text(max_size=25) | st.from_regex(r"[0-9]{4}(-[QH]?[0-9]{1,2})?(/[0-9]{4}-[0-9]{2}-[0-9]{2})?"))
def test_any_other_text_is_refused_or_is_a_name(text: str) -> None:
    """No text ends in another error, and none is quietly read as something else."""
    try:
        assert Period.parse(text).name == text
    except InvalidPeriod as refused:
        assert refused.text == text  # noqa: PT017 - both ways out are right, each in its own way


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_fiscal_year_starts_in_a_month(month: int) -> None:
    """A thirteenth month would shift every name without a word."""
    with pytest.raises(ValueError, match="from 1 to 12"):
        Period.parse("2026", month)
    with pytest.raises(ValueError, match="from 1 to 12"):
        Period.containing(date(2026, 1, 1), PeriodKind.YEAR, month)


# --------------------------------------------------------------- the tiling


@given(days, st.sampled_from(list(MONTHS_IN)), fiscal_year_starts)
def test_a_day_lies_in_a_period_of_whole_months(day: date, kind: PeriodKind, fiscal_year_start: int) -> None:
    """It starts on a first, whole lengths after the fiscal year's start, and is one length long."""
    period = Period.containing(day, kind, fiscal_year_start)
    months = {(period.start + n * ONE_DAY).isoformat()[:7] for n in range(period.days)}
    assert period.contains(day)
    assert period.start.day == (period.end + ONE_DAY).day == 1
    assert len(months) == MONTHS_IN[kind]
    assert (period.start.month - fiscal_year_start) % MONTHS_IN[kind] == 0


@given(calendar_periods, st.data())
def test_every_day_of_a_period_leads_back_to_it(period: Period, data: st.DataObject) -> None:
    """Periods of a kind do not overlap."""
    day = data.draw(st.dates(period.start, period.end))
    assert Period.containing(day, period.kind, period.fiscal_year_start) == period


@given(periods)
def test_neighbours_touch(period: Period) -> None:
    """Between a period and the next there is neither gap nor overlap, and back is the reverse of forth."""
    assert period.next().start == period.end + ONE_DAY
    assert period.previous().end == period.start - ONE_DAY
    assert period.next().previous() == period == period.previous().next()


@given(periods, st.integers(-30, 30))
def test_n_steps_are_n_single_steps(period: Period, n: int) -> None:
    """previous(n) is previous() n times, and next(-n) the same."""
    walked = period
    for _ in range(abs(n)):
        walked = walked.previous() if n > 0 else walked.next()
    assert period.previous(n) == walked == period.next(-n)


@given(periods, st.integers(0, 20))
def test_a_history_tiles_the_time_before(period: Period, n: int) -> None:
    """The n periods before, oldest first, without gap or overlap up to the period's first day."""
    run = (*period.history(n), period)
    assert len(run) == n + 1
    assert all(later.start == earlier.end + ONE_DAY for earlier, later in pairwise(run))
    assert {each.kind for each in run} == {period.kind}


@given(intervals)
def test_an_interval_is_followed_by_one_of_its_length(period: Period) -> None:
    """The spans before and after an interval have as many days as itself."""
    assert period.previous().days == period.next().days == period.days


@given(days, fiscal_year_starts, st.sampled_from([PeriodKind.QUARTER, PeriodKind.HALF_YEAR]))
def test_a_fiscal_year_is_its_quarters_and_its_halves(
    day: date, fiscal_year_start: int, kind: PeriodKind
) -> None:
    """The parts that carry the year's name fill it exactly."""
    year = Period.containing(day, PeriodKind.YEAR, fiscal_year_start)
    letter = {PeriodKind.QUARTER: "Q", PeriodKind.HALF_YEAR: "H"}[kind]
    count = 12 // MONTHS_IN[kind]
    parts = [Period.parse(f"{year.name}-{letter}{n}", fiscal_year_start) for n in range(1, count + 1)]
    assert (parts[0].start, parts[-1].end) == (year.start, year.end)
    assert parts == [parts[0].next(n) for n in range(count)]


@given(days, fiscal_year_starts)
def test_a_fiscal_year_has_the_name_of_the_year_in_which_it_starts(day: date, fiscal_year_start: int) -> None:
    """With a start in April, the first of March 2027 lies in 2026."""
    year = Period.containing(day, PeriodKind.YEAR, fiscal_year_start)
    assert year.name == str(day.year if day.month >= fiscal_year_start else day.year - 1)
    assert year.start == date(int(year.name), fiscal_year_start, 1)


# ----------------------------------------------------------- a year before


@given(calendar_periods)
def test_the_same_period_a_year_earlier_has_the_name_of_that_year(period: Period) -> None:
    """2026-Q3 is compared with 2025-Q3, whatever the fiscal year."""
    earlier = period.year_before()
    assert earlier.name == f"{int(period.name[:4]) - 1}{period.name[4:]}"
    assert earlier.kind is period.kind


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2026-01-01/2026-06-30", "2025-01-01/2025-06-30"),
        ("2025-01-01/2025-02-28", "2024-01-01/2024-02-29"),
        ("2024-01-01/2024-02-29", "2023-01-01/2023-02-28"),
        ("2024-02-29/2024-03-31", "2023-03-01/2023-03-31"),
        ("2024-02-29/2024-02-29", "2023-03-01/2023-03-01"),
        ("2025-03-01/2026-02-28", "2024-03-01/2025-02-28"),
    ],
)
def test_an_interval_a_year_earlier_keeps_its_dates(name: str, expected: str) -> None:
    """The end of February stays the end of February, and no interval becomes empty."""
    assert Period.parse(name).year_before().name == expected


# ----------------------------------------------------------------- the rest


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-09-30", "2026-Q2"),
        ("2026-10-01", "2026-Q3"),
        ("2026-12-31", "2026-Q3"),
        ("2027-01-01", "2026-Q4"),
    ],
)
def test_the_last_complete_period_has_ended_before_today(today: str, expected: str) -> None:
    """On its own last day a period is not complete yet."""
    assert last_complete(PeriodKind.QUARTER, date.fromisoformat(today)).name == expected


@given(days, st.sampled_from(list(MONTHS_IN)), fiscal_year_starts)
def test_the_period_after_the_last_complete_one_is_running(
    today: date, kind: PeriodKind, fiscal_year_start: int
) -> None:
    """What follows the last complete period contains today."""
    last = last_complete(kind, today, fiscal_year_start)
    assert last.end < today
    assert last.next().contains(today)


def test_a_day_lies_in_no_one_interval() -> None:
    """Intervals have no place in the calendar, so nobody can ask for the one of a day."""
    with pytest.raises(ValueError, match="name its first and last day"):
        Period.containing(date(2026, 1, 1), PeriodKind.INTERVAL)


@pytest.mark.parametrize("name", ["0001", "0001-01", "0001-01-01/0001-01-31"])
def test_before_the_first_year_there_is_nothing(name: str) -> None:
    """A step out of the calendar is an invalid period too, not an error of the date type."""
    period = Period.parse(name)
    with pytest.raises(InvalidPeriod, match="the calendar has ended"):
        period.previous()
    with pytest.raises(InvalidPeriod, match="the calendar has ended"):
        period.year_before()


def test_a_folder_has_no_slash() -> None:
    """An interval's name has one, and would make two folders."""
    assert Period.parse("2026-01-01/2026-06-30").folder == "2026-01-01_2026-06-30"
    assert Period.parse("2026-Q3").folder == "2026-Q3"


def test_periods_are_ordered_by_start_then_end() -> None:
    """A year comes after its first quarter and before its second."""
    names = ["2026-Q2", "2025-12", "2026", "2026-01", "2026-01-01/2026-01-31", "2026-Q1"]
    ordered = [period.name for period in sorted(map(Period.parse, names))]
    assert ordered == ["2025-12", "2026-01", "2026-01-01/2026-01-31", "2026-Q1", "2026", "2026-Q2"]


def test_the_fiscal_year_does_not_part_equal_months() -> None:
    """A month is the same month under every fiscal year; a quarter is another one."""
    assert Period.parse("2026-07", 4) == Period.parse("2026-07")
    assert hash(Period.parse("2026-07", 4)) == hash(Period.parse("2026-07"))
    assert Period.parse("2026-Q3", 4) != Period.parse("2026-Q3")
