"""Logs in object storage, on a server of its kind on this machine; and addresses that can't be read."""

from __future__ import annotations

import gzip
import logging
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import fsspec
import pytest

from pellucid.errors import EnvironmentFailure, LogUnreadable, UsageError
from pellucid.intake import stage as staging
from pellucid.intake.survey import survey
from tests.intake.reading import as_csv, read, records
from tests.intake.test_formats import archive, csv_bytes, faulty, json_lines, parquet, plain, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BUCKET = "logs"
KEY, SECRET = "AKIAPELLUCID", "a-key-that-nobody-may-see"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start a server that speaks S3."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - it takes seconds to load

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def put(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, bytes], None]]:
    """Set the environment as who runs it would, and put files into an empty bucket."""
    import boto3  # type: ignore[import-untyped]  # noqa: PLC0415 - only here

    for name, value in (
        ("AWS_ENDPOINT_URL", server),
        ("AWS_ACCESS_KEY_ID", KEY),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
    ):
        monkeypatch.setenv(name, value)
    forget_connections()
    post(f"{server}/moto-api/reset")
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET)
    yield lambda name, content: client.put_object(Bucket=BUCKET, Key=name, Body=content)
    forget_connections()


def forget_connections() -> None:
    """Let the next address be opened with the environment of now."""
    for scheme in ("s3", "http"):
        fsspec.get_filesystem_class(scheme).clear_instance_cache()


def post(address: str, content: bytes = b"") -> None:
    """Tell the server something."""
    request = urllib.request.Request(address, content, {"Content-Type": "text/plain"})  # noqa: S310 - ours
    with urllib.request.urlopen(request):  # noqa: S310
        pass


FORMATS: dict[str, Callable[[Any], bytes]] = {
    "r.csv": csv_bytes,
    "r.csv.gz": lambda rows: gzip.compress(csv_bytes(rows)),
    "r.jsonl": json_lines,
    "r.parquet": parquet,
    "r.xlsx": workbook,
    "r.zip": lambda rows: archive({"r.csv": csv_bytes(rows)}),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_records(tmp_path: Path, put: Callable[[str, bytes], None], name: str) -> None:
    """They are read as those of a file on this machine, with the file's address in every fault."""
    put(f"2025/{name}", FORMATS[name](faulty()))
    found = read(tmp_path, {}, paths=["s3://logs/*/r.*"])
    (tmp_path / "csv").mkdir()
    assert plain(found) == plain(read(tmp_path / "csv", csv_bytes(faulty())))
    assert {fault.file for fault in found.faults} == {
        "s3://logs/2025/r.zip/r.csv" if name == "r.zip" else f"s3://logs/2025/{name}"
    }


def test_patterns_and_folders(tmp_path: Path, put: Callable[[str, bytes], None]) -> None:
    """Files come in order of name, each once; folders such as country=FR are columns."""
    rows = records(4)
    for row in rows:
        del row["country"]
    for number, folder in enumerate(("b/country=DE", "a/country=FR", "a/country=IT/x")):
        put(f"{folder}/[1].csv", as_csv(rows[number : number + 1]).encode())
    put("a/readme.txt", b"x")
    found = read(tmp_path, {}, paths=["s3://logs/a/country=FR/[1].csv", "s3://logs/**/*.csv"])
    assert [(row["request_id"], row["country"]) for row in found.records] == [
        ("N-2", "FR"),
        ("N-3", "IT"),
        ("N-1", "DE"),
    ]


def test_two_files_of_one_content(tmp_path: Path, put: Callable[[str, bytes], None]) -> None:
    """The second holds copies, and each has its own account; also from the cache."""
    for name in ("a.csv", "b.csv"):
        put(name, csv_bytes(records(2)))
    for _ in range(2):
        found = read(tmp_path, {}, paths=["s3://logs/*.csv"])
        assert [(count.accepted, count.duplicates) for count in found.counts] == [(2, 0), (0, 2)]
        assert [(fault.file, fault.line) for fault in found.faults] == [
            ("s3://logs/b.csv", 2),
            ("s3://logs/b.csv", 3),
        ]


def test_what_is_unchanged_is_not_parsed_again(
    tmp_path: Path, put: Callable[[str, bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is fetched for its hash; a changed file is read. Nothing personal is on the disk."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    put("a.csv", csv_bytes(faulty()))
    want = read(tmp_path, {}, paths=["s3://logs/a.csv"])
    with monkeypatch.context() as patch:
        patch.setattr(staging, "Reading", None)
        assert plain(read(tmp_path, {}, paths=["s3://logs/a.csv"])) == plain(want)
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or b"suspect@" not in path.read_bytes()
    put("a.csv", csv_bytes(records(1)))
    assert read(tmp_path, {}, paths=["s3://logs/a.csv"]).counts[0].read == 1


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.csv.gz"])
def test_a_log_that_changes_while_it_is_read(
    tmp_path: Path, put: Callable[[str, bytes], None], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Its rows are not those of its hash, so that the run ends."""
    make = FORMATS[name.replace("a.", "r.")]
    put(name, make(records(3)))

    def and_change(*given: Any) -> object:  # noqa: ANN401
        found = survey(*given)
        put(name, make(records(2)))
        return found

    monkeypatch.setattr(staging, "survey", and_change)
    with pytest.raises(EnvironmentFailure, match="changed while it was being read") as ending:
        read(tmp_path, {}, paths=[f"s3://logs/{name}"])
    assert (ending.value.where, ending.value.mend) == (f"s3://logs/{name}", "run again")


@pytest.mark.parametrize(
    "address", ["s3://nowhere/a.csv", "s3://nowhere/*.csv", "s3://logs/a.csv", "s3://logs/*.tsv"]
)
def test_a_bucket_or_file_that_is_not_there(
    tmp_path: Path, put: Callable[[str, bytes], None], address: str
) -> None:
    """It is a mistake in the configuration."""
    put("b.csv", b"x")
    with pytest.raises(UsageError, match="no log found") as ending:
        read(tmp_path, {}, paths=[address])
    assert (ending.value.where, ending.value.got) == ("logs[0].paths[0]", address)


@pytest.mark.parametrize("address", ["s3://logs/2025", "s3://logs/2025/", "s3://logs"])
def test_a_folder(tmp_path: Path, put: Callable[[str, bytes], None], address: str) -> None:
    """The message says how its files are named."""
    put("2025/b.csv", b"x")
    with pytest.raises(UsageError, match="this is a folder") as ending:
        read(tmp_path, {}, paths=[address])
    assert (ending.value.mend or "").endswith(f"{address.rstrip('/')}/*.csv")


@pytest.mark.parametrize("address", ["s3://logs/a.csv", "s3://logs/*.csv"])
@pytest.mark.parametrize("wrong", ["key", "none"])
def test_credentials_that_are_wrong(  # noqa: PLR0913
    tmp_path: Path,
    put: Callable[[str, bytes], None],
    server: str,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    wrong: str,
) -> None:
    """The message says that the server refuses, and shows nothing of them."""
    put("a.csv", csv_bytes(records(1)))
    if wrong == "none":
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    post(f"{server}/moto-api/reset-auth", b"0")
    try:
        with pytest.raises(EnvironmentFailure, match="refuses to give the log") as ending:
            read(tmp_path, {}, paths=[address])
    finally:
        post(f"{server}/moto-api/reset-auth", b"1000000")
    assert ending.value.where == address
    assert "docs/logs.md" in (ending.value.mend or "")
    assert KEY not in str(ending.value)
    assert SECRET not in str(ending.value)


def test_a_server_that_does_not_answer(
    tmp_path: Path, put: Callable[[str, bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is no fault of the log."""
    put("a.csv", b"x")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    forget_connections()
    with pytest.raises(EnvironmentFailure, match="can't be fetched") as ending:
        read(tmp_path, {}, paths=["s3://logs/a.csv"])
    assert not isinstance(ending.value, LogUnreadable)


# The web

WEB = {f"/{name}": make(faulty()) for name, make in FORMATS.items()}


class Web(BaseHTTPRequestHandler):
    """A plain web server, which gives files whole and no parts of them."""

    def do_HEAD(self) -> None:
        """Say how long a file is."""
        self.answer()

    def do_GET(self) -> None:
        """Give a file."""
        self.wfile.write(self.answer())

    def answer(self) -> bytes:
        """Say whether there is such a file, and who may have it."""
        content = WEB.get(self.path.partition("?")[0], b"")
        self.send_response({"/hidden.csv": 403, "/broken.csv": 500}.get(self.path, 200 if content else 404))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return content

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - its name in the library
        """Say nothing."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    """Start the web server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Web) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.mark.parametrize("name", FORMATS)
def test_a_log_on_the_web(tmp_path: Path, web: str, name: str) -> None:
    """What stands behind the ? is sent and never shown."""
    found = read(tmp_path, {}, paths=[f"{web}/{name}?signature=hidden"])
    (tmp_path / "csv").mkdir()
    assert plain(found) == plain(read(tmp_path / "csv", csv_bytes(faulty())))
    assert {fault.file for fault in found.faults} == {
        f"{web}/r.zip/r.csv" if name == "r.zip" else f"{web}/{name}"
    }


def test_addresses_that_are_shown_alike(tmp_path: Path, web: str) -> None:
    """Each is a file of its own; the same one twice is one."""
    paths = [f"{web}/r.csv?month={month}" for month in ("1", "2", "1")]
    found = read(tmp_path, {}, paths=paths)
    assert [count.read for count in found.counts] == [8, 8]
    assert {fault.file for fault in found.faults} == {f"{web}/r.csv", f"{web}/r.csv (2)"}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none.csv", "the log is not there"),
        ("hidden.csv", "refuses to give the log"),
        ("broken.csv", "the server says 500"),
    ],
)
def test_a_web_server_that_gives_nothing(tmp_path: Path, web: str, name: str, says: str) -> None:
    """The message says why."""
    with pytest.raises(EnvironmentFailure, match=says) as ending:
        read(tmp_path, {}, paths=[f"{web}/{name}"])
    assert ending.value.where == f"{web}/{name}"


# Addresses that can't be read


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://me:hidden@logs.example/a.csv", "https://logs.example/a.csv"),
        ("s3://KEY:hidden@logs/a.csv", "s3://logs/a.csv"),
    ],
)
def test_a_password_in_an_address(tmp_path: Path, address: str, shown: str) -> None:
    """It has no place in the configuration, and is not shown."""
    with pytest.raises(UsageError, match="password") as ending:
        read(tmp_path, {}, paths=[address])
    assert ending.value.got == shown
    assert "hidden" not in str(ending.value)


def test_a_kind_of_address_that_is_not_read(tmp_path: Path) -> None:
    """The message lists those that are."""
    with pytest.raises(UsageError, match="ftp:// can't be read") as ending:
        read(tmp_path, {}, paths=["ftp://logs.example/a.csv"])
    assert "s3://" in (ending.value.mend or "")


@pytest.mark.parametrize(
    ("address", "driver", "module", "extra"),
    [
        ("https://logs.example/a.csv?signature=hidden", "aiohttp", "fsspec.implementations.http", "https"),
        ("s3://logs/a.csv", "s3fs", "s3fs", "s3"),
        ("gs://logs/a.csv", "gcsfs", "gcsfs", "gs"),
        ("abfs://logs@account.dfs.core.windows.net/a.csv", "adlfs", "adlfs", "az"),
    ],
)
def test_a_driver_that_is_not_installed(  # noqa: PLR0913
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, driver: str, module: str, extra: str
) -> None:
    """The message says what to install."""
    monkeypatch.setattr(sys.modules["fsspec.registry"], "registry", {})
    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, driver, None)
    with pytest.raises(UsageError, match="needs a driver that is not installed") as ending:
        read(tmp_path, {}, paths=[address])
    assert ending.value.mend == f"pip install 'pellucid[{extra}]'"
    assert "hidden" not in str(ending.value)
