"""What was read is not read again while nothing changed; what changed is, and what is damaged, too."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from pellucid.engine.duckdb import DuckDB
from pellucid.intake import stage, staged
from pellucid.intake.formats import open_file
from tests.intake.reading import TODAY, as_csv, configured, put, reading, record, records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LOG = as_csv([*records(3), record(request_id="N-9", country="XQ")])


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the logs that are opened for their rows."""
    names: list[str] = []
    real = open_file

    def noting(logs, file, found):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        names.append(file.name)
        return real(logs, file, found)

    for module in (stage, staged):
        monkeypatch.setattr(module, "open_file", noting)
    return names


def run(folder: Path, today: date = TODAY, **log: Any) -> tuple[list[object], list[str], object]:  # noqa: ANN401
    """Read the log: its records, its faults, its account."""
    with reading(configured(folder, **log), today) as (_, clean):
        rows = clean.rows.order_by("_file", "_row").to_pyarrow().to_pylist()
        return rows, [str(fault) for fault in clean.faults], list(clean.counts.values())


def staged_files(folder: Path) -> Mapping[str, Path]:
    """The staged rows by the name of their file."""
    return {path.name: path for path in (folder / ".pellucid/cache").glob("*.parquet")}


def test_what_is_unchanged_is_not_parsed_again(tmp_path: Path, opened: list[str]) -> None:
    """The second run finds the same records, faults and lines without opening the log for its rows."""
    put(tmp_path, {"logs/a.csv": LOG, "logs/b.csv": as_csv([record(request_id="M-1")])})
    first = run(tmp_path)
    before = len(opened)
    put(tmp_path, {"logs/b.csv": as_csv([record(request_id="M-2")])})
    changed = run(tmp_path)
    parsed = opened[before:]
    assert "logs/b.csv" in parsed
    assert run(tmp_path) == changed
    assert changed[1] == first[1]
    assert changed[0] != first[0]
    lines_only = len(opened)
    assert run(tmp_path) == changed
    # The first file is opened for the lines of its faults, and the second not at all.
    assert set(opened[lines_only:]) <= {"logs/a.csv"}


@pytest.mark.parametrize(
    "log",
    [
        {"date_format": "%d.%m.%Y"},
        {"columns": {"accounts_specified": "accounts_disclosed", "accounts_disclosed": {"constant": "1"}}},
        {"csv": {"decimal": ","}},
        {"values": {"accounts_specified": {"3": "4"}}},
    ],
)
def test_a_changed_mapping_parses_again(tmp_path: Path, log: dict[str, Any]) -> None:
    """What is found then is what a run without a cache finds."""
    put(tmp_path, {"logs/a.csv": LOG})
    run(tmp_path)
    before = set(staged_files(tmp_path))
    found = run(tmp_path, **log)
    assert not before & (set(staged_files(tmp_path)) - before)
    fresh = tmp_path / "fresh"
    put(fresh, {"logs/a.csv": LOG})
    assert run(fresh, **log) == found


def test_changed_codes_take_effect_without_parsing(tmp_path: Path) -> None:
    """What a code stands for is laid over the rows that are there."""
    put(tmp_path, {"logs/a.csv": LOG})
    assert "unknown_country" not in run(tmp_path, values={"country": {"XQ": "DE"}})[1]
    before = set(staged_files(tmp_path))
    faults = run(tmp_path)[1]
    assert any("XQ" in fault for fault in faults)
    assert set(staged_files(tmp_path)) == before


@pytest.mark.parametrize(
    "damage", ["rows cut", "rows changed", "note cut", "note changed", "no note", "no rows"]
)
def test_a_damaged_cache_is_built_anew(tmp_path: Path, damage: str) -> None:
    """Whatever happened to its files, the run finds what is true, and mends them."""
    put(tmp_path, {"logs/a.csv": LOG})
    found = run(tmp_path)
    (rows,) = staged_files(tmp_path).values()
    note = rows.with_suffix(".json")
    whole = rows.read_bytes()
    match damage:
        case "rows cut":
            rows.write_bytes(whole[:-100])
        case "rows changed":
            rows.write_bytes(whole[:50] + b"?" + whole[51:])
        case "note cut":
            note.write_text(note.read_text()[:-20])
        case "note changed":
            kept = json.loads(note.read_text())
            kept["note"]["read"] = 2
            note.write_text(json.dumps(kept))
        case "no note":
            note.unlink()
        case "no rows":
            rows.unlink()
    assert run(tmp_path) == found
    assert rows.read_bytes() == whole


def test_a_date_that_was_in_the_future(tmp_path: Path) -> None:
    """It is not for ever: the log is read again on a day that may know better."""
    put(tmp_path, {"logs/a.csv": as_csv([record(received_at="2026-02-01", closed_at="2026-02-02")])})
    assert len(run(tmp_path)[1]) == 2
    assert run(tmp_path, date(2026, 3, 1))[1] == []
    assert len(run(tmp_path)[1]) == 2


@pytest.mark.parametrize("many", [1, 1_000])
def test_nothing_personal_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """No staged file, note or result names a person, also where only that tells two records apart."""
    monkeypatch.setattr("pellucid.intake.read._MANY_ROWS", many)
    name = "suspect-7f3a@mail.example"
    put(tmp_path, {"logs/a.csv": as_csv([record(subject=name), record(subject="somebody-else")])})
    assert "something else" in run(tmp_path)[1][0]
    for path in (tmp_path / ".pellucid").rglob("*"):
        assert path.is_dir() or name.encode() not in path.read_bytes()


def test_the_same_logs_are_not_counted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many rows what queries find is kept: the second run asks the engine nothing."""
    monkeypatch.setattr("pellucid.intake.read._MANY_ROWS", 1)
    put(tmp_path, {"logs/a.csv": LOG + as_csv([record(request_id="N-1")]).split("\n", 1)[1]})
    found = run(tmp_path)
    asked: list[str] = []
    real = DuckDB._run  # noqa: SLF001 - what the engine is asked

    def noting(self: DuckDB, query: str) -> Any:  # noqa: ANN401
        asked.append(query)
        return real(self, query)

    monkeypatch.setattr(DuckDB, "_run", noting)
    assert run(tmp_path) == found
    assert asked == []
    assert run(tmp_path, values={"country": {"XQ": "DE"}}) != found
    assert asked


def test_files_that_change_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files swap their names: the other record is the later one, and faults name the other file."""
    monkeypatch.setattr("pellucid.intake.read._MANY_ROWS", 1)
    texts = [as_csv([record(request_id="M-1", country=code), record(country="XQ")]) for code in ("DE", "FR")]
    put(tmp_path, {"logs/a.csv": texts[0], "logs/b.csv": texts[1] + "\n"})
    before = countries(tmp_path)
    put(tmp_path, {"logs/a.csv": texts[1] + "\n", "logs/b.csv": texts[0]})
    assert (before, countries(tmp_path)) == (["FR"], ["DE"])
    faults = run(tmp_path, duplicates="latest")[1]
    assert any("logs/a.csv" in fault and "logs/b.csv" in fault for fault in faults)


def countries(folder: Path) -> list[str]:
    """The countries of the records that count, where the later one of two with one id does."""
    with reading(configured(folder, duplicates="latest"), TODAY) as (_, clean):
        found: list[str] = clean.rows.order_by("_file", "_row").to_pyarrow()["country"].to_pylist()
    return found
