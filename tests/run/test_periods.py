"""What was asked for, what the logs cover and the day -> the periods that are released, or why not."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pellucid.cube.figures import Coverage
from pellucid.errors import UsageError
from pellucid.run.periods import Wish, choose, ended_early, parse_periods
from tests.intake.reading import configured

if TYPE_CHECKING:
    from pathlib import Path

    from pellucid.config import Config

TODAY = date(2026, 1, 15)
COVERED = {"legal_requests": Coverage(date(2024, 11, 20), date(2025, 8, 3))}


@pytest.fixture(scope="module")
def quarterly(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A publisher who reports every quarter."""
    return reporting(tmp_path_factory.mktemp("quarterly"), "quarter")


def reporting(folder: Path, kind: str, fiscal_year_start: int = 1) -> Config:
    """Make the configuration of a publisher who reports so."""
    return configured(folder, {"periods": {"kind": kind, "fiscal_year_start": fiscal_year_start}})


def names(
    config: Config, wish: Wish, covered: dict[str, Coverage] | None = None, today: date = TODAY
) -> list[str]:
    """Name the periods that are chosen."""
    return [one.name for one in choose(config, wish, COVERED if covered is None else covered, today)]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(), ["2025-Q4"]),
        (Wish(previous=True), ["2025-Q4"]),
        (Wish(every=True), ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"]),
        (Wish(("2025-Q2",)), ["2025-Q2"]),
        (Wish(("2025-Q2", "2025-Q2")), ["2025-Q2"]),
        (Wish(("2025-Q2",), previous=True), ["2025-Q2", "2025-Q4"]),
        (
            Wish(("2025-Q4",), previous=True, every=True),
            ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"],
        ),
        (Wish(("2025-H1", "2025-03")), ["2025-H1", "2025-03"]),
    ],
)
def test_what_is_chosen(quarterly: Config, wish: Wish, expected: list[str]) -> None:
    """Each once, oldest first; without a wish the last complete one."""
    assert sorted(names(quarterly, wish)) == sorted(expected)
    assert len(names(quarterly, wish)) == len(expected)


def test_order(quarterly: Config) -> None:
    """Releases are made in the order of time, whichever way they are asked for."""
    assert names(quarterly, Wish(("2025-Q3", "2025-Q1", "2025-Q2"))) == ["2025-Q1", "2025-Q2", "2025-Q3"]


@pytest.mark.parametrize(
    ("kind", "start", "today", "expected"),
    [
        ("month", 1, date(2026, 1, 1), "2025-12"),
        ("month", 1, date(2026, 1, 31), "2025-12"),
        ("quarter", 1, date(2026, 3, 31), "2025-Q4"),
        ("quarter", 1, date(2026, 4, 1), "2026-Q1"),
        ("half_year", 1, date(2026, 7, 1), "2026-H1"),
        ("year", 1, date(2025, 12, 31), "2024"),
        ("year", 4, date(2026, 4, 1), "2025"),
        ("year", 4, date(2026, 3, 31), "2024"),
    ],
)
def test_the_last_complete_period(tmp_path: Path, kind: str, start: int, today: date, expected: str) -> None:
    """Of the configured kind; one that ends today is not complete yet."""
    covered = {"counts": Coverage(date(2020, 1, 1), date(2026, 6, 30))}
    assert names(reporting(tmp_path, kind, start), Wish(), covered, today) == [expected]


@given(
    first=st.dates(date(2022, 1, 1), date(2025, 12, 1)),
    days=st.integers(0, 500),
    after=st.integers(1, 500),
)
def test_every_period_covers_the_records(quarterly: Config, first: date, days: int, after: int) -> None:
    """Without a gap, without an incomplete one, from the first record on."""
    last = first + timedelta(days=days)
    today = last + timedelta(days=after)
    covered = {"legal_requests": Coverage(first, last)}
    chosen = choose(quarterly, Wish(every=True), covered, today)
    complete = [day for day in (first, last) if any(one.contains(day) for one in chosen)]
    if chosen:
        assert first in complete
        assert all(one.next() == two for one, two in pairwise(chosen))
        assert chosen[-1].end < today
        assert last in complete or chosen[-1].next().end >= today


@pytest.mark.parametrize(
    ("name", "covered", "says"),
    [
        ("2026-Q1", COVERED, "has not ended"),
        ("2026-01-01/2026-01-15", COVERED, "has not ended"),
        ("2026-Q2", COVERED, "has not begun"),
        ("2024-Q3", COVERED, "ended before the first record (2024-11-20)"),
        ("2025-Q1", {}, "no log has a record that can be counted"),
    ],
)
def test_what_can_not_be_reported(
    quarterly: Config, name: str, covered: dict[str, Coverage], says: str
) -> None:
    """With a mend each."""
    with pytest.raises(UsageError) as ending:
        names(quarterly, Wish((name,)), covered)
    assert says in str(ending.value)
    assert ending.value.where == "--period"
    assert ending.value.mend


@pytest.mark.parametrize("name", ["2024-Q4", "2025-Q4", "2026-01-01/2026-01-14"])
def test_what_can(quarterly: Config, name: str) -> None:
    """The period of the first record, one after the last record, and one that ended yesterday."""
    assert names(quarterly, Wish((name,))) == [name]


def test_the_first_record_is_that_of_any_kind(quarterly: Config) -> None:
    """A log that begins later is no reason to refuse what another one covers."""
    covered = COVERED | {"user_reports": Coverage(date(2025, 7, 1), date(2025, 12, 31))}
    assert names(quarterly, Wish(("2024-Q4",)), covered) == ["2024-Q4"]
    assert names(quarterly, Wish(every=True), covered)[-1] == "2025-Q4"


@pytest.mark.parametrize("name", ["", "2025-Q5", "2025-13", "last", "2025-06-30/2025-01-01"])
def test_names_that_are_none(quarterly: Config, name: str) -> None:
    """The message names the forms that are understood."""
    with pytest.raises(UsageError) as ending:
        parse_periods(quarterly, ("2025-Q1", name))
    assert ending.value.where == "--period"


@pytest.mark.parametrize(
    ("name", "kind", "warned"),
    [
        ("2025-Q2", "legal_requests", False),
        ("2025-Q3", "legal_requests", True),  # the last record is of its 34th day
        ("2025-Q4", "legal_requests", True),
        ("2025-H2", "legal_requests", True),
        ("2025", "legal_requests", True),
        ("2025-01-01/2025-09-18", "legal_requests", False),
        ("2025-Q4", "counts", False),
    ],
)
def test_a_log_that_ends_early(quarterly: Config, name: str, kind: str, *, warned: bool) -> None:
    """Who forgot to take a fresh copy of the log is told so before the zeros are public."""
    found = list(ended_early({kind: COVERED["legal_requests"]}, parse_periods(quarterly, (name,))))
    assert len(found) == warned
    for sentence in found:
        assert sentence.startswith(f"{name} ends on 2025-")
        assert "the last record of legal_requests is of 2025-08-03" in sentence
