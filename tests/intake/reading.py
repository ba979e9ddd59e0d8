"""Logs as text -> what intake makes of them: records, faults and counts, through the real engine."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from pellucid.config import load_config
from pellucid.engine import open_engine
from pellucid.intake.cache import Cache
from pellucid.intake.read import RowCounts, read_logs
from pellucid.run.progress import Silence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pellucid.config import Config
    from pellucid.engine import Engine
    from pellucid.intake.faults import Fault
from pellucid.intake.read import CleanLog

TODAY = date(2026, 1, 15)
PUBLISHER = {"name": "Blind Messenger", "url": "https://blind.example", "contact": "t@blind.example"}

# A sound record of each kind; a test changes the cells that it is about.
SOUND: dict[str, dict[str, str]] = {
    "legal_requests": {
        "request_id": "LR-1",
        "received_at": "2025-01-05",
        "country": "FR",
        "request_type": "court_order",
        "closed_at": "2025-02-01",
        "outcome": "disclosed_full",
        "accounts_specified": "3",
        "accounts_disclosed": "2",
        "subject": "suspect@mail.example",
    },
    "removal_orders": {
        "order_id": "RO-1",
        "received_at": "2025-01-05",
        "country": "FR",
        "authority": "Court No 5",
        "category": "terrorism",
        "items_specified": "3",
        "items_removed": "2",
        "action": "removed",
        "action_at": "2025-01-06",
        "outcome": "complied_full",
    },
    "user_reports": {
        "report_id": "UR-1",
        "received_at": "2025-01-05T10:00",
        "channel": "in_app",
        "category": "spam",
        "country": "FR",
        "reviewed_at": "2025-01-05T11:00",
        "reviewed_by": "human",
        "decision": "removed",
        "appealed": "no",
        "search_term": "a term",
    },
    "statements_of_reasons": {
        "uuid": "U-1",
        "created_at": "2025-01-05",
        "category": "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
        "automated_detection": "Yes",
        "automated_decision": "AUTOMATED_DECISION_FULLY",
        "platform_uid": "post 5",
    },
    "counts": {
        "period_start": "2024-01-01",
        "period_end": "2024-03-31",
        "country": "FR",
        "request_type": "court_order",
        "requests": "12",
    },
}


@dataclass(frozen=True)
class Read:
    """What intake made of a log: its sound records, its faults, and where each file's rows went."""

    records: list[dict[str, Any]]
    faults: tuple[Fault, ...]
    counts: tuple[RowCounts, ...]

    @property
    def places(self) -> list[tuple[int, str, str]]:
        """Each fault's line, column and code."""
        return [(fault.line, fault.column, fault.code) for fault in self.faults]

    def column(self, name: str) -> list[Any]:
        """What a column holds, record by record."""
        return [record[name] for record in self.records]


def record(kind: str = "legal_requests", **cells: str) -> dict[str, str]:
    """Make a sound record with some cells changed."""
    return SOUND[kind] | cells


def records(count: int, kind: str = "legal_requests", **cells: str) -> list[dict[str, str]]:
    """Make sound records with ids of their own."""
    name = next(iter(SOUND[kind]))
    return [record(kind, **{name: f"N-{number}"} | cells) for number in range(1, count + 1)]


def as_csv(rows: Iterable[Mapping[str, str]], line_end: str = "\n") -> str:
    """Write a log by RFC 4180; the csv module of Python 3.11 leaves a lone carriage return without quotes."""
    rows = list(rows)
    header = list(dict.fromkeys(name for row in rows for name in row))
    lines = [header, *([row.get(name, "") for name in header] for row in rows)]
    return "".join(",".join(_quoted(cell) for cell in line) + line_end for line in lines)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ',"\n\r') else cell


def put(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files as they are, line ends included."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def configured(folder: Path, settings: Mapping[str, object] | None = None, **log: object) -> Config:
    """Write and load a configuration with one log."""
    one = {"kind": "legal_requests", "paths": ["logs/*.csv"]} | log
    path = folder / "transparency.yaml"
    values = {"publisher": PUBLISHER, "logs": [one]} | dict(settings or {})
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return load_config(path)


@contextmanager
def reading(config: Config, today: date = TODAY) -> Iterator[tuple[Engine, CleanLog]]:
    """Read the only log of a configuration; its table lives as long as the block."""
    with open_engine(config.work / "scratch") as engine:
        (log,) = read_logs(config, engine, today, Silence(), Cache(config.work / "cache"))
        yield engine, log


def read(
    folder: Path,
    files: Mapping[str, str | bytes] | str | bytes,
    settings: Mapping[str, object] | None = None,
    **log: object,
) -> Read:
    """Read a log: files by name, or the content of its only file."""
    put(folder, files if not isinstance(files, str | bytes) else {"logs/log.csv": files})
    with reading(configured(folder, settings, **log)) as (_, clean):
        rows = clean.rows.order_by("_file", "_row").to_pyarrow().to_pylist()
        return Read(rows, clean.faults, tuple(clean.counts.values()))


def read_rows(folder: Path, rows: Iterable[Mapping[str, str]], **log: object) -> Read:
    """Read a log of these rows."""
    return read(folder, as_csv(rows), **log)  # type: ignore[arg-type]
