"""A log's rows reach Parquet as text, the same by the engine's reader and record by record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pellucid.engine.duckdb import open_duckdb
from pellucid.errors import EnvironmentFailure
from pellucid.intake.cache import Cache
from pellucid.intake.cells import BLANK, CELL_FAULTS, LINE, RECORD_ID, Typing
from pellucid.intake.coded import CodeLists
from pellucid.intake.dates import DateReader
from pellucid.intake.formats.delimited import Delimited
from pellucid.intake.source import LogFile, log_sets
from pellucid.intake.stage import stage
from tests.intake.reading import TODAY, as_csv, configured, put, read, record, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.engine.duckdb import DuckDB
    from pellucid.intake.source import LogSet
    from pellucid.intake.staged import Staged

# Columns of ours, so that the cells are kept; one is personal, so that it is not.
NAMES = ("request_id", "legal_basis", "subject")
CELL = st.text(st.sampled_from('a ,;"\n\ré漢\u2028'), max_size=5).filter(lambda cell: cell == cell.strip(" "))


@pytest.fixture(scope="module")
def log_set(tmp_path_factory: pytest.TempPathFactory) -> LogSet:
    """A set whose other columns are constants."""
    folder = tmp_path_factory.mktemp("set")
    put(folder, {"logs/log.csv": as_csv([record()])})
    absent = ("received_at", "country", "request_type", "outcome", "accounts_specified")
    columns = {name: {"constant": "x"} for name in absent}
    (found,) = log_sets(configured(folder, columns=columns))
    return found


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDB]:
    """One engine for all examples."""
    with open_duckdb(tmp_path_factory.mktemp("engine") / "scratch") as opened:
        yield opened


def staged(engine: DuckDB, log_set: LogSet, content: str) -> Staged:
    """Stage a log of this content."""
    path = engine.scratch / "log.csv"
    path.write_bytes(content.encode())
    job = Typing(engine, log_set, CodeLists({}), DateReader(engine, "UTC"), TODAY)
    return stage(job, LogFile(0, "log.csv", path), Cache(engine.scratch, keep=False))


def rows_of(one: Staged) -> list[tuple[int, Any]]:
    """Give each staged row with its line, however that is known."""
    rows = pq.read_table(one.parquet).to_pylist()
    lines = one.lines(set(range(len(rows)))) if not one.note.exact_lines else {}
    return [(row.pop(LINE, None) or lines[number], row) for number, row in enumerate(rows)]


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6),
    line_end=st.sampled_from(["\n", "\r\n"]),
    blanks=st.lists(st.integers(0, 1), min_size=6, max_size=6),
)
def test_both_ways_give_the_same_rows_and_lines(
    engine: DuckDB, log_set: LogSet, rows: list[tuple[str, str, str]], line_end: str, blanks: list[int]
) -> None:
    """The engine takes the file, or all but a last row that it can't take, or records are read one by one."""
    lines = [as_csv([dict(zip(NAMES, row, strict=True))], line_end).split(line_end, 1)[1] for row in rows]
    body = "".join(blank * line_end + line for line, blank in zip(lines, blanks, strict=False))
    content = ",".join(NAMES) + line_end + body
    quick = staged(engine, log_set, content)
    by_engine = rows_of(quick)
    faulty = content + '"a"b' + line_end
    mended = staged(engine, log_set, faulty)
    assert mended.note.mended
    assert rows_of(mended) == by_engine
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Delimited, "mended", lambda *_: None)
        slow = staged(engine, log_set, faulty)
    assert slow.note.exact_lines
    assert rows_of(slow) == by_engine
    for one in (mended, slow):
        assert one.read == quick.read + 1
        assert [fault.line for fault in one.unreadable] == [(content + "x").count("\n") + 1 + _lone(content)]


def _lone(text: str) -> int:
    return text.count("\r") - text.count("\r\n")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("subjects", "lines"),
    [
        (["a", "b", "c"], [2, 3, 4]),
        (["a\nb", "b", "c"], [2, 4, 5]),
        (["a", "b\r\nc", "c"], [2, 3, 5]),
        (["a\n\n\nb", "c\nd", "e"], [2, 6, 8]),
    ],
)
def test_each_row_knows_its_line(
    tmp_path: Path, line_end: str, subjects: list[str], lines: list[int]
) -> None:
    """Quoted line breaks before a row move it down, whatever the file's line ends are."""
    rows = [record(request_id=f"N-{n}", subject=text, country="XQ") for n, text in enumerate(subjects)]
    found = read(tmp_path, as_csv(rows, line_end))
    assert [fault.line for fault in found.faults] == lines


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_blank_lines_move_rows_down(tmp_path: Path, line_end: str) -> None:
    """They are no rows: nothing of them is counted."""
    header, row = as_csv([record(country="XQ")]).splitlines()
    found = read(tmp_path, line_end.join([header, "", row, "", "", row.replace("LR-1", "LR-2"), ""]))
    assert [fault.line for fault in found.faults] == [3, 6]
    assert found.counts[0].read == 2


def test_mixed_line_ends(tmp_path: Path) -> None:
    """A log that was put together from several: each line end is one."""
    header, row = as_csv([record(country="XQ", subject="a\nb")]).split("\n", 1)
    rows = [row.rstrip("\n").replace("LR-1", f"N-{number}") for number in range(4)]
    found = read(tmp_path, f"{header}\r\n{rows[0]}\n{rows[1]}\r{rows[2]}\r\n{rows[3]}")
    assert [fault.line for fault in found.faults] == [2, 4, 6, 8]


def test_blanks_around_quotes(tmp_path: Path) -> None:
    """A blank behind the comma is common; lines are right also where such cells hold line breaks."""
    header, row = as_csv([record(country="XQ")]).splitlines()
    spaced = ", ".join(f'"{cell}"' for cell in row.split(",")[:-1]) + ', "a\nb"'
    found = read(tmp_path, "\n".join([header, spaced, row.replace("LR-1", "LR-2"), ""]))
    assert found.places == [(2, "country", "unknown_country"), (4, "country", "unknown_country")]


def test_a_header_over_two_lines(tmp_path: Path) -> None:
    """As spreadsheets write one; rows are counted from where they stand."""
    content = as_csv([record(country="XQ")]).replace("subject", '"Person\nnamed"', 1)
    found = read(tmp_path, content, columns={"subject": "Person\nnamed"})
    assert found.places == [(3, "country", "unknown_country")]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", True),
        ("utf-8", False),
        ("utf-8-sig", True),
        ("utf-8-sig", False),
        ("utf-16", True),
        ("utf-16", False),
        ("utf-32", False),
        ("cp1252", True),
        ("shift_jis", True),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, said: bool) -> None:
    """Each gives the same records and the same lines; those that no mark tells must be said."""
    rows = [*records(2, legal_basis="§ 100" if encoding != "shift_jis" else "刑法"), record(country="XQ")]
    log = {"csv": {"encoding": encoding}} if said else {}
    found = read(tmp_path, as_csv(rows).encode(encoding), **log)
    assert found.column("legal_basis") == [rows[0]["legal_basis"]] * 2
    assert found.places == [(4, "country", "unknown_country")]


@pytest.mark.parametrize(
    ("encoding", "said", "bad"),
    [
        ("utf-8", None, b"\xe9"),
        ("utf-8", "utf-8", b"\xff"),
        ("ascii", "ascii", "é".encode()),
        ("cp1252", "cp1252", b"\x81"),
        ("shift_jis", "shift_jis", b"\x81"),
        ("utf-16-le", "utf-16-le", b"\x00\xd8"),
    ],
)
@pytest.mark.parametrize("column", ["subject", "legal_basis"])
def test_bytes_that_are_no_text(
    tmp_path: Path, encoding: str, said: str | None, bad: bytes, column: str
) -> None:
    """A row that is not in the encoding said is rejected at its line and column; the bytes are not shown."""
    rows = [record(request_id="N-1"), record(request_id="N-2", **{column: "BAD"}), record(request_id="N-3")]
    content = as_csv([{"legal_basis": ""} | row for row in rows]).encode(encoding)
    log = {"csv": {"encoding": said}} if said else {}
    found = read(tmp_path, content.replace("BAD".encode(encoding), bad), **log)
    assert found.places == [(3, column, "bad_encoding")]
    assert (found.faults[0].value, found.faults[0].record_id) == ("", "N-2")
    assert found.column("request_id") == ["N-1", "N-3"]
    assert found.counts[0].rejected_by_code == {"bad_encoding": 1}


def test_utf_16_that_ends_in_half_a_character(tmp_path: Path) -> None:
    """A download that was cut off costs the row that it was cut in."""
    content = as_csv(records(3)).encode("utf-16")
    found = read(tmp_path, content[:-31])
    assert (found.counts[0].read, found.counts[0].accepted, found.counts[0].rejected) == (3, 2, 1)


def test_nul_bytes(tmp_path: Path) -> None:
    """They cost the row that they stand in."""
    found = read(tmp_path, as_csv(records(3)).replace("N-2", "N\0-2"))
    assert found.places == [(3, "", "malformed_row")]
    assert found.column("request_id") == ["N-1", "N-3"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda row: row + ",x", "10 cells, more than the 9"),
        (lambda row: row.rsplit(",", 3)[0], "6 cells, fewer than the 9"),
        (lambda row: row.replace(",", ";"), "1 cell, fewer than the 9"),
        (lambda row: row.replace("FR", '"F"R'), "text after a closing quote"),
        (lambda row: row.replace(",suspect", ',"suspect'), "never closed"),
    ],
)
def test_a_row_that_is_no_row(tmp_path: Path, change: Any, says: str) -> None:  # noqa: ANN401
    """It costs itself only, and none of its cells is shown: any may be a personal one out of place."""
    header, *rows = as_csv(records(5)).splitlines()
    rows[2] = change(rows[2])
    found = read(tmp_path, "\n".join([header, *rows, ""]))
    assert found.places == [(4, "", "malformed_row")]
    assert says in found.faults[0].reason
    assert found.faults[0].record_id == ""
    assert found.column("request_id") == ["N-1", "N-2", "N-4", "N-5"]
    assert (found.counts[0].read, found.counts[0].accepted, found.counts[0].rejected) == (5, 4, 1)


def test_quotes_inside_quotes(tmp_path: Path) -> None:
    """Doubled, as RFC 4180 has it."""
    found = read(tmp_path, as_csv([record(legal_basis='the "old" law, §\n1')]))
    assert found.column("legal_basis") == ['the "old" law, §\n1']


def test_rows_of_nothing_but_delimiters_are_set_aside(tmp_path: Path) -> None:
    """They are counted, so that read rows add up."""
    content = as_csv(records(2)).replace("\nN-2", '\n,,,,,,,,\n"","",,,,,,,\nN-2')
    count = read(tmp_path, content).counts[0]
    assert (count.read, count.accepted, count.set_aside, count.rejected) == (4, 2, 2, 0)


@pytest.mark.parametrize("tail", ["", '"a"b\n'])
def test_rows_of_blanks_are_set_aside(tmp_path: Path, tail: str) -> None:
    """By both readers: a cell of blanks says nothing."""
    content = as_csv(records(2)).replace("\nN-2", "\n  , ,\t,,,,, ,\nN-2") + tail
    count = read(tmp_path, content).counts[0]
    assert (count.accepted, count.set_aside, count.rejected) == (2, 1, len(tail) > 0)


@pytest.mark.parametrize(
    "content", [as_csv([record()]).split("\n")[0], as_csv([record()]).split("\n")[0] + "\n"]
)
def test_a_header_alone(tmp_path: Path, content: str) -> None:
    """A log without a record has no fault, and nothing is counted."""
    found = read(tmp_path, content)
    assert (found.records, found.faults, found.counts[0].read) == ([], (), 0)


def test_personal_cells_reach_no_file(engine: DuckDB, log_set: LogSet) -> None:
    """Nothing stands in the staged file in their place, by which they could be guessed."""
    name = "suspect-7f3a@mail.example"
    content = f"request_id,legal_basis,subject\nLR-1,law,{name}\n"
    for text in (content, content + '"a"b\n'):
        one = staged(engine, log_set, text)
        assert name.encode() not in one.parquet.read_bytes()
        constants = {"received_at", "country", "request_type", "outcome", "accounts_specified", "requests"}
        assert set(pq.read_schema(one.parquet).names) - constants == {
            "legal_basis",
            "received_at__written",
            "accounts_specified__written",
            BLANK,
            LINE,
            RECORD_ID,
            CELL_FAULTS,
        }


def test_a_log_that_changed_meanwhile(engine: DuckDB, log_set: LogSet) -> None:
    """Lines of rows that are gone can't be told, and the run ends rather than guess."""
    one = staged(engine, log_set, 'request_id,legal_basis,subject\nLR-1,"a\nb",x\nLR-2,b,y\n')
    assert isinstance(one.file.path, Path)
    one.file.path.write_text("request_id,legal_basis,subject\n")
    with pytest.raises(EnvironmentFailure, match="changed while it was being read"):
        one.lines({1})


def test_lines_of_megabytes(tmp_path: Path) -> None:
    """They are read, and no message shows more than the beginning of a cell."""
    rows = [record(request_id=f"N-{n}", legal_basis="", subject="s" * 10_000_000) for n in range(3)]
    rows[1]["legal_basis"] = "x" * 3_000_000
    found = read(tmp_path, as_csv(rows))
    assert found.places == [(3, "legal_basis", "out_of_range")]
    assert len(str(found.faults[0])) < 1_000
