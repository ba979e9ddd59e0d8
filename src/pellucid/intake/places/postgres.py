"""The address of a PostgreSQL database in; its tables out. It is read in a transaction that can't write.

Passwords come from PGPASSWORD, a password file or a service, as libpq finds them.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from pellucid.errors import EnvironmentFailure, LogUnreadable
from pellucid.intake.canonical import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.intake.places.found import Pattern

SCHEMES = ("postgresql://", "postgres://")
EXTRA = "postgres"
_BLOCK = 10_000
# How a column is written as CSV would have it, by its type; others as PostgreSQL itself writes them.
_AS_TEXT = {
    "timestamp without time zone": "regexp_replace(replace({0}::text, ' ', 'T'), 'T00:00:00$', '')",
    "timestamp with time zone": "replace(({0} AT TIME ZONE 'UTC')::text, ' ', 'T') || 'Z'",
    "numeric": r"regexp_replace({0}::text, '\.0+$', '')",
    "bytea": "convert_from({0}, 'UTF8')",
}


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL database. name: its address without user and password."""

    name: str
    address: str

    def tables(self) -> list[str]:
        """The names of tables and views, with their schema where it is not on the search path."""
        query = (
            "SELECT CASE WHEN pg_table_is_visible(c.oid) THEN relname ELSE nspname || '.' || relname END "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
            "WHERE relkind IN ('r', 'v', 'm', 'p', 'f') "
            "AND nspname NOT IN ('pg_catalog', 'information_schema') AND nspname NOT LIKE 'pg\\_%' ORDER BY 1"
        )
        with self._connection() as connection:
            return [name for (name,) in connection.execute(query)]

    def columns(self, table: str) -> tuple[str, ...]:
        """The names of a table's columns."""
        with self._connection() as connection:
            return tuple(name for name, _, _ in _columns(connection, table))

    def rows(self, table: str) -> Iterator[tuple[str, ...]]:
        """The records, as text, by the primary key, else by all columns."""
        with self._connection() as connection, connection.cursor(name="pellucid") as cursor:
            cursor.itersize = _BLOCK
            cursor.execute(_query(connection, table))
            for row in cursor:
                yield tuple(map(text_of, row))

    @contextlib.contextmanager
    def _connection(self) -> Iterator[Any]:
        psycopg = driver(self.name)
        try:
            with psycopg.connect(
                self.address, application_name="pellucid", client_encoding="UTF8"
            ) as connection:
                connection.read_only = True
                connection.execute(
                    "SET datestyle = 'ISO'; SET timezone = 'UTC'; SET intervalstyle = 'iso_8601'"
                )
                yield connection
        except psycopg.OperationalError as error:
            raise EnvironmentFailure(
                "the database does not answer as it should",
                where=self.name,
                got=str(error).strip().splitlines()[-1].rpartition("FATAL:")[2].strip(),
                mend="set PGHOST, PGUSER, PGPASSWORD or a password file as for psql, and try it with psql",
            ) from error
        except psycopg.Error as error:
            first = str(error).splitlines()[0]
            raise LogUnreadable(f"the table can't be read: {first}", where=self.name) from error


def driver(where: str) -> Any:  # noqa: ANN401 - a module that may not be there
    """The driver.

    Raises:
        EnvironmentFailure: it is not installed.

    """
    try:
        import psycopg  # noqa: PLC0415 - only where a log is in PostgreSQL
    except ImportError as error:
        raise EnvironmentFailure(
            "reading PostgreSQL needs a driver that is not installed",
            where=where,
            mend=f"pip install 'pellucid[{EXTRA}]'",
        ) from error
    return psycopg


def shown_database(address: str) -> str:
    """The address of a database without user, password and options."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def refuse_password(pattern: Pattern) -> None:
    """Passwords are not written into configurations.

    Raises:
        UsageError: there is one.

    """
    parts = urlsplit(pattern.text)
    if parts.password or any(name in {"password", "sslpassword"} for name, _ in parse_qsl(parts.query)):
        mend = "take it out, and set PGPASSWORD or a password file as for psql"
        raise pattern.refused("a password has no place in the configuration", mend)


def _columns(connection: Any, table: str) -> list[tuple[str, str, bool]]:  # noqa: ANN401
    """Name and type of each column, and whether it is a list."""
    query = (
        "SELECT attname, format_type(atttypid, NULL), typcategory = 'A' FROM pg_attribute "
        "JOIN pg_type t ON t.oid = atttypid "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    )
    return [tuple(row) for row in connection.execute(query, [_named(table)])]


def _query(connection: Any, table: str) -> str:  # noqa: ANN401
    texts = []
    for name, kind, is_list in _columns(connection, table):
        pattern = "array_to_string({0}, '|')" if is_list else _AS_TEXT.get(kind, "{0}::text")
        texts.append(pattern.format(_quoted(name)))
    key = connection.execute(
        "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey) "
        "WHERE indrelid = %s::regclass AND indisprimary ORDER BY array_position(indkey::int2[], attnum)",
        [_named(table)],
    ).fetchall()
    order = [_quoted(name) for (name,) in key] or [str(place) for place in range(1, len(texts) + 1)]
    return f"SELECT {', '.join(texts)} FROM {_named(table)} ORDER BY {', '.join(order)}"  # noqa: S608 - quoted


def _named(table: str) -> str:
    """A table's name as SQL takes it: schema.table are two names."""
    return ".".join(_quoted(part) for part in table.split(".", 1))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
