"""The same messy logs through DuckDB and through real Spark: the same figures, rejects and accounts."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import call, project, published, run
from tests.engine.messy_logs import write_messy_project
from tests.engine.standalone import HOME, free_port, master, process, wait_for, worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTES = ("rejects.csv", "reconciliation.json", "policy.csv")
BUILD = ("build", "--all", "--formats", "csv,json")
# Without what pays off for long logs only: plans made again on the way, and Java's better compiler.
QUICK = (
    *("--driver-java-options", "-XX:TieredStopAtLevel=1"),
    *("--conf", "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1"),
    *("--conf", "spark.sql.adaptive.enabled=false", "--conf", "spark.sql.shuffle.partitions=2"),
    *("--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.ui.enabled=false"),
)
ARGUMENTS = {"PYSPARK_SUBMIT_ARGS": " ".join((*QUICK, "pyspark-shell"))}
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
    ended = call(folder, *BUILD, **ARGUMENTS)
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


def test_spark_cluster(by_duckdb: Path, tmp_path: Path) -> None:
    """At a standalone master, whose workers are processes of their own and read what was staged."""
    folder = tmp_path / "a [b] {c} *"
    write_messy_project(folder)
    with master(tmp_path) as port, worker(tmp_path, port):
        (folder / "transparency.yaml").open("a", encoding="utf-8").write(
            f"engine: {{name: spark, master: 'spark://127.0.0.1:{port}'}}\n"
        )
        ended = run(folder, *BUILD, **ARGUMENTS)
    assert ended.code == 0, ended.err
    assert _figures(outcome(folder)) == _figures(outcome(by_duckdb))


def test_a_cluster_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spark would wait for ever; the run ends, and says what to look for."""
    monkeypatch.setattr("pellucid.engine.spark_session._WORKERS_PATIENCE", 1)
    with master(tmp_path) as port:
        folder = project(tmp_path, engine={"name": "spark", "master": f"spark://127.0.0.1:{port}"})
        ended = call(folder, "check", **ARGUMENTS)
    assert ended.code == 4
    assert "no worker of the Spark cluster took up work" in ended.err


def _figures(files: dict[str, bytes]) -> dict[str, bytes]:
    """All but the manifests, which hold the hash of the configuration, and so the engine's name."""
    return {name: content for name, content in files.items() if not name.endswith("manifest.json")}


@contextmanager
def _server(folder: Path) -> Iterator[int]:
    """A Spark Connect server of this machine's own."""
    port = free_port()
    command = [
        *(str(HOME / "bin" / "spark-submit"), "--master", "local[2]"),
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *("--conf", f"spark.connect.grpc.binding.port={port}", *QUICK),
        *("--conf", f"spark.sql.warehouse.dir={folder / 'warehouse'}", "spark-internal"),
    ]
    with process(folder / "server.log", command) as running:
        wait_for(port, running)
        yield port


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


@pytest.mark.parametrize(
    ("key", "address"), [("remote", "sc://127.0.0.1:1"), ("master", "spark://127.0.0.1:1,[::1]:1")]
)
def test_nothing_answers(tmp_path: Path, key: str, address: str) -> None:
    """A server that is not there is the surroundings' failure, and takes no ten minutes to find out."""
    folder = project(tmp_path, engine={"name": "spark", key: address})
    ended = call(folder, "check")
    assert ended.code == 4
    assert f"{address}: no Spark" in ended.err


def test_the_command_line_chooses(tmp_path: Path) -> None:
    """An engine that is named there counts, whatever the configuration says."""
    folder = project(tmp_path, engine={"name": "spark", "remote": "sc://127.0.0.1:1"})
    assert call(folder, "check", "--engine", "duckdb").code == 0
