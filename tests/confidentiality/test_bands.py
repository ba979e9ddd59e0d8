"""The four structures of 50 U.S.C. § 1874(a): bands, periods, delays, and what may stand together."""

from __future__ import annotations

from datetime import date

import pytest

from pellucid.confidentiality.national_security import (
    OPTIONS,
    Band,
    band,
    due,
    latest,
    national_security_table,
    too_new,
)
from pellucid.cube.national_security import Process
from pellucid.errors import DataProblems
from pellucid.vocabulary.periods import Period

H1, H2 = Period.parse("2026-H1"), Period.parse("2026-H2")
BANDS = """
0      0-999        0-499        0-249        0-99
1      0-999        0-499        0-249        0-99
99     0-999        0-499        0-249        0-99
100    0-999        0-499        0-249        100-199
249    0-999        0-499        0-249        200-299
250    0-999        0-499        250-499      200-299
499    0-999        0-499        250-499      400-499
500    0-999        500-999      500-749      500-599
999    0-999        500-999      750-999      900-999
1000   1000-1999    1000-1499    1000-1249    1000-1099
1499   1000-1999    1000-1499    1250-1499    1400-1499
1500   1000-1999    1500-1999    1500-1749    1500-1599
12345  12000-12999  12000-12499  12250-12499  12300-12399
"""


@pytest.mark.parametrize("line", BANDS.strip().splitlines())
def test_bands(line: str) -> None:
    """The four widths, bands beginning with 0."""
    number, *expected = line.split()
    found = [band(int(number), option.width) for option in OPTIONS.values()]
    assert [f"{one.lower}-{one.upper}" for one in found] == expected


@pytest.mark.parametrize(
    ("option", "day", "expected"),
    [
        (1, "2027-01-31", ["2026-H2", "2026-H1"]),
        (2, "2027-01-31", ["2026-H2", "2026-H1"]),
        (3, "2027-01-31", ["2026-H2"]),
        (4, "2027-01-31", ["2025"]),
        (4, "2026-12-31", ["2025"]),
        (4, "2026-12-30", ["2024"]),
        (2, "2026-12-26", ["2026-H1", "2025-H2"]),
        (2, "2026-12-27", ["2026-H1", "2026-H1"]),  # 180 days after 30 June
        (3, "2026-12-30", ["2026-H1"]),
        (4, "2028-02-29", ["2026"]),
    ],
)
def test_the_newest_period_that_may_be_told_of(option: int, day: str, expected: list[str]) -> None:
    """No delay for letters and for option 3; 180 days for FISA process; a year for option 4."""
    chosen = OPTIONS[option]
    found = [latest(part, chosen.unit, date.fromisoformat(day)).name for part in chosen.parts]
    assert found == expected


@pytest.mark.parametrize(
    ("release", "option", "expected"),
    [
        ("2026-H2", 2, ["2026-H2", "2026-H1"]),
        ("2026-H1", 1, ["2026-H1", "2025-H2"]),
        ("2026-Q4", 2, ["2026-H2", "2026-H1"]),
        ("2026-Q3", 2, []),
        ("2026-12", 3, ["2026-H2"]),
        ("2026-11", 3, []),
        ("2026", 3, ["2026-H2"]),
        ("2026", 4, ["2025"]),
        ("2026-H1", 4, []),
        ("2026-Q4", 4, ["2025"]),
        ("2026-01-01/2026-06-30", 2, ["2026-H1", "2025-H2"]),
        ("2026-01-01/2026-06-29", 2, []),
    ],
)
def test_which_releases_tell_of_what(release: str, option: int, expected: list[str]) -> None:
    """Those that end with a half-year, or a year; the same whenever they are made."""
    for today in (date(2027, 1, 2), date(2029, 5, 5)):
        told = due(OPTIONS[option], Period.parse(release), today)
        assert [period.name for _, period in told] == expected


def test_every_release_keeps_the_delays() -> None:
    """Whatever month the fiscal year starts in, FISA figures are 180 days old when their release ends."""
    for start in range(1, 13):
        for option in OPTIONS.values():
            for year in (2023, 2024):
                for half in ("H1", "H2"):
                    release = Period.parse(f"{year}-{half}", start)
                    for part, period in due(option, release, date(2030, 1, 1)):
                        age = (release.end - period.end).days
                        assert age >= part.days + 365 * part.years
                        assert part.years or age < 186


def test_a_new_platform() -> None:
    """An order of 2026-03-01 on a new platform counts from 2027-08-23 on; letters and option 3 don't wait."""
    first = date(2026, 3, 1)
    for number in (1, 2):
        assert set(too_new(OPTIONS[number], first)) == {"fisa_content", "fisa_noncontent"}
        assert too_new(OPTIONS[number], date(2027, 8, 22))["fisa_content"] <= first
        assert too_new(OPTIONS[number], date(2027, 8, 23))["fisa_content"] > first
    assert too_new(OPTIONS[3], first) == too_new(OPTIONS[4], first) == {}


def test_what_stands_together() -> None:
    """Options 1 and 2 have three rows, 3 and 4 have one; only 4 is about years."""
    rows = {number: [part.shown for part in option.parts] for number, option in OPTIONS.items()}
    apart = [("nsl",), ("fisa_content", "fisa_noncontent")]
    assert rows == {1: apart, 2: apart, 3: [("_T",)], 4: [("_T",)]}
    assert [str(option.unit) for option in OPTIONS.values()] == ["half_year"] * 3 + ["year"]


def counted(period: Period, complete: bool = True, **numbers: tuple[int, int]) -> Process:
    """Make process of a period: by type, requests and accounts."""
    found = {}
    for code, (requests, accounts) in numbers.items():
        found[code, "requests"] = ((requests, requests),)
        found[code, "accounts_specified"] = ((accounts, accounts),)
    return Process(period, found, complete=complete)


def test_the_sum_is_banded_and_not_the_bands() -> None:
    """300 + 300 + 300 is 750-999 in option 3."""
    process = counted(H2, nsl=(300, 1), fisa_content=(300, 2), fisa_noncontent=(300, 3))
    table = national_security_table(OPTIONS[3], due(OPTIONS[3], H2, date(2027, 1, 31)), {H2: process})
    assert table is not None
    assert table.parts[0].bands == {
        ("_T", "requests"): Band(750, 999),
        ("_T", "accounts_specified"): Band(0, 249),
    }


def test_the_parts_are_about_different_periods() -> None:
    """Letters of the half that ended, FISA process of the one before; what is not there is 0 to the end."""
    process = {
        H2: counted(H2, nsl=(21, 700), fisa_content=(40_000, 1)),
        H1: counted(H1, nsl=(40_000, 1), fisa_content=(600, 75_600)),
    }
    table = national_security_table(OPTIONS[2], due(OPTIONS[2], H2, date(2027, 1, 31)), process)
    assert table is not None
    cells = table.cube.cells
    found = {
        (row.period, row.request_type, row.measure): (row.lower, row.upper) for row in cells.itertuples()
    }
    assert found == {
        ("2026-H2", "nsl", "requests"): (0, 499),
        ("2026-H2", "nsl", "accounts_specified"): (500, 999),
        ("2026-H1", "fisa_content", "requests"): (500, 999),
        ("2026-H1", "fisa_content", "accounts_specified"): (75_500, 75_999),
        ("2026-H1", "fisa_noncontent", "requests"): (0, 499),
        ("2026-H1", "fisa_noncontent", "accounts_specified"): (0, 499),
    }
    assert cells["value"].isna().all()
    assert set(cells["status"]) == {"banded"}
    assert set(cells["country"]) == {"_T"}


@pytest.mark.parametrize("option", [1, 2])
def test_process_of_no_known_kind_has_no_row_where_kinds_are_told_apart(option: int) -> None:
    """The error says which types, and how to mend it."""
    told = due(OPTIONS[option], H2, date(2027, 1, 31))
    process = {H2: counted(H2, national_security=(3, 3), nsl=(1, 1)), H1: counted(H1)}
    with pytest.raises(DataProblems) as raised:
        national_security_table(OPTIONS[option], told, process)
    assert "national_security" in str(raised.value)
    assert "option 3 or 4" in str(raised.value)


def test_process_of_no_known_kind_counts_where_all_is_combined() -> None:
    """Options 3 and 4 add it up."""
    process = counted(H2, national_security=(200, 3), nsl=(60, 1))
    table = national_security_table(OPTIONS[3], due(OPTIONS[3], H2, date(2027, 1, 31)), {H2: process})
    assert table is not None
    assert table.parts[0].bands["_T", "requests"] == Band(250, 499)


@pytest.mark.parametrize(
    ("option", "known", "expected"),
    [
        (2, (500, 999), Band(500, 999)),
        (2, (21, 499), Band(21, 499)),  # Google's letters of 2017 H2: 21 of them were released
        (2, (62_500, 62_999), Band(62_500, 62_999)),
        (2, (0, 249), None),
        (2, (0, 999), None),
        (2, (0, 400), None),
        (3, (13_255, 13_499), Band(13_255, 13_499)),
        (3, (5_750, 5_999), Band(5_750, 5_999)),
        (3, (0, 499), None),
    ],
)
def test_bands_of_the_log(option: int, known: tuple[int, int], expected: Band | None) -> None:
    """A band of the option's width, its floor perhaps raised, stays what it is; another is refused."""
    code = "nsl" if option == 2 else "national_security"
    process = {H2: Process(H2, {(code, "requests"): (known,)}, complete=False)}
    told = due(OPTIONS[option], H2, date(2027, 1, 31))
    if expected is None:
        with pytest.raises(DataProblems, match="never from other bands"):
            national_security_table(OPTIONS[option], told, process)
        return
    table = national_security_table(OPTIONS[option], told, process)
    assert table is not None
    assert list(table.parts[0].bands.values()) == [expected]


def test_bands_are_not_added_up() -> None:
    """Three bands make no combined figure."""
    process = Process(
        H2, {("nsl", "requests"): ((0, 249),), ("fisa_content", "requests"): ((0, 249),)}, complete=False
    )
    with pytest.raises(DataProblems, match="0-249, 0-249"):
        national_security_table(OPTIONS[3], due(OPTIONS[3], H2, date(2027, 1, 31)), {H2: process})


def test_what_the_log_cannot_speak_of_has_no_band() -> None:
    """A half-year before the log, or one that the source has not told of, is not 0."""
    told = due(OPTIONS[2], H2, date(2027, 1, 31))
    table = national_security_table(OPTIONS[2], told, {H2: counted(H2)})
    assert table is not None
    assert [len(part.bands) for part in table.parts] == [2, 0]
    unknown = frozenset({("fisa_content", "requests")})
    process = Process(H2, {("nsl", "requests"): ((0, 249),)}, complete=False, unknown=unknown)
    told = due(OPTIONS[3], H2, date(2027, 1, 31))
    assert national_security_table(OPTIONS[3], told, {H2: process}) is None
    assert national_security_table(OPTIONS[3], told, {}) is None
    assert national_security_table(OPTIONS[3], (), {}) is None
