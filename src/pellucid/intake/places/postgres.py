"""The address of a PostgreSQL database in; its tables out. It is read in a transaction that can't write.

Passwords come from PGPASSWORD, a password file or a service, as libpq finds them.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from pellucid.errors import EnvironmentFailure, LogUnreadable
from pellucid.intake.canonical import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.intake.places.found import Pattern

SCHEMES = ("postgresql://", "postgres://")
EXTRA = "postgres"
_BLOCK = 10_000
_JSON = (
    "CASE jsonb_typeof({0}::jsonb) WHEN 'null' THEN NULL WHEN 'string' THEN {0}::jsonb #>> '{{}}' "
    "WHEN 'array' THEN (SELECT string_agg(item, '|') FROM jsonb_array_elements_text({0}::jsonb) AS x (item)) "
    "ELSE {0}::text END"
)
# How a column is written as CSV would have it, by its type; others as PostgreSQL itself writes them.
_AS_TEXT = {
    "timestamp without time zone": "regexp_replace(replace({0}::text, ' ', 'T'), 'T00:00:00$', '')",
    "timestamp with time zone": "replace(({0} AT TIME ZONE 'UTC')::text, ' ', 'T') || 'Z'",
    "numeric": r"regexp_replace(nullif({0}::text, 'NaN'), '\.0+$', '')",
    "real": "nullif({0}::text, 'NaN')",
    "double precision": "nullif({0}::text, 'NaN')",
    "bytea": "convert_from({0}, 'UTF8')",
    "json": _JSON,
    "jsonb": _JSON,
}
_PASSWORDS = {"password", "sslpassword", "oauth_client_secret"}
_ANY_BYTES = "SQL_ASCII"  # the encoding of a database that has none
_ABOUT_NAMES = ("3F", "42")  # classes of errors that say something of tables and rights, not of values


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
            return [text_of(name) for (name,) in connection.execute(query)]

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
                _read_only(connection)
                yield connection
        except psycopg.OperationalError as error:
            raise EnvironmentFailure(
                "the database does not answer as it should",
                where=self.name,
                got=_reason(error),
                mend="set PGHOST, PGUSER, PGPASSWORD or a password file as for psql, and try it with psql",
            ) from None
        except psycopg.Error as error:
            # Others may name the value that a view stumbles over.
            known = error.sqlstate is None or error.sqlstate.startswith(_ABOUT_NAMES)
            reason = str(error).partition("\n")[0] if known else type(error).__name__
            raise LogUnreadable(
                f"the table can't be read: {reason}", where=self.name, mend="try it with psql"
            ) from None


def _read_only(connection: Any) -> None:  # noqa: ANN401 - of a module that may not be there
    connection.read_only = True
    connection.execute("SET datestyle = 'ISO'; SET timezone = 'UTC'; SET intervalstyle = 'iso_8601'")
    if connection.info.parameter_status("server_encoding") == _ANY_BYTES:
        connection.execute(f"SET client_encoding = '{_ANY_BYTES}'")  # its texts come as bytes


def _reason(error: Exception) -> str:
    """What the server says, without where it was asked."""
    text = str(error).strip()
    said = text.rpartition("FATAL:")[2].strip() if "FATAL:" in text else text
    return said.partition("\n")[0]


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
    """The address of a database by host and name alone, without user, password and other options."""
    main, _, query = address.partition("?")
    scheme, _, rest = main.partition("://")
    host, _, name = rest.partition("/")
    options = dict(parse_qsl(query))
    host = options.get("host", options.get("hostaddr", host.rpartition("@")[2])).replace("/", "%2F")
    port = f":{options['port']}" if "port" in options else ""
    name = options.get("dbname", name) or options.get("service", "")
    return f"{scheme}://{host}{port}/{name}"


def refuse_password(pattern: Pattern) -> None:
    """Passwords are not written into configurations.

    Raises:
        UsageError: there is one.

    """
    main, _, query = pattern.text.partition("?")
    user = main.partition("://")[2].partition("/")[0].rpartition("@")[0]
    if ":" in user or any(name in _PASSWORDS for name, _ in parse_qsl(query)):
        mend = "take it out, and set PGPASSWORD or a password file as for psql"
        raise pattern.refused("a password has no place in the configuration", mend)


def _columns(connection: Any, table: str) -> list[tuple[str, str, bool]]:  # noqa: ANN401
    """Name and type of each column, and whether it is a list."""
    query = (
        "SELECT attname, format_type(atttypid, NULL), typcategory = 'A' FROM pg_attribute "
        "JOIN pg_type t ON t.oid = atttypid "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    )
    found = connection.execute(query, [_named(table)])
    return [(text_of(name), text_of(kind), is_list) for name, kind, is_list in found]


def _query(connection: Any, table: str) -> str:  # noqa: ANN401
    texts = []
    for name, kind, is_list in _columns(connection, table):
        pattern = "array_to_string({0}, '|')" if is_list else _AS_TEXT.get(kind, "{0}::text")
        texts.append(pattern.format(f"log.{_quoted(name)}"))
    key = connection.execute(
        "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey) "
        "WHERE indrelid = %s::regclass AND indisprimary ORDER BY array_position(indkey::int2[], attnum)",
        [_named(table)],
    ).fetchall()
    order = [f"log.{_quoted(text_of(name))}" for (name,) in key] or [
        str(place) for place in range(1, len(texts) + 1)
    ]
    return f"SELECT {', '.join(texts)} FROM {_named(table)} AS log ORDER BY {', '.join(order)}"  # noqa: S608 - quoted


def _named(table: str) -> str:
    """A table's name as SQL takes it: schema.table are two names."""
    return ".".join(_quoted(part) for part in table.split(".", 1))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
