"""The same records in every format: the same rows, the same faults at the same lines, the same account."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from pellucid.errors import Ending, LogUnreadable, UsageError
from tests.intake.reading import Read, as_csv, read, record, records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Rows = list[dict[str, str]]

COUNTS = ("accounts_specified", "accounts_disclosed")


def faulty() -> Rows:
    """Records of which some have a fault, one is a copy, and one has empty cells."""
    rows = records(8)
    rows[1] |= {"country": "??"}
    rows[3] |= {"received_at": "2025-02-31", "outcome": "none"}
    rows[4] |= {"accounts_specified": "-1"}
    rows[5] |= {"request_id": "N-1"}
    rows[6] |= {"closed_at": "", "outcome": "pending", "accounts_disclosed": ""}
    return rows


def values_of(row: dict[str, str]) -> dict[str, Any]:
    """Type the cells as programs do: numbers, days, and nothing for an empty one."""
    return {name: _value(name, text) for name, text in row.items()}


def _value(name: str, text: str) -> object:
    if not text:
        return None
    if name in COUNTS:
        return int(text)
    if name.endswith("_at"):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def csv_bytes(rows: Rows) -> bytes:
    """Write CSV."""
    return as_csv(rows).encode()


def zipped(rows: Rows) -> bytes:
    """Write an archive with one log, a picture and what macOS adds."""
    return archive({"requests.csv": csv_bytes(rows), "logo.png": b"x", "__MACOSX/._requests.csv": b"x"})


def archive(files: dict[str, bytes]) -> bytes:
    """Write an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def json_lines(rows: Rows) -> bytes:
    """Write typed JSON under a blank line, as there is no header; an empty cell is null."""
    return b"\n" + b"\n".join(json.dumps(values_of(row), default=str).encode() for row in rows)


def json_document(rows: Rows) -> bytes:
    """Write a list, a record a line under its bracket."""
    return b"[\n" + b",\n".join(json.dumps(values_of(row), default=str).encode() for row in rows) + b"\n]\n"


def named_list(rows: Rows) -> bytes:
    """Write a record that holds the list among other things."""
    before = json.dumps({"made": "2026-01-05", "by": {"name": "a program"}, "pages": [1, 2]})[:-1]
    return before.encode() + b', "items": ' + json_document(rows).rstrip() + b', "more": false}'


def records_by_key(rows: Rows) -> bytes:
    """Write records that stand under a key each."""
    members = (f'"{number}": {json.dumps(values_of(row), default=str)}' for number, row in enumerate(rows, 1))
    return ('{"items": {\n' + ",\n".join(members) + "}}").encode()


def zstandard(content: bytes) -> bytes:
    """Pack as `zstd` does."""
    return bytes(pa.compress(content, "zstd", asbytes=True))


def parquet(rows: Rows) -> bytes:
    """Write a table of text and whole numbers."""
    typed = [
        {name: _value(name, text) if name in COUNTS else text or None for name, text in row.items()}
        for row in rows
    ]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(typed), buffer)
    return buffer.getvalue()


def workbook(rows: Rows, sheet: str = "Requests") -> bytes:
    """Write typed cells."""
    return book({sheet: [list(rows[0]), *(list(values_of(row).values()) for row in rows)]})


def book(sheets: dict[str, list[list[Any]]]) -> bytes:
    """Write sheets of rows."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return buffer.getvalue()


def database(rows: Rows) -> bytes:
    """Write a SQLite database with the log and another table."""
    with sqlite3.connect(":memory:") as connection:
        names = ", ".join(rows[0])
        connection.execute(f"CREATE TABLE requests ({names})")
        connection.execute("CREATE TABLE people (name)")
        marks = ", ".join("?" * len(rows[0]))
        typed = [[_plain(value) for value in values_of(row).values()] for row in rows]
        connection.executemany(f"INSERT INTO requests VALUES ({marks})", typed)  # noqa: S608 - marks only
        connection.commit()
        return bytes(connection.serialize())


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


FORMATS: dict[str, tuple[str, Callable[[Rows], bytes], dict[str, object]]] = {
    "tsv": ("log.tsv", lambda rows: as_csv(rows).replace(",", "\t").encode(), {}),
    "csv.gz": ("log.csv.gz", lambda rows: gzip.compress(csv_bytes(rows)), {}),
    "csv.zst": ("log.csv.zst", lambda rows: zstandard(csv_bytes(rows)), {}),
    "zip": ("log.zip", zipped, {}),
    "jsonl": ("log.jsonl", json_lines, {}),
    "jsonl.gz": ("log.jsonl.gz", lambda rows: gzip.compress(json_lines(rows)), {}),
    "jsonl.zst": ("log.jsonl.zst", lambda rows: zstandard(json_lines(rows)), {}),
    "json": ("log.json", json_document, {}),
    "json.gz": ("log.json.gz", lambda rows: gzip.compress(json_document(rows)), {}),
    "json.zst": ("log.json.zst", lambda rows: zstandard(named_list(rows)), {"records": ["items"]}),
    "json with the only list": ("log.json", named_list, {}),
    "json by key": ("log.json", records_by_key, {"records": ["items", "{number}"]}),
    "json, a record a line": ("log.json", json_lines, {}),
    "zipped json": ("log.zip", lambda rows: archive({"a.json": json_document(rows)}), {}),
    "parquet": ("log.parquet", parquet, {}),
    "zipped parquet": ("log.zip", lambda rows: archive({"a.parquet": parquet(rows)}), {}),
    "xlsx": ("log.xlsx", workbook, {}),
    "sqlite": ("log.sqlite", database, {"table": "requests"}),
    "sqlite by its prefix": ("log.data", database, {"table": "requests", "paths": ["sqlite:logs/log.data"]}),
}


def plain(found: Read) -> tuple[object, ...]:
    """Give all that must be the same: rows, faults, and the account."""
    faults = [(one.line, one.column, one.value, one.code, one.mend, one.record_id) for one in found.faults]
    rows = [{name: cell for name, cell in row.items() if name != "_file"} for row in found.records]
    for row in rows:
        row["_line"] = None
    return rows, faults, found.counts


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_records(tmp_path: Path, form: str) -> None:
    """In rows, faults and account; also from the cache, which holds nothing personal."""
    name, make, log = FORMATS[form]
    want = read(tmp_path / "csv", {"logs/log.csv": csv_bytes(faulty())}) if made(tmp_path / "csv") else None
    folder = made(tmp_path / "other")
    assert want
    assert len(want.faults) == 5
    for _ in range(2):
        found = read(folder, {f"logs/{name}": make(faulty())}, **{"paths": ["logs/*"]} | log)  # type: ignore[arg-type]
        assert plain(found) == plain(want)
    for path in (folder / ".pellucid").rglob("*"):
        assert path.is_dir() or b"suspect@" not in path.read_bytes()


def made(folder: Path) -> Path:
    """Make a folder."""
    folder.mkdir()
    return folder


def test_members_of_an_archive_are_files(tmp_path: Path) -> None:
    """Each with its own name and account; a pattern behind the archive's name chooses among them."""
    rows = records(4)
    rows[3]["country"] = "??"
    packed = archive({"b.csv": csv_bytes(rows[2:]), "2025/a.csv": csv_bytes(rows[:2])})
    found = read(tmp_path, {"logs/x.zip": packed}, paths=["logs/x.zip"])
    assert [count.read for count in found.counts] == [2, 2]
    assert [(fault.file, fault.line) for fault in found.faults] == [("logs/x.zip/b.csv", 3)]
    found = read(tmp_path, {}, paths=["logs/*.zip/2025/*.csv"])
    assert found.column("request_id") == ["N-1", "N-2"]


def test_a_partitioned_folder(tmp_path: Path) -> None:
    """What its folders say are columns, in files of every format; a row with nothing else is blank."""
    rows = records(3)
    for row in rows:
        del row["received_at"], row["country"]
    files: dict[str, str | bytes] = {
        "logs/date=2025-01-05/country=FR/a.csv": as_csv(rows[:1]) + "," * (len(rows[0]) - 1) + "\n",
        "logs/date=2025-01-05/country=DE/a.jsonl": json_lines(rows[1:2]),
        "logs/date=2025-01-06/country=X%20Y/a.parquet": parquet(rows[2:]),
    }
    found = read(tmp_path, files, paths=["logs/**/*.*"], columns={"received_at": "date"})
    assert found.column("country") == ["DE", "FR"]
    assert found.column("received_at") == [date(2025, 1, 5)] * 2
    assert [(fault.line, fault.column, fault.value) for fault in found.faults] == [(2, "country", "X Y")]
    assert [count.set_aside for count in found.counts] == [0, 1, 0]


# JSON lines


def jsonl(*lines: object) -> bytes:
    """Write lines: texts as they are, anything else as JSON."""
    return "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()


def test_json_lines_that_are_no_records(tmp_path: Path) -> None:
    """Each is a reject at its line and the rest is read; blank lines count as lines only."""
    first, second = records(2)
    content = jsonl(
        first,
        "",
        [1, 2],
        first | {"country": {"code": "FR"}},
        first | {"country": [["FR"]]},
        '{"country": NaN}',
        '{"country": "FR", "country": "DE"}',
        second,
        json.dumps(first)[:40],
    )
    found = read(tmp_path, {"logs/a.jsonl": content}, paths=["logs/a.jsonl"])
    assert found.places == [(line, "", "malformed_row") for line in (3, 4, 5, 6, 7, 9)]
    assert found.column("request_id") == ["N-1", "N-2"]
    assert found.counts[0].read == 8
    assert "suspect@" not in "".join(map(str, found.faults))


def test_json_values(tmp_path: Path) -> None:
    """Numbers, flags and lists are the texts that CSV would have."""
    row = record() | {"accounts_specified": 3.0, "data_disclosed": ["ip_address", "phone_number"]}
    row |= {"accounts_disclosed": 2, "user_notified": True}
    found = read(tmp_path, {"logs/a.jsonl": jsonl(row)}, paths=["logs/a.jsonl"])
    want = read(
        tmp_path,
        as_csv(
            [
                record(
                    accounts_specified="3",
                    accounts_disclosed="2",
                    data_disclosed="ip_address|phone_number",
                    user_notified="true",
                )
            ]
        ),
    )
    assert not want.faults
    assert plain(found) == plain(want)


def test_a_key_that_comes_late(tmp_path: Path) -> None:
    """It is a column all the same where the log should have it."""
    rows = records(1_200)
    for row in rows[:-1]:
        del row["closed_at"]
        row |= {"outcome": "pending", "accounts_disclosed": ""}
    found = read(tmp_path, {"logs/a.jsonl": jsonl(*rows)}, paths=["logs/a.jsonl"])
    assert found.column("closed_at")[-2:] == [None, date(2025, 2, 1)]


def test_a_key_that_no_record_has(tmp_path: Path) -> None:
    """That is a header without the column."""
    row = record()
    del row["country"]
    with pytest.raises(UsageError, match="lacks `country`"):
        read(tmp_path, {"logs/a.jsonl": jsonl(row)}, paths=["logs/a.jsonl"])


def test_json_text_that_is_none(tmp_path: Path) -> None:
    """NUL bytes, half a character and bytes that are no UTF-8 are faults of their row."""
    rows = records(4)
    lines = [json.dumps(row) for row in rows]
    lines[0] = lines[0].replace("FR", "\\u0000")
    lines[1] = lines[1].replace("suspect", "\\ud800")
    content = "\n".join(lines).encode().replace(b"N-3", b"N-\xff")
    found = read(tmp_path, {"logs/a.jsonl": content}, paths=["logs/a.jsonl"])
    assert found.places == [
        (1, "", "malformed_row"),
        (2, "subject", "bad_encoding"),
        (3, "request_id", "bad_encoding"),
    ]


# Workbooks


def test_the_cells_of_a_workbook(tmp_path: Path) -> None:
    """The header may start lower down, empty rows are no records, and the line is the row's number."""
    row = values_of(record()) | {"received_at": datetime(2025, 1, 5, 10, 30), "user_notified": True}  # noqa: DTZ001
    other = values_of(record(request_id="N-2", country="??")) | {"user_notified": False}
    content = book({"Requests": [[], [], list(row), list(row.values()), [], list(other.values())]})
    found = read(tmp_path, {"logs/a.xlsx": content}, paths=["logs/a.xlsx"])
    assert found.places == [(6, "country", "unknown_country")]
    assert (found.column("received_at"), found.column("user_notified")) == ([date(2025, 1, 5)], ["yes"])
    assert found.counts[0].set_aside == 0


def test_a_workbook_with_a_title_above_its_header(tmp_path: Path) -> None:
    """As reports in Excel have it: the header is found, a fault is at its row; rows above can be skipped."""
    rows: list[list[object]] = [[*record()], *([*row.values()] for row in records(2))]  # type: ignore[list-item]
    rows[2][2] = "Atlantis"
    title: list[list[object]] = [["Requests of 2025", "country"], [], ["as of", "3 January"]]
    files = {"logs/a.xlsx": book({"First": [*title, *rows]})}
    for skipped in ({}, {"csv": {"skip_lines": 3}}):
        found = read(tmp_path, files, paths=["logs/a.xlsx"], **skipped)
        assert [place for place in found.places if place[1] == "country"] == [
            (6, "country", "unknown_country")
        ]
        assert found.counts[0].read == 2


def test_errors_and_stray_cells_in_a_workbook(tmp_path: Path) -> None:
    """A cell such as #N/A is not empty, and one beside the table makes its row unreadable."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet("A & B")
        rows = [list(record()), *(list(row.values()) for row in records(3))]
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        sheet.write_formula(2, 2, "=NA()", None, "#N/A")
        sheet.write(3, 12, "a remark")
    found = read(tmp_path, {"logs/a.xlsx": buffer.getvalue()}, paths=["logs/a.xlsx"])
    assert found.places == [(3, "country", "unknown_country"), (4, "", "malformed_row")]
    assert found.faults[0].value == "#N/A"


def test_the_sheet_must_be_said_where_there_are_several(tmp_path: Path) -> None:
    """An empty one does not count."""
    rows = [list(record()), list(record().values())]
    files = {"logs/a.xlsx": book({"First": rows, "Second": [*rows, list(records(1)[0].values())]})}
    with pytest.raises(UsageError, match="which sheet") as ending:
        read(tmp_path, files, paths=["logs/a.xlsx"])
    assert ending.value.got == "the sheets First, Second"
    assert read(tmp_path, files, paths=["logs/a.xlsx"], sheet="Second").counts[0].read == 2
    assert read(tmp_path, files, paths=["logs/a.xlsx"], sheet="First").counts[0].read == 1
    with pytest.raises(UsageError, match="no sheet `Secnd`") as ending:
        read(tmp_path, files, paths=["logs/a.xlsx"], sheet="Secnd")
    assert "Second" in (ending.value.mend or "")
    files = {"logs/a.xlsx": book({"First": rows, "Second": []})}
    assert read(tmp_path, files, paths=["logs/a.xlsx"]).counts[0].read == 1


# Parquet


def test_the_types_of_parquet(tmp_path: Path) -> None:
    """Days, times, zones, flags, lists and numbers with decimals are the texts that CSV would have."""
    row = record(kind="legal_requests")
    typed = row | {
        "received_at": pa.scalar(datetime(2025, 1, 5), pa.timestamp("us")),  # noqa: DTZ001
        "closed_at": pa.scalar(datetime(2025, 2, 1, 23, 30), pa.timestamp("ns", "Europe/Paris")),  # noqa: DTZ001
        "accounts_specified": 3.0,
        "accounts_disclosed": pa.scalar(2, pa.decimal128(10, 2)),
        "data_disclosed": ["ip_address", "phone_number"],
        "user_notified": True,
    }
    arrays = {
        name: pa.array([value.as_py()], value.type) if isinstance(value, pa.Scalar) else pa.array([value])
        for name, value in typed.items()
    }
    buffer = io.BytesIO()
    pq.write_table(pa.table(arrays), buffer)
    found = read(tmp_path, {"logs/a.parquet": buffer.getvalue()}, paths=["logs/a.parquet"])
    texts = {"closed_at": "2025-02-01T23:30Z", "user_notified": "yes"}
    texts |= {"data_disclosed": "ip_address|phone_number"}
    assert plain(found) == plain(read(tmp_path, as_csv([row | texts])))


def test_parquet_text_that_is_none(tmp_path: Path) -> None:
    """NUL bytes and bytes that are no UTF-8 are faults of their row."""
    rows = [{name: text.encode() for name, text in row.items()} for row in records(3)]
    rows[1]["subject"] = b"a\0b"
    for spoiled in (b"ok", b"N-\xff"):
        rows[2]["request_id"] = spoiled
        arrays = {
            name: pa.array([row[name] for row in rows], pa.binary()).view(pa.string()) for name in rows[0]
        }
        buffer = io.BytesIO()
        pq.write_table(pa.table(arrays), buffer)
        found = read(tmp_path, {"logs/a.parquet": buffer.getvalue()}, paths=["logs/a.parquet"])
        assert found.places[0] == (3, "", "malformed_row")
        assert found.places[1:] == ([] if spoiled == b"ok" else [(4, "request_id", "bad_encoding")])


# Databases


def test_the_table_must_be_said_where_there_are_several(tmp_path: Path) -> None:
    """The message lists them."""
    files = {"logs/a.db": database(records(2))}
    with pytest.raises(UsageError, match="which table") as ending:
        read(tmp_path, files, paths=["logs/a.db"])
    assert ending.value.got == "logs/a.db has people, requests"
    with pytest.raises(UsageError, match="no table `request`") as ending:
        read(tmp_path, files, paths=["logs/a.db"], table="request")
    assert "requests" in (ending.value.mend or "")


def test_a_database_is_not_changed(tmp_path: Path) -> None:
    """It is opened for reading only, and faults name the table."""
    content = database([record(country="??")])
    found = read(tmp_path, {"logs/a.db": content}, paths=["logs/a.db"], table="requests")
    assert [(fault.file, fault.line) for fault in found.faults] == [("logs/a.db/requests", 2)]
    assert (tmp_path / "logs/a.db").read_bytes() == content
    assert [path.name for path in (tmp_path / "logs").iterdir()] == ["a.db"]


# What a file is said to be and is not


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"request_id,country\n", "no Excel workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "locked, or of an old kind"),
        ("a.parquet", b"request_id,country\n", "no Parquet file"),
        ("a.zip", b"request_id,country\n", "no ZIP archive"),
        ("a.zip", archive({"a.png": b""}), "holds no log"),
        ("a.csv.gz", b"request_id,country\n", "can't be unpacked"),
        ("a.csv.zst", b"request_id,country\n", "can't be unpacked"),
        ("a.csv.zst", zstandard(csv_bytes(records(900)))[:-9], "can't be unpacked"),
        ("a.jsonl", b"request_id,country\nLR-1,FR\n", "no line of the log is a JSON record"),
        ("a.db", b"request_id,country\n" * 99, "no SQLite database"),
        ("a.json", b"request_id,country\n", "no JSON document"),
        ("a.xls", b"x", "can't be read as a log"),
        ("a.csv", workbook(records(1)), "looks like a binary file"),
    ],
)
def test_files_that_are_not_what_their_name_says(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    """The message names the file, and how to mend it."""
    with pytest.raises(LogUnreadable, match=says) as ending:
        read(tmp_path, {f"logs/{name}": content}, paths=[f"logs/{name}"])
    assert (ending.value.where or "").startswith(f"logs/{name}")
    assert ending.value.mend


@pytest.mark.parametrize(
    ("key", "given", "what"),
    [
        ("sheet", "requests", "workbook"),
        ("table", "requests", "database"),
        ("records", ["requests"], "JSON document"),
    ],
)
def test_keys_that_no_file_needs(tmp_path: Path, key: str, given: object, what: str) -> None:
    """A sheet of a CSV file is a mistake."""
    with pytest.raises(Ending, match=f"logs\\[0\\].{key}: none of this log's files is a {what}"):
        read(tmp_path, as_csv([record()]), **{key: given})  # type: ignore[arg-type]
