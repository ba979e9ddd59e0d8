"""Records with one id: which of them counts, which are set aside, and which are rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.intake import duplicates
from tests.intake.reading import Read, as_csv, read, record, records

if TYPE_CHECKING:
    from pathlib import Path


def settled(folder: Path, *cells: dict[str, str], duplicates: str = "reject") -> Read:
    """Read records of one id that differ in some cells, all in one file."""
    return read(folder, as_csv([record(**one) for one in cells]), duplicates=duplicates)


def where(found: Read) -> list[tuple[str, int, str, str]]:
    """Give each fault's place, code, and the place of the record that it names."""
    return [
        (fault.file.removeprefix("logs/"), fault.line, fault.code, fault.other.removeprefix("logs/"))
        for fault in found.faults
    ]


def fate(found: Read) -> list[tuple[int, int, int, int]]:
    """Give how many rows of each file were read, accepted, rejected and set aside as duplicates."""
    return [(one.read, one.accepted, one.rejected, one.duplicates) for one in found.counts]


@pytest.mark.parametrize("copies", [2, 3, 5])
def test_exact_copies(tmp_path: Path, copies: int) -> None:
    """The first counts, the others are duplicates of it."""
    found = settled(tmp_path, *[{}] * copies)
    assert where(found) == [("log.csv", line, "duplicate", "log.csv:2") for line in range(3, copies + 2)]
    assert fate(found) == [(copies, 1, 0, copies - 1)]
    assert found.counts[0].rejected_by_code == {}


@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_many_records_are_compared_part_by_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """In however many parts they are sought, the same copies are found."""
    monkeypatch.setattr(duplicates, "_ROWS_AT_ONCE", at_once)
    found = read(tmp_path, as_csv([*records(9), *records(9)[2:5], *records(9, country="DE")[7:8]]))
    assert where(found) == [
        *[("log.csv", 9, "contradicting_duplicate", "log.csv:14")],
        *[("log.csv", line, "duplicate", f"log.csv:{line - 7}") for line in (11, 12, 13)],
        *[("log.csv", 14, "contradicting_duplicate", "log.csv:9")],
    ]


def test_contradicting_records(tmp_path: Path) -> None:
    """None counts, and each names another one."""
    found = settled(tmp_path, {}, {"country": "DE"})
    assert where(found) == [
        ("log.csv", 2, "contradicting_duplicate", "log.csv:3"),
        ("log.csv", 3, "contradicting_duplicate", "log.csv:2"),
    ]
    assert fate(found) == [(2, 0, 2, 0)]
    assert found.counts[0].rejected_by_code == {"contradicting_duplicate": 2}


def test_two_copies_and_one_that_contradicts(tmp_path: Path) -> None:
    """All three are rejected; the copies name the one that is not like them."""
    found = settled(tmp_path, {}, {}, {"outcome": "rejected"})
    assert [(line, other) for _, line, _, other in where(found)] == [
        (2, "log.csv:4"),
        (3, "log.csv:4"),
        (4, "log.csv:2"),
    ]
    assert fate(found) == [(3, 0, 3, 0)]


@pytest.mark.parametrize(("choice", "country"), [("latest", "IT"), ("first", "FR")])
def test_latest_and_first_within_a_file(tmp_path: Path, choice: str, country: str) -> None:
    """The later line counts, or the earlier one; the others are set aside, and nothing is rejected."""
    found = settled(tmp_path, {}, {"country": "DE"}, {"country": "IT"}, duplicates=choice)
    assert found.column("country") == [country]
    assert {code for _, _, code, _ in where(found)} == {"duplicate"}
    assert fate(found) == [(3, 1, 0, 2)]


@pytest.mark.parametrize(("choice", "country"), [("latest", "DE"), ("first", "FR")])
def test_latest_and_first_across_files(tmp_path: Path, choice: str, country: str) -> None:
    """The later file is the one that the pattern finds later."""
    files = {"logs/1.csv": as_csv([record()]), "logs/2.csv": as_csv([record(country="DE")])}
    found = read(tmp_path, files, duplicates=choice)
    assert found.column("country") == [country]
    assert sorted(fate(found)) == [(1, 0, 0, 1), (1, 1, 0, 0)]


def test_order_of_files_is_that_of_the_paths(tmp_path: Path) -> None:
    """Whoever names the files one by one says which is the later."""
    files = {"logs/1.csv": as_csv([record()]), "logs/2.csv": as_csv([record(country="DE")])}
    found = read(tmp_path, files, paths=["logs/2.csv", "logs/1.csv"], duplicates="latest")
    assert found.column("country") == ["FR"]


def test_copies_of_a_whole_file(tmp_path: Path) -> None:
    """Every record of the second file is a duplicate of one in the first, by its place there."""
    content = as_csv(records(3))
    found = read(tmp_path, {"logs/a.csv": content, "logs/b.csv": content})
    assert where(found) == [("b.csv", line, "duplicate", f"a.csv:{line}") for line in (2, 3, 4)]
    assert fate(found) == [(3, 3, 0, 0), (3, 0, 0, 3)]
    assert found.column("request_id") == ["N-1", "N-2", "N-3"]


@pytest.mark.parametrize("column", ["subject", "authority"])
def test_personal_cells_make_a_difference(tmp_path: Path, column: str) -> None:
    """Two records of one id about two people are no copies, in one file or in two; nobody is named."""
    first, second = record(authority="Court No 5"), record(authority="Court No 5") | {column: "Somebody else"}
    for files in (
        {"logs/a.csv": as_csv([first, second])},
        {"logs/a.csv": as_csv([first]), "logs/b.csv": as_csv([second])},
    ):
        found = read(tmp_path, files)
        assert {code for _, _, code, _ in where(found)} == {"contradicting_duplicate"}
        assert "Somebody" not in "".join(str(fault) for fault in found.faults)
        (tmp_path / "logs/b.csv").unlink(missing_ok=True)


def test_personal_cells_are_compared_across_both_readers(tmp_path: Path) -> None:
    """A file that the engine takes and one that is read record by record are held against each other."""
    row = record(authority='the "old"\ncourt', subject="é 漢, x")
    damaged = as_csv([row]) + "damaged\n"
    found = read(tmp_path, {"logs/a.csv": as_csv([row]), "logs/b.csv": damaged})
    assert [code for _, _, code, _ in where(found)] == ["duplicate", "malformed_row"]


def test_cells_that_say_the_same_in_other_words(tmp_path: Path) -> None:
    """What counts is what a record says: France is FR, and 3.0 is 3."""
    found = settled(
        tmp_path, {}, {"country": "France", "accounts_specified": "3.0", "outcome": "DISCLOSED_FULL"}
    )
    assert [code for _, _, code, _ in where(found)] == ["duplicate"]


def test_blanks_around_an_id(tmp_path: Path) -> None:
    """They are no part of it; case is."""
    found = settled(tmp_path, {}, {"request_id": " LR-1 "}, {"request_id": "lr-1"})
    assert fate(found) == [(3, 2, 0, 1)]


def test_a_rejected_record_is_no_duplicate(tmp_path: Path) -> None:
    """Of a faulty record and a sound one with the same id the sound one counts."""
    found = settled(tmp_path, {"country": "XQ"}, {})
    assert fate(found) == [(2, 1, 1, 0)]
    assert [code for _, _, code, _ in where(found)] == ["unknown_country"]


@pytest.mark.parametrize("tail", ["", '"a"b\n'])
def test_a_rejected_record_is_no_other_person(tmp_path: Path, tail: str) -> None:
    """Copies of a sound record are copies, whoever a faulty one with their id is about; by both readers."""
    faulty = record(country="XQ", subject="Somebody else")
    found = read(tmp_path, as_csv([record(subject="a\nb"), faulty, record(subject="a\nb")]) + tail)
    codes = ["unknown_country", "duplicate", *(["malformed_row"] if tail else [])]
    assert [code for _, _, code, _ in where(found)] == codes
    assert len(found.records) == 1


def test_lines_after_quoted_line_breaks(tmp_path: Path) -> None:
    """Both places are lines of the file."""
    found = settled(
        tmp_path, {"subject": "a\nb"}, {"request_id": "LR-2", "subject": "c\n\nd"}, {"subject": "a\nb"}
    )
    assert where(found) == [("log.csv", 7, "duplicate", "log.csv:2")]


def test_files_of_different_columns(tmp_path: Path) -> None:
    """A column that one file lacks is empty there, so the records differ."""
    row = record()
    del row["accounts_disclosed"]
    found = read(
        tmp_path, {"logs/a.csv": as_csv([record()]), "logs/b.csv": as_csv([row])}, duplicates="reject"
    )
    assert [code for _, _, code, _ in where(found)] == ["contradicting_duplicate"] * 2


COUNT = record("counts")


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, ["duplicate"]),
        ({"requests": "13"}, ["contradicting_duplicate"] * 2),
        ({"country": "DE"}, []),
        ({"request_type": "subpoena"}, []),
        ({"period_end": "2024-06-30"}, []),
        ({"product": "mail"}, []),
    ],
)
def test_aggregated_rows(tmp_path: Path, change: dict[str, str], codes: list[str]) -> None:
    """They are named by period, country, type and breakdowns."""
    rows = [COUNT | {"product": "chat"}, COUNT | {"product": "chat"} | change]
    found = read(tmp_path, as_csv(rows), kind="counts", breakdowns=["product"])
    assert [code for _, _, code, _ in where(found)] == codes


def test_aggregated_rows_of_two_words_for_one_country(tmp_path: Path) -> None:
    """UK and GB are two rows of the source, and add up."""
    found = read(
        tmp_path,
        as_csv([COUNT | {"country": "UK"}, COUNT | {"country": "GB"}]),
        kind="counts",
        values={"country": {"UK": "GB"}},
    )
    assert (found.column("country"), found.faults) == (["GB", "GB"], ())


def test_breakdowns_are_not_run_together(tmp_path: Path) -> None:
    """Two pairs of texts that would be one text, written without a mark between them."""
    rows = [COUNT | {"reason": "a b", "product": "c"}, COUNT | {"reason": "a", "product": "b c"}]
    found = read(tmp_path, as_csv(rows), kind="counts", breakdowns=["reason", "product"])
    assert found.faults == ()


def test_an_update_is_reported_as_one(tmp_path: Path) -> None:
    """A record that came again in a later file with a new outcome: what changed, where, and how often."""
    old = [record(request_id="N-1", outcome="pending", closed_at=""), record(request_id="N-2")]
    new = [record(request_id="N-1", outcome="no_data"), record(request_id="N-2")]
    files = {"logs/2025-Q1.csv": as_csv(old), "logs/2025-Q2.csv": as_csv(new)}
    found = read(tmp_path, files, duplicates="latest")
    assert [fault.check.name for fault in found.faults] == ["updated", "duplicate"]
    assert "logs/2025-Q2.csv:2, says something else (closed_at, outcome)" in found.faults[0].reason
    assert [count.updated for count in found.counts] == [1, 0]
    assert [count.duplicates for count in found.counts] == [2, 0]
    assert found.column("outcome") == ["no_data", "disclosed_full"]


def test_what_is_not_the_first_is_told_from_a_copy(tmp_path: Path) -> None:
    """With `first`, a later record that says something else is set aside, and it is said that it does."""
    rows = [record(), record(country="DE"), record()]
    found = read(tmp_path, as_csv(rows), duplicates="first")
    assert [fault.check.name for fault in found.faults] == ["not_the_first", "duplicate"]
    assert "(country)" in found.faults[0].reason
    assert found.column("country") == ["FR"]
