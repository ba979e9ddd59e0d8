"""Where Spark is to run in; an open session there out, or in bounded time why there is none."""

from __future__ import annotations

import os
import re
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pellucid.errors import EnvironmentFailure, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark import SparkContext
    from pyspark.sql import SparkSession

_INSTALL = "pip install 'pellucid[spark]'"
_CONNECT_PORT = 15002
_STANDALONE = "spark://"
_PATIENCE = 10  # seconds until a server answers
_WORKERS_PATIENCE = 120  # seconds until a worker takes up work
# A Spark setting of the same meaning: who has to queue for workers raises it.
_QUEUE = "spark.scheduler.maxRegisteredResourcesWaitingTime"
_LOCAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "8",
}
_EXCEPTION = re.compile(r"\b((?:\w+\.)+\w*(?:Exception|Error)\b.*)")
_TRACE = re.compile(r"\s+at |\s*\.\.\. \d+ more|Caused by: ")


def connect(remote: str) -> SparkSession:
    """Open a session behind Spark Connect.

    Raises:
        UsageError: PySpark is missing.
        EnvironmentFailure: nothing answers at the address.

    """
    builder = _builder()
    address = urlsplit(remote)
    # Spark itself would try for ten minutes.
    silence = _silence([(address.hostname or "", address.port or _CONNECT_PORT)])
    if silence:
        mend = "start the server, or correct engine.remote"
        raise EnvironmentFailure("no Spark Connect server answers", where=remote, got=silence, mend=mend)
    try:
        return builder.remote(remote).getOrCreate()
    except ImportError as error:
        raise UsageError(
            "Spark Connect needs more packages than are installed",
            got=str(error).splitlines()[0],
            mend=_INSTALL,
        ) from error


def start(scratch: Path, master: str) -> SparkSession:
    """Start Spark in a Java of this program's own, which has a master run the work.

    Raises:
        UsageError: PySpark or Java is missing.
        EnvironmentFailure: nothing answers at the address, or no worker takes up work.

    """
    builder = _builder()
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and Path(home, "bin", "java").exists())):
        raise UsageError(
            "the engine spark needs Java, which is neither on the path nor in JAVA_HOME",
            mend=f"install Java 17 or 21, such as Debian's default-jre-headless; the rest is {_INSTALL}",
        )
    _reach(master)
    context = _context(scratch.absolute(), master)
    try:
        if not master.startswith("local"):
            _expect_workers(context, master)
        return builder.getOrCreate()
    except BaseException:
        context.stop()
        raise


def _builder() -> SparkSession.Builder:
    try:
        import pyspark  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("the engine spark needs PySpark, which is not installed", mend=_INSTALL) from error
    if int(pyspark.__version__.partition(".")[0]) < 4:  # noqa: PLR2004 - Arrow tables come and go since 4
        raise UsageError("the engine spark needs PySpark 4", got=pyspark.__version__, mend=_INSTALL)
    return SparkSession.builder.appName("pellucid")


def _reach(master: str) -> None:
    """See that a standalone master answers: Spark itself would try for a minute, and not say why."""
    if not master.startswith(_STANDALONE):
        return
    # One of several may stand by for the others.
    pairs = [one.rpartition(":") for one in master.removeprefix(_STANDALONE).split(",")]
    silence = _silence([(host.strip("[]"), int(port)) for host, _, port in pairs])
    if silence:
        mend = "start the master, or correct engine.master"
        raise EnvironmentFailure("no Spark master answers", where=master, got=silence, mend=mend)


def _silence(addresses: Sequence[tuple[str, int]]) -> str:
    """Why no address answers; nothing if one does."""
    said = ""
    for address in addresses:
        try:
            socket.create_connection(address, _PATIENCE).close()
        except (OSError, OverflowError) as error:
            said = str(error)
        else:
            return ""
    return said


def _context(scratch: Path, master: str) -> SparkContext:
    from pyspark import SparkConf, SparkContext  # noqa: PLC0415
    from pyspark.java_gateway import launch_gateway  # noqa: PLC0415

    settings = _LOCAL | {"spark.local.dir": str(scratch / "spill")} if master.startswith("local") else {}
    settings |= {"spark.sql.warehouse.dir": str(scratch / "warehouse")}
    conf = SparkConf().setAppName("pellucid").setMaster(master).setAll([*settings.items()])
    said = scratch / "spark.log"
    try:
        with said.open("wb") as log:
            # What Java and Spark say of themselves is no part of what this program says.
            java = SparkContext._gateway or launch_gateway(  # type: ignore[no-untyped-call]  # noqa: SLF001
                conf, {"stdout": log, "stderr": log}
            )
        return SparkContext(conf=conf, gateway=java)
    except Exception as error:
        raise EnvironmentFailure(
            "Spark did not start",
            where=master,
            got=_reason(said) or kind_of(error),
            mend="correct engine.master, or see that the machine can run Java and reach that address",
        ) from error


def _expect_workers(context: SparkContext, master: str) -> None:
    """See that a worker does a first small piece of work: without any, Spark would wait for ever."""
    java: Any = context._jsc  # noqa: SLF001 - PySpark has no work that ends after a time
    jvm: Any = context._jvm  # noqa: SLF001
    seconds = max(_WORKERS_PATIENCE, java.sc().conf().getTimeAsSeconds(_QUEUE, f"{_WORKERS_PATIENCE}s"))
    numbers = jvm.java.util.ArrayList()
    numbers.add(1)
    work = java.parallelize(numbers, 1).countAsync()
    try:
        work.get(seconds, jvm.java.util.concurrent.TimeUnit.SECONDS)
    except Exception as error:
        kind = kind_of(error)
        raise EnvironmentFailure(
            "no worker of the Spark cluster took up work",
            where=master,
            got=f"none within {seconds} seconds" if kind == "TimeoutException" else kind,
            mend="see that a worker has a core and spark.executor.memory free and reaches this machine "
            f"(spark.driver.host); where work has to queue, raise {_QUEUE}",
        ) from error


def kind_of(error: BaseException) -> str:
    """What kind of error it is at its root: Spark's own words may hold what a log says."""
    from pyspark.errors import PySparkException  # noqa: PLC0415

    condition = error.getCondition() if isinstance(error, PySparkException) else None
    if condition:
        return condition
    java = getattr(error, "java_exception", None)
    while java is not None and java.getCause() is not None:
        java = java.getCause()
    return type(error).__name__ if java is None else str(java.getClass().getSimpleName())


def _reason(log: Path) -> str:
    """What Java says went wrong, of all that it says: the first error's own cause."""
    lines = iter(log.read_text(encoding="utf-8", errors="replace").split("\n") if log.exists() else [])
    reason = next((found[1] for line in lines if (found := _EXCEPTION.search(line))), "")
    for line in lines:
        if not _TRACE.match(line):
            break
        if line.startswith("Caused by: "):
            reason = line.removeprefix("Caused by: ")
    return reason.strip()
