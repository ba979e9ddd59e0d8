"""What personal columns hold is in nothing that is published, kept or printed; nor does any of it run."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from tests.cli.running import MARKS, call, project, requests, run
from tests.intake.reading import PUBLISHER, as_csv, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Rows = list[dict[str, str]]

ALL = ["html", "pdf", "csv", "json", "xlsx", "parquet"]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def built(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A project with faulty rows, and with script and formulas where a publisher's words stand."""
    return once("secrets", make)


def make(folder: Path) -> None:
    """Build it, and check it in every form."""
    rows = requests()
    rows[2] |= {"country": "??"}
    rows[3] |= {"received_at": "2025-02-31"}
    rows[4] |= {"request_id": rows[5]["request_id"]}
    rows[23] |= {"legal_basis": f"=HYPERLINK(1){SCRIPT}"}
    log = as_csv([{"legal_basis": ""} | row for row in rows]) + f"{MARKS[0]};{MARKS[1]}\n"
    project(
        folder,
        log,
        publisher=PUBLISHER | {"name": f"{SCRIPT}=1+1"},
        report={"formats": ALL, "title": "=1+1 <img src=x onerror=alert(2)>"},
    )
    for command in (
        ("-v", "build"),
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "github"),
    ):
        ended = run(folder, *command) if "build" in command else call(folder, *command)
        assert ended.code == (0 if "build" in command else 1), ended.err  # call and run looked for the marks


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file of the site and the work folder, and what is packed in it."""
    for top in ("public", ".pellucid"):
        for path in sorted((folder / top).rglob("*")):
            if path.is_file():
                yield str(path), path.read_bytes()
                yield from unpacked(path)


def unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give the parts of a workbook, the attached files and the text of a PDF."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            yield from ((f"{path}!{name}", book.read(name)) for name in book.namelist())
    if path.suffix == ".pdf":
        with pikepdf.open(path) as document:
            for name, attached in document.attachments.items():
                yield f"{path}!{name}", attached.get_file().read_bytes()
            for number, thing in enumerate(document.objects):
                if isinstance(thing, pikepdf.Stream):
                    yield f"{path}!{number}", thing.read_bytes()
        if shutil.which("pdftotext"):
            text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
            yield f"{path}!text", text


def test_nothing_personal_is_anywhere(built: Path) -> None:
    """Not in the site, not in the work folder, in no format."""
    seen = set()
    for name, content in contents(built):
        seen.add(name.rpartition(".")[2].partition("!")[0])
        assert not any(mark.encode() in content for mark in MARKS), name
        assert not any(mark.encode("utf-16-le") in content for mark in MARKS), name
    assert {"html", "pdf", "csv", "json", "xlsx", "parquet", "xml"} <= seen


def test_the_log_that_was_read_does_hold_it(built: Path) -> None:
    """Else the search above would find nothing in anything."""
    assert all(mark in (built / "logs/requests.csv").read_text() for mark in MARKS)


def test_no_script_and_no_formula_runs(built: Path) -> None:
    """A publisher's words and a log's are text, in pages and in tables."""
    for name, content in contents(built):
        if name.endswith(".html"):
            assert b"<script>alert" not in content, name
            assert b"<img src=x" not in content, name
        if name.endswith(".csv"):
            assert not re.search(rb'(^|,)"?[=+@]', content, re.MULTILINE), name
        if "xlsx!xl/worksheets" in name:
            assert b"<f>" not in content, name


def test_the_words_are_there_as_text(built: Path) -> None:
    """They were not simply left out."""
    page = (built / "public/2025-Q4/index.html").read_text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;=1+1" in page
    assert "=1+1 &lt;img src=x" in page


def test_the_work_folder_is_no_part_of_the_site(built: Path) -> None:
    """Rejects and reconciliation stay where they are; the manifest names no path of this machine."""
    names = [path.name for path in (built / "public").rglob("*")]
    assert not {
        "rejects.csv",
        "reconciliation.json",
        "policy.csv",
        "transparency.yaml",
        "requests.csv",
    } & set(names)
    assert str(built) not in (built / "public/2025-Q4/manifest.json").read_text()
    assert (
        io.StringIO((built / ".pellucid/rejects.csv").read_text()).readline().startswith("file,line,column")
    )


def faulty() -> Rows:
    """Make rows with every fault that stands beside a personal cell: codes, days, numbers, copies, ids."""
    rows = requests()
    rows[2] |= {"country": "??"}
    rows[3] |= {"received_at": "2025-02-31"}
    rows[4] |= {"accounts_specified": "many", "outcome": "unheard of"}
    rows[5] |= {"request_id": rows[6]["request_id"]}  # contradicts it
    rows[7] |= {"accounts_disclosed": "99"}
    rows[8] |= {"request_id": ""}
    rows += [rows[9].copy(), rows[10] | {"subject": f"{MARKS[0]}-other"}, rows[11] | {"authority": ""}]
    return rows


def workbook(rows: Rows) -> bytes:
    """Write them as a workbook."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate([[*rows[0]], *([*row.values()] for row in rows)]):
            sheet.write_row(line, 0, cells)
    return stream.getvalue()


def parquet(rows: Rows) -> bytes:
    """Write them as Parquet."""
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), stream)
    return stream.getvalue()


def database(rows: Rows) -> bytes:
    """Write them as an SQLite database."""
    with sqlite3.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE requests ({', '.join(rows[0])})")
        connection.executemany(
            f"INSERT INTO requests VALUES ({', '.join('?' * len(rows[0]))})",  # noqa: S608 - ours
            [[*row.values()] for row in rows],
        )
        return connection.serialize()


def lines(rows: Rows) -> bytes:
    """Write them as JSON lines, one of them broken in the middle of a name and one without an end."""
    written = [json.dumps(row) for row in rows]
    return "\n".join([*written, f'{{"subject": "{MARKS[0]}', f'{{"authority": "{MARKS[1]}" "x"}}']).encode()


def document(rows: Rows) -> bytes:
    """Write them as a JSON document with two records that are broken in a name, and no end."""
    written = [json.dumps(row) for row in rows]
    spoiled = [f'{{"subject": "{MARKS[0]}}}', f'{{"authority": "{MARKS[1]}" "x"}}', f'"{MARKS[0]}"']
    return ("[" + ",\n".join([*written, *spoiled, f'{{"subject": "{MARKS[0]}'])).encode()


def malformed(rows: Rows) -> bytes:
    """Write CSV with cells too many, too few, a stray quote, and bytes that are no text, in private cells."""
    spoiled = f'{MARKS[1]},{MARKS[0]}\n{",".join([MARKS[0]] * 20)}\n"{MARKS[1]} No "5",{MARKS[0]}\n'
    header = as_csv(rows).splitlines()[0].split(",")
    bad = ",".join(f"{MARKS[1]}\xff" if name == "authority" else "x" for name in header)
    return as_csv(rows).encode() + spoiled.encode() + bad.encode("latin-1") + b"\n"


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "log.csv": lambda rows: as_csv(rows).encode(),
    "log.csv.gz": lambda rows: gzip.compress(as_csv(rows).encode()),
    "malformed.csv": malformed,
    "utf-16.csv": lambda rows: as_csv(rows).encode("utf-16"),
    "open_quote.csv": lambda rows: as_csv(rows).encode() + f'LR-X,"{MARKS[1]}\n{MARKS[0]}'.encode(),
    "log.json": document,
    "log.jsonl": lines,
    "log.xlsx": workbook,
    "log.parquet": parquet,
    "log.sqlite": database,
}


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_and_no_fault_tells(tmp_path: Path, name: str) -> None:
    """Whatever is wrong beside a personal cell: not in the site, the work folder or what is printed.

    call looks for the marks in all that a command prints, with tracebacks too.
    """
    put(tmp_path, {f"logs/{name}": FORMATS[name](faulty())})
    logs = [{"kind": "legal_requests", "paths": [f"logs/{name}"], "duplicates": "reject"}]
    project(tmp_path, logs=logs, report={"formats": ALL})
    (tmp_path / "logs/requests.csv").unlink()
    for command in (
        ("check",),
        ("check", "--format", "json"),
        ("-v", "-v", "build"),
        ("build", "--no-cache"),
    ):
        ended = call(tmp_path, *command)
        assert ended.code in {0, 1}, ended.err
    assert (tmp_path / "public/2025-Q4").is_dir()
    found = (tmp_path / ".pellucid/rejects.csv").read_text()
    assert found.count("\n") > 8
    for path, content in contents(tmp_path):
        for mark in MARKS:
            assert mark.encode() not in content, path
            assert mark.encode("utf-16-le") not in content, path


def test_no_traceback_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not when the engine fails in the middle of a personal column: its error may quote a value."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"at {MARKS[0]}")

    project(tmp_path)
    monkeypatch.setattr("pellucid.confidentiality.leaks.scan.values_in", fail)
    ended = call(tmp_path, "-v", "-v", "build", "--no-cache")
    assert ended.code == 4
    assert "in fail" in ended.err
    assert "Traceback" in ended.err


def test_a_row_that_is_moved_by_a_cell(tmp_path: Path) -> None:
    """What looks like somebody's address is not shown, wherever it stands."""
    rows = requests()
    rows[2] |= {"country": "jane@mail.example", "outcome": "+49 30 1234567"}
    project(tmp_path, as_csv(rows))
    ended = call(tmp_path, "check")
    rejects = (tmp_path / ".pellucid/rejects.csv").read_text()
    assert "(a text with an e-mail address)" in rejects
    assert not any(word in text for word in ("jane", "1234567") for text in (ended.said, rejects))


def test_no_formula_in_what_only_the_publisher_opens(tmp_path: Path) -> None:
    """The lists of rejects and of lapses are opened in spreadsheets."""
    rows = requests()
    rows[2] |= {"country": "=1+1", "request_id": '=HYPERLINK("x")'}
    rows[3] |= {"request_id": "@SUM(1)", "outcome": "disclosed_full", "data_disclosed": "content"}
    policy = {"version": "1", "effective_from": "2020-01-01", "title": "All", "may_disclose": ["ip_address"]}
    project(tmp_path, as_csv([{"data_disclosed": ""} | row for row in rows]), policies=[policy])
    call(tmp_path, "check")
    cells = [
        cell
        for name in ("rejects.csv", "policy.csv")
        for row in csv.reader(io.StringIO((tmp_path / ".pellucid" / name).read_text()))
        for cell in row
    ]
    assert {"'=1+1", "'@SUM(1)"} <= set(cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
