"""Copyright notices of five years in three dialects, one in Mac Roman with bare returns, and their sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.real.looking import look

if TYPE_CHECKING:
    from pathlib import Path

QUARTERS = {
    "2015": [(80, 537), (103, 203), (194, 6573), (127, 984)],
    "2016": [(169, 1011), (164, 1499), (216, 1565), (208, 838)],
    "2018": [(439, 3043), (496, 2568), (464, 4041), (400, 2319)],
    "2020": [(401, 6385), (563, 6788), (610, 4798), (523, 3839)],
    "2021": [(493, 4202), (488, 3262), (442, 5494), (402, 5728)],
}
KIND = "removal_orders"
DIFFERING = {
    "2015-02": ((16, 148), (17, 181)),
    "2020-04": ((178, 1513), (178, 2213)),
    "2020-10": ((154, 1243), (154, 13888)),
    "2020-11": ((156, 1293), (156, 2011)),
    "2020-12": ((213, 1303), (213, 2331)),
    "2021-02": ((156, 789), (156, 1074)),
    "2021-05": ((148, 606), (148, 717)),
    "2021-11": ((115, 478), (115, 672)),
}


def test_takedowns_by_quarter(tmp_path: Path) -> None:
    """All years in one table, their spellings of types folded."""
    names = [f"{year}-Q{number}" for year in QUARTERS for number in range(1, 5)]
    found = look(tmp_path, "dmca_notices", "records", *names, *QUARTERS)
    for year, expected in QUARTERS.items():
        assert [
            tuple(
                found.number(code, f"{year}-Q{number}", request_type="takedown", kind=KIND)
                for code in ("orders", "items_specified")
            )
            for number in range(1, 5)
        ] == expected
    assert found.by(2, "orders", "2020", KIND) == {
        "takedown": 2097,
        "counter_notice": 32,
        "retraction": 2,
        "reversal": 3,
        "counter_notice_retraction": 1,
        "counter_notice_reversal": 1,
    }
    assert sum(log.accepted for log in found.reconciliation.logs) == 7171
    assert not found.faults
    (old,) = [log for log in found.reconciliation.logs if log.file.startswith("2016")]
    assert old.set_aside_by_code == {"left_out": 1}


def test_what_is_not_said_is_reported_at_its_line(tmp_path: Path) -> None:
    """The row that is called a duplicate, and the one whose day is unknown."""
    without = "    rows: {leave_out: {Nr. of Repos Affected: [Duplicate]}}\n"
    found = look(tmp_path, "dmca_notices", "records", "2016", without=without)
    assert found.places == [(50, "category", "missing_value"), (50, "items_specified", "not_a_number")]
    without = '      received_at: {"2016-08": "2016-08-01"}\n'
    found = look(tmp_path / "x", "dmca_notices", "records", "2016", without=without)
    assert found.places == [(491, "received_at", "not_a_date")]


def test_bytes_of_another_encoding_are_reported_at_their_lines(tmp_path: Path) -> None:
    """Where Mac Roman is not said, and UTF-8 is."""
    found = look(tmp_path, "dmca_notices", "records", "2016", without="mac_roman", instead="utf-8")
    assert [line for line, _, code in found.places if code == "bad_encoding"] == [37, 551, 555]


def test_the_publishers_own_monthly_sums(tmp_path: Path) -> None:
    """Their totals rows fit; eight months differ from the records."""
    years = {"2015": (505, 8330), "2016": (757, 4913), "2018": (1799, 11971)}
    found = look(tmp_path, "dmca_notices", "summaries", *DIFFERING, *years)
    assert not found.faults
    assert found.reconciliation.totals == ()
    # The records differ from the publisher's own sums where SOURCE.md says that they do.
    records = look(tmp_path, "dmca_notices", "records", *DIFFERING)
    for month, expected in DIFFERING.items():
        both = tuple(
            tuple(
                one.number(code, month, request_type="takedown", kind=kind)
                for code in ("orders", "items_specified")
            )
            for one, kind in ((records, KIND), (found, "counts"))
        )
        assert both == expected
    sums = {year: tuple(found.number(code, year) for code in ("orders", "items_specified")) for year in years}
    assert sums == years
