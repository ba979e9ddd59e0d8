"""Takes the messenger's log files, gives what plain Python reads in them, independently of Pellucid."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from iso3166 import countries_by_alpha2

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLES = Path(__file__).parents[2] / "sample_data"
MESSENGER = SAMPLES / "messenger"
TODAY = date(2026, 6, 1)
CODES = {*countries_by_alpha2, "XK"}
NAMES = {
    "India": "IN",
    "Germany": "DE",
    "United States": "US",
    "France": "FR",
    "Brazil": "BR",
    "UK": "GB",
    "South Korea": "KR",
    "Spain": "ES",
    "Italy": "IT",
    "Poland": "PL",
    "Russia": "RU",
    "Turkey": "TR",
}

Record = dict[str, str]


@dataclass(frozen=True)
class Line:
    """A row of a log under our column names, and the code of what is wrong with it."""

    record: Record
    fault: str = ""


def settings(sample: str = "messenger") -> Any:  # noqa: ANN401 - a YAML file's content
    """Read a sample's configuration as YAML, unchecked."""
    return yaml.safe_load((SAMPLES / sample / "transparency.yaml").read_text(encoding="utf-8"))


@cache
def lines(kind: str) -> tuple[Line, ...]:
    """Read every row of one kind of log, the faulty ones too."""
    log = next(log for log in settings()["logs"] if log["kind"] == kind)
    find = {"legal_requests": _in_legal, "removal_orders": _in_order, "user_reports": _in_report}[kind]
    read = [row for path in log["paths"] for file in sorted(MESSENGER.glob(path)) for row in _rows(file, log)]
    return tuple(_with_duplicates([line if line.fault else _judged(line, find) for line in read]))


def records(kind: str) -> list[Record]:
    """Give the records that count: those with nothing wrong."""
    return [line.record for line in lines(kind) if not line.fault]


def faults(kind: str) -> dict[str, int]:
    """Count the faults of a kind of log, by code."""
    return dict(Counter(line.fault for line in lines(kind) if line.fault))


def day(text: str) -> date:
    """Read a date or a time, however this publisher writes it."""
    return datetime.strptime(text, "%d.%m.%Y").date() if "." in text else time(text).date()  # noqa: DTZ007


def time(text: str) -> datetime:
    """Read an ISO 8601 date or time."""
    return datetime.fromisoformat(text)


def quarter(record: Record) -> str:
    """Name the quarter in which a record was received."""
    received = day(record["received_at"])
    return f"{received.year}-Q{(received.month + 2) // 3}"


def _rows(file: Path, log: dict[str, Any]) -> Iterator[Line]:
    ours = {theirs: name for name, theirs in log.get("columns", {}).items()}
    delimiter = log.get("csv", {}).get("delimiter", ",")
    with file.open(encoding="utf-8", newline="") as handle:
        header, *rows = csv.reader(handle, delimiter=delimiter)
    for cells in rows:
        named = {ours.get(name, name): cell for name, cell in zip(header, cells, strict=False)}
        yield Line(
            _translated(named, log.get("values", {})), "" if len(cells) == len(header) else "malformed_row"
        )


def _translated(record: Record, values: dict[str, dict[str, str]]) -> Record:
    """Put our codes for their words; a word on no list becomes `?`, as in `?Letter`."""
    for name, words in values.items():
        if name != "country":
            record[name] = words.get(record[name], f"?{record[name]}" if record[name] else "")
    country = values.get("country", {}).get(record["country"], record["country"])
    return {**record, "country": NAMES.get(country, country)}


def _judged(line: Line, find: Callable[[Record], str]) -> Line:
    return Line(line.record, find(line.record))


def _in_legal(record: Record) -> str:
    required = ("country", "request_type", "outcome", "accounts_specified")
    return (
        _common(record, required, ("accounts_specified", "accounts_disclosed"), "closed_at")
        or ("unknown_code" if any(record[name][:1] == "?" for name in ("request_type", "outcome")) else "")
        or ("inconsistent" if int(record["accounts_disclosed"]) > int(record["accounts_specified"]) else "")
    )


def _in_order(record: Record) -> str:
    outcomes = {"complied_full", "complied_partial", "rejected", "no_data", "withdrawn", "pending"}
    fault = _common(record, ("country", "category"), ("items_specified", "items_removed"), "action_at")
    return fault or ("" if record["outcome"] in outcomes else "unknown_code")


def _in_report(record: Record) -> str:
    channels = {"search_report", "in_app", "trusted_flagger", "email"}
    fault = _common(record, ("channel", "category", "decision"), (), "reviewed_at")
    return fault or ("" if record["channel"] in channels else "unknown_code")


def _common(record: Record, required: tuple[str, ...], numbers: tuple[str, ...], later: str) -> str:
    if any(not record[name] for name in required):
        return "missing_value"
    if record["country"] not in CODES | {"_U"}:
        return "unknown_country"
    return _dates(record, later) or next(filter(None, (_number(record[name]) for name in numbers)), "")


def _dates(record: Record, later: str) -> str:
    try:
        received = day(record["received_at"])
        then = day(record[later]) if record[later] else received
    except ValueError:
        return "not_a_date"
    if received > TODAY:
        return "in_the_future"
    return "inconsistent" if then < received else ""


def _number(text: str) -> str:
    try:
        return "out_of_range" if text and int(text) < 0 else ""
    except ValueError:
        return "not_a_number"


def _with_duplicates(read: list[Line]) -> Iterator[Line]:
    id_column = next(iter(read[0].record))
    same: dict[str, list[Record]] = defaultdict(list)
    for line in read:
        same[line.record[id_column]].append(line.record)
    seen: set[str] = set()
    for line in read:
        key = line.record[id_column]
        contradicting = any(other != line.record for other in same[key])
        copy = "duplicate" if key in seen else ""
        seen.add(key)
        yield Line(line.record, line.fault or ("contradicting_duplicate" if contradicting else copy))
