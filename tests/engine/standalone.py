"""A standalone Spark cluster of this machine's own: a master and a worker, each a process, from PySpark."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyspark
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(pyspark.__file__).parent
_DAEMON = "org.apache.spark.deploy"


@contextmanager
def master(folder: Path) -> Iterator[int]:
    """Give the port of a master that has no workers yet."""
    port = free_port()
    with process(folder / "master.log", _daemon("master.Master", "--port", str(port))) as running:
        wait_for(port, running)
        yield port


@contextmanager
def worker(folder: Path, port: int) -> Iterator[None]:
    """Add a worker to the master at a port. It waits for its first work itself, so nothing waits here."""
    place = ("--cores", "2", "--memory", "1g", "--work-dir", str(folder / "work"))
    with process(folder / "worker.log", _daemon("worker.Worker", *place, f"spark://127.0.0.1:{port}")):
        yield


def _daemon(name: str, *options: str) -> list[str]:
    program = str(HOME / "bin" / "spark-class")
    return [program, f"{_DAEMON}.{name}", "--host", "127.0.0.1", "--webui-port", "0", *options]


@contextmanager
def process(log: Path, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of Spark's programs until the block ends."""
    with log.open("wb") as said:
        running = subprocess.Popen(
            command, stdout=said, stderr=said, env=os.environ | {"SPARK_HOME": str(HOME)}, cwd=log.parent
        )
    try:
        yield running
    finally:
        running.terminate()
        running.wait(30)


def free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens on a port."""
    for _ in range(600):
        assert running.poll() is None, "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server does not answer")
