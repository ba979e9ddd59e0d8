"""Logs as text and settings in; what the program counts of them, read and checked by the real intake, out."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from pellucid.config import load_config
from pellucid.cube.figures import coverage, make_figures
from pellucid.cube.tables import source_of
from pellucid.intake.cache import Cache
from pellucid.intake.read import read_logs
from pellucid.run.progress import Silence
from pellucid.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from pellucid.config import Config
    from pellucid.cube.cells import Cube, Figures
    from pellucid.engine import Engine

Record = dict[str, str]
TODAY = date(2027, 6, 1)
PUBLISHER = {"name": "Messenger", "url": "https://m.example", "contact": "t@m.example"}
FILLED: dict[str, Record] = {
    "legal_requests": {
        "request_id": "",
        "received_at": "2025-01-10",
        "country": "FR",
        "request_type": "court_order",
        "outcome": "no_data",
        "accounts_specified": "1",
    },
    "removal_orders": {"order_id": "", "received_at": "2025-01-10", "country": "FR", "category": "terrorism"},
    "user_reports": {
        "report_id": "",
        "received_at": "2025-01-10",
        "channel": "in_app",
        "category": "spam",
        "country": "FR",
        "reviewed_at": "2025-01-11",
        "decision": "no_violation",
    },
    "statements_of_reasons": {
        "uuid": "",
        "created_at": "2025-01-10",
        "category": "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
        "automated_decision": "AUTOMATED_DECISION_FULLY",
    },
    "counts": {
        "period_start": "2025-01-01",
        "period_end": "2025-03-31",
        "country": "FR",
        "request_type": "civil",
    },
}


@dataclass(frozen=True)
class Log:
    """A log of one kind: the text of each of its files, and the keys of its entry in the configuration."""

    kind: str
    files: tuple[str, ...]
    keys: Mapping[str, object] = field(default_factory=dict)


def log_of(kind: str, *tables: str, **keys: object) -> Log:
    """Make a log from small tables, one a file: a head, then a line a record, "-" for an empty cell.

    Columns that every record needs and a table lacks get a value that doesn't matter.
    """
    return Log(kind, tuple(_file(kind, table, number) for number, table in enumerate(tables)), keys)


def log_from(kind: str, records: Sequence[Record], columns: Iterable[str], **keys: object) -> Log:
    """Make a log of one file from records."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(columns), extrasaction="raise")
    writer.writeheader()
    writer.writerows(records)
    return Log(kind, (stream.getvalue(),), keys)


def _file(kind: str, table: str, number: int) -> str:
    head, *lines = (line.split() for line in table.strip().splitlines())
    id_column = next(iter(FILLED[kind]))
    given = [dict(zip(head, line, strict=True)) for line in lines]
    records = [
        {**FILLED[kind], **_id(id_column, f"{number}-{place}"), **record}
        for place, record in enumerate(given)
    ]
    rows = [{name: "" if cell == "-" else cell for name, cell in record.items()} for record in records]
    return log_from(kind, rows, dict.fromkeys([*FILLED[kind], *head])).files[0]


def _id(column: str, number: str) -> Record:
    return {column: number} if column.endswith("id") else {}


@dataclass(frozen=True)
class Bench:
    """A folder and an open engine, for one count after the other."""

    folder: Path
    engine: Engine

    def config(self, logs: Sequence[Log], **settings: Any) -> Config:  # noqa: ANN401 - anything in YAML
        """Write the logs and a configuration that names them, and read it."""
        entries = []
        for number, log in enumerate(logs):
            names = [f"{number}-{place}.csv" for place in range(len(log.files))]
            for name, text in zip(names, log.files, strict=True):
                (self.folder / name).write_text(text, encoding="utf-8", newline="")
            entries.append({"kind": log.kind, "paths": names, **log.keys})
        path = self.folder / "transparency.yaml"
        path.write_text(
            yaml.safe_dump({"publisher": PUBLISHER, "logs": entries, **settings}), encoding="utf-8"
        )
        return load_config(path)

    def count(self, logs: Sequence[Log], wanted: Iterable[str], **settings: Any) -> dict[str, Figures]:  # noqa: ANN401
        """Count the logs; the figures of each period by its name. No record may be lost on the way."""
        config = self.config(logs, **settings)
        cache = Cache(config.work / "cache", keep=False)
        clean = read_logs(config, self.engine, TODAY, Silence(), cache)
        lost = [fault for log in clean for fault in log.faults]
        assert not lost, f"not a sound log: {lost[0]}"
        source = source_of(config, self.engine, clean, TODAY)
        periods = [Period.parse(name, config.periods.fiscal_year_start) for name in wanted]
        figures = make_figures(source, coverage(source), periods, config.counting.history)
        return {one.period.name: one for one in figures}

    def cells(self, log: Log, period: str = "2025-Q1", **settings: Any) -> Cells:  # noqa: ANN401
        """Count one log for one period: its cells."""
        figures = self.count([log], [period], **settings)[period]
        return Cells.of(figures.cubes[log.kind])

    def breakdowns(self, log: Log, period: str = "2025-Q1", **settings: Any) -> Breakdowns:  # noqa: ANN401
        """Count one log for one period: its breakdowns, those of the period before left out."""
        frame = self.count([log], [period], **settings)[period].breakdowns
        return Breakdowns(frame[frame["period"] == period])


@dataclass(frozen=True)
class Cells:
    """The cells of a cube as (value, lower, upper, status) by (period, country, request type, measure)."""

    of_key: Mapping[tuple[str, str, str, str], tuple[float | None, float | None, float | None, str]]

    @classmethod
    def of(cls, cube: Cube) -> Cells:
        """Read a cube; no cell may be there twice."""
        keys = list(
            zip(*(cube.cells[name] for name in ("period", "country", "request_type", "measure")), strict=True)
        )
        frame = cube.cells.astype(dict.fromkeys(("value", "lower", "upper"), "float64"))
        numbers = zip(*(map(_number, frame[name]) for name in ("value", "lower", "upper")), strict=True)
        assert len(set(keys)) == len(keys)
        return cls(
            {
                key: (*three, str(status))
                for key, three, status in zip(keys, numbers, cube.cells["status"], strict=True)
            }
        )

    def values(self) -> dict[tuple[str, str, str, str], float | None]:
        """Give every value; None where there is none."""
        return {key: cell[0] for key, cell in self.of_key.items()}

    def __call__(
        self, measure: str, country: str = "_T", request_type: str = "_T", period: str = "2025-Q1"
    ) -> float | None:
        """Give one value."""
        return self.of_key[period, country, request_type, measure][0]

    def status(
        self, measure: str, country: str = "_T", request_type: str = "_T", period: str = "2025-Q1"
    ) -> str:
        """Give one status."""
        return self.of_key[period, country, request_type, measure][3]

    def names(self, place: int) -> set[str]:
        """Give what occurs at a place of the keys: 0 periods, 1 countries, 2 types, 3 measures."""
        return {key[place] for key in self.of_key}


@dataclass(frozen=True)
class Breakdowns:
    """The breakdowns of one period."""

    frame: pd.DataFrame

    def __call__(self, dimension: str, measure: str = "requests") -> dict[str, float | None]:
        """Give the values of a dimension by code."""
        rows = self.frame[(self.frame["dimension"] == dimension) & (self.frame["measure"] == measure)]
        assert not rows["code"].duplicated().any()
        return dict(zip(rows["code"], map(_number, rows["value"]), strict=True))

    @property
    def dimensions(self) -> set[str]:
        """Give the names of the dimensions."""
        return set(self.frame["dimension"])


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
