"""A delimited log that the engine can't take as it is gives the rows, faults and lines of the slow reader."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pellucid.engine.duckdb import open_duckdb
from pellucid.intake.formats import stretches
from pellucid.intake.formats.csv_records import read_records
from pellucid.intake.formats.delimited import Delimited
from pellucid.intake.formats.mended import MendedBytes, mend
from pellucid.intake.formats.opened import is_readable
from pellucid.intake.layout import Layout
from pellucid.intake.no_text import MARK
from tests.intake.reading import as_csv, read, record, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pellucid.engine.duckdb import DuckDB
    from pellucid.intake.formats.opened import Record

PLAIN = ("a", "bb", "é", "", "x y", "12", '""', '"b,c"', '"d""e"', '"f\ng"', '"h\r\ni"', '"j\rk"', ' "l"')
FAULTY = ('a"b', '"a"b', '"', 'x"', '"a" ', "\0", "a\rb", "\udcff", "\udce3\udc81")
CELLS = st.lists(st.sampled_from(PLAIN), min_size=3, max_size=3) | st.lists(
    st.sampled_from([*PLAIN, *FAULTY]), min_size=1, max_size=5
)
LINES = st.lists(CELLS.map(",".join) | st.sampled_from(["", "a,b,c,,"]), min_size=1, max_size=30)
END = st.sampled_from(["\n", "\r\n"])


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDB]:
    """One engine for all examples."""
    with open_duckdb(tmp_path_factory.mktemp("engine") / "scratch") as opened:
        yield opened


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks so small that short logs have several."""
    monkeypatch.setattr(stretches, "_BLOCK", 40)
    monkeypatch.setattr(stretches, "_STEP", 16)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, end=END, last=st.booleans(), mark=st.booleans(), before=st.sampled_from(["", "note,x\n"]))
@pytest.mark.usefixtures("small_blocks")
def test_what_is_left_are_the_records_of_the_slow_reader(  # noqa: PLR0913 - what a log may look like
    engine: DuckDB, lines: list[str], end: str, *, last: bool, mark: bool, before: str
) -> None:
    """Whatever stands in a log: the rows, what is refused and where, and each row found again alone."""
    text = before + "h1,h2,h3" + end + end.join(lines) + end * last
    content = (b"\xef\xbb\xbf" if mark else b"") + text.encode(errors="surrogateescape")
    skipped = int(bool(before))
    layout = Layout("utf-8", ",", ("h1", "h2", "h3"), 1 + skipped, skipped)
    everything = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", MARK, newline="")
    expected = list(read_records(everything, layout))
    rows = [one for one in expected if is_readable(one)]
    assert list(stretches.find_records(io.BytesIO(content), layout, range(len(lines)))) == list(
        enumerate(rows)
    )
    refused: list[Record] = []
    mended = mend(lambda: io.BytesIO(content), layout, lambda one: _refuse(one, refused))
    assert refused == [one for one in expected if not is_readable(one)]
    if expected:
        at = engine.reach(
            ".csv", lambda: io.BufferedReader(MendedBytes(mended, lambda: io.BytesIO(content))), mended.size
        )
        found = engine.read_csv(at, ("c0", "c1", "c2"), ",").to_pyarrow().to_pylist()
        assert [_plain(row.values()) for row in found] == [_plain(one.cells) for one in rows]


def _refuse(one: Record, refused: list[Record]) -> bool:
    if not is_readable(one):
        refused.append(one)
    return not is_readable(one)


def _plain(cells: object) -> list[str]:
    """Cells without blanks around them, as every column is read."""
    return [(cell or "").strip(" ") for cell in cells]  # type: ignore[attr-defined]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(st.sampled_from(PLAIN), min_size=3, max_size=3), min_size=1, max_size=30), end=END
)
@pytest.mark.usefixtures("small_blocks")
def test_rows_of_a_sound_log_are_found(rows: list[list[str]], end: str) -> None:
    """As the engine has taken it, each row is found without the others."""
    content = "".join(",".join(row) + end for row in [["h1", "h2", "h3"], *rows]).encode()
    layout = Layout("utf-8", ",", ("h1", "h2", "h3"))
    expected = list(read_records(io.StringIO(content.decode(), newline=""), layout, strict=False))
    for wanted in (range(len(rows)), {0}, {len(rows) - 1}):
        found = list(stretches.find_records(io.BytesIO(content), layout, wanted, strict=False))
        assert found == [(row, expected[row]) for row in wanted]


@pytest.fixture
def no_slow_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log that is read record by record all through is an error."""

    def records(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Delimited, "records", records)


@pytest.mark.usefixtures("no_slow_reader")
@pytest.mark.parametrize("suffix", ["", ".gz"])
@pytest.mark.parametrize(
    "bad", [b"N-9,one cell too few", b'N-9,"a"b,,,,,,,', b"N-9,\0,,,,,,,", b'N-9,"never closed,,,,,,,']
)
def test_one_faulty_row_does_not_send_the_rest_to_the_slow_reader(
    tmp_path: Path, bad: bytes, suffix: str
) -> None:
    """The rows before and behind it, and their lines, are what they are without it."""
    rows = records(6)
    rows[1]["subject"] = "over\ntwo lines"
    rows[5]["country"] = "XQ"
    lines = as_csv(rows).encode().splitlines(keepends=True)
    content = b"".join([*lines[:4], bad + b"\n", *lines[4:]])
    packed = gzip.compress(content) if suffix else content
    found = read(tmp_path, {f"logs/log.csv{suffix}": packed}, paths=["logs/*"])
    assert found.places == [(5, "", "malformed_row"), (9, "country", "unknown_country")]
    assert (found.counts[0].read, found.counts[0].accepted, found.counts[0].rejected) == (7, 5, 2)


@pytest.mark.usefixtures("no_slow_reader")
@pytest.mark.parametrize("subject", ["another", "suspect@mail.example"])
def test_personal_cells_of_copies_are_compared_behind_a_faulty_row(tmp_path: Path, subject: str) -> None:
    """The copies are found at their lines."""
    first, copy = as_csv([record(), record(subject=subject)]).splitlines(keepends=True)[1:]
    header = as_csv([record()]).splitlines(keepends=True)[0]
    found = read(tmp_path, header + "LR-0,too few\n" + first + "too,few\n" + copy)
    alike = subject == record()["subject"]
    faulty = [(2, "malformed_row"), (4, "malformed_row")]
    copies = [(5, "duplicate")] if alike else [(3, "contradicting_duplicate"), (5, "contradicting_duplicate")]
    assert sorted((line, code) for line, _, code in found.places) == sorted([*faulty, *copies])


@pytest.mark.parametrize("before", ["note\n", "note\r\n", "note\r", "\n\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_above_the_header_may_end_otherwise(tmp_path: Path, before: str, end: str) -> None:
    """No row is lost where the engine would take the whole log for one line."""
    rows = [record(request_id=f"N-{number}", country="XQ") for number in range(3)]
    found = read(tmp_path, before + as_csv(rows, end))
    first = before.count("\n") + (before == "note\r") + 2
    assert [fault.line for fault in found.faults] == [first, first + 1, first + 2]
    assert found.counts[0].read == len(rows)


def test_a_log_of_nothing_but_faulty_rows(tmp_path: Path) -> None:
    """All of them are named."""
    header = as_csv([record()]).splitlines()[0]
    found = read(tmp_path, f"{header}\nLR-1,x\nLR-2,y\n")
    assert [fault.line for fault in found.faults] == [2, 3]
    assert found.counts[0].read == found.counts[0].rejected == 2
    assert found.records == []
