"""Dates that are not ISO 8601 -> the form in which a file writes them; an open question is asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.reading import read_rows, record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.intake.reading import Read

DAYS = [date(2025, 1, 5), date(2025, 1, 20), date(2025, 2, 3)]
TIME = datetime(2025, 1, 20, 15, 4, 5)  # noqa: DTZ001 - as a log writes it


def dated(folder: Path, texts: list[str], **log: object) -> Read:
    """Read a log whose records were received on these dates."""
    rows = [
        record(request_id=f"N-{n}", received_at=text, closed_at="", outcome="pending")
        for n, text in enumerate(texts)
    ]
    return read_rows(folder, rows, **log)


@pytest.mark.parametrize(
    "form",
    [
        *("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%y"),
        *("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y", "%a, %d %b %Y", "%m/%d/%y"),
        *("%d.%m.%Y %H:%M", "%m/%d/%Y %I:%M %p", "%d/%m/%Y, %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日"),
    ],
)
def test_the_one_form_that_fits_is_taken(tmp_path: Path, form: str) -> None:
    """Without a word in the configuration, because no other one fits all dates."""
    found = dated(tmp_path, [day.strftime(form) for day in DAYS])
    assert found.faults == ()
    assert found.column("received_at") == DAYS


def test_day_numbers_of_a_spreadsheet(tmp_path: Path) -> None:
    """Five digits are no other date."""
    found = dated(tmp_path, ["45662", "45677.5"])
    assert found.column("received_at") == [date(2025, 1, 5), date(2025, 1, 20)]


def test_times_with_and_without_seconds_in_one_column(tmp_path: Path) -> None:
    """One form of the day, in several lengths."""
    found = dated(tmp_path, ["20.01.2025", "20.01.2025 15:04", "20.01.2025 15:04:05", "5.1.2025"])
    assert found.column("received_at") == [date(2025, 1, 20)] * 3 + [date(2025, 1, 5)]


def test_times_with_a_zone(tmp_path: Path) -> None:
    """The day is the one in the report's time zone."""
    found = dated(
        tmp_path,
        ["20.01.2025 23:30 +0000", "21.01.2025 01:30 +0200"],
        settings={"periods": {"timezone": "Europe/Paris"}},
    )
    assert found.column("received_at") == [date(2025, 1, 21)] * 2


def test_one_column_tells_the_other(tmp_path: Path) -> None:
    """A file writes its dates in one way: closed on the 31st tells how 5/1 is meant."""
    rows = [record(received_at="05/01/2025", closed_at="31/01/2025")]
    found = read_rows(tmp_path, rows)
    assert found.column("received_at") == [date(2025, 1, 5)]


def test_a_column_in_iso_beside_another_form(tmp_path: Path) -> None:
    """Each is read."""
    found = read_rows(tmp_path, [record(received_at="20.01.2025", closed_at="2025-02-01")])
    assert (found.column("received_at"), found.column("closed_at")) == ([DAYS[1]], [date(2025, 2, 1)])


def test_two_forms_that_fit_all_dates_are_a_question(tmp_path: Path) -> None:
    """Nothing is guessed: the reason shows both readings, the mend the key. A day that is the same stands."""
    found = dated(tmp_path, ["05/01/2025", "02/02/2025", "01/02/2025"])
    assert found.places == [(2, "received_at", "ambiguous_date"), (4, "received_at", "ambiguous_date")]
    fault = found.faults[0]
    assert "2025-01-05 by %d/%m/%Y" in fault.reason
    assert "2025-05-01 by %m/%d/%Y" in fault.reason
    assert "date_format" in fault.mend
    assert found.column("received_at") == [date(2025, 2, 2)]
    assert found.counts[0].rejected_by_code == {"ambiguous_date": 2}


def test_the_configuration_answers_the_question(tmp_path: Path) -> None:
    """Then nothing is open."""
    assert dated(tmp_path, ["05/01/2025"], date_format="%m/%d/%Y").column("received_at") == [date(2025, 5, 1)]


def test_a_file_in_two_forms_is_a_question(tmp_path: Path) -> None:
    """The 20th of one row and the 20th of another speak for different forms."""
    found = dated(tmp_path, ["20/01/2025", "01/20/2025", "05/01/2025"])
    assert found.places == [(4, "received_at", "ambiguous_date")]
    assert found.column("received_at") == [DAYS[1], DAYS[1]]


def test_misfits_are_no_dates(tmp_path: Path) -> None:
    """The form that all others are written in is taken, and named in the reason."""
    found = dated(tmp_path, ["20.01.2025", "05.01.2025", "yesterday", "31.02.2025", "06.01.2025"])
    assert found.places == [(line, "received_at", "not_a_date") for line in (4, 5)]
    assert "%d.%m.%Y" in found.faults[0].reason


@pytest.mark.parametrize("odd", ["20.01.2025", "01/20/2025", "2025-1-5", "20250105", "45662", "x"])
def test_a_log_in_iso_stays_one(tmp_path: Path, odd: str) -> None:
    """A cell that is written otherwise is a fault, not a form."""
    found = dated(tmp_path, ["2025-01-05", "2025-01-20", odd])
    assert found.places == [(4, "received_at", "not_a_date")]


def test_a_kept_file_is_read_the_same(tmp_path: Path) -> None:
    """What was found out is kept with the rows."""
    first, again = (dated(tmp_path, ["05/01/2025", "20/01/2025", "x", "5/2025"]) for _ in range(2))
    assert (first.records, first.faults) == (again.records, again.faults)
    first, again = (dated(tmp_path, ["05/01/2025", "x"]) for _ in range(2))
    assert first.faults == again.faults


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(st.dates(date(2000, 1, 1), date(2025, 12, 31)), min_size=1, max_size=8),
    form=st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y%m%d", "%d-%m-%Y", "%d %b %Y"]),
    pad=st.booleans(),
)
def test_a_day_is_right_or_asked_for(tmp_path: Path, days: list[date], form: str, pad: bool) -> None:
    """Whatever the dates are: a day that is read is the one that was written."""
    written = [day.strftime(form) if pad or form == "%Y%m%d" else _bare(day, form) for day in days]
    found = dated(tmp_path, written)
    read = dict(zip(found.column("request_id"), found.column("received_at"), strict=True))
    assert all(days[int(name.removeprefix("N-"))] == day for name, day in read.items())
    assert {fault.code for fault in found.faults} <= {"ambiguous_date"}
    sure = any(day.day > 12 for day in days) or form in {"%d.%m.%Y", "%Y%m%d", "%d %b %Y"}
    assert not (sure and found.faults)


def _bare(day: date, form: str) -> str:
    return day.strftime(form.replace("%d", str(day.day)).replace("%m", str(day.month)))


def test_two_digit_years(tmp_path: Path) -> None:
    """A year of two digits is one of this century, and never of the year 25."""
    texts = [(date(2025, 1, 13) + timedelta(days=n)).strftime("%d.%m.%y") for n in range(5)]
    found = dated(tmp_path, texts)
    assert found.column("received_at")[0] == date(2025, 1, 13)
