"""A folder with a log in it -> the commands that turn the log into figures, each in its own way."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.commands import Command
from benchmarks.records import write_log

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from benchmarks.records import Made

SEED = 20_251_231
PERIOD = "2025-Q4"
TODAY = "2026-06-30"
MEMORY_LIMIT = "500MB"

FLOOR, SQL, PANDAS, POLARS = "DuckDB counts the rows", "bare DuckDB SQL", "pandas script", "polars script"
COLD, AGAIN, MORE = "pellucid cold", "pellucid again", "pellucid, one more file"
LIMITED = f"pellucid cold, memory_limit {MEMORY_LIMIT}"
METHODS = (FLOOR, SQL, COLD, AGAIN, MORE, PANDAS, POLARS)
SCRIPTS = {SQL: "duckdb", PANDAS: "pandas", POLARS: "polars"}

LOG, MORE_LOG, ASIDE = "log.csv", "log-more.csv", "aside.csv"
SITE, WORK = "public", ".pellucid"
FIGURES = Path(SITE, PERIOD, "data", "legal_requests.csv")
MORE_SHARE = 100  # the file that comes later has one row for so many

CONFIGURATION = """\
publisher: {{name: Benchmark, url: "https://benchmark.example", contact: reports@benchmark.example}}
engine: {engine}
logs:
  - {{kind: legal_requests, paths: ["log*.csv"]}}
"""


def make_project(project: Path, records: int) -> Made:
    """Write a log, the file that is to come later, and the configurations."""
    limited = f"{{memory_limit: {MEMORY_LIMIT}}}"
    for name, engine in (("transparency.yaml", "{}"), ("limited.yaml", limited)):
        (project / name).write_text(CONFIGURATION.format(engine=engine), encoding="utf-8")
    write_log(project / ASIDE, max(records // MORE_SHARE, 1), SEED, first_id=records)
    return write_log(project / LOG, records, SEED)


def program(name: str) -> Path:
    """Where the environment has a command."""
    return Path(sys.executable).with_name(name)


def build(formats: str, *options: str) -> list[str | Path]:
    """The arguments of a build of the period."""
    order = ["build", "--period", PERIOD, "--today", TODAY, "--formats", formats]
    return [program("pellucid"), "-q", *options, *order]


def methods(project: Path, skip: Collection[str] = ()) -> tuple[Command, ...]:
    """Everything that is measured on a log, in an order in which `again` comes after `cold`."""
    count = (
        f"import duckdb; duckdb.sql(\"select count(*) from read_csv('{LOG}', all_varchar=true)\").fetchall()"  # noqa: S608 - a name of ours
    )
    every = (
        Command(FLOOR, [sys.executable, "-c", count], project),
        _script(SQL, project),
        Command(
            COLD, build("csv,json"), project, prepare=forget(project), after=keep(project, "pellucid.csv")
        ),
        Command(AGAIN, build("csv,json"), project, after=keep(project, "again.csv")),
        Command(MORE, build("csv,json"), project, prepare=_add(project)),
        _script(PANDAS, project),
        _script(POLARS, project),
    )
    return tuple(command for command in every if command.name not in skip)


def limited(project: Path) -> Command:
    """A cold build that may not hold much in memory."""
    return Command(
        LIMITED,
        build("csv,json", "-c", "limited.yaml"),
        project,
        prepare=forget(project),
        after=keep(project, "limited.csv"),
        may_fail=True,
    )


def forget(project: Path) -> Callable[[], None]:
    """Give what removes everything that earlier runs have made, and the file that came later."""

    def prepare() -> None:
        (project / MORE_LOG).unlink(missing_ok=True)
        for made in (SITE, WORK):
            shutil.rmtree(project / made, ignore_errors=True)

    return prepare


def keep(project: Path, name: str) -> Callable[[], None]:
    """Give what puts the published figures aside, for comparing."""

    def after() -> None:
        shutil.copyfile(project / FIGURES, project / name)

    return after


def _add(project: Path) -> Callable[[], None]:
    def prepare() -> None:
        shutil.copyfile(project / ASIDE, project / MORE_LOG)

    return prepare


def _script(name: str, project: Path) -> Command:
    module = SCRIPTS[name]
    arguments = ["-m", f"benchmarks.{module}_script", LOG, PERIOD, f"{module}.csv"]
    return Command(name, [sys.executable, *arguments], project, may_fail=True)
