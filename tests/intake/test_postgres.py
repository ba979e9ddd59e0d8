"""Tables of a PostgreSQL server that the tests start: skipped where it is not installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

from pellucid.errors import EnvironmentFailure, LogUnreadable, UsageError
from pellucid.intake import stage as staging
from pellucid.intake.survey import survey
from tests.intake.reading import read, record, records
from tests.intake.test_formats import COUNTS, csv_bytes, faulty, plain, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    Rows = list[dict[str, str]]

DATABASE = "cases"
UUID = "6b29fc40-ca47-1067-b31d-00dd010662da"


def programs() -> Path | None:
    """Find the folder of the newest server that is installed; Debian has it beside the search path."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


@pytest.fixture(scope="module")
def socket() -> Iterator[str]:
    """Start a server that answers on a socket in a folder of its own."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL's server is not installed")
    # Not below pytest's folder: a socket's path is short, and the server never runs as root.
    home = tempfile.mkdtemp(prefix="pellucid-", dir="/tmp")
    who = server_account()
    if who:
        os.chown(home, who.pw_uid, who.pw_gid)

    def run(program: str, *words: str) -> None:
        subprocess.run(
            [folder / program, "-D", f"{home}/data", *words],
            check=True,
            cwd=home,
            stdout=subprocess.DEVNULL,
            user=who.pw_uid if who else None,
            group=who.pw_gid if who else None,
            extra_groups=[] if who else None,
        )

    try:
        run("initdb", "-A", "trust", "-U", "pellucid", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"-k {home} -c listen_addresses='' -c fsync=off"
        run("pg_ctl", "start", "-w", "-o", options, "-l", f"{home}/log")
        try:
            yield home
        finally:
            run("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def server_account() -> pwd.struct_passwd | None:
    """Whom the server runs as, where the tests run as root."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name: one for one in pwd.getpwall()}
    return names.get("postgres") or names.get("nobody")


@pytest.fixture
def address(socket: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make an empty database; where it is, the environment says."""
    monkeypatch.setenv("PGHOST", socket)
    monkeypatch.setenv("PGUSER", "pellucid")
    with psycopg.connect("postgresql:///postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    return f"postgresql:///{DATABASE}"


def do(address: str, *commands: str, values: Any = None) -> None:  # noqa: ANN401
    """Change a database."""
    with psycopg.connect(address) as connection:
        for command in commands:
            connection.execute(command, values)


def fill(address: str, rows: Rows, table: str = "requests", **kinds: str) -> None:
    """Make a table of rows: numbers as numbers, a day as a day, the rest as text."""
    known = {"closed_at": "date"} | dict.fromkeys(COUNTS, "integer") | kinds
    columns = ", ".join(f"{name} {known.get(name, 'text')}" for name in rows[0])
    marks = ", ".join(["%s"] * len(rows[0]))
    with psycopg.connect(address) as connection:
        connection.execute(f"CREATE TABLE {table} ({columns})")
        for row in rows:
            insert = sql.SQL(f"INSERT INTO {table} VALUES ({marks})")  # noqa: S608
            connection.execute(insert, list(values_of(row).values()))


def test_the_same_records(tmp_path: Path, address: str) -> None:
    """In rows, faults and account, by the order of the key; also from the cache, without what is personal."""
    rows = [{"number": str(number), **row} for number, row in enumerate(faulty(), 5)]
    fill(address, list(reversed(rows)), number="bigint PRIMARY KEY")
    (tmp_path / "csv").mkdir()
    want = read(tmp_path / "csv", csv_bytes(rows))
    assert len(want.faults) == 5
    for _ in range(2):
        found = read(tmp_path, {}, paths=[address])
        assert plain(found) == plain(want)
        assert {fault.file for fault in found.faults} == {f"{address}/requests"}
    for path in (tmp_path / ".pellucid").rglob("*"):
        assert path.is_dir() or b"suspect@" not in path.read_bytes()


def test_what_is_unchanged_is_not_read_again(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed table is."""
    fill(address, records(2))
    want = read(tmp_path, {}, paths=[address])
    with monkeypatch.context() as patch:
        patch.setattr(staging, "Reading", None)
        assert plain(read(tmp_path, {}, paths=[address])) == plain(want)
    do(address, "DELETE FROM requests WHERE request_id = 'N-1'")
    assert read(tmp_path, {}, paths=[address]).column("request_id") == ["N-2"]


def test_a_table_that_changes_while_it_is_read(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows are not those of its hash, so that the run ends."""
    fill(address, records(2))

    def and_change(*given: Any) -> object:  # noqa: ANN401
        found = survey(*given)
        do(address, "DELETE FROM requests WHERE request_id = 'N-1'")
        return found

    monkeypatch.setattr(staging, "survey", and_change)
    with pytest.raises(EnvironmentFailure, match="changed while it was being read"):
        read(tmp_path, {}, paths=[address])


@pytest.mark.parametrize(
    ("column", "kind", "value", "text"),
    [
        ("received_at", "date", "'2025-01-05'", "2025-01-05"),
        ("received_at", "timestamp", "'2025-01-05 00:00'", "2025-01-05"),
        ("received_at", "timestamp", "'2025-01-05 10:30'", "2025-01-05T10:30:00"),
        ("received_at", "timestamptz", "'2025-01-05 01:30+02:00'", "2025-01-04T23:30:00Z"),
        ("received_at", "date", "'infinity'", "infinity"),
        ("received_at", "date", "'0044-03-15 BC'", "0044-03-15 BC"),
        ("accounts_specified", "numeric(10,2)", "3", "3"),
        ("accounts_specified", "numeric(10,2)", "3.5", "3.50"),
        ("accounts_specified", "double precision", "3", "3"),
        ("accounts_specified", "double precision", "'NaN'", ""),
        ("accounts_specified", "bigint", "NULL", ""),
        ("user_notified", "boolean", "true", "true"),
        ("data_disclosed", "text[]", "ARRAY['ip_address','phone_number']", "ip_address|phone_number"),
        ("data_disclosed", "jsonb", """'["ip_address", "phone_number"]'""", "ip_address|phone_number"),
        ("data_disclosed", "json", """'"ip_address"'""", "ip_address"),
        ("data_disclosed", "jsonb", "'null'", ""),
        ("country", "char(5)", "'FR'", "FR"),
        ("country", "bytea", r"'\x4652'", "FR"),
        ("request_id", "uuid", f"'{UUID.upper()}'", UUID),
    ],
)
def test_types(  # noqa: PLR0913
    tmp_path: Path, address: str, column: str, kind: str, value: str, text: str
) -> None:
    """A value is the text that CSV would have for it."""
    row = record()
    others = {name: cell for name, cell in row.items() if name != column}
    columns = ", ".join([f'"{name}" text' for name in others] + [f'"{column}" {kind}'])
    cells = ", ".join([f"'{cell}'" for cell in others.values()] + [value])
    do(address, f"CREATE TABLE log ({columns})", f"INSERT INTO log VALUES ({cells})")  # noqa: S608 - ours
    (tmp_path / "csv").mkdir()
    found = read(tmp_path, {}, paths=[address])
    assert plain(found) == plain(read(tmp_path / "csv", csv_bytes([others | {column: text}])))


def test_views_schemas_and_names_that_must_be_quoted(tmp_path: Path, address: str) -> None:
    """Any of them can be the log; the message lists them where it is not said which."""
    quoted = '"Log of ""2025"""'
    view = f"CREATE VIEW legal.sound AS SELECT * FROM {quoted} WHERE request_id = 'N-2'"  # noqa: S608 - ours
    fill(address, records(2), quoted)
    do(address, "CREATE SCHEMA legal", view)
    with pytest.raises(UsageError, match="which table") as ending:
        read(tmp_path, {}, paths=[address])
    assert ending.value.got == f'{address} has Log of "2025", legal.sound'
    assert read(tmp_path, {}, paths=[address], table='Log of "2025"').counts[0].read == 2
    assert read(tmp_path, {}, paths=[address], table="legal.sound").column("request_id") == ["N-2"]


@pytest.mark.parametrize("table", ["request", "legal.sound"])
def test_a_table_that_is_not_there(tmp_path: Path, address: str, table: str) -> None:
    """The message names it."""
    fill(address, records(1))
    with pytest.raises((UsageError, LogUnreadable), match=r"no table `request`|InvalidSchema|does not exist"):
        read(tmp_path, {}, paths=[address], table=table)


def test_a_view_that_stumbles_over_a_value(tmp_path: Path, address: str) -> None:
    """The message does not show the value, which may be anybody's name."""
    fill(address, records(1), subject="text")
    view = "CREATE VIEW log AS SELECT request_id, received_at, subject::integer AS country FROM requests"
    do(address, view)
    with pytest.raises(LogUnreadable, match="can't be read: InvalidTextRepresentation") as ending:
        read(tmp_path, {}, paths=[address], table="log")
    assert "suspect@" not in str(ending.value)


def test_a_database_without_an_encoding(tmp_path: Path, address: str) -> None:
    """Bytes that are no UTF-8 are a fault of their row."""
    do_there = psycopg.connect("postgresql:///postgres", autocommit=True)
    with do_there as connection:
        connection.execute(f"DROP DATABASE {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE} ENCODING 'SQL_ASCII' TEMPLATE template0")
    fill(address, [*records(2), record(request_id="Ä")])
    do(address, r"UPDATE requests SET subject = convert_from('\xff', 'SQL_ASCII') WHERE request_id = 'N-2'")
    found = read(tmp_path, {}, paths=[address])
    assert found.places == [(3, "subject", "bad_encoding")]
    assert found.column("request_id") == ["N-1", "Ä"]


def test_nothing_can_be_written(tmp_path: Path, address: str) -> None:
    """Not even by a view that would."""
    fill(address, records(1))
    do(
        address,
        "CREATE FUNCTION spoil() RETURNS text LANGUAGE sql AS $$ DELETE FROM requests; SELECT 'x' $$",
        "CREATE VIEW log AS SELECT spoil() AS request_id",
    )
    with pytest.raises(LogUnreadable, match="ReadOnlySqlTransaction"):
        read(tmp_path, {}, paths=[address], table="log")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("postgresql:///nowhere", 'database "nowhere" does not exist'),
        ("postgresql:///cases?user=stranger", 'role "stranger" does not exist'),
        ("postgresql:///cases?host=/nowhere", "No such file or directory"),
        ("postgresql://127.0.0.1:9/cases", "Connection refused"),
    ],
)
def test_a_server_that_does_not_let_us_in(tmp_path: Path, address: str, given: str, says: str) -> None:
    """The message repeats what it says."""
    assert address
    with pytest.raises(EnvironmentFailure, match="does not answer") as ending:
        read(tmp_path, {}, paths=[given])
    assert says in (ending.value.got or "")
    assert "PGPASSWORD" in (ending.value.mend or "")


# Where no server is needed


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:hidden@db.example/cases",
        "postgres://db.example/cases?user=me&password=hidden",
        "postgresql://me:hidden@[db.example/cases",
    ],
)
def test_a_password_in_an_address(tmp_path: Path, address: str) -> None:
    """It has no place in the configuration, and is not shown."""
    with pytest.raises(UsageError, match="password") as ending:
        read(tmp_path, {}, paths=[address])
    assert "hidden" not in str(ending.value)
    assert "me" not in (ending.value.got or "").split("/")[2].split("@")[0].split(":")


def test_a_driver_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(EnvironmentFailure, match="needs a driver") as ending:
        read(tmp_path, {}, paths=["postgresql:///cases"])
    assert ending.value.mend == "pip install 'pellucid[postgres]'"
