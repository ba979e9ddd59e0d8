"""The text of a date -> the day in the report's time zone and the instant; nothing is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pellucid.engine import open_engine
from pellucid.intake.dates import DateReader
from tests.intake.reading import read_rows, record, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pellucid.engine import Reader

ZONES = ["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """One engine for all examples."""
    with open_engine(tmp_path_factory.mktemp("engine") / "scratch") as opened:
        yield opened.reader


def moments(
    engine: Reader, texts: list[str], zone: str = "UTC", pattern: str | None = None
) -> list[tuple[str | None, str | None]]:
    """Read texts: each one's day and instant as text."""
    table = engine.small_table({"text": list(texts)}, {"text": "string"})
    moment = DateReader(engine, zone, (pattern,) if pattern else ()).read(table.text)
    shown = (
        table.select(day=moment.day.cast("string"), utc=moment.utc.cast("string")).to_pyarrow().to_pylist()
    )
    return [(row["day"], row["utc"]) for row in shown]


def day(engine: Reader, text: str, zone: str = "UTC", pattern: str | None = None) -> str | None:
    """Read the day of one text."""
    return moments(engine, [text], zone, pattern)[0][0]


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.dates(date(1971, 1, 1), date(2099, 12, 31)), min_size=1, max_size=50), st.sampled_from(ZONES)
)
def test_a_date_without_a_zone_is_a_day_of_the_report(engine: Reader, days: list[date], zone: str) -> None:
    """In every time zone it is the day that stands there."""
    found = [shown for shown, _ in moments(engine, [one.isoformat() for one in days], zone)]
    assert found == [one.isoformat() for one in days]


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime(1971, 1, 2), datetime(2037, 12, 30)),  # noqa: DTZ001
            st.integers(-14 * 4, 14 * 4),
        ),
        min_size=1,
        max_size=50,
    ),
    st.sampled_from(ZONES),
)
def test_a_time_with_a_zone(engine: Reader, times: list[tuple[datetime, int]], zone: str) -> None:
    """Day and instant are those that Python's own zones give."""
    written = []
    expected = []
    for local, quarters in times:
        offset = timedelta(minutes=15 * quarters)
        sign, minutes = "-" if quarters < 0 else "+", abs(15 * quarters)
        written.append(f"{local.isoformat()}{sign}{minutes // 60:02}:{minutes % 60:02}")
        instant = (local - offset).replace(tzinfo=UTC)
        expected.append((instant.astimezone(ZoneInfo(zone)).date().isoformat(), instant.replace(tzinfo=None)))
    found = moments(engine, written, zone)
    assert [shown for shown, _ in found] == [shown for shown, _ in expected]
    assert [datetime.fromisoformat(utc or "") for _, utc in found] == [utc for _, utc in expected]


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2025-01-05T10:00", "2025-01-05 09:00:00"),
        ("2025-01-05 10:00:30", "2025-01-05 09:00:30"),
        ("2025-07-05T10:00:30.25", "2025-07-05 08:00:30.25"),
        ("2025-01-05T00:30", "2025-01-04 23:30:00"),
        ("2025-01-05", "2025-01-04 23:00:00"),
    ],
)
def test_a_time_without_a_zone_is_local(engine: Reader, text: str, utc: str) -> None:
    """It is in the report's time zone, summer time included, and belongs to the day that stands there."""
    assert moments(engine, [text], "Europe/Paris") == [(text[:10], utc)]


@pytest.mark.parametrize("time", ["T23:30", " 23:30", "T23:30:00", " 23:30:00.0"])
@pytest.mark.parametrize("zone", ["Z", " Z", "+00", "+00:00", "+0000", " -00:00"])
def test_ways_to_write_utc(engine: Reader, time: str, zone: str) -> None:
    """With seconds or without; in Paris the next day has begun."""
    assert moments(engine, [f"2025-01-05{time}{zone}"], "Europe/Paris") == [
        ("2025-01-06", "2025-01-05 23:30:00")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30",
        "2025-02-29",
        "2025-13-01",
        "2025-00-10",
        "2025-1-5",
        "25-01-05",
        "05.01.2025",
        "01/05/2025",
        "20250105",
        "45000",
        "2025-01-05T",
        "2025-01-05T25:00",
        "2025-01-05T10:60",
        "2025-01-05T10",
        "2025-01-05T10:00+99:00",
        "2025-01-05 x",
        "yesterday",
        "today",
        "infinity",
        "epoch",
        "2025-W03-1",
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris"])
def test_what_is_no_date(engine: Reader, text: str, zone: str) -> None:
    """Days that no calendar has, and forms that could mean two days."""
    assert moments(engine, [text], zone) == [(None, None)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("%d.%m.%Y", "05.01.2025", "2025-01-05"),
        ("%d.%m.%Y", "5.1.2025", "2025-01-05"),
        ("%d.%m.%Y", "30.02.2025", None),
        ("%d.%m.%Y", "2025-01-05", None),
        ("%d.%m.%Y", "05.01.2025 10:00", None),
        ("%d.%m.%Y", "05.01.25", "0025-01-05"),
        ("%m/%d/%Y", "01/05/2025", "2025-01-05"),
        ("%m/%d/%Y", "13/05/2025", None),
        ("%d.%m.%y", "05.01.25", "2025-01-05"),
        ("%d %b %Y", "05 Jan 2025", "2025-01-05"),
        ("%d %B %Y", "5 January 2025", "2025-01-05"),
        ("%d.%m.%Y %H:%M", "05.01.2025 23:30", "2025-01-05"),
        ("%d.%m.%Y %I:%M %p", "05.01.2025 11:30 PM", "2025-01-05"),
        ("%Y-%m-%d %H:%M:%S.%f", "2025-01-05 23:30:00.5", "2025-01-05"),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_date_format(engine: Reader, pattern: str, text: str, expected: str | None, zone: str) -> None:
    """By a pattern without a zone, the day is the one that stands there, whatever the time zone."""
    assert day(engine, text, zone, pattern) == expected


def test_date_format_without_a_zone_gives_the_instant(engine: Reader) -> None:
    """The time is local."""
    found = moments(engine, ["05.07.2025 00:30"], "Europe/Paris", "%d.%m.%Y %H:%M")
    assert found == [("2025-07-05", "2025-07-04 22:30:00")]


@pytest.mark.parametrize(
    ("pattern", "text", "expected", "utc"),
    [
        ("%d.%m.%Y %H:%M %z", "05.01.2025 23:30 +0000", "2025-01-06", "2025-01-05 23:30:00"),
        ("%d.%m.%Y %H:%M %z", "06.01.2025 00:30 +0100", "2025-01-06", "2025-01-05 23:30:00"),
        ("%d.%m.%Y %H:%M %z", "05.01.2025 22:30 -0500", "2025-01-06", "2025-01-06 03:30:00"),
        ("%d.%m.%Y %H:%M%z", "05.01.2025 22:59+00:00", "2025-01-05", "2025-01-05 22:59:00"),
        ("%d.%m.%Y %H:%M %Z", "05.01.2025 23:30 UTC", "2025-01-06", "2025-01-05 23:30:00"),
        ("%d.%m.%Y %H:%M %z", "30.02.2025 23:30 +0000", None, None),
    ],
)
def test_date_format_with_a_zone(
    engine: Reader, pattern: str, text: str, expected: str | None, utc: str | None
) -> None:
    """The day is the one in Paris at that instant."""
    assert moments(engine, [text], "Europe/Paris", pattern) == [(expected, utc)]


@pytest.mark.parametrize(
    ("form", "text", "utc"),
    [
        ("excel", "45658", "2025-01-01 00:00:00"),
        ("excel", "45658.5", "2025-01-01 12:00:00"),
        ("excel", "45658.041666666664", "2025-01-01 01:00:00"),
        ("excel", "61", "1900-03-01 00:00:00"),
        ("excel1904", "44196", "2025-01-01 00:00:00"),
    ],
)
def test_day_numbers(engine: Reader, form: str, text: str, utc: str) -> None:
    """As a spreadsheet writes a cell that is no longer formatted as a date."""
    assert moments(engine, [text], pattern=form) == [(utc[:10], utc)]


@pytest.mark.parametrize("text", ["", "0", "60", "-5", "2025-01-01", "1e5", "1234567", "nan"])
def test_what_is_no_day_number(engine: Reader, text: str) -> None:
    """Excel counts a day that 1900 did not have; what lies before it is not read."""
    assert moments(engine, [text], pattern="excel") == [(None, None)]


def test_the_first_form_that_fits_counts(engine: Reader) -> None:
    """A log that was put together from two systems."""
    table = engine.small_table(
        {"text": ["2025-01-05", "05.01.2025", "05.01.2025 10:00", "x"]}, {"text": "string"}
    )
    moment = DateReader(engine, "UTC", ("iso", "%d.%m.%Y", "%d.%m.%Y %H:%M")).read(table.text)
    assert table.select(day=moment.day.cast("string")).to_pyarrow().to_pydict()["day"] == [
        *["2025-01-05"] * 3,
        None,
    ]


def test_days_at_the_edge_of_a_period(tmp_path: Path) -> None:
    """A request of the last hour of the year in New York belongs to the next year's day in Kolkata."""
    rows = [
        record(request_id="N-1", received_at="2024-12-31T20:00-05:00", closed_at="2025-01-02"),
        record(request_id="N-2", received_at="2024-12-31T20:00", closed_at="2025-01-02"),
    ]
    found = read_rows(tmp_path, rows, settings={"periods": {"timezone": "Asia/Kolkata"}})
    assert found.column("received_at") == [date(2025, 1, 1), date(2024, 12, 31)]


@pytest.mark.parametrize(
    ("received", "code"),
    [
        ("0025-01-05", "out_of_range"),
        ("1969-12-31", "out_of_range"),
        ("0000-01-01", "out_of_range"),
        ("2026-01-16", "in_the_future"),
        ("9999-12-31", "in_the_future"),
        ("2025-02-30", "not_a_date"),
        ("2025-1-5", "not_a_date"),
        ("", "missing_value"),
        ("   ", "missing_value"),
    ],
)
def test_dates_that_are_rejected(tmp_path: Path, received: str, code: str) -> None:
    """Each at its line and column, and the value is shown."""
    found = read_rows(tmp_path, [*records(1), record(received_at=received, outcome="pending", closed_at="")])
    assert found.places == [(3, "received_at", code)]
    assert found.faults[0].value.strip() == received.strip()


@pytest.mark.parametrize("received", ["1970-01-01", "2026-01-15", "2026-01-15T23:59:59", " 2025-01-05 "])
def test_dates_that_are_taken(tmp_path: Path, received: str) -> None:
    """From 1970 up to and with today; blanks around a date are no part of it."""
    found = read_rows(tmp_path, [record(received_at=received, closed_at="2026-01-15")])
    assert found.places == []


def test_the_words_of_a_date_format_say_the_form(tmp_path: Path) -> None:
    """Whoever corrects the log must know how it is read."""
    (fault,) = read_rows(
        tmp_path, [record(received_at="2025-01-05", closed_at="")], date_format="%d.%m.%Y"
    ).faults[:1]
    assert "%d.%m.%Y" in fault.reason
    (fault,) = read_rows(tmp_path, [record(received_at="5/2025")]).faults
    assert "2025-12-31" in fault.reason


@pytest.mark.parametrize("text", ["infinity", "-infinity", "0044-03-15 (BC)", "12025-01-01", "epoch"])
def test_days_that_only_the_engine_knows(tmp_path: Path, text: str) -> None:
    """They are no dates of a log, and don't disturb the others."""
    found = read_rows(tmp_path, [record(), record(request_id="LR-2", received_at=text)])
    assert found.places == [(3, "received_at", "not_a_date")]
