"""The same messy logs through DuckDB and through real Spark: the same figures, rejects and accounts."""

from __future__ import annotations

import csv
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyspark
import pytest

from tests.cli.running import call, project, published, run
from tests.engine.messy_logs import write_messy_project

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTES = ("rejects.csv", "reconciliation.json", "policy.csv")
BUILD = ("build", "--all", "--formats", "csv,json")
# Plans that are made again on the way pay off for long logs only.
QUICK = ("--conf", "spark.sql.adaptive.enabled=false")
INSTALL = "pip install 'pellucid[spark]'"


def outcome(folder: Path) -> dict[str, bytes]:
    """Give every published file, and what the work folder says of the logs."""
    return published(folder) | {name: (folder / ".pellucid" / name).read_bytes() for name in NOTES}


@pytest.fixture(scope="module")
def by_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The messy project as DuckDB counts it, in a folder that many programs would take for a pattern."""
    folder = tmp_path_factory.mktemp("duckdb") / "a [b] {c} *"
    write_messy_project(folder)
    ended = call(folder, *BUILD)
    assert ended.code == 0, ended.err
    return folder


def test_the_logs_are_messy(by_duckdb: Path) -> None:
    """What the engines agree on is not an empty report: every kind of log has faults and figures."""
    with (by_duckdb / ".pellucid" / "rejects.csv").open(encoding="utf-8", newline="") as file:
        codes = Counter(row["code"] for row in csv.DictReader(file))
    assert codes.keys() >= {
        *("missing_value", "not_a_date", "out_of_range", "not_a_number", "unknown_code", "unknown_country"),
        *("inconsistent", "malformed_row", "duplicate", "contradicting_duplicate"),
    }
    logs = json.loads((by_duckdb / ".pellucid" / "reconciliation.json").read_text(encoding="utf-8"))
    assert logs["contradictions"]
    assert all(log["embargoed"] for log in logs["logs"] if log["kind"] == "legal_requests")
    assert len({log["kind"] for log in logs["logs"] if log["accepted"]}) == 5
    data = by_duckdb / "public" / "2025-Q4" / "data"
    reports = (data / "user_reports.csv").read_text(encoding="utf-8")
    assert re.search(r",_T,_T,hours_to_review,\d", reports)


def test_spark_in_this_process(by_duckdb: Path, tmp_path: Path) -> None:
    """Every published byte, every reject with its line and every account is the same."""
    folder = tmp_path / "a [b] {c} *"
    write_messy_project(folder)
    (folder / "transparency.yaml").open("a", encoding="utf-8").write(
        "engine: {name: spark, master: 'local[2]'}\n"
    )
    ended = call(folder, *BUILD, PYSPARK_SUBMIT_ARGS=" ".join((*QUICK, "pyspark-shell")))
    assert ended.code == 0, ended.err
    assert _figures(outcome(folder)) == _figures(outcome(by_duckdb))
    assert not (folder / "spark-warehouse").exists()


def test_spark_connect(by_duckdb: Path, tmp_path: Path) -> None:
    """Behind a server, in a process of its own."""
    write_messy_project(tmp_path)
    with _server(tmp_path) as port:
        (tmp_path / "transparency.yaml").open("a", encoding="utf-8").write(
            f"engine: {{name: spark, remote: 'sc://127.0.0.1:{port}'}}\n"
        )
        ended = run(tmp_path, *BUILD)
    assert ended.code == 0, ended.err
    assert _figures(outcome(tmp_path)) == _figures(outcome(by_duckdb))


def _figures(files: dict[str, bytes]) -> dict[str, bytes]:
    """All but the manifests, which hold the hash of the configuration, and so the engine's name."""
    return {name: content for name, content in files.items() if not name.endswith("manifest.json")}


@contextmanager
def _server(folder: Path) -> Iterator[int]:
    """A Spark Connect server of this machine's own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    home = Path(pyspark.__file__).parent
    command = [
        *(str(home / "bin" / "spark-submit"), "--master", "local[2]"),
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *("--conf", f"spark.connect.grpc.binding.port={port}", "--conf", "spark.ui.enabled=false"),
        *(*QUICK, "--conf", "spark.sql.shuffle.partitions=2"),
        *("--conf", f"spark.sql.warehouse.dir={folder / 'warehouse'}", "spark-internal"),
    ]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command, stdout=log, stderr=log, env=os.environ | {"SPARK_HOME": str(home)}, cwd=folder
        )
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server does not answer")


@pytest.mark.parametrize("command", ["build", "check"])
def test_without_pyspark(tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is said before a log is read, with the line that installs it."""
    monkeypatch.setitem(sys.modules, "pyspark", None)
    ended = call(project(tmp_path), command, "--engine", "spark")
    assert (ended.code, ended.out) == (2, "")
    assert INSTALL in ended.err


def test_without_java(tmp_path: Path) -> None:
    """Java comes from elsewhere, which is said too."""
    ended = call(project(tmp_path), "check", "--engine", "spark", PATH=str(tmp_path), JAVA_HOME="")
    assert (ended.code, ended.out) == (2, "")
    assert "Java" in ended.err
    assert INSTALL in ended.err


def test_nothing_answers(tmp_path: Path) -> None:
    """A server that is not there is the surroundings' failure, and takes no ten minutes to find out."""
    folder = project(tmp_path, engine={"name": "spark", "remote": "sc://127.0.0.1:1"})
    ended = call(folder, "check")
    assert ended.code == 4
    assert "sc://127.0.0.1:1" in ended.err


def test_the_command_line_chooses(tmp_path: Path) -> None:
    """An engine that is named there counts, whatever the configuration says."""
    folder = project(tmp_path, engine={"name": "spark", "remote": "sc://127.0.0.1:1"})
    assert call(folder, "check", "--engine", "duckdb").code == 0
